/* Speed of training: a network of dense layers on MNIST, in float, plain
   gradient descent. Timed is all that a step does; the pixels are standardised
   before. bench/mlp.py does the same in PyTorch.

   Usage: NN_DATA=data NN_ISA=avx2 NN_THREADS=1 mlp WIDTHS BATCH
   WIDTHS: of the hidden layers, as 128 or 1024-1024.
   Prints the kernels' name, images/s, GFLOP/s, and the mean loss of the last
   half of the first steps, by which one sees that it learns. */
#include "optimiser.h"
#include "source.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { IMAGES = 8192, SIDE = 28, MOST_BATCH = 1024, TEXT = 200 };
static const double SECONDS = 1;
static const double RATE = 0.01;

static Error error;
static Batch images;
static Optimiser optimiser;

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
static bool load(void)
{
    Dataset data;
    Source source;
    if (!dataset_load(&data, "mnist", "train", &error) ||
        !source_pictures(&source, &data, false, &error) ||
        !batch_new(&images, &source, IMAGES, &error)) {
        return false;
    }
    source.mean = (real)0.1307;
    source.deviation = (real)0.3081;
    source.fill(&source, source.order, IMAGES, NULL, &images);
    source_free(&source);
    dataset_free(&data);
    return true;
}

/* "dense 1024, relu, dense 1024, relu, dense 10" for "1024-1024". */
static bool network_of(const char *widths, char text[TEXT])
{
    size_t length = 0;
    text[0] = '\0';
    while (*widths != '\0') {
        char *end;
        unsigned long width = strtoul(widths, &end, 10);
        if (end == widths || (*end != '-' && *end != '\0') || length > 150) {
            return error_set(&error, "expected widths as 1024-1024, found %s",
                             widths);
        }
        length += (size_t)snprintf(text + length, TEXT - length,
                                   "dense %lu, relu, ", width);
        widths = end + (*end == '-');
    }
    snprintf(text + length, TEXT - length, "dense 10");
    return true;
}

/* NOLINTNEXTLINE(readability-non-const-parameter): the type is given */
static void take_step(real *w, real *g, size_t count, void *context)
{
    (void)w, (void)g, (void)count;
    optimiser_step(&optimiser, context, RATE, 1);
}

static real train(Net *net, size_t step, size_t batch)
{
    size_t steps = IMAGES / batch;
    assert(steps > 0);
    size_t first = step % steps * batch;
    return train_step(net, &losses[0], images.x + first * SIDE * SIDE,
                      (Target){.labels = images.labels + first}, batch,
                      take_step, net);
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

int main(int argc, char *argv[])
{
    Net net;
    char text[TEXT];
    size_t batch = argc == 3 ? strtoul(argv[2], NULL, 10) : 0;
    if (batch == 0 || batch > MOST_BATCH) {
        error_set(&error, "expected WIDTHS and a BATCH of 1 to %d", MOST_BATCH);
        return fail();
    }
    if (!load() || !network_of(argv[1], text) ||
        !net_new(&net, text, (Shape){1, SIDE, SIDE}, batch, 1, &error) ||
        !optimiser_new(&optimiser, &(OptimiserSettings){.name = "sgd"},
                       net.parameters, &error)) {
        return fail();
    }
    real loss = 0;
    size_t step = 0, steps = IMAGES / batch;
    for (; step < steps; step++) {
        real this = train(&net, step, batch);
        loss += step < steps / 2 ? 0 : this / (real)(steps - steps / 2);
    }
    double start = now(), seconds = 0;
    while (seconds < SECONDS) {
        train(&net, step++, batch);
        seconds = now() - start;
    }
    double speed = (double)((step - steps) * batch) / seconds;
    printf("%s %.0f %.2f %.4f\n", net.pass.kernels->name, speed,
           speed * operations(&net) / 1e9, (double)loss);
    optimiser_free(&optimiser);
    batch_free(&images);
    net_free(&net);
    return 0;
}
