/* Four ways in which a gradient check misleads. */
#include "in_double.h"

#include "figure.h"
#include "rng.h"

#include <string.h>

static const real step = 1e-5, least = 1e-8;

/* ---- A kink: the gradient is right, and the check says that it is wrong ---- */

static real relu_of(const real *z, size_t count, void *context)
{
    (void)context;
    real y;
    activate(RELU, z, &y, count);
    return y;
}

static void show_kink(void)
{
    static const real places[] = {1, 2e-5, 5e-6, 0, -5e-6, -2e-5};
    printf("%%%% kink\n");
    printf("      z   backward   difference   error\n");
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        real z = places[i], y, dz, numerical;
        const real one = 1;
        activate(RELU, &z, &y, 1);
        activate_backward(RELU, &z, &y, &one, &dz, 1);
        numerical_gradient(relu_of, NULL, &z, &numerical, step, 1);
        printf("%7g   %8g   %10.2f   %.2f\n", z, dz, numerical,
               gradient_error(&dz, &numerical, least, 1));
    }
}

/* ---- A wrong forward pass, and the right gradient of it ---- */

/* Somebody's mean squared error: the loop ends one element too early, in the
   loss and in its gradient. */
static real short_error(const real *y, size_t count, void *context)
{
    const real *t = context;
    real sum = 0;
    for (size_t i = 0; i + 1 < count; i++) {
        sum += (y[i] - t[i]) * (y[i] - t[i]);
    }
    return sum / (real)count;
}

static void short_error_backward(const real *y, const real *t, real *dy,
                                 size_t count)
{
    dy[count - 1] = 0;
    for (size_t i = 0; i + 1 < count; i++) {
        dy[i] = 2 * (y[i] - t[i]) / (real)count;
    }
}

static void show_forward(FILE *values)
{
    enum { COUNT = 4 };
    real y[COUNT] = {3, 1, 5, 0}, t[COUNT] = {1, 2, 5, 4};
    real dy[COUNT], numerical[COUNT];
    short_error_backward(y, t, dy, COUNT);
    numerical_gradient(short_error, t, y, numerical, step, COUNT);
    printf("%%%% forward\n");
    printf("error of the gradient     %.1e\n",
           gradient_error(dy, numerical, least, COUNT));
    printf("loss, computed by it      %g\n", short_error(y, COUNT, t));
    printf("loss, by hand             %g\n", mean_squared_error(y, t, COUNT));
    fprintf(values, "checker_lies.forward\t%.0e\n",
            gradient_error(dy, numerical, least, COUNT));
}

/* ---- Zero gradients: nothing to compare ---- */

enum { IN = 2, HIDDEN = 3, FIRST = HIDDEN * IN };

typedef struct Network {
    real w1[FIRST], w2[HIDDEN];
} Network;

static const real x[IN] = {1, -2};
static const real target = 1;

/* The loss of a network without biases as a function of its first weights. */
static real loss_of(const real *w1, size_t count, void *context)
{
    static const real zero[HIDDEN] = {0};
    const Network *network = context;
    real z[HIDDEN], y;
    (void)count;
    dense_forward(x, w1, zero, z, 1, IN, HIDDEN);
    activate(TANH, z, z, HIDDEN);
    dense_forward(z, network->w2, zero, &y, 1, HIDDEN, 1);
    return mean_squared_error(&y, &target, 1);
}

/* Somebody's backward pass: it never reaches the first layer. */
static void forgotten_gradient(real *dw1)
{
    memset(dw1, 0, FIRST * sizeof *dw1);
}

static void show_zero(void)
{
    Rng rng = rng_seeded(1);
    Network network = {{0}, {0}};
    real dw1[FIRST], numerical[FIRST];
    forgotten_gradient(dw1);
    printf("%%%% zero\nweights          largest difference   error\n");
    for (int drawn = 0; drawn < 2; drawn++) {
        for (int i = 0; drawn && i < FIRST; i++) {
            network.w1[i] = rng_normal(&rng);
            network.w2[i % HIDDEN] = rng_normal(&rng);
        }
        numerical_gradient(loss_of, &network, network.w1, numerical, step,
                           FIRST);
        real largest = 0;
        for (int i = 0; i < FIRST; i++) {
            largest = fmax(largest, fabs(numerical[i]));
        }
        printf("%-15s  %18.2g   %g\n", drawn ? "drawn at random" : "all zero",
               largest, gradient_error(dw1, numerical, least, FIRST));
    }
}

/* ---- A tolerance that is no tolerance ---- */

static real mean_error(const real *y, size_t count, void *context)
{
    return mean_squared_error(y, context, count);
}

static real largest_difference(const real *a, const real *b, size_t count)
{
    real worst = 0;
    for (size_t i = 0; i < count; i++) {
        worst = fmax(worst, fabs(a[i] - b[i]));
    }
    return worst;
}

static void show_tolerance(FILE *values)
{
    enum { COUNT = 1000 };
    static real y[COUNT], t[COUNT], dy[COUNT], wrong[COUNT], numerical[COUNT];
    Rng rng = rng_seeded(2);
    for (int i = 0; i < COUNT; i++) {
        y[i] = rng_normal(&rng);
        t[i] = y[i] + 0.1 * rng_normal(&rng);
    }
    numerical_gradient(mean_error, t, y, numerical, step, COUNT);
    mean_squared_error_backward(y, t, dy, COUNT);
    printf("%%%% tolerance\n");
    printf("gradient of the mean          absolute error   relative error\n");
    printf("right                                %.0e            %.0e\n",
           largest_difference(dy, numerical, COUNT),
           gradient_error(dy, numerical, least, COUNT));
    for (int k = 0; k < 2; k++) {
        double factor = k == 0 ? 0.5 : COUNT / (COUNT - 1.0);
        for (int i = 0; i < COUNT; i++) {
            wrong[i] = factor * dy[i];
        }
        double absolute = largest_difference(wrong, numerical, COUNT);
        double relative = gradient_error(wrong, numerical, least, COUNT);
        printf("%-28s         %.0e            %.0e\n",
               k == 0 ? "without the 2" : "divided by n - 1", absolute,
               relative);
        const char *name = k == 0 ? "half" : "other";
        fprintf(values, "checker_lies.%s.absolute\t%.1g\n", name, absolute);
        fprintf(values, "checker_lies.%s.relative\t%.1g\n", name, relative);
    }
}

int main(void)
{
    FILE *values = figure_open("checker_lies.values");
    show_kink();
    show_forward(values);
    show_zero();
    show_tolerance(values);
    figure_close(values);
    return 0;
}
