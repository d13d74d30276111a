/* Chapter 4: where gradients come from. d before a name means the derivative of
   the loss by it: dw is ∂E/∂w, and has w's shape. Sizes are at least 1 and
   numbers finite where nothing else is said. */
#ifndef BACKPROP_H
#define BACKPROP_H

#include "autograd.h"
#include "mlp.h"
#include "real.h"

/* The network of the worked example, numbered from 1 as in the mathematics:
   h1 = x1 w1 + x2 w2 + b1, h2 = x1 w3 + x2 w4 + b2, u1 = tanh h1,
   u2 = tanh h2, f = u1 w5 + u2 w6 + b3, E = (f − t)² / 2.
   In C, w1 is w[0]. */
typedef struct Example {
    real x[2], t;
    real w[6], b[3];
} Example;

typedef struct ExampleGradient {
    real e;        /* E itself */
    real delta[5]; /* ∂E/∂f, ∂E/∂u1, ∂E/∂u2, ∂E/∂h1, ∂E/∂h2 */
    real dw[6], db[3]; /* ∂E/∂w, ∂E/∂b */
} ExampleGradient;

/* The forward and the backward pass of the worked example, by hand. */
ExampleGradient example_gradient(const Example *example);

/* Backward through a dense layer Y = X Wᵀ + b:
   dX = dY W, dW = dYᵀ X, db[o] = Σ_e dY[e][o]. dw and db are added to what they
   hold, so that gradients accumulate; dx is overwritten, and may be NULL if
   nobody needs it.
   x, dx: [n][in]; w, dw: [out][in]; dy: [n][out]; db: [out]. */
void dense_backward(const real *x, const real *w, const real *dy, real *dx,
                    real *dw, real *db, size_t n, size_t in, size_t out);

/* Backward through an activation y = g(z): dz[i] = dy[i] g'(z[i]). At a kink
   the derivative is that of the flatter side: 0 for ReLU at 0, LEAKY_SLOPE for
   leaky ReLU at 0, 0 for hard tanh at −1 and at 1. No input may overflow.
   z: what went in; y: what came out; dy; dz, overwritten, may be the same array
   as dy. All: [count]. */
void activate_backward(Activation g, const real *z, const real *y,
                       const real *dy, real *dz, size_t count);

/* Backward through mean_squared_error: dy[i] = 2 (y[i] − t[i]) / count.
   y, t: [count]; dy: [count], overwritten. */
void mean_squared_error_backward(const real *y, const real *t, real *dy,
                                 size_t count);

/* Backward through binary_cross_entropy: dz[i] = (σ(z[i]) − t[i]) / n.
   z, t: [n]; dz: [n], overwritten. */
void binary_cross_entropy_backward(const real *z, const real *t, real *dz,
                                   size_t n);

/* Backward through cross_entropy, softmax included: with p = softmax(z),
   dz[e][k] = (p[e][k] − 1) / n for k = labels[e], p[e][k] / n for the others.
   z: [n][classes]; labels: [n]; dz: [n][classes], overwritten. */
void cross_entropy_backward(const real *z, const int *labels, real *dz,
                            size_t n, size_t classes);

/* A function of count numbers, for the gradient checker. context is whatever
   else it needs; the checker hands it through. */
typedef real Scalar(const real *x, size_t count, void *context);

/* The gradient of f at x by centred differences:
   g[i] = (f(x + h e_i) − f(x − h e_i)) / 2h, where e_i is 1 at i and 0
   elsewhere. x is moved and put back, bit for bit.
   x: [count]; g: [count], overwritten; h > 0. */
void numerical_gradient(Scalar *f, void *context, real *x, real *g, real h,
                        size_t count);

/* The largest relative error between two gradients:
   max_i |a[i] − b[i]| / max(|a[i]|, |b[i]|, floor).
   a, b: [count]; floor > 0 keeps 0/0 away. NaN if any element is NaN or
   infinite: no such gradient is right. 0 if count is 0. */
real gradient_error(const real *a, const real *b, real floor, size_t count);

#endif
