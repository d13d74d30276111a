/* Chapter 4 against PyTorch: the gradients of every kernel and of a network, and
   fifty steps of learning. */
#include "../../figures/chain.h"
#include "backprop.h"
#include "golden.h"

#include <criterion/criterion.h>
#include <stdio.h>

#define FILE_NAME "04_backprop"

static const real *value(const char *name, size_t *count)
{
    return golden(FILE_NAME, name, count);
}

static void require_equal(const char *name, const real *got, size_t count)
{
    golden_require(FILE_NAME, name, got, count);
}

Test(backprop, worked_example_is_that_of_pytorch)
{
    Example example = {.t = 1};
    memcpy(example.x, value("example.x", NULL), sizeof example.x);
    memcpy(example.w, value("example.w", NULL), sizeof example.w);
    memcpy(example.b, value("example.b", NULL), sizeof example.b);
    ExampleGradient g = example_gradient(&example);
    require_equal("example.e", &g.e, 1);
    require_equal("example.delta", g.delta, 5);
    require_equal("example.dw", g.dw, 6);
    require_equal("example.db", g.db, 3);
}

Test(backprop, every_operation_of_the_engine_is_that_of_pytorch)
{
    Tape t = tape_new(32);
    const real *leaves = value("engine.leaves", NULL);
    Value *a = tape_leaf(&t, leaves[0]), *b = tape_leaf(&t, leaves[1]);
    Value *c = tape_leaf(&t, leaves[2]);
    Value *sum = tape_add(&t, tape_exp(&t, a), tape_exp(&t, b));
    Value *r = tape_multiply(&t, tape_log(&t, sum), tape_tanh(&t, c));
    r = tape_add(&t, r, tape_relu(&t, tape_multiply(&t, a, c)));
    r = tape_subtract(&t, r, tape_relu(&t, b));
    r = tape_subtract(&t, r, tape_multiply(&t, a, a));
    tape_backward(&t, r);
    require_equal("engine.result", &r->value, 1);
    const real gradient[] = {a->gradient, b->gradient, c->gradient};
    require_equal("engine.gradient", gradient, 3);
    tape_free(&t);
}

static void require_dense(size_t n, size_t in, size_t out)
{
    char name[64], part[8];
    real dx[64], dw[64] = {0}, db[64] = {0};
    const real *given[3];
    for (int i = 0; i < 3; i++) {
        snprintf(name, sizeof name, "dense.%zu.%zu.%zu.%s", n, in, out,
                 (const char *[]){"x", "w", "dy"}[i]);
        given[i] = value(name, NULL);
    }
    dense_backward(given[0], given[1], given[2], dx, dw, db, n, in, out);
    const real *got[] = {dx, dw, db};
    size_t counts[] = {n * in, out * in, out};
    for (int i = 0; i < 3; i++) {
        snprintf(part, sizeof part, "d%c", "xwb"[i]);
        snprintf(name, sizeof name, "dense.%zu.%zu.%zu.%s", n, in, out, part);
        require_equal(name, got[i], counts[i]);
    }
}

Test(backprop, dense_gradients_are_those_of_pytorch)
{
    require_dense(1, 1, 1);
    require_dense(1, 7, 3);
    require_dense(5, 3, 4);
}

Test(backprop, slopes_are_those_of_pytorch_on_the_kinks_too)
{
    static const char *const names[ACTIVATIONS] = {
        "identity",   "sigmoid", "tanh",     "relu",
        "leaky_relu", "elu",     "softplus", "hard_tanh"};
    size_t count;
    const real *z = value("activations.z", &count);
    const real *dy = value("activations.dy", NULL);
    for (int g = 0; g < ACTIVATIONS; g++) {
        real y[64], dz[64];
        char name[64];
        snprintf(name, sizeof name, "activations.%s", names[g]);
        activate((Activation)g, z, y, count);
        activate_backward((Activation)g, z, y, dy, dz, count);
        require_equal(name, dz, count);
    }
}

/* From 20 on PyTorch replaces softplus by the identity. */
Test(backprop, softplus_is_bent_where_that_of_pytorch_is_straight)
{
    real z = 21, y, dz;
    const real one = 1;
    activate(SOFTPLUS, &z, &y, 1);
    activate_backward(SOFTPLUS, &z, &y, &one, &dz, 1);
    cr_assert_eq(*value("softplus.slope.at21", NULL), 1);
    cr_assert_leq(fabs((double)dz - 1 / (1 + exp(-21.0))), 1e-7);
    cr_assert(sizeof(real) == sizeof(float) || dz < 1);
}

Test(backprop, loss_gradients_are_those_of_pytorch)
{
    size_t count, n;
    real dy[64];
    const real *y = value("squared.y", &count);
    mean_squared_error_backward(y, value("squared.t", NULL), dy, count);
    require_equal("squared.dy", dy, count);

    const real *z = value("binary.z", &count);
    binary_cross_entropy_backward(z, value("binary.t", NULL), dy, count);
    require_equal("binary.dz", dy, count);

    z = value("classes.z", &count);
    const int *labels = golden_ints(FILE_NAME, "classes.labels", &n);
    cross_entropy_backward(z, labels, dy, n, count / n);
    require_equal("classes.dz", dy, count);
}

Test(backprop, fifty_steps_of_learning_are_those_of_pytorch)
{
    enum { LAYERS = 3 };
    static const size_t sizes[] = {3, 5, 4, 3};
    size_t n, steps, count;
    const real *x = value("learning.x", NULL);
    const int *labels = golden_ints(FILE_NAME, "learning.labels", &n);
    const real *start = value("learning.start", &count);
    real rate = *value("learning.rate", NULL);
    value("learning.losses", &steps);
    Chain c = chain_new(TANH, LAYERS, sizes, n);
    cr_assert_eq(c.count, count);
    memcpy(c.parameters, start, count * sizeof *start);
    real losses[64];
    for (size_t step = 0; step < steps; step++) {
        losses[step] = chain_learn(&c, x, labels, rate, n);
        if (step == 0) {
            require_equal("learning.gradient", c.gradients, count);
        }
    }
    require_equal("learning.losses", losses, steps);
    require_equal("learning.end", c.parameters, count);
    chain_free(&c);
}
