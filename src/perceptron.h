/* Chapter 1: one neuron. A class is a label, +1 or −1. Sizes are at least 1 and
   numbers finite where nothing else is said. */
#ifndef PERCEPTRON_H
#define PERCEPTRON_H

#include "real.h"

/* The score of one example: w·x + b = Σ_i w[i] x[i] + b.
   x, w: [in]. */
real perceptron_score(const real *x, const real *w, real b, size_t in);

/* The class of one example: +1 where its score is > 0, −1 elsewhere. A point
   on the boundary itself (score exactly 0) is −1.
   x, w: [in]. */
int perceptron_predict(const real *x, const real *w, real b, size_t in);

/* One step of the perceptron rule (Rosenblatt 1958). If the example is
   classified wrongly: w[i] ← w[i] + learning_rate · label · x[i] for every i,
   and *b ← *b + learning_rate · label. If it is right, nothing changes.
   x, w: [in]; label is +1 or −1. Returns true if something changed. */
bool perceptron_update(const real *x, int label, real learning_rate, real *w,
                       real *b, size_t in);

/* Epochs of the perceptron rule: each goes through the n examples in order.
   Stops after the first epoch without an error, or after max_epochs, which may
   be 0. w and *b are used as they come in.
   x: [n][in]; labels: [n], each +1 or −1; w: [in]; errors: [max_epochs],
   receives the number of errors of each epoch that was run.
   Returns the number of epochs that were run, with the one without errors. */
size_t perceptron_train(const real *x, const int *labels, real learning_rate,
                        size_t max_epochs, real *w, real *b, size_t *errors,
                        size_t n, size_t in);

/* Puts a 1 before every example, so that a weight can do the bias's work:
   y[i] = (1, x[i][0], ..., x[i][in − 1]).
   x: [n][in]; y: [n][in + 1]. */
void augment(const real *x, real *y, size_t n, size_t in);

#endif
