/* Chapter 7: learning without memorising. What makes a network do better on
   pictures that it has not seen: penalties on its weights, dropout, batch
   normalisation, stopping in time, pictures that are changed a little, and
   honest ways to choose. */
#ifndef REGULARIZATION_H
#define REGULARIZATION_H

#include "real.h"
#include "rng.h"

#include <stdbool.h>

/* ---- Penalties: what is added to the loss for large weights ---- */

/* Elastic net (Zou and Hastie 2005): l1 Σ |w| + l2/2 Σ w², summed in double.
   l1 alone is the lasso, l2 alone is ridge regression or weight decay.
   w: [count]; l1, l2 ≥ 0. */
real elastic_net(const real *w, real l1, real l2, size_t count);

/* Adds its gradient to g: l1 sign(w) + l2 w, where sign(0) is 0.
   w, g: [count]. */
void add_elastic_net(const real *w, real *g, real l1, real l2, size_t count);

/* Huber (1964): strength Σ h(w), where h(w) = w² / (2 delta) if |w| ≤ delta and
   |w| − delta/2 beyond. Adds its gradient to g.
   w, g: [count]; strength ≥ 0, delta > 0. */
void add_huber(const real *w, real *g, real strength, real delta, size_t count);

/* ---- Dropout (Srivastava et al. 2014), scaled in training ---- */

/* Each number is dropped with probability p: mask[i] = 0 if u[i] < p, and
   1 / (1 − p) if not; y[i] = mask[i] x[i].
   u: uniform in [0, 1), drawn by the caller; 0 ≤ p < 1;
   x, u, mask, y: [count]. */
void dropout_forward(const real *x, const real *u, real *mask, real *y, real p,
                     size_t count);

/* dx[i] = mask[i] dy[i], with the mask of the forward pass.
   mask, dy, dx: [count]. */
void dropout_backward(const real *mask, const real *dy, real *dx, size_t count);

/* ---- Batch normalisation (Ioffe and Szegedy 2015) ----
   Each unit j by itself, over the n examples of a batch: x, y: [n][units]. */

/* For training: mean[j] and variance[j] of the column x[·][j], the latter
   divided by n, and
   y[i][j] = gamma[j] (x[i][j] − mean[j]) / √(variance[j] + epsilon) + beta[j].
   gamma, beta, mean, variance: [units]; n > 0, epsilon > 0. */
void batch_norm_forward(const real *x, const real *gamma, const real *beta,
                        real *mean, real *variance, real *y, real epsilon,
                        size_t n, size_t units);

/* Lets the running statistics follow those of a batch, as PyTorch does:
   running_mean[j] ← (1 − momentum) running_mean[j] + momentum mean[j], and so
   the running variance, for which variance[j], divided by n, is first made
   unbiased: divided by n − 1.   all: [units]; n > 1. */
void batch_norm_running(const real *mean, const real *variance,
                        real *running_mean, real *running_variance,
                        real momentum, size_t n, size_t units);

/* For evaluation: y as above, with the running statistics in place of the
   batch's. */
void batch_norm_evaluate(const real *x, const real *gamma, const real *beta,
                         const real *running_mean, const real *running_variance,
                         real *y, real epsilon, size_t n, size_t units);

/* Backward through batch_norm_forward, whose mean and variance depend on x too.
   With x̂ = (x − mean) / √(variance + epsilon), and sums over the examples k:
   dgamma[j] += Σ dy[k][j] x̂[k][j], dbeta[j] += Σ dy[k][j],
   dx[i][j] = gamma[j] / √(variance[j] + epsilon)
              (dy[i][j] − Σ dy[k][j] / n − x̂[i][j] Σ dy[k][j] x̂[k][j] / n).
   x, dy, dx: [n][units], dx overwritten; the others: [units]. */
void batch_norm_backward(const real *x, const real *gamma, const real *mean,
                         const real *variance, const real *dy, real *dx,
                         real *dgamma, real *dbeta, real epsilon, size_t n,
                         size_t units);

/* ---- Early stopping ---- */

/* Where a training is that stops early. All 0 before the first epoch. */
typedef struct Stopping {
    size_t epochs;     /* that have been judged */
    size_t best_epoch; /* 1, 2 ...: the first with the best score; 0: none */
    double best;       /* its score */
} Stopping;

/* Judges one more epoch by its score on the validation set, of which higher is
   better. It is the new best if it is the first, or better than the best so
   far: equal is not better. Returns true, for "stop", if the last `patience`
   epochs were all no new best. A patience of 0 never stops. */
bool stop_early(Stopping *stopping, double score, size_t patience);

/* ---- Augmentation: pictures changed a little ----
   x, y: [h][w], pictures of one channel; y is not x. Row 0 is at the top. */

/* Left and right change places: y[i][j] = x[i][w − 1 − j]. */
void flip_picture(const real *x, real *y, size_t h, size_t w);

/* Moves the picture by `down` rows and `right` columns, which may be negative:
   y[i][j] = x[i − down][j − right], and 0 where x has no such pixel. */
void shift_picture(const real *x, real *y, int down, int right, size_t h,
                   size_t w);

/* The picture's value at a place between its pixels. With r = ⌊row⌋, a =
   row − r, and c = ⌊column⌋, b = column − c:
   (1 − a) ((1 − b) x[r][c] + b x[r][c + 1]) +
   a ((1 − b) x[r + 1][c] + b x[r + 1][c + 1]),
   where pixels outside of the picture count as 0. |row|, |column| < 10⁶. */
real bilinear(const real *x, double row, double column, size_t h, size_t w);

/* Turns the picture about its centre ((h − 1)/2, (w − 1)/2), counter-clockwise
   for positive angles, and makes it `scale` times as large. For each pixel of
   y, at u = i − (h − 1)/2 below and v = j − (w − 1)/2 right of the centre, it
   looks up where that comes from:
   row    = (h − 1)/2 + (v sin angle + u cos angle) / scale
   column = (w − 1)/2 + (v cos angle − u sin angle) / scale,
   and takes bilinear's value there.   angle: in radians; scale > 0. */
void turn_picture(const real *x, real *y, double angle, double scale, size_t h,
                  size_t w);

/* ---- Choosing ---- */

/* Fold number f (0, 1 ... k − 1) of k: order[⌊f n / k⌋] up to but without
   order[⌊(f + 1) n / k⌋] are for validation, all others for training, both in
   the order in which they come. Returns how many are for validation. Behind
   those, and behind the n − that of train, the lists may hold anything.
   order, train, validation: [n]; 2 ≤ k ≤ n; 0 ≤ f < k. */
size_t fold(size_t n, size_t k, size_t f, const size_t *order, size_t *train,
            size_t *validation);

/* What a search draws a setting from. */
typedef struct Range {
    double low, high; /* low ≤ high */
    bool logarithmic; /* as many in each decade; then low > 0 */
} Range;

/* One trial of a random search (Bergstra and Bengio 2012). Draws one u by
   rng_uniform for each range, in their order: values[i] = low + u (high − low),
   or if it is logarithmic low (high / low)^u.   ranges, values: [count]. */
void draw_trial(const Range *ranges, double *values, size_t count, Rng *rng);

#endif
