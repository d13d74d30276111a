#include "optimiser.h"
#include "regularization.h"

#include <stdlib.h>
#include <string.h>

const char *const optimiser_names[] = {"sgd",     "momentum", "nesterov",
                                       "adagrad", "rmsprop",  "adadelta",
                                       "adam",    NULL};

/* What is usual for each. */
static const struct {
    size_t memories; /* arrays */
    double learning_rate, momentum, decay;
} kinds[OPTIMISERS] = {
    [SGD] = {0, 0.1, 0, 0},         [MOMENTUM] = {1, 0.02, 0.9, 0},
    [NESTEROV] = {1, 0.02, 0.9, 0}, [ADAGRAD] = {1, 0.01, 0, 0},
    [RMSPROP] = {1, 0.001, 0, 0.9}, [ADADELTA] = {2, 1, 0, 0.9},
    [ADAM] = {2, 0.001, 0.9, 0.999}};

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
    o->kind = (OptimiserKind)find(optimiser_names, settings->name);
    size_t memories = kinds[o->kind].memories;
    if (memories > 0) {
        o->first = calloc(count + 1, sizeof(real));
    }
    if (memories > 1) {
        o->second = calloc(count + 1, sizeof(real));
    }
    if ((memories > 0 && o->first == NULL) ||
        (memories > 1 && o->second == NULL)) {
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

/* The step of the numbers first, first + 1 ... of those that it is for.
   w, g: [count], from there on. */
static void change(const Optimiser *o, real *w, real *g, size_t first,
                   size_t count, real rate, size_t step)
{
    const real tiny = (real)1e-8;
    real keep = (real)o->settings.momentum, decay = (real)o->settings.decay;
    real *m = o->first != NULL ? o->first + first : NULL;
    real *s = o->second != NULL ? o->second + first : NULL;
    switch (o->kind) {
    case SGD:
        sgd_step(w, g, rate, count);
        break;
    case MOMENTUM:
        momentum_step(w, g, m, rate, keep, count);
        break;
    case NESTEROV:
        nesterov_step(w, g, m, rate, keep, count);
        break;
    case ADAGRAD:
        adagrad_step(w, g, m, rate, tiny, count);
        break;
    case RMSPROP:
        rmsprop_step(w, g, m, rate, decay, tiny, count);
        break;
    case ADADELTA:
        adadelta_step(w, g, m, s, rate, decay, (real)1e-6, count);
        break;
    default:
        adam_step(w, g, m, s, rate, keep, decay, tiny, step, count);
    }
}

void optimiser_change(const Optimiser *optimiser, real *w, real *g, double rate,
                      size_t step)
{
    change(optimiser, w, g, 0, optimiser->count, (real)rate, step);
}

/* A step of one span, which is done in pieces. */
typedef struct SpanStep {
    const Optimiser *optimiser;
    const Net *net;
    const Span *span;
    real rate;
    size_t step;
} SpanStep;

static void add_penalties(const Optimiser *o, const real *w, real *g,
                          size_t count)
{
    const Penalty *p = &o->penalty;
    real decay = (real)o->settings.weight_decay;
    if (p->l1 > 0) {
        add_elastic_net(w, g, (real)p->l1, decay, count);
    } else if (decay > 0) {
        add_weight_decay(w, g, decay, count);
    }
    if (p->huber > 0) {
        add_huber(w, g, (real)p->huber, (real)p->delta, count);
    }
}

/* Some numbers at a time: what the penalties read and change is in the first
   cache when the step wants it. */
static void step_piece(void *context, size_t first, size_t count)
{
    const SpanStep *s = context;
    const size_t block = 2048;
    for (size_t i = 0; i < count; i += block) {
        size_t at = s->span->first + first + i;
        size_t some = count - i < block ? count - i : block;
        real *w = s->net->w + at, *g = s->net->dw + at;
        if (s->span->decays) {
            add_penalties(s->optimiser, w, g, some);
        }
        change(s->optimiser, w, g, at, some, s->rate, s->step);
    }
}

void optimiser_step(const Optimiser *optimiser, Net *net, double rate,
                    size_t step)
{
    for (size_t i = 0; i < net->span_count; i++) {
        SpanStep s = {optimiser, net, &net->spans[i], (real)rate, step};
        net_share_out(net, net->spans[i].count, step_piece, &s);
    }
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
