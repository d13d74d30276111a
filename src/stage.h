/* Stages: what is run. The layers of a network say what it computes, and its
   names, summary and files speak of them. What runs is a list of stages: a
   layer by itself, or several in a row that are computed at once, which equals
   them one after the other and takes less time or memory. The environment
   variable NN_FUSE=0 runs every layer by itself. */
#ifndef STAGE_H
#define STAGE_H

#include "layer.h"

/* One or several layers in a row that run at once. Inside, between two of them,
   y and dy are NULL and nothing else reads them. */
typedef struct Stage {
    const Compute *compute;
    Layer *layers; /* [count] */
    size_t count;
    Needs needs;
    void *kept, *packed;
} Stage;

/* Several kinds of layers that can be computed at once. */
typedef struct StageKind {
    const char *name;
    size_t count; /* layers */
    /* Do the kinds and sizes of these layers fit, and are there kernels? That
       they are a chain of which nobody else reads is known. */
    bool (*fits)(const Layer *layers, const Kernels *kernels);
    Compute compute;
} StageKind;

/* The longest first; NULL ends them. */
extern const StageKind *const stage_kinds[];
extern const StageKind stage_conv_activation;
extern const StageKind stage_conv_pool;
#if HAS_AVX2
extern const StageKind stage_conv_pool_2x2;
#endif
extern const StageKind stage_dense_activation;

/* The stage that begins at layers[at], of a network's `count` layers. */
Stage stage_at(Layer *layers, size_t at, size_t count, bool fuse,
               const Kernels *kernels, size_t batch);

/* The last of its layers, whose y it computes. */
Layer *stage_last(const Stage *stage);

#endif
