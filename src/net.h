/* Networks, the third level of the library: layers in the order in which they
   are computed, a chain unless the text says otherwise. All memory is planned
   and allocated once. All parameters lie in one array with their gradients
   beside them, so that an optimiser, weight decay, clipping and saving are one
   loop each:

       net_zero_gradients(&net);
       net_forward(&net, x, n, TRAIN);
       real loss = net_loss(&net, cross_entropy, (Target){.labels = labels});
       net_backward(&net, NULL);
       sgd_step(net.w, net.dw, learning_rate, net.parameters);

   The bits of a result depend neither on the number of threads nor on NN_FUSE
   (stage.h). */
#ifndef NET_H
#define NET_H

#include "layer.h"
#include "loss.h"
#include "stage.h"
#include "team.h"

/* A run of parameters that are trained alike. */
typedef struct Span {
    size_t first, count; /* in w and dw */
    bool decays;         /* weight decay is for weights, not for biases */
} Span;

typedef struct Net {
    Layer *layers; /* [count]: the first is the input, the last the output */
    size_t count, capacity;
    Stage *stages; /* [stage_count]: what runs */
    size_t stage_count;
    Span *spans; /* [span_count]: all parameters but the frozen ones */
    size_t span_count;
    size_t weights;    /* of all layers */
    size_t parameters; /* weights and biases */
    size_t states;
    size_t batch; /* examples at most */
    real *w, *dw; /* [parameters]: the weights of each layer, then the biases */
    real *state;  /* [states]: with w and pass.step, what a saved model holds */
    Pass pass;
    bool packs, held, packed; /* see net_hold_weights */
    size_t threads; /* wanted at most; team has them once they are needed */
    double worth_a_team; /* floating point operations from which they are */
    Team *team;
    real *spare; /* [batch][spare_each], for gradients still to be added */
    size_t spare_each;
    void *scratch;       /* [threads][scratch_each] */
    size_t scratch_each; /* bytes */
    void *memory;        /* the one block that holds all of the arrays */
} Net;

/* Builds the network of a text (net_text.h) for up to `batch` examples of a
   shape; {0}: the text says which. The first weights and all random numbers of
   its layers follow from the seed. An error if the text or NN_ISA is wrong or
   there is not enough memory; it leaves net empty. The caller frees it by
   net_free. */
bool net_new(Net *net, const char *text, Shape input, size_t batch,
             uint64_t seed, Error *error);

/* Frees what net holds and empties it; an empty one is left as it is. */
void net_free(Net *net);

/* Computes all layers and returns the last one's output. x is read again by
   net_backward.   x: [n][size of the input]; returns [n][output size]. */
const real *net_forward(Net *net, const real *x, size_t n, Mode mode);

/* The loss of the last forward pass. Unless that was in mode EVALUATE, its
   gradient by the output is left in the last layer's dy, from where
   net_backward goes on. */
real net_loss(Net *net, const Loss *loss, Target target);

/* The same for another output; a second loss at one replaces the first's
   gradient. Where the gradients of several outputs meet they are added up; who
   wants weights for the losses multiplies dy. */
real net_loss_at(Net *net, size_t layer, const Loss *loss, Target target);

/* Adds the gradients by all parameters that are not frozen to dw, from the dy
   of all outputs: a forward pass that is not in mode EVALUATE sets those of all
   but the last to 0. Once for each: what its readers pass back is added to the
   dy of an output. dx: NULL, or [n][size of the input], receives the gradient
   by x. */
void net_backward(Net *net, real *dx);

/* Sets dw to zero. */
void net_zero_gradients(Net *net);

/* A promise that w stays as it is, until it is taken back: what kernels make of
   the weights for a forward pass is then made once for all. */
void net_hold_weights(Net *net, bool held);

/* Calls work for pieces of 0, 1 ... count − 1, several at once where that is
   faster: for optimisers, whose bits do not depend on how count is cut. */
void net_share_out(Net *net, size_t count,
                   void (*work)(void *context, size_t first, size_t count),
                   void *context);

/* ---- Building by hand, as net_new does ---- */

/* An empty network of up to `layers` layers, the input included, which has the
   name "input". */
bool net_begin(Net *net, Shape input, size_t layers, Error *error);

/* Adds a layer of which kind, name, arguments, inputs and marks (frozen,
   output, watched) are filled in; the inputs are layers of this net. An error
   if they do not fit together. */
bool net_add(Net *net, const Layer *layer, Error *error);

/* Says that y of a layer will be looked at after a pass, though a stage might
   compute it by the way. Before net_end. */
void net_watch(Net *net, size_t layer);

/* Chooses the kernels and the stages, allocates the memory and draws the first
   weights. */
bool net_end(Net *net, size_t batch, uint64_t seed, Error *error);

#endif
