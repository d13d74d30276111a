#include "perceptron.h"
#include "probe.h"

/* Hand-made cases come first: points on the boundary itself, one feature, no
   bias. Weights, inputs and rates are whole numbers or powers of two wherever a
   threshold decides, so that every order of summation gives the same bits. The
   last cases are too large for a counter of one byte and for a small array. */

enum { WIDE = 1100, MANY = 300 };

/* ---- 1.1 perceptron_score ---- */

static void draw_point(Case *c, size_t in, const double *x, const double *w,
                       double b)
{
    case_number(c, "b", b);
    case_number(c, "in", (double)in);
    fill_with(case_reals(c, "x", GIVEN, 1, in), in, x);
    fill_with(case_reals(c, "w", GIVEN, 1, in), in, w);
}

static void draw_random_point(Case *c, size_t in, Rng *rng, bool whole)
{
    case_number(c, "b", (double)rng_below(rng, 9) - 4);
    case_number(c, "in", (double)in);
    real *x = case_reals(c, "x", GIVEN, 1, in);
    real *w = case_reals(c, "w", GIVEN, 1, in);
    if (whole) {
        fill_whole(x, in, -3, 3, rng);
        fill_whole(w, in, -3, 3, rng);
    } else {
        fill_normal(x, in, rng);
        fill_normal(w, in, rng);
    }
}

static void draw_score(Case *c, size_t i, Rng *rng)
{
    switch (i) {
    case 0:
        case_title(c, "two features");
        draw_point(c, 2, (double[]){2, 3}, (double[]){0.5, -1}, 4);
        case_expect_return(c, 2); /* 1 − 3 + 4 */
        break;
    case 1:
        case_title(c, "one feature");
        draw_point(c, 1, (double[]){-3}, (double[]){2}, 1);
        case_expect_return(c, -5);
        break;
    case 2:
        case_title(c, "the origin: only the bias is left");
        draw_point(c, 3, (double[]){0, 0, 0}, (double[]){7, 8, 9}, -0.25);
        case_expect_return(c, -0.25);
        break;
    case 3:
        case_title(c, "a point on the boundary");
        draw_point(c, 2, (double[]){2, 3}, (double[]){0.5, -1}, 2);
        case_expect_return(c, 0);
        break;
    case 24:
        case_title(c, "many features");
        draw_random_point(c, WIDE, rng, false);
        break;
    default:
        draw_random_point(c, 1 + rng_below(rng, 9), rng, false);
    }
}

static void call_score(Function *f, Case *c)
{
    case_returned(c, ((__typeof__(perceptron_score) *)f)(
                         reals(c, "x"), reals(c, "w"), (real)number(c, "b"),
                         count_of(c, "in")));
}

PROBE(1, 1, perceptron_score, .cases = 25, .draw = draw_score,
      .call = call_score, .tolerance = 1e-9);

/* ---- 1.2 perceptron_predict ---- */

static void draw_many_features(Case *c)
{
    case_number(c, "b", -2);
    case_number(c, "in", WIDE);
    case_reals(c, "x", GIVEN, 1, WIDE)[WIDE - 1] = 1;
    case_reals(c, "w", GIVEN, 1, WIDE)[WIDE - 1] = 3;
}

static void draw_predict(Case *c, size_t i, Rng *rng)
{
    switch (i) {
    case 0:
        case_title(c, "a positive score");
        draw_point(c, 2, (double[]){2, 3}, (double[]){0.5, -1}, 4);
        case_expect_return(c, 1);
        break;
    case 1:
        case_title(c, "a negative score");
        draw_point(c, 2, (double[]){2, 3}, (double[]){0.5, -1}, 1);
        case_expect_return(c, -1);
        break;
    case 2:
        case_title(c, "a point on the boundary: the score is exactly 0");
        draw_point(c, 2, (double[]){1, 1}, (double[]){0.5, 0.5}, -1);
        case_expect_return(c, -1);
        break;
    case 3:
        case_title(c, "a score between 0 and 1");
        draw_point(c, 1, (double[]){0.25}, (double[]){1}, 0);
        case_expect_return(c, 1);
        break;
    case 4:
        case_title(c, "a score of 0.75");
        draw_point(c, 1, (double[]){0.75}, (double[]){1}, 0);
        case_expect_return(c, 1);
        break;
    case 5:
        case_title(c, "a score just above 0");
        draw_point(c, 2, (double[]){1, 1}, (double[]){1, -1}, 0x1p-40);
        case_expect_return(c, 1);
        break;
    case 6:
        case_title(c, "a score just below 0");
        draw_point(c, 2, (double[]){1, 1}, (double[]){1, -1}, -0x1p-40);
        case_expect_return(c, -1);
        break;
    case 7:
        case_title(c, "a tiny score above 0");
        draw_point(c, 1, (double[]){1}, (double[]){0x1p-80}, 0);
        case_expect_return(c, 1);
        break;
    case 8:
        case_title(c, "a tiny score below 0");
        draw_point(c, 1, (double[]){1}, (double[]){-0x1p-80}, 0);
        case_expect_return(c, -1);
        break;
    case 9:
        case_title(c, "many features, of which the last decides");
        draw_many_features(c);
        case_expect_return(c, 1);
        break;
    default:
        draw_random_point(c, 1 + rng_below(rng, 9), rng, true);
    }
}

static void call_predict(Function *f, Case *c)
{
    case_returned(c, ((__typeof__(perceptron_predict) *)f)(
                         reals(c, "x"), reals(c, "w"), (real)number(c, "b"),
                         count_of(c, "in")));
}

PROBE(1, 2, perceptron_predict, .cases = 40, .draw = draw_predict,
      .call = call_predict, .tolerance = 1e-9);

/* ---- 1.3 perceptron_update ---- */

static void draw_step(Case *c, size_t in, const double *x, int label,
                      double learning_rate, const double *w, double b)
{
    case_number(c, "label", label);
    case_number(c, "learning_rate", learning_rate);
    case_number(c, "in", (double)in);
    fill_with(case_reals(c, "x", GIVEN, 1, in), in, x);
    fill_with(case_reals(c, "w", CHANGED, 1, in), in, w);
    *case_reals(c, "b", CHANGED, 1, 1) = (real)b;
}

static void draw_update(Case *c, size_t i, Rng *rng)
{
    switch (i) {
    case 0:
        case_title(c, "a point of class +1 on the wrong side");
        draw_step(c, 2, (double[]){2, 1}, 1, 0.5, (double[]){-1, 0}, 0.25);
        case_expect_return(c, 1);
        case_expect(c, "w", 2, (double[]){0, 0.5});
        case_expect(c, "b", 1, (double[]){0.75});
        return;
    case 1:
        case_title(c, "a point of class −1 on the wrong side");
        draw_step(c, 2, (double[]){2, 1}, -1, 0.5, (double[]){1, 0}, 0.25);
        case_expect_return(c, 1);
        case_expect(c, "w", 2, (double[]){0, -0.5});
        case_expect(c, "b", 1, (double[]){-0.25});
        return;
    case 2:
        case_title(c, "a point that is right already");
        draw_step(c, 2, (double[]){2, 1}, 1, 0.5, (double[]){1, 0}, 0.25);
        case_expect_return(c, 0);
        case_expect(c, "w", 2, (double[]){1, 0});
        case_expect(c, "b", 1, (double[]){0.25});
        return;
    case 3:
        case_title(c, "a point of class +1 on the boundary: it counts as −1, "
                      "so it is wrong");
        draw_step(c, 2, (double[]){1, 1}, 1, 1, (double[]){0, 0}, 0);
        case_expect_return(c, 1);
        case_expect(c, "w", 2, (double[]){1, 1});
        case_expect(c, "b", 1, (double[]){1});
        return;
    case 4:
        case_title(c, "a point of class −1 on the boundary: it is right");
        draw_step(c, 2, (double[]){1, 1}, -1, 1, (double[]){0, 0}, 0);
        case_expect_return(c, 0);
        return;
    case 5:
        case_title(c, "a learning rate of 0.1");
        draw_step(c, 2, (double[]){2, 1}, 1, 0.1, (double[]){-1, 0}, 0.25);
        case_expect_return(c, 1);
        case_expect(c, "w", 2, (double[]){-0.8, 0.1});
        case_expect(c, "b", 1, (double[]){0.35});
        return;
    case 6:
        case_title(c, "a score just above 0 for a point of class −1");
        draw_step(c, 2, (double[]){1, 1}, -1, 1, (double[]){1, -1}, 0x1p-40);
        case_expect_return(c, 1);
        case_expect(c, "w", 2, (double[]){0, -2});
        case_expect(c, "b", 1, (double[]){-1});
        return;
    case 7:
        case_title(c, "the origin on the wrong side: only the bias changes");
        draw_step(c, 2, (double[]){0, 0}, 1, 0.5, (double[]){1, 2}, -0.25);
        case_expect_return(c, 1);
        case_expect(c, "w", 2, (double[]){1, 2});
        case_expect(c, "b", 1, (double[]){0.25});
        return;
    }
    size_t in = 1 + rng_below(rng, 7);
    if (i >= 40) {
        case_title(c, "many features");
        in = WIDE;
    }
    double rate = 0.125 * (double)(1 + rng_below(rng, 16));
    case_number(c, "label", rng_below(rng, 2) == 0 ? -1 : 1);
    case_number(c, "learning_rate", rate);
    case_number(c, "in", (double)in);
    fill_whole(case_reals(c, "x", GIVEN, 1, in), in, -3, 3, rng);
    fill_whole(case_reals(c, "w", CHANGED, 1, in), in, -3, 3, rng);
    fill_whole(case_reals(c, "b", CHANGED, 1, 1), 1, -2, 2, rng);
}

static void call_update(Function *f, Case *c)
{
    bool changed = ((__typeof__(perceptron_update) *)f)(
        reals(c, "x"), (int)number(c, "label"),
        (real)number(c, "learning_rate"), reals(c, "w"), reals(c, "b"),
        count_of(c, "in"));
    case_returned(c, changed);
}

PROBE(1, 3, perceptron_update, .cases = 44, .draw = draw_update,
      .call = call_update, .tolerance = 1e-9);

/* ---- 1.4 perceptron_train ---- */

static void draw_problem(Case *c, size_t n, size_t in, const double *x,
                         const double *labels, double learning_rate,
                         size_t max_epochs)
{
    case_number(c, "learning_rate", learning_rate);
    case_number(c, "max_epochs", (double)max_epochs);
    case_number(c, "n", (double)n);
    case_number(c, "in", (double)in);
    fill_with(case_reals(c, "x", GIVEN, n, in), n * in, x);
    int *y = case_ints(c, "labels", GIVEN, 1, n);
    for (size_t i = 0; i < n; i++) {
        y[i] = (int)labels[i];
    }
}

static void add_weights(Case *c, size_t in, size_t max_epochs)
{
    case_reals(c, "w", CHANGED, 1, in);
    case_reals(c, "b", CHANGED, 1, 1);
    case_sizes(c, "errors", RESULT, 1, max_epochs);
}

static const double corners[] = {0, 0, 0, 1, 1, 0, 1, 1};

/* Points labelled by a hidden line: an end exists, and all is exact. */
static void draw_separable(Case *c, size_t n, size_t in, Rng *rng)
{
    size_t max_epochs = 1 + rng_below(rng, 20);
    double rate = 0.25 * (double)(1 + rng_below(rng, 8));
    case_number(c, "learning_rate", rate);
    case_number(c, "max_epochs", (double)max_epochs);
    case_number(c, "n", (double)n);
    case_number(c, "in", (double)in);
    real *x = case_reals(c, "x", GIVEN, n, in);
    fill_whole(x, n * in, -4, 4, rng);
    int *labels = case_ints(c, "labels", GIVEN, 1, n);
    real hidden[WIDE];
    fill_whole(hidden, in, -3, 3, rng);
    for (size_t i = 0; i < n; i++) {
        real score = (real)0.5;
        for (size_t k = 0; k < in; k++) {
            score += hidden[k] * x[i * in + k];
        }
        labels[i] = score > 0 ? 1 : -1;
    }
    fill_whole(case_reals(c, "w", CHANGED, 1, in), in, -2, 2, rng);
    fill_whole(case_reals(c, "b", CHANGED, 1, 1), 1, -2, 2, rng);
    case_sizes(c, "errors", RESULT, 1, max_epochs);
}

/* The bias goes up and down for ever: MANY errors in each of MANY epochs. */
static void draw_contradiction(Case *c)
{
    double x[MANY] = {0}, labels[MANY];
    for (size_t i = 0; i < MANY; i++) {
        labels[i] = i % 2 == 0 ? 1 : -1;
    }
    draw_problem(c, MANY, 1, x, labels, 1, MANY);
    add_weights(c, 1, MANY);
}

static void draw_train(Case *c, size_t i, Rng *rng)
{
    switch (i) {
    case 0:
        case_title(c, "OR from zero weights");
        draw_problem(c, 4, 2, corners, (double[]){-1, 1, 1, 1}, 1, 20);
        add_weights(c, 2, 20);
        break;
    case 1:
        case_title(c, "XOR: never done, so the limit of epochs ends it");
        draw_problem(c, 4, 2, corners, (double[]){-1, 1, 1, -1}, 1, 7);
        add_weights(c, 2, 7);
        case_expect_return(c, 7);
        break;
    case 2:
        case_title(c, "right from the start: one epoch without an error");
        draw_problem(c, 2, 1, (double[]){3, -3}, (double[]){1, -1}, 1, 5);
        *case_reals(c, "w", CHANGED, 1, 1) = 1;
        case_reals(c, "b", CHANGED, 1, 1);
        case_sizes(c, "errors", RESULT, 1, 5);
        case_expect_return(c, 1);
        case_expect(c, "w", 1, (double[]){1});
        break;
    case 3:
        case_title(c, "max_epochs = 0: nothing may happen");
        draw_problem(c, 2, 1, (double[]){3, -3}, (double[]){1, -1}, 1, 0);
        add_weights(c, 1, 0);
        case_expect_return(c, 0);
        break;
    case 4:
        case_title(c, "AND with a learning rate of 0.25");
        draw_problem(c, 4, 2, corners, (double[]){-1, -1, -1, 1}, 0.25, 20);
        add_weights(c, 2, 20);
        break;
    case 5:
        case_title(c, "one point and a learning rate of 0.1");
        draw_problem(c, 1, 1, (double[]){2}, (double[]){1}, 0.1, 3);
        add_weights(c, 1, 3);
        case_expect_return(c, 2);
        case_expect(c, "w", 1, (double[]){0.2});
        case_expect(c, "b", 1, (double[]){0.1});
        break;
    case 30:
        case_title(c, "many features");
        draw_separable(c, 3, WIDE, rng);
        break;
    case 31:
        case_title(c, "many examples");
        draw_separable(c, MANY, 2, rng);
        break;
    case 32:
        case_title(c, "one point of both classes by turns: always wrong");
        draw_contradiction(c);
        case_expect_return(c, MANY);
        break;
    default: {
        size_t n = 3 + rng_below(rng, 8);
        draw_separable(c, n, 1 + rng_below(rng, 4), rng);
    }
    }
}

static void call_train(Function *f, Case *c)
{
    size_t epochs = ((__typeof__(perceptron_train) *)f)(
        reals(c, "x"), ints(c, "labels"), (real)number(c, "learning_rate"),
        count_of(c, "max_epochs"), reals(c, "w"), reals(c, "b"),
        sizes(c, "errors"), count_of(c, "n"), count_of(c, "in"));
    case_returned(c, (double)epochs);
    size_t *errors = sizes(c, "errors");
    for (size_t e = epochs; e < count_of(c, "max_epochs"); e++) {
        errors[e] = 0; /* epochs that were not run need not be written */
    }
}

PROBE(1, 4, perceptron_train, .cases = 33, .draw = draw_train,
      .call = call_train, .tolerance = 1e-9);

/* ---- 1.5 augment ---- */

static void draw_augment(Case *c, size_t i, Rng *rng)
{
    size_t n = i == 0 ? 2 : i == 1 ? 1 : 1 + rng_below(rng, 6);
    size_t in = i == 0 ? 2 : i == 1 ? 1 : 1 + rng_below(rng, 6);
    if (i >= 16) {
        case_title(c, i == 16 ? "many examples" : "many features");
        *(i == 16 ? &n : &in) = WIDE;
    }
    case_number(c, "n", (double)n);
    case_number(c, "in", (double)in);
    real *x = case_reals(c, "x", GIVEN, n, in);
    case_reals(c, "y", RESULT, n, in + 1);
    if (i == 0) {
        case_title(c, "two examples of two features");
        fill_with(x, 4, (double[]){5, 6, 7, 8});
        case_expect(c, "y", 6, (double[]){1, 5, 6, 1, 7, 8});
    } else {
        fill_normal(x, n * in, rng);
    }
}

static void call_augment(Function *f, Case *c)
{
    ((__typeof__(augment) *)f)(reals(c, "x"), reals(c, "y"), count_of(c, "n"),
                               count_of(c, "in"));
}

PROBE(1, 5, augment, .cases = 18, .draw = draw_augment, .call = call_augment,
      .tolerance = 1e-9);
