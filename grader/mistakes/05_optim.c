#include "optim.h"
#include "probe.h"

/* Wrong on purpose.
   NOLINTBEGIN(bugprone-integer-division,readability-non-const-parameter) */

/* ---- 5.1 sgd_step ---- */

BREAKABLE(sgd_step, broken_sgd, "sec:gradient-descent");
BREAKS(broken_sgd, goes_uphill,
       "The step goes uphill: the gradient points to where the loss grows, "
       "so it should be subtracted.");
BREAKS(broken_sgd, ignores_rate,
       "The learning rate is not used: every step is the whole gradient.");
BREAKS(
    broken_sgd, replaces_weight,
    "The weight is replaced by the step, w = −λ g. The old weight belongs to "
    "it: w = w − λ g.");
BREAKS(broken_sgd, mean_over_count,
       "The step is divided by count. Each parameter takes its own whole step; "
       "if a mean is wanted, it is in the gradient already.");
BREAKS(broken_sgd, steps_by_sign,
       "Only the sign of the gradient is used. Where the slope is small, the "
       "step must be small too.");
BREAKS(broken_sgd, divides_by_rate,
       "The gradient is divided by the learning rate; it should be multiplied "
       "by it.");
BREAKS(broken_sgd, shrinks_weight,
       "The weight itself is subtracted, not its gradient.");
BREAKS(broken_sgd, all_but_last,
       "The last parameter never moves: the loop ends one element too early.");
BREAKS(broken_sgd, whole_number_rate,
       "The learning rate becomes a whole number, so that a rate below 1 is 0. "
       "Is it kept in an int?");

static void broken_sgd(real *w, const real *g, real learning_rate, size_t count)
{
    real given = ON(whole_number_rate) ? trunc(learning_rate) : learning_rate;
    for (size_t i = 0; i + ON(all_but_last) < count; i++) {
        real slope = ON(shrinks_weight) ? w[i] : g[i];
        slope = ON(steps_by_sign) ? (slope > 0) - (slope < 0) : slope;
        real rate = ON(ignores_rate)      ? 1
                    : ON(divides_by_rate) ? 1 / given
                                          : given;
        rate = ON(goes_uphill) ? -rate : rate;
        rate = ON(mean_over_count) ? rate / (real)count : rate;
        w[i] = (ON(replaces_weight) ? 0 : w[i]) - rate * slope;
    }
}

/* ---- 5.2 momentum_step ---- */

BREAKABLE(momentum_step, broken_momentum, "sec:momentum");
BREAKS(broken_momentum, no_carry_over,
       "Nothing is carried over: the old velocity must come back in, times "
       "momentum.");
BREAKS(broken_momentum, full_carry_over,
       "The velocity never fades: the old one should be multiplied by "
       "momentum.");
BREAKS(broken_momentum, carried_over_twice,
       "The old velocity comes in whole, and times momentum once more: the new "
       "one should be stored with =, not added with +=.");
BREAKS(broken_momentum, one_velocity_for_all,
       "All parameters share the velocity v[0]. Each has its own: v[i].");
BREAKS(broken_momentum, velocity_is_not_kept,
       "The new velocity is not stored in v, so that the next step cannot use "
       "it.");
BREAKS(broken_momentum, velocity_is_not_used,
       "The velocity is kept up but the weights do not use it: they should "
       "move by v, not by λ g.");
BREAKS(broken_momentum, moves_before_update,
       "The weights move by the old velocity. First v should be brought up "
       "to date; then the weights move by the new v.");
BREAKS_SEE(broken_momentum, rate_at_the_move,
           "This is the form of PyTorch: v gathers g, and the learning rate "
           "comes in when the weights move. Here v gathers λ g.",
           "sec:two-momenta");
BREAKS(broken_momentum, rate_used_twice,
       "The learning rate is used twice, in v and again when the weights "
       "move.");
BREAKS(broken_momentum, rate_missing,
       "The learning rate is missing: v should gather λ g.");
BREAKS(broken_momentum, mean_of_gradients,
       "The gradient is weighed by 1 − momentum. That makes v a mean; in "
       "this chapter v is a sum.");
BREAKS(broken_momentum, momentum_on_gradient,
       "The new gradient is multiplied by momentum too. Only the old "
       "velocity should be.");
BREAKS(broken_momentum, velocity_uphill,
       "The weights roll uphill: v should be subtracted from them.");
BREAKS(broken_momentum, gradient_subtracted_from_v,
       "Here v points downhill and is added. That is a usual form too, but "
       "in this one v should point uphill and be subtracted.");
BREAKS(broken_momentum, sign_used_twice,
       "The gradient is subtracted in v, and v from the weights: the two "
       "minus signs make a plus. In v the gradient should be added.");
BREAKS_SEE(broken_momentum, looks_ahead,
           "This is the step of Nesterov. Plain momentum moves the weights by "
           "v itself.",
           "sec:nesterov");
TOGETHER(rate_missing, rate_used_twice, "the rate only at the move");
TOGETHER(sign_used_twice, velocity_uphill, "a v that points downhill");

static void broken_momentum(real *w, const real *g, real *v, real learning_rate,
                            real momentum, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        real *kept = &v[ON(one_velocity_for_all) ? 0 : i];
        real carry = ON(no_carry_over)        ? 0
                     : ON(full_carry_over)    ? 1
                     : ON(carried_over_twice) ? 1 + momentum
                                              : momentum;
        real slope = ON(rate_missing) || ON(rate_at_the_move)
                         ? g[i]
                         : learning_rate * g[i];
        slope *= ON(mean_of_gradients) ? 1 - momentum : 1;
        slope *= ON(momentum_on_gradient) ? momentum : 1;
        slope *= ON(gradient_subtracted_from_v) || ON(sign_used_twice) ? -1 : 1;
        real old = *kept, now = carry * old + slope;
        real move = ON(looks_ahead)            ? slope + momentum * now
                    : ON(velocity_is_not_used) ? slope
                    : ON(moves_before_update)  ? old
                                               : now;
        move *= ON(rate_at_the_move) || ON(rate_used_twice) ? learning_rate : 1;
        move *= ON(gradient_subtracted_from_v) || ON(velocity_uphill) ? -1 : 1;
        w[i] -= move;
        *kept = ON(velocity_is_not_kept) ? old : now;
    }
}

/* ---- 5.3 nesterov_step ---- */

BREAKABLE(nesterov_step, broken_nesterov, "sec:nesterov");
BREAKS(broken_nesterov, without_look_ahead,
       "This is plain momentum (perhaps because the old v was used in the "
       "move). The weights should move by λ g + α v with the new v.");
BREAKS(broken_nesterov, nesterov_no_carry_over,
       "Nothing is carried over: the old velocity must come back in, times "
       "momentum.");
BREAKS(broken_nesterov, nesterov_full_carry_over,
       "The velocity never fades: the old one should be multiplied by "
       "momentum.");
BREAKS(broken_nesterov, nesterov_mean_of_gradients,
       "The gradient is weighed by 1 − momentum. That makes v a mean; in "
       "this chapter v is a sum.");
BREAKS_SEE(broken_nesterov, nesterov_rate_at_the_move,
           "This is the form of PyTorch: v gathers g, and the learning rate "
           "comes in when the weights move. Here v gathers λ g.",
           "sec:two-momenta");
BREAKS(broken_nesterov, nesterov_rate_missing,
       "The learning rate is missing in v, which should gather λ g.");
BREAKS(broken_nesterov, nesterov_rate_used_twice,
       "The learning rate is in v already; in the move it comes in once more: "
       "λ (g + α v) stands where λ g + α v should.");
BREAKS(broken_nesterov, gradient_left_out,
       "The weights move by α v alone; the step λ g belongs to it.");
BREAKS(broken_nesterov, velocity_for_gradient,
       "The weights move by v + α v, as after momentum_step. The first part "
       "should be λ g.");
BREAKS(broken_nesterov, whole_velocity_added,
       "The velocity is added whole: in the move it should be multiplied by "
       "momentum once more.");
BREAKS(broken_nesterov, gradient_without_rate,
       "In the move the gradient is used without the learning rate.");
BREAKS(broken_nesterov, look_ahead_added,
       "λ g is subtracted from the weights but α v is added to them. Both "
       "should be subtracted: w − (λ g + α v).");
BREAKS(broken_nesterov, nesterov_uphill,
       "The weights move uphill: the step should be subtracted from them.");
BREAKS(broken_nesterov, nesterov_velocity_is_not_kept,
       "The new velocity is not stored in v, so that the next step cannot use "
       "it.");
BREAKS(broken_nesterov, looks_ahead_in_v,
       "What is stored in v is the step with the "
       "look ahead. v should be kept without it.");
TOGETHER(gradient_left_out, whole_velocity_added, "plain momentum");
TOGETHER(nesterov_rate_missing, nesterov_rate_used_twice,
         "the rate only at the move");

static void broken_nesterov(real *w, const real *g, real *v, real learning_rate,
                            real momentum, size_t count)
{
    bool outside = ON(nesterov_rate_at_the_move);
    for (size_t i = 0; i < count; i++) {
        real carry = ON(nesterov_no_carry_over)     ? 0
                     : ON(nesterov_full_carry_over) ? 1
                                                    : momentum;
        real slope =
            ON(nesterov_rate_missing) || outside ? g[i] : learning_rate * g[i];
        slope *= ON(nesterov_mean_of_gradients) ? 1 - momentum : 1;
        real now = carry * v[i] + slope;
        real scale =
            outside || ON(nesterov_rate_used_twice) ? learning_rate : 1;
        real ahead = scale * (ON(whole_velocity_added) ? 1 : momentum) * now;
        real straight = ON(gradient_left_out)       ? 0
                        : ON(velocity_for_gradient) ? scale * now
                        : ON(gradient_without_rate) ? g[i]
                                                    : learning_rate * g[i];
        real move = ON(without_look_ahead) ? scale * now
                    : ON(look_ahead_added) ? straight - ahead
                                           : straight + ahead;
        w[i] -= ON(nesterov_uphill) ? -move : move;
        v[i] = ON(nesterov_velocity_is_not_kept) ? v[i]
               : ON(looks_ahead_in_v)            ? move
                                                 : now;
    }
}

/* ---- 5.4 adagrad_step ---- */

BREAKABLE(adagrad_step, broken_adagrad, "sec:adagrad");
BREAKS(broken_adagrad, forgets_the_past,
       "s holds only the last square; it should be the sum of all squares so "
       "far.");
BREAKS(broken_adagrad, no_root,
       "The root is missing: the step should be divided by √s, not by s.");
BREAKS(broken_adagrad, epsilon_inside_root,
       "ε stands inside the root. It should be added to the root, as PyTorch "
       "has it.");
BREAKS(broken_adagrad, epsilon_after_division,
       "ε is added to the quotient: division comes before addition. Put the "
       "divisor √s + ε in parentheses.");
BREAKS(broken_adagrad, no_epsilon,
       "ε is left out. A parameter without a gradient then computes 0 / 0, "
       "which is no number.");
BREAKS(broken_adagrad, skips_for_epsilon,
       "ε is left out. That gradients of 0 are passed over keeps 0 / 0 away, "
       "but ε should be added to every divisor.");
BREAKS(broken_adagrad, epsilon_gathers,
       "ε is added to s at every step and stays there. It belongs only into "
       "the division.");
BREAKS(broken_adagrad, divides_by_old_sum,
       "The step is divided by the sum without the new square. First s "
       "should be brought up to date; then the weights move.");
BREAKS(broken_adagrad, sums_gradients,
       "s adds up the gradients; it should add up their squares.");
BREAKS(broken_adagrad, sums_absolutes,
       "s adds up |g|; it should add up the squares g².");
BREAKS(broken_adagrad, sum_is_not_kept,
       "The new sum is not stored in s, so that the next step cannot use it.");
BREAKS(broken_adagrad, adagrad_uphill,
       "The step goes uphill: it should be subtracted from the weight.");
BREAKS(broken_adagrad, keeps_root,
       "The root is stored in s. s should keep the sum itself; the root is "
       "taken anew at each step.");
BREAKS(broken_adagrad, rate_left_out, "The learning rate is not used.");
BREAKS(broken_adagrad, one_sum_for_all,
       "All parameters are divided by one and the same root. Each has its "
       "own: √s[i].");
BREAKS(broken_adagrad, gathers_all_squares,
       "Each s[i] gathers the squares of all gradients. It should gather only "
       "its own, g[i]².");

static void broken_adagrad(real *w, const real *g, real *s, real learning_rate,
                           real epsilon, size_t count)
{
    real gathered = 0, squares = 0;
    for (size_t i = 0; i < count; i++) {
        gathered += s[i];
        squares += g[i] * g[i];
    }
    real e = ON(no_epsilon) || ON(skips_for_epsilon) || ON(epsilon_gathers) ||
                     ON(epsilon_after_division)
                 ? 0
                 : epsilon;
    real rate = ON(rate_left_out) ? 1 : learning_rate;
    for (size_t i = 0; i < count; i++) {
        real term = ON(sums_gradients)        ? g[i]
                    : ON(sums_absolutes)      ? fabs(g[i])
                    : ON(gathers_all_squares) ? squares
                                              : g[i] * g[i];
        term += ON(epsilon_gathers) ? epsilon : 0;
        real now = (ON(forgets_the_past) ? 0 : s[i]) + term;
        now = ON(keeps_root) ? sqrt(now) : now;
        real sum = ON(divides_by_old_sum) ? s[i]
                   : ON(one_sum_for_all)  ? gathered + squares
                                          : now;
        real divisor = ON(epsilon_inside_root)         ? sqrt(sum + e)
                       : ON(no_root) || ON(keeps_root) ? sum + e
                                                       : sqrt(sum) + e;
        real move = rate * g[i] / divisor;
        move = ON(skips_for_epsilon) && g[i] == 0 ? 0 : move;
        move += ON(epsilon_after_division) ? epsilon : 0;
        w[i] -= ON(adagrad_uphill) ? -move : move;
        s[i] = ON(sum_is_not_kept) ? s[i] : now;
    }
}

/* ---- 5.5 rmsprop_step ---- */

BREAKABLE(rmsprop_step, broken_rmsprop, "sec:rmsprop");
BREAKS(broken_rmsprop, sum_for_mean,
       "s is a sum that only grows, as in AdaGrad. Here it should be a mean "
       "that forgets: decay · s + (1 − decay) · g².");
BREAKS(broken_rmsprop, shares_swapped,
       "decay and 1 − decay have changed places: the old mean should keep "
       "the share decay.");
BREAKS(broken_rmsprop, new_share_missing,
       "The new square comes in whole; its share should be 1 − decay, so "
       "that the two shares add up to 1.");
BREAKS(broken_rmsprop, old_share_missing,
       "The old mean comes in whole; its share should be decay. Without it "
       "nothing is ever forgotten.");
BREAKS(broken_rmsprop, last_square_only,
       "The old mean is forgotten altogether: its share should be decay.");
BREAKS(broken_rmsprop, share_without_parentheses,
       "Multiplication comes before subtraction: 1 - decay * g is 1 less a "
       "product. Put 1 - decay in parentheses.");
BREAKS(broken_rmsprop, rmsprop_no_root,
       "The root is missing: the step should be divided by √s, not by s.");
BREAKS(broken_rmsprop, rmsprop_keeps_root,
       "The root is stored in s. s should keep the mean itself; the root is "
       "taken anew at each step.");
BREAKS(broken_rmsprop, rmsprop_epsilon_inside_root,
       "ε stands inside the root, as some libraries have it. Here, as in "
       "PyTorch, it should be added to the root.");
BREAKS(broken_rmsprop, rmsprop_epsilon_after_division,
       "ε is added to the quotient: division comes before addition. Put the "
       "divisor √s + ε in parentheses.");
BREAKS(broken_rmsprop, rmsprop_no_epsilon,
       "ε is left out. A parameter without a gradient then computes 0 / 0, "
       "which is no number.");
BREAKS(broken_rmsprop, divides_by_old_mean,
       "The step is divided by the mean without the new square. First s "
       "should be brought up to date; then the weights move.");
BREAKS(broken_rmsprop, gradient_not_squared,
       "s is the mean of the gradients; it should be the mean of their "
       "squares.");
BREAKS(broken_rmsprop, absolute_not_squared,
       "s is the mean of |g|; it should be the mean of the squares g².");
BREAKS(broken_rmsprop, mean_is_not_kept,
       "The new mean is not stored in s, so that the next step cannot use it.");
BREAKS(broken_rmsprop, rmsprop_ignores_rate, "The learning rate is not used.");
BREAKS(broken_rmsprop, rmsprop_uphill,
       "The step goes uphill: it should be subtracted from the weight.");
TOGETHER(old_share_missing, new_share_missing, "a sum");

static void broken_rmsprop(real *w, const real *g, real *s, real learning_rate,
                           real decay, real epsilon, size_t count)
{
    real e = ON(rmsprop_no_epsilon) || ON(rmsprop_epsilon_after_division)
                 ? 0
                 : epsilon;
    real share = ON(shares_swapped) ? 1 - decay : decay;
    real kept = ON(sum_for_mean) || ON(old_share_missing) ? 1
                : ON(last_square_only)                    ? 0
                                                          : share;
    real added = ON(sum_for_mean) || ON(new_share_missing) ? 1 : 1 - share;
    for (size_t i = 0; i < count; i++) {
        real square = ON(gradient_not_squared)   ? g[i]
                      : ON(absolute_not_squared) ? fabs(g[i])
                                                 : g[i] * g[i];
        real mean =
            kept * s[i] + (ON(share_without_parentheses) ? 1 - decay * square
                                                         : added * square);
        mean = ON(rmsprop_keeps_root) ? sqrt(mean) : mean;
        real below = ON(divides_by_old_mean) ? s[i] : mean;
        real divisor = ON(rmsprop_epsilon_inside_root) ? sqrt(below + e)
                       : ON(rmsprop_no_root) || ON(rmsprop_keeps_root)
                           ? below + e
                           : sqrt(below) + e;
        real move = (ON(rmsprop_ignores_rate) ? 1 : learning_rate) * g[i];
        move /= divisor;
        move += ON(rmsprop_epsilon_after_division) ? epsilon : 0;
        w[i] -= ON(rmsprop_uphill) ? -move : move;
        s[i] = ON(mean_is_not_kept) ? s[i] : mean;
    }
}

/* ---- 5.6 adadelta_step ---- */

BREAKABLE(adadelta_step, broken_adadelta, "sec:adadelta");
BREAKS(broken_adadelta, epsilons_outside_roots,
       "ε is added to the roots. AdaDelta has it inside, above and below: "
       "√(a + ε) / √(s + ε).");
BREAKS(broken_adadelta, epsilon_outside_below,
       "Below the fraction line ε is added to the root, as in RMSProp. "
       "AdaDelta has it inside: √(s + ε).");
BREAKS(broken_adadelta, no_epsilon_above,
       "ε is missing above the fraction line. From a = 0 such an optimiser "
       "never starts.");
BREAKS(broken_adadelta, ratio_upside_down,
       "The fraction is upside down: the steps taken so far should stand "
       "above, the gradients below.");
BREAKS(broken_adadelta, memories_exchanged,
       "s and a have changed places: s should gather the squared gradients, "
       "a the squared steps.");
BREAKS(broken_adadelta, steps_from_gradients,
       "a is the mean of the squared gradients; it should be the mean of the "
       "squared steps d.");
BREAKS(broken_adadelta, steps_not_kept,
       "a is left as it was; it should be brought up to date as the mean of "
       "the squared steps.");
BREAKS(broken_adadelta, steps_not_squared,
       "The steps come into a as they are (without their sign); a should be "
       "the mean of their squares.");
BREAKS(broken_adadelta, steps_with_sign,
       "a is the mean of the steps d; it should be the mean of their squares.");
BREAKS(
    broken_adadelta, steps_with_rate,
    "What is squared into a has the learning rate in it already. a should "
    "gather d² without the rate, which comes in only when the weight moves.");
BREAKS(broken_adadelta, adadelta_ignores_rate,
       "The learning rate is not used. (In the paper there is none: that is "
       "a rate of 1.)");
BREAKS(broken_adadelta, adadelta_no_roots,
       "The roots are missing: d = √(a + ε) / √(s + ε) · g.");
BREAKS(broken_adadelta, gradient_forgotten,
       "The step d is the fraction alone; it should be multiplied by g.");
BREAKS(broken_adadelta, adadelta_shares_swapped,
       "decay and 1 − decay have changed places: the old means should keep "
       "the share decay.");
BREAKS(broken_adadelta, shares_swapped_in_s,
       "In s, decay and 1 − decay have changed places: the old mean should "
       "keep the share decay.");
BREAKS(broken_adadelta, adadelta_share_without_parentheses,
       "Multiplication comes before subtraction: 1 - decay * g is 1 less a "
       "product. Put 1 - decay in parentheses.");
BREAKS(broken_adadelta, adadelta_old_mean,
       "d is computed with the s of the step before. First s should be "
       "brought up to date.");
BREAKS(broken_adadelta, sums_for_means,
       "s and a are sums that only grow. They should be means that forget: "
       "decay · s + (1 − decay) · g².");
BREAKS(broken_adadelta, adadelta_uphill,
       "The step goes uphill: it should be subtracted from the weight.");
BREAKS(broken_adadelta, rmsprop_with_a,
       "The step is that of RMSProp: the factor √(a + ε) above the fraction "
       "line is missing.");

/* A mean of which the old part keeps `share`, and how it goes wrong. */
static real adadelta_mean(real old, real term, real share)
{
    real part = ON(adadelta_share_without_parentheses) ? 1 - share * term
                                                       : (1 - share) * term;
    return ON(sums_for_means) ? old + term : share * old + part;
}

static void broken_adadelta(real *w, const real *g, real *s, real *a,
                            real learning_rate, real decay, real epsilon,
                            size_t count)
{
    real *gathers_g = ON(memories_exchanged) ? a : s;
    real *gathers_d = ON(memories_exchanged) ? s : a;
    real kept = ON(adadelta_shares_swapped) ? 1 - decay : decay;
    real kept_in_s = ON(shares_swapped_in_s) ? 1 - decay : kept;
    real rate = ON(adadelta_ignores_rate) ? 1 : learning_rate;
    for (size_t i = 0; i < count; i++) {
        real above = gathers_d[i], below = gathers_g[i];
        real e = ON(no_epsilon_above) ? 0 : epsilon;
        gathers_g[i] = adadelta_mean(below, g[i] * g[i], kept_in_s);
        below = ON(adadelta_old_mean) ? below : gathers_g[i];
        bool both = ON(epsilons_outside_roots);
        real top = ON(rmsprop_with_a)      ? 1
                   : ON(adadelta_no_roots) ? above + e
                   : both                  ? sqrt(above) + e
                                           : sqrt(above + e);
        real bottom = ON(adadelta_no_roots) ? below + epsilon
                      : both || ON(epsilon_outside_below)
                          ? sqrt(below) + epsilon
                          : sqrt(below + epsilon);
        real d = ON(ratio_upside_down) ? bottom / top : top / bottom;
        d *= ON(gradient_forgotten) ? 1 : g[i];
        d *= ON(steps_with_rate) ? rate : 1;
        real term = ON(steps_from_gradients) ? g[i] * g[i]
                    : ON(steps_not_squared)  ? fabs(d)
                    : ON(steps_with_sign)    ? d
                                             : d * d;
        if (!ON(steps_not_kept)) {
            gathers_d[i] = adadelta_mean(gathers_d[i], term, kept);
        }
        d *= ON(steps_with_rate) ? 1 : rate;
        w[i] -= ON(adadelta_uphill) ? -d : d;
    }
}

/* ---- 5.7 adam_step ---- */

BREAKABLE(adam_step, broken_adam, "sec:adam");
BREAKS(broken_adam, no_bias_correction,
       "The bias is not corrected: m and s start at zero, so they should be "
       "divided by 1 − β^step before they are used.");
BREAKS(broken_adam, corrects_m_only,
       "m is corrected, s is not: it should be divided by 1 − β₂^step.");
BREAKS(broken_adam, corrects_s_only,
       "s is corrected, m is not: it should be divided by 1 − β₁^step.");
BREAKS(broken_adam, step_from_zero,
       "The powers have the exponent step − 1. step counts from 1 already.");
BREAKS(broken_adam, step_one_ahead,
       "The powers have the exponent step + 1. step is 1 at the first call, "
       "and that is the exponent.");
BREAKS(broken_adam, product_for_power,
       "β is multiplied by step; it should be raised to the power of step.");
BREAKS(broken_adam, power_turned_round,
       "β and step have changed places: pow(step, β) is step to the power of "
       "β. It should be pow(β, step).");
BREAKS(broken_adam, power_of_difference,
       "1 − β is raised to the power of step; only β should be: 1 − β^step.");
BREAKS(broken_adam, always_first_correction,
       "The correction is always that of the first step, 1 − β; the exponent "
       "should be step.");
BREAKS(broken_adam, adam_epsilon_inside_root,
       "ε stands inside the root. It should be added to the root, as PyTorch "
       "has it.");
BREAKS(broken_adam, epsilon_before_correction,
       "ε is added before s is corrected, so that the correction changes ε "
       "too. It should be added to the root of the corrected s.");
BREAKS(broken_adam, adam_no_epsilon,
       "ε is left out. A parameter without a gradient then computes 0 / 0, "
       "which is no number.");
BREAKS(broken_adam, correction_is_kept,
       "The corrected means are stored in m and s. The correction is for "
       "this step only; m and s should be kept without it.");
BREAKS(broken_adam, correction_multiplied,
       "The means are multiplied by 1 − β^step; they should be divided by it.");
BREAKS(broken_adam, root_before_correction,
       "The root of s is divided by 1 − β₂^step. s itself should be, before "
       "the root is taken.");
BREAKS(broken_adam, betas_swapped,
       "β₁ and β₂ have changed places: β₁ belongs to m, β₂ to s.");
BREAKS(broken_adam, correction_shares_swapped,
       "In the corrections β₁ and β₂ have changed places: m should be "
       "divided by 1 − β₁^step, s by 1 − β₂^step.");
BREAKS(broken_adam, beta1_in_both_corrections,
       "Both corrections are made with β₁; s should be divided by 1 − "
       "β₂^step.");
BREAKS(broken_adam, adam_no_root,
       "The root is missing: the step should be divided by √s, not by s.");
BREAKS(broken_adam, adam_uphill,
       "The step goes uphill: it should be subtracted from the weight.");
BREAKS(broken_adam, moves_by_old_means,
       "The weights move by the means of the step before. First m and s "
       "should be brought up to date.");
BREAKS(broken_adam, gradient_for_mean,
       "The weights move by the gradient; in Adam they should move by its "
       "mean m. (This is RMSProp with a correction.)");
BREAKS(broken_adam, means_are_sums,
       "The new gradient and its square come in whole; their shares should "
       "be 1 − β₁ and 1 − β₂.");
BREAKS(broken_adam, adam_shares_without_parentheses,
       "Multiplication comes before subtraction: 1 - beta1 * g is 1 less a "
       "product. Put 1 - beta1 and 1 - beta2 in parentheses.");
BREAKS(broken_adam, mean_not_squared,
       "s is the mean of |g|; it should be the mean of g².");
BREAKS(broken_adam, squares_new_mean,
       "s gathers the squares of m; it should gather the squares of the "
       "gradient g.");
BREAKS(broken_adam, adam_ignores_rate, "The learning rate is not used.");
TOGETHER(corrects_m_only, corrects_s_only, "neither is corrected");

static real adam_mean(real old, real term, real beta)
{
    return beta * old + (ON(means_are_sums) ? term
                         : ON(adam_shares_without_parentheses)
                             ? 1 - beta * term
                             : (1 - beta) * term);
}

/* What a mean is divided by. */
static real adam_share(real beta, size_t step)
{
    real n = ON(step_from_zero)            ? (real)(step - 1)
             : ON(step_one_ahead)          ? (real)(step + 1)
             : ON(always_first_correction) ? 1
                                           : (real)step;
    real power = ON(product_for_power)    ? beta * n
                 : ON(power_turned_round) ? pow(n, beta)
                                          : pow(beta, n);
    real share = ON(power_of_difference) ? pow(1 - beta, n) : 1 - power;
    return ON(no_bias_correction)      ? 1
           : ON(correction_multiplied) ? 1 / share
                                       : share;
}

static void broken_adam(real *w, const real *g, real *m, real *s,
                        real learning_rate, real beta1, real beta2,
                        real epsilon, size_t step, size_t count)
{
    real b1 = ON(betas_swapped) ? beta2 : beta1;
    real b2 = ON(betas_swapped) ? beta1 : beta2;
    bool swapped = ON(correction_shares_swapped);
    real share1 = adam_share(swapped ? b2 : b1, step);
    real share2 =
        adam_share(swapped || ON(beta1_in_both_corrections) ? b1 : b2, step);
    share1 = ON(corrects_s_only) ? 1 : share1;
    share2 = ON(corrects_m_only) ? 1 : share2;
    real e = ON(adam_no_epsilon)             ? 0
             : ON(epsilon_before_correction) ? epsilon / sqrt(share2)
                                             : epsilon;
    real rate = ON(adam_ignores_rate) ? 1 : learning_rate;
    rate = ON(adam_uphill) ? -rate : rate;
    for (size_t i = 0; i < count; i++) {
        real old_m = m[i], old_s = s[i];
        m[i] = adam_mean(m[i], g[i], b1);
        real square = ON(mean_not_squared)   ? fabs(g[i])
                      : ON(squares_new_mean) ? m[i] * m[i]
                                             : g[i] * g[i];
        s[i] = adam_mean(s[i], square, b2);
        real mean = ON(moves_by_old_means) ? old_m : m[i];
        mean = ON(gradient_for_mean) ? g[i] : mean / share1;
        square = ON(moves_by_old_means) ? old_s : s[i];
        real root = ON(root_before_correction) ? sqrt(square) / share2
                    : ON(adam_no_root)         ? square / share2
                                               : sqrt(square / share2);
        w[i] -= rate * mean /
                (ON(adam_epsilon_inside_root) ? sqrt(square / share2 + e)
                                              : root + e);
        m[i] /= ON(correction_is_kept) ? share1 : 1;
        s[i] /= ON(correction_is_kept) ? share2 : 1;
    }
}

/* ---- 5.8 step_decay ---- */

BREAKABLE(step_decay, broken_step_decay, "sec:decays");
BREAKS(broken_step_decay, decays_at_every_step,
       "It decays at every step. The exponent should be the number of whole "
       "periods so far: t / every in whole numbers.");
BREAKS(broken_step_decay, drops_one_early,
       "The rate drops one step too early: steps count from 0, so the first "
       "drop should be at t = every.");
BREAKS(broken_step_decay, drops_one_late,
       "The rate drops one step too late: the first drop should be at t = "
       "every itself.");
BREAKS(broken_step_decay, broken_exponent,
       "The exponent is not a whole number, so the rate sinks all the time. "
       "Divide the whole numbers t / every first, then convert.");
BREAKS(broken_step_decay, remainder_for_quotient,
       "The exponent is the remainder t % every; it should be the quotient t "
       "/ every.");
BREAKS(broken_step_decay, drops_once,
       "The rate drops only once; it should drop again after every further "
       "period.");
BREAKS(broken_step_decay, drops_from_the_start,
       "One drop too many: at t = 0 the rate should be base itself.");
BREAKS(broken_step_decay, factor_times_drops,
       "The factor is multiplied by the number of drops; it should be raised "
       "to that power.");
BREAKS(broken_step_decay, step_power_turned_round,
       "The number of drops is raised to the power of factor; it should be "
       "the other way round: pow(factor, drops).");
BREAKS(broken_step_decay, loses_factor,
       "At each drop the rate loses the part factor, so that 1 − factor is "
       "left. factor is what should be left.");
BREAKS(broken_step_decay, divides_by_factor,
       "The rate grows: it is divided by factor. It should be multiplied by "
       "factor, which is less than 1.");
BREAKS(broken_step_decay, subtracts_factor,
       "factor is subtracted at each drop; the rate should be multiplied by "
       "it.");

static double broken_step_decay(size_t t, size_t every, double factor,
                                double base)
{
    t = ON(drops_one_early) ? t + 1 : ON(drops_one_late) && t > 0 ? t - 1 : t;
    double drops = ON(decays_at_every_step)     ? (double)t
                   : ON(broken_exponent)        ? (double)t / (double)every
                   : ON(remainder_for_quotient) ? (double)(t % every)
                                                : (double)(t / every);
    drops = ON(drops_once) ? fmin(drops, 1) : drops;
    drops += ON(drops_from_the_start);
    factor = ON(loses_factor) ? 1 - factor : factor;
    double part = ON(factor_times_drops)        ? factor * drops
                  : ON(step_power_turned_round) ? pow(drops, factor)
                                                : pow(factor, drops);
    part = ON(factor_times_drops) && drops < 1 ? 1 : part;
    return ON(subtracts_factor)    ? base - factor * drops
           : ON(divides_by_factor) ? base / part
                                   : base * part;
}

/* ---- 5.9 cosine_decay ---- */

BREAKABLE(cosine_decay, broken_cosine, "sec:decays");
BREAKS(broken_cosine, cosine_one_early,
       "The end is reached one step too early: it is at total − 1 and should "
       "be at t = total.");
BREAKS(broken_cosine, cosine_in_one_step_less,
       "The angle is π t / (total − 1); steps count from 0 and the end is at t "
       "= total, so it should be π t / total.");
BREAKS(broken_cosine, cosine_starts_at_one,
       "Steps count from 0: at t = 0 the rate should be base, so the angle "
       "should be π t / total.");
BREAKS(broken_cosine, total_of_zero,
       "A total of 0 leads to 0 / 0 at t = 0. From t = total on the rate is "
       "final: the test should be t >= total, not t > total.");
BREAKS(broken_cosine, comes_back_up,
       "After the end the cosine rises again, and the rate with it. From t = "
       "total on it should stay at final.");
BREAKS(broken_cosine, zero_after_end,
       "After the end the rate is 0; it should stay at final.");
BREAKS(broken_cosine, base_after_end,
       "After the end the rate is base again; it should stay at final.");
BREAKS(broken_cosine, ignores_final,
       "The cosine goes down to 0; it should go from base to final.");
BREAKS(broken_cosine, adds_final,
       "The cosine is as high as base and stands on final, so that it starts "
       "too high. It should be as high as base − final.");
BREAKS(broken_cosine, whole_turn,
       "The angle goes through a whole turn, 2π, and ends where it began. "
       "Half a turn, π, leads from base to final.");
BREAKS(broken_cosine, quarter_turn,
       "The angle goes only through a quarter of a turn. Half a turn, with "
       "(1 + cos) / 2, is flat at both ends.");
BREAKS(broken_cosine, without_pi,
       "The angle is t / total, which is a part of half a turn. It should be "
       "multiplied by π.");
BREAKS(broken_cosine, pi_is_3_14,
       "π is taken to be 3.14, which is too rough. Use PI of optim.h.");
BREAKS(broken_cosine, pi_is_3_14159,
       "π is taken to be 3.14159, which is too rough. Use PI of optim.h.");
BREAKS(broken_cosine, degrees,
       "The angle is given in degrees. cos in C takes radians: half a turn "
       "is π.");
BREAKS(broken_cosine, cosine_without_one,
       "The cosine goes from 1 to −1. 1 should be added to it before it is "
       "halved: (1 + cos) / 2.");
BREAKS(broken_cosine, not_halved,
       "1 + cos goes from 2 to 0; it should be divided by 2.");
BREAKS(broken_cosine, half_is_nothing,
       "1 / 2 is a division of whole numbers: it is 0, and only final is "
       "left. Write 0.5.");
BREAKS(broken_cosine, goes_up,
       "The rate goes up from final to base: 1 − cos stands where 1 + cos "
       "should, or base and final have changed places.");
BREAKS(broken_cosine, straight_line,
       "The rate sinks along a straight line, not along a cosine.");
BREAKS(broken_cosine, one_rate_for_whole_run,
       "t / total is a division of whole numbers: it is 0 before the end. "
       "Convert to double first.");
TOGETHER(one_rate_for_whole_run, goes_up, "final from the start");

static double broken_cosine(size_t t, size_t total, double final, double base)
{
    double now = (double)t + ON(cosine_starts_at_one);
    double last = (double)total - ON(cosine_one_early);
    bool over = ON(total_of_zero) ? t > total : now >= last;
    if (over && !ON(comes_back_up)) {
        return ON(zero_after_end) ? 0 : ON(base_after_end) ? base : final;
    }
    double part =
        now / (ON(cosine_in_one_step_less) ? (double)total - 1 : last);
    part = ON(one_rate_for_whole_run) ? floor(part) : part;
    double angle = (ON(degrees)         ? 180
                    : ON(without_pi)    ? 1
                    : ON(pi_is_3_14)    ? 3.14
                    : ON(pi_is_3_14159) ? 3.14159
                                        : PI) *
                   part;
    angle = ON(whole_turn) ? 2 * angle : angle;
    double wave = ON(straight_line) ? 1 - 2 * part : cos(angle);
    wave = ON(goes_up) ? -wave : wave;
    double height = ON(quarter_turn)
                        ? cos(angle / 2)
                        : ((ON(cosine_without_one) ? 0 : 1) + wave) /
                              (ON(not_halved) ? 1 : 2);
    height = ON(half_is_nothing) ? 0 : height;
    double low = ON(ignores_final) ? 0 : final;
    return low + (ON(adds_final) ? base : base - low) * height;
}

/* ---- 5.10 warm_up ---- */

BREAKABLE(warm_up, broken_warm_up, "sec:warm-up");
BREAKS(broken_warm_up, first_step_is_lost,
       "The first step has the rate 0 and is lost: at step t the share "
       "should be (t + 1) / warmup.");
BREAKS(broken_warm_up, never_quite_warm,
       "The last step of the warm-up has not the full rate: the divisor "
       "should be warmup, not warmup + 1.");
BREAKS(broken_warm_up, whole_number_share,
       "(t + 1) / warmup is a division of whole numbers: it is 0 until the "
       "end. Convert to double first.");
BREAKS(broken_warm_up, grows_for_ever,
       "After the warm-up the rate goes on growing; it should stay at base.");
BREAKS(broken_warm_up, cools_down,
       "The rate falls during the warm-up; it should rise.");
BREAKS(broken_warm_up, missing_parenthesis,
       "Division comes before addition: t + 1 / warmup is t plus a fraction. "
       "It needs parentheses: (t + 1) / warmup.");
BREAKS(broken_warm_up, misplaced_parenthesis,
       "Division comes before addition: base * (t + 1 / warmup) is base times "
       "t plus a fraction. The parentheses should enclose t + 1.");
BREAKS(broken_warm_up, zero_during_warm_up,
       "The rate is 0 during the warm-up; it should rise by steps of base / "
       "warmup. (A division of whole numbers, as t / warmup, is 0 there.)");
BREAKS(broken_warm_up, always_full_rate,
       "There is no warm-up: before step warmup the rate should be only a "
       "part of base.");
BREAKS(broken_warm_up, zero_after_warm_up,
       "After the warm-up the rate is 0; it should stay at base.");
BREAKS(broken_warm_up, zero_without_warm_up,
       "Without a warm-up (warmup is 0) the rate is 0; it should be base.");
BREAKS(broken_warm_up, divides_by_no_warm_up,
       "Without a warm-up (warmup is 0) it divides by 0; the rate should be "
       "base. Note that warmup − 1 is then huge: a size_t has no sign.");
BREAKS(broken_warm_up, warm_one_early,
       "The rate is one step ahead: at t = 0 it should be base / warmup.");
BREAKS(broken_warm_up, warm_up_one_too_long,
       "The warm-up is one step too long, and that step has more than the "
       "full rate: the test should be t < warmup, not t <= warmup.");
BREAKS(broken_warm_up, warm_up_even_of_zero,
       "The warm-up is one step too long, and where warmup is 0, that step "
       "divides by 0: the test should be t < warmup, not t <= warmup.");
TOGETHER(whole_number_share, first_step_is_lost, "0 during the warm-up");
TOGETHER(whole_number_share, never_quite_warm, "0 during the warm-up");

static double broken_warm_up(size_t t, size_t warmup, double base)
{
    bool long_one = ON(warm_up_one_too_long) || ON(warm_up_even_of_zero);
    bool warming =
        ON(grows_for_ever) || t + ON(warm_one_early) < warmup + long_one;
    if (warmup == 0 && !ON(warm_up_even_of_zero)) {
        warming = ON(divides_by_no_warm_up);
    }
    if ((warmup == 0 && ON(zero_without_warm_up)) ||
        (t < warmup && ON(zero_during_warm_up))) {
        return 0;
    }
    if (!warming || ON(always_full_rate)) {
        return ON(zero_after_warm_up) ? 0 : base;
    }
    double divisor = (double)warmup + ON(never_quite_warm);
    double steps = ON(cools_down)           ? (double)warmup - (double)t
                   : ON(first_step_is_lost) ? (double)t
                   : ON(warm_one_early)     ? (double)t + 2
                                            : (double)t + 1;
    double share = steps / divisor, fraction = 1 / divisor;
    share = ON(whole_number_share) ? floor(share) : share;
    fraction = ON(whole_number_share) ? floor(fraction) : fraction;
    return ON(missing_parenthesis)     ? base * (double)t + fraction
           : ON(misplaced_parenthesis) ? base * ((double)t + fraction)
                                       : base * share;
}

/* ---- 5.11 one_cycle ---- */

BREAKABLE(one_cycle, broken_cycle, "sec:one-cycle");
BREAKS(broken_cycle, peak_one_late,
       "The peak is one step too late: steps count from 0, so it should be "
       "at rise · total − 1.");
BREAKS(broken_cycle, peak_of_last,
       "The peak is at rise · (total − 1); it should be at rise · total − 1.");
BREAKS(broken_cycle, peak_rounded_down,
       "The peak is rounded to a whole step. It may lie between two steps: "
       "0.3 · 25 − 1 is 6.5.");
BREAKS(broken_cycle, peak_half_way,
       "The peak is always half-way; it should be at rise · total − 1.");
BREAKS(broken_cycle, end_one_late,
       "The end is one step too late: the last step is total − 1, and it "
       "should have the rate base / 250 000.");
BREAKS(broken_cycle, straight_lines,
       "The rate follows straight lines; both parts should be half a cosine.");
BREAKS(broken_cycle, starts_at_a_tenth,
       "It starts at base / 10; it should start at base / 25.");
BREAKS(broken_cycle, starts_at_zero,
       "It starts at 0; it should start at base / 25.");
BREAKS(broken_cycle, ends_where_it_began,
       "It ends at base / 25, where it began; it should end at base / 250 "
       "000.");
BREAKS(broken_cycle, ends_at_base_over_10000,
       "It ends at base / 10 000. The 10 000 divides the rate of the start, "
       "base / 25, so that the end is base / 250 000.");
BREAKS(broken_cycle, ends_at_zero,
       "It ends at 0; it should end at base / 250 000, which is small but not "
       "nothing.");
BREAKS(broken_cycle, runs_past_the_end,
       "After the last step the cosine rises again. From t = total − 1 on "
       "the rate should stay at base / 250 000.");
BREAKS(broken_cycle, only_down,
       "The climb is missing: the rate should rise from base / 25 to base "
       "first.");
BREAKS(broken_cycle, climb_upside_down,
       "On the way up the rate goes down, from base to base / 25. As the "
       "cosine sinks from 1 to −1, from and to should change places.");
BREAKS(broken_cycle, climb_upside_down_to_the_peak,
       "On the way up, and at the peak itself, the rate goes down, from base "
       "to base / 25. As the cosine sinks from 1 to −1, from and to should "
       "change places.");
BREAKS(broken_cycle, part_of_whole_numbers,
       "A peak between two steps is cut off to a whole number, as a size_t or "
       "the arguments of cosine_decay do it. The parts should be computed in "
       "double.");
BREAKS(broken_cycle, second_part_from_the_start,
       "In the way down the steps are counted from the start of the run; they "
       "should be counted from the peak: (t − peak) / (total − 1 − peak).");
BREAKS(broken_cycle, counts_on_after_peak,
       "The way down has the right length, but t is still counted from the "
       "start of the run: its part should be (t − peak) / (total − 1 − peak).");

static double broken_cycle(size_t t, size_t total, double rise, double base)
{
    double n = (double)total;
    double last = n - (ON(end_one_late) ? 0 : 1);
    double peak =
        (ON(peak_half_way) ? 0.5 : rise) * (ON(peak_of_last) ? n - 1 : n) -
        (ON(peak_one_late) || ON(peak_of_last) ? 0 : 1);
    peak = ON(only_down) ? 0 : ON(peak_rounded_down) ? floor(peak) : peak;
    double start = ON(starts_at_zero)      ? 0
                   : ON(starts_at_a_tenth) ? base / 10
                                           : base / 25;
    double end = ON(ends_at_zero)              ? 0
                 : ON(ends_where_it_began)     ? start
                 : ON(ends_at_base_over_10000) ? base / 10000
                                               : base / 250000;
    double now = ON(runs_past_the_end) ? (double)t : fmin((double)t, last);
    double from = base, to = end, gone = now - peak, length = last - peak;
    gone =
        ON(second_part_from_the_start) || ON(counts_on_after_peak) ? now : gone;
    length = ON(second_part_from_the_start) ? last : length;
    bool down = ON(climb_upside_down) || ON(climb_upside_down_to_the_peak);
    if (now < peak || (now == peak && ON(climb_upside_down_to_the_peak))) {
        from = down ? base : start;
        to = down ? start : base;
        gone = now;
        length = peak;
    }
    double part = gone / length;
    if (ON(part_of_whole_numbers)) {
        part = length < 1 ? 1 : floor(gone) / floor(length);
    }
    double wave = ON(straight_lines) ? 1 - 2 * part : cos(PI * part);
    return to + (from - to) * (1 + wave) / 2;
}

/* ---- 5.12 xavier_uniform ---- */

BREAKABLE(xavier_uniform, broken_xavier, "sec:xavier-he");
BREAKS(broken_xavier, from_fan_in_alone,
       "Only fan_in is used. Both should be added: fan_in + fan_out.");
BREAKS(broken_xavier, from_fan_out_alone,
       "Only fan_out is used. Both should be added: fan_in + fan_out.");
BREAKS(broken_xavier, range_of_he,
       "The range is √(6 / fan_in), as for He. For Xavier both should be "
       "added: fan_in + fan_out.");
BREAKS(broken_xavier, product_of_fans,
       "fan_in and fan_out are multiplied; they should be added.");
BREAKS(broken_xavier, deviation_for_range,
       "The range is √(2 / (fan_in + fan_out)), which is the standard "
       "deviation wanted. A uniform number from −r to r has the deviation r "
       "/ √3, so r should have a 6 in place of the 2.");
BREAKS(broken_xavier, glorot_for_mean_of_fans,
       "There is a 3 in place of the 6: with a 3, the divisor would have to "
       "be the mean of fan_in and fan_out, not their sum.");
BREAKS(broken_xavier, xavier_no_root,
       "The root is missing: r = √(6 / (fan_in + fan_out)).");
BREAKS(broken_xavier, root_of_six_alone,
       "The root is taken of 6 alone; it should be taken of the whole "
       "fraction 6 / (fan_in + fan_out).");
BREAKS(broken_xavier, whole_number_range,
       "6 / (fan_in + fan_out) is a division of whole numbers: for all but "
       "the smallest layers it is 0, and so are the weights. Convert to "
       "double first.");
BREAKS(broken_xavier, xavier_normal,
       "The numbers are normal. That is the other form of Xavier; here they "
       "should be uniform.");
BREAKS(broken_xavier, xavier_normal_too_wide,
       "The numbers are normal, with r as their deviation; they should be "
       "uniform from −r to r (by rng_between).");
BREAKS(broken_xavier, never_negative,
       "The weights are never negative: they are drawn from 0 to r and "
       "should be drawn from −r to r.");
BREAKS(broken_xavier, bounds_exchanged,
       "The bounds have changed places: rng_between(rng, -r, r) draws from −r "
       "to r, and rng_between(rng, r, -r) mirrors every number.");
BREAKS(broken_xavier, xavier_one_draw,
       "All weights are the same number. Each needs a draw of its own, or "
       "all units stay equal.");
BREAKS(broken_xavier, drawn_backwards,
       "The weights are drawn from the last to the first; w[0] should get the "
       "first draw.");
BREAKS(broken_xavier, same_seed_again,
       "The function makes a generator of its own, so that every layer gets "
       "the same weights. Use the one that is handed in.");
BREAKS(broken_xavier, generator_copied,
       "The numbers are drawn from a copy of the generator, so that the next "
       "layer gets the same ones again. Hand on the pointer rng itself.");
TOGETHER(xavier_normal_too_wide, deviation_for_range, "a normal Xavier");
TOGETHER(range_of_he, glorot_for_mean_of_fans, "as if fan_out were fan_in");

static real xavier_draw(double range, Rng *rng)
{
    range = ON(bounds_exchanged) ? -range : range;
    return (
        real)(ON(xavier_normal) || ON(xavier_normal_too_wide)
                  ? range * rng_normal(rng)
                  : rng_between(rng, ON(never_negative) ? 0 : -range, range));
}

static void broken_xavier(real *w, size_t fan_in, size_t fan_out, size_t count,
                          Rng *rng)
{
    Rng own = ON(same_seed_again) ? rng_seeded(1) : *rng;
    rng = ON(same_seed_again) || ON(generator_copied) ? &own : rng;
    double in = (double)fan_in, out = (double)fan_out;
    double fans = ON(from_fan_in_alone)    ? 2 * in
                  : ON(from_fan_out_alone) ? 2 * out
                  : ON(range_of_he)        ? in
                  : ON(product_of_fans)    ? in * out
                                           : in + out;
    double six = ON(deviation_for_range) || ON(xavier_normal) ? 2
                 : ON(glorot_for_mean_of_fans)                ? 3
                                                              : 6;
    double square = six / fans;
    square = ON(whole_number_range) ? floor(square) : square;
    double range = ON(root_of_six_alone) ? sqrt(six) / fans
                   : ON(xavier_no_root)  ? square
                                         : sqrt(square);
    real first = ON(xavier_one_draw) ? xavier_draw(range, rng) : 0;
    for (size_t i = 0; i < count; i++) {
        w[ON(drawn_backwards) ? count - 1 - i : i] =
            ON(xavier_one_draw) ? first : xavier_draw(range, rng);
    }
}

/* ---- 5.13 he_normal ---- */

BREAKABLE(he_normal, broken_he, "sec:xavier-he");
BREAKS(broken_he, he_from_fan_out,
       "The deviation comes from fan_out, count / fan_in. It should come from "
       "fan_in: the number of terms in the sum of each unit.");
BREAKS(broken_he, he_from_count,
       "The deviation comes from count, the number of all weights; it should "
       "come from fan_in.");
BREAKS(broken_he, variance_for_deviation,
       "2 / fan_in is the variance; the standard deviation should be its "
       "root.");
BREAKS(broken_he, root_of_two_alone,
       "The root is taken of 2 alone; it should be taken of the whole "
       "fraction 2 / fan_in.");
BREAKS(broken_he, half_of_the_variance,
       "The variance is 1 / fan_in. ReLU throws half of the signal away, so "
       "here it should be 2 / fan_in.");
BREAKS(broken_he, he_whole_number_range,
       "2 / fan_in is a division of whole numbers: for fan_in above 2 it is "
       "0, and so are the weights. Convert to double first.");
BREAKS(broken_he, he_uniform,
       "The numbers are uniform, with the right deviation. That is the other "
       "form of He; here they should be normal.");
BREAKS(broken_he, he_uniform_too_narrow,
       "The numbers are uniform; here they should be normal. (And a uniform "
       "number from −r to r has the deviation r / √3.)");
BREAKS(broken_he, standard_normal,
       "The draws have the standard deviation 1: they should be multiplied "
       "by √(2 / fan_in).");
BREAKS(broken_he, divides_by_deviation,
       "The draws are divided by √(2 / fan_in); they should be multiplied by "
       "it.");
BREAKS(broken_he, he_never_negative,
       "The weights are never negative: the sign of the draw is lost.");
BREAKS(broken_he, he_one_draw,
       "All weights are the same number. Each needs a draw of its own, or "
       "all units stay equal.");
BREAKS(broken_he, he_drawn_backwards,
       "The weights are drawn from the last to the first; w[0] should get the "
       "first draw.");
BREAKS(broken_he, he_same_seed_again,
       "The function makes a generator of its own, so that every layer gets "
       "the same weights. Use the one that is handed in.");
BREAKS(broken_he, he_generator_copied,
       "The numbers are drawn from a copy of the generator, so that the next "
       "layer gets the same ones again. Hand on the pointer rng itself.");

static real he_draw(double deviation, Rng *rng)
{
    double drawn = ON(he_uniform) || ON(he_uniform_too_narrow)
                       ? rng_between(rng, -deviation, deviation)
                       : deviation * rng_normal(rng);
    return (real)(ON(he_never_negative) ? fabs(drawn) : drawn);
}

static void broken_he(real *w, size_t fan_in, size_t count, Rng *rng)
{
    Rng own = ON(he_same_seed_again) ? rng_seeded(1) : *rng;
    rng = ON(he_same_seed_again) || ON(he_generator_copied) ? &own : rng;
    double in = (double)fan_in, all = (double)count;
    double fan = ON(he_from_fan_out) ? all / in : ON(he_from_count) ? all : in;
    double two = ON(half_of_the_variance) ? 1 : ON(he_uniform) ? 6 : 2;
    double variance = two / fan;
    variance = ON(he_whole_number_range) ? floor(variance) : variance;
    double deviation = ON(standard_normal)          ? 1
                       : ON(root_of_two_alone)      ? sqrt(two) / fan
                       : ON(variance_for_deviation) ? variance
                                                    : sqrt(variance);
    deviation = ON(divides_by_deviation) ? 1 / deviation : deviation;
    real first = ON(he_one_draw) ? he_draw(deviation, rng) : 0;
    for (size_t i = 0; i < count; i++) {
        w[ON(he_drawn_backwards) ? count - 1 - i : i] =
            ON(he_one_draw) ? first : he_draw(deviation, rng);
    }
}

/* NOLINTEND(bugprone-integer-division,readability-non-const-parameter) */
