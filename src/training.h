/* Chapter 6: real data. A data set is a list of examples with labels; it is
   split, put into random order and cut into batches; a network is trained on
   one part and judged on another. */
#ifndef TRAINING_H
#define TRAINING_H

#include "error.h"
#include "net.h"
#include "real.h"
#include "rng.h"

/* The head of an IDX file (LeCun, Cortes and Burges): two zero bytes, the type
   (0x08: unsigned bytes), the number of dimensions, then each dimension as four
   bytes, the highest first. */
typedef struct IdxHead {
    size_t dimensions; /* 1 to 4 */
    size_t shape[4];   /* only as many as there are dimensions */
    size_t bytes;      /* of the head itself: 4 + 4 · dimensions */
} IdxHead;

/* Reads the head from the first `size` bytes of a file. False if the bytes end
   too early, do not begin with 0 0, name another type than 0x08, or have no
   dimension or more than 4. Then error tells in numbers, decimal or
   hexadecimal, what was expected and what was found, and head may hold
   anything.   bytes: [size]. */
bool idx_head(const unsigned char *bytes, size_t size, IdxHead *head,
              Error *error);

/* Grey levels from 0 (paper) to 1 (ink): x[i] = pixels[i] / 255. Given.
   pixels, x: [count]. */
void normalise(const unsigned char *pixels, real *x, size_t count);

/* Mean and standard deviation (divided by count) of all numbers, summed in
   double.   x: [count]; count > 0. */
void mean_and_deviation(const real *x, size_t count, real *mean,
                        real *deviation);

/* x[i] ← (x[i] − mean) / deviation; a deviation of exactly 0, and no other,
   only subtracts the mean.   x: [count]; deviation ≥ 0. */
void standardise(real *x, real mean, real deviation, size_t count);

/* Standardises training data and other data, both by the mean and deviation of
   the training data.   train: [train_count], train_count > 0;
   other: [other_count]. */
void standardise_sets(real *train, size_t train_count, real *other,
                      size_t other_count);

/* Cuts the numbers 0 ... n − 1, put into random order by rng_shuffle, into
   three parts: the first n · train are for training, the next n · validation
   for validation, the rest for the test. The products are computed in double
   and rounded down: 90 · 0.7 is a little below 63 there, and gives 62. Every
   number is in exactly one part.
   train, validation ≥ 0, train + validation ≤ 1.
   order: [n], the parts one behind the other; train_count, validation_count:
   how long the first two are. */
void split(size_t n, double train, double validation, Rng *rng, size_t *order,
           size_t *train_count, size_t *validation_count);

/* Batch number `batch` (0, 1 ...) of an epoch: the examples
   order[batch · size] and on, `size` of them, and fewer in the last batch if
   `count` is no multiple.
   x: [any][in]; labels: [any]; order: [count], indices of both;
   batch_x: [size][in]; batch_labels: [size]; size > 0; behind a short batch
   they stay as they are. Returns how many examples it copied: 0 when the epoch
   is over. */
size_t take_batch(const real *x, const int *labels, const size_t *order,
                  size_t count, size_t batch, size_t size, real *batch_x,
                  int *batch_labels, size_t in);

/* Changes the parameters w by their gradients g: an optimiser of chapter 5. It
   may change g too. context is what else it needs (the learning rate, its
   memory). w, g: [count]. */
typedef void Step(real *w, real *g, size_t count, void *context);

/* Trains the network on one batch: gradients to zero, forward in mode TRAIN,
   loss, backward, then step(net->w, net->dw, net->parameters, context) once.
   Returns the loss before the step.   x: [n][in]; 0 < n ≤ net->batch. */
real train_step(Net *net, const Loss *loss, const real *x, Target target,
                size_t n, Step *step, void *context);

/* The index of the largest of each row, the first of equals.
   scores: [n][classes]; answers: [n]. */
void best_class(const real *scores, int *answers, size_t n, size_t classes);

/* Asks the network about n examples, in mode EVALUATE, in batches of
   net->batch, of which the last may be shorter. Returns the mean loss of all n
   examples; the loss must be one that takes labels. Leaves the parameters and
   their gradients as they are.
   x: [n][in]; labels: [n]; answers: [n], the best class of each; n > 0. */
real evaluate(Net *net, const Loss *loss, const real *x, const int *labels,
              int *answers, size_t n);

/* counts[t][a]: how many of n examples of class t were answered with a.
   labels, answers: [n], each 0 ... classes − 1; counts: [classes][classes],
   overwritten. */
void confusion_matrix(const int *labels, const int *answers, size_t *counts,
                      size_t n, size_t classes);

/* part / whole, and 0 if whole is 0. Given. */
real share(real part, real whole);

/* What a confusion matrix says. A share of nothing, 0 / 0, is 0.
   accuracy: right answers / all; precision[k]: of the answers k, the share that
   was right; recall[k]: of the examples of class k, the share that was found;
   f1[k] = 2 · precision · recall / (precision + recall).
   counts: [classes][classes], from confusion_matrix; precision, recall, f1:
   [classes]. */
void metrics(const size_t *counts, real *accuracy, real *precision,
             real *recall, real *f1, size_t classes);

#endif
