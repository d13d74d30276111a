/* The optimisers of chapter 5 for the programs that compare them: each with its
   usual settings, which are 0.9 for the momentum or the decay of a mean of
   squares, and 0.999 for Adam's second. */
#ifndef OPTIMISERS_H
#define OPTIMISERS_H

#include "optimiser.h"

#include <stdio.h>
#include <stdlib.h>

static const char *const titles[OPTIMISERS] = {
    "gradient descent", "momentum", "Nesterov", "AdaGrad",
    "RMSProp",          "AdaDelta", "Adam"};

/* For so many parameters. Freed by optimiser_free. */
static inline Optimiser optimiser(OptimiserKind kind, double rate, size_t count)
{
    OptimiserSettings settings = {optimiser_names[kind], rate, NAN, NAN, 0};
    Optimiser o;
    Error error;
    if (!optimiser_new(&o, &settings, count, &error)) {
        fprintf(stderr, "%s\n", error.text);
        exit(EXIT_FAILURE);
    }
    return o;
}

/* Step 1, 2 ... of w by the gradient g. */
static inline void take_step(Optimiser *o, real *w, real *g, size_t step)
{
    optimiser_change(o, w, g, o->settings.learning_rate, step);
}

#endif
