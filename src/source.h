/* Where a network's examples come from. A source makes them when they are asked
   for, a batch at a time: pictures stay bytes until then, so that a set takes
   one byte a pixel. */
#ifndef SOURCE_H
#define SOURCE_H

#include "augment.h"
#include "dataset.h"
#include "training.h"

/* Examples with their targets. */
typedef struct Batch {
    real *x;      /* [size][size of the source's shape] */
    int *labels;  /* [size] */
    real *values; /* [size][values of the source] */
    real *spare;  /* [size][h][w of the source's shape] */
} Batch;

/* How the pictures of a training are changed as they are filled in: example e
   by the numbers that seed, epoch and e give, so that it does not matter in
   which batch it is, or who has drawn before. */
typedef struct Variation {
    Augmentation augmentation;
    uint64_t seed, epoch;
} Variation;

typedef struct Source {
    Shape shape;          /* of an example */
    size_t count;         /* examples: number 0, 1 ... */
    size_t values;        /* numbers in the target of one; 0: it is a label */
    bool pictures;        /* levels from 0 to 1, before they are standardised */
    real mean, deviation; /* by which all are standardised; 0 and 1 at first */
    uint32_t checksum;    /* of all that it is made of */
    int *order; /* [count], all numbers: as they come, until source_split */

    /* Writes examples, standardised, and their targets into a batch.
       examples: [n], their numbers; variation: NULL for pictures as they
       are, as for validation and the test. */
    void (*fill)(const struct Source *source, const int *examples, size_t n,
                 const Variation *variation, const Batch *batch);
    const void *x, *targets; /* which fill reads */
} Source;

/* Some examples of a source. */
typedef struct Part {
    const Source *source;
    const int *examples; /* [count] */
    size_t count;
} Part;

/* A source of pictures, normalised, or of them at half their size: then each
   number is the mean of 2 × 2 pixels. It reads dataset, which must stay. The
   caller frees it by source_free, as those that follow. */
bool source_pictures(Source *source, const Dataset *dataset, bool half,
                     Error *error);

/* A source of examples that are numbers already, which must stay. It has labels
   if `values` is 0.   x: [count][size of shape]; targets: int [count], or
   real [count][values]. */
bool source_numbers(Source *source, Shape shape, const real *x,
                    const void *targets, size_t values, size_t count,
                    Error *error);

void source_free(Source *source);

/* `count` examples from order[first] on. */
Part source_part(const Source *source, size_t first, size_t count);

/* Puts order into random order and cuts it, as split does: into parts for
   training and validation and the rest. An error if split does not do so, or
   leaves nothing to train on. */
bool source_split(Source *source, double part, double validation_part, Rng *rng,
                  Part *train, Part *validation, Part *rest, Error *error);

/* Puts order into random order and cuts it for fold number `number` (0, 1 ...)
   of `folds`: that is for validation, the others for training. An error if fold
   does not do so. 2 ≤ folds ≤ count. */
bool source_fold(Source *source, size_t folds, size_t number, Rng *rng,
                 Part *train, Part *validation, Error *error);

/* From now on standardises all examples by the mean and deviation of a part,
   which is for training. It is gone through in pieces, which are put together
   as Chan, Golub and LeVeque (1983) say. */
bool source_standardise(Source *source, Part train, Error *error);

/* ---- Batches ---- */

/* Memory for `size` examples, which batch_free frees. */
bool batch_new(Batch *batch, const Source *source, size_t size, Error *error);
void batch_free(Batch *batch);

Target batch_target(const Batch *batch);

#endif
