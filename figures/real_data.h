/* What the programs of chapter 6 share: pictures at half their size, and runs
   of a training that are watched. tools/book/run has the scalar kernels compute
   them, whatever the processor can do: so the numbers in the text are the same
   everywhere. */
#ifndef REAL_DATA_H
#define REAL_DATA_H

#include "dataset.h"
#include "figure.h"
#include "optim.h"
#include "training.h"

#include <string.h>

enum { SIDE = 28, HALF = SIDE / 2, IN = HALF * HALF, CLASSES = 10 };

static inline void *need(void *memory)
{
    if (memory == NULL) {
        perror("memory");
        exit(EXIT_FAILURE);
    }
    return memory;
}

static inline void end_by(const Error *error)
{
    fprintf(stderr, "%s\n", error->text);
    exit(EXIT_FAILURE);
}

/* A part, "train" or "t10k", of a set, "mnist" or "fashion". */
static inline Dataset load_files(const char *set, const char *part)
{
    const char *data = getenv("NN_DATA");
    char directory[4096];
    snprintf(directory, sizeof directory, "%s/%s", data ? data : "data", set);
    Dataset files;
    Error error;
    if (!dataset_load(&files, directory, part, &error)) {
        end_by(&error);
    }
    return files;
}

/* Pictures as a network gets them. x: [count][in]; labels: [count]. */
typedef struct Pictures {
    size_t count, in;
    real *x;
    int *labels;
} Pictures;

static inline Pictures pictures_new(size_t count, size_t in)
{
    Pictures p = {count, in, need(malloc(count * in * sizeof *p.x)),
                  need(malloc(count * sizeof *p.labels))};
    return p;
}

static inline void pictures_free(Pictures *pictures)
{
    free(pictures->x);
    free(pictures->labels);
}

/* The means of 2 × 2 pixels, from 0 to 1. */
static inline void halve(const unsigned char *pixels, real *x)
{
    real levels[SIDE * SIDE];
    normalise(pixels, levels, SIDE * SIDE);
    for (size_t i = 0; i < IN; i++) {
        const real *corner = levels + 2 * (i / HALF) * SIDE + 2 * (i % HALF);
        x[i] = (corner[0] + corner[1] + corner[SIDE] + corner[SIDE + 1]) / 4;
    }
}

/* A part of a set at half its size. */
static inline Pictures load_half(const char *set, const char *part)
{
    Dataset files = load_files(set, part);
    Pictures p = pictures_new(files.count, IN);
    for (size_t e = 0; e < p.count; e++) {
        halve(files.pixels + e * SIDE * SIDE, p.x + e * IN);
        p.labels[e] = files.labels[e];
    }
    dataset_free(&files);
    return p;
}

/* A copy of the examples that order names. */
static inline Pictures chosen(const Pictures *all, const size_t *order,
                              size_t count)
{
    Pictures p = pictures_new(count, all->in);
    for (size_t e = 0; e < count; e++) {
        memcpy(p.x + e * p.in, all->x + order[e] * p.in, p.in * sizeof *p.x);
        p.labels[e] = all->labels[order[e]];
    }
    return p;
}

/* The first pictures of a set for training, and the next ones for validation,
   standardised. The files are in random order already. */
static inline void cut(const Pictures *all, size_t train_count,
                       size_t validation_count, Pictures *train,
                       Pictures *validation)
{
    size_t *order = need(malloc(all->count * sizeof *order));
    for (size_t i = 0; i < all->count; i++) {
        order[i] = i;
    }
    *train = chosen(all, order, train_count);
    *validation = chosen(all, order + train_count, validation_count);
    standardise_sets(train->x, train_count * all->in, validation->x,
                     validation_count * all->in);
    free(order);
}

/* ---- Training ---- */

/* An optimiser: Adam, or Nesterov's momentum of 0.9, and how its rate goes. */
typedef struct Way {
    bool adam;
    double rate;
    bool one_cycle;
    size_t batch;
    int epochs;
} Way;

typedef struct Memory {
    const Way *way;
    real *m, *s;
    size_t step, total;
} Memory;

static inline void take_step(real *w, real *g, size_t count, void *context)
{
    Memory *memory = context;
    double rate = memory->way->rate;
    if (memory->way->one_cycle) {
        rate = one_cycle(memory->step, memory->total, 0.3, rate);
    }
    memory->step++;
    if (memory->way->adam) {
        adam_step(w, g, memory->m, memory->s, (real)rate, (real)0.9,
                  (real)0.999, (real)1e-8, memory->step, count);
    } else {
        nesterov_step(w, g, memory->m, (real)rate, (real)0.9, count);
    }
}

/* A network in training, with all that it needs. */
typedef struct Run {
    Net net;
    Way way;
    Memory memory;
    Rng rng;
    size_t *order;
    real *batch_x;
    int *batch_labels;
    const Pictures *train;
} Run;

static inline void run_begin(Run *run, const char *text, const Way *way,
                             const Pictures *train, uint64_t seed)
{
    Error error;
    size_t batches = (train->count + way->batch - 1) / way->batch;
    *run = (Run){.way = *way, .rng = rng_seeded(seed), .train = train};
    if (!net_new(&run->net, text, (Shape){train->in, 1, 1}, way->batch, seed,
                 &error)) {
        end_by(&error);
    }
    run->memory =
        (Memory){&run->way, need(calloc(run->net.parameters, sizeof(real))),
                 need(calloc(run->net.parameters, sizeof(real))), 0,
                 (size_t)way->epochs * batches};
    run->order = need(malloc(train->count * sizeof *run->order));
    for (size_t i = 0; i < train->count; i++) {
        run->order[i] = i;
    }
    run->batch_x = need(malloc(way->batch * train->in * sizeof(real)));
    run->batch_labels = need(malloc(way->batch * sizeof(int)));
}

static inline void run_end(Run *run)
{
    net_free(&run->net);
    free(run->memory.m);
    free(run->memory.s);
    free(run->order);
    free(run->batch_x);
    free(run->batch_labels);
}

/* The next batch of the run; 0 when the epoch is over. */
static inline size_t run_batch(Run *run, size_t batch)
{
    const Pictures *t = run->train;
    return take_batch(t->x, t->labels, run->order, t->count, batch,
                      run->way.batch, run->batch_x, run->batch_labels, t->in);
}

/* Trains for one epoch and returns the mean loss on the way. */
static inline double run_epoch(Run *run)
{
    const Loss *loss = loss_named("cross_entropy", NULL);
    double sum = 0;
    size_t n;
    rng_shuffle(&run->rng, run->order, run->train->count);
    for (size_t b = 0; (n = run_batch(run, b)) > 0; b++) {
        Target target = {.labels = run->batch_labels};
        sum +=
            (double)n * (double)train_step(&run->net, loss, run->batch_x,
                                           target, n, take_step, &run->memory);
    }
    return sum / (double)run->train->count;
}

/* What a network answers to pictures, counted. */
typedef struct Result {
    double loss, accuracy;
    size_t counts[CLASSES * CLASSES];
    real precision[CLASSES], recall[CLASSES], f1[CLASSES];
} Result;

static inline Result judge(Net *net, const Pictures *pictures)
{
    Result result;
    real accuracy;
    int *answers = need(malloc(pictures->count * sizeof *answers));
    result.loss =
        (double)evaluate(net, loss_named("cross_entropy", NULL), pictures->x,
                         pictures->labels, answers, pictures->count);
    confusion_matrix(pictures->labels, answers, result.counts, pictures->count,
                     CLASSES);
    metrics(result.counts, &accuracy, result.precision, result.recall,
            result.f1, CLASSES);
    result.accuracy = (double)accuracy;
    free(answers);
    return result;
}

#endif
