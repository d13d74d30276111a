/* The kernels of chapters 3 and 4 put together: a chain of dense layers with an
   activation between them. */
#ifndef CHAIN_H
#define CHAIN_H

#include "backprop.h"
#include "rng.h"

#include <stdlib.h>
#include <string.h>

enum { CHAIN_MOST = 32 }; /* layers */

/* Layer l makes sizes[l + 1] numbers of sizes[l]. The parameters lie in one
   array, layer by layer, the weights before the biases; their gradients in
   another of the same order. */
typedef struct Chain {
    size_t layers, sizes[CHAIN_MOST + 1];
    Activation g; /* after every layer but the last */
    size_t count; /* parameters */
    real *parameters, *gradients;
    real *w[CHAIN_MOST], *b[CHAIN_MOST], *dw[CHAIN_MOST], *db[CHAIN_MOST];
    real *z[CHAIN_MOST], *y[CHAIN_MOST],
        *dy[CHAIN_MOST]; /* [n][sizes[l + 1]] */
} Chain;

/* count numbers, all 0. Without memory the program ends. */
static inline real *chain_numbers(size_t count)
{
    real *numbers = calloc(count, sizeof *numbers);
    if (numbers == NULL) {
        abort();
    }
    return numbers;
}

/* A chain for batches of at most n examples. */
static inline Chain chain_new(Activation g, size_t layers, const size_t *sizes,
                              size_t n)
{
    Chain c = {.layers = layers, .g = g};
    memcpy(c.sizes, sizes, (layers + 1) * sizeof *sizes);
    for (size_t l = 0; l < layers; l++) {
        c.count += (sizes[l] + 1) * sizes[l + 1];
    }
    c.parameters = chain_numbers(c.count);
    c.gradients = chain_numbers(c.count);
    size_t at = 0;
    for (size_t l = 0; l < layers; l++) {
        size_t in = sizes[l], out = sizes[l + 1];
        c.w[l] = c.parameters + at;
        c.dw[l] = c.gradients + at;
        c.b[l] = c.w[l] + in * out;
        c.db[l] = c.dw[l] + in * out;
        at += (in + 1) * out;
        c.z[l] = chain_numbers(n * out);
        c.y[l] = chain_numbers(n * out);
        c.dy[l] = chain_numbers(n * out);
    }
    return c;
}

static inline void chain_free(Chain *c)
{
    for (size_t l = 0; l < c->layers; l++) {
        free(c->z[l]);
        free(c->y[l]);
        free(c->dy[l]);
    }
    free(c->parameters);
    free(c->gradients);
}

/* Draws the weights of each layer: normal, with variance / in as their
   variance. The biases become 0. */
static inline void chain_draw(Chain *c, double variance, Rng *rng)
{
    memset(c->parameters, 0, c->count * sizeof *c->parameters);
    for (size_t l = 0; l < c->layers; l++) {
        double spread = sqrt(variance / (double)c->sizes[l]);
        for (size_t i = 0; i < c->sizes[l] * c->sizes[l + 1]; i++) {
            c->w[l][i] = (real)(spread * rng_normal(rng));
        }
    }
}

#include "chain_passes.h"

/* One step downhill. */
static inline void chain_step(Chain *c, real learning_rate)
{
    for (size_t i = 0; i < c->count; i++) {
        c->parameters[i] -= learning_rate * c->gradients[i];
    }
}

/* One step on a batch with labels. Returns the loss before it. */
static inline real chain_learn(Chain *c, const real *x, const int *labels,
                               real learning_rate, size_t n)
{
    size_t last = c->layers - 1, classes = c->sizes[c->layers];
    const real *scores = chain_forward(c, x, n);
    real loss = cross_entropy(scores, labels, n, classes);
    cross_entropy_backward(scores, labels, c->dy[last], n, classes);
    chain_backward(c, x, n);
    chain_step(c, learning_rate);
    return loss;
}

#endif
