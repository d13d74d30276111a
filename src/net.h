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
*/
#ifndef NET_H
#define NET_H

#include "layer.h"
#include "loss.h"

#include <stdint.h>

typedef struct Net {
    Layer *layers; /* [count]: the first is the input, the last the output */
    size_t count, capacity;
    size_t weights;    /* of all layers */
    size_t parameters; /* weights and biases */
    size_t states;
    size_t batch; /* examples at most */
    real *w, *dw; /* [parameters]: the weights of each layer, then the biases */
    real *state;  /* [states]: with w and pass.rng, what a saved model holds */
    Pass pass;
    real *spare;  /* for gradients that are still to be added */
    void *memory; /* the one block that holds all of the above */
} Net;

/* Builds the network of a text (net_text.h) for up to `batch` examples of a
   shape; {0}: the text says which. The first weights follow from the seed. An
   error if the text or NN_ISA is wrong or there is not enough memory; it leaves
   net empty. The caller frees it by net_free. */
bool net_new(Net *net, const char *text, Shape input, size_t batch,
             uint64_t seed, Error *error);

/* Frees what net holds and empties it; an empty one is left as it is. */
void net_free(Net *net);

/* Computes all layers and returns the last one's output. x is read again by
   net_backward.   x: [n][size of the input]; returns [n][output size]. */
const real *net_forward(Net *net, const real *x, size_t n, Mode mode);

/* The loss of the last forward pass. Its gradient by the output is left in the
   last layer's dy, from where net_backward goes on. */
real net_loss(Net *net, const Loss *loss, Target target);

/* Adds the gradients by all parameters to dw.
   dx: NULL, or [n][size of the input], receives the gradient by x. */
void net_backward(Net *net, real *dx);

/* Sets dw to zero. */
void net_zero_gradients(Net *net);

/* ---- Building by hand, as net_new does ---- */

/* An empty network of up to `layers` layers, the input included, which has the
   name "input". */
bool net_begin(Net *net, Shape input, size_t layers, Error *error);

/* Adds a layer of which kind, name, arguments and inputs are filled in; the
   inputs are layers of this net. An error if they do not fit together. */
bool net_add(Net *net, const Layer *layer, Error *error);

/* Allocates the memory, chooses the kernels and draws the first weights. */
bool net_end(Net *net, size_t batch, uint64_t seed, Error *error);

#endif
