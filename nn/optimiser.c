#include "optimiser.h"

#include "words.h"

#include <stdlib.h>
#include <string.h>

typedef struct OptimiserKind {
    const char *name;
    size_t memories; /* arrays */
    double learning_rate, momentum, decay;
    void (*step)(Optimiser *o, real *w, const real *g, real rate, size_t step);
} OptimiserKind;

static const real tiny = (real)1e-8;

static void sgd(Optimiser *o, real *w, const real *g, real rate, size_t step)
{
    (void)step;
    sgd_step(w, g, rate, o->count);
}

static void momentum(Optimiser *o, real *w, const real *g, real rate,
                     size_t step)
{
    (void)step;
    momentum_step(w, g, o->first, rate, (real)o->settings.momentum, o->count);
}

static void nesterov(Optimiser *o, real *w, const real *g, real rate,
                     size_t step)
{
    (void)step;
    nesterov_step(w, g, o->first, rate, (real)o->settings.momentum, o->count);
}

static void adagrad(Optimiser *o, real *w, const real *g, real rate,
                    size_t step)
{
    (void)step;
    adagrad_step(w, g, o->first, rate, tiny, o->count);
}

static void rmsprop(Optimiser *o, real *w, const real *g, real rate,
                    size_t step)
{
    (void)step;
    rmsprop_step(w, g, o->first, rate, (real)o->settings.decay, tiny, o->count);
}

static void adadelta(Optimiser *o, real *w, const real *g, real rate,
                     size_t step)
{
    (void)step;
    adadelta_step(w, g, o->first, o->second, rate, (real)o->settings.decay,
                  (real)1e-6, o->count);
}

static void adam(Optimiser *o, real *w, const real *g, real rate, size_t step)
{
    adam_step(w, g, o->first, o->second, rate, (real)o->settings.momentum,
              (real)o->settings.decay, tiny, step, o->count);
}

static const OptimiserKind kinds[] = {
    {"sgd", 0, 0.1, 0, 0, sgd},
    {"momentum", 1, 0.02, 0.9, 0, momentum},
    {"nesterov", 1, 0.02, 0.9, 0, nesterov},
    {"adagrad", 1, 0.01, 0, 0, adagrad},
    {"rmsprop", 1, 0.001, 0, 0.9, rmsprop},
    {"adadelta", 2, 1, 0, 0.9, adadelta},
    {"adam", 2, 0.001, 0.9, 0.999, adam},
};

static const OptimiserKind *find_kind(const char *name, Error *error)
{
    const char *names[sizeof kinds / sizeof kinds[0] + 1] = {NULL};
    char more[96];
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (strcmp(kinds[i].name, name) == 0) {
            return &kinds[i];
        }
        names[i] = kinds[i].name;
    }
    error_set(error,
              "--optimiser: expected sgd, momentum, nesterov, adagrad, "
              "rmsprop, adadelta or adam, found \"%.40s\".%s",
              name, suggestion(name, names, more, sizeof more));
    return NULL;
}

bool optimiser_new(Optimiser *optimiser, OptimiserSettings *settings,
                   size_t count, Error *error)
{
    *optimiser = (Optimiser){.count = count};
    const OptimiserKind *kind = find_kind(settings->name, error);
    if (kind == NULL) {
        return false;
    }
    if (isnan(settings->learning_rate)) {
        settings->learning_rate = kind->learning_rate;
    }
    if (isnan(settings->momentum)) {
        settings->momentum = kind->momentum;
    }
    if (isnan(settings->decay)) {
        settings->decay = kind->decay;
    }
    optimiser->kind = kind;
    optimiser->settings = *settings;
    if (kind->memories > 0) {
        optimiser->first = calloc(count + 1, sizeof(real));
    }
    if (kind->memories > 1) {
        optimiser->second = calloc(count + 1, sizeof(real));
    }
    if ((kind->memories > 0 && optimiser->first == NULL) ||
        (kind->memories > 1 && optimiser->second == NULL)) {
        optimiser_free(optimiser);
        return error_set(error, "no memory for the optimiser");
    }
    return true;
}

void optimiser_free(Optimiser *optimiser)
{
    free(optimiser->first);
    free(optimiser->second);
    *optimiser = (Optimiser){0};
}

void optimiser_step(Optimiser *optimiser, real *w, real *g, double rate,
                    size_t step)
{
    if (optimiser->settings.weight_decay > 0) {
        add_weight_decay(w, g, (real)optimiser->settings.weight_decay,
                         optimiser->count);
    }
    optimiser->kind->step(optimiser, w, g, (real)rate, step);
}

/* ---- Schedules ---- */

static const char *const schedules[] = {"constant", "step",      "exponential",
                                        "cosine",   "one_cycle", NULL};
static const double rise = 0.3;

bool schedule_check(const Schedule *schedule, Error *error)
{
    char more[96];
    size_t i = 0;
    while (schedules[i] != NULL && strcmp(schedules[i], schedule->name) != 0) {
        i++;
    }
    if (schedules[i] == NULL) {
        return error_set(
            error,
            "--schedule: expected constant, step, exponential, "
            "cosine or one_cycle, found \"%.40s\".%s",
            schedule->name,
            suggestion(schedule->name, schedules, more, sizeof more));
    }
    return strcmp(schedule->name, "one_cycle") != 0 ||
           rise * (double)schedule->total > 1 ||
           error_set(error,
                     "--schedule: one_cycle expects at least 4 batches in "
                     "all, found %zu",
                     schedule->total);
}

double schedule_rate(const Schedule *schedule, size_t step, double base)
{
    const char *name = schedule->name;
    double rate = base;
    if (strcmp(name, "step") == 0) {
        rate = step_decay(step, schedule->every * schedule->epoch,
                          schedule->factor, base);
    } else if (strcmp(name, "exponential") == 0) {
        double each = pow(schedule->factor, 1 / (double)schedule->epoch);
        rate = exponential_decay(step, each, base);
    } else if (strcmp(name, "cosine") == 0) {
        rate = cosine_decay(step, schedule->total, 0, base);
    } else if (strcmp(name, "one_cycle") == 0) {
        rate = one_cycle(step, schedule->total, rise, base);
    }
    return warm_up(step, schedule->warmup, rate);
}
