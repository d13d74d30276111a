#include "loss.h"

#include "backprop.h"
#include "mlp.h"

#include <string.h>

static real cross_entropy_value(const real *y, Target target, size_t n,
                                size_t out)
{
    return cross_entropy(y, target.labels, n, out);
}

static void cross_entropy_gradient(const real *y, Target target, real *dy,
                                   size_t n, size_t out)
{
    cross_entropy_backward(y, target.labels, dy, n, out);
}

static real binary_value(const real *y, Target target, size_t n, size_t out)
{
    return binary_cross_entropy(y, target.values, n * out);
}

static void binary_gradient(const real *y, Target target, real *dy, size_t n,
                            size_t out)
{
    binary_cross_entropy_backward(y, target.values, dy, n * out);
}

static real squared_value(const real *y, Target target, size_t n, size_t out)
{
    return mean_squared_error(y, target.values, n * out);
}

static void squared_gradient(const real *y, Target target, real *dy, size_t n,
                             size_t out)
{
    mean_squared_error_backward(y, target.values, dy, n * out);
}

const Loss losses[] = {
    {"cross_entropy", true, cross_entropy_value, cross_entropy_gradient},
    {"binary_cross_entropy", false, binary_value, binary_gradient},
    {"mean_squared_error", false, squared_value, squared_gradient},
    {0},
};

const Loss *loss_named(const char *name, Error *error)
{
    for (const Loss *loss = losses; loss->name != NULL; loss++) {
        if (strcmp(loss->name, name) == 0) {
            return loss;
        }
    }
    error_set(error,
              "no loss \"%.40s\": expected cross_entropy, "
              "binary_cross_entropy or mean_squared_error",
              name);
    return NULL;
}
