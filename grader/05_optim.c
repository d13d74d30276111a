#include "optim.h"
#include "probe.h"

/* Every optimiser is called for one step, with a memory that is not zero in
   most cases: what it forgets or fails to keep shows at once. An ε is large
   (0.01 or more), so that its place in the formula shows too. Of the cases
   behind the hand-made ones three are special, the same for all. */

enum {
    EXTREME = 7, /* gradients of every size, and a small ε: a threshold, a clip
                    or a second ε shows */
    LONG = 8,    /* more parameters than a byte counts */
    LONGER = 9   /* ... than two bytes count */
};

/* ---- Drawing steps ---- */

static void hand_made(Case *c, const char *name, Role role, size_t count,
                      const double *values)
{
    fill_with(case_reals(c, name, role, 1, count), count, values);
}

static double random_rate(Rng *rng)
{
    return one_real_of((double[]){1, 0.5, 0.1, 0.03, 0.001}, 5, rng);
}

static double random_share(Rng *rng)
{
    return one_real_of((double[]){0, 0.5, 0.9, 0.95, 0.99}, 5, rng);
}

static double random_epsilon(size_t i, Rng *rng)
{
    return i == EXTREME ? 1e-8
                        : one_real_of((double[]){0.5, 0.1, 0.01}, 3, rng);
}

/* Of many numbers, only the first are drawn; they come again and again. */
static void fill(real *x, size_t count, Rng *rng)
{
    enum { DRAWN = 97 };
    fill_normal(x, count < DRAWN ? count : DRAWN, rng);
    for (size_t k = DRAWN; k < count; k++) {
        x[k] = x[k - DRAWN];
    }
}

/* Weights and gradients, some of them exactly zero; returns how many. */
static size_t random_weights(Case *c, size_t i, Rng *rng)
{
    size_t count = i == EXTREME  ? 17
                   : i == LONG   ? 300
                   : i == LONGER ? 70000
                                 : 1 + rng_below(rng, 9);
    case_number(c, "count", (double)count);
    real *w = case_reals(c, "w", CHANGED, 1, count);
    real *g = case_reals(c, "g", GIVEN, 1, count);
    if (i == EXTREME) {
        case_title(c, "gradients of every size from 1e-8 to 1e8");
        for (size_t k = 0; k < count; k++) {
            g[k] = (real)((k % 2 == 0 ? 3 : -3) * pow(10, (double)k - 8));
        }
        return count;
    }
    if (i == LONG || i == LONGER) {
        case_title(c, "%zu parameters", count);
    }
    fill(w, count, rng);
    fill(g, count, rng);
    g[rng_below(rng, count)] *= (real)rng_below(rng, 2);
    return count;
}

/* Beside extreme gradients it is still zero, so that nothing covers them. */
static real *random_memory(Case *c, const char *name, size_t count, size_t i,
                           Rng *rng)
{
    real *memory = case_reals(c, name, CHANGED, 1, count);
    if (i != EXTREME) {
        fill(memory, count, rng);
    }
    return memory;
}

/* A mean of squares: not negative. */
static void random_squares(Case *c, const char *name, size_t count, size_t i,
                           Rng *rng)
{
    real *s = random_memory(c, name, count, i, rng);
    for (size_t k = 0; k < count; k++) {
        s[k] *= s[k];
    }
}

/* ---- 5.1 sgd_step ---- */

static void draw_sgd(Case *c, size_t i, Rng *rng)
{
    switch (i) {
    case 0:
        case_title(c, "two parameters, one gradient up and one down");
        case_number(c, "learning_rate", 0.5);
        case_number(c, "count", 2);
        hand_made(c, "w", CHANGED, 2, (double[]){1, 2});
        hand_made(c, "g", GIVEN, 2, (double[]){4, -2});
        case_expect(c, "w", 2, (double[]){-1, 3});
        break;
    case 1:
        case_title(c, "one parameter");
        case_number(c, "learning_rate", 0.1);
        case_number(c, "count", 1);
        hand_made(c, "w", CHANGED, 1, (double[]){3});
        hand_made(c, "g", GIVEN, 1, (double[]){10});
        case_expect(c, "w", 1, (double[]){2});
        break;
    case 2:
        case_title(c, "a gradient of zero: nothing moves");
        case_number(c, "learning_rate", 0.1);
        case_number(c, "count", 3);
        hand_made(c, "w", CHANGED, 3, (double[]){3, -4, 0});
        hand_made(c, "g", GIVEN, 3, (double[]){0, 0, 0});
        case_expect(c, "w", 3, (double[]){3, -4, 0});
        break;
    case 3:
        case_title(c, "no parameters at all");
        case_number(c, "learning_rate", 0.1);
        case_number(c, "count", 0);
        hand_made(c, "w", CHANGED, 0, NULL);
        hand_made(c, "g", GIVEN, 0, NULL);
        break;
    default:
        case_number(c, "learning_rate", random_rate(rng));
        random_weights(c, i, rng);
    }
}

static void call_sgd(Function *f, Case *c)
{
    ((__typeof__(sgd_step) *)f)(reals(c, "w"), reals(c, "g"),
                                (real)number(c, "learning_rate"),
                                count_of(c, "count"));
}

PROBE(5, 1, sgd_step, .cases = 20, .draw = draw_sgd, .call = call_sgd,
      .tolerance = 1e-9);

/* ---- 5.2 momentum_step and 5.3 nesterov_step ---- */

static void draw_rolling(Case *c, size_t i, Rng *rng)
{
    switch (i) {
    case 0:
        case_title(c, "the first step: the velocity is still zero");
        case_number(c, "learning_rate", 0.5);
        case_number(c, "momentum", 0.5);
        case_number(c, "count", 2);
        hand_made(c, "w", CHANGED, 2, (double[]){1, 2});
        hand_made(c, "g", GIVEN, 2, (double[]){4, -2});
        hand_made(c, "v", CHANGED, 2, (double[]){0, 0});
        case_expect(c, "v", 2, (double[]){2, -1});
        break;
    case 1:
        case_title(c, "a later step, with a velocity");
        case_number(c, "learning_rate", 0.5);
        case_number(c, "momentum", 0.5);
        case_number(c, "count", 2);
        hand_made(c, "w", CHANGED, 2, (double[]){1, 2});
        hand_made(c, "g", GIVEN, 2, (double[]){4, -2});
        hand_made(c, "v", CHANGED, 2, (double[]){8, 6});
        case_expect(c, "v", 2, (double[]){6, 2});
        break;
    case 2:
        case_title(c, "no gradient: it rolls on");
        case_number(c, "learning_rate", 0.5);
        case_number(c, "momentum", 0.5);
        case_number(c, "count", 1);
        hand_made(c, "w", CHANGED, 1, (double[]){1});
        hand_made(c, "g", GIVEN, 1, (double[]){0});
        hand_made(c, "v", CHANGED, 1, (double[]){8});
        case_expect(c, "v", 1, (double[]){4});
        break;
    default:
        case_number(c, "learning_rate", random_rate(rng));
        case_number(c, "momentum", i == 3 ? 0.9 : random_share(rng));
        random_memory(c, "v", random_weights(c, i, rng), i, rng);
    }
}

static void draw_momentum(Case *c, size_t i, Rng *rng)
{
    static const double w[][2] = {{-1, 3}, {-5, 0}, {-3, 0}};
    draw_rolling(c, i, rng);
    if (i < 3) {
        case_expect(c, "w", i == 2 ? 1 : 2, w[i]);
    }
}

static void draw_nesterov(Case *c, size_t i, Rng *rng)
{
    static const double w[][2] = {{-2, 3.5}, {-4, 2}, {-1, 0}};
    draw_rolling(c, i, rng);
    if (i < 3) {
        case_expect(c, "w", i == 2 ? 1 : 2, w[i]);
    }
}

static void call_rolling(Function *f, Case *c)
{
    ((__typeof__(momentum_step) *)f)(
        reals(c, "w"), reals(c, "g"), reals(c, "v"),
        (real)number(c, "learning_rate"), (real)number(c, "momentum"),
        count_of(c, "count"));
}

PROBE(5, 2, momentum_step, .cases = 30, .draw = draw_momentum,
      .call = call_rolling, .tolerance = 1e-9);
PROBE(5, 3, nesterov_step, .cases = 30, .draw = draw_nesterov,
      .call = call_rolling, .tolerance = 1e-9);

/* ---- 5.4 adagrad_step ---- */

static void draw_adagrad(Case *c, size_t i, Rng *rng)
{
    switch (i) {
    case 0:
        case_title(c, "s grows from 16 to 25");
        case_number(c, "learning_rate", 2);
        case_number(c, "epsilon", 1);
        case_number(c, "count", 1);
        hand_made(c, "w", CHANGED, 1, (double[]){1});
        hand_made(c, "g", GIVEN, 1, (double[]){3});
        hand_made(c, "s", CHANGED, 1, (double[]){16});
        case_expect(c, "s", 1, (double[]){25});
        case_expect(c, "w", 1, (double[]){0}); /* 1 − 2 · 3 / (5 + 1) */
        break;
    case 1:
        case_title(c, "the first step: s is still zero");
        case_number(c, "learning_rate", 1);
        case_number(c, "epsilon", 1);
        case_number(c, "count", 2);
        hand_made(c, "w", CHANGED, 2, (double[]){0, 0});
        hand_made(c, "g", GIVEN, 2, (double[]){3, -1});
        hand_made(c, "s", CHANGED, 2, (double[]){0, 0});
        case_expect(c, "s", 2, (double[]){9, 1});
        case_expect(c, "w", 2, (double[]){-0.75, 0.5});
        break;
    case 2:
        case_title(c, "never a gradient: ε keeps 0 / 0 away");
        case_number(c, "learning_rate", 1);
        case_number(c, "epsilon", 0.1);
        case_number(c, "count", 1);
        hand_made(c, "w", CHANGED, 1, (double[]){7});
        hand_made(c, "g", GIVEN, 1, (double[]){0});
        hand_made(c, "s", CHANGED, 1, (double[]){0});
        case_expect(c, "s", 1, (double[]){0});
        case_expect(c, "w", 1, (double[]){7});
        break;
    default:
        case_number(c, "learning_rate", random_rate(rng));
        case_number(c, "epsilon", random_epsilon(i, rng));
        random_squares(c, "s", random_weights(c, i, rng), i, rng);
    }
}

static void call_adagrad(Function *f, Case *c)
{
    ((__typeof__(adagrad_step) *)f)(reals(c, "w"), reals(c, "g"), reals(c, "s"),
                                    (real)number(c, "learning_rate"),
                                    (real)number(c, "epsilon"),
                                    count_of(c, "count"));
}

PROBE(5, 4, adagrad_step, .cases = 30, .draw = draw_adagrad,
      .call = call_adagrad, .tolerance = 1e-9);

/* ---- 5.5 rmsprop_step ---- */

static void draw_rmsprop(Case *c, size_t i, Rng *rng)
{
    switch (i) {
    case 0:
        case_title(c, "s goes a quarter of the way from 21 to 5²");
        case_number(c, "learning_rate", 3);
        case_number(c, "decay", 0.75);
        case_number(c, "epsilon", 0.25);
        case_number(c, "count", 1);
        hand_made(c, "w", CHANGED, 1, (double[]){10});
        hand_made(c, "g", GIVEN, 1, (double[]){5});
        hand_made(c, "s", CHANGED, 1, (double[]){21});
        case_expect(c, "s", 1, (double[]){22});
        break;
    case 1:
        case_title(c, "the first step: s is still zero");
        case_number(c, "learning_rate", 1);
        case_number(c, "decay", 0.75);
        case_number(c, "epsilon", 1);
        case_number(c, "count", 2);
        hand_made(c, "w", CHANGED, 2, (double[]){0, 0});
        hand_made(c, "g", GIVEN, 2, (double[]){6, -2});
        hand_made(c, "s", CHANGED, 2, (double[]){0, 0});
        case_expect(c, "s", 2, (double[]){9, 1});
        case_expect(c, "w", 2, (double[]){-1.5, 1});
        break;
    case 2:
        case_title(c, "never a gradient: ε keeps 0 / 0 away");
        case_number(c, "learning_rate", 1);
        case_number(c, "decay", 0.9);
        case_number(c, "epsilon", 0.1);
        case_number(c, "count", 1);
        hand_made(c, "w", CHANGED, 1, (double[]){7});
        hand_made(c, "g", GIVEN, 1, (double[]){0});
        hand_made(c, "s", CHANGED, 1, (double[]){0});
        case_expect(c, "s", 1, (double[]){0});
        case_expect(c, "w", 1, (double[]){7});
        break;
    default:
        case_number(c, "learning_rate", random_rate(rng));
        case_number(c, "decay", i == 3 ? 0.9 : random_share(rng));
        case_number(c, "epsilon", random_epsilon(i, rng));
        random_squares(c, "s", random_weights(c, i, rng), i, rng);
    }
}

static void call_rmsprop(Function *f, Case *c)
{
    ((__typeof__(rmsprop_step) *)f)(
        reals(c, "w"), reals(c, "g"), reals(c, "s"),
        (real)number(c, "learning_rate"), (real)number(c, "decay"),
        (real)number(c, "epsilon"), count_of(c, "count"));
}

PROBE(5, 5, rmsprop_step, .cases = 30, .draw = draw_rmsprop,
      .call = call_rmsprop, .tolerance = 1e-9);

/* ---- 5.6 adadelta_step ---- */

static void draw_adadelta(Case *c, size_t i, Rng *rng)
{
    switch (i) {
    case 0:
        case_title(c, "whole roots: √(15 + 1) above, √(3 + 1) below");
        case_number(c, "learning_rate", 0.5);
        case_number(c, "decay", 0.75);
        case_number(c, "epsilon", 1);
        case_number(c, "count", 1);
        hand_made(c, "w", CHANGED, 1, (double[]){10});
        hand_made(c, "g", GIVEN, 1, (double[]){3});
        hand_made(c, "s", CHANGED, 1, (double[]){1});
        hand_made(c, "a", CHANGED, 1, (double[]){15});
        case_expect(c, "s", 1, (double[]){3});     /* 3/4 · 1 + 1/4 · 9 */
        case_expect(c, "a", 1, (double[]){20.25}); /* 3/4 · 15 + 1/4 · 6² */
        case_expect(c, "w", 1, (double[]){7});     /* d = 4 / 2 · 3 */
        break;
    case 1:
        case_title(c, "the first step: s and a are still zero");
        case_number(c, "learning_rate", 1);
        case_number(c, "decay", 0.75);
        case_number(c, "epsilon", 4);
        case_number(c, "count", 2);
        hand_made(c, "w", CHANGED, 2, (double[]){0, 7});
        hand_made(c, "g", GIVEN, 2, (double[]){3, 0});
        hand_made(c, "s", CHANGED, 2, (double[]){0, 0});
        hand_made(c, "a", CHANGED, 2, (double[]){0, 0});
        case_expect(c, "s", 2, (double[]){2.25, 0});
        case_expect(c, "a", 2, (double[]){1.44, 0});
        case_expect(c, "w", 2, (double[]){-2.4, 7}); /* 2 / 2.5 · 3 */
        break;
    default:
        case_number(c, "learning_rate", random_rate(rng));
        case_number(c, "decay", i == 2 ? 0.9 : random_share(rng));
        case_number(c, "epsilon", random_epsilon(i, rng));
        size_t count = random_weights(c, i, rng);
        random_squares(c, "s", count, i, rng);
        random_squares(c, "a", count, i, rng);
    }
}

static void call_adadelta(Function *f, Case *c)
{
    ((__typeof__(adadelta_step) *)f)(
        reals(c, "w"), reals(c, "g"), reals(c, "s"), reals(c, "a"),
        (real)number(c, "learning_rate"), (real)number(c, "decay"),
        (real)number(c, "epsilon"), count_of(c, "count"));
}

PROBE(5, 6, adadelta_step, .cases = 30, .draw = draw_adadelta,
      .call = call_adadelta, .tolerance = 1e-9);

/* ---- 5.7 adam_step ---- */

static void adam_numbers(Case *c, double learning_rate, double beta1,
                         double beta2, double epsilon, size_t step)
{
    case_number(c, "learning_rate", learning_rate);
    case_number(c, "beta1", beta1);
    case_number(c, "beta2", beta2);
    case_number(c, "epsilon", epsilon);
    case_number(c, "step", (double)step);
}

static void draw_adam(Case *c, size_t i, Rng *rng)
{
    switch (i) {
    case 0:
        case_title(c, "the first step: the corrections give back g and g²");
        adam_numbers(c, 1, 0.5, 0.75, 1, 1);
        case_number(c, "count", 2);
        hand_made(c, "w", CHANGED, 2, (double[]){0, 0});
        hand_made(c, "g", GIVEN, 2, (double[]){3, -1});
        hand_made(c, "m", CHANGED, 2, (double[]){0, 0});
        hand_made(c, "s", CHANGED, 2, (double[]){0, 0});
        case_expect(c, "m", 2, (double[]){1.5, -0.5});
        case_expect(c, "s", 2, (double[]){2.25, 0.25});
        case_expect(c, "w", 2, (double[]){-0.75, 0.5});
        break;
    case 1:
        case_title(c, "the second step");
        adam_numbers(c, 1, 0.5, 0.5, 1, 2);
        case_number(c, "count", 1);
        hand_made(c, "w", CHANGED, 1, (double[]){1});
        hand_made(c, "g", GIVEN, 1, (double[]){2});
        hand_made(c, "m", CHANGED, 1, (double[]){4});
        hand_made(c, "s", CHANGED, 1, (double[]){2});
        case_expect(c, "m", 1, (double[]){3});
        case_expect(c, "s", 1, (double[]){3});
        case_expect(c, "w", 1, (double[]){1 - 4 / 3.0}); /* 4 / (2 + 1) */
        break;
    case 2:
        case_title(c, "never a gradient: ε keeps 0 / 0 away");
        adam_numbers(c, 1, 0.9, 0.999, 0.1, 1);
        case_number(c, "count", 1);
        hand_made(c, "w", CHANGED, 1, (double[]){7});
        hand_made(c, "g", GIVEN, 1, (double[]){0});
        hand_made(c, "m", CHANGED, 1, (double[]){0});
        hand_made(c, "s", CHANGED, 1, (double[]){0});
        case_expect(c, "w", 1, (double[]){7});
        break;
    default:; /* C11 wants a statement here */
        double beta1 = random_share(rng), beta2 = random_share(rng);
        size_t step = 1 + rng_below(rng, 12);
        if (i == 3 || i == 5) {
            beta1 = 0.9;
            beta2 = 0.999;
            step = i == 5 ? 300 : step;
        } else if (i == 4) { /* so slow that even this step is corrected */
            beta1 = 0.99999;
            beta2 = 0.999999;
            step = 100000;
        }
        adam_numbers(c, random_rate(rng), beta1, beta2, random_epsilon(i, rng),
                     step);
        size_t count = random_weights(c, i, rng);
        random_memory(c, "m", count, i, rng);
        random_squares(c, "s", count, i, rng);
    }
}

static void call_adam(Function *f, Case *c)
{
    ((__typeof__(adam_step) *)f)(
        reals(c, "w"), reals(c, "g"), reals(c, "m"), reals(c, "s"),
        (real)number(c, "learning_rate"), (real)number(c, "beta1"),
        (real)number(c, "beta2"), (real)number(c, "epsilon"),
        count_of(c, "step"), count_of(c, "count"));
}

PROBE(5, 7, adam_step, .cases = 36, .draw = draw_adam, .call = call_adam,
      .tolerance = 1e-9);

/* ---- 5.8 step_decay ---- */

static void draw_step_decay(Case *c, size_t i, Rng *rng)
{
    static const struct {
        const char *title;
        size_t t, every;
        double expected;
    } made[] = {
        {"the first step has the full rate", 0, 10, 8},
        {"the last step before the first drop", 9, 10, 8},
        {"the first drop", 10, 10, 2},
        {"just after it", 11, 10, 2},
        {"the last step before the second drop", 19, 10, 2},
        {"the second drop", 20, 10, 0.5},
        {"a drop at every step", 3, 1, 0.125},
        {"a drop every 300 steps", 700, 300, 0.5},
        {"a drop every 70 000 steps", 140000, 70000, 0.5},
    };
    enum { MADE = sizeof made / sizeof made[0] };
    if (i < MADE) {
        case_title(c, "%s", made[i].title);
        case_number(c, "t", (double)made[i].t);
        case_number(c, "every", (double)made[i].every);
        case_number(c, "factor", 0.25);
        case_number(c, "base", 8);
        case_expect_return(c, made[i].expected);
        return;
    }
    case_number(c, "t", (double)rng_below(rng, 60));
    case_number(c, "every", 1 + (double)rng_below(rng, 15));
    case_number(c, "factor", one_real_of((double[]){0.1, 0.5, 0.9, 1}, 4, rng));
    case_number(c, "base", random_rate(rng));
}

static void call_step_decay(Function *f, Case *c)
{
    case_returned(c, ((__typeof__(step_decay) *)f)(
                         count_of(c, "t"), count_of(c, "every"),
                         number(c, "factor"), number(c, "base")));
}

PROBE(5, 8, step_decay, .cases = 30, .draw = draw_step_decay,
      .call = call_step_decay, .tolerance = 1e-9);

/* ---- 5.9 cosine_decay ---- */

static void draw_cosine_decay(Case *c, size_t i, Rng *rng)
{
    static const struct {
        const char *title;
        size_t t, total;
        double expected;
    } made[] = {
        {"the start", 0, 12, 5},
        {"a third of the way: the cosine of 60° is 1/2", 4, 12, 4},
        {"half-way", 6, 12, 3},
        {"the end", 12, 12, 1},
        {"long after the end", 20, 12, 1},
        {"one whole turn of the cosine after the start", 24, 12, 1},
        {"a total of 0: at once the final rate", 0, 0, 1},
        {"a total of 0, a step later", 1, 0, 1},
        {"a total of 1: the start", 0, 1, 5},
        {"a third of 900 steps", 300, 900, 4},
        {"long after 60 steps", 300, 60, 1},
        {"very long after 5000 steps", 70000, 5000, 1},
        {"two thirds of 120 000 steps", 80000, 120000, 2},
    };
    enum { MADE = sizeof made / sizeof made[0] };
    if (i < MADE) {
        case_title(c, "%s", made[i].title);
        case_number(c, "t", (double)made[i].t);
        case_number(c, "total", (double)made[i].total);
        case_number(c, "final", 1);
        case_number(c, "base", 5);
        case_expect_return(c, made[i].expected);
        return;
    }
    size_t total = 1 + rng_below(rng, 40);
    case_number(c, "t", (double)rng_below(rng, total + 3));
    case_number(c, "total", (double)total);
    case_number(c, "final", one_real_of((double[]){0, 0.001, 0.0625}, 3, rng));
    case_number(c, "base", random_rate(rng));
}

static void call_cosine_decay(Function *f, Case *c)
{
    case_returned(c, ((__typeof__(cosine_decay) *)f)(
                         count_of(c, "t"), count_of(c, "total"),
                         number(c, "final"), number(c, "base")));
}

PROBE(5, 9, cosine_decay, .cases = 36, .draw = draw_cosine_decay,
      .call = call_cosine_decay, .tolerance = 1e-11);

/* ---- 5.10 warm_up ---- */

static void draw_warm_up(Case *c, size_t i, Rng *rng)
{
    static const struct {
        const char *title;
        size_t t, warmup;
        double expected;
    } made[] = {
        {"the first step moves already", 0, 4, 2},
        {"the third of four steps", 2, 4, 6},
        {"the last step of the warm-up has the full rate", 3, 4, 8},
        {"the first step after the warm-up", 4, 4, 8},
        {"long after it", 300, 60, 8},
        {"very long after it", 70000, 5000, 8},
        {"no warm-up at all", 0, 0, 8},
        {"no warm-up at all, a step later", 1, 0, 8},
        {"a warm-up of one step", 0, 1, 8},
        {"a warm-up of one step, behind it", 1, 1, 8},
        {"half-way in a warm-up of 600 steps", 299, 600, 4},
        {"half-way in a warm-up of 140 000 steps", 69999, 140000, 4},
    };
    enum { MADE = sizeof made / sizeof made[0] };
    if (i < MADE) {
        case_title(c, "%s", made[i].title);
        case_number(c, "t", (double)made[i].t);
        case_number(c, "warmup", (double)made[i].warmup);
        case_number(c, "base", 8);
        case_expect_return(c, made[i].expected);
        return;
    }
    case_number(c, "t", (double)rng_below(rng, 30));
    case_number(c, "warmup", (double)rng_below(rng, 25));
    case_number(c, "base", random_rate(rng));
}

static void call_warm_up(Function *f, Case *c)
{
    case_returned(c, ((__typeof__(warm_up) *)f)(count_of(c, "t"),
                                                count_of(c, "warmup"),
                                                number(c, "base")));
}

PROBE(5, 10, warm_up, .cases = 34, .draw = draw_warm_up, .call = call_warm_up,
      .tolerance = 1e-9);

/* ---- 5.11 one_cycle ---- */

static void draw_one_cycle(Case *c, size_t i, Rng *rng)
{
    /* base / 25 is 4, base / 250 000 is 0.0004. For 20 steps the peak is at
       step 0.25 · 20 − 1 = 4. */
    static const struct {
        const char *title;
        size_t t, total;
        double rise, expected;
    } made[] = {
        {"the first step: base / 25", 0, 20, 0.25, 4},
        {"half-way up", 2, 20, 0.25, 52},
        {"the peak, at step rise · total − 1", 4, 20, 0.25, 100},
        {"a third of the way down: the cosine of 60° is 1/2", 9, 20, 0.25,
         75.0001},
        {"the last step: base / 250 000", 19, 20, 0.25, 0.0004},
        {"after the last step", 25, 20, 0.25, 0.0004},
        {"two steps, the peak at step 0.5: the first", 0, 2, 0.75, 4},
        {"two steps, the peak at step 0.5: the last", 1, 2, 0.75, 0.0004},
        {"three steps, the peak at step 0.5: a third of the way down", 1, 3,
         0.5, 75.0001},
        {"the peak just before the last step", 7, 8, 0.96875, 0.0004},
        {"half-way up to a peak at step 300", 150, 602, 0.5, 52},
        {"half-way up to a peak at step 200 000", 100000, 400002, 0.5, 52},
        {"a third of the way down from step 99 999", 199999, 400000, 0.25,
         75.0001},
    };
    enum { MADE = sizeof made / sizeof made[0] };
    if (i < MADE) {
        case_title(c, "%s", made[i].title);
        case_number(c, "t", (double)made[i].t);
        case_number(c, "total", (double)made[i].total);
        case_number(c, "rise", made[i].rise);
        case_number(c, "base", 100);
        case_expect_return(c, made[i].expected);
        return;
    }
    size_t total = 7 + rng_below(rng, 40);
    size_t t = rng_below(rng, total + 2);
    double rise = one_real_of((double[]){0.3, 0.25, 0.5}, 3, rng);
    if (i == MADE || i == MADE + 1) {
        total = 25;
        t = 6 + i - MADE;
        rise = 0.3;
        case_title(c, "a peak at step 6.5: step %zu is just %s it", t,
                   t == 6 ? "before" : "after");
    }
    case_number(c, "t", (double)t);
    case_number(c, "total", (double)total);
    case_number(c, "rise", rise);
    case_number(c, "base", random_rate(rng));
}

static void call_one_cycle(Function *f, Case *c)
{
    case_returned(
        c, ((__typeof__(one_cycle) *)f)(count_of(c, "t"), count_of(c, "total"),
                                        number(c, "rise"), number(c, "base")));
}

PROBE(5, 11, one_cycle, .cases = 46, .draw = draw_one_cycle,
      .call = call_one_cycle, .tolerance = 1e-10);

/* ---- 5.12 xavier_uniform and 5.13 he_normal ----
   Both sides draw from generators with the same seed. Afterwards the generator's
   next number is taken: it shows how many draws were made. */

static void draw_initialiser(Case *c, size_t i, Rng *rng, bool fan_out)
{
    static const size_t made[][3] = {
        {1, 1, 1},        {2, 4, 8},          {3, 1, 3},     {2, 1, 2},
        {784, 16, 12544}, {3, 2, 4},          {3, 2, 7},     {5, 3, 0},
        {9, 18, 300},     {16777217, 300, 5}, {3, 70000, 5}, {400, 300, 70000}};
    enum { MADE = sizeof made / sizeof made[0] };
    size_t in = i < MADE ? made[i][0] : 1 + rng_below(rng, 12);
    size_t out = i < MADE ? made[i][1] : 1 + rng_below(rng, 12);
    size_t count = i < MADE ? made[i][2] : in * out;
    case_number(c, "fan_in", (double)in);
    if (fan_out) {
        case_number(c, "fan_out", (double)out);
    }
    case_number(c, "count", (double)count);
    case_number(c, "seed", (double)rng_below(rng, 1000));
    if (count == in * out) {
        case_title(c, "a layer from %zu to %zu", in, out);
    } else {
        case_title(c, "%zu weights: the two fans do not say how many", count);
    }
    case_reals(c, "w", RESULT, 1, count);
    case_reals(c, "the generator's next numbers", RESULT, 1, 2);
}

static void draw_xavier(Case *c, size_t i, Rng *rng)
{
    draw_initialiser(c, i, rng, true);
}

static void draw_he(Case *c, size_t i, Rng *rng)
{
    draw_initialiser(c, i, rng, false);
}

static void take_next(Case *c, Rng *rng)
{
    real *next = reals(c, "the generator's next numbers");
    next[0] = (real)rng_uniform(rng);
    next[1] = (real)rng_uniform(rng);
}

static void call_xavier(Function *f, Case *c)
{
    Rng rng = rng_seeded((uint64_t)number(c, "seed"));
    ((__typeof__(xavier_uniform) *)f)(reals(c, "w"), count_of(c, "fan_in"),
                                      count_of(c, "fan_out"),
                                      count_of(c, "count"), &rng);
    take_next(c, &rng);
}

static void call_he(Function *f, Case *c)
{
    Rng rng = rng_seeded((uint64_t)number(c, "seed"));
    ((__typeof__(he_normal) *)f)(reals(c, "w"), count_of(c, "fan_in"),
                                 count_of(c, "count"), &rng);
    take_next(c, &rng);
}

PROBE(5, 12, xavier_uniform, .cases = 24, .draw = draw_xavier,
      .call = call_xavier, .tolerance = 1e-12);
PROBE(5, 13, he_normal, .cases = 24, .draw = draw_he, .call = call_he,
      .tolerance = 1e-12);
