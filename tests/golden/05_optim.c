/* Chapter 5 against PyTorch: the ways of the optimisers, the rates of the
   schedules, the draws of the initialisers. */
#include "golden.h"
#include "landscape.h"
#include "optim.h"

#include <criterion/criterion.h>
#include <stdio.h>

enum { STEPS = 50, DRAWS = 100000 };

/* An optimiser at work on two parameters: all it remembers, and its settings as
   the golden file has them. */
typedef struct Walker {
    real w[2], g[2], first[2], second[2];
    real rate, beta1, beta2, epsilon;
    size_t step; /* 1, 2 ... */
} Walker;

typedef void Step(Walker *a);

static void by_sgd(Walker *a)
{
    sgd_step(a->w, a->g, a->rate, 2);
}

static void by_momentum(Walker *a)
{
    momentum_step(a->w, a->g, a->first, a->rate, a->beta1, 2);
}

static void by_nesterov(Walker *a)
{
    nesterov_step(a->w, a->g, a->first, a->rate, a->beta1, 2);
}

static void by_adagrad(Walker *a)
{
    adagrad_step(a->w, a->g, a->first, a->rate, a->epsilon, 2);
}

static void by_rmsprop(Walker *a)
{
    rmsprop_step(a->w, a->g, a->first, a->rate, a->beta1, a->epsilon, 2);
}

static void by_adadelta(Walker *a)
{
    adadelta_step(a->w, a->g, a->first, a->second, a->rate, a->beta1,
                  a->epsilon, 2);
}

static void by_adam(Walker *a)
{
    adam_step(a->w, a->g, a->first, a->second, a->rate, a->beta1, a->beta2,
              a->epsilon, a->step, 2);
}

static const struct {
    const char *name;
    Step *step;
} optimisers[] = {{"sgd", by_sgd},           {"momentum", by_momentum},
                  {"nesterov", by_nesterov}, {"adagrad", by_adagrad},
                  {"rmsprop", by_rmsprop},   {"adadelta", by_adadelta},
                  {"adam", by_adam}};

enum { ADAGRAD = 3, OPTIMISERS = sizeof optimisers / sizeof optimisers[0] };

typedef real Valley(const real *w, real *g);

static Walker walker(const char *valley, const char *name)
{
    char key[64];
    snprintf(key, sizeof key, "%s.start", valley);
    const real *start = golden("05_optim", key, NULL);
    snprintf(key, sizeof key, "%s.%s.settings", valley, name);
    const real *settings = golden("05_optim", key, NULL);
    return (Walker){.w = {start[0], start[1]},
                    .rate = settings[0],
                    .beta1 = settings[1],
                    .beta2 = settings[2],
                    .epsilon = settings[3]};
}

static void walk(Walker *a, Valley *valley, Step *step, real weight_decay,
                 real path[2][STEPS], size_t from, size_t to)
{
    for (size_t t = from; t < to; t++) {
        valley(a->w, a->g);
        add_weight_decay(a->w, a->g, weight_decay, 2);
        a->step = t + 1;
        step(a);
        path[0][t] = a->w[0];
        path[1][t] = a->w[1];
    }
}

static void require_path(const char *name, real path[2][STEPS])
{
    char key[64];
    snprintf(key, sizeof key, "%s.w1", name);
    golden_require("05_optim", key, path[0], STEPS);
    snprintf(key, sizeof key, "%s.w2", name);
    golden_require("05_optim", key, path[1], STEPS);
}

/* From optimiser number `from` on. */
static void require_paths(const char *name, Valley *valley, size_t from)
{
    for (size_t i = from; i < OPTIMISERS; i++) {
        real path[2][STEPS];
        char key[64];
        Walker a = walker(name, optimisers[i].name);
        walk(&a, valley, optimisers[i].step, 0, path, 0, STEPS);
        snprintf(key, sizeof key, "%s.%s", name, optimisers[i].name);
        require_path(key, path);
    }
}

Test(optim, fifty_steps_down_the_ravine_are_those_of_pytorch)
{
    require_paths("ravine", ravine, 0);
}

Test(optim, fifty_steps_down_rosenbrocks_valley_are_those_of_pytorch)
{
    require_paths("rosenbrock", rosenbrock, 0);
}

Test(optim, epsilon_stands_where_pytorch_has_it)
{
    require_paths("large_epsilon", ravine, ADAGRAD);
}

static void decayed_path(const char *name, Step *step, real path[2][STEPS])
{
    Walker a = walker("rosenbrock", name);
    walk(&a, rosenbrock, step, *golden("05_optim", "decay", NULL), path, 0,
         STEPS);
}

Test(optim, weight_decay_before_the_step_is_that_of_pytorch)
{
    real path[2][STEPS];
    decayed_path("sgd", by_sgd, path);
    require_path("decay.sgd", path);
    decayed_path("momentum", by_momentum, path);
    require_path("decay.momentum", path);
    decayed_path("adam", by_adam, path);
    require_path("decay.adam", path);
}

Test(optim, weight_decay_of_adamw_is_another)
{
    real path[2][STEPS];
    decayed_path("adam", by_adam, path);
    const real *w1 = golden("05_optim", "decay.adamw.w1", NULL);
    cr_assert_gt(fabs(path[0][STEPS - 1] - w1[STEPS - 1]), 0.01);
}

/* PyTorch's velocity is v/λ: it does not carry the rate with it. So when the
   rate changes by a factor, ours must be multiplied by the factor. */
static void change_rate(Walker *a, real factor, bool as_pytorch)
{
    a->rate *= factor;
    for (size_t i = 0; as_pytorch && i < 2; i++) {
        a->first[i] *= factor;
    }
}

Test(optim, momentum_is_that_of_pytorch_if_the_velocity_follows_the_rate)
{
    real path[2][STEPS];
    Walker a = walker("ravine", "momentum");
    walk(&a, ravine, by_momentum, 0, path, 0, STEPS / 2);
    change_rate(&a, (real)0.1, true);
    walk(&a, ravine, by_momentum, 0, path, STEPS / 2, STEPS);
    require_path("two_rates.momentum", path);

    a = walker("ravine", "nesterov");
    walk(&a, ravine, by_nesterov, 0, path, 0, STEPS / 2);
    change_rate(&a, (real)0.1, true);
    walk(&a, ravine, by_nesterov, 0, path, STEPS / 2, STEPS);
    require_path("two_rates.nesterov", path);
}

Test(optim, momentum_is_another_than_that_of_pytorch_when_the_rate_changes)
{
    real path[2][STEPS];
    Walker a = walker("ravine", "momentum");
    walk(&a, ravine, by_momentum, 0, path, 0, STEPS / 2);
    change_rate(&a, (real)0.1, false);
    walk(&a, ravine, by_momentum, 0, path, STEPS / 2, STEPS);
    const real *w1 = golden("05_optim", "two_rates.momentum.w1", NULL);
    cr_assert_gt(fabs(path[0][STEPS - 1] - w1[STEPS - 1]), 0.1);
}

/* A rate may be very small beside the others, so each is measured by itself. */
static void require_rate(const char *name, size_t t, double got)
{
    double tolerance = sizeof(real) == sizeof(double) ? 1e-10 : 1e-6;
    size_t count;
    const real *rates = golden("05_optim", name, &count);
    cr_assert_lt(t, count);
    double expected = rates[t];
    cr_assert_leq(fabs(got - expected), tolerance * expected,
                  "%s, step %zu: expected %.17g, got %.17g", name, t, expected,
                  got);
}

static size_t steps_of(const char *name)
{
    size_t count;
    golden("05_optim", name, &count);
    return count;
}

Test(optim, schedules_are_those_of_pytorch)
{
    double base = *golden("05_optim", "base", NULL);
    for (size_t t = 0; t < steps_of("step_decay"); t++) {
        require_rate("step_decay", t, step_decay(t, 7, 0.5, base));
    }
    for (size_t t = 0; t < steps_of("exponential_decay"); t++) {
        require_rate("exponential_decay", t, exponential_decay(t, 0.93, base));
    }
    for (size_t t = 0; t < steps_of("cosine_decay"); t++) {
        require_rate("cosine_decay", t, cosine_decay(t, 40, 0.01, base));
    }
    for (size_t t = 0; t < steps_of("warm_up"); t++) {
        require_rate("warm_up", t, warm_up(t, 8, base));
    }
}

Test(optim, one_cycle_is_that_of_pytorch_for_whole_and_broken_peaks)
{
    static const struct {
        size_t total;
        double rise;
    } cycles[] = {{4, 0.5},  {7, 0.3},  {10, 0.3},
                  {25, 0.3}, {50, 0.3}, {64, 0.25}};
    double base = *golden("05_optim", "base", NULL);
    for (size_t i = 0; i < sizeof cycles / sizeof cycles[0]; i++) {
        char name[32];
        size_t total = cycles[i].total;
        snprintf(name, sizeof name, "one_cycle.%zu.%.2f", total,
                 cycles[i].rise);
        cr_assert_eq(steps_of(name), total);
        for (size_t t = 0; t < total; t++) {
            require_rate(name, t, one_cycle(t, total, cycles[i].rise, base));
        }
    }
}

static void require_close(const char *name, double got)
{
    double expected = *golden("05_optim", name, NULL);
    cr_assert_leq(fabs(got - expected), 0.01 * expected,
                  "%s: expected about %g, got %g", name, expected, got);
}

Test(optim, initialisers_draw_as_widely_as_those_of_pytorch)
{
    static const size_t fans[][2] = {{784, 128}, {1, 1}, {3, 500}};
    static real w[DRAWS];
    Rng rng = rng_seeded(5);
    for (size_t i = 0; i < 3; i++) {
        char name[32];
        double largest = 0, squares = 0;
        xavier_uniform(w, fans[i][0], fans[i][1], DRAWS, &rng);
        for (size_t k = 0; k < DRAWS; k++) {
            largest = fmax(largest, fabs((double)w[k]));
            squares += (double)w[k] * (double)w[k];
        }
        snprintf(name, sizeof name, "xavier.%zu.%zu", fans[i][0], fans[i][1]);
        require_close(name, largest);
        require_close(name, sqrt(3 * squares / DRAWS)); /* that of a uniform */

        he_normal(w, fans[i][0], DRAWS, &rng);
        squares = 0;
        for (size_t k = 0; k < DRAWS; k++) {
            squares += (double)w[k] * (double)w[k];
        }
        snprintf(name, sizeof name, "he.%zu.%zu", fans[i][0], fans[i][1]);
        require_close(name, sqrt(squares / DRAWS));
    }
}
