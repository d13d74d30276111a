/* Layers, the second level of the library. A layer reads the outputs of earlier
   layers and makes one of its own; it knows nothing of the network around it.
   What a kind of layer does stands in a file of its own, layer_KIND.c; the
   table layer_kinds lists them all. */
#ifndef LAYER_H
#define LAYER_H

#include "conv.h"
#include "error.h"
#include "kernels.h"
#include "mlp.h"
#include "real.h"
#include "rng.h"
#include "shape.h"

#include <stdint.h>

enum {
    LAYER_ARGUMENTS = 8,  /* at most, for a kind of layer */
    LAYER_INPUTS = 8,     /* at most */
    LAYER_DIMENSIONS = 4, /* at most, of a layer's weights */
    LAYER_STATES = 2,     /* at most, arrays that are saved but not trained */
    LAYER_NAME = 32       /* bytes of a name, with the final 0 */
};

/* What a pass is for. TRAIN: dropout drops, batch normalisation takes the
   batch's own statistics, and gradients will be asked for. BACKWARD: only the
   latter, as for a saliency map. EVALUATE: neither; nothing is kept. */
typedef enum Mode { EVALUATE, TRAIN, BACKWARD } Mode;

/* What a pass through a network needs besides the layers. */
typedef struct Pass {
    size_t n;      /* examples in the batch */
    bool training; /* dropout, batch statistics */
    bool backward; /* net_backward may follow: keep what it wants to know */
    uint64_t seed, step; /* of random numbers; step counts passes to train */
    size_t first; /* number of the batch's first example in a larger whole */
    const Kernels *kernels;
} Pass;

/* What a layer is given: a number, such as the 128 of "dense 128", or one of
   several words. */
typedef struct Argument {
    const char *name;
    double least, most;
    bool whole;               /* a whole number */
    double fallback;          /* if it is left out; NAN: it must be given */
    const char *const *words; /* NULL: a number; else its value is the index of
                                 one of these words, which NULL ends */
    bool pair; /* whole, one for rows and one for columns: 5x3; 5 is 5x5 */
} Argument;

/* What computing takes, beside what the layer's shapes say. Memory in bytes. */
typedef struct Needs {
    size_t kept;    /* from forward to backward */
    size_t packed;  /* the weights in another form, until they change */
    size_t scratch; /* for each thread; holds nothing between two calls */
    /* Into how many parts of the kind's own choosing a function's work is cut,
       to be shared among threads: 1 if it cannot be cut. 0: by examples, and
       for the gradient, where all examples add to the same numbers: there is no
       such function. */
    size_t forward_parts, backward_parts, gradient_parts;
} Needs;

/* A thread's share of a batch: some of its examples, or all of them and some of
   the parts that Needs speaks of. Arrays begin at its first example. */
typedef struct Share {
    size_t first, n;    /* examples first ... first + n − 1 of the batch */
    size_t part, parts; /* parts part ... part + parts − 1 */
    const real *x[LAYER_INPUTS]; /* [n][size of that input] */
    real *y;                     /* [n][size of out] */
    const real *dy;              /* [n][size of out] */
    real *dx[LAYER_INPUTS];      /* [n][size of that input]; NULL: unwanted */
    /* As Needs says, from multiples of 64; kept is that of the whole batch. */
    void *kept, *packed, *scratch;
} Share;

struct Layer;

/* What is computed of a layer, or of several at once (stage.h): then `layer` is
   the first of them, x its inputs and y the output of the last. */
typedef struct Compute {
    /* What it takes for up to `batch` examples with these kernels; all is 0
       before. NULL: nothing. */
    void (*needs)(const struct Layer *layer, const Kernels *kernels,
                  size_t batch, Needs *needs);

    /* Writes the weights into share->packed. Called before a forward pass if
       they may have changed. NULL without `packed`. */
    void (*pack)(const struct Layer *layer, const Pass *pass, Share *share);

    /* Computes y from x. */
    void (*forward)(const struct Layer *layer, const Pass *pass, Share *share);

    /* From dy, overwrites dx[i], the gradient by input i, where it is wanted.
       If gradient_parts is 0, it also adds to dw and db. */
    void (*backward)(const struct Layer *layer, const Pass *pass, Share *share);

    /* From dy and all examples, adds to its parts of dw and db. */
    void (*gradient)(const struct Layer *layer, const Pass *pass, Share *share);
} Compute;

/* A kind of layer: what it is called, what it is given, what it does. */
typedef struct LayerKind {
    const char *name;
    Argument argument[LAYER_ARGUMENTS]; /* the first without a name ends them */
    const char *states[LAYER_STATES];   /* as PyTorch names them */
    Activation activation;              /* for the kinds that are one */
    bool joins;     /* it takes two inputs or more, not one */
    bool saturates; /* flat at both ends; Xavier's weights go before it */
    bool undecayed; /* weight decay leaves its weights alone */

    /* From the arguments and the shapes of the inputs: fills in what Layer says
       it fills in. An error if they do not fit. */
    bool (*plan)(struct Layer *layer, Error *error);

    /* Draws the first weights; all of a layer's memory is 0 before. NULL if
       there is nothing to do. */
    void (*init)(struct Layer *layer, bool before_saturation, Rng *rng);

    Compute compute;
} LayerKind;

/* A layer of a network. */
typedef struct Layer {
    /* What it is. */
    const LayerKind *kind;
    char name[LAYER_NAME]; /* "" if it has none */
    double argument[LAYER_ARGUMENTS];
    double across[LAYER_ARGUMENTS]; /* of a pair, the number for columns */
    size_t input[LAYER_INPUTS];     /* indices of earlier layers */
    size_t inputs;
    bool frozen;  /* its weights are not trained */
    bool output;  /* one of the network's outputs; the last layer always is */
    bool watched; /* y is wanted, whatever else is computed with it at once */

    /* What plan fills in, from the shapes `in`. Counts of numbers, 0 where
       there are none. */
    Shape in[LAYER_INPUTS], out;
    size_t weight_shape[LAYER_DIMENSIONS]; /* 0 behind the last dimension */
    size_t biases;
    size_t state_size;  /* of each of the kind's states */
    double flops;       /* forward, for one example */
    Axis rows, columns; /* how its windows move; a window of 0: it has none */

    /* What the network gives it. n is at most its batch. */
    size_t number;  /* its index */
    size_t weights; /* the product of weight_shape */
    size_t states;  /* of all its states together */
    size_t readers; /* how many inputs of layers it is */
    bool trains;    /* it or one below it has weights that are trained */
    bool adds[LAYER_INPUTS]; /* another has written that input's dy before */
    real *y, *dy;          /* [n][size of out]; NULL inside a stage (stage.h) */
    real *w, *dw, *b, *db; /* [weights], [biases] */
    real *state;           /* [states] */
} Layer;

/* All kinds of layers; NULL ends them. */
extern const LayerKind *const layer_kinds[];

/* The kind of that name, of which `length` bytes count; NULL without one. */
const LayerKind *layer_kind(const char *name, size_t length);

/* How many numbers an example has in the first input and in the output. */
size_t layer_size_in(const Layer *layer);
size_t layer_size_out(const Layer *layer);

/* The kinds, one file each. */
extern const LayerKind layer_dense;
extern const LayerKind layer_identity;
extern const LayerKind layer_sigmoid;
extern const LayerKind layer_tanh;
extern const LayerKind layer_relu;
extern const LayerKind layer_leaky_relu;
extern const LayerKind layer_elu;
extern const LayerKind layer_softplus;
extern const LayerKind layer_hard_tanh;
extern const LayerKind layer_maxout;
extern const LayerKind layer_radial_basis;
extern const LayerKind layer_flatten;
extern const LayerKind layer_add;
extern const LayerKind layer_concat;
extern const LayerKind layer_dropout;
extern const LayerKind layer_stochastic_depth;
extern const LayerKind layer_batch_norm;
extern const LayerKind layer_conv;
extern const LayerKind layer_max_pool;
extern const LayerKind layer_avg_pool;
extern const LayerKind layer_global_avg_pool;

/* A plan for layers whose output has the shape of their input. */
bool layer_plan_same(Layer *layer, Error *error);

#endif
