/* Chapter 3: layers. Examples come in batches: a matrix with one example in
   each row. All matrices are stored row after row. Sizes are at least 1 and
   numbers finite where nothing else is said. */
#ifndef MLP_H
#define MLP_H

#include "real.h"

/* C ← op(A) op(B), or C ← C + op(A) op(B) if accumulate, where op(A) is A, or
   Aᵀ if transpose_a, and the same for B:
   c[i][j] = Σ_p op(A)[i][p] op(B)[p][j].
   a: [m][k], or [k][m] if transpose_a; b: [k][n], or [n][k] if transpose_b;
   c: [m][n], overwritten unless accumulate. k may be 0: an empty sum is 0. */
void gemm(bool transpose_a, bool transpose_b, const real *a, const real *b,
          real *c, size_t m, size_t n, size_t k, bool accumulate);

/* A dense layer on a batch: y[e][o] = Σ_i x[e][i] w[o][i] + b[o], that is
   Y = X Wᵀ + b.   x: [n][in]; w: [out][in]; b: [out]; y: [n][out]. */
void dense_forward(const real *x, const real *w, const real *b, real *y,
                   size_t n, size_t in, size_t out);

typedef enum Activation {
    IDENTITY,   /* z */
    SIGMOID,    /* 1 / (1 + e^−z) */
    TANH,       /* tanh z */
    RELU,       /* max(0, z) */
    LEAKY_RELU, /* z for z > 0, LEAKY_SLOPE · z elsewhere */
    ELU,        /* z for z > 0, e^z − 1 elsewhere */
    SOFTPLUS,   /* log(1 + e^z) */
    HARD_TANH   /* z, but at least −1 and at most 1 */
} Activation;

#define ACTIVATIONS (HARD_TANH + 1) /* how many there are */
#define LEAKY_SLOPE ((real)0.01)    /* of LEAKY_RELU, left of 0 */

/* y[i] = g(z[i]) for count numbers; z and y may be the same array. No input may
   overflow: σ(±1000) and softplus(1000) are finite.   z, y: [count]. */
void activate(Activation g, const real *z, real *y, size_t count);

/* Maxout (Goodfellow et al. 2013): each unit answers with the largest of its
   `pieces` scores: y[e][o] = max_p z[e][o][p]. Given.
   z: [n][out][pieces]; y: [n][out]. */
void maxout(const real *z, real *y, size_t n, size_t out, size_t pieces);

/* Radial basis units: y[e][o] = exp(−‖x[e] − c[o]‖² / width²), which is 1 where
   the input equals the unit's template and falls off around it. Given.
   x: [n][in]; c: [out][in], the templates; width > 0; y: [n][out]. */
void radial_basis(const real *x, const real *c, real width, real *y, size_t n,
                  size_t in, size_t out);

/* Softmax of every row: p[e][k] = e^z[e][k] / Σ_j e^z[e][j], without overflow
   for any finite z; z and p may be the same array.   z, p: [n][classes]. */
void softmax(const real *z, real *p, size_t n, size_t classes);

/* Mean squared error over all elements: Σ_i (y[i] − t[i])² / count.
   y, the answers, and t, the targets: [count]. */
real mean_squared_error(const real *y, const real *t, size_t count);

/* Binary cross-entropy from scores, the mean over n examples of
   −t log σ(z) − (1 − t) log(1 − σ(z)), finite for every finite z because it is
   computed as max(z, 0) − z t + log(1 + e^−|z|).
   z, the scores, and t, the targets, each from 0 to 1: [n]. */
real binary_cross_entropy(const real *z, const real *t, size_t n);

/* y[e][k] = 1 if k is labels[e], 0 elsewhere.
   labels: [n], each 0 ... classes − 1; y: [n][classes]. */
void one_hot(const int *labels, real *y, size_t n, size_t classes);

/* Cross-entropy from scores, the mean over n examples of
   −log softmax(z[e])[labels[e]] = log Σ_j e^z[e][j] − z[e][labels[e]], finite
   for every finite z. z: [n][classes]; labels: [n], each 0 ... classes − 1. */
real cross_entropy(const real *z, const int *labels, size_t n, size_t classes);

/* How many weights and biases a chain of dense layers has together: sizes[0]
   inputs, sizes[1] units in the first layer, ... sizes[layers] outputs.
   sizes: [layers + 1]; layers may be 0: nothing to count. */
size_t parameter_count(const size_t *sizes, size_t layers);

#endif
