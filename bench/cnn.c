/* Speed of convolutional networks, in float: of inference for one image and for
   64, and of training by Nesterov's momentum in batches of 64. What the peers
   need to do the same (cnn.py, cnn.mjs) is in one file: the network and its
   first weights, images, labels, and what the network answers to the first of
   them.

   Usage: NN_DATA=data cnn make NETWORK FILE
          TASK_SECONDS=1 NN_ISA=avx2 NN_THREADS=1 cnn run FILE
          cnn kernels
   Prints a row for each task: the program, the task, the batch, the calls that
   were timed, the median microseconds of one, the processor's microseconds for
   one, by which one sees what else the machine did, the most memory so far in
   MB, a check, the variant, and millions of operations for an image. The check
   of inference is by how much an answer differs from the file's, at most; of
   training the mean loss of some of the first steps, which is the same for all.
   "kernels" names those that run, of NN_ISA. */
#include "checkpoint.h"
#include "net_named.h"
#include "optimiser.h"
#include "source.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

enum {
    IMAGES = 2048,
    SIDE = 28,
    BATCH = 64,
    ANSWERS = 10,
    FIRST = 8, /* steps; the check is the mean loss of their second half */
    MOST_CALLS = 1 << 20
};
static const double RATE = 0.001;

static Error error;
static double seconds = 1;

/* What the file holds besides the network. */
static real *x;         /* [IMAGES][SIDE][SIDE] */
static int32_t *labels; /* [IMAGES] */
static real *y;         /* [BATCH][ANSWERS] */

static int fail(void)
{
    fprintf(stderr, "cnn: %s\n", error.text);
    return EXIT_FAILURE;
}

static bool allocate(void)
{
    x = malloc(sizeof *x * IMAGES * SIDE * SIDE);
    labels = malloc(sizeof *labels * IMAGES);
    y = malloc(sizeof *y * BATCH * ANSWERS);
    return (x != NULL && labels != NULL && y != NULL) ||
           error_set(&error, "not enough memory");
}

/* ---- The file ---- */

/* The first pictures and labels of MNIST's training part. */
static bool pictures(void)
{
    Dataset data;
    Source source;
    Batch batch;
    if (!dataset_load(&data, "mnist", "train", &error) ||
        !source_pictures(&source, &data, false, &error) ||
        !batch_new(&batch, &source, IMAGES, &error)) {
        return false;
    }
    source.mean = (real)0.1307;
    source.deviation = (real)0.3081;
    source.fill(&source, source.order, IMAGES, NULL, &batch);
    memcpy(x, batch.x, sizeof *x * IMAGES * SIDE * SIDE);
    for (size_t i = 0; i < IMAGES; i++) {
        labels[i] = batch.labels[i];
    }
    batch_free(&batch);
    source_free(&source);
    dataset_free(&data);
    return true;
}

static int make(const char *network, const char *path)
{
    Net net;
    if (!allocate() || !pictures() ||
        !net_from_words(&net, network, (Shape){1, SIDE, SIDE}, BATCH, 1,
                        &error)) {
        return fail();
    }
    if (layer_size_out(&net.layers[net.count - 1]) != ANSWERS) {
        error_set(&error, "%s: expected %d outputs", network, ANSWERS);
        return fail();
    }
    memcpy(y, net_forward(&net, x, BATCH, EVALUATE),
           sizeof *y * BATCH * ANSWERS);
    const Tensor more[] = {
        {"bench.x", REAL_TYPE, 4, {IMAGES, 1, SIDE, SIDE}, x},
        {"bench.labels", "I32", 1, {IMAGES}, labels},
        {"bench.y", REAL_TYPE, 2, {BATCH, ANSWERS}, y},
    };
    if (!checkpoint_save(path, &net, more, sizeof more / sizeof more[0], NULL,
                         0, &error)) {
        return fail();
    }
    net_free(&net);
    return EXIT_SUCCESS;
}

static bool load(Net *net, const char *path, size_t batch)
{
    Safetensors file;
    const Tensor tensors[] = {
        {"bench.x", REAL_TYPE, 4, {IMAGES, 1, SIDE, SIDE}, x},
        {"bench.labels", "I32", 1, {IMAGES}, labels},
        {"bench.y", REAL_TYPE, 2, {BATCH, ANSWERS}, y},
    };
    if (!safetensors_load(&file, path, &error)) {
        return false;
    }
    bool good = checkpoint_net(net, &file, path, batch, &error) &&
                checkpoint_restore(&file, path, tensors,
                                   sizeof tensors / sizeof tensors[0], &error);
    safetensors_free(&file);
    return good;
}

/* ---- The tasks ---- */

typedef struct Task {
    const char *name;
    Net *net;
    size_t batch;
    double flops; /* of an image */
    Optimiser optimiser;
    size_t steps;
} Task;

/* NOLINTNEXTLINE(readability-non-const-parameter): the type is given */
static void take_step(real *w, real *g, size_t count, void *context)
{
    (void)w, (void)g, (void)count;
    Task *task = context;
    optimiser_step(&task->optimiser, task->net, RATE, ++task->steps);
}

/* Call 0, 1 ... Returns the loss of a training. */
static real call(Task *task, size_t i)
{
    size_t first = i % (IMAGES / task->batch) * task->batch;
    const real *images = x + first * SIDE * SIDE;
    if (strcmp(task->name, "infer") == 0) {
        net_forward(task->net, images, task->batch, EVALUATE);
        return 0;
    }
    int batch_labels[BATCH];
    for (size_t k = 0; k < task->batch; k++) {
        batch_labels[k] = labels[first + k];
    }
    return train_step(task->net, &losses[0], images,
                      (Target){.labels = batch_labels}, task->batch, take_step,
                      task);
}

static double now(clockid_t clock)
{
    struct timespec time;
    clock_gettime(clock, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static int in_order(const void *a, const void *b)
{
    double one = *(const double *)a, two = *(const double *)b;
    return (one > two) - (one < two);
}

static double megabytes(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)usage.ru_maxrss / 1024;
}

/* Times calls for some seconds, after a quarter of that to warm up, and prints
   the row. */
static void measure(Task *task, size_t i, double check)
{
    static double times[MOST_CALLS];
    size_t calls = 0;
    double start = now(CLOCK_MONOTONIC);
    do {
        call(task, i++);
    } while (now(CLOCK_MONOTONIC) - start < seconds / 4);
    double processor = now(CLOCK_PROCESS_CPUTIME_ID), before, after;
    start = after = now(CLOCK_MONOTONIC);
    do {
        before = after;
        call(task, i++);
        after = now(CLOCK_MONOTONIC);
        times[calls++] = after - before;
    } while (after - start < seconds && calls < MOST_CALLS);
    processor = (now(CLOCK_PROCESS_CPUTIME_ID) - processor) / (double)calls;
    qsort(times, calls, sizeof *times, in_order);
    double median = times[calls / 2];
    printf("%s %s %zu %zu %.1f %.1f %.0f %.6f - %.3f\n",
           task->net->pass.kernels->name, task->name, task->batch, calls,
           1e6 * median, 1e6 * processor, megabytes(), check,
           task->flops / 1e6);
    fflush(stdout);
}

/* Multiplications and additions for one image: forward, and with train as many
   for the gradients by the weights and, but in the first layer, by the
   input. */
static double operations(const Net *net, bool train)
{
    double sum = 0;
    for (size_t i = 1; i < net->count; i++) {
        const Layer *layer = &net->layers[i];
        sum += layer->flops * (!train ? 1 : layer->input[0] == 0 ? 2 : 3);
    }
    return sum;
}

static void infer(Net *net, size_t batch)
{
    Task task = {.name = "infer",
                 .net = net,
                 .batch = batch,
                 .flops = operations(net, false)};
    double most = 0;
    net_hold_weights(net, true);
    for (size_t first = 0; first < BATCH; first += batch) {
        const real *answers =
            net_forward(net, x + first * SIDE * SIDE, batch, EVALUATE);
        for (size_t k = 0; k < batch * ANSWERS; k++) {
            most = fmax(most, fabs(answers[k] - y[first * ANSWERS + k]));
        }
    }
    measure(&task, 0, most);
    net_hold_weights(net, false);
}

static bool train(Net *net)
{
    Task task = {.name = "train",
                 .net = net,
                 .batch = BATCH,
                 .flops = operations(net, true)};
    OptimiserSettings settings = {.name = "nesterov",
                                  .learning_rate = RATE,
                                  .momentum = 0.9,
                                  .decay = NAN,
                                  .weight_decay = 0.0005};
    if (!optimiser_new(&task.optimiser, &settings, net->parameters, &error)) {
        return false;
    }
    double loss = 0;
    for (size_t i = 0; i < FIRST; i++) {
        double this = (double)call(&task, i);
        loss += i < FIRST / 2 ? 0 : this / (FIRST - FIRST / 2.0);
    }
    measure(&task, FIRST, loss);
    optimiser_free(&task.optimiser);
    return true;
}

/* In the order in which they take memory. */
static int run(const char *path)
{
    Net net;
    if (!allocate() || !load(&net, path, 1)) {
        return fail();
    }
    infer(&net, 1);
    net_free(&net);
    if (!load(&net, path, BATCH)) {
        return fail();
    }
    infer(&net, BATCH);
    if (!train(&net)) {
        return fail();
    }
    net_free(&net);
    return EXIT_SUCCESS;
}

int main(int argc, char *argv[])
{
    const char *wanted = getenv("TASK_SECONDS");
    char *end = NULL;
    if (wanted != NULL && *wanted != '\0') {
        seconds = strtod(wanted, &end);
        if (*end != '\0' || !(seconds > 0 && seconds <= 600)) {
            error_set(&error,
                      "TASK_SECONDS: expected a number of seconds up to 600, "
                      "found \"%.40s\"",
                      wanted);
            return fail();
        }
    }
    if (argc == 4 && strcmp(argv[1], "make") == 0) {
        return make(argv[2], argv[3]);
    }
    if (argc == 3 && strcmp(argv[1], "run") == 0) {
        return run(argv[2]);
    }
    if (argc == 2 && strcmp(argv[1], "kernels") == 0) {
        const Kernels *kernels = kernels_choose(&error);
        return kernels == NULL ? fail() : puts(kernels->name) < 0;
    }
    error_set(&error, "expected make NETWORK FILE, run FILE, or kernels");
    return fail();
}
