/* Losses: how wrong an output is, and the gradient of that by the output. */
#ifndef LOSS_H
#define LOSS_H

#include "error.h"
#include "real.h"

/* What the output should have been. */
typedef union Target {
    const int *labels;  /* [n], for cross_entropy */
    const real *values; /* [n][out], for the others */
} Target;

typedef struct Loss {
    const char *name;
    bool takes_labels;
    /* The mean loss of a batch.   y: [n][out]. */
    real (*value)(const real *y, Target target, size_t n, size_t out);
    /* Its gradient by y.   y, dy: [n][out]. */
    void (*gradient)(const real *y, Target target, real *dy, size_t n,
                     size_t out);
} Loss;

/* All losses; a row without a name ends them.
   cross_entropy: softmax and its cross-entropy, mean over the batch;
   binary_cross_entropy: of a sigmoid on each output, mean over all outputs;
   mean_squared_error: mean over all outputs. */
extern const Loss losses[];

/* The loss of that name, or NULL and an error. */
const Loss *loss_named(const char *name, Error *error);

#endif
