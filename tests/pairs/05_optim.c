/* Two mistakes in one function at once: the diagnosis and the section name
   those two. */
#include "optim.h"
#include "probe.h"

static void goes_uphill_and_ignores_rate(real *w, const real *g,
                                         real learning_rate, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        w[i] += g[i];
    }
}
MISTAKE(sgd_step, goes_uphill_and_ignores_rate, "goes_uphill", "ignores_rate");

static void ignores_rate_and_mean_over_count(real *w, const real *g,
                                             real learning_rate, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        w[i] -= g[i] / (real)count;
    }
}
MISTAKE(sgd_step, ignores_rate_and_mean_over_count, "ignores_rate",
        "mean_over_count");

static void no_carry_over_and_velocity_uphill(real *w, const real *g, real *v,
                                              real learning_rate, real momentum,
                                              size_t count)
{
    for (size_t i = 0; i < count; i++) {
        v[i] = learning_rate * g[i];
        w[i] += v[i];
    }
}
MISTAKE(momentum_step, no_carry_over_and_velocity_uphill, "no_carry_over",
        "velocity_uphill");

static void mean_of_gradients_and_rate_at_the_move(real *w, const real *g,
                                                   real *v, real learning_rate,
                                                   real momentum, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        v[i] = momentum * v[i] + (1 - momentum) * g[i];
        w[i] -= learning_rate * v[i];
    }
}
MISTAKE(momentum_step, mean_of_gradients_and_rate_at_the_move,
        "mean_of_gradients", "rate_at_the_move");

static void moves_before_update_and_full_carry_over(real *w, const real *g,
                                                    real *v, real learning_rate,
                                                    real momentum, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        w[i] -= v[i];
        v[i] = v[i] + learning_rate * g[i];
    }
}
MISTAKE(momentum_step, moves_before_update_and_full_carry_over,
        "moves_before_update", "full_carry_over");

static void nesterov_uphill_and_gradient_left_out(real *w, const real *g,
                                                  real *v, real learning_rate,
                                                  real momentum, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        v[i] = momentum * v[i] + learning_rate * g[i];
        w[i] += momentum * v[i];
    }
}
MISTAKE(nesterov_step, nesterov_uphill_and_gradient_left_out, "nesterov_uphill",
        "gradient_left_out");

static void
nesterov_no_carry_over_and_whole_velocity_added(real *w, const real *g, real *v,
                                                real learning_rate,
                                                real momentum, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        v[i] = learning_rate * g[i];
        w[i] -= learning_rate * g[i] + v[i];
    }
}
MISTAKE(nesterov_step, nesterov_no_carry_over_and_whole_velocity_added,
        "nesterov_no_carry_over", "whole_velocity_added");

static void forgets_the_past_and_epsilon_inside_root(real *w, const real *g,
                                                     real *s,
                                                     real learning_rate,
                                                     real epsilon, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        s[i] = g[i] * g[i];
        w[i] -= learning_rate * g[i] / sqrt(s[i] + epsilon);
    }
}
MISTAKE(adagrad_step, forgets_the_past_and_epsilon_inside_root,
        "forgets_the_past", "epsilon_inside_root");

static void no_root_and_adagrad_uphill(real *w, const real *g, real *s,
                                       real learning_rate, real epsilon,
                                       size_t count)
{
    for (size_t i = 0; i < count; i++) {
        s[i] += g[i] * g[i];
        w[i] += learning_rate * g[i] / (s[i] + epsilon);
    }
}
MISTAKE(adagrad_step, no_root_and_adagrad_uphill, "no_root", "adagrad_uphill");

static void
shares_swapped_and_rmsprop_epsilon_inside_root(real *w, const real *g, real *s,
                                               real learning_rate, real decay,
                                               real epsilon, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        s[i] = (1 - decay) * s[i] + decay * g[i] * g[i];
        w[i] -= learning_rate * g[i] / sqrt(s[i] + epsilon);
    }
}
MISTAKE(rmsprop_step, shares_swapped_and_rmsprop_epsilon_inside_root,
        "shares_swapped", "rmsprop_epsilon_inside_root");

static void divides_by_old_mean_and_new_share_missing(real *w, const real *g,
                                                      real *s,
                                                      real learning_rate,
                                                      real decay, real epsilon,
                                                      size_t count)
{
    for (size_t i = 0; i < count; i++) {
        w[i] -= learning_rate * g[i] / (sqrt(s[i]) + epsilon);
        s[i] = decay * s[i] + g[i] * g[i];
    }
}
MISTAKE(rmsprop_step, divides_by_old_mean_and_new_share_missing,
        "divides_by_old_mean", "new_share_missing");

static void epsilons_outside_roots_and_steps_not_kept(real *w, const real *g,
                                                      real *s, real *a,
                                                      real learning_rate,
                                                      real decay, real epsilon,
                                                      size_t count)
{
    for (size_t i = 0; i < count; i++) {
        s[i] = decay * s[i] + (1 - decay) * g[i] * g[i];
        real d = (sqrt(a[i]) + epsilon) / (sqrt(s[i]) + epsilon) * g[i];
        w[i] -= learning_rate * d;
    }
}
MISTAKE(adadelta_step, epsilons_outside_roots_and_steps_not_kept,
        "epsilons_outside_roots", "steps_not_kept");

static void ratio_upside_down_and_adadelta_ignores_rate(
    real *w, const real *g, real *s, real *a, real learning_rate, real decay,
    real epsilon, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        s[i] = decay * s[i] + (1 - decay) * g[i] * g[i];
        real d = sqrt(s[i] + epsilon) / sqrt(a[i] + epsilon) * g[i];
        a[i] = decay * a[i] + (1 - decay) * d * d;
        w[i] -= d;
    }
}
MISTAKE(adadelta_step, ratio_upside_down_and_adadelta_ignores_rate,
        "ratio_upside_down", "adadelta_ignores_rate");

static void no_bias_correction_and_adam_epsilon_inside_root(
    real *w, const real *g, real *m, real *s, real learning_rate, real beta1,
    real beta2, real epsilon, size_t step, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        m[i] = beta1 * m[i] + (1 - beta1) * g[i];
        s[i] = beta2 * s[i] + (1 - beta2) * g[i] * g[i];
        w[i] -= learning_rate * m[i] / sqrt(s[i] + epsilon);
    }
}
MISTAKE(adam_step, no_bias_correction_and_adam_epsilon_inside_root,
        "no_bias_correction", "adam_epsilon_inside_root");

static void corrects_m_only_and_adam_uphill(real *w, const real *g, real *m,
                                            real *s, real learning_rate,
                                            real beta1, real beta2,
                                            real epsilon, size_t step,
                                            size_t count)
{
    for (size_t i = 0; i < count; i++) {
        m[i] = beta1 * m[i] + (1 - beta1) * g[i];
        s[i] = beta2 * s[i] + (1 - beta2) * g[i] * g[i];
        real mean = m[i] / (1 - pow(beta1, (real)step));
        w[i] += learning_rate * mean / (sqrt(s[i]) + epsilon);
    }
}
MISTAKE(adam_step, corrects_m_only_and_adam_uphill, "corrects_m_only",
        "adam_uphill");

static void betas_swapped_and_no_bias_correction(real *w, const real *g,
                                                 real *m, real *s,
                                                 real learning_rate, real beta1,
                                                 real beta2, real epsilon,
                                                 size_t step, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        m[i] = beta2 * m[i] + (1 - beta2) * g[i];
        s[i] = beta1 * s[i] + (1 - beta1) * g[i] * g[i];
        w[i] -= learning_rate * m[i] / (sqrt(s[i]) + epsilon);
    }
}
MISTAKE(adam_step, betas_swapped_and_no_bias_correction, "betas_swapped",
        "no_bias_correction");

static double divides_by_factor_and_drops_one_early(size_t t, size_t every,
                                                    double factor, double base)
{
    size_t drops = (t + 1) / every;
    return base / pow(factor, (double)drops);
}
MISTAKE(step_decay, divides_by_factor_and_drops_one_early, "divides_by_factor",
        "drops_one_early");

static double cosine_starts_at_one_and_ignores_final(size_t t, size_t total,
                                                     double final, double base)
{
    double part = (double)(t + 1) / (double)total;
    return base * (1 + cos(PI * part)) / 2;
}
MISTAKE(cosine_decay, cosine_starts_at_one_and_ignores_final,
        "cosine_starts_at_one", "ignores_final");

static double zero_after_end_and_ignores_final(size_t t, size_t total,
                                               double final, double base)
{
    double part = (double)t / (double)total;
    return t >= total ? 0 : base * (1 + cos(PI * part)) / 2;
}
MISTAKE(cosine_decay, zero_after_end_and_ignores_final, "zero_after_end",
        "ignores_final");

static double first_step_is_lost_and_grows_for_ever(size_t t, size_t warmup,
                                                    double base)
{
    return base * (double)t / (double)(warmup + (warmup == 0));
}
MISTAKE(warm_up, first_step_is_lost_and_grows_for_ever, "first_step_is_lost",
        "grows_for_ever");

static double peak_one_late_and_end_one_late(size_t t, size_t total,
                                             double rise, double base)
{
    double last = (double)total, peak = rise * (double)total;
    double now = (double)t, from = base, to = base / 250000;
    double part = (now - peak) / (last - peak);
    if (now < peak) {
        from = base / 25;
        to = base;
        part = now / peak;
    }
    return to + (from - to) * (1 + cos(PI * part)) / 2;
}
MISTAKE(one_cycle, peak_one_late_and_end_one_late, "peak_one_late",
        "end_one_late");

static void xavier_no_root_and_never_negative(real *w, size_t fan_in,
                                              size_t fan_out, size_t count,
                                              Rng *rng)
{
    double range = 6 / (double)(fan_in + fan_out);
    for (size_t i = 0; i < count; i++) {
        w[i] = (real)rng_between(rng, 0, range);
    }
}
MISTAKE(xavier_uniform, xavier_no_root_and_never_negative, "xavier_no_root",
        "never_negative");

static void half_of_the_variance_and_variance_for_deviation(real *w,
                                                            size_t fan_in,
                                                            size_t count,
                                                            Rng *rng)
{
    for (size_t i = 0; i < count; i++) {
        w[i] = (real)(1 / (double)fan_in * rng_normal(rng));
    }
}
MISTAKE(he_normal, half_of_the_variance_and_variance_for_deviation,
        "half_of_the_variance", "variance_for_deviation");
