/* Layers, the second level of the library. A layer reads the outputs of earlier
   layers and makes one of its own; it knows nothing of the network around it.
   What a kind of layer does stands in a row of layer_kinds: a new kind is a new
   row. */
#ifndef LAYER_H
#define LAYER_H

#include "error.h"
#include "kernels.h"
#include "mlp.h"
#include "real.h"
#include "rng.h"

enum {
    LAYER_ARGUMENTS = 6,  /* at most, for a kind of layer */
    LAYER_INPUTS = 8,     /* at most */
    LAYER_DIMENSIONS = 4, /* at most, of a layer's weights */
    LAYER_NAME = 32,      /* bytes of a name, with the final 0 */
    SHAPE_TEXT = 64       /* bytes of a shape in words */
};

/* The shape of one example: channels, height, width. A vector of n numbers is
   n × 1 × 1. */
typedef struct Shape {
    size_t c, h, w;
} Shape;

/* How many numbers have that shape. */
size_t shape_size(Shape shape);

/* Writes "1x28x28", or "10" for a vector, into text and returns it. */
const char *shape_text(Shape shape, char text[SHAPE_TEXT]);

/* What a pass is for; dropout and batch normalisation differ. */
typedef enum Mode { EVALUATE, TRAIN } Mode;

/* What a pass through a network needs besides the layers. */
typedef struct Pass {
    size_t n; /* examples in the batch */
    Mode mode;
    Rng rng; /* for layers that draw */
    const Kernels *kernels;
} Pass;

/* A number that a layer is given, such as the 128 of "dense 128". */
typedef struct Argument {
    const char *name;
    double least, most;
    bool whole;      /* a whole number */
    double fallback; /* if it is left out; NAN: it must be given */
} Argument;

struct Layer;

/* A kind of layer: what it is called, what it is given, what it does. */
typedef struct LayerKind {
    const char *name;
    Argument argument[LAYER_ARGUMENTS]; /* the first without a name ends them */
    Activation activation;              /* for the kinds that are one */
    bool joins;     /* it takes two inputs or more, not one */
    bool saturates; /* flat at both ends; Xavier's weights go before it */

    /* From the arguments and the shapes of the inputs: fills in what Layer says
       it fills in. An error if they do not fit. */
    bool (*plan)(struct Layer *layer, Error *error);

    /* Draws the first weights; all of a layer's memory is 0 before. NULL if
       there is nothing to do. */
    void (*init)(struct Layer *layer, bool before_saturation, Rng *rng);

    /* Computes y from the inputs' y. */
    void (*forward)(struct Layer *layer, Pass *pass);

    /* From dy, adds to dw and db, and overwrites dx[i], the gradient by input
       i: [n][its size]. NULL in dx: nobody needs that one. */
    void (*backward)(struct Layer *layer, Pass *pass, real *const *dx);
} LayerKind;

/* A layer of a network. */
typedef struct Layer {
    /* What it is. */
    const LayerKind *kind;
    char name[LAYER_NAME]; /* "" if it has none */
    double argument[LAYER_ARGUMENTS];
    struct Layer *input[LAYER_INPUTS];
    size_t inputs;

    /* What plan fills in. Counts of numbers, 0 where there are none. */
    Shape out;
    size_t weight_shape[LAYER_DIMENSIONS]; /* 0 behind the last dimension */
    size_t biases;
    size_t states;     /* saved, but not trained: running means */
    size_t keeps;      /* what backward wants to know of forward, for a batch */
    size_t keeps_each; /* ... and for each example in it */
    double flops;      /* forward, for one example */

    /* What the network gives it. n is at most its batch. */
    size_t weights;        /* the product of weight_shape */
    size_t readers;        /* layers that read it */
    bool reached;          /* in a backward pass: dy holds something */
    real *y, *dy;          /* [n][size of out]; dy NULL if nobody needs it */
    real *w, *dw, *b, *db; /* [weights], [biases] */
    real *state;           /* [states] */
    real *kept;            /* [keeps + n · keeps_each] */
} Layer;

/* All kinds of layers; a row without a name ends them. */
extern const LayerKind layer_kinds[];

/* The kind of that name, of which `length` bytes count; NULL without one. */
const LayerKind *layer_kind(const char *name, size_t length);

#endif
