#include "probe.h"
#include "regularization.h"

#include <string.h>

/* An ε is large in most cases, so that its place in a formula shows; gradients
   that are added to are not 0 before. */

/* What a byte and what two bytes cannot count. */
enum { MANY = 300, VERY_MANY = 70000 };

static double random_strength(Rng *rng)
{
    return one_real_of((double[]){0, 0.01, 0.25, 0.5, 1, 3}, 6, rng);
}

static double random_epsilon(Rng *rng)
{
    return one_real_of((double[]){1e-5, 0.125, 0.5, 1, 2}, 5, rng);
}

/* Some weights are 0. */
static void fill_weights(real *w, size_t count, Rng *rng)
{
    fill_normal(w, count, rng);
    for (size_t i = 0; i < count; i++) {
        w[i] = rng_below(rng, 5) == 0 ? 0 : w[i];
    }
}

/* ---- 7.1 elastic_net, 7.2 add_elastic_net ---- */

typedef struct NetPenalty {
    const char *title;
    size_t count;
    double l1, l2, w[6];
    double penalty, gradient[6];
} NetPenalty;

static const NetPenalty net_penalties[] = {
    {"four weights, l1 alone", 4, 2, 0, {3, -1, 0.5, 2}, 13, {2, -2, 2, 2}},
    {"four weights, l2 alone", 4, 0, 2, {3, -1, 0.5, 2}, 14.25, {6, -2, 1, 4}},
    {"l1 and l2", 3, 2, 4, {1, -2, 0.5}, 17.5, {6, -10, 4}},
    {"a weight of 0", 3, 2, 4, {0, 1, 0}, 4, {0, 6, 0}},
    {"weights below 1", 2, 1, 0, {0.25, -0.5}, 0.75, {1, -1}},
    {"a tiny weight has a sign too",
     3,
     0.5,
     0,
     {1e-12, -1e-12, -1e-40},
     1e-12,
     {0.5, -0.5, -0.5}},
    {"large weights", 2, 0.5, 0.001, {1000, -3000}, 7000, {1.5, -3.5}},
    {"both strengths are 0", 2, 0, 0, {5, -6}, 0, {0, 0}},
    {"no weights", 0, 1, 1, {0}, 0, {0}},
};
enum { NET_PENALTIES = sizeof net_penalties / sizeof net_penalties[0] };

/* Its weights, if it has any, behind the arguments that both have. */
static size_t draw_penalty(Case *c, size_t i, Rng *rng)
{
    bool made = i < NET_PENALTIES;
    size_t count = made                     ? net_penalties[i].count
                   : i == NET_PENALTIES     ? MANY
                   : i == NET_PENALTIES + 1 ? VERY_MANY
                                            : size_up_to(9, rng);
    double l1 = made ? net_penalties[i].l1 : random_strength(rng);
    double l2 = made ? net_penalties[i].l2 : random_strength(rng);
    bool is_long = i == NET_PENALTIES + 1;
    case_number(c, "l1", is_long ? 0.25 : l1);
    case_number(c, "l2", is_long ? 0.5 : l2);
    case_number(c, "count", (double)count);
    real *w = case_reals(c, "w", GIVEN, 1, count);
    if (made) {
        case_title(c, "%s", net_penalties[i].title);
        fill_with(w, count, net_penalties[i].w);
    } else if (is_long) {
        case_title(c, "seventy thousand weights of 0.3 and −1.1 by turns");
        for (size_t k = 0; k < count; k++) {
            w[k] = (real)(k % 2 == 0 ? 0.3 : -1.1);
        }
    } else {
        fill_weights(w, count, rng);
    }
    return count;
}

static void draw_elastic_net(Case *c, size_t i, Rng *rng)
{
    draw_penalty(c, i, rng);
    if (i < NET_PENALTIES) {
        case_expect_return(c, net_penalties[i].penalty);
    }
}

static void call_elastic_net(Function *f, Case *c)
{
    case_returned(c, (double)((__typeof__(elastic_net) *)f)(
                         reals(c, "w"), (real)number(c, "l1"),
                         (real)number(c, "l2"), count_of(c, "count")));
}

PROBE(7, 1, elastic_net, .cases = 32, .draw = draw_elastic_net,
      .call = call_elastic_net, .tolerance = 1e-9, .float_tolerance = 1e-5);

static void draw_add_elastic_net(Case *c, size_t i, Rng *rng)
{
    size_t count = draw_penalty(c, i, rng);
    real *g = case_reals(c, "g", CHANGED, 1, count);
    if (i < NET_PENALTIES) {
        double sums[6];
        for (size_t k = 0; k < count; k++) {
            g[k] = (real)(10 * (k + 1));
            sums[k] = net_penalties[i].gradient[k] + (double)(10 * (k + 1));
        }
        case_expect(c, "g", count, sums);
    } else {
        fill_normal(g, count, rng);
    }
}

static void call_add_elastic_net(Function *f, Case *c)
{
    ((__typeof__(add_elastic_net) *)f)(
        reals(c, "w"), reals(c, "g"), (real)number(c, "l1"),
        (real)number(c, "l2"), count_of(c, "count"));
}

PROBE(7, 2, add_elastic_net, .cases = 32, .draw = draw_add_elastic_net,
      .call = call_add_elastic_net, .tolerance = 1e-9);

/* ---- 7.3 add_huber ---- */

static void draw_huber(Case *c, size_t i, Rng *rng)
{
    static const struct {
        const char *title;
        size_t count;
        double strength, delta, w[5], g[5];
    } made[] = {
        {"within delta: a slope of w / delta",
         3,
         1,
         2,
         {1, -1, 0.5},
         {0.5, -0.5, 0.25}},
        {"beyond delta: a slope of 1", 3, 1, 2, {3, -3, 100}, {1, -1, 1}},
        {"strength 4", 4, 4, 0.5, {0.25, -0.25, 8, -8}, {2, -2, 4, -4}},
        {"exactly at delta", 2, 3, 0.25, {0.25, -0.25}, {3, -3}},
        {"a weight of 0", 1, 3, 0.25, {0}, {0}},
        {"a small delta", 3, 1, 0.001, {0.0005, -0.0005, 0.01}, {0.5, -0.5, 1}},
        {"strength 0", 2, 0, 1, {0.5, 5}, {0, 0}},
        {"no weights", 0, 1, 1, {0}, {0}},
    };
    enum { MADE = sizeof made / sizeof made[0] };
    size_t count = i < MADE        ? made[i].count
                   : i == MADE     ? MANY
                   : i == MADE + 1 ? VERY_MANY
                                   : size_up_to(9, rng);
    double delta = one_real_of((double[]){0.125, 0.5, 1, 2}, 4, rng);
    case_number(c, "strength",
                i < MADE ? made[i].strength : random_strength(rng));
    case_number(c, "delta", i < MADE ? made[i].delta : delta);
    case_number(c, "count", (double)count);
    real *w = case_reals(c, "w", GIVEN, 1, count);
    real *g = case_reals(c, "g", CHANGED, 1, count);
    if (i >= MADE) {
        fill_weights(w, count, rng);
        fill_normal(g, count, rng);
        return;
    }
    double sums[5];
    case_title(c, "%s", made[i].title);
    fill_with(w, count, made[i].w);
    for (size_t k = 0; k < count; k++) {
        g[k] = (real)(10 * (k + 1));
        sums[k] = made[i].g[k] + (double)(10 * (k + 1));
    }
    case_expect(c, "g", count, sums);
}

static void call_huber(Function *f, Case *c)
{
    ((__typeof__(add_huber) *)f)(
        reals(c, "w"), reals(c, "g"), (real)number(c, "strength"),
        (real)number(c, "delta"), count_of(c, "count"));
}

PROBE(7, 3, add_huber, .cases = 32, .draw = draw_huber, .call = call_huber,
      .tolerance = 1e-9);

/* ---- 7.4 dropout_forward ---- */

static void draw_dropout(Case *c, size_t i, Rng *rng)
{
    static const struct {
        const char *title;
        size_t count;
        double p, x[4], u[4], mask[4], y[4];
    } made[] = {
        {"half of them",
         4,
         0.5,
         {3, 4, -5, 6},
         {0.2, 0.7, 0.9, 0.1},
         {0, 2, 2, 0},
         {0, 8, -10, 0}},
        {"a quarter is kept",
         3,
         0.75,
         {1, 2, 3},
         {0.74, 0.76, 0.5},
         {0, 4, 0},
         {0, 8, 0}},
        {"u is exactly p: the number is kept",
         2,
         0.5,
         {3, 4},
         {0.5, 0.4999},
         {2, 0},
         {6, 0}},
        {"p is 0: nothing is dropped, even if u is 0",
         3,
         0,
         {3, 4, 5},
         {0, 0.5, 0.999},
         {1, 1, 1},
         {3, 4, 5}},
        {"a fifth is dropped",
         3,
         0.2,
         {4, -8, 0},
         {0.9, 0.1, 0.3},
         {1.25, 0, 1.25},
         {5, 0, 0}},
        {"no numbers", 0, 0.5, {0}, {0}, {0}, {0}},
    };
    enum { MADE = sizeof made / sizeof made[0] };
    size_t count = i < MADE        ? made[i].count
                   : i == MADE     ? MANY
                   : i == MADE + 1 ? VERY_MANY
                                   : size_up_to(9, rng);
    double p = one_real_of((double[]){0.1, 0.25, 0.5, 0.75, 0.9}, 5, rng);
    case_number(c, "p", i < MADE ? made[i].p : p);
    case_number(c, "count", (double)count);
    real *x = case_reals(c, "x", GIVEN, 1, count);
    real *u = case_reals(c, "u", GIVEN, 1, count);
    case_reals(c, "mask", RESULT, 1, count);
    case_reals(c, "y", RESULT, 1, count);
    if (i < MADE) {
        case_title(c, "%s", made[i].title);
        fill_with(x, count, made[i].x);
        fill_with(u, count, made[i].u);
        case_expect(c, "mask", count, made[i].mask);
        case_expect(c, "y", count, made[i].y);
        return;
    }
    fill_normal(x, count, rng);
    for (size_t k = 0; k < count; k++) {
        u[k] = (real)rng_uniform(rng);
    }
}

static void call_dropout(Function *f, Case *c)
{
    ((__typeof__(dropout_forward) *)f)(
        reals(c, "x"), reals(c, "u"), reals(c, "mask"), reals(c, "y"),
        (real)number(c, "p"), count_of(c, "count"));
}

PROBE(7, 4, dropout_forward, .cases = 30, .draw = draw_dropout,
      .call = call_dropout, .tolerance = 1e-9);

/* ---- 7.5 dropout_backward ---- */

static void draw_dropped(Case *c, size_t i, Rng *rng)
{
    static const struct {
        const char *title;
        size_t count;
        double mask[4], dy[4], dx[4];
    } made[] = {
        {"half were dropped", 4, {0, 2, 2, 0}, {5, 6, -7, 8}, {0, 12, -14, 0}},
        {"nothing was dropped", 3, {1, 1, 1}, {5, 6, -7}, {5, 6, -7}},
        {"a gradient of 0", 3, {1.25, 0, 1.25}, {0, 0, 4}, {0, 0, 5}},
        {"no numbers", 0, {0}, {0}, {0}},
    };
    enum { MADE = sizeof made / sizeof made[0] };
    size_t count = i < MADE        ? made[i].count
                   : i == MADE     ? MANY
                   : i == MADE + 1 ? VERY_MANY
                                   : size_up_to(9, rng);
    case_number(c, "count", (double)count);
    real *mask = case_reals(c, "mask", GIVEN, 1, count);
    real *dy = case_reals(c, "dy", GIVEN, 1, count);
    case_reals(c, "dx", RESULT, 1, count);
    if (i < MADE) {
        case_title(c, "%s", made[i].title);
        fill_with(mask, count, made[i].mask);
        fill_with(dy, count, made[i].dy);
        case_expect(c, "dx", count, made[i].dx);
        return;
    }
    double kept = one_real_of((double[]){1.25, 2, 4, 10}, 4, rng);
    fill_normal(dy, count, rng);
    for (size_t k = 0; k < count; k++) {
        mask[k] = (real)(rng_below(rng, 2) == 0 ? 0 : kept);
    }
}

static void call_dropped(Function *f, Case *c)
{
    ((__typeof__(dropout_backward) *)f)(reals(c, "mask"), reals(c, "dy"),
                                        reals(c, "dx"), count_of(c, "count"));
}

PROBE(7, 5, dropout_backward, .cases = 24, .draw = draw_dropped,
      .call = call_dropped, .tolerance = 1e-9);

/* ---- What the functions of batch normalisation have in common ---- */

typedef struct Norm {
    size_t n, units;
    double epsilon;
} Norm;

static Norm random_norm(Rng *rng)
{
    size_t n = 2 + rng_below(rng, 5), units = size_up_to(4, rng);
    return (Norm){n, units, random_epsilon(rng)};
}

static void draw_norm(Case *c, const Norm *norm)
{
    case_number(c, "n", (double)norm->n);
    case_number(c, "units", (double)norm->units);
    case_number(c, "epsilon", norm->epsilon);
}

static real *normal_reals(Case *c, const char *name, size_t rows,
                          size_t columns, Rng *rng)
{
    real *x = case_reals(c, name, GIVEN, rows, columns);
    fill_normal(x, rows * columns, rng);
    return x;
}

/* Unlike means, unlike deviations. */
static void fill_columns(real *x, const Norm *norm, Rng *rng)
{
    fill_normal(x, norm->n * norm->units, rng);
    for (size_t i = 0; i < norm->n * norm->units; i++) {
        size_t j = i % norm->units;
        x[i] = x[i] * (real)(j + 1) + (real)(2 * (double)j - 3);
    }
}

static real *positive_reals(Case *c, const char *name, size_t count, Rng *rng)
{
    real *x = case_reals(c, name, GIVEN, 1, count);
    for (size_t i = 0; i < count; i++) {
        x[i] = (real)(0.25 + 4 * rng_uniform(rng));
    }
    return x;
}

/* ---- 7.6 batch_norm_forward ---- */

static void draw_forward(Case *c, size_t i, Rng *rng)
{
    static const struct {
        const char *title;
        Norm norm;
        double x[8], gamma[2], beta[2], mean[2], variance[2], y[8];
    } made[] = {
        {"one unit, four examples",
         {4, 1, 4},
         {0, 2, 4, 6},
         {1},
         {0},
         {3},
         {5},
         {-1, -1.0 / 3, 1.0 / 3, 1}},
        {"gamma and beta",
         {4, 1, 4},
         {0, 2, 4, 6},
         {3},
         {1},
         {3},
         {5},
         {-2, 0, 2, 4}},
        {"two units; the second is always the same",
         {4, 2, 4},
         {0, 7, 2, 7, 4, 7, 6, 7},
         {3, 2},
         {1, -1},
         {3, 7},
         {5, 0},
         {-2, -1, 0, -1, 2, -1, 4, -1}},
        {"one example: nothing varies",
         {1, 2, 1},
         {5, -6},
         {3, 2},
         {10, 20},
         {5, -6},
         {0, 0},
         {10, 20}},
        {"a gamma below 0",
         {4, 1, 4},
         {6, 0, 4, 2},
         {-3},
         {0},
         {3},
         {5},
         {-3, 3, -1, 1}},
        {"far from 0",
         {3, 1, 13.0 / 3},
         {4000000, 4000001, 4000005},
         {3},
         {1},
         {4000002},
         {14.0 / 3},
         {-1, 0, 4}},
    };
    enum { MADE = sizeof made / sizeof made[0], LONG = MADE + 2 };
    Norm norm = i < MADE ? made[i].norm : random_norm(rng);
    if (i == MADE) {
        norm.n = MANY;
    } else if (i == MADE + 1) {
        norm.units = MANY;
    } else if (i == LONG) {
        norm = (Norm){VERY_MANY, 1, 0.5};
    }
    draw_norm(c, &norm);
    real *x = case_reals(c, "x", GIVEN, norm.n, norm.units);
    real *gamma = normal_reals(c, "gamma", 1, norm.units, rng);
    real *beta = normal_reals(c, "beta", 1, norm.units, rng);
    case_reals(c, "mean", RESULT, 1, norm.units);
    case_reals(c, "variance", RESULT, 1, norm.units);
    case_reals(c, "y", RESULT, norm.n, norm.units);
    fill_columns(x, &norm, rng);
    for (size_t k = 0; i == LONG && k < norm.n; k++) {
        x[k] = k % 2 == 0 ? 1000 : 1002;
    }
    if (i == LONG) {
        case_title(c, "seventy thousand examples, 1000 and 1002 by turns");
    }
    if (i < MADE) {
        size_t units = norm.units, count = norm.n * units;
        case_title(c, "%s", made[i].title);
        fill_with(x, count, made[i].x);
        fill_with(gamma, units, made[i].gamma);
        fill_with(beta, units, made[i].beta);
        case_expect(c, "mean", units, made[i].mean);
        case_expect(c, "variance", units, made[i].variance);
        case_expect(c, "y", count, made[i].y);
    }
}

static void call_forward(Function *f, Case *c)
{
    ((__typeof__(batch_norm_forward) *)f)(
        reals(c, "x"), reals(c, "gamma"), reals(c, "beta"), reals(c, "mean"),
        reals(c, "variance"), reals(c, "y"), (real)number(c, "epsilon"),
        count_of(c, "n"), count_of(c, "units"));
}

PROBE(7, 6, batch_norm_forward, .cases = 30, .draw = draw_forward,
      .call = call_forward, .tolerance = 1e-9, .float_tolerance = 0.01);

/* ---- 7.7 batch_norm_running ---- */

static void draw_running(Case *c, size_t i, Rng *rng)
{
    static const struct {
        const char *title;
        double momentum;
        size_t n;
        double mean, variance, running_mean, running_variance, after[2];
    } made[] = {
        {"a tenth of the new", 0.1, 4, 20, 3, 10, 1, {11, 1.3}},
        {"two examples: the variance doubles", 0.5, 2, 3, 1, 1, 4, {2, 3}},
        {"a momentum of 1: all of the new", 1, 3, 20, 2, 10, 7, {20, 3}},
        {"a momentum of 0: all of the old", 0, 3, 20, 2, 10, 7, {10, 7}},
        {"a variance of 0", 0.25, 5, 8, 0, 0, 1, {2, 0.75}},
        {"a mean below 0", 0.25, 5, -8, 4, 4, 1, {1, 2}},
    };
    enum { MADE = sizeof made / sizeof made[0] };
    size_t units = i < MADE ? 1 : i == MADE ? MANY : size_up_to(4, rng);
    size_t n = i < MADE        ? made[i].n
               : i == MADE + 1 ? VERY_MANY
                               : 2 + rng_below(rng, 6);
    double momentum =
        one_real_of((double[]){0.1, 0.25, 0.01, 0.5, 0.9}, 5, rng);
    case_number(c, "momentum", i < MADE ? made[i].momentum : momentum);
    case_number(c, "n", (double)n);
    case_number(c, "units", (double)units);
    real *mean = normal_reals(c, "mean", 1, units, rng);
    real *variance = positive_reals(c, "variance", units, rng);
    real *running_mean = case_reals(c, "running_mean", CHANGED, 1, units);
    real *running_variance =
        case_reals(c, "running_variance", CHANGED, 1, units);
    fill_normal(running_mean, units, rng);
    fill_normal(running_variance, units, rng);
    for (size_t j = 0; j < units; j++) {
        running_variance[j] = 3 + fabs(running_variance[j]);
    }
    if (i < MADE) {
        case_title(c, "%s", made[i].title);
        *mean = (real)made[i].mean;
        *variance = (real)made[i].variance;
        *running_mean = (real)made[i].running_mean;
        *running_variance = (real)made[i].running_variance;
        case_expect(c, "running_mean", 1, &made[i].after[0]);
        case_expect(c, "running_variance", 1, &made[i].after[1]);
    }
}

static void call_running(Function *f, Case *c)
{
    ((__typeof__(batch_norm_running) *)f)(
        reals(c, "mean"), reals(c, "variance"), reals(c, "running_mean"),
        reals(c, "running_variance"), (real)number(c, "momentum"),
        count_of(c, "n"), count_of(c, "units"));
}

PROBE(7, 7, batch_norm_running, .cases = 28, .draw = draw_running,
      .call = call_running, .tolerance = 1e-9);

/* ---- 7.8 batch_norm_evaluate ---- */

static void draw_evaluate(Case *c, size_t i, Rng *rng)
{
    static const struct {
        const char *title;
        Norm norm;
        double x[4], gamma[2], beta[2], mean[2], variance[2], y[4];
    } made[] = {
        {"one example, one unit", {1, 1, 4}, {9}, {1}, {0}, {3}, {5}, {2}},
        {"gamma and beta", {1, 1, 4}, {9}, {3}, {1}, {3}, {5}, {7}},
        {"two examples, two units",
         {2, 2, 1},
         {5, 1, 1, 10},
         {2, -1},
         {0, 3},
         {1, 4},
         {3, 8},
         {4, 4, 0, 1}},
        {"a running variance of 0",
         {2, 1, 0.25},
         {1, 3},
         {1},
         {0},
         {2},
         {0},
         {-2, 2}},
        {"no examples", {0, 1, 1}, {0}, {1}, {0}, {0}, {1}, {0}},
    };
    enum { MADE = sizeof made / sizeof made[0] };
    Norm norm = i < MADE ? made[i].norm : random_norm(rng);
    norm.n = i == MADE ? VERY_MANY : norm.n;
    norm.units = i == MADE ? 2 : i == MADE + 1 ? MANY : norm.units;
    draw_norm(c, &norm);
    real *x = case_reals(c, "x", GIVEN, norm.n, norm.units);
    real *gamma = normal_reals(c, "gamma", 1, norm.units, rng);
    real *beta = normal_reals(c, "beta", 1, norm.units, rng);
    real *mean = normal_reals(c, "running_mean", 1, norm.units, rng);
    real *variance = positive_reals(c, "running_variance", norm.units, rng);
    case_reals(c, "y", RESULT, norm.n, norm.units);
    fill_columns(x, &norm, rng);
    if (i < MADE) {
        size_t units = norm.units, count = norm.n * units;
        case_title(c, "%s", made[i].title);
        fill_with(x, count, made[i].x);
        fill_with(gamma, units, made[i].gamma);
        fill_with(beta, units, made[i].beta);
        fill_with(mean, units, made[i].mean);
        fill_with(variance, units, made[i].variance);
        case_expect(c, "y", count, made[i].y);
    }
}

static void call_evaluate(Function *f, Case *c)
{
    ((__typeof__(batch_norm_evaluate) *)f)(
        reals(c, "x"), reals(c, "gamma"), reals(c, "beta"),
        reals(c, "running_mean"), reals(c, "running_variance"), reals(c, "y"),
        (real)number(c, "epsilon"), count_of(c, "n"), count_of(c, "units"));
}

PROBE(7, 8, batch_norm_evaluate, .cases = 28, .draw = draw_evaluate,
      .call = call_evaluate, .tolerance = 1e-9);

/* ---- 7.9 batch_norm_backward ---- */

static void draw_backward(Case *c, size_t i, Rng *rng)
{
    static const struct {
        const char *title;
        Norm norm;
        double x[6], gamma, dy[6], dgamma, dbeta, dx[6];
    } made[] = {
        /* Mean 0, variance 10, a deviation of 4; x̂ is ½, −½, 1, −1. */
        {"four examples; dgamma and dbeta from 0",
         {4, 1, 6},
         {2, -2, 4, -4},
         3,
         {1, 0, 0, 0},
         0.5,
         1,
         {0.515625, -0.140625, -0.28125, -0.09375}},
        {"a gradient that goes with x",
         {4, 1, 6},
         {2, -2, 4, -4},
         3,
         {4, -4, 8, -8},
         20,
         0,
         {1.125, -1.125, 2.25, -2.25}},
        {"the same gradient for all: dx is 0",
         {4, 1, 6},
         {2, -2, 4, -4},
         3,
         {5, 5, 5, 5},
         0,
         20,
         {0, 0, 0, 0}},
        {"one example: dx is 0", {1, 1, 1}, {7}, 3, {5}, 0, 5, {0}},
        {"all examples the same",
         {2, 1, 0.25},
         {7, 7},
         3,
         {1, 3},
         0,
         4,
         {-6, 6}},
    };
    enum { MADE = sizeof made / sizeof made[0] };
    bool hand_made = i < MADE;
    Norm norm = hand_made ? made[i].norm : random_norm(rng);
    norm.n = i == MADE ? MANY : norm.n;
    norm.units = i == MADE + 1 ? MANY : norm.units;
    draw_norm(c, &norm);
    size_t n = norm.n, units = norm.units;
    real *x = case_reals(c, "x", GIVEN, n, units);
    real *gamma = normal_reals(c, "gamma", 1, units, rng);
    real *mean = case_reals(c, "mean", GIVEN, 1, units);
    real *variance = case_reals(c, "variance", GIVEN, 1, units);
    real *dy = normal_reals(c, "dy", n, units, rng);
    real *dx = case_reals(c, "dx", CHANGED, n, units);
    real *dgamma = case_reals(c, "dgamma", CHANGED, 1, units);
    real *dbeta = case_reals(c, "dbeta", CHANGED, 1, units);
    fill_columns(x, &norm, rng);
    fill_normal(dx, n * units, rng);
    if (hand_made) {
        case_title(c, "%s", made[i].title);
        fill_with(x, n, made[i].x);
        fill_with(dy, n, made[i].dy);
        *gamma = (real)made[i].gamma;
        *dgamma = i == 0 ? 0 : 100;
        *dbeta = i == 0 ? 0 : 1000;
        case_expect(c, "dx", n, made[i].dx);
        case_expect(c, "dgamma", 1,
                    (double[]){made[i].dgamma + (double)*dgamma});
        case_expect(c, "dbeta", 1, (double[]){made[i].dbeta + (double)*dbeta});
    } else {
        fill_normal(dgamma, units, rng);
        fill_normal(dbeta, units, rng);
    }
    for (size_t j = 0; j < units; j++) {
        double sum = 0, squares = 0;
        for (size_t k = 0; k < n; k++) {
            sum += (double)x[k * units + j];
        }
        for (size_t k = 0; k < n; k++) {
            squares += pow((double)x[k * units + j] - sum / (double)n, 2);
        }
        mean[j] = (real)(sum / (double)n);
        variance[j] = (real)(squares / (double)n);
    }
}

static void call_backward(Function *f, Case *c)
{
    ((__typeof__(batch_norm_backward) *)f)(
        reals(c, "x"), reals(c, "gamma"), reals(c, "mean"),
        reals(c, "variance"), reals(c, "dy"), reals(c, "dx"),
        reals(c, "dgamma"), reals(c, "dbeta"), (real)number(c, "epsilon"),
        count_of(c, "n"), count_of(c, "units"));
}

/* Σ dy y, whose derivative by x is dx. */
static double backward_scalar(Case *c)
{
    const real *x = reals(c, "x"), *dy = reals(c, "dy");
    size_t n = count_of(c, "n"), units = count_of(c, "units");
    double scalar = 0;
    for (size_t j = 0; j < units; j++) {
        double sum = 0, squares = 0, products = 0;
        for (size_t k = j; k < n * units; k += units) {
            sum += (double)x[k];
        }
        for (size_t k = j; k < n * units; k += units) {
            double distance = (double)x[k] - sum / (double)n;
            squares += distance * distance;
            products += distance * (double)dy[k];
        }
        scalar += (double)reals(c, "gamma")[j] * products /
                  sqrt(squares / (double)n + number(c, "epsilon"));
    }
    return scalar;
}

PROBE(7, 9, batch_norm_backward, .cases = 30, .draw = draw_backward,
      .call = call_backward, .tolerance = 1e-8, .scalar = backward_scalar,
      .derivatives = "dx:x");

/* ---- 7.10 stop_early ---- */

static const char *const stopping_names[] = {"stopping->epochs",
                                             "stopping->best_epoch"};
static const char *const best_names[] = {"stopping->best"};

static void draw_stopping(Case *c, size_t i, Rng *rng)
{
    static const struct {
        const char *title;
        double score;
        size_t patience, epochs, best_epoch;
        double best;
        double after[2], best_after;
        bool stop;
    } made[] = {
        {"the first epoch", 0.7, 3, 0, 0, 0, {1, 1}, 0.7, false},
        {"the first epoch, with a score below 0",
         -2.5,
         1,
         0,
         0,
         0,
         {1, 1},
         -2.5,
         false},
        {"a new best", 0.75, 3, 4, 2, 0.74, {5, 5}, 0.75, false},
        {"equal is not better", 0.75, 3, 4, 4, 0.75, {5, 4}, 0.75, false},
        {"a little better is better",
         0.75 + 1e-9,
         1,
         4,
         4,
         0.75,
         {5, 5},
         0.75 + 1e-9,
         false},
        {"worse, but there is patience",
         0.7,
         3,
         5,
         4,
         0.75,
         {6, 4},
         0.75,
         false},
        {"better than the epoch before, not than the best: the third in a row",
         0.74,
         3,
         6,
         4,
         0.75,
         {7, 4},
         0.75,
         true},
        {"equal to the best for the third time",
         0.75,
         3,
         6,
         4,
         0.75,
         {7, 4},
         0.75,
         true},
        {"a new best at the last chance",
         0.8,
         3,
         6,
         4,
         0.75,
         {7, 7},
         0.8,
         false},
        {"many epochs, a best that is not long ago",
         0.5,
         10,
         300,
         295,
         0.9,
         {301, 295},
         0.9,
         false},
        {"a patience of 1", 0.5, 1, 1, 1, 0.9, {2, 1}, 0.9, true},
        {"a patience of 0 never stops", 0.5, 0, 9, 1, 0.9, {10, 1}, 0.9, false},
        {"a patience of 0 at the first epoch",
         0.5,
         0,
         0,
         0,
         0,
         {1, 1},
         0.5,
         false},
        {"scores below 0: nearer to 0 is better",
         -0.5,
         2,
         2,
         1,
         -0.75,
         {3, 3},
         -0.5,
         false},
        {"it was told to stop before and went on",
         0.5,
         2,
         9,
         3,
         0.9,
         {10, 3},
         0.9,
         true},
        {"a great patience",
         0.5,
         VERY_MANY,
         VERY_MANY,
         1,
         0.9,
         {VERY_MANY + 1, 1},
         0.9,
         true},
    };
    enum { MADE = sizeof made / sizeof made[0] };
    size_t epochs = i < MADE ? made[i].epochs : rng_below(rng, 9);
    size_t best_epoch = i < MADE      ? made[i].best_epoch
                        : epochs == 0 ? 0
                                      : size_up_to(epochs, rng);
    double best = i < MADE ? made[i].best : rng_normal(rng);
    double score = best + one_real_of((double[]){-1, -0.1, 0, 0.1, 1}, 5, rng);
    case_number(c, "score", i < MADE ? made[i].score : score);
    case_number(c, "patience",
                i < MADE ? (double)made[i].patience
                         : (double)rng_below(rng, 5));
    size_t *counts = case_sizes(c, "stopping", CHANGED, 1, 2);
    case_names(c, "stopping", stopping_names);
    real *kept = case_reals(c, "best", CHANGED, 1, 1);
    case_names(c, "best", best_names);
    counts[0] = epochs;
    counts[1] = best_epoch;
    *kept = (real)(epochs == 0 ? 0 : best);
    if (i < MADE) {
        case_title(c, "%s", made[i].title);
        case_expect(c, "stopping", 2, made[i].after);
        case_expect(c, "best", 1, &made[i].best_after);
        case_expect_return(c, made[i].stop);
    }
}

static void call_stopping(Function *f, Case *c)
{
    size_t *counts = sizes(c, "stopping");
    real *best = reals(c, "best");
    Stopping stopping = {counts[0], counts[1], (double)*best};
    bool stop = ((__typeof__(stop_early) *)f)(&stopping, number(c, "score"),
                                              count_of(c, "patience"));
    counts[0] = stopping.epochs;
    counts[1] = stopping.best_epoch;
    *best = (real)stopping.best;
    case_returned(c, stop);
}

PROBE(7, 10, stop_early, .cases = 56, .draw = draw_stopping,
      .call = call_stopping, .tolerance = 1e-12);

/* ---- Pictures, whose pixels are all unlike ---- */

static real *draw_picture(Case *c, size_t h, size_t w, Rng *rng)
{
    case_number(c, "h", (double)h);
    case_number(c, "w", (double)w);
    real *x = case_reals(c, "x", GIVEN, h, w);
    for (size_t i = 0; i < h * w; i++) {
        x[i] = (real)(0.1 + 0.8 * rng_uniform(rng));
    }
    return x;
}

/* Sides for the cases behind the hand-made ones. */
static void random_sides(size_t i, size_t *h, size_t *w, Rng *rng)
{
    *h = i == 0 ? MANY : size_up_to(6, rng);
    *w = i == 1 ? MANY : size_up_to(6, rng);
}

/* ---- 7.11 flip_picture ---- */

static void draw_flip(Case *c, size_t i, Rng *rng)
{
    static const struct {
        const char *title;
        size_t h, w;
        double x[6], y[6];
    } made[] = {
        {"two rows of three", 2, 3, {1, 2, 3, 4, 5, 6}, {3, 2, 1, 6, 5, 4}},
        {"three rows of two", 3, 2, {1, 2, 3, 4, 5, 6}, {2, 1, 4, 3, 6, 5}},
        {"one row", 1, 4, {1, 2, 3, 4}, {4, 3, 2, 1}},
        {"one column", 3, 1, {1, 2, 3}, {1, 2, 3}},
        {"one pixel", 1, 1, {7}, {7}},
    };
    enum { MADE = sizeof made / sizeof made[0] };
    size_t h, w;
    random_sides(i - MADE, &h, &w, rng);
    h = i < MADE ? made[i].h : h;
    w = i < MADE ? made[i].w : w;
    real *x = draw_picture(c, h, w, rng);
    case_reals(c, "y", RESULT, h, w);
    if (i < MADE) {
        case_title(c, "%s", made[i].title);
        fill_with(x, h * w, made[i].x);
        case_expect(c, "y", h * w, made[i].y);
    }
}

static void call_flip(Function *f, Case *c)
{
    ((__typeof__(flip_picture) *)f)(reals(c, "x"), reals(c, "y"),
                                    count_of(c, "h"), count_of(c, "w"));
}

PROBE(7, 11, flip_picture, .cases = 20, .draw = draw_flip, .call = call_flip,
      .tolerance = 1e-12);

/* ---- 7.12 shift_picture ---- */

static void draw_shift(Case *c, size_t i, Rng *rng)
{
    static const struct {
        const char *title;
        size_t h, w;
        int down, right;
        double x[6], y[6];
    } made[] = {
        {"one down", 2, 3, 1, 0, {1, 2, 3, 4, 5, 6}, {0, 0, 0, 1, 2, 3}},
        {"far up", 2, 3, -40, 0, {1, 2, 3, 4, 5, 6}, {0}},
        {"one up", 2, 3, -1, 0, {1, 2, 3, 4, 5, 6}, {4, 5, 6, 0, 0, 0}},
        {"one to the right",
         2,
         3,
         0,
         1,
         {1, 2, 3, 4, 5, 6},
         {0, 1, 2, 0, 4, 5}},
        {"two to the left",
         2,
         3,
         0,
         -2,
         {1, 2, 3, 4, 5, 6},
         {3, 0, 0, 6, 0, 0}},
        {"down and left", 3, 2, 1, -1, {1, 2, 3, 4, 5, 6}, {0, 0, 2, 0, 4, 0}},
        {"not at all", 2, 3, 0, 0, {1, 2, 3, 4, 5, 6}, {1, 2, 3, 4, 5, 6}},
        {"by its whole width", 2, 3, 0, 3, {1, 2, 3, 4, 5, 6}, {0}},
        {"far away", 2, 3, -40, 70, {1, 2, 3, 4, 5, 6}, {0}},
        {"one pixel", 1, 1, 0, 0, {7}, {7}},
    };
    enum { MADE = sizeof made / sizeof made[0] };
    size_t h, w;
    random_sides(i - MADE, &h, &w, rng);
    h = i < MADE ? made[i].h : h;
    w = i < MADE ? made[i].w : w;
    int down = (int)rng_below(rng, 9) - 4, right = (int)rng_below(rng, 9) - 4;
    case_number(c, "down", i < MADE ? made[i].down : down);
    case_number(c, "right", i < MADE ? made[i].right : right);
    real *x = draw_picture(c, h, w, rng);
    case_reals(c, "y", RESULT, h, w);
    if (i < MADE) {
        case_title(c, "%s", made[i].title);
        fill_with(x, h * w, made[i].x);
        case_expect(c, "y", h * w, made[i].y);
    }
}

static void call_shift(Function *f, Case *c)
{
    ((__typeof__(shift_picture) *)f)(
        reals(c, "x"), reals(c, "y"), (int)number(c, "down"),
        (int)number(c, "right"), count_of(c, "h"), count_of(c, "w"));
}

PROBE(7, 12, shift_picture, .cases = 36, .draw = draw_shift, .call = call_shift,
      .tolerance = 1e-12);

/* ---- 7.13 bilinear ---- */

static void draw_bilinear(Case *c, size_t i, Rng *rng)
{
    static const double pixels[] = {1, 2, 3, 5, 7, 11};
    static const struct {
        const char *title;
        size_t h, w;
        double row, column, value;
    } made[] = {
        {"exactly on a pixel", 2, 3, 1, 2, 11},
        {"half-way to the right", 2, 3, 0, 0.5, 1.5},
        {"half-way down", 2, 3, 0.5, 0, 3},
        {"in the middle of four", 2, 3, 0.5, 1.5, 5.75},
        {"a quarter down, three quarters right", 2, 3, 0.25, 0.75, 2.9375},
        {"on the last pixel of the last row", 3, 2, 2, 1, 11},
        {"half a pixel above: half is outside", 2, 3, -0.5, 1, 1},
        {"a quarter to the left of a corner", 2, 3, 0, -0.25, 0.75},
        {"half-way beyond the last column", 2, 3, 0, 2.5, 1.5},
        {"half-way beyond the last row", 2, 3, 1.5, 0, 2.5},
        {"beyond the corner", 2, 3, 1.5, 2.5, 2.75},
        {"just a pixel outside", 2, 3, -1, 0, 0},
        {"far outside", 2, 3, 90000.5, -90000.25, 0},
        {"one pixel", 1, 1, 0.25, -0.5, 0.375},
        {"one row", 1, 6, 0, 3.5, 6},
        {"one column", 6, 1, 3.5, 0, 6},
    };
    enum { MADE = sizeof made / sizeof made[0] };
    size_t h, w;
    random_sides(i - MADE, &h, &w, rng);
    h = i < MADE ? made[i].h : h;
    w = i < MADE ? made[i].w : w;
    double row = rng_between(rng, -1.5, (double)h + 0.5);
    double column = rng_between(rng, -1.5, (double)w + 0.5);
    case_number(c, "row", i < MADE ? made[i].row : row);
    case_number(c, "column", i < MADE ? made[i].column : column);
    real *x = draw_picture(c, h, w, rng);
    if (i < MADE) {
        case_title(c, "%s", made[i].title);
        fill_with(x, h * w, pixels);
        case_expect_return(c, made[i].value);
    }
}

static void call_bilinear(Function *f, Case *c)
{
    case_returned(c, (double)((__typeof__(bilinear) *)f)(
                         reals(c, "x"), number(c, "row"), number(c, "column"),
                         count_of(c, "h"), count_of(c, "w")));
}

PROBE(7, 13, bilinear, .cases = 60, .draw = draw_bilinear,
      .call = call_bilinear, .tolerance = 1e-9);

/* ---- 7.14 turn_picture ---- */

static void draw_turn(Case *c, size_t i, Rng *rng)
{
    static const double right_angle = 1.57079632679489661923;
    static const struct {
        const char *title;
        size_t h, w;
        double right_angles, scale, x[9], y[9];
    } made[] = {
        {"not at all", 2, 3, 0, 1, {1, 2, 3, 4, 5, 6}, {1, 2, 3, 4, 5, 6}},
        {"a quarter turn: what was at the right is on top",
         3,
         3,
         1,
         1,
         {1, 2, 3, 4, 5, 6, 7, 8, 9},
         {3, 6, 9, 2, 5, 8, 1, 4, 7}},
        {"a quarter turn clockwise",
         3,
         3,
         -1,
         1,
         {1, 2, 3, 4, 5, 6, 7, 8, 9},
         {7, 4, 1, 8, 5, 2, 9, 6, 3}},
        {"a quarter turn of an even square",
         2,
         2,
         1,
         1,
         {1, 2, 3, 4},
         {2, 4, 1, 3}},
        {"upside down", 2, 3, 2, 1, {1, 2, 3, 4, 5, 6}, {6, 5, 4, 3, 2, 1}},
        {"a quarter turn of a wide picture: much is cut off",
         1,
         3,
         1,
         1,
         {1, 2, 3},
         {0, 2, 0}},
        {"twice as large",
         3,
         3,
         0,
         2,
         {1, 2, 3, 4, 5, 6, 7, 8, 9},
         {3, 3.5, 4, 4.5, 5, 5.5, 6, 6.5, 7}},
        {"half as large",
         3,
         3,
         0,
         0.5,
         {1, 2, 3, 4, 5, 6, 7, 8, 9},
         {0, 0, 0, 0, 5, 0, 0, 0, 0}},
        {"a quarter turn, twice as large",
         3,
         3,
         1,
         2,
         {1, 2, 3, 4, 5, 6, 7, 8, 9},
         {4, 5.5, 7, 3.5, 5, 6.5, 3, 4.5, 6}},
        {"one pixel", 1, 1, 1, 3, {7}, {7}},
    };
    enum { MADE = sizeof made / sizeof made[0] };
    size_t h, w;
    random_sides(i - MADE, &h, &w, rng);
    h = i < MADE ? made[i].h : i == MADE ? 30 : h;
    w = i < MADE ? made[i].w : i == MADE + 1 ? 30 : w;
    double angle = rng_between(rng, -4, 4);
    double scale = one_real_of((double[]){1, 1, 0.8, 1.25, 1.5, 0.5}, 6, rng);
    case_number(c, "angle",
                i < MADE ? made[i].right_angles * right_angle : angle);
    case_number(c, "scale", i < MADE ? made[i].scale : scale);
    real *x = draw_picture(c, h, w, rng);
    case_reals(c, "y", RESULT, h, w);
    if (i < MADE) {
        case_title(c, "%s", made[i].title);
        fill_with(x, h * w, made[i].x);
        case_expect(c, "y", h * w, made[i].y);
    }
}

static void call_turn(Function *f, Case *c)
{
    ((__typeof__(turn_picture) *)f)(reals(c, "x"), reals(c, "y"),
                                    number(c, "angle"), number(c, "scale"),
                                    count_of(c, "h"), count_of(c, "w"));
}

PROBE(7, 14, turn_picture, .cases = 36, .draw = draw_turn, .call = call_turn,
      .tolerance = 1e-8);

/* ---- 7.15 fold ---- */

static void draw_fold(Case *c, size_t i, Rng *rng)
{
    static const struct {
        const char *title;
        size_t n, k, f, count, order[10];
        double train[10], validation[10];
    } made[] = {
        {"the first of five folds",
         10,
         5,
         0,
         2,
         {9, 3, 7, 1, 5, 0, 8, 2, 6, 4},
         {7, 1, 5, 0, 8, 2, 6, 4},
         {9, 3}},
        {"the second of five folds",
         10,
         5,
         1,
         2,
         {9, 3, 7, 1, 5, 0, 8, 2, 6, 4},
         {9, 3, 5, 0, 8, 2, 6, 4},
         {7, 1}},
        {"the last of five folds",
         10,
         5,
         4,
         2,
         {9, 3, 7, 1, 5, 0, 8, 2, 6, 4},
         {9, 3, 7, 1, 5, 0, 8, 2},
         {6, 4}},
        {"ten examples, three folds: the last has one more",
         10,
         3,
         2,
         4,
         {9, 3, 7, 1, 5, 0, 8, 2, 6, 4},
         {9, 3, 7, 1, 5, 0},
         {8, 2, 6, 4}},
        {"eight examples, three folds: the second has one more",
         8,
         3,
         1,
         3,
         {5, 4, 3, 2, 1, 0, 7, 6},
         {5, 4, 0, 7, 6},
         {3, 2, 1}},
        {"leave one out", 4, 4, 2, 1, {30, 10, 20, 40}, {30, 10, 40}, {20}},
        {"two examples", 2, 2, 1, 1, {8, 9}, {8}, {9}},
    };
    enum { MADE = sizeof made / sizeof made[0] };
    size_t n = i < MADE        ? made[i].n
               : i == MADE     ? MANY
               : i == MADE + 1 ? VERY_MANY
                               : 2 + rng_below(rng, 12);
    size_t k = i < MADE        ? made[i].k
               : i == MADE     ? 299
               : i == MADE + 1 ? 7
                               : 2 + rng_below(rng, n - 1);
    size_t f = i < MADE ? made[i].f : rng_below(rng, k);
    case_number(c, "n", (double)n);
    case_number(c, "k", (double)k);
    case_number(c, "f", (double)f);
    size_t *order = case_sizes(c, "order", GIVEN, 1, n);
    case_sizes(c, "train", RESULT, 1, n);
    case_sizes(c, "validation", RESULT, 1, n);
    for (size_t e = 0; e < n; e++) {
        order[e] = e;
    }
    rng_shuffle(rng, order, n);
    if (i < MADE) {
        case_title(c, "%s", made[i].title);
        memcpy(order, made[i].order, n * sizeof *order);
        case_expect(c, "train", n, made[i].train);
        case_expect(c, "validation", n, made[i].validation);
        case_expect_return(c, (double)made[i].count);
    }
}

/* What is behind the examples of each list may be anything: 0 is reported. */
static void call_fold(Function *f, Case *c)
{
    size_t n = count_of(c, "n"), k = count_of(c, "k"),
           number = count_of(c, "f");
    size_t held = (number + 1) * n / k - number * n / k;
    size_t *train = sizes(c, "train"), *validation = sizes(c, "validation");
    case_returned(c, (double)((__typeof__(fold) *)f)(
                         n, k, number, sizes(c, "order"), train, validation));
    memset(train + (n - held), 0, held * sizeof *train);
    memset(validation + held, 0, (n - held) * sizeof *validation);
}

PROBE(7, 15, fold, .cases = 40, .draw = draw_fold, .call = call_fold,
      .tolerance = 1e-12);

/* ---- 7.16 draw_trial ----
   What follows in the random numbers tells how many were drawn. */

static const char *const next_names[] = {"the next number from rng"};

static void draw_draw(Case *c, size_t i, Rng *rng)
{
    static const struct {
        const char *title;
        size_t count;
        double low[3], high[3];
        int logarithmic[3];
    } made[] = {
        {"one range, uniform", 1, {2}, {5}, {0}},
        {"one range, logarithmic", 1, {0.0001}, {1}, {1}},
        {"two of each kind by turns", 3, {0, 0.01, -1}, {1, 100, 1}, {0, 1, 0}},
        {"a range of one number: it is drawn too",
         3,
         {3, 3, 0},
         {3, 3, 1},
         {0, 1, 0}},
        {"no ranges: nothing is drawn", 0, {0}, {0}, {0}},
    };
    enum { MADE = sizeof made / sizeof made[0] };
    size_t count = i < MADE    ? made[i].count
                   : i == MADE ? MANY
                               : size_up_to(4, rng);
    case_number(c, "seed", (double)rng_below(rng, 1000));
    case_number(c, "count", (double)count);
    real *low = case_reals(c, "low", GIVEN, 1, count);
    real *high = case_reals(c, "high", GIVEN, 1, count);
    int *logarithmic = case_ints(c, "logarithmic", GIVEN, 1, count);
    case_reals(c, "values", RESULT, 1, count);
    case_reals(c, "next", RESULT, 1, 1);
    case_names(c, "next", next_names);
    for (size_t k = 0; k < count; k++) {
        logarithmic[k] = (int)rng_below(rng, 2);
        low[k] = (real)(logarithmic[k] ? pow(10, -1 - (double)rng_below(rng, 5))
                                       : rng_normal(rng));
        high[k] = logarithmic[k] ? low[k] * (real)(1 + rng_below(rng, 5000))
                                 : low[k] + (real)(3 * rng_uniform(rng));
    }
    if (i < MADE) {
        case_title(c, "%s", made[i].title);
        fill_with(low, count, made[i].low);
        fill_with(high, count, made[i].high);
        memcpy(logarithmic, made[i].logarithmic, count * sizeof *logarithmic);
    }
}

static void call_draw(Function *f, Case *c)
{
    Range ranges[MANY];
    double values[MANY];
    size_t count = count_of(c, "count");
    Rng rng = rng_seeded((uint64_t)number(c, "seed"));
    for (size_t k = 0; k < count; k++) {
        ranges[k] =
            (Range){(double)reals(c, "low")[k], (double)reals(c, "high")[k],
                    ints(c, "logarithmic")[k] != 0};
        values[k] = (double)reals(c, "values")[k];
    }
    ((__typeof__(draw_trial) *)f)(ranges, values, count, &rng);
    for (size_t k = 0; k < count; k++) {
        reals(c, "values")[k] = (real)values[k];
    }
    *reals(c, "next") = (real)rng_uniform(&rng);
}

PROBE(7, 16, draw_trial, .cases = 28, .draw = draw_draw, .call = call_draw,
      .tolerance = 1e-9);
