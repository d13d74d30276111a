/* The learning problem on which the programs of chapter 5 compare optimisers:
   points of the plane, class 1 inside a circle and class 0 outside, one label in
   ten the wrong way round; and a network 2–16–1 (tanh, then a score) with all
   its parameters in one array. */
#ifndef SMALL_NETWORK_H
#define SMALL_NETWORK_H

#include "backprop.h"
#include "trainer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    IN = 2,
    HIDDEN = 16,
    POINTS = 300,
    /* where the parts of the parameter array begin */
    B1 = HIDDEN * IN,
    W2 = B1 + HIDDEN,
    B2 = W2 + HIDDEN,
    PARAMETERS = B2 + 1
};

typedef struct Points {
    real x[POINTS * IN];
    real t[POINTS]; /* 1 inside the circle, else 0; some are wrong */
} Points;

static inline void draw_points(Points *points, uint64_t seed)
{
    Rng rng = rng_seeded(seed);
    for (size_t i = 0; i < POINTS; i++) {
        real *x = points->x + i * IN;
        x[0] = (real)rng_between(&rng, -2.5, 2.5);
        x[1] = (real)rng_between(&rng, -2.5, 2.5);
        bool inside = x[0] * x[0] + x[1] * x[1] < (real)(1.6 * 1.6);
        bool wrong = rng_uniform(&rng) < 0.1;
        points->t[i] = inside != wrong;
    }
}

/* Where every run begins: Xavier for both layers, biases zero. */
static inline void draw_parameters(real *w, uint64_t seed)
{
    Rng rng = rng_seeded(seed);
    memset(w, 0, PARAMETERS * sizeof *w);
    xavier_uniform(w, IN, HIDDEN, HIDDEN * IN, &rng);
    xavier_uniform(w + W2, HIDDEN, 1, HIDDEN, &rng);
}

/* The mean loss over n points, and its gradient.   g: [PARAMETERS]. */
static inline real loss_gradient(const real *w, const real *x, const real *t,
                                 real *g, size_t n)
{
    static real z[POINTS * HIDDEN], u[POINTS * HIDDEN], du[POINTS * HIDDEN];
    static real y[POINTS], dy[POINTS];
    dense_forward(x, w, w + B1, z, n, IN, HIDDEN);
    activate(TANH, z, u, n * HIDDEN);
    dense_forward(u, w + W2, w + B2, y, n, HIDDEN, 1);

    memset(g, 0, PARAMETERS * sizeof *g);
    binary_cross_entropy_backward(y, t, dy, n);
    dense_backward(u, w + W2, dy, du, g + W2, g + B2, n, HIDDEN, 1);
    activate_backward(TANH, z, u, du, du, n * HIDDEN);
    dense_backward(x, w, du, NULL, g, g + B1, n, IN, HIDDEN);
    return binary_cross_entropy(y, t, n);
}

/* The mean loss over all points. */
static inline real whole_loss(const real *w, const Points *points)
{
    static real u[POINTS * HIDDEN], y[POINTS];
    dense_forward(points->x, w, w + B1, u, POINTS, IN, HIDDEN);
    activate(TANH, u, u, POINTS * HIDDEN);
    dense_forward(u, w + W2, w + B2, y, POINTS, HIDDEN, 1);
    return binary_cross_entropy(y, points->t, POINTS);
}

/* The same network in training. */
typedef struct Run {
    Source source;
    Net net;
    Trainer trainer;
} Run;

static inline void end_unless(bool good, const Error *error)
{
    if (!good) {
        fprintf(stderr, "%s\n", error->text);
        exit(EXIT_FAILURE);
    }
}

/* From the parameters of a seed; how: all but the loss. */
static inline void run_begin(Run *run, const Points *points, uint64_t seed,
                             Training how)
{
    Shape shape = {IN, 1, 1};
    real w[PARAMETERS];
    Error error;
    how.loss = loss_named("binary_cross_entropy", NULL);
    end_unless(source_numbers(&run->source, shape, points->x, points->t, 1,
                              POINTS, &error) &&
                   net_new(&run->net, "dense 16, tanh, dense 1", shape, POINTS,
                           seed, &error) &&
                   trainer_new(&run->trainer, &run->net,
                               source_part(&run->source, 0, POINTS), (Part){0},
                               &how, &error),
               &error);
    draw_parameters(w, seed);
    memcpy(run->net.layers[1].w, w, HIDDEN * IN * sizeof *w);
    memcpy(run->net.layers[3].w, w + W2, HIDDEN * sizeof *w);
}

static inline void run_epoch(Run *run)
{
    Epoch epoch;
    Error error;
    end_unless(trainer_epoch(&run->trainer, &epoch, &error), &error);
}

/* The mean loss over all points. */
static inline double run_loss(Run *run, const Points *points)
{
    net_forward(&run->net, points->x, POINTS, EVALUATE);
    return (double)net_loss(&run->net, run->trainer.training.loss,
                            (Target){.values = points->t});
}

static inline void run_end(Run *run)
{
    trainer_free(&run->trainer);
    net_free(&run->net);
    source_free(&run->source);
}

/* That loss after all epochs. */
static inline double loss_after(const Points *points, uint64_t seed,
                                Training how)
{
    Run run;
    run_begin(&run, points, seed, how);
    while (!trainer_is_done(&run.trainer)) {
        run_epoch(&run);
    }
    double loss = run_loss(&run, points);
    run_end(&run);
    return loss;
}

/* Copies the points order[0] ... order[n − 1] into a batch. */
static inline void gather(const Points *points, const size_t *order, size_t n,
                          real *x, real *t)
{
    for (size_t i = 0; i < n; i++) {
        memcpy(x + i * IN, points->x + order[i] * IN, IN * sizeof *x);
        t[i] = points->t[order[i]];
    }
}

#endif
