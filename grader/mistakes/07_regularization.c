#include "probe.h"
#include "regularization.h"

#include <stdlib.h>
#include <string.h>

/* What a sum in float keeps. */
static double as_float(double value)
{
    return (double)(float)value;
}

/* ---- 7.1 elastic_net ---- */

BREAKABLE(elastic_net, broken_penalty, "sec:preference");
BREAKS(broken_penalty, penalty_without_half,
       "The squares are multiplied by l2. The formula has l2 / 2.");
BREAKS(broken_penalty, penalty_halves_both,
       "The sizes are halved too. Only the squares have the half: l1 Σ |w| + "
       "l2/2 Σ w².");
BREAKS(broken_penalty, strengths_exchanged,
       "l1 and l2 have changed places: l1 belongs to the sizes |w|, l2 to the "
       "squares.");
BREAKS(broken_penalty, sizes_keep_their_sign,
       "The weights are summed with their signs, so that large ones of "
       "opposite signs cancel. Sum their sizes, |w|.");
BREAKS(broken_penalty, size_in_whole_numbers,
       "abs is for whole numbers: it turns 0.5 into 0. For real numbers it is "
       "fabs.");
BREAKS(broken_penalty, forgets_sizes,
       "The part with l1 is missing: l1 times the sum of the sizes |w|.");
BREAKS(broken_penalty, forgets_squares,
       "The part with l2 is missing: l2/2 times the sum of the squares.");
BREAKS(broken_penalty, root_of_squares,
       "A root is taken of the sum of the squares. The penalty has the squares "
       "themselves.");
BREAKS(broken_penalty, square_of_sum,
       "The sum is squared, not each weight. Square first, then add up.");
BREAKS(broken_penalty, mean_penalty,
       "The sums are divided by count. The penalty is a sum over the weights, "
       "not a mean.");
BREAKS(broken_penalty, penalty_in_float,
       "The sums are kept in float: too few digits for many weights. Use "
       "double.");
BREAKS(broken_penalty, strength_squared_too,
       "l2 is squared with the weight: (l2 w)². The formula has l2/2 · w².");
BREAKS(broken_penalty, misses_last_weight,
       "The last weight is left out: the indices go from 0 to count − 1.");

static real broken_penalty(const real *w, real l1, real l2, size_t count)
{
    double sizes = 0, squares = 0, sum = 0;
    size_t end = count - (count > 0 && ON(misses_last_weight));
    for (size_t i = 0; i < end; i++) {
        double x = (double)w[i];
        sizes += ON(sizes_keep_their_sign)   ? x
                 : ON(size_in_whole_numbers) ? (double)labs((long)x)
                                             : fabs(x);
        squares += x * x * (ON(strength_squared_too) ? (double)l2 : 1);
        sum += x;
        if (ON(penalty_in_float)) {
            sizes = as_float(sizes);
            squares = as_float(squares);
        }
    }
    squares = ON(root_of_squares) ? sqrt(squares) : squares;
    squares = ON(square_of_sum) ? sum * sum : squares;
    double first = ON(forgets_sizes) ? 0 : (double)l1;
    double second = ON(forgets_squares) ? 0 : (double)l2;
    if (ON(strengths_exchanged)) {
        double other = first;
        first = second;
        second = other;
    }
    double penalty = first * sizes * (ON(penalty_halves_both) ? 0.5 : 1) +
                     second * squares * (ON(penalty_without_half) ? 1 : 0.5);
    return (real)(penalty /
                  (ON(mean_penalty) && count > 0 ? (double)count : 1));
}

/* ---- 7.2 add_elastic_net ---- */

BREAKABLE(add_elastic_net, broken_net_gradient, "sec:preference");
BREAKS(broken_net_gradient, overwrites_gradient,
       "g is overwritten. It holds the gradient of the data: add to it, +=.");
BREAKS(broken_net_gradient, gradient_doubled,
       "The part with l2 is twice as large as it should be: the derivative of "
       "l2/2 · w² is l2 w.");
BREAKS(broken_net_gradient, gradient_halved,
       "The part with l2 is half as large as it should be: the derivative of "
       "l2/2 · w² is l2 w. The half has gone.");
BREAKS(broken_net_gradient, sign_of_zero_is_plus,
       "A weight of exactly 0 is pushed as if it were positive. There the l1 "
       "part adds nothing.");
BREAKS(broken_net_gradient, sign_of_zero_is_minus,
       "A weight of exactly 0 is pushed as if it were negative. There the l1 "
       "part adds nothing.");
BREAKS(broken_net_gradient, always_pushes_down,
       "l1 is added for negative weights too. For those it is subtracted: the "
       "slope of |w| is −1 there.");
BREAKS(broken_net_gradient, slope_is_size,
       "The l1 part is l1 |w|: that is the penalty itself. Its slope is l1 "
       "times the sign of w.");
BREAKS(broken_net_gradient, slope_is_weight,
       "The l1 part is l1 w, as for squares. The slope of |w| is the sign of "
       "w, however large w is.");
BREAKS(broken_net_gradient, gradient_exchanges,
       "l1 and l2 have changed places: l1 goes with the sign, l2 with the "
       "weight.");
BREAKS(broken_net_gradient, gradient_subtracted,
       "The gradient is subtracted from g. It is added; the optimiser "
       "subtracts, later.");
BREAKS(broken_net_gradient, without_l1, "The part with l1 is missing.");
BREAKS(broken_net_gradient, without_l2, "The part with l2 is missing.");
BREAKS(broken_net_gradient, l2_only_if_not_l1,
       "The l2 part is added only for weights of 0, or only for one sign: it "
       "belongs to all of them, outside of the three cases for l1.");
BREAKS(broken_net_gradient, zero_by_zero,
       "At a weight of 0, w / |w| is 0 / 0, which is no number. Ask for it "
       "first.");
BREAKS(broken_net_gradient, tiny_has_no_sign,
       "A small weight is taken for 0. Only a weight of exactly 0 has no "
       "sign.");

static void broken_net_gradient(const real *w, real *g, real l1, real l2,
                                size_t count)
{
    real first = ON(gradient_exchanges) ? l2 : l1;
    real second = ON(gradient_exchanges) ? l1 : l2;
    first = ON(without_l1) ? 0 : first;
    second = ON(without_l2) ? 0 : second;
    second *= ON(gradient_doubled) ? 2 : ON(gradient_halved) ? (real)0.5 : 1;
    for (size_t i = 0; i < count; i++) {
        real size = fabs(w[i]);
        real sign = w[i] == 0 || (ON(tiny_has_no_sign) && size < (real)1e-6)
                        ? (ON(sign_of_zero_is_plus)    ? 1
                           : ON(sign_of_zero_is_minus) ? -1
                                                       : 0)
                        : w[i] / size;
        sign = w[i] < 0 && ON(always_pushes_down) ? 1 : sign;
        sign = ON(slope_is_size) ? size : ON(slope_is_weight) ? w[i] : sign;
        sign = ON(zero_by_zero) && w[i] == 0 ? w[i] / size : sign;
        real part = ON(l2_only_if_not_l1) && w[i] > 0 ? 0 : second * w[i];
        real slope = first * sign + part;
        slope = ON(gradient_subtracted) ? -slope : slope;
        g[i] = slope + (ON(overwrites_gradient) ? 0 : g[i]);
    }
}

/* ---- 7.3 add_huber ---- */

BREAKABLE(add_huber, broken_huber, "sec:huber");
BREAKS(broken_huber, huber_overwrites,
       "g is overwritten. It holds the gradient of the data: add to it, +=.");
BREAKS(broken_huber, huber_not_divided,
       "Near 0 the slope is w; it is w / delta, so that at delta it is 1.");
BREAKS(broken_huber, huber_multiplied,
       "Near 0 the weight is multiplied by delta; it is divided by it.");
BREAKS(broken_huber, huber_halved,
       "Near 0 the slope is w / (2 delta). The derivative of w² / (2 delta) is "
       "w / delta.");
BREAKS(broken_huber, huber_doubled,
       "Near 0 the slope is 2 w / delta. The derivative of w² / (2 delta) is w "
       "/ delta.");
BREAKS(broken_huber, strength_only_near,
       "Beyond delta the strength is missing: the slope is strength times 1 or "
       "−1 there.");
BREAKS(broken_huber, strength_only_far,
       "Near 0 the strength is missing: the slope is strength · w / delta "
       "there.");
BREAKS(broken_huber, no_strength,
       "The strength is missing: all of the gradient is multiplied by it.");
BREAKS(broken_huber, always_square,
       "Beyond delta the slope still grows. There it is 1 or −1, times the "
       "strength.");
BREAKS(broken_huber, always_size,
       "Near 0 the slope is 1 or −1 too. Up to delta it is w / delta.");
BREAKS(broken_huber, negative_is_near,
       "A weight far below 0 is taken for one near 0: compare |w| with delta, "
       "or look at −delta too.");
BREAKS(broken_huber, far_without_sign,
       "Far below 0 the slope is +1; it should be −1, towards 0.");
BREAKS(broken_huber, far_slope_is_delta,
       "Beyond delta the slope is delta, as in the usual loss of that name. "
       "Here h is divided by delta: the slope is 1.");
BREAKS(broken_huber, value_not_slope,
       "What is added is h(w) itself, and not its derivative.");
BREAKS(broken_huber, huber_subtracted,
       "The gradient is subtracted from g; it is added.");

static real broken_slope(real w, real delta)
{
    real sign = w > 0 ? 1 : -1, size = fabs(w);
    bool near = (ON(negative_is_near) ? w : size) <= delta;
    if (ON(value_not_slope)) {
        return near ? w * w / (2 * delta) : size - delta / 2;
    }
    near = (near || ON(always_square)) && !ON(always_size);
    if (!near) {
        return (ON(far_without_sign) ? 1 : sign) *
               (ON(far_slope_is_delta) ? delta : 1);
    }
    if (ON(always_size) && w == 0) {
        return 0;
    }
    return w /
           (ON(huber_not_divided)  ? 1
            : ON(huber_multiplied) ? 1 / delta
                                   : delta) *
           (ON(huber_halved)    ? (real)0.5
            : ON(huber_doubled) ? 2
                                : 1);
}

static void broken_huber(const real *w, real *g, real strength, real delta,
                         size_t count)
{
    for (size_t i = 0; i < count; i++) {
        bool near = fabs(w[i]) <= delta;
        bool without = ON(no_strength) || (near && ON(strength_only_far)) ||
                       (!near && ON(strength_only_near));
        real slope = broken_slope(w[i], delta) * (without ? 1 : strength);
        slope = ON(huber_subtracted) ? -slope : slope;
        g[i] = slope + (ON(huber_overwrites) ? 0 : g[i]);
    }
}

TOGETHER(strength_only_near, strength_only_far, "this has no strength");

/* ---- 7.4 dropout_forward ---- */

BREAKABLE(dropout_forward, broken_dropout, "sec:dropout");
BREAKS(broken_dropout, p_is_for_keeping,
       "p is taken for the probability of keeping a number. It is the "
       "probability of dropping it: drop where u < p.");
BREAKS(broken_dropout, keeps_and_scales_by_p,
       "p is taken for the probability of keeping throughout: numbers with u < "
       "p stay, and 1 / p is their factor. It is the probability of dropping.");
BREAKS(broken_dropout, without_scale,
       "The numbers that stay are not made larger. Their factor is 1 / (1 − "
       "p), so that the mean stays what it was.");
BREAKS(broken_dropout, scales_by_keep,
       "The numbers that stay are multiplied by 1 − p; they are divided by "
       "it.");
BREAKS(broken_dropout, scales_by_1_over_p,
       "The factor is 1 / p. It is 1 / (1 − p): one over the share that "
       "stays.");
BREAKS(broken_dropout, drops_when_equal,
       "A number whose u is exactly p is dropped. Drop it only if u < p; else "
       "with p = 0 a u of 0 would drop it.");
BREAKS(broken_dropout, mask_without_scale,
       "y is scaled but the mask is only 0 or 1. The backward pass needs the "
       "whole factor: 0 or 1 / (1 − p).");
BREAKS(broken_dropout, y_without_scale,
       "The mask has the factor 1 / (1 − p), but y was not multiplied by it.");
BREAKS(broken_dropout, scaled_twice,
       "y is scaled twice: the mask has the factor already.");
BREAKS(broken_dropout, y_is_mask,
       "y holds the mask: it should be the mask times x.");
BREAKS(broken_dropout, drops_small_x,
       "What is dropped depends on x; the random number u[i] decides.");
BREAKS(broken_dropout, one_draw_for_all,
       "u[0] decides for all numbers. Each has its own: u[i].");
BREAKS(broken_dropout, skips_dropped,
       "Where a number is dropped, mask and y are not written. Both are 0 "
       "there.");
BREAKS(broken_dropout, multiplies_by_u,
       "Numbers that stay are multiplied by their u. It only decides whether "
       "they stay.");
BREAKS(broken_dropout, scale_is_1_plus_p,
       "The factor is 1 + p; it is 1 / (1 − p).");

static void broken_dropout(const real *x, const real *u, real *mask, real *y,
                           real p, size_t count)
{
    real keep = 1 - p;
    for (size_t i = 0; i < count; i++) {
        real draw = ON(one_draw_for_all) ? u[0]
                    : ON(drops_small_x)  ? fabs(x[i])
                                         : u[i];
        bool dropped = draw < p || (ON(drops_when_equal) && draw == p);
        dropped ^= ON(p_is_for_keeping) || ON(keeps_and_scales_by_p);
        if (dropped && ON(skips_dropped)) {
            continue;
        }
        real scale = ON(without_scale)           ? 1
                     : ON(scales_by_keep)        ? keep
                     : ON(scales_by_1_over_p)    ? 1 / p
                     : ON(keeps_and_scales_by_p) ? 1 / p
                     : ON(scale_is_1_plus_p)     ? 1 + p
                                                 : 1 / keep;
        scale = ON(multiplies_by_u) ? scale * u[i] : scale;
        real factor = dropped ? 0 : scale, plain = dropped ? 0 : 1;
        mask[i] = ON(mask_without_scale) ? plain : factor;
        y[i] = (ON(y_without_scale) ? plain : factor) *
               (ON(scaled_twice) ? scale : 1) * (ON(y_is_mask) ? 1 : x[i]);
    }
}

TOGETHER(p_is_for_keeping, scales_by_1_over_p, "p throughout for keeping");
TOGETHER(mask_without_scale, y_without_scale, "neither is scaled");
TOGETHER(y_without_scale, scaled_twice, "scaled once after all");

/* ---- 7.5 dropout_backward ---- */

BREAKABLE(dropout_backward, broken_mask, "sec:dropout");
BREAKS(broken_mask, passes_everything,
       "dx is dy, as if nothing had been dropped. Multiply by the mask.");
BREAKS(broken_mask, passes_without_scale,
       "Where a number stayed, dy is passed on as it is. The forward pass "
       "multiplied by mask[i], so the gradient is multiplied by it too.");
BREAKS(broken_mask, divides_by_mask,
       "dy is divided by the mask; it is multiplied by it. Where a number was "
       "dropped, yours divides by zero.");
BREAKS(broken_mask, divides_where_kept,
       "Where a number stayed, dy is divided by the mask; it is multiplied by "
       "it.");
BREAKS(broken_mask, mask_alone, "dx is the mask; it should be mask times dy.");
BREAKS(broken_mask, mask_squared,
       "The mask is applied twice: dy times mask[i] is all.");
BREAKS(broken_mask, mask_reversed,
       "The gradient passes where a number was dropped, and stops where it "
       "stayed.");
BREAKS(broken_mask, adds_to_dx,
       "dx is added to; it is overwritten: = and not +=.");
BREAKS(broken_mask, leaves_dropped_unwritten,
       "Where the mask is 0, dx is not written. It is 0 there.");

static void broken_mask(const real *mask, const real *dy, real *dx,
                        size_t count)
{
    for (size_t i = 0; i < count; i++) {
        real m = mask[i];
        if (m == 0 && ON(leaves_dropped_unwritten)) {
            continue;
        }
        m = ON(passes_everything)      ? 1
            : ON(passes_without_scale) ? (m != 0 ? 1 : 0)
            : ON(divides_by_mask)      ? 1 / m
            : ON(divides_where_kept)   ? (m != 0 ? 1 / m : 0)
            : ON(mask_squared)         ? m * m
                                       : m;
        m = ON(mask_reversed) ? (mask[i] == 0 ? 1 : 0) : m;
        dx[i] = m * (ON(mask_alone) ? 1 : dy[i]) + (ON(adds_to_dx) ? dx[i] : 0);
    }
}

/* ---- 7.6 batch_norm_forward ---- */

BREAKABLE(batch_norm_forward, broken_norm, "sec:batch-norm");
BREAKS(broken_norm, normalises_rows,
       "Each example is normalised over its units. Take each unit over the "
       "examples: the column x[0 * units + j], x[1 * units + j] ...");
BREAKS(broken_norm, normalises_rows_in_turn,
       "Each example is normalised over its units, and mean and variance are "
       "those of the last. Take each unit over the examples: the column x[0 * "
       "units + j], x[1 * units + j] ...");
BREAKS(broken_norm, reads_transposed,
       "x is read as x[j * n + i]. Its shape is [n][units]: x[i * units + j].");
BREAKS(broken_norm, one_mean_for_all,
       "One mean and one variance are taken of all numbers. Each unit has its "
       "own.");
BREAKS(broken_norm, variance_unbiased,
       "The squares are divided by n − 1. Here they are divided by n; only the "
       "running variance is made unbiased, later.");
BREAKS(broken_norm, epsilon_outside,
       "epsilon is added to the root. It belongs under it: √(variance + "
       "epsilon).");
BREAKS(broken_norm, epsilon_forgotten,
       "epsilon is missing: the root is taken of variance + epsilon.");
BREAKS(broken_norm, epsilon_in_variance,
       "What is written to variance has epsilon in it. Add it only under the "
       "root.");
BREAKS(broken_norm, deviation_as_variance,
       "What is written to variance is the deviation, its root.");
BREAKS(broken_norm, norm_without_root,
       "It is divided by the variance; it should be divided by its root.");
BREAKS(broken_norm, gamma_beta_exchanged,
       "gamma and beta have changed places: gamma multiplies, beta is added.");
BREAKS(broken_norm, beta_forgotten, "beta is not added.");
BREAKS(broken_norm, gamma_forgotten, "gamma is missing: it multiplies.");
BREAKS(broken_norm, beta_scaled,
       "beta is multiplied by gamma: it is added behind the product.");
BREAKS(broken_norm, not_centred,
       "The mean is not subtracted before the division.");
BREAKS(broken_norm, first_gamma_for_all,
       "gamma[0] and beta[0] are used for all units. Each has its own: "
       "gamma[j], beta[j].");
BREAKS(broken_norm, norm_in_float,
       "The sums are kept in float: too few digits for many examples. Use "
       "double.");
BREAKS(broken_norm, squares_minus_squared_mean,
       "The mean of the squares minus the square of the mean is right on "
       "paper, but far from 0 nearly all digits cancel. Subtract the mean "
       "first, then square.");
BREAKS(broken_norm, sums_not_divided,
       "The squares are not divided by n: the variance is their mean.");
BREAKS(broken_norm, sums_go_on,
       "The sums are not set to 0 for the next unit: they still hold those of "
       "the units before.");

static void broken_norm(const real *x, const real *gamma, const real *beta,
                        real *mean, real *variance, real *y, real epsilon,
                        size_t n, size_t units)
{
    double sum = 0, squares = 0;
    size_t down = ON(reads_transposed) ? 1 : units;
    size_t right = ON(reads_transposed) ? n : 1;
    for (size_t j = 0; j < units; j++) {
        const real *column = x + j * right;
        double count = (double)n, all = 0;
        size_t step = down, m = n;
        if (ON(one_mean_for_all)) {
            column = x;
            step = 1;
            m = n * units;
            count = (double)m;
        }
        sum = ON(sums_go_on) ? sum : 0;
        squares = ON(sums_go_on) ? squares : 0;
        for (size_t i = 0; i < m; i++) {
            sum += (double)column[i * step];
            sum = ON(norm_in_float) ? as_float(sum) : sum;
            all += pow((double)column[i * step], 2);
        }
        double middle = sum / count;
        for (size_t i = 0; i < m; i++) {
            squares += pow((double)column[i * step] - middle, 2);
            squares = ON(norm_in_float) ? as_float(squares) : squares;
        }
        double v = squares / (ON(variance_unbiased)  ? count - 1
                              : ON(sums_not_divided) ? 1
                                                     : count);
        v = ON(squares_minus_squared_mean) ? all / count - middle * middle : v;
        double e = (double)epsilon;
        double deviation = ON(epsilon_outside)     ? sqrt(v) + e
                           : ON(epsilon_forgotten) ? sqrt(v)
                                                   : sqrt(v + e);
        deviation = ON(norm_without_root) ? v + e : deviation;
        mean[j] = (real)middle;
        variance[j] = (real)(ON(deviation_as_variance) ? sqrt(v)
                             : ON(epsilon_in_variance) ? v + e
                                                       : v);
        size_t own = ON(first_gamma_for_all) ? 0 : j;
        double scale = (double)gamma[own], offset = (double)beta[own];
        if (ON(gamma_beta_exchanged)) {
            scale = (double)beta[own];
            offset = (double)gamma[own];
        }
        scale = ON(gamma_forgotten) ? 1 : scale;
        offset = ON(beta_forgotten) ? 0 : offset;
        offset = ON(beta_scaled) ? offset * scale : offset;
        for (size_t i = 0; i < n; i++) {
            double centred = (double)x[i * down + j * right] -
                             (ON(not_centred) ? 0 : middle);
            y[i * down + j * right] =
                (real)(scale * centred / deviation + offset);
        }
    }
    bool in_turn = ON(normalises_rows_in_turn);
    if (!ON(normalises_rows) && !in_turn) {
        return;
    }
    for (size_t i = 0; i < n; i++) {
        const real *row = x + i * units;
        double middle = 0, v = 0;
        for (size_t j = 0; j < units; j++) {
            middle += (double)row[j] / (double)units;
        }
        for (size_t j = 0; j < units; j++) {
            v += pow((double)row[j] - middle, 2) / (double)units;
        }
        for (size_t j = 0; j < units; j++) {
            y[i * units + j] =
                (real)((double)gamma[j] * ((double)row[j] - middle) /
                           sqrt(v + (double)epsilon) +
                       (double)beta[j]);
        }
        for (size_t j = 0; in_turn && j < units; j++) {
            mean[j] = (real)middle;
            variance[j] = (real)v;
        }
        if (!in_turn && i < units) {
            mean[i] = (real)middle;
            variance[i] = (real)v;
        }
    }
}

/* ---- 7.7 batch_norm_running ---- */

BREAKABLE(batch_norm_running, broken_running, "sec:running");
BREAKS(broken_running, momentum_of_the_old,
       "momentum is taken for the share of the old number. It is that of the "
       "new one: (1 − momentum) old + momentum new.");
BREAKS(broken_running, running_biased,
       "The batch's variance is taken as it is. It was divided by n: multiply "
       "by n / (n − 1) first.");
BREAKS(broken_running, bias_the_wrong_way,
       "The batch's variance is multiplied by (n − 1) / n; it is n / (n − 1), "
       "which makes it larger.");
BREAKS(broken_running, bias_of_mean_too,
       "The mean is multiplied by n / (n − 1) too. Only the variance was "
       "divided by n where it should be n − 1.");
BREAKS(broken_running, bias_in_whole_numbers,
       "n / (n − 1) is computed in whole numbers, which gives 1 (or 2 for n = "
       "2). Convert to real before you divide.");
BREAKS(broken_running, bias_of_all,
       "The whole new running variance is multiplied by n / (n − 1). Only the "
       "batch's is.");
BREAKS(broken_running, running_overwritten,
       "The running statistics are overwritten by the batch's. Only a share "
       "of them is new.");
BREAKS(broken_running, running_adds_only,
       "The new share is added, but the old is not made smaller by 1 − "
       "momentum.");
BREAKS(broken_running, only_mean_follows,
       "The running variance is left as it was.");
BREAKS(broken_running, only_variance_follows,
       "The running mean is left as it was.");
BREAKS(broken_running, variance_follows_mean,
       "The running variance follows the batch's mean; it should follow its "
       "variance.");
BREAKS(broken_running, deviation_follows,
       "The running variance follows the root of the batch's variance: no root "
       "is needed here.");
BREAKS(broken_running, only_first_unit,
       "Only the first unit is done; the loop goes over all `units`.");

static void broken_running(const real *mean, const real *variance,
                           real *running_mean, real *running_variance,
                           real momentum, size_t n, size_t units)
{
    real fresh = ON(momentum_of_the_old)   ? 1 - momentum
                 : ON(running_overwritten) ? 1
                                           : momentum;
    real old = ON(running_adds_only) ? 1 : 1 - fresh;
    real bias = (real)n / (real)(n - 1);
    bias = ON(running_biased)          ? 1
           : ON(bias_the_wrong_way)    ? 1 / bias
           : ON(bias_in_whole_numbers) ? (real)(n / (n - 1))
                                       : bias;
    for (size_t j = 0; j < (ON(only_first_unit) ? 1 : units); j++) {
        real m = mean[j], v = variance[j];
        v = ON(variance_follows_mean) ? m : ON(deviation_follows) ? sqrt(v) : v;
        m *= ON(bias_of_mean_too) ? bias : 1;
        if (!ON(only_variance_follows)) {
            running_mean[j] = old * running_mean[j] + fresh * m;
        }
        if (!ON(only_mean_follows)) {
            running_variance[j] =
                ON(bias_of_all) ? (old * running_variance[j] + fresh * v) * bias
                                : old * running_variance[j] + fresh * v * bias;
        }
    }
}

/* ---- 7.8 batch_norm_evaluate ---- */

BREAKABLE(batch_norm_evaluate, broken_evaluation, "sec:running");
BREAKS(broken_evaluation, uses_the_batch,
       "Mean and variance are taken from the examples. In an evaluation the "
       "running statistics stand in for them.");
BREAKS(broken_evaluation, mean_of_the_batch,
       "The mean is taken from the examples. In an evaluation it is "
       "running_mean.");
BREAKS(broken_evaluation, variance_of_the_batch,
       "The variance is taken from the examples. In an evaluation it is "
       "running_variance.");
BREAKS(broken_evaluation, evaluate_epsilon_outside,
       "epsilon is added to the root. It belongs under it.");
BREAKS(broken_evaluation, evaluate_without_epsilon,
       "epsilon is missing: the root is taken of running_variance + epsilon.");
BREAKS(broken_evaluation, evaluate_without_root,
       "It is divided by the variance; it should be divided by its root.");
BREAKS(broken_evaluation, root_forgotten_epsilon_squared,
       "running_variance is taken for a deviation: the root is missing, and "
       "epsilon with it.");
BREAKS(broken_evaluation, evaluate_not_centred,
       "The running mean is not subtracted.");
BREAKS(broken_evaluation, evaluate_without_gamma, "gamma is missing.");
BREAKS(broken_evaluation, evaluate_without_beta, "beta is not added.");
BREAKS(broken_evaluation, evaluate_exchanged,
       "gamma and beta have changed places: gamma multiplies, beta is added.");
BREAKS(broken_evaluation, evaluate_transposed,
       "The statistics of unit j go with x[i * units + j]; yours go by the "
       "number of the example.");
BREAKS(broken_evaluation, evaluate_unbiased,
       "The running variance is multiplied by n / (n − 1). It is unbiased "
       "already, and n is that of another batch.");

static void broken_evaluation(const real *x, const real *gamma,
                              const real *beta, const real *running_mean,
                              const real *running_variance, real *y,
                              real epsilon, size_t n, size_t units)
{
    for (size_t j = 0; j < units; j++) {
        double sum = 0, squares = 0, count = (double)n;
        for (size_t i = 0; i < n; i++) {
            sum += (double)x[i * units + j];
        }
        for (size_t i = 0; i < n; i++) {
            squares += pow((double)x[i * units + j] - sum / count, 2);
        }
        bool batch = ON(uses_the_batch);
        for (size_t i = 0; i < n; i++) {
            size_t own = ON(evaluate_transposed) ? i % units : j;
            double m = batch || ON(mean_of_the_batch)
                           ? sum / count
                           : (double)running_mean[own];
            double v = batch || ON(variance_of_the_batch)
                           ? squares / count
                           : (double)running_variance[own];
            v *= ON(evaluate_unbiased) ? count / (count - 1) : 1;
            double e = (double)epsilon;
            double deviation = ON(evaluate_epsilon_outside)   ? sqrt(v) + e
                               : ON(evaluate_without_epsilon) ? sqrt(v)
                               : ON(evaluate_without_root)    ? v + e
                               : ON(root_forgotten_epsilon_squared)
                                   ? v
                                   : sqrt(v + e);
            double scale = (double)(ON(evaluate_exchanged) ? beta : gamma)[own];
            double offset =
                (double)(ON(evaluate_exchanged) ? gamma : beta)[own];
            scale = ON(evaluate_without_gamma) ? 1 : scale;
            offset = ON(evaluate_without_beta) ? 0 : offset;
            m = ON(evaluate_not_centred) ? 0 : m;
            y[i * units + j] =
                (real)(scale * ((double)x[i * units + j] - m) / deviation +
                       offset);
        }
    }
}

TOGETHER(mean_of_the_batch, variance_of_the_batch, "both of the batch");

/* ---- 7.9 batch_norm_backward ---- */

BREAKABLE(batch_norm_backward, broken_backward, "sec:batch-norm-backward");
BREAKS(broken_backward, without_both_sums,
       "dx is dy · gamma / deviation, as if mean and variance were fixed. They "
       "depend on every x of the column: two more terms.");
BREAKS(broken_backward, without_first_sum,
       "The term with the sum of the dy is missing: what comes through the "
       "mean.");
BREAKS(broken_backward, without_second_sum,
       "The term with the sum of the dy x̂ is missing: what comes through the "
       "variance.");
BREAKS(broken_backward, second_sum_without_factor,
       "The second sum is not multiplied by the x̂ of the example.");
BREAKS(broken_backward, first_sum_not_divided,
       "The sum of the dy is not divided by n.");
BREAKS(broken_backward, second_sum_not_divided,
       "The sum of the dy x̂ is not divided by n.");
BREAKS(broken_backward, sums_not_divided_by_n,
       "Neither of the two sums is divided by n.");
BREAKS(broken_backward, sums_divided_by_less,
       "The sums are divided by n − 1. The variance of the forward pass was "
       "divided by n.");
BREAKS(broken_backward, sums_added,
       "The two terms with the sums are added; they are subtracted.");
BREAKS(broken_backward, x_is_not_normalised,
       "The products are made with x − mean; they are made with x̂, which is "
       "divided by the deviation.");
BREAKS(broken_backward, x_is_raw,
       "The products are made with x as it is; they are made with x̂.");
BREAKS(broken_backward, backward_without_gamma, "gamma is missing in dx.");
BREAKS(broken_backward, backward_without_epsilon,
       "epsilon is missing under the root.");
BREAKS(broken_backward, backward_epsilon_outside,
       "epsilon is added to the root. It belongs under it.");
BREAKS(broken_backward, backward_by_variance,
       "dx is divided by the variance; it should be divided by its root.");
BREAKS(broken_backward, backward_not_scaled,
       "dx is not divided by the deviation.");
BREAKS(broken_backward, dgamma_overwritten,
       "dgamma is overwritten; it is added to.");
BREAKS(broken_backward, dbeta_overwritten,
       "dbeta is overwritten; it is added to.");
BREAKS(broken_backward, gradients_overwritten,
       "dgamma and dbeta are overwritten; they are added to, as all gradients "
       "of parameters.");
BREAKS(broken_backward, sums_from_gradients,
       "The sums are taken from dgamma and dbeta, which held something before. "
       "Keep them in variables of your own.");
BREAKS(broken_backward, gradients_exchanged,
       "dgamma and dbeta have changed places: the sum of the dy belongs to "
       "beta, that of the dy x̂ to gamma.");
BREAKS(broken_backward, dx_added, "dx is added to; it is overwritten.");
BREAKS(broken_backward, gradients_averaged,
       "dgamma and dbeta are divided by n. They are sums over the examples.");

static void broken_backward(const real *x, const real *gamma, const real *mean,
                            const real *variance, const real *dy, real *dx,
                            real *dgamma, real *dbeta, real epsilon, size_t n,
                            size_t units)
{
    for (size_t j = 0; j < units; j++) {
        double e = (double)epsilon, v = (double)variance[j], count = (double)n;
        double deviation = ON(backward_without_epsilon)   ? sqrt(v)
                           : ON(backward_epsilon_outside) ? sqrt(v) + e
                                                          : sqrt(v + e);
        double middle = ON(x_is_raw) ? 0 : (double)mean[j];
        double unit = ON(x_is_raw) || ON(x_is_not_normalised) ? 1 : deviation;
        double sum = 0, products = 0;
        for (size_t k = j; k < n * units; k += units) {
            sum += (double)dy[k];
            products += (double)dy[k] * ((double)x[k] - middle) / unit;
        }
        double to_gamma = ON(gradients_exchanged) ? sum : products;
        double to_beta = ON(gradients_exchanged) ? products : sum;
        double share = ON(gradients_averaged) ? 1 / count : 1;
        bool both = ON(gradients_overwritten);
        dgamma[j] =
            (real)(to_gamma * share +
                   (both || ON(dgamma_overwritten) ? 0 : (double)dgamma[j]));
        dbeta[j] =
            (real)(to_beta * share +
                   (both || ON(dbeta_overwritten) ? 0 : (double)dbeta[j]));
        if (ON(sums_from_gradients)) {
            sum = (double)dbeta[j];
            products = (double)dgamma[j];
        }
        double less = ON(sums_divided_by_less) ? count - 1 : count;
        bool neither = ON(sums_not_divided_by_n);
        sum /= neither || ON(first_sum_not_divided) ? 1 : less;
        products /= neither || ON(second_sum_not_divided) ? 1 : less;
        sum *= ON(without_both_sums) || ON(without_first_sum) ? 0 : 1;
        products *= ON(without_both_sums) || ON(without_second_sum) ? 0 : 1;
        double sign = ON(sums_added) ? 1 : -1;
        double scale = (ON(backward_without_gamma) ? 1 : (double)gamma[j]) /
                       (ON(backward_by_variance)  ? v + e
                        : ON(backward_not_scaled) ? 1
                                                  : deviation);
        for (size_t k = j; k < n * units; k += units) {
            double factor = ON(second_sum_without_factor)
                                ? 1
                                : ((double)x[k] - middle) / unit;
            dx[k] = (real)(scale * ((double)dy[k] +
                                    sign * (sum + factor * products)) +
                           (ON(dx_added) ? (double)dx[k] : 0));
        }
    }
}

TOGETHER(without_first_sum, without_second_sum, "without both");
TOGETHER(first_sum_not_divided, second_sum_not_divided, "neither is divided");
TOGETHER(dgamma_overwritten, dbeta_overwritten, "both are overwritten");

/* ---- 7.10 stop_early ---- */

BREAKABLE(stop_early, broken_stopping, "sec:early-stopping");
BREAKS(broken_stopping, patience_from_the_start,
       "Patience is counted from the start of the training. It is counted from "
       "the best epoch: epochs − best_epoch.");
BREAKS(broken_stopping, equal_is_better,
       "A score that equals the best is taken for a new best. It must be "
       "better.");
BREAKS(broken_stopping, lower_is_better,
       "A lower score is taken for the better one. Here higher is better.");
BREAKS(broken_stopping, one_epoch_too_late,
       "It stops one epoch too late: when the last `patience` epochs brought "
       "no new best, it is time.");
BREAKS(broken_stopping, one_epoch_too_early, "It stops one epoch too early.");
BREAKS(broken_stopping, no_patience_stops,
       "A patience of 0 stops at once. It means: never stop.");
BREAKS(broken_stopping, first_compared_with_0,
       "The first epoch is compared with a best of 0. Whatever its score, it "
       "is the best so far.");
BREAKS(broken_stopping, best_epoch_from_0,
       "best_epoch counts from 0. The first epoch is number 1: count it before "
       "you compare.");
BREAKS(broken_stopping, best_not_kept,
       "The score of a new best is not kept in stopping->best.");
BREAKS(broken_stopping, best_epoch_not_kept,
       "The number of a new best is not kept in stopping->best_epoch.");
BREAKS(broken_stopping, epochs_not_counted,
       "The epoch is not counted: stopping->epochs stays as it was.");
BREAKS(broken_stopping, always_keeps_score,
       "Every score is kept as the best, so that each epoch is compared with "
       "the one before. Keep it only if it is better.");
BREAKS(broken_stopping, stops_only_when_exact,
       "It stops only in the one epoch when patience ends, and goes on "
       "afterwards: at least `patience`, >=.");
BREAKS(broken_stopping, stops_when_better,
       "It says stop and go on the other way round.");
BREAKS(broken_stopping, needs_much_better,
       "A small improvement does not count. Any score above the best is a new "
       "best.");

static bool broken_stopping(Stopping *s, double score, size_t patience)
{
    size_t epoch = s->epochs + 1;
    double more = ON(needs_much_better) ? 1e-6 : 0;
    bool better = ON(lower_is_better)   ? score < s->best
                  : ON(equal_is_better) ? score >= s->best
                                        : score > s->best + more;
    if (s->best_epoch == 0 && !ON(first_compared_with_0)) {
        better = true;
    }
    s->epochs += !ON(epochs_not_counted);
    if (better && !ON(best_epoch_not_kept)) {
        s->best_epoch = ON(best_epoch_from_0) ? epoch - 1 : epoch;
    }
    if ((better && !ON(best_not_kept)) || ON(always_keeps_score)) {
        s->best = score;
    }
    size_t since =
        ON(patience_from_the_start) ? s->epochs : s->epochs - s->best_epoch;
    since += ON(one_epoch_too_early);
    size_t limit = patience + ON(one_epoch_too_late);
    bool stop = ON(stops_only_when_exact) ? since == limit : since >= limit;
    stop = stop && (patience > 0 || ON(no_patience_stops));
    return ON(stops_when_better) ? !stop : stop;
}

TOGETHER(one_epoch_too_late, one_epoch_too_early, "just in time");

/* ---- 7.11 flip_picture ---- */

BREAKABLE(flip_picture, broken_flip, "sec:augmentation");
BREAKS(broken_flip, flips_rows,
       "Top and bottom have changed places. Left and right should.");
BREAKS(broken_flip, flips_both,
       "The picture is turned upside down: rows and columns are both "
       "mirrored. Only the columns should be.");
BREAKS(broken_flip, does_not_flip, "The picture is copied as it is.");
BREAKS(broken_flip, flip_is_off_by_one,
       "Column j comes from w − j; it is w − 1 − j: the last column has the "
       "number w − 1.");
BREAKS(broken_flip, transposes,
       "Rows and columns have changed places. Each row should stay where it "
       "is.");
BREAKS(broken_flip, flip_takes_h_for_w,
       "Rows are taken to be h numbers long; they are w numbers long: x[i * w "
       "+ j].");
BREAKS(broken_flip, flips_first_row_only,
       "Only the first row is written; the loop goes over all h rows.");
BREAKS(broken_flip, flips_left_half,
       "Only the left half is written: y is another array than x, so that "
       "every pixel must be.");

static void broken_flip(const real *x, real *y, size_t h, size_t w)
{
    for (size_t i = 0; i < (ON(flips_first_row_only) ? 1 : h); i++) {
        for (size_t j = 0; j < (ON(flips_left_half) ? w / 2 : w); j++) {
            size_t row = ON(flips_rows) || ON(flips_both) ? h - 1 - i : i;
            size_t column = ON(flips_rows) || ON(does_not_flip) ? j
                            : ON(flip_is_off_by_one)            ? w - j
                                                                : w - 1 - j;
            size_t width = ON(flip_takes_h_for_w) ? h : w;
            y[i * width + j] = ON(transposes)
                                   ? x[(i * w + j) % h * w + (i * w + j) / h]
                                   : x[row * width + column];
        }
    }
}

TOGETHER(flips_both, does_not_flip, "the rows alone are mirrored");

/* ---- 7.12 shift_picture ---- */

BREAKABLE(shift_picture, broken_shift, "sec:augmentation");
BREAKS(broken_shift, shifts_the_other_way,
       "The picture moves the other way: y[i][j] comes from x[i − down][j − "
       "right].");
BREAKS(broken_shift, shifts_rows_the_other_way,
       "The rows move the other way: row i comes from row i − down.");
BREAKS(broken_shift, shifts_columns_the_other_way,
       "The columns move the other way: column j comes from column j − "
       "right.");
BREAKS(broken_shift, down_and_right_exchanged,
       "down and right have changed places: down moves the rows.");
BREAKS(broken_shift, wraps_around_edges,
       "What leaves the picture comes in again on the other side. What comes "
       "in should be 0.");
BREAKS(broken_shift, repeats_the_edge,
       "What comes in is the pixel at the edge. It should be 0.");
BREAKS(broken_shift, leaves_outside_unwritten,
       "Where x has no such pixel, y is not written. It is 0 there.");
BREAKS(broken_shift, only_columns_checked,
       "Only the columns are checked; a row before the first or behind the "
       "last has no pixels either.");
BREAKS(broken_shift, reads_next_row,
       "Only the rows are checked: a column before the first or behind the "
       "last is a pixel of another row.");
BREAKS(broken_shift, only_memory_checked,
       "Only whether the place lies among the picture's numbers is asked: a "
       "column before the first or behind the last is then a pixel of another "
       "row. Ask about row and column.");
BREAKS(broken_shift, ignores_down, "The rows do not move.");
BREAKS(broken_shift, ignores_right, "The columns do not move.");
BREAKS(broken_shift, background_is_1,
       "What comes in from outside is 1; it should be 0, paper.");
BREAKS(broken_shift, first_row_is_outside,
       "The first row, or the first column, is taken to be outside: 0 is "
       "inside, so that the test is >= 0.");
BREAKS(broken_shift, last_is_inside,
       "A row h or a column w is read, behind the last: the last has the "
       "number h − 1 or w − 1.");

static real broken_pixel(const real *x, long r, long c, long h, long w)
{
    if (ON(wraps_around_edges)) {
        return x[(r % h + h) % h * w + (c % w + w) % w];
    }
    if (ON(repeats_the_edge)) {
        r = r < 0 ? 0 : r >= h ? h - 1 : r;
        c = c < 0 ? 0 : c >= w ? w - 1 : c;
        return x[r * w + c];
    }
    if (ON(only_memory_checked)) {
        long at = r * w + c;
        return at >= 0 && at < h * w ? x[at] : 0;
    }
    long first = ON(first_row_is_outside), more = ON(last_is_inside);
    bool row = r >= first && r < h + more;
    bool column = c >= first && c < w + more;
    bool inside =
        (row || ON(only_columns_checked)) && (column || ON(reads_next_row));
    real outside = ON(background_is_1) ? 1 : 0;
    return inside ? x[r * w + c] : outside;
}

static void broken_shift(const real *x, real *y, int down, int right, size_t h,
                         size_t w)
{
    long a = ON(down_and_right_exchanged) ? right : down;
    long b = ON(down_and_right_exchanged) ? down : right;
    a = ON(ignores_down) ? 0 : a;
    b = ON(ignores_right) ? 0 : b;
    bool back = ON(shifts_the_other_way);
    a = back || ON(shifts_rows_the_other_way) ? -a : a;
    b = back || ON(shifts_columns_the_other_way) ? -b : b;
    for (long i = 0; i < (long)h; i++) {
        for (long j = 0; j < (long)w; j++) {
            long r = i - a, c = j - b;
            bool outside = r < 0 || r >= (long)h || c < 0 || c >= (long)w;
            if (!outside || !ON(leaves_outside_unwritten)) {
                y[i * (long)w + j] = broken_pixel(x, r, c, (long)h, (long)w);
            }
        }
    }
}

TOGETHER(shifts_rows_the_other_way, shifts_columns_the_other_way,
         "all the other way");

/* ---- 7.13 bilinear ---- */

BREAKABLE(bilinear, broken_between, "sec:bilinear");
BREAKS(broken_between, takes_the_nearest,
       "The nearest pixel is taken. Between the pixels, all four count.");
BREAKS(broken_between, takes_the_one_before,
       "The pixel above and to the left is taken alone. All four count.");
BREAKS(broken_between, weights_reversed,
       "The weights are the wrong way round: near row r the pixel of row r "
       "counts most, with 1 − a.");
BREAKS(broken_between, parts_exchanged,
       "a and b have changed places: a is for the rows, b for the columns.");
BREAKS(broken_between, truncates,
       "A conversion to int rounds towards 0, so that −0.5 gives 0. Use floor: "
       "it gives −1.");
BREAKS(broken_between, edge_is_repeated,
       "Outside, the pixel at the edge is repeated. Pixels outside count as "
       "0.");
BREAKS(broken_between, outside_is_all_0,
       "If one of the four pixels is outside, the value is 0. Only that pixel "
       "counts as 0; the others count.");
BREAKS(broken_between, two_pixels_only,
       "The columns are not mixed: the pixel to the right counts too, with "
       "weight b.");
BREAKS(broken_between, two_rows_only,
       "The rows are not mixed: the pixels of the row below count too, with "
       "weight a.");
BREAKS(broken_between, mean_of_four,
       "All four pixels have the weight ¼. How far the place is from each "
       "matters.");
BREAKS(broken_between, rows_are_h_long,
       "Row r is looked for at x[r * h]; rows are w numbers long.");
BREAKS(broken_between, row_and_column_exchanged,
       "Row and column have changed places.");
BREAKS(broken_between, last_row_is_outside,
       "The last row, or the last column, is taken to be outside.");
BREAKS(broken_between, divides_by_weights,
       "The sum is divided by the weights of the pixels inside. Outside, the "
       "picture is 0, and that counts.");
BREAKS(broken_between, weights_in_squares,
       "The diagonal pixel has a wrong weight: it is a b, the product.");

static real broken_between(const real *x, double row, double column, size_t h,
                           size_t w)
{
    if (ON(row_and_column_exchanged)) {
        double other = row;
        row = column;
        column = other;
    }
    if (ON(takes_the_nearest)) {
        row = floor(row + 0.5);
        column = floor(column + 0.5);
    }
    long r = (long)(ON(truncates) ? trunc(row) : floor(row));
    long c = (long)(ON(truncates) ? trunc(column) : floor(column));
    double a = row - (double)r, b = column - (double)c;
    long height = (long)h, width = (long)w, less = ON(last_row_is_outside);
    if (ON(parts_exchanged)) {
        double other = a;
        a = b;
        b = other;
    }
    a = ON(takes_the_one_before) || ON(two_rows_only) ? 0 : a;
    b = ON(takes_the_one_before) || ON(two_pixels_only) ? 0 : b;
    a = ON(mean_of_four) ? 0.5 : ON(weights_reversed) ? 1 - a : a;
    b = ON(mean_of_four) ? 0.5 : ON(weights_reversed) ? 1 - b : b;
    double sum = 0, weights = 0;
    for (long i = 0; i < 2; i++) {
        for (long j = 0; j < 2; j++) {
            double weight = (i == 0 ? 1 - a : a) * (j == 0 ? 1 - b : b);
            if (i + j == 2 && ON(weights_in_squares)) {
                weight = (a + b) / 2;
            }
            long at = r + i, to = c + j;
            if (ON(edge_is_repeated)) {
                at = at < 0 ? 0 : at >= height ? height - 1 : at;
                to = to < 0 ? 0 : to >= width ? width - 1 : to;
            }
            if (at < 0 || at >= height - less || to < 0 || to >= width - less) {
                if (ON(outside_is_all_0)) {
                    return 0;
                }
                continue;
            }
            sum += weight *
                   (double)x[at * (ON(rows_are_h_long) ? height : width) + to];
            weights += weight;
        }
    }
    return (real)(ON(divides_by_weights) && weights > 0 ? sum / weights : sum);
}

TOGETHER(two_pixels_only, two_rows_only, "only the one before");

/* ---- 7.14 turn_picture ---- */

BREAKABLE(turn_picture, broken_turn, "sec:bilinear");
BREAKS(broken_turn, turns_clockwise,
       "The picture turns clockwise; for a positive angle it turns "
       "counter-clockwise: the sines have the other sign.");
BREAKS(broken_turn, turns_about_the_corner,
       "The picture is turned about its corner, pixel (0, 0). Measure u and v "
       "from the centre, and add the centre again.");
BREAKS(broken_turn, centre_is_half,
       "The centre is taken to be at h/2 and w/2. Counting from 0, it is at (h "
       "− 1)/2 and (w − 1)/2.");
BREAKS(broken_turn, centre_in_whole_numbers,
       "The centre is computed in whole numbers. For even sizes it lies "
       "between two pixels: ((double)h − 1) / 2.");
BREAKS(broken_turn, scale_inverted,
       "The picture becomes smaller where it should become larger: the place "
       "that is looked up is divided by scale.");
BREAKS(broken_turn, ignores_scale, "The scale is not used.");
BREAKS(broken_turn, angle_in_degrees,
       "The angle is taken for degrees; it is in radians.");
BREAKS(broken_turn, turn_takes_nearest,
       "The nearest pixel is taken. Call bilinear for the value between the "
       "pixels.");
BREAKS(broken_turn, forward_leaves_holes,
       "The pixels of x are sent to where they go. Then some pixels of y get "
       "none, and some two. Go over the pixels of y and look up where each "
       "comes from.");
BREAKS(broken_turn, sides_exchanged, "h and w have changed places.");
BREAKS(broken_turn, no_sines,
       "The sines are missing: row and column depend on both u and v.");
BREAKS(broken_turn, both_sines_plus,
       "Both sines have the same sign. One is added, the other subtracted: "
       "else it is no turn.");
BREAKS(broken_turn, ignores_angle, "The angle is not used.");
BREAKS(broken_turn, scales_rows_only,
       "Only the rows are scaled. Divide both row and column by scale.");
BREAKS(broken_turn, lookup_exchanges_places,
       "Row and column of the place that is looked up have changed places.");

static void broken_turn(const real *x, real *y, double angle, double scale,
                        size_t h, size_t w)
{
    double high = (double)h, wide = (double)w;
    double one = ON(centre_is_half) ? 0 : 1;
    double middle_row = (high - one) / 2, middle_column = (wide - one) / 2;
    if (ON(centre_in_whole_numbers)) {
        middle_row = floor(middle_row);
        middle_column = floor(middle_column);
    }
    if (ON(turns_about_the_corner)) {
        middle_row = middle_column = 0;
    }
    if (ON(sides_exchanged)) {
        double other = middle_row;
        middle_row = middle_column;
        middle_column = other;
    }
    angle = ON(angle_in_degrees) ? angle * 3.14159265358979323846 / 180
            : ON(ignores_angle)  ? 0
                                 : angle;
    double by = ON(scale_inverted) ? 1 / scale : ON(ignores_scale) ? 1 : scale;
    double s = sin(angle) / by, c = cos(angle) / by;
    s = ON(turns_clockwise) ? -s : ON(no_sines) ? 0 : s;
    double other_s = ON(both_sines_plus) ? -s : s;
    double columns = ON(scales_rows_only) ? by : 1;
    if (ON(forward_leaves_holes)) {
        memset(y, 0, h * w * sizeof *y);
    }
    for (size_t i = 0; i < h; i++) {
        for (size_t j = 0; j < w; j++) {
            double u = (double)i - middle_row, v = (double)j - middle_column;
            double row = middle_row + v * s + u * c;
            double column = middle_column + (v * c - u * other_s) * columns;
            if (ON(lookup_exchanges_places)) {
                double other = row;
                row = column;
                column = other;
            }
            if (ON(forward_leaves_holes)) {
                double to = floor(middle_row + (u * c - v * s) * by * by + 0.5);
                double at =
                    floor(middle_column + (v * c + u * s) * by * by + 0.5);
                if (to >= 0 && to < high && at >= 0 && at < wide) {
                    y[(size_t)to * w + (size_t)at] = x[i * w + j];
                }
            } else if (ON(turn_takes_nearest)) {
                y[i * w + j] =
                    bilinear(x, floor(row + 0.5), floor(column + 0.5), h, w);
            } else {
                y[i * w + j] = bilinear(x, row, column, h, w);
            }
        }
    }
}

/* ---- 7.15 fold ---- */

BREAKABLE(fold, broken_fold, "sec:folds");
BREAKS(broken_fold, same_size_for_all,
       "Each fold has n / k examples, rounded down, so that the last ones are "
       "never in a fold. Fold f goes from f n / k to (f + 1) n / k.");
BREAKS(broken_fold, last_takes_the_rest,
       "The folds have n / k examples and the last takes what is left over. "
       "Here fold f goes from f n / k to (f + 1) n / k, so that they differ by "
       "one at most.");
BREAKS(broken_fold, fold_exchanged,
       "Training and validation have changed places: fold f is for "
       "validation.");
BREAKS(broken_fold, places_not_examples,
       "The places in order are written, and not the examples that stand "
       "there: order[i].");
BREAKS(broken_fold, fold_from_1,
       "The folds are counted from 1. The first is number 0.");
BREAKS(broken_fold, leaks_into_training,
       "The examples of the fold are in the training set too. What is for "
       "validation is taken out of it.");
BREAKS(broken_fold, returns_training,
       "The number of training examples is returned; it should be that for "
       "validation.");
BREAKS(broken_fold, takes_every_kth,
       "Every k-th example is taken. A fold is a run of neighbours in order.");
BREAKS(broken_fold, training_keeps_gap,
       "In train the places of the fold stay empty: what comes behind it "
       "moves up.");
BREAKS(broken_fold, validation_not_from_0,
       "validation is filled from the place where the fold begins in order; it "
       "is filled from its own place 0.");
BREAKS(broken_fold, forgets_before,
       "The examples before the fold are missing in the training set.");
BREAKS(broken_fold, forgets_behind,
       "The examples behind the fold are missing in the training set.");
BREAKS(broken_fold, includes_end,
       "The fold takes one example too many: it ends before place (f + 1) n / "
       "k.");

static size_t broken_fold(size_t n, size_t k, size_t f, const size_t *order,
                          size_t *train, size_t *validation)
{
    f = ON(fold_from_1) ? f - 1 : f;
    size_t first = f * n / k, end = (f + 1) * n / k, t = 0, v = 0;
    if (ON(same_size_for_all) || ON(last_takes_the_rest)) {
        first = f * (n / k);
        end = ON(last_takes_the_rest) && f == k - 1 ? n : first + n / k;
    }
    end += ON(includes_end) && end < n;
    for (size_t i = 0; i < n; i++) {
        size_t example = ON(places_not_examples) ? i : order[i];
        bool held = ON(takes_every_kth) ? i % k == f : i >= first && i < end;
        held ^= ON(fold_exchanged);
        if (held) {
            validation[ON(validation_not_from_0) ? i : v] = example;
            v++;
        }
        if ((!held && !(ON(forgets_before) && i < first) &&
             !(ON(forgets_behind) && i >= end)) ||
            ON(leaks_into_training)) {
            train[ON(training_keeps_gap) ? i : t] = example;
            t++;
        }
    }
    return ON(returns_training) ? t : v;
}

/* ---- 7.16 draw_trial ---- */

BREAKABLE(draw_trial, broken_trial, "sec:search");
BREAKS(broken_trial, always_uniform,
       "Logarithmic ranges are drawn like uniform ones: nearly all values lie "
       "in the highest decade.");
BREAKS(broken_trial, always_logarithmic,
       "Uniform ranges are drawn like logarithmic ones.");
BREAKS(broken_trial, kinds_exchanged,
       "The two kinds have changed places: `logarithmic` is asked the wrong "
       "way round.");
BREAKS(broken_trial, one_draw_for_all_ranges,
       "One u serves all ranges. Then they always rise and fall together: draw "
       "one for each.");
BREAKS(broken_trial, draws_for_one_kind,
       "For some ranges no number is drawn, or two. Draw exactly one for each, "
       "whatever its kind.");
BREAKS(broken_trial, trial_from_behind,
       "The ranges are drawn from the last to the first.");
BREAKS(broken_trial, forgets_low,
       "Uniform: low is not added: low + u (high − low).");
BREAKS(broken_trial, times_high,
       "Uniform: u is multiplied by high; by high − low it should be.");
BREAKS(broken_trial, reversed,
       "u is counted from the upper end: with u = 0 the value is low.");
BREAKS(broken_trial, power_of_ratio_only,
       "Logarithmic: low is missing: low (high / low)^u.");
BREAKS(broken_trial, exponent_not_value,
       "Logarithmic: what is returned is the logarithm of the value. Raise to "
       "the power again.");
BREAKS(broken_trial, ratio_reversed,
       "Logarithmic: the ratio is low / high; it is high / low.");
BREAKS(broken_trial, draws_normal,
       "The numbers are drawn by rng_normal. They are uniform: rng_uniform.");

static void broken_trial(const Range *ranges, double *values, size_t count,
                         Rng *rng)
{
    double common = ON(one_draw_for_all_ranges) ? rng_uniform(rng) : 0;
    for (size_t place = 0; place < count; place++) {
        size_t i = ON(trial_from_behind) ? count - 1 - place : place;
        double low = ranges[i].low, high = ranges[i].high;
        double u = ON(one_draw_for_all_ranges) ? common
                   : ON(draws_normal)          ? rng_normal(rng)
                                               : rng_uniform(rng);
        bool logarithmic = ranges[i].logarithmic;
        if (ON(draws_for_one_kind) && logarithmic) {
            u = rng_uniform(rng);
        }
        u = ON(reversed) ? 1 - u : u;
        logarithmic = ON(always_logarithmic) ? low > 0
                      : ON(always_uniform)   ? false
                      : ON(kinds_exchanged)  ? !logarithmic && low > 0
                                             : logarithmic;
        double ratio = ON(ratio_reversed) ? low / high : high / low;
        double power = (ON(power_of_ratio_only) ? 1 : low) * pow(ratio, u);
        power = ON(exponent_not_value) ? log(power) : power;
        double span = ON(times_high) ? high : high - low;
        values[i] =
            logarithmic ? power : (ON(forgets_low) ? 0 : low) + u * span;
    }
}
