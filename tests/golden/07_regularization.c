/* Chapter 7 against PyTorch: penalties, dropout with a given mask, batch
   normalisation forward, backward, over some batches and in evaluation, turned
   pictures, and a network with batch normalisation that learns. */
#include "golden.h"
#include "net_text.h"
#include "optim.h"
#include "regularization.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#define FILE_NAME "07_regularization"

static const real *value(const char *name, size_t *count)
{
    return golden(FILE_NAME, name, count);
}

static void require_equal(const char *name, const real *got, size_t count)
{
    golden_require(FILE_NAME, name, got, count);
}

Test(regularization, penalties_are_those_of_pytorch)
{
    size_t count;
    const real *w = value("penalty.w", &count);
    const real *s = value("penalty.settings", NULL);
    real g[64] = {0}, penalty = elastic_net(w, s[0], s[1], count);
    require_equal("penalty.elastic_net", &penalty, 1);
    add_elastic_net(w, g, s[0], s[1], count);
    require_equal("penalty.elastic_net.dw", g, count);
    memset(g, 0, sizeof g);
    add_huber(w, g, s[2], s[3], count);
    require_equal("penalty.huber.dw", g, count);
}

Test(regularization, dropout_is_that_of_pytorch)
{
    size_t count;
    const real *x = value("dropout.x", &count), *u = value("dropout.u", NULL);
    real mask[64], y[64], dx[64];
    cr_assert_leq(count, 64);
    dropout_forward(x, u, mask, y, (real)0.3, count);
    require_equal("dropout.y", y, count);
    dropout_backward(mask, value("dropout.dy", NULL), dx, count);
    require_equal("dropout.dx", dx, count);
}

enum { MOST = 256, UNITS = 8 };

/* "norm.8.3.0.1.x" is the x of batch 1. */
static const char *part(const char *name, int batch, const char *of)
{
    static char text[64];
    if (batch < 0) {
        snprintf(text, sizeof text, "%s.%s", name, of);
    } else {
        snprintf(text, sizeof text, "%s.%d.%s", name, batch, of);
    }
    return text;
}

static void require_batch(const char *name, int batch, size_t n, size_t units,
                          real *running_mean, real *running_variance)
{
    const real *settings = value(part(name, -1, "settings"), NULL);
    const real *gamma = value(part(name, -1, "gamma"), NULL);
    const real *beta = value(part(name, -1, "beta"), NULL);
    const real *x = value(part(name, batch, "x"), NULL);
    const real *dy = value(part(name, batch, "dy"), NULL);
    real mean[UNITS], variance[UNITS], y[MOST], dx[MOST];
    real dgamma[UNITS] = {0}, dbeta[UNITS] = {0}, epsilon = settings[1];
    cr_assert(units <= UNITS && n * units <= MOST);
    batch_norm_forward(x, gamma, beta, mean, variance, y, epsilon, n, units);
    require_equal(part(name, batch, "y"), y, n * units);
    batch_norm_running(mean, variance, running_mean, running_variance,
                       settings[0], n, units);
    require_equal(part(name, batch, "running_mean"), running_mean, units);
    require_equal(part(name, batch, "running_var"), running_variance, units);
    batch_norm_backward(x, gamma, mean, variance, dy, dx, dgamma, dbeta,
                        epsilon, n, units);
    require_equal(part(name, batch, "dx"), dx, n * units);
    require_equal(part(name, batch, "dgamma"), dgamma, units);
    require_equal(part(name, batch, "dbeta"), dbeta, units);
}

Test(regularization, batch_norm_is_that_of_pytorch)
{
    static const size_t shapes[][2] = {{4, 1}, {3, 4}, {8, 3}, {33, 5}};
    for (size_t i = 0; i < 8; i++) {
        char name[32];
        size_t n = shapes[i / 2][0], units = shapes[i / 2][1];
        real mean[UNITS] = {0}, variance[UNITS], y[MOST];
        snprintf(name, sizeof name, "norm.%zu.%zu.%zu", n, units, i % 2);
        for (size_t j = 0; j < units; j++) {
            variance[j] = 1;
        }
        for (int batch = 0; batch < 3; batch++) {
            require_batch(name, batch, n, units, mean, variance);
        }
        batch_norm_evaluate(value(part(name, -1, "evaluated.x"), NULL),
                            value(part(name, -1, "gamma"), NULL),
                            value(part(name, -1, "beta"), NULL), mean, variance,
                            y, value(part(name, -1, "settings"), NULL)[1], 4,
                            units);
        require_equal(part(name, -1, "evaluated.y"), y, 4 * units);
    }
}

Test(regularization, turned_pictures_are_those_of_pytorch)
{
    for (size_t k = 0; k < 7; k++) {
        char name[16];
        real y[64];
        size_t h = 5 + k % 2, w = 7 - k % 3;
        snprintf(name, sizeof name, "turn.%zu", k);
        const real *move = value(part(name, -1, "move"), NULL);
        turn_picture(value(part(name, -1, "x"), NULL), y, (double)move[0],
                     (double)move[1], h, w);
        require_equal(part(name, -1, "y"), y, h * w);
    }
}

Test(regularization, a_network_learns_as_that_of_pytorch)
{
    enum { STEPS = 20, N = 5, IN = 4 };
    Net net;
    Error error;
    size_t count;
    real v[128] = {0}, found[STEPS];
    const real *w = value("net.w", &count), *x = value("net.x", NULL);
    const int *labels = golden_ints(FILE_NAME, "net.labels", NULL);
    cr_assert(net_new(&net, "input 4, dense 6, batch_norm, relu, dense 3",
                      (Shape){0}, N, 1, &error),
              "%s", error.text);
    cr_assert(net.parameters == count && count <= 128);
    memcpy(net.w, w, count * sizeof *w);
    for (size_t step = 0; step < STEPS; step++) {
        net_zero_gradients(&net);
        net_forward(&net, x + step * N * IN, N, TRAIN);
        found[step] = net_loss(&net, loss_named("cross_entropy", NULL),
                               (Target){.labels = labels + step * N});
        net_backward(&net, NULL);
        momentum_step(net.w, net.dw, v, (real)0.1, (real)0.9, count);
    }
    require_equal("net.losses", found, STEPS);
    require_equal("net.evaluated", net_forward(&net, x, N, EVALUATE), N * 3);
    net_free(&net);
}
