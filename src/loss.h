/* Losses: how wrong an output is, and the gradient of that by the output. */
#ifndef LOSS_H
#define LOSS_H

#include "error.h"
#include "real.h"
#include "shape.h"

/* What the output should have been; a loss takes what it is made for. */
typedef struct Target {
    const int *labels; /* [n][h][w]: a class for each place; [n] for a vector */
    const real *values; /* [n][out] */
} Target;

typedef struct Loss {
    const char *name;
    bool takes_labels;
    /* The mean loss of a batch. dy: NULL, or receives its gradient by y.
       y, dy: [n][size of out]. */
    real (*value)(const real *y, Target target, real *dy, size_t n, Shape out);
} Loss;

/* All losses; a row without a name ends them.
   cross_entropy: softmax over the channels and its cross-entropy, mean over the
   batch and all places; of several places, 256 channels at most;
   binary_cross_entropy: of a sigmoid on each output, mean over all outputs;
   mean_squared_error: mean over all outputs. */
extern const Loss losses[];

/* The loss of that name, or NULL and an error. */
const Loss *loss_named(const char *name, Error *error);

#endif
