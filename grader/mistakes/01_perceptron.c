#include "perceptron.h"
#include "probe.h"

/* Room for the largest case. */
enum { LARGEST = 8192 };

/* ---- 1.1 perceptron_score ---- */

static real forgets_bias(const real *x, const real *w, real b, size_t in)
{
    real score = 0;
    for (size_t i = 0; i < in; i++) {
        score += w[i] * x[i];
    }
    return score;
}
MISTAKE(perceptron_score, forgets_bias,
        "The bias b is not added to the sum of the products.", "sec:neuron");

static real bias_for_each_feature(const real *x, const real *w, real b,
                                  size_t in)
{
    real score = 0;
    for (size_t i = 0; i < in; i++) {
        score += w[i] * x[i] + b;
    }
    return score;
}
MISTAKE(perceptron_score, bias_for_each_feature,
        "The bias is added once for every feature; it should be added to the "
        "sum once.",
        "sec:neuron");

static real skips_last_feature(const real *x, const real *w, real b, size_t in)
{
    real score = b;
    for (size_t i = 0; i + 1 < in; i++) {
        score += w[i] * x[i];
    }
    return score;
}
MISTAKE(perceptron_score, skips_last_feature,
        "The last feature is left out: the loop ends one element too early.",
        "sec:neuron");

static real subtracts_bias(const real *x, const real *w, real b, size_t in)
{
    return perceptron_score(x, w, -b, in);
}
MISTAKE(perceptron_score, subtracts_bias,
        "The bias is subtracted. A threshold is subtracted; the bias is its "
        "negative, and is added.",
        "sec:neuron");

static real keeps_last_product(const real *x, const real *w, real b, size_t in)
{
    real score = b;
    for (size_t i = 0; i < in; i++) {
        score = b + w[i] * x[i];
    }
    return score;
}
MISTAKE(perceptron_score, keeps_last_product,
        "Each product replaces the sum so far; it must be added to it: += "
        "where a = stands.",
        "sec:neuron");

static real mean_of_products(const real *x, const real *w, real b, size_t in)
{
    return (perceptron_score(x, w, b, in) - b) / (real)in + b;
}
MISTAKE(perceptron_score, mean_of_products,
        "The sum of the products is divided by their number; the score is the "
        "sum itself.",
        "sec:neuron");

static real adds_instead_of_multiplying(const real *x, const real *w, real b,
                                        size_t in)
{
    real score = b;
    for (size_t i = 0; i < in; i++) {
        score += w[i] + x[i];
    }
    return score;
}
MISTAKE(perceptron_score, adds_instead_of_multiplying,
        "Weight and feature are added; each feature is multiplied by its "
        "weight.",
        "sec:neuron");

static real skips_first_feature(const real *x, const real *w, real b, size_t in)
{
    return perceptron_score(x + 1, w + 1, b, in - 1);
}
MISTAKE(perceptron_score, skips_first_feature,
        "The first feature is left out: in C the first element has the index "
        "0.",
        "sec:neuron");

/* ---- 1.2 perceptron_predict ---- */

static int boundary_is_positive(const real *x, const real *w, real b, size_t in)
{
    return perceptron_score(x, w, b, in) >= 0 ? 1 : -1;
}
MISTAKE(perceptron_predict, boundary_is_positive,
        "A score of exactly 0 is answered with +1: there is a >= where a > "
        "belongs.",
        "sec:neuron");

static int answers_zero_or_one(const real *x, const real *w, real b, size_t in)
{
    return perceptron_score(x, w, b, in) > 0;
}
MISTAKE(perceptron_predict, answers_zero_or_one,
        "The classes come out as 1 and 0; here they should be +1 and −1.",
        "sec:neuron");

static int classes_swapped(const real *x, const real *w, real b, size_t in)
{
    return perceptron_score(x, w, b, in) > 0 ? -1 : 1;
}
MISTAKE(perceptron_predict, classes_swapped,
        "The two classes are swapped: a positive score is class +1.",
        "sec:neuron");

static int rounds_score(const real *x, const real *w, real b, size_t in)
{
    int score = (int)perceptron_score(x, w, b, in);
    return score > 0 ? 1 : -1;
}
MISTAKE(perceptron_predict, rounds_score,
        "The score is kept in an int, so a score between 0 and 1 becomes 0.",
        "sec:neuron");

static int answers_sign(const real *x, const real *w, real b, size_t in)
{
    real score = perceptron_score(x, w, b, in);
    return (score > 0) - (score < 0);
}
MISTAKE(perceptron_predict, answers_sign,
        "A score of exactly 0 is answered with 0. There are two classes only; "
        "a point on the boundary is −1.",
        "sec:neuron");

static int ignores_bias(const real *x, const real *w, real b, size_t in)
{
    return perceptron_score(x, w, 0 * b, in) > 0 ? 1 : -1;
}
MISTAKE(perceptron_predict, ignores_bias,
        "The bias is not handed on: the answer depends on w·x alone.",
        "sec:neuron");

static int threshold_at_a_half(const real *x, const real *w, real b, size_t in)
{
    return perceptron_score(x, w, b, in) > (real)0.5 ? 1 : -1;
}
MISTAKE(perceptron_predict, threshold_at_a_half,
        "The score is compared with 0.5; the threshold is 0. (0.5 is right "
        "for outputs between 0 and 1.)",
        "sec:neuron");

/* ---- 1.3 perceptron_update ---- */

/* The right step, with the parts that mistakes get wrong as arguments. */
static bool step(const real *x, int label, real weight_rate, real bias_rate,
                 real *w, real *b, size_t in)
{
    if (perceptron_predict(x, w, *b, in) == label) {
        return false;
    }
    for (size_t i = 0; i < in; i++) {
        w[i] += weight_rate * (real)label * x[i];
    }
    *b += bias_rate * (real)label;
    return true;
}

static bool wrong_sign(const real *x, int label, real learning_rate, real *w,
                       real *b, size_t in)
{
    return step(x, label, -learning_rate, -learning_rate, w, b, in);
}
MISTAKE(perceptron_update, wrong_sign,
        "The step goes the wrong way: it subtracts where it should add.",
        "sec:perceptron-rule");

static bool bias_stays(const real *x, int label, real learning_rate, real *w,
                       real *b, size_t in)
{
    return step(x, label, learning_rate, 0, w, b, in);
}
MISTAKE(perceptron_update, bias_stays,
        "The weights move but the bias does not: *b takes a step too, as if "
        "its input were 1.",
        "sec:perceptron-rule");

static bool forgets_learning_rate(const real *x, int label, real learning_rate,
                                  real *w, real *b, size_t in)
{
    (void)learning_rate;
    return step(x, label, 1, 1, w, b, in);
}
MISTAKE(perceptron_update, forgets_learning_rate,
        "The learning rate is not used: every step is taken whole.",
        "sec:perceptron-rule");

static bool bias_without_learning_rate(const real *x, int label,
                                       real learning_rate, real *w, real *b,
                                       size_t in)
{
    return step(x, label, learning_rate, 1, w, b, in);
}
MISTAKE(perceptron_update, bias_without_learning_rate,
        "The step of the bias is not multiplied by the learning rate.",
        "sec:perceptron-rule");

static bool updates_always(const real *x, int label, real learning_rate,
                           real *w, real *b, size_t in)
{
    bool wrong = perceptron_predict(x, w, *b, in) != label;
    for (size_t i = 0; i < in; i++) {
        w[i] += learning_rate * (real)label * x[i];
    }
    *b += learning_rate * (real)label;
    return wrong;
}
MISTAKE(perceptron_update, updates_always,
        "Points that are classified rightly are learned from too; the rule "
        "leaves them alone.",
        "sec:perceptron-rule");

static bool forgets_label(const real *x, int label, real learning_rate, real *w,
                          real *b, size_t in)
{
    if (perceptron_predict(x, w, *b, in) == label) {
        return false;
    }
    for (size_t i = 0; i < in; i++) {
        w[i] += learning_rate * x[i];
    }
    *b += learning_rate;
    return true;
}
MISTAKE(perceptron_update, forgets_label,
        "The label is missing from the step: points of class −1 must push the "
        "weights away.",
        "sec:perceptron-rule");

static bool labels_zero_or_one(const real *x, int label, real learning_rate,
                               real *w, real *b, size_t in)
{
    int predicted = perceptron_score(x, w, *b, in) > 0;
    real error = (real)(label - predicted);
    for (size_t i = 0; i < in; i++) {
        w[i] += learning_rate * error * x[i];
    }
    *b += learning_rate * error;
    return error != 0;
}
MISTAKE(perceptron_update, labels_zero_or_one,
        "The step is label − prediction with a prediction of 0 or 1. That is "
        "the rule for labels 0 and 1; here the classes are −1 and +1, and so "
        "must the prediction be.",
        "sec:perceptron-rule");

static bool double_step(const real *x, int label, real learning_rate, real *w,
                        real *b, size_t in)
{
    return step(x, label, 2 * learning_rate, 2 * learning_rate, w, b, in);
}
MISTAKE(perceptron_update, double_step,
        "The step is twice too large: label − prediction is ±2 for a wrong "
        "point, the rule's factor is the label, ±1.",
        "sec:perceptron-rule");

static bool boundary_is_right(const real *x, int label, real learning_rate,
                              real *w, real *b, size_t in)
{
    if ((real)label * perceptron_score(x, w, *b, in) >= 0) {
        return false;
    }
    return step(x, label, learning_rate, learning_rate, w, b, in);
}
MISTAKE(
    perceptron_update, boundary_is_right,
    "A point of class +1 whose score is exactly 0 is taken for right. It is "
    "predicted as −1, so it is wrong. From zero weights such a rule never "
    "starts.",
    "sec:perceptron-rule");

static bool boundary_is_wrong(const real *x, int label, real learning_rate,
                              real *w, real *b, size_t in)
{
    if ((real)label * perceptron_score(x, w, *b, in) > 0) {
        return false;
    }
    for (size_t i = 0; i < in; i++) {
        w[i] += learning_rate * (real)label * x[i];
    }
    *b += learning_rate * (real)label;
    return true;
}
MISTAKE(
    perceptron_update, boundary_is_wrong,
    "A point of class −1 whose score is exactly 0 is taken for wrong. It is "
    "predicted as −1, so it is right.",
    "sec:perceptron-rule");

static bool tells_right_for_wrong(const real *x, int label, real learning_rate,
                                  real *w, real *b, size_t in)
{
    return !perceptron_update(x, label, learning_rate, w, b, in);
}
MISTAKE(perceptron_update, tells_right_for_wrong,
        "The step is right, but the answer is not: true means that something "
        "changed.",
        "sec:perceptron-rule");

static bool forgets_x(const real *x, int label, real learning_rate, real *w,
                      real *b, size_t in)
{
    if (perceptron_predict(x, w, *b, in) == label) {
        return false;
    }
    for (size_t i = 0; i < in; i++) {
        w[i] += learning_rate * (real)label;
    }
    *b += learning_rate * (real)label;
    return true;
}
MISTAKE(perceptron_update, forgets_x,
        "All weights take the same step; each must move in proportion to its "
        "own input x[i].",
        "sec:perceptron-rule");

static bool asks_again_in_the_loop(const real *x, int label, real learning_rate,
                                   real *w, real *b, size_t in)
{
    bool changed = false;
    for (size_t i = 0; i < in; i++) {
        if (perceptron_predict(x, w, *b, in) != label) {
            w[i] += learning_rate * (real)label * x[i];
            changed = true;
        }
    }
    if (changed) {
        *b += learning_rate * (real)label;
    }
    return changed;
}
MISTAKE(perceptron_update, asks_again_in_the_loop,
        "Whether the answer is wrong is asked again after each weight. Ask "
        "once, before anything is changed.",
        "sec:perceptron-rule");

static bool bias_first_then_asks(const real *x, int label, real learning_rate,
                                 real *w, real *b, size_t in)
{
    if (perceptron_predict(x, w, *b, in) == label) {
        return false;
    }
    *b += learning_rate * (real)label;
    if (perceptron_predict(x, w, *b, in) != label) {
        for (size_t i = 0; i < in; i++) {
            w[i] += learning_rate * (real)label * x[i];
        }
    }
    return true;
}
MISTAKE(perceptron_update, bias_first_then_asks,
        "After the bias has moved, the answer is asked for again before the "
        "weights move. Ask once, before anything is changed.",
        "sec:perceptron-rule");

static bool only_the_positive_class(const real *x, int label,
                                    real learning_rate, real *w, real *b,
                                    size_t in)
{
    return label == 1 && perceptron_update(x, label, learning_rate, w, b, in);
}
MISTAKE(perceptron_update, only_the_positive_class,
        "Nothing is learned from examples of class −1; they push as well, the "
        "other way.",
        "sec:perceptron-rule");

static bool step_by_the_score(const real *x, int label, real learning_rate,
                              real *w, real *b, size_t in)
{
    real score = perceptron_score(x, w, *b, in);
    if ((score > 0 ? 1 : -1) == label) {
        return false;
    }
    real step = learning_rate * ((real)label - score);
    for (size_t i = 0; i < in; i++) {
        w[i] += step * x[i];
    }
    *b += step;
    return true;
}
MISTAKE(perceptron_update, step_by_the_score,
        "The step is learning_rate · (label − score). That is another rule "
        "(Widrow and Hoff's); here the factor is the label alone.",
        "sec:perceptron-rule");

/* ---- 1.4 perceptron_train ---- */

/* One epoch in order; returns its errors. */
static size_t epoch(const real *x, const int *labels, real learning_rate,
                    real *w, real *b, size_t n, size_t in)
{
    size_t errors = 0;
    for (size_t i = 0; i < n; i++) {
        errors +=
            perceptron_update(x + i * in, labels[i], learning_rate, w, b, in);
    }
    return errors;
}

static size_t ignores_limit(const real *x, const int *labels,
                            real learning_rate, size_t max_epochs, real *w,
                            real *b, size_t *errors, size_t n, size_t in)
{
    for (size_t e = 0;; e++) {
        size_t wrong = epoch(x, labels, learning_rate, w, b, n, in);
        if (e < max_epochs) {
            errors[e] = wrong;
        }
        if (wrong == 0) {
            return e + 1;
        }
    }
}
MISTAKE(perceptron_train, ignores_limit,
        "The limit max_epochs is not obeyed. Where no line separates the "
        "classes, training without it never ends.",
        "sec:no-line");

static size_t never_stops_early(const real *x, const int *labels,
                                real learning_rate, size_t max_epochs, real *w,
                                real *b, size_t *errors, size_t n, size_t in)
{
    for (size_t e = 0; e < max_epochs; e++) {
        errors[e] = epoch(x, labels, learning_rate, w, b, n, in);
    }
    return max_epochs;
}
MISTAKE(perceptron_train, never_stops_early,
        "It always runs max_epochs epochs; it should stop after the first one "
        "without an error.",
        "sec:training");

static size_t leaves_out_last_epoch(const real *x, const int *labels,
                                    real learning_rate, size_t max_epochs,
                                    real *w, real *b, size_t *errors, size_t n,
                                    size_t in)
{
    for (size_t e = 0; e < max_epochs; e++) {
        errors[e] = epoch(x, labels, learning_rate, w, b, n, in);
        if (errors[e] == 0) {
            return e;
        }
    }
    return max_epochs;
}
MISTAKE(perceptron_train, leaves_out_last_epoch,
        "The epoch without errors was run as well and counts: the number "
        "returned is one too small.",
        "sec:training");

static size_t starts_from_zero(const real *x, const int *labels,
                               real learning_rate, size_t max_epochs, real *w,
                               real *b, size_t *errors, size_t n, size_t in)
{
    for (size_t i = 0; i < in; i++) {
        w[i] = 0;
    }
    *b = 0;
    return perceptron_train(x, labels, learning_rate, max_epochs, w, b, errors,
                            n, in);
}
MISTAKE(perceptron_train, starts_from_zero,
        "The weights are set to zero first; they should be used as they come "
        "in.",
        "sec:training");

static size_t stops_at_first_right_point(const real *x, const int *labels,
                                         real learning_rate, size_t max_epochs,
                                         real *w, real *b, size_t *errors,
                                         size_t n, size_t in)
{
    for (size_t e = 0; e < max_epochs; e++) {
        errors[e] = 0;
        for (size_t i = 0; i < n; i++) {
            if (!perceptron_update(x + i * in, labels[i], learning_rate, w, b,
                                   in)) {
                break;
            }
            errors[e]++;
        }
        if (errors[e] == 0) {
            return e + 1;
        }
    }
    return max_epochs;
}
MISTAKE(perceptron_train, stops_at_first_right_point,
        "An epoch ends at the first example that is right; it should go "
        "through all of them.",
        "sec:training");

static size_t errors_add_up(const real *x, const int *labels,
                            real learning_rate, size_t max_epochs, real *w,
                            real *b, size_t *errors, size_t n, size_t in)
{
    size_t together = 0;
    for (size_t e = 0; e < max_epochs; e++) {
        size_t wrong = epoch(x, labels, learning_rate, w, b, n, in);
        together += wrong;
        errors[e] = together;
        if (wrong == 0) {
            return e + 1;
        }
    }
    return max_epochs;
}
MISTAKE(perceptron_train, errors_add_up,
        "errors holds the sum over all epochs so far; each epoch has its own "
        "count, from 0.",
        "sec:training");

static size_t steps_by_one(const real *x, const int *labels, real learning_rate,
                           size_t max_epochs, real *w, real *b, size_t *errors,
                           size_t n, size_t in)
{
    for (size_t e = 0; e < max_epochs; e++) {
        errors[e] = 0;
        for (size_t i = 0; i < n; i++) {
            if (i + in <= n * in &&
                perceptron_update(x + i, labels[i], learning_rate, w, b, in)) {
                errors[e]++;
            }
        }
        if (errors[e] == 0) {
            return e + 1;
        }
    }
    return max_epochs;
}
MISTAKE(perceptron_train, steps_by_one,
        "Example i is taken from x + i; it should be taken from x + i * in, "
        "since each example has `in` features.",
        "sec:training");

static size_t forgets_last_example(const real *x, const int *labels,
                                   real learning_rate, size_t max_epochs,
                                   real *w, real *b, size_t *errors, size_t n,
                                   size_t in)
{
    return perceptron_train(x, labels, learning_rate, max_epochs, w, b, errors,
                            n - 1, in);
}
MISTAKE(perceptron_train, forgets_last_example,
        "The last example is never seen: the loop over the examples ends one "
        "too early.",
        "sec:training");

static size_t fresh_weights_each_epoch(const real *x, const int *labels,
                                       real learning_rate, size_t max_epochs,
                                       real *w, real *b, size_t *errors,
                                       size_t n, size_t in)
{
    for (size_t epoch = 0; epoch < max_epochs; epoch++) {
        for (size_t i = 0; epoch > 0 && i < in; i++) {
            w[i] = 0;
        }
        *b = epoch > 0 ? 0 : *b;
        perceptron_train(x, labels, learning_rate, 1, w, b, errors + epoch, n,
                         in);
        if (errors[epoch] == 0) {
            return epoch + 1;
        }
    }
    return max_epochs;
}
MISTAKE(perceptron_train, fresh_weights_each_epoch,
        "The weights are set to zero at the start of every epoch, so that "
        "what was learned is lost each time.",
        "sec:training");

static size_t counts_after_the_epoch(const real *x, const int *labels,
                                     real learning_rate, size_t max_epochs,
                                     real *w, real *b, size_t *errors, size_t n,
                                     size_t in)
{
    for (size_t epoch = 0; epoch < max_epochs; epoch++) {
        perceptron_train(x, labels, learning_rate, 1, w, b, errors + epoch, n,
                         in);
        errors[epoch] = 0;
        for (size_t i = 0; i < n; i++) {
            errors[epoch] +=
                perceptron_predict(x + i * in, w, *b, in) != labels[i];
        }
        if (errors[epoch] == 0) {
            return epoch + 1;
        }
    }
    return max_epochs;
}
MISTAKE(perceptron_train, counts_after_the_epoch,
        "The errors are counted with the weights at the end of the epoch. An "
        "error counts when it is met, on the way.",
        "sec:training");

static size_t counts_right_answers(const real *x, const int *labels,
                                   real learning_rate, size_t max_epochs,
                                   real *w, real *b, size_t *errors, size_t n,
                                   size_t in)
{
    size_t epochs = perceptron_train(x, labels, learning_rate, max_epochs, w, b,
                                     errors, n, in);
    for (size_t e = 0; e < epochs; e++) {
        errors[e] = n - errors[e];
    }
    return epochs;
}
MISTAKE(perceptron_train, counts_right_answers,
        "The right answers are counted instead of the wrong ones.",
        "sec:training");

static size_t all_steps_at_the_end(const real *x, const int *labels,
                                   real learning_rate, size_t max_epochs,
                                   real *w, real *b, size_t *errors, size_t n,
                                   size_t in)
{
    for (size_t epoch = 0; epoch < max_epochs; epoch++) {
        real bias = *b, before[LARGEST];
        for (size_t j = 0; j < in; j++) {
            before[j] = w[j];
        }
        errors[epoch] = 0;
        for (size_t i = 0; i < n; i++) {
            if (perceptron_predict(x + i * in, before, bias, in) != labels[i]) {
                errors[epoch]++;
                for (size_t j = 0; j < in; j++) {
                    w[j] += learning_rate * (real)labels[i] * x[i * in + j];
                }
                *b += learning_rate * (real)labels[i];
            }
        }
        if (errors[epoch] == 0) {
            return epoch + 1;
        }
    }
    return max_epochs;
}
MISTAKE(perceptron_train, all_steps_at_the_end,
        "All examples of an epoch are judged by the weights of its beginning. "
        "Each must be judged by the weights as the examples before have left "
        "them.",
        "sec:training");

static size_t rate_of_one(const real *x, const int *labels, real learning_rate,
                          size_t max_epochs, real *w, real *b, size_t *errors,
                          size_t n, size_t in)
{
    (void)learning_rate;
    return perceptron_train(x, labels, 1, max_epochs, w, b, errors, n, in);
}
MISTAKE(perceptron_train, rate_of_one,
        "The learning rate is not handed on to the step: it is always 1.",
        "sec:training");

/* ---- 1.5 augment ---- */

static void one_behind(const real *x, real *y, size_t n, size_t in)
{
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < in; k++) {
            y[i * (in + 1) + k] = x[i * in + k];
        }
        y[i * (in + 1) + in] = 1;
    }
}
MISTAKE(augment, one_behind, "The 1 stands behind the features, not before.",
        "sec:augment");

static void only_one_in_front(const real *x, real *y, size_t n, size_t in)
{
    y[0] = 1;
    for (size_t k = 0; k < n * in; k++) {
        y[1 + k] = x[k];
    }
}
MISTAKE(augment, only_one_in_front,
        "Only the first example got a 1; every example needs its own.",
        "sec:augment");

static void zero_in_front(const real *x, real *y, size_t n, size_t in)
{
    augment(x, y, n, in);
    for (size_t i = 0; i < n; i++) {
        y[i * (in + 1)] = 0;
    }
}
MISTAKE(augment, zero_in_front,
        "A 0 stands before the features. It must be a 1, so that the weight "
        "there acts as a bias.",
        "sec:augment");

static void rows_too_short(const real *x, real *y, size_t n, size_t in)
{
    for (size_t i = 0; i < n; i++) {
        y[i * in] = 1;
        for (size_t k = 0; k < in; k++) {
            y[i * in + 1 + k] = x[i * in + k];
        }
    }
}
MISTAKE(augment, rows_too_short,
        "The rows of y are in + 1 long: row i begins at y + i * (in + 1).",
        "sec:augment");

static void no_one_at_all(const real *x, real *y, size_t n, size_t in)
{
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < in; j++) {
            y[i * (in + 1) + j + 1] = x[i * in + j];
        }
    }
}
MISTAKE(augment, no_one_at_all,
        "The place of the 1 is left free, but nothing is written there.",
        "sec:augment");

static void one_replaces_first_feature(const real *x, real *y, size_t n,
                                       size_t in)
{
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < in; j++) {
            y[i * (in + 1) + j] = j == 0 ? 1 : x[i * in + j];
        }
        y[i * (in + 1) + in] = 0;
    }
}
MISTAKE(augment, one_replaces_first_feature,
        "The 1 stands in the place of the first feature; the features must "
        "move one place to the right.",
        "sec:augment");

static void by_columns(const real *x, real *y, size_t n, size_t in)
{
    for (size_t i = 0; i < n; i++) {
        y[i] = 1;
        for (size_t j = 0; j < in; j++) {
            y[(j + 1) * n + i] = x[i * in + j];
        }
    }
}
MISTAKE(augment, by_columns,
        "y is laid out column by column; it should be [n][in + 1], example "
        "after example.",
        "sec:augment");
