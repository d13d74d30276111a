/* Chapter 2: a hidden layer, and what it can do. Sizes are at least 1 and
   numbers finite. */
#ifndef XOR_H
#define XOR_H

#include "real.h"

/* The logistic sigmoid: σ(z) = 1 / (1 + e^−z). Given. */
real sigmoid(real z);

/* One layer of neurons: y[o] = σ(Σ_i w[o][i] x[i] + b[o]), that is
   y = σ(W x + b).
   x: [in]; w: [out][in]; b, y: [out]. */
void layer_forward(const real *x, const real *w, const real *b, real *y,
                   size_t in, size_t out);

/* Weights for XOR, chosen by hand. With the hidden layer u = σ(W x + b) and
   the output v·u + c, the output must be > 0 for the inputs (0,1) and (1,0)
   and < 0 for (0,0) and (1,1).
   w: [2][2]; b, v: [2]; c: one number. All are outputs. */
void xor_weights(real *w, real *b, real *v, real *c);

/* Two layers without an activation function are one layer:
   W2 (W1 x + b1) + b2 = W x + b for all x. Finds W = W2 W1 and b = W2 b1 + b2.
   w1: [hidden][in]; b1: [hidden]; w2: [out][hidden]; b2: [out];
   w: [out][in]; b: [out]. */
void collapse(const real *w1, const real *b1, const real *w2, const real *b2,
              real *w, real *b, size_t in, size_t hidden, size_t out);

/* A bump made of two sigmoids: height · (σ(s (x − left)) − σ(s (x − right))).
   About `height` between left and right, about 0 elsewhere; s > 0 is the
   steepness of its sides. */
real bump(real x, real left, real right, real height, real s);

/* A network of one hidden layer that follows f on [low, high]:
   f(x) ≈ Σ_j v[j] σ(w[j] x + b[j]). The interval is cut into `bumps` equal
   pieces. Piece k is one bump, made of the units 2k (its left side) and 2k + 1
   (its right side); its height is f at the middle of the piece. All sides have
   steepness s.
   w, b, v: [2 · bumps], all outputs. */
void approximate(real (*f)(real), real low, real high, real s, real *w, real *b,
                 real *v, size_t bumps);

#endif
