/* The seven optimisers of chapter 5 behind one function, for the programs that
   compare them. */
#ifndef OPTIMISERS_H
#define OPTIMISERS_H

#include "optim.h"

typedef enum Name {
    SGD,
    MOMENTUM,
    NESTEROV,
    ADAGRAD,
    RMSPROP,
    ADADELTA,
    ADAM,
    OPTIMISERS
} Name;

static const char *const optimiser_names[OPTIMISERS] = {
    "gradient descent", "momentum", "Nesterov", "AdaGrad",
    "RMSProp",          "AdaDelta", "Adam"};

enum { MOST_PARAMETERS = 128 };

/* An optimiser's settings and its memory. The momentum, or the decay of a mean
   of squares, is 0.9 throughout, Adam's second 0.999. */
typedef struct Optimiser {
    Name name;
    real rate;
    size_t step;
    real first[MOST_PARAMETERS], second[MOST_PARAMETERS];
} Optimiser;

static inline Optimiser optimiser(Name name, double rate)
{
    Optimiser o = {.name = name, .rate = (real)rate};
    return o;
}

static inline void optimiser_step(Optimiser *o, real *w, const real *g,
                                  size_t count)
{
    const real keep = (real)0.9, epsilon = (real)1e-8;
    o->step++;
    switch (o->name) {
    case SGD:
        sgd_step(w, g, o->rate, count);
        break;
    case MOMENTUM:
        momentum_step(w, g, o->first, o->rate, keep, count);
        break;
    case NESTEROV:
        nesterov_step(w, g, o->first, o->rate, keep, count);
        break;
    case ADAGRAD:
        adagrad_step(w, g, o->first, o->rate, epsilon, count);
        break;
    case RMSPROP:
        rmsprop_step(w, g, o->first, o->rate, keep, epsilon, count);
        break;
    case ADADELTA:
        adadelta_step(w, g, o->first, o->second, o->rate, keep, (real)1e-6,
                      count);
        break;
    default:
        adam_step(w, g, o->first, o->second, o->rate, keep, (real)0.999,
                  epsilon, o->step, count);
    }
}

#endif
