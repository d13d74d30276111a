#include "perceptron.h"
#include "probe.h"

#include <string.h>

/* Room for the largest case. */
enum { LARGEST = 8192 };

/* ---- 1.1 perceptron_score ---- */

BREAKABLE(perceptron_score, broken_score, "sec:neuron");
BREAKS(broken_score, forgets_bias,
       "The bias b is not added to the sum of the products.");
BREAKS(broken_score, bias_for_each_feature,
       "The bias is added once for every feature; it should be added to the "
       "sum once.");
BREAKS(broken_score, subtracts_bias,
       "The bias is subtracted. A threshold is subtracted; the bias is its "
       "negative, and is added.");
BREAKS(broken_score, skips_first_feature,
       "The first feature is left out: in C the first element has the index "
       "0.");
BREAKS(broken_score, skips_last_feature,
       "The last feature is left out: the loop ends one element too early.");
BREAKS(broken_score, returns_in_the_loop,
       "Only the first feature counts: the return stands inside the loop; it "
       "should stand behind it.");
BREAKS(broken_score, keeps_last_product,
       "Each product replaces the sum so far; it must be added to it: += "
       "where a = stands.");
BREAKS(broken_score, mean_of_products,
       "The sum of the products is divided by their number; the score is the "
       "sum itself.");
BREAKS(broken_score, adds_instead_of_multiplying,
       "Weight and feature are added; each feature is multiplied by its "
       "weight.");
BREAKS(broken_score, sum_in_an_int,
       "The sum is kept in an int, which loses everything behind the point; "
       "it should be a real.");
BREAKS(broken_score, answers_with_class,
       "The answer is the class, +1 or −1. Here the score itself is wanted.");

static real broken_score(const real *x, const real *w, real b, size_t in)
{
    real bias = ON(forgets_bias) ? 0 : ON(subtracts_bias) ? -b : b;
    real start = ON(bias_for_each_feature) ? 0 : bias;
    real sum = ON(sum_in_an_int) ? trunc(start) : start;
    size_t end = ON(returns_in_the_loop) ? 1 : in;
    for (size_t i = ON(skips_first_feature); i + ON(skips_last_feature) < end;
         i++) {
        real term = ON(adds_instead_of_multiplying) ? w[i] + x[i] : w[i] * x[i];
        term += ON(bias_for_each_feature) ? bias : 0;
        sum = (ON(keeps_last_product) ? start : sum) + term;
        sum = ON(sum_in_an_int) ? trunc(sum) : sum;
    }
    sum = ON(mean_of_products) ? start + (sum - start) / (real)in : sum;
    return !ON(answers_with_class) ? sum : sum > 0 ? 1 : -1;
}

/* ---- 1.2 perceptron_predict ---- */

BREAKABLE(perceptron_predict, broken_predict, "sec:neuron");
BREAKS(broken_predict, boundary_is_positive,
       "A score of exactly 0 is answered with +1: there is a >= where a > "
       "belongs.");
BREAKS(broken_predict, answers_zero_or_one,
       "The classes come out as 1 and 0; here they should be +1 and −1.");
BREAKS(broken_predict, classes_swapped,
       "The two classes are swapped: a positive score is class +1.");
BREAKS(broken_predict, rounds_score,
       "A score between 0 and 1 is taken for 0, as if it were kept in an int; "
       "it is positive.");
BREAKS(broken_predict, positive_unless_zero,
       "Every score but 0 is answered with +1: compare it with 0, by > 0.");
BREAKS(broken_predict, answers_sign,
       "A score of exactly 0 is answered with 0. There are two classes only; "
       "a point on the boundary is −1.");
BREAKS(broken_predict, answers_with_score,
       "The score itself is returned, cut to a whole number. Return the class: "
       "+1 where the score is > 0, and −1 elsewhere.");
BREAKS(broken_predict, ignores_bias,
       "The bias is not handed on: the answer depends on w·x alone.");
BREAKS(broken_predict, threshold_is_bias,
       "The bias counts with the wrong sign: w·x + b > 0 means w·x > −b.");
BREAKS(broken_predict, adds_bias_again,
       "The bias counts twice: perceptron_score has added it already.");
BREAKS(broken_predict, threshold_at_a_half,
       "The score is compared with 0.5; the threshold is 0. (0.5 is right "
       "for outputs between 0 and 1.)");

static int broken_predict(const real *x, const real *w, real b, size_t in)
{
    real bias = ON(ignores_bias)        ? 0
                : ON(threshold_is_bias) ? -b
                : ON(adds_bias_again)   ? 2 * b
                                        : b;
    real score = perceptron_score(x, w, bias, in);
    score = ON(rounds_score) || ON(answers_with_score) ? trunc(score) : score;
    score -= ON(threshold_at_a_half) ? (real)0.5 : 0;
    score = ON(positive_unless_zero) ? fabs(score) : score;
    score = ON(classes_swapped) ? -score : score;
    if (ON(answers_with_score) || (ON(answers_sign) && score == 0)) {
        return (int)score;
    }
    bool on_boundary = ON(boundary_is_positive) != ON(classes_swapped);
    bool positive = score > 0 || (score == 0 && on_boundary);
    return positive ? 1 : ON(answers_zero_or_one) ? 0 : -1;
}

/* ---- 1.3 perceptron_update ---- */

BREAKABLE(perceptron_update, broken_update, "sec:perceptron-rule");
BREAKS(broken_update, wrong_sign,
       "The step goes the wrong way: it subtracts where it should add.");
BREAKS(broken_update, bias_stays,
       "The weights move but the bias does not: *b must take a step too, as if "
       "its input were 1.");
BREAKS(broken_update, bias_for_each_weight,
       "The bias takes a step for every weight; it should take one: behind "
       "the loop, not in it.");
BREAKS(broken_update, replaces_weights,
       "The step replaces the weight; it must be added to it: += where a = "
       "stands.");
BREAKS(broken_update, replaces_bias,
       "The step replaces the bias; it must be added to it: += where a = "
       "stands.");
BREAKS(broken_update, forgets_learning_rate,
       "The learning rate is not used: every step is taken whole.");
BREAKS(broken_update, bias_without_learning_rate,
       "The step of the bias is not multiplied by the learning rate.");
BREAKS(broken_update, updates_always,
       "Points that are classified rightly are learned from too; the rule "
       "leaves them alone.");
BREAKS(broken_update, updates_when_right,
       "Points that are classified rightly are learned from, and the wrong "
       "ones left alone: it should be the other way round.");
BREAKS(broken_update, forgets_label,
       "The label is missing from the step: points of class −1 must push the "
       "weights away.");
BREAKS(broken_update, bias_without_label,
       "The label is missing from the step of the bias: for class −1 the bias "
       "must go down.");
BREAKS(broken_update, labels_zero_or_one,
       "The step is label − prediction with a prediction of 0 or 1. That is "
       "the rule for labels 0 and 1; here the classes are −1 and +1, and so "
       "must the prediction be.");
BREAKS(broken_update, double_step,
       "The step is twice too large: label − prediction is ±2 for a wrong "
       "point, the rule's factor is the label, ±1.");
BREAKS(broken_update, boundary_is_right,
       "A point of class +1 whose score is exactly 0 is taken for right. It is "
       "predicted as −1, so it is wrong. From zero weights such a rule never "
       "starts.");
BREAKS(broken_update, boundary_is_wrong,
       "A point of class −1 whose score is exactly 0 is taken for wrong. It is "
       "predicted as −1, so it is right.");
BREAKS(broken_update, compares_the_score,
       "The score itself is compared with the label; what is compared is the "
       "prediction, +1 or −1.");
BREAKS(broken_update, always_tells_true,
       "The answer is always true; it should be false where nothing was "
       "changed.");
BREAKS(broken_update, tells_right_for_wrong,
       "What is returned is the other way round: true means that something "
       "changed.");
BREAKS(broken_update, forgets_x,
       "All weights take the same step; each must move in proportion to its "
       "own input x[i].");
BREAKS(broken_update, asks_again_in_the_loop,
       "Whether the answer is wrong is asked again after each weight. Ask "
       "once, before anything is changed.");
BREAKS(broken_update, bias_first_then_asks,
       "After the bias has moved, the answer is asked for again before the "
       "weights move. Ask once, before anything is changed.");
BREAKS(broken_update, only_the_positive_class,
       "Nothing is learned from examples of class −1; they push as well, the "
       "other way.");
BREAKS(broken_update, step_by_the_score,
       "The step is learning_rate · (label − score). That is another rule "
       "(Widrow and Hoff's); here the factor is the label alone.");

static bool broken_update(const real *x, int label, real learning_rate, real *w,
                          real *b, size_t in)
{
    real score = perceptron_score(x, w, *b, in);
    int predicted = score > 0 ? 1 : ON(labels_zero_or_one) ? 0 : -1;
    bool wrong = predicted != label;
    if (score == 0) {
        wrong = label > 0 ? !ON(boundary_is_right) : ON(boundary_is_wrong);
        wrong = wrong || ON(labels_zero_or_one);
    }
    wrong = ON(compares_the_score) ? score != (real)label : wrong;
    wrong = wrong != ON(updates_when_right);
    wrong = wrong && !(ON(only_the_positive_class) && label < 0);
    bool answer = ON(always_tells_true) || wrong != ON(tells_right_for_wrong);
    if (!wrong && !ON(updates_always)) {
        return answer;
    }
    real rate = ON(forgets_learning_rate) ? 1 : learning_rate;
    real factor = ON(labels_zero_or_one)  ? (real)(label - predicted)
                  : ON(step_by_the_score) ? (real)label - score
                  : ON(forgets_label)     ? 1
                                          : (real)label;
    factor *= (ON(double_step) ? 2 : 1) * (ON(wrong_sign) ? -1 : 1);
    real pull = ON(bias_without_label) ? fabs(factor) : factor;
    pull *= ON(bias_without_learning_rate) ? 1 : rate;
    pull *= ON(bias_for_each_weight) ? (real)in : 1;
    real bias = (ON(replaces_bias) ? 0 : *b) + (ON(bias_stays) ? 0 : pull);
    bool still = !ON(bias_first_then_asks) ||
                 perceptron_predict(x, w, bias, in) != label;
    for (size_t i = 0; i < in && still; i++) {
        if (!ON(asks_again_in_the_loop) ||
            perceptron_predict(x, w, *b, in) != label) {
            w[i] = (ON(replaces_weights) ? 0 : w[i]) +
                   rate * factor * (ON(forgets_x) ? 1 : x[i]);
        }
    }
    *b = bias;
    return answer;
}

/* ---- 1.4 perceptron_train ---- */

BREAKABLE(perceptron_train, broken_train, "sec:training");
BREAKS(broken_train, never_stops_early,
       "It always runs max_epochs epochs; it should stop after the first one "
       "without an error.");
BREAKS(broken_train, returns_in_the_epoch_loop,
       "Only one epoch is run, errors or not. Return there only if the epoch "
       "had no error.");
BREAKS(broken_train, leaves_out_last_epoch,
       "The epoch without errors was run as well and counts: the number "
       "returned is one too small.");
BREAKS(broken_train, returns_limit,
       "Training stops in time, but max_epochs is returned all the same; "
       "return the number of epochs that were run.");
BREAKS(broken_train, one_more_at_the_limit,
       "Where the limit ends the training, the number returned is one too "
       "large.");
BREAKS(broken_train, starts_from_zero,
       "The weights are set to zero first; they should be used as they come "
       "in.");
BREAKS(broken_train, fresh_weights_each_epoch,
       "The weights are set to zero at the start of every epoch, so that "
       "what was learned is lost each time.");
BREAKS(broken_train, stops_at_first_right_point,
       "An epoch ends at the first example that is right; it should go "
       "through all of them.");
BREAKS(broken_train, stops_at_first_error,
       "An epoch ends at the first error; it should go through all examples.");
BREAKS(broken_train, errors_add_up,
       "errors holds the sum over all epochs so far; each epoch has its own "
       "count, from 0.");
BREAKS(broken_train, errors_in_one_place,
       "The errors of every epoch are counted in errors[0]; epoch e has its "
       "own place, errors[e].");
BREAKS(broken_train, errors_not_reset,
       "errors comes with anything in it: set errors[e] to 0 before you count "
       "in it.");
BREAKS(
    broken_train, counts_all_examples,
    "Every example is counted, right or wrong: perceptron_update tells which "
    "were wrong.");
BREAKS(broken_train, counts_right_answers,
       "The right answers are counted instead of the wrong ones.");
BREAKS(broken_train, counts_after_the_epoch,
       "The errors are counted with the weights at the end of the epoch. An "
       "error counts when it is met, on the way.");
BREAKS(broken_train, stops_without_right_answers,
       "The right answers are counted instead of the wrong ones, so that it "
       "stops when nothing is right.");
BREAKS(broken_train, steps_by_one,
       "Example i is taken from x + i; it should be taken from x + i * in, "
       "since each example has `in` features.");
BREAKS(broken_train, stays_at_first_example,
       "Every step is made with the first example; example i begins at x + i "
       "* in.");
BREAKS(broken_train, forgets_last_example,
       "The last example is never seen: the loop over the examples ends one "
       "too early.");
BREAKS(broken_train, all_steps_at_the_end,
       "All examples of an epoch are judged by the weights of its beginning. "
       "Each must be judged by the weights as the examples before have left "
       "them.");
BREAKS(broken_train, rate_of_one,
       "The learning rate is not handed on to the step: it is always 1.");

/* One epoch; returns its errors. */
static size_t broken_epoch(const real *x, const int *labels, real rate, real *w,
                           real *b, size_t n, size_t in)
{
    real copy[LARGEST], bias = *b;
    memcpy(copy, w, in * sizeof *w);
    size_t stride = ON(steps_by_one) ? 1 : ON(stays_at_first_example) ? 0 : in;
    size_t wrong = 0, end = n - ON(forgets_last_example);
    for (size_t i = 0; i < end; i++) {
        const real *example = x + i * stride;
        if (i * stride + in > n * in) {
            continue; /* too far to read */
        }
        bool error =
            ON(all_steps_at_the_end)
                ? perceptron_predict(example, copy, bias, in) != labels[i]
                : perceptron_predict(example, w, *b, in) != labels[i];
        for (size_t j = 0; j < in && error; j++) {
            w[j] += rate * (real)labels[i] * example[j];
        }
        *b += error ? rate * (real)labels[i] : 0;
        wrong += error;
        if (error ? ON(stops_at_first_error) : ON(stops_at_first_right_point)) {
            break;
        }
    }
    for (size_t i = 0; i < end && ON(counts_after_the_epoch); i++) {
        wrong = i == 0 ? 0 : wrong;
        wrong += perceptron_predict(x + i * in, w, *b, in) != labels[i];
    }
    return wrong;
}

static size_t broken_train(const real *x, const int *labels, real learning_rate,
                           size_t max_epochs, real *w, real *b, size_t *errors,
                           size_t n, size_t in)
{
    size_t together = 0;
    for (size_t e = 0; e < max_epochs; e++) {
        if (e == 0 ? ON(starts_from_zero) : ON(fresh_weights_each_epoch)) {
            memset(w, 0, in * sizeof *w);
            *b = 0;
        }
        real rate = ON(rate_of_one) ? 1 : learning_rate;
        size_t wrong = broken_epoch(x, labels, rate, w, b, n, in);
        wrong = ON(stops_without_right_answers) ? n - wrong : wrong;
        wrong = ON(counts_all_examples) ? n : wrong;
        wrong += ON(errors_not_reset) ? errors[e] : 0;
        size_t count = ON(counts_right_answers) ? n - wrong : wrong;
        together += count;
        errors[ON(errors_in_one_place) ? 0 : e] =
            ON(errors_add_up) ? together : count;
        if ((wrong == 0 && !ON(never_stops_early)) ||
            ON(returns_in_the_epoch_loop)) {
            return ON(returns_limit) ? max_epochs
                                     : e + !ON(leaves_out_last_epoch);
        }
    }
    return max_epochs + ON(one_more_at_the_limit);
}

/* By itself, as it may never end: with each of the others it would use up the
   time for pairs. */
static size_t ignores_limit(const real *x, const int *labels,
                            real learning_rate, size_t max_epochs, real *w,
                            real *b, size_t *errors, size_t n, size_t in)
{
    for (size_t e = 0;; e++) {
        size_t wrong = broken_epoch(x, labels, learning_rate, w, b, n, in);
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

/* ---- 1.5 augment ---- */

BREAKABLE(augment, broken_augment, "sec:augment");
BREAKS(broken_augment, one_behind,
       "The 1 stands behind the features, not before.");
BREAKS(broken_augment, zero_in_front,
       "A 0 stands before the features. It must be a 1, so that the weight "
       "there acts as a bias.");
BREAKS(broken_augment, no_one_at_all,
       "The place of the 1 is left free, but nothing is written there.");
BREAKS(broken_augment, one_in_the_first_row,
       "Only the first row of y got a 1; every example needs its own.");
BREAKS(broken_augment, only_one_in_front,
       "Only the first example got a 1; every example needs its own.");
BREAKS(broken_augment, rows_too_short,
       "The rows of y are in + 1 long: row i begins at y + i * (in + 1).");
BREAKS(broken_augment, one_replaces_first_feature,
       "The 1 stands in the place of the first feature; the features must "
       "move one place to the right.");
BREAKS(broken_augment, features_replace_the_one,
       "The features are written over the 1: the place of feature j is j + 1.");
BREAKS(broken_augment, by_columns,
       "y is laid out column by column; it should be [n][in + 1], example "
       "after example.");

static void broken_augment(const real *x, real *y, size_t n, size_t in)
{
    size_t row = in + !(ON(rows_too_short) || ON(only_one_in_front));
    size_t front = !ON(one_behind) && !ON(features_replace_the_one);
    for (size_t i = 0; i < n; i++) {
        bool has_one = !ON(no_one_at_all) && !ON(features_replace_the_one);
        if (ON(only_one_in_front) || ON(one_in_the_first_row)) {
            has_one = has_one && i == 0;
        }
        for (size_t place = 0; place <= in; place++) {
            size_t to = ON(by_columns) ? place * n + i : i * row + place;
            if (place == (front ? 0 : in)) {
                y[to] = has_one ? !ON(zero_in_front) : y[to];
            } else if (ON(one_replaces_first_feature) && front) {
                y[to] = place < in ? x[i * in + place] : 0;
            } else {
                y[to] = x[i * in + place - front];
            }
        }
    }
}

TOGETHER(rows_too_short, one_in_the_first_row,
         "that is only_one_in_front: the features follow each other");
TOGETHER(no_one_at_all, one_behind,
         "that is features_replace_the_one: the last place stays free");
