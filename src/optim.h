/* Chapter 5: downhill. All parameters of a network lie in one flat array w, and
   the gradient of the loss by them in an array g beside it, so that an
   optimiser is one loop. Each step changes w; λ is the learning rate. Arrays
   that hold an optimiser's memory (v, s, a, m) are all zero before the first
   step and belong to it from then on. Every array is [count]. */
#ifndef OPTIM_H
#define OPTIM_H

#include "real.h"
#include "rng.h"

/* Gradient descent (Cauchy 1847): w ← w − λ g. */
void sgd_step(real *w, const real *g, real learning_rate, size_t count);

/* Momentum (Polyak 1964): v ← α v + λ g, then w ← w − v.
   v: the velocity; α, the momentum: 0 ≤ α < 1. */
void momentum_step(real *w, const real *g, real *v, real learning_rate,
                   real momentum, size_t count);

/* Nesterov's momentum (Nesterov 1983), in the form that needs the gradient at w
   only (Bengio et al. 2013): v ← α v + λ g, then w ← w − (λ g + α v). */
void nesterov_step(real *w, const real *g, real *v, real learning_rate,
                   real momentum, size_t count);

/* AdaGrad (Duchi et al. 2011): s ← s + g², then w ← w − λ g / (√s + ε). */
void adagrad_step(real *w, const real *g, real *s, real learning_rate,
                  real epsilon, size_t count);

/* RMSProp (Tieleman and Hinton 2012): s ← ρ s + (1 − ρ) g²,
   then w ← w − λ g / (√s + ε).   ρ: decay, 0 ≤ ρ < 1. */
void rmsprop_step(real *w, const real *g, real *s, real learning_rate,
                  real decay, real epsilon, size_t count);

/* AdaDelta (Zeiler 2012): s ← ρ s + (1 − ρ) g², the step
   d = √(a + ε) / √(s + ε) · g, then a ← ρ a + (1 − ρ) d², w ← w − λ d. */
void adadelta_step(real *w, const real *g, real *s, real *a, real learning_rate,
                   real decay, real epsilon, size_t count);

/* Adam (Kingma and Ba 2015): m ← β₁ m + (1 − β₁) g, s ← β₂ s + (1 − β₂) g²,
   then w ← w − λ m' / (√s' + ε) with m' = m / (1 − β₁^step) and
   s' = s / (1 − β₂^step). step is 1 at the first call, then 2, 3 ... */
void adam_step(real *w, const real *g, real *m, real *s, real learning_rate,
               real beta1, real beta2, real epsilon, size_t step, size_t count);

/* Weight decay: g ← g + decay · w. To be called before a step; it adds
   decay/2 · Σ w² to the loss. Given. */
void add_weight_decay(const real *w, real *g, real decay, size_t count);

/* ---- Schedules: the learning rate at step t = 0, 1, 2 ... ----
   `base` is the full rate. A rate is one number a step, so all are computed in
   double. */

#define PI 3.14159265358979323846

/* Exponential decay: base · factor^t. Given. */
double exponential_decay(size_t t, double factor, double base);

/* Step decay: base · factor^⌊t / every⌋; every > 0. */
double step_decay(size_t t, size_t every, double factor, double base);

/* Cosine (Loshchilov and Hutter 2017), from base at t = 0 to final at
   t = total: final + (base − final) (1 + cos(π t / total)) / 2, and final from
   then on; final at once if total is 0. */
double cosine_decay(size_t t, size_t total, double final, double base);

/* Warm-up: base · (t + 1) / warmup while t < warmup, base from then on; base at
   once if warmup is 0. */
double warm_up(size_t t, size_t warmup, double base);

/* One cycle (Smith and Topin 2019), as PyTorch's OneCycleLR has it: half a
   cosine from base / 25 at t = 0 up to base at t = peak, then half a cosine
   down to base / 250 000 at t = total − 1, and that from then on. The peak is
   at rise · total − 1, which need not be a whole number; rise, a fraction, is
   usually 0.3. 1 < rise · total < total. */
double one_cycle(size_t t, size_t total, double rise, double base);

/* ---- Initialisers: the weights of a layer before the first step ----
   Each fills w[0], w[1] ... w[count − 1] in this order with one draw each;
   count need not be fan_in · fan_out. */

/* Xavier (Glorot and Bengio 2010): uniform from −r to r (by rng_between) with
   r = √(6 / (fan_in + fan_out)). */
void xavier_uniform(real *w, size_t fan_in, size_t fan_out, size_t count,
                    Rng *rng);

/* He (He et al. 2015): normal (by rng_normal) with mean 0 and standard
   deviation √(2 / fan_in). */
void he_normal(real *w, size_t fan_in, size_t count, Rng *rng);

#endif
