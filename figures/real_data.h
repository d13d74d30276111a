/* What the programs of chapter 6 share: they end where the library would return
   an error, and train on pictures at half their size. tools/book/run has the
   scalar kernels compute them, whatever the processor can do: so the numbers in
   the text are the same everywhere. */
#ifndef REAL_DATA_H
#define REAL_DATA_H

#include "figure.h"
#include "trainer.h"

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

static inline void end_unless(bool good, const Error *error)
{
    if (!good) {
        fprintf(stderr, "%s\n", error->text);
        exit(EXIT_FAILURE);
    }
}

/* A part, "train" or "t10k", of a set, "mnist" or "fashion". */
static inline Dataset load_files(const char *set, const char *part)
{
    Dataset files;
    Error error;
    end_unless(dataset_load(&files, set, part, &error), &error);
    return files;
}

/* The pictures at half their size. */
static inline Source halves(const Dataset *files)
{
    Source source;
    Error error;
    end_unless(source_pictures(&source, files, true, &error), &error);
    return source;
}

/* The first pictures for training, and the next ones for validation,
   standardised. The files are in random order already. */
static inline void cut(Source *source, size_t train_count,
                       size_t validation_count, Part *train, Part *validation)
{
    Error error;
    *train = source_part(source, 0, train_count);
    *validation = source_part(source, train_count, validation_count);
    end_unless(source_standardise(source, *train, &error), &error);
}

/* What is told of a training in most of these programs. */
static inline Training training(const char *optimiser, double rate,
                                const char *schedule, size_t batch,
                                size_t epochs)
{
    return (Training){.optimiser = {optimiser, rate, NAN, NAN, 0},
                      .schedule = {.name = schedule},
                      .loss = loss_named("cross_entropy", NULL),
                      .batch = batch,
                      .epochs = epochs};
}

/* A network in training. */
typedef struct Run {
    Net net;
    Trainer trainer;
} Run;

static inline void run_begin(Run *run, const char *text, const Training *how,
                             Part train, Part validation, uint64_t seed)
{
    Error error;
    Training seeded = *how;
    seeded.rng = rng_seeded(seed);
    end_unless(net_new(&run->net, text, train.source->shape, how->batch, seed,
                       &error) &&
                   trainer_new(&run->trainer, &run->net, train, validation,
                               &seeded, &error),
               &error);
}

static inline void run_end(Run *run)
{
    trainer_free(&run->trainer);
    net_free(&run->net);
}

static inline Epoch run_epoch(Run *run)
{
    Epoch epoch;
    Error error;
    end_unless(trainer_epoch(&run->trainer, &epoch, &error), &error);
    return epoch;
}

static inline Evaluation judge(Net *net, Part part)
{
    Evaluation result;
    Error error;
    end_unless(evaluation_of(&result, net, loss_named("cross_entropy", NULL),
                             part, &error),
               &error);
    return result;
}

#endif
