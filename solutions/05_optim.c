#include "optim.h"

void sgd_step(real *w, const real *g, real learning_rate, size_t count)
{
    /* BEGIN SOLUTION 5.1 */
    for (size_t i = 0; i < count; i++) {
        w[i] -= learning_rate * g[i];
    }
    /* END SOLUTION */
}

void momentum_step(real *w, const real *g, real *v, real learning_rate,
                   real momentum, size_t count)
{
    /* BEGIN SOLUTION 5.2 */
    for (size_t i = 0; i < count; i++) {
        v[i] = momentum * v[i] + learning_rate * g[i];
        w[i] -= v[i];
    }
    /* END SOLUTION */
}

void nesterov_step(real *w, const real *g, real *v, real learning_rate,
                   real momentum, size_t count)
{
    /* BEGIN SOLUTION 5.3 */
    for (size_t i = 0; i < count; i++) {
        v[i] = momentum * v[i] + learning_rate * g[i];
        w[i] -= learning_rate * g[i] + momentum * v[i];
    }
    /* END SOLUTION */
}

void adagrad_step(real *w, const real *g, real *s, real learning_rate,
                  real epsilon, size_t count)
{
    /* BEGIN SOLUTION 5.4 */
    for (size_t i = 0; i < count; i++) {
        s[i] += g[i] * g[i];
        w[i] -= learning_rate * g[i] / (sqrt(s[i]) + epsilon);
    }
    /* END SOLUTION */
}

void rmsprop_step(real *w, const real *g, real *s, real learning_rate,
                  real decay, real epsilon, size_t count)
{
    /* BEGIN SOLUTION 5.5 */
    for (size_t i = 0; i < count; i++) {
        s[i] = decay * s[i] + (1 - decay) * g[i] * g[i];
        w[i] -= learning_rate * g[i] / (sqrt(s[i]) + epsilon);
    }
    /* END SOLUTION */
}

void adadelta_step(real *w, const real *g, real *s, real *a, real learning_rate,
                   real decay, real epsilon, size_t count)
{
    /* BEGIN SOLUTION 5.6 */
    for (size_t i = 0; i < count; i++) {
        s[i] = decay * s[i] + (1 - decay) * g[i] * g[i];
        real d = sqrt(a[i] + epsilon) / sqrt(s[i] + epsilon) * g[i];
        a[i] = decay * a[i] + (1 - decay) * d * d;
        w[i] -= learning_rate * d;
    }
    /* END SOLUTION */
}

void adam_step(real *w, const real *g, real *m, real *s, real learning_rate,
               real beta1, real beta2, real epsilon, size_t step, size_t count)
{
    /* BEGIN SOLUTION 5.7 */
    /* In double: 1 − 0.999^step would lose most of its digits in float. */
    real share1 = (real)(1 - pow((double)beta1, (double)step));
    real share2 = (real)(1 - pow((double)beta2, (double)step));
    for (size_t i = 0; i < count; i++) {
        m[i] = beta1 * m[i] + (1 - beta1) * g[i];
        s[i] = beta2 * s[i] + (1 - beta2) * g[i] * g[i];
        w[i] -=
            learning_rate * (m[i] / share1) / (sqrt(s[i] / share2) + epsilon);
    }
    /* END SOLUTION */
}

void add_weight_decay(const real *w, real *g, real decay, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        g[i] += decay * w[i];
    }
}

double exponential_decay(size_t t, double factor, double base)
{
    return base * pow(factor, (double)t);
}

double step_decay(size_t t, size_t every, double factor, double base)
{
    /* BEGIN SOLUTION 5.8 */
    return exponential_decay(t / every, factor, base);
    /* END SOLUTION */
}

double cosine_decay(size_t t, size_t total, double final, double base)
{
    /* BEGIN SOLUTION 5.9 */
    if (t >= total) {
        return final;
    }
    double part = (double)t / (double)total;
    return final + (base - final) * (1 + cos(PI * part)) / 2;
    /* END SOLUTION */
}

double warm_up(size_t t, size_t warmup, double base)
{
    /* BEGIN SOLUTION 5.10 */
    return t < warmup ? base * (double)(t + 1) / (double)warmup : base;
    /* END SOLUTION */
}

double one_cycle(size_t t, size_t total, double rise, double base)
{
    /* BEGIN SOLUTION 5.11 */
    double last = (double)total - 1;
    double peak = rise * (double)total - 1;
    double now = fmin((double)t, last);
    double from = base, to = base / 250000;
    double part = (now - peak) / (last - peak);
    if (now < peak) {
        from = base / 25;
        to = base;
        part = now / peak;
    }
    return to + (from - to) * (1 + cos(PI * part)) / 2;
    /* END SOLUTION */
}

void xavier_uniform(real *w, size_t fan_in, size_t fan_out, size_t count,
                    Rng *rng)
{
    /* BEGIN SOLUTION 5.12 */
    double range = sqrt(6 / (double)(fan_in + fan_out));
    for (size_t i = 0; i < count; i++) {
        w[i] = (real)rng_between(rng, -range, range);
    }
    /* END SOLUTION */
}

void he_normal(real *w, size_t fan_in, size_t count, Rng *rng)
{
    /* BEGIN SOLUTION 5.13 */
    double deviation = sqrt(2 / (double)fan_in);
    for (size_t i = 0; i < count; i++) {
        w[i] = (real)(deviation * rng_normal(rng));
    }
    /* END SOLUTION */
}
