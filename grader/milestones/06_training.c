#include "dataset.h"
#include "optim.h"
#include "probe.h"
#include "training.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The whole chapter on real pictures, with the scalar kernels, which are the
   student's own: read, halve, split, standardise, train, keep the best by the
   validation set, and open the test set once, at the end. */

enum {
    SIDE = 28,
    HALF = SIDE / 2,
    IN = HALF * HALF,
    CLASSES = 10,
    BATCH = 64,
    EPOCHS = 7
};

static const char network[] = "dense 160, relu, dense 64, relu, dense 10";

/* Pictures as the network gets them: [count][IN]. */
typedef struct Pictures {
    size_t count;
    real *x;
    int *labels;
} Pictures;

static void *need(void *memory)
{
    if (memory == NULL) {
        fputs("grader: out of memory\n", stderr);
        abort();
    }
    return memory;
}

/* Each number the mean of 2 × 2 grey levels: a quarter of the work. */
static void halve(const unsigned char *pixels, real *x)
{
    real levels[SIDE * SIDE];
    normalise(pixels, levels, SIDE * SIDE);
    for (size_t i = 0; i < IN; i++) {
        const real *corner = levels + 2 * (i / HALF) * SIDE + 2 * (i % HALF);
        x[i] = (corner[0] + corner[1] + corner[SIDE] + corner[SIDE + 1]) / 4;
    }
}

static bool load(Verdict *v, const char *set, const char *part, size_t count,
                 Pictures *pictures)
{
    const char *data = getenv("NN_DATA");
    char directory[4096];
    snprintf(directory, sizeof directory, "%s/%s", data ? data : "data", set);
    Dataset files;
    Error error;
    if (!dataset_load(&files, directory, part, &error)) {
        no_data(v, error.text);
        return false;
    }
    bool whole =
        files.count == count && files.rows == SIDE && files.columns == SIDE;
    if (whole) {
        pictures->count = count;
        pictures->x = need(malloc(count * IN * sizeof *pictures->x));
        pictures->labels = need(malloc(count * sizeof *pictures->labels));
        for (size_t e = 0; e < count; e++) {
            halve(files.pixels + e * SIDE * SIDE, pictures->x + e * IN);
            pictures->labels[e] = files.labels[e];
        }
    } else {
        snprintf(error.text, sizeof error.text,
                 "%.300s: the part %s does not hold %zu pictures of %d x %d",
                 directory, part, count, SIDE, SIDE);
        no_data(v, error.text);
    }
    dataset_free(&files);
    return whole;
}

/* The pictures that order names, which their owner frees. */
static Pictures chosen(const Pictures *all, const size_t *order, size_t count)
{
    Pictures part = {count, need(malloc(count * IN * sizeof(real))),
                     need(malloc(count * sizeof(int)))};
    for (size_t e = 0; e < count; e++) {
        memcpy(part.x + e * IN, all->x + order[e] * IN, IN * sizeof(real));
        part.labels[e] = all->labels[order[e]];
    }
    return part;
}

static void release(Pictures *pictures)
{
    free(pictures->x);
    free(pictures->labels);
}

typedef struct Adam {
    real *m, *s;
    size_t step, total;
} Adam;

static void by_adam(real *w, real *g, size_t count, void *context)
{
    Adam *adam = context;
    double rate = one_cycle(adam->step++, adam->total, 0.3, 0.003);
    adam_step(w, g, adam->m, adam->s, (real)rate, (real)0.9, (real)0.999,
              (real)1e-8, adam->step, count);
}

/* One epoch; returns its mean loss, or a negative number if the batches do not
   hold every picture once. */
static double epoch(Net *net, const Loss *loss, const Pictures *train,
                    const size_t *order, Adam *adam)
{
    static real x[BATCH * IN];
    int labels[BATCH];
    size_t seen = 0, n, limit = train->count / BATCH + 1;
    double sum = 0;
    for (size_t b = 0;
         b <= limit &&
         (n = take_batch(train->x, train->labels, order, train->count, b, BATCH,
                         x, labels, IN)) > 0 &&
         n <= BATCH;
         b++) {
        seen += n;
        sum += (double)n * (double)train_step(net, loss, x,
                                              (Target){.labels = labels}, n,
                                              by_adam, adam);
    }
    return seen == train->count ? sum / (double)seen : -1;
}

static double accuracy_on(Net *net, const Loss *loss, const Pictures *pictures)
{
    assert(pictures->count > 0);
    int *answers = need(calloc(pictures->count, sizeof *answers));
    size_t counts[CLASSES * CLASSES];
    real accuracy = 0, precision[CLASSES], recall[CLASSES], f1[CLASSES];
    evaluate(net, loss, pictures->x, pictures->labels, answers,
             pictures->count);
    confusion_matrix(pictures->labels, answers, counts, pictures->count,
                     CLASSES);
    metrics(counts, &accuracy, precision, recall, f1, CLASSES);
    free(answers);
    return (double)accuracy;
}

/* Trains, and leaves the parameters that were best on the validation set. */
static bool train_best(Verdict *v, Net *net, const Loss *loss,
                       const Pictures *train, const Pictures *validation,
                       Rng *rng)
{
    assert(net->parameters > 0);
    size_t bytes = net->parameters * sizeof *net->w;
    real *best = need(calloc(net->parameters, sizeof(real)));
    size_t *order = need(malloc(train->count * sizeof *order));
    Adam adam = {.m = need(calloc(net->parameters, sizeof(real))),
                 .s = need(calloc(net->parameters, sizeof(real))),
                 .total = EPOCHS * ((train->count + BATCH - 1) / BATCH)};
    double most = -1;
    bool good = true;
    for (size_t i = 0; i < train->count; i++) {
        order[i] = i;
    }
    for (int e = 0; good && e < EPOCHS; e++) {
        rng_shuffle(rng, order, train->count);
        double mean_loss = epoch(net, loss, train, order, &adam);
        good = require(v, mean_loss >= 0,
                       "The batches of an epoch should hold each of the %zu "
                       "training pictures once.",
                       train->count) &&
               require(v, mean_loss < 2,
                       "After %d of %d epochs the mean loss on the training "
                       "set should be below 2 (who knows nothing has ln 10 = "
                       "2.3); it is %.3f.",
                       e + 1, EPOCHS, mean_loss);
        double accuracy = accuracy_on(net, loss, validation);
        if (accuracy > most) {
            most = accuracy;
            memcpy(best, net->w, bytes);
        }
    }
    memcpy(net->w, best, bytes);
    free(best);
    free(order);
    free(adam.m);
    free(adam.s);
    return good;
}

/* Nine tenths for training, one for validation, both standardised as the
   former is; its mean and deviation are returned for the test set. */
static bool prepare(Verdict *v, const Pictures *all, Rng *rng, Pictures *train,
                    Pictures *validation, real *mean, real *deviation)
{
    size_t *order = need(calloc(all->count, sizeof *order));
    bool *met = need(calloc(all->count, sizeof *met));
    size_t train_count = 0, validation_count = 0, different = 0;
    split(all->count, 0.9, 0.1, rng, order, &train_count, &validation_count);
    for (size_t i = 0; i < all->count; i++) {
        if (order[i] < all->count && !met[order[i]]) {
            met[order[i]] = true;
            different++;
        }
    }
    free(met);
    if (!require(v,
                 different == all->count && train_count == 54000 &&
                     validation_count == 6000,
                 "60 000 pictures should be split into 54 000 and 6 000, each "
                 "in one part; yours: %zu and %zu, with %zu different ones.",
                 train_count, validation_count, different)) {
        free(order);
        return false;
    }
    *train = chosen(all, order, train_count);
    *validation = chosen(all, order + train_count, validation_count);
    free(order);
    mean_and_deviation(train->x, train_count * IN, mean, deviation);
    standardise_sets(train->x, train_count * IN, validation->x,
                     validation_count * IN);
    return true;
}

static void learn(Verdict *v, const char *set, double least)
{
    Pictures all, train, validation, test;
    real mean = 0, deviation = 1;
    Rng rng = rng_seeded(6);
    Error error;
    if (!load(v, set, "train", 60000, &all)) {
        return;
    }
    bool good = prepare(v, &all, &rng, &train, &validation, &mean, &deviation);
    release(&all);
    if (!good) {
        return;
    }
    Net net;
    const Loss *loss = loss_named("cross_entropy", &error);
    setenv("NN_ISA", "scalar", 1); /* the student's own functions */
    good =
        require(v, net_new(&net, network, (Shape){IN, 1, 1}, BATCH, 6, &error),
                "The network cannot be built: %s", error.text);
    if (good && train_best(v, &net, loss, &train, &validation, &rng) &&
        load(v, set, "t10k", 10000, &test)) {
        standardise(test.x, mean, deviation, test.count * IN);
        double accuracy = accuracy_on(&net, loss, &test);
        require(v, accuracy >= least,
                "After %d epochs at least %.1f %% of the test pictures should "
                "be recognised; yours: %.2f %%.",
                EPOCHS, 100 * least, 100 * accuracy);
        release(&test);
    }
    if (good) {
        net_free(&net);
    }
    release(&train);
    release(&validation);
}

static void handwriting(Verdict *v)
{
    learn(v, "mnist", 0.98);
}
MILESTONE(6, M1, handwriting, 180);

static void fashion(Verdict *v)
{
    learn(v, "fashion", 0.88);
}
MILESTONE(6, M2, fashion, 180);
