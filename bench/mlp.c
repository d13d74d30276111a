/* Speed of training: the network 784–128–10 on MNIST, in float, batches of 64,
   plain gradient descent. Timed is all that a step does; the pixels are
   standardised before. bench/mlp.py does the same in PyTorch.

   Usage: NN_DATA=data NN_ISA=avx2 OMP_NUM_THREADS=1 mlp
   Prints the kernels' name, images/s, GFLOP/s, and the mean loss of the last
   half of the first STEPS steps, by which one sees that it learns. */
#include "dataset.h"
#include "net.h"
#include "optim.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { BATCH = 64, STEPS = 128, IMAGES = BATCH * STEPS, SIDE = 28 };
static const double SECONDS = 1;

static Error error;

static int fail(void)
{
    fprintf(stderr, "mlp: %s\n", error.text);
    return EXIT_FAILURE;
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* The first IMAGES pictures and labels of the training part. */
static bool load(real *x, int *labels)
{
    Dataset data;
    char directory[4096];
    const char *root = getenv("NN_DATA");
    snprintf(directory, sizeof directory, "%s/mnist",
             root != NULL ? root : "data");
    if (!dataset_load(&data, directory, "train", &error)) {
        return false;
    }
    for (size_t i = 0; i < (size_t)IMAGES * SIDE * SIDE; i++) {
        x[i] = ((real)data.pixels[i] / 255 - (real)0.1307) / (real)0.3081;
    }
    for (size_t i = 0; i < IMAGES; i++) {
        labels[i] = data.labels[i];
    }
    dataset_free(&data);
    return true;
}

static real train(Net *net, const real *x, const int *labels, size_t step)
{
    size_t first = step % STEPS * BATCH;
    net_zero_gradients(net);
    net_forward(net, x + first * SIDE * SIDE, BATCH, TRAIN);
    real loss = net_loss(net, &losses[0], (Target){.labels = labels + first});
    net_backward(net, NULL);
    sgd_step(net->w, net->dw, (real)0.01, net->parameters);
    return loss;
}

/* Multiplications and additions of a step for one image: forward, and as many
   for the gradients by the weights and, but in the first layer, by the
   input. */
static double operations(const Net *net)
{
    double sum = 0;
    for (size_t i = 1; i < net->count; i++) {
        const Layer *layer = &net->layers[i];
        sum += layer->flops * (layer->input[0] == 0 ? 2 : 3);
    }
    return sum;
}

int main(void)
{
    static real x[IMAGES * SIDE * SIDE];
    static int labels[IMAGES];
    Net net;
    if (!load(x, labels) ||
        !net_new(&net, "dense 128, relu, dense 10", (Shape){1, SIDE, SIDE},
                 BATCH, 1, &error)) {
        return fail();
    }
    real loss = 0;
    size_t step = 0;
    for (; step < STEPS; step++) {
        real this = train(&net, x, labels, step);
        loss += step < STEPS / 2 ? 0 : 2 * this / STEPS;
    }
    double start = now(), seconds = 0;
    while (seconds < SECONDS) {
        train(&net, x, labels, step++);
        seconds = now() - start;
    }
    double speed = (double)((step - STEPS) * BATCH) / seconds;
    printf("%s %.0f %.2f %.4f\n", net.pass.kernels->name, speed,
           speed * operations(&net) / 1e9, (double)loss);
    net_free(&net);
    return 0;
}
