#include "optimiser.h"

#include <stdlib.h>
#include <string.h>

/* Some of a network's parameters, their gradients and the memory for them. */
typedef struct Piece {
    real *w, *g, *first, *second; /* [count] */
    size_t count;
} Piece;

typedef struct OptimiserKind {
    size_t memories; /* arrays */
    double learning_rate, momentum, decay;
    void (*step)(const OptimiserSettings *s, const Piece *p, real rate,
                 size_t step);
} OptimiserKind;

static const real tiny = (real)1e-8;

static void sgd(const OptimiserSettings *s, const Piece *p, real rate,
                size_t step)
{
    (void)s, (void)step;
    sgd_step(p->w, p->g, rate, p->count);
}

static void momentum(const OptimiserSettings *s, const Piece *p, real rate,
                     size_t step)
{
    (void)step;
    momentum_step(p->w, p->g, p->first, rate, (real)s->momentum, p->count);
}

static void nesterov(const OptimiserSettings *s, const Piece *p, real rate,
                     size_t step)
{
    (void)step;
    nesterov_step(p->w, p->g, p->first, rate, (real)s->momentum, p->count);
}

static void adagrad(const OptimiserSettings *s, const Piece *p, real rate,
                    size_t step)
{
    (void)s, (void)step;
    adagrad_step(p->w, p->g, p->first, rate, tiny, p->count);
}

static void rmsprop(const OptimiserSettings *s, const Piece *p, real rate,
                    size_t step)
{
    (void)step;
    rmsprop_step(p->w, p->g, p->first, rate, (real)s->decay, tiny, p->count);
}

static void adadelta(const OptimiserSettings *s, const Piece *p, real rate,
                     size_t step)
{
    (void)step;
    adadelta_step(p->w, p->g, p->first, p->second, rate, (real)s->decay,
                  (real)1e-6, p->count);
}

static void adam(const OptimiserSettings *s, const Piece *p, real rate,
                 size_t step)
{
    adam_step(p->w, p->g, p->first, p->second, rate, (real)s->momentum,
              (real)s->decay, tiny, step, p->count);
}

const char *const optimiser_names[] = {"sgd",     "momentum", "nesterov",
                                       "adagrad", "rmsprop",  "adadelta",
                                       "adam",    NULL};
static const OptimiserKind kinds[] = {
    {0, 0.1, 0, 0, sgd},          {1, 0.02, 0.9, 0, momentum},
    {1, 0.02, 0.9, 0, nesterov},  {1, 0.01, 0, 0, adagrad},
    {1, 0.001, 0, 0.9, rmsprop},  {2, 1, 0, 0.9, adadelta},
    {2, 0.001, 0.9, 0.999, adam},
};
_Static_assert(sizeof optimiser_names / sizeof optimiser_names[0] ==
                   sizeof kinds / sizeof kinds[0] + 1,
               "each kind of optimiser has a name");

/* The index of a name in a list, or how long that is. */
static size_t find(const char *const *names, const char *name)
{
    size_t i = 0;
    while (names[i] != NULL && strcmp(names[i], name) != 0) {
        i++;
    }
    return i;
}

bool optimiser_settle(OptimiserSettings *settings, Error *error)
{
    size_t i = find(optimiser_names, settings->name);
    if (optimiser_names[i] == NULL) {
        return error_set(
            error,
            "optimiser: expected sgd, momentum, nesterov, adagrad, "
            "rmsprop, adadelta or adam, found \"%.40s\"",
            settings->name);
    }
    if (isnan(settings->learning_rate)) {
        settings->learning_rate = kinds[i].learning_rate;
    }
    if (isnan(settings->momentum)) {
        settings->momentum = kinds[i].momentum;
    }
    if (isnan(settings->decay)) {
        settings->decay = kinds[i].decay;
    }
    return true;
}

bool optimiser_new(Optimiser *optimiser, const OptimiserSettings *settings,
                   size_t count, Error *error)
{
    Optimiser *o = optimiser;
    *o = (Optimiser){.count = count, .settings = *settings};
    if (!optimiser_settle(&o->settings, error)) {
        return false;
    }
    o->kind = &kinds[find(optimiser_names, settings->name)];
    if (o->kind->memories > 0) {
        o->first = calloc(count + 1, sizeof(real));
    }
    if (o->kind->memories > 1) {
        o->second = calloc(count + 1, sizeof(real));
    }
    if ((o->kind->memories > 0 && o->first == NULL) ||
        (o->kind->memories > 1 && o->second == NULL)) {
        optimiser_free(o);
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

/* A step of one span, which is done in pieces. */
typedef struct SpanStep {
    const Optimiser *optimiser;
    const Net *net;
    const Span *span;
    real rate;
    size_t step;
} SpanStep;

static void step_piece(void *context, size_t first, size_t count)
{
    const SpanStep *s = context;
    const Optimiser *o = s->optimiser;
    size_t at = s->span->first + first;
    real decay = (real)o->settings.weight_decay;
    Piece piece = {.w = s->net->w + at,
                   .g = s->net->dw + at,
                   .first = o->first != NULL ? o->first + at : NULL,
                   .second = o->second != NULL ? o->second + at : NULL,
                   .count = count};
    if (s->span->decays && decay > 0) {
        add_weight_decay(piece.w, piece.g, decay, count);
    }
    o->kind->step(&o->settings, &piece, s->rate, s->step);
}

void optimiser_step(Optimiser *optimiser, Net *net, double rate, size_t step)
{
    for (size_t i = 0; i < net->span_count; i++) {
        SpanStep s = {optimiser, net, &net->spans[i], (real)rate, step};
        net_share_out(net, net->spans[i].count, step_piece, &s);
    }
}

void optimiser_change(const Optimiser *optimiser, real *w, real *g, double rate,
                      size_t step)
{
    const Optimiser *o = optimiser;
    o->kind->step(&o->settings, &(Piece){w, g, o->first, o->second, o->count},
                  (real)rate, step);
}

/* ---- Schedules ---- */

const char *const schedule_names[] = {"constant", "step",      "exponential",
                                      "cosine",   "one_cycle", NULL};
static const double rise = 0.3;

bool schedule_check(const Schedule *schedule, Error *error)
{
    if (schedule_names[find(schedule_names, schedule->name)] == NULL) {
        return error_set(
            error,
            "schedule: expected constant, step, exponential, cosine "
            "or one_cycle, found \"%.40s\"",
            schedule->name);
    }
    return strcmp(schedule->name, "one_cycle") != 0 ||
           rise * (double)schedule->total > 1 ||
           error_set(error,
                     "schedule: one_cycle expects at least 4 batches in all, "
                     "found %zu",
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
