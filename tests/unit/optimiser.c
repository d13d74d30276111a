/* src/optimiser.c: which parameters a step changes, and that it is chapter 5's
   step, on any number of threads. */
#include "optimiser.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static Error error;

static Net built(const char *text)
{
    Net net;
    cr_assert(net_new(&net, text, (Shape){0}, 3, 42, &error), "%s", error.text);
    return net;
}

static Optimiser made(const char *name, double weight_decay, const Net *net)
{
    Optimiser optimiser;
    OptimiserSettings settings = {name, 0.1, NAN, NAN, weight_decay};
    cr_assert(optimiser_new(&optimiser, &settings, net->parameters, &error),
              "%s", error.text);
    return optimiser;
}

static void draw(real *numbers, size_t count, uint64_t seed)
{
    Rng rng = rng_seeded(seed);
    for (size_t i = 0; i < count; i++) {
        numbers[i] = (real)rng_normal(&rng);
    }
}

Test(optimiser, decays_weights_and_no_biases)
{
    for (const char *const *name = optimiser_names; *name != NULL; name++) {
        Net net = built("input 3, dense 4, relu, maxout 2");
        Optimiser optimiser = made(*name, 0.5, &net);
        for (size_t i = 0; i < net.parameters; i++) {
            net.w[i] = 1;
        }
        optimiser_step(&optimiser, &net, 0.1, 1);
        for (size_t i = 0; i < net.parameters; i++) {
            cr_assert(i < net.weights ? net.w[i] < 1 : net.w[i] == 1,
                      "%s: parameter %zu of %zu, %zu weights: %g", *name, i,
                      net.parameters, net.weights, (double)net.w[i]);
        }
        optimiser_free(&optimiser);
        net_free(&net);
    }
}

/* Weights 2 and −0.5, biases 1, gradients 0. */
static void step_with(Penalty penalty, double weight_decay, double large,
                      double small)
{
    Net net = built("input 3, dense 4, relu, batch_norm, dense 1");
    Optimiser optimiser = made("sgd", weight_decay, &net);
    const Layer *norm = &net.layers[3];
    optimiser.penalty = penalty;
    for (size_t i = 0; i < net.parameters; i++) {
        net.w[i] = i >= net.weights ? 1 : i % 2 == 0 ? 2 : (real)-0.5;
    }
    optimiser_step(&optimiser, &net, 1, 1);
    for (size_t i = 0; i < net.parameters; i++) {
        const real *w = net.w + i;
        double before = i >= net.weights ? 1 : i % 2 == 0 ? 2 : -0.5;
        double change = i % 2 == 0 ? large : small;
        if (i >= net.weights || (w >= norm->w && w < norm->w + norm->weights)) {
            change = 0;
        }
        cr_expect(fabs((double)*w - before - change) < 1e-6,
                  "parameter %zu of %zu: from %g to %g", i, net.parameters,
                  before, (double)*w);
    }
    optimiser_free(&optimiser);
    net_free(&net);
}

Test(optimiser, penalises_weights_and_neither_biases_nor_gamma)
{
    step_with((Penalty){.l1 = 0.25}, 0, -0.25, 0.25);
    step_with((Penalty){.l1 = 0.25}, 0.5, -0.25 - 1, 0.25 + 0.25);
    step_with((Penalty){.huber = 0.125, .delta = 1}, 0, -0.125, 0.0625);
    step_with((Penalty){0.25, 0.125, 1}, 0.5, -1.375, 0.5625);
    step_with((Penalty){0}, 0.5, -1, 0.25);
    step_with((Penalty){0}, 0, 0, 0);
}

Test(optimiser, leaves_frozen_layers_alone)
{
    for (const char *const *name = optimiser_names; *name != NULL; name++) {
        Net net = built("input 6, dense 5, dense 4 frozen, relu, dense 3");
        Optimiser optimiser = made(*name, 0.5, &net);
        const Layer *frozen = &net.layers[2];
        real *before = malloc(net.parameters * sizeof *before);
        draw(net.dw, net.parameters, 1);
        draw(net.w, net.parameters, 2);
        memcpy(before, net.w, net.parameters * sizeof *before);
        optimiser_step(&optimiser, &net, 0.1, 1);
        for (size_t i = 0; i < net.parameters; i++) {
            const real *w = net.w + i;
            bool stays = (w >= frozen->w && w < frozen->w + frozen->weights) ||
                         (w >= frozen->b && w < frozen->b + frozen->biases);
            cr_assert_eq(*w == before[i], stays, "%s: parameter %zu", *name, i);
        }
        free(before);
        optimiser_free(&optimiser);
        net_free(&net);
    }
}

/* Three steps of a network so large that they are shared. */
static void steps(const char *name, size_t threads, real *w, size_t *members)
{
    char wanted[] = {(char)('0' + threads), '\0'};
    setenv("NN_THREADS", wanted, 1);
    Net net = built("input 300, dense 250, relu, dense 7");
    Optimiser optimiser = made(name, 0.01, &net);
    real x[900];
    net.worth_a_team = 0;
    draw(x, 900, 3);
    net_forward(&net, x, 3, TRAIN);
    for (size_t step = 1; step <= 3; step++) {
        draw(net.dw, net.parameters, step);
        optimiser_step(&optimiser, &net, 0.01, step);
    }
    memcpy(w, net.w, net.parameters * sizeof *w);
    *members = team_members(net.team);
    optimiser_free(&optimiser);
    net_free(&net);
}

Test(optimiser, has_the_same_bits_on_any_number_of_threads)
{
    enum { PARAMETERS = 300 * 250 + 250 + 250 * 7 + 7 };
    static real one[PARAMETERS], several[PARAMETERS];
    for (const char *const *name = optimiser_names; *name != NULL; name++) {
        size_t members;
        steps(*name, 1, one, &members);
        for (size_t threads = 2; threads <= 3; threads++) {
            steps(*name, threads, several, &members);
            cr_assert_eq(members, threads);
            cr_assert_eq(memcmp(one, several, sizeof one), 0, "%s, %zu threads",
                         *name, threads);
        }
    }
}

Test(optimiser, is_that_of_chapter_5)
{
    Net net = built("input 4, dense 3, relu, dense 2");
    Optimiser optimiser = made("adam", 0, &net);
    size_t n = net.parameters;
    real w[64], g[64], m[64] = {0}, s[64] = {0};
    cr_assert_leq(n, 64);
    memcpy(w, net.w, n * sizeof *w);
    for (size_t step = 1; step <= 4; step++) {
        draw(net.dw, n, step);
        memcpy(g, net.dw, n * sizeof *g);
        optimiser_step(&optimiser, &net, 0.02, step);
        adam_step(w, g, m, s, (real)0.02, (real)0.9, (real)0.999, (real)1e-8,
                  step, n);
        cr_assert_eq(memcmp(w, net.w, n * sizeof *w), 0, "step %zu", step);
    }
    optimiser_free(&optimiser);
    net_free(&net);
}

Test(optimiser, of_an_unknown_name_is_an_error)
{
    OptimiserSettings settings = {.name = "adma"};
    cr_assert(!optimiser_settle(&settings, &error));
    cr_assert_not_null(strstr(error.text, "found \"adma\""), "%s", error.text);
    for (const char *const *name = optimiser_names; *name != NULL; name++) {
        cr_assert_not_null(strstr(error.text, *name), "%s is not named", *name);
    }
}

Test(optimiser, takes_what_is_usual_for_what_is_left_open)
{
    OptimiserSettings settings = {"rmsprop", NAN, NAN, 0.8, 0};
    cr_assert(optimiser_settle(&settings, &error), "%s", error.text);
    cr_assert_eq(settings.learning_rate, 0.001);
    cr_assert_eq(settings.momentum, 0);
    cr_assert_eq(settings.decay, 0.8);
}

Test(schedule, follows_its_name)
{
    Schedule schedule = {"step", .factor = 0.5, .every = 2, .epoch = 10};
    cr_assert(schedule_check(&schedule, &error), "%s", error.text);
    cr_assert_eq(schedule_rate(&schedule, 19, 1), 1);
    cr_assert_eq(schedule_rate(&schedule, 20, 1), 0.5);
    schedule = (Schedule){"cosine", .total = 100};
    cr_assert_float_eq(schedule_rate(&schedule, 50, 1), 0.5, 1e-12);
    schedule = (Schedule){"exponential", .factor = 0.5, .epoch = 10};
    cr_assert_float_eq(schedule_rate(&schedule, 10, 1), 0.5, 1e-12);
    schedule = (Schedule){"one_cycle", .total = 100};
    cr_assert_eq(schedule_rate(&schedule, 7, 1), one_cycle(7, 100, 0.3, 1));
    schedule = (Schedule){"constant", .warmup = 4};
    cr_assert_eq(schedule_rate(&schedule, 1, 1), 0.5);
    cr_assert_eq(schedule_rate(&schedule, 4, 1), 1);
}

Test(schedule, that_does_not_fit_is_an_error)
{
    Schedule schedule = {.name = "cosin"};
    cr_assert(!schedule_check(&schedule, &error));
    cr_assert_not_null(strstr(error.text, "found \"cosin\""), "%s", error.text);
    schedule = (Schedule){.name = "one_cycle", .total = 3};
    cr_assert(!schedule_check(&schedule, &error));
    cr_assert_not_null(strstr(error.text, "4 batches"), "%s", error.text);
}
