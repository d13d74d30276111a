/* The optimisers and schedules of chapter 5 by name. */
#ifndef OPTIMISER_H
#define OPTIMISER_H

#include "net.h"
#include "optim.h"

typedef enum OptimiserKind {
    SGD,
    MOMENTUM,
    NESTEROV,
    ADAGRAD,
    RMSPROP,
    ADADELTA,
    ADAM,
    OPTIMISERS
} OptimiserKind;

/* The names of the kinds, and of the schedules; NULL ends them. */
extern const char *const optimiser_names[];
extern const char *const schedule_names[];

/* What one is told. NAN: as usual for the kind. */
typedef struct OptimiserSettings {
    const char *name;
    double learning_rate;
    double momentum; /* α, or Adam's β₁ */
    double decay;    /* ρ of RMSProp and AdaDelta, or Adam's β₂ */
    double weight_decay;
} OptimiserSettings;

/* Fills in what settings left open. An error if the name is not known. */
bool optimiser_settle(OptimiserSettings *settings, Error *error);

/* What is added to the loss for large weights, besides weight decay: l1 Σ |w|,
   and huber times the sum of chapter 7's h(w), which turns from a square into a
   line at delta. */
typedef struct Penalty {
    double l1, huber, delta;
} Penalty;

typedef struct Optimiser {
    OptimiserKind kind;
    OptimiserSettings settings;
    Penalty penalty;      /* none at first */
    size_t count;         /* parameters */
    real *first, *second; /* [count], its memory; NULL without */
} Optimiser;

/* An error if the name is not known or there is no memory. The caller frees it
   by optimiser_free. */
bool optimiser_new(Optimiser *optimiser, const OptimiserSettings *settings,
                   size_t count, Error *error);
void optimiser_free(Optimiser *optimiser);

/* Step 1, 2 ... of that learning rate: changes the parameters of a network that
   are not frozen. Weight decay and penalties, which go into the gradients, are
   only for those that decay. Large ones are shared among the network's threads;
   the bits do not depend on it. */
void optimiser_step(const Optimiser *optimiser, Net *net, double rate,
                    size_t step);

/* The same for numbers that are no network's, without weight decay and
   penalties.
   w, g: [count]. */
void optimiser_change(const Optimiser *optimiser, real *w, real *g, double rate,
                      size_t step);

typedef struct Schedule {
    const char *name;
    double factor; /* of step and exponential */
    size_t every;  /* epochs, of step */
    size_t warmup; /* steps at the beginning */
    size_t epoch;  /* steps in one */
    size_t total;  /* steps in all */
} Schedule;

/* An error if there is no schedule of that name, or if it does not fit. */
bool schedule_check(const Schedule *schedule, Error *error);

/* The learning rate of step 0, 1 ... */
double schedule_rate(const Schedule *schedule, size_t step, double base);

#endif
