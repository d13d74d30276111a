#include "optim.h"
#include "probe.h"

#include <stdlib.h>

static void backwards(real *w, const real *g, real learning_rate, size_t count)
{
    while (count-- > 0) {
        w[count] = w[count] - g[count] * learning_rate;
    }
}
MISTAKE(sgd_step, backwards, "", "");

static void by_pointers(real *w, const real *g, real learning_rate,
                        size_t count)
{
    for (const real *end = w + count; w < end; w++, g++) {
        *w = fma(-learning_rate, *g, *w);
    }
}
MISTAKE(sgd_step, by_pointers, "", "");

static void two_loops(real *w, const real *g, real *v, real learning_rate,
                      real momentum, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        v[i] *= momentum;
        v[i] += learning_rate * g[i];
    }
    for (size_t i = 0; i < count; i++) {
        w[i] -= v[i];
    }
}
MISTAKE(momentum_step, two_loops, "", "");

static void by_sgd(real *w, const real *g, real *v, real learning_rate,
                   real momentum, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        w[i] -= momentum * v[i];
        v[i] = learning_rate * g[i] + momentum * v[i];
    }
    sgd_step(w, g, learning_rate, count);
}
MISTAKE(momentum_step, by_sgd, "", "");

static void one_expression(real *w, const real *g, real *v, real learning_rate,
                           real momentum, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        w[i] -= v[i] = fma(momentum, v[i], learning_rate * g[i]);
    }
}
MISTAKE(momentum_step, one_expression, "", "");

static void from_old_velocity(real *w, const real *g, real *v,
                              real learning_rate, real momentum, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        real old = v[i];
        w[i] -=
            momentum * momentum * old + (1 + momentum) * learning_rate * g[i];
        v[i] = momentum * old + learning_rate * g[i];
    }
}
MISTAKE(nesterov_step, from_old_velocity, "", "");

static void momentum_then_correction(real *w, const real *g, real *v,
                                     real learning_rate, real momentum,
                                     size_t count)
{
    for (size_t i = 0; i < count; i++) {
        real before = v[i];
        v[i] = momentum * v[i] + learning_rate * g[i];
        w[i] += momentum * before - (1 + momentum) * v[i];
    }
}
MISTAKE(nesterov_step, momentum_then_correction, "", "");

static void by_pow(real *w, const real *g, real *s, real learning_rate,
                   real epsilon, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        s[i] = s[i] + pow(g[i], 2);
        w[i] = w[i] - learning_rate / (pow(s[i], 0.5) + epsilon) * g[i];
    }
}
MISTAKE(adagrad_step, by_pow, "", "");

static void sums_first(real *w, const real *g, real *s, real learning_rate,
                       real epsilon, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        s[i] += g[i] * g[i];
    }
    for (size_t i = count; i > 0; i--) {
        w[i - 1] -= learning_rate * (g[i - 1] / (epsilon + sqrt(s[i - 1])));
    }
}
MISTAKE(adagrad_step, sums_first, "", "");

static void as_a_move(real *w, const real *g, real *s, real learning_rate,
                      real decay, real epsilon, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        s[i] += (1 - decay) * (g[i] * g[i] - s[i]);
        real scale = learning_rate / (sqrt(s[i]) + epsilon);
        w[i] -= scale * g[i];
    }
}
MISTAKE(rmsprop_step, as_a_move, "", "");

static void by_square_of_step(real *w, const real *g, real *s,
                              real learning_rate, real decay, real epsilon,
                              size_t count)
{
    for (size_t i = 0; i < count; i++) {
        real square = g[i] * g[i];
        s[i] = square + decay * (s[i] - square);
        w[i] += -learning_rate * g[i] / (epsilon + sqrt(s[i]));
    }
}
MISTAKE(rmsprop_step, by_square_of_step, "", "");

static void one_root(real *w, const real *g, real *s, real *a,
                     real learning_rate, real decay, real epsilon, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        s[i] = decay * s[i] + (1 - decay) * g[i] * g[i];
        real d = sqrt((a[i] + epsilon) / (s[i] + epsilon)) * g[i];
        w[i] -= learning_rate * d;
        a[i] = decay * a[i] + (1 - decay) * d * d;
    }
}
MISTAKE(adadelta_step, one_root, "", "");

static void squares_without_root(real *w, const real *g, real *s, real *a,
                                 real learning_rate, real decay, real epsilon,
                                 size_t count)
{
    real new_share = 1 - decay;
    for (size_t i = 0; i < count; i++) {
        real square = g[i] * g[i];
        s[i] = decay * s[i] + new_share * square;
        real ratio = (a[i] + epsilon) / (s[i] + epsilon);
        a[i] = decay * a[i] + new_share * ratio * square;
        w[i] -= learning_rate * sqrt(ratio) * g[i];
    }
}
MISTAKE(adadelta_step, squares_without_root, "", "");

/* The efficient form of the paper, with its ε put right. */
static void corrected_rate(real *w, const real *g, real *m, real *s,
                           real learning_rate, real beta1, real beta2,
                           real epsilon, size_t step, size_t count)
{
    real root = sqrt(1 - pow(beta2, (real)step));
    real rate = learning_rate * root / (1 - pow(beta1, (real)step));
    for (size_t i = 0; i < count; i++) {
        m[i] += (1 - beta1) * (g[i] - m[i]);
        s[i] += (1 - beta2) * (g[i] * g[i] - s[i]);
        w[i] -= rate * m[i] / (sqrt(s[i]) + epsilon * root);
    }
}
MISTAKE(adam_step, corrected_rate, "", "");

static void powers_by_a_loop(real *w, const real *g, real *m, real *s,
                             real learning_rate, real beta1, real beta2,
                             real epsilon, size_t step, size_t count)
{
    real power1 = 1, power2 = 1;
    for (size_t t = 0; t < step; t++) {
        power1 *= beta1;
        power2 *= beta2;
    }
    for (size_t i = 0; i < count; i++) {
        m[i] = beta1 * m[i] + (1 - beta1) * g[i];
        s[i] = beta2 * s[i] + (1 - beta2) * g[i] * g[i];
        real mean = m[i] / (1 - power1), square = s[i] / (1 - power2);
        w[i] -= learning_rate * mean / (epsilon + sqrt(square));
    }
}
MISTAKE(adam_step, powers_by_a_loop, "", "");

static void means_first(real *w, const real *g, real *m, real *s,
                        real learning_rate, real beta1, real beta2,
                        real epsilon, size_t step, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        m[i] = beta1 * m[i] + (1 - beta1) * g[i];
    }
    for (size_t i = 0; i < count; i++) {
        s[i] = beta2 * s[i] + (1 - beta2) * g[i] * g[i];
    }
    real *mean = malloc((count + 1) * sizeof *mean);
    for (size_t i = 0; i < count; i++) {
        mean[i] = m[i] / -expm1((real)step * log(beta1));
    }
    for (size_t i = 0; i < count; i++) {
        real square = s[i] / (1 - pow(beta2, (real)step));
        w[i] -= learning_rate * mean[i] / (sqrt(square) + epsilon);
    }
    free(mean);
}
MISTAKE(adam_step, means_first, "", "");

static double drop_by_drop(size_t t, size_t every, double factor, double base)
{
    while (t >= every) {
        base *= factor;
        t -= every;
    }
    return base;
}
MISTAKE(step_decay, drop_by_drop, "", "");

static double floor_of_quotient(size_t t, size_t every, double factor,
                                double base)
{
    return base * pow(factor, floor((double)t / (double)every));
}
MISTAKE(step_decay, floor_of_quotient, "", "");

static double by_square_of_cosine(size_t t, size_t total, double final,
                                  double base)
{
    double part = total == 0 ? 1 : fmin((double)t / (double)total, 1);
    double c = cos(PI / 2 * part);
    return base * c * c + final * (1 - c * c);
}
MISTAKE(cosine_decay, by_square_of_cosine, "", "");

static double middle_and_swing(size_t t, size_t total, double final,
                               double base)
{
    double angle = acos(-1.0);
    if (t < total) {
        angle *= (double)t / (double)total;
    }
    return (base + final) / 2 + (base - final) / 2 * cos(angle);
}
MISTAKE(cosine_decay, middle_and_swing, "", "");

static double by_minimum(size_t t, size_t warmup, double base)
{
    return warmup == 0 ? base : base * fmin(1, (t + 1.0) / (double)warmup);
}
MISTAKE(warm_up, by_minimum, "", "");

static double added_up(size_t t, size_t warmup, double base)
{
    double rate = 0;
    for (size_t k = 0; k <= t && k < warmup; k++) {
        rate += base / (double)warmup;
    }
    return t >= warmup ? base : rate;
}
MISTAKE(warm_up, added_up, "", "");

static double by_cosine_from_to(double from, double to, double part)
{
    return from + (to - from) * (1 - cos(PI * part)) / 2;
}

static double in_two_returns(size_t t, size_t total, double rise, double base)
{
    double peak = rise * (double)total - 1, end = base / 25 / 1e4;
    if ((double)t <= peak) {
        return by_cosine_from_to(base / 25, base, (double)t / peak);
    }
    if (t + 1 >= total) {
        return end;
    }
    return by_cosine_from_to(base, end,
                             ((double)t - peak) / ((double)total - 1 - peak));
}
MISTAKE(one_cycle, in_two_returns, "", "");

static double counted_from_one(size_t t, size_t total, double rise, double base)
{
    double step = (double)(t < total ? t + 1 : total);
    double top = rise * (double)total;
    double part = step < top ? (step - 1) / (top - 1)
                             : ((double)total - step) / ((double)total - top);
    double low = step < top ? base / 25 : base / 250000;
    double sine = sin(PI / 2 * part);
    return low + (base - low) * sine * sine;
}
MISTAKE(one_cycle, counted_from_one, "", "");

static void scaled_and_shifted(real *w, size_t fan_in, size_t fan_out,
                               size_t count, Rng *rng)
{
    for (size_t i = 0; i < count; i++) {
        w[i] = (real)((2 * rng_uniform(rng) - 1) * sqrt(6.0) /
                      sqrt((double)fan_in + (double)fan_out));
    }
}
MISTAKE(xavier_uniform, scaled_and_shifted, "", "");

static void by_deviation(real *w, size_t fan_in, size_t fan_out, size_t count,
                         Rng *rng)
{
    real deviation = sqrt(2 / (real)(fan_in + fan_out));
    real range = sqrt((real)3) * deviation;
    while (count-- > 0) {
        *w++ = (real)rng_between(rng, -range, range);
    }
}
MISTAKE(xavier_uniform, by_deviation, "", "");

static void root_of_half(real *w, size_t fan_in, size_t count, Rng *rng)
{
    for (real *end = w + count; w < end; w++) {
        *w = (real)(rng_normal(rng) / sqrt((double)fan_in / 2));
    }
}
MISTAKE(he_normal, root_of_half, "", "");

static void variance_first(real *w, size_t fan_in, size_t count, Rng *rng)
{
    real variance = (real)2.0 / fan_in;
    for (size_t i = 0; i < count; i++) {
        w[i] = 0 + (real)rng_normal(rng) * sqrt(variance);
    }
}
MISTAKE(he_normal, variance_first, "", "");
