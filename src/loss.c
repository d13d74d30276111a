#include "loss.h"

#include "backprop.h"
#include "mlp.h"

#include <assert.h>
#include <string.h>

/* The places of a picture are examples of their own: their channels, which lie
   h · w apart, are gathered for the functions of the chapters and put back. */
static real cross_entropy_of_places(const real *y, Target target, real *dy,
                                    size_t n, Shape out)
{
    enum { MOST = 256 };
    size_t places = out.h * out.w, count = n * places;
    real scores[MOST], slopes[MOST];
    double sum = 0;
    assert(out.c <= MOST);
    for (size_t i = 0; i < count; i++) {
        size_t from = i / places * out.c * places + i % places;
        for (size_t c = 0; c < out.c; c++) {
            scores[c] = y[from + c * places];
        }
        sum += (double)cross_entropy(scores, target.labels + i, 1, out.c);
        if (dy == NULL) {
            continue;
        }
        cross_entropy_backward(scores, target.labels + i, slopes, 1, out.c);
        for (size_t c = 0; c < out.c; c++) {
            dy[from + c * places] = slopes[c] / (real)count;
        }
    }
    return (real)(sum / (double)count);
}

static real compute_cross_entropy(const real *y, Target target, real *dy,
                                  size_t n, Shape out)
{
    for (size_t i = 0; i < n * out.h * out.w; i++) {
        assert(target.labels[i] >= 0 && (size_t)target.labels[i] < out.c);
    }
    if (out.h * out.w > 1) {
        return cross_entropy_of_places(y, target, dy, n, out);
    }
    if (dy != NULL) {
        cross_entropy_backward(y, target.labels, dy, n, out.c);
    }
    return cross_entropy(y, target.labels, n, out.c);
}

static real compute_binary(const real *y, Target target, real *dy, size_t n,
                           Shape out)
{
    size_t count = n * shape_size(out);
    if (dy != NULL) {
        binary_cross_entropy_backward(y, target.values, dy, count);
    }
    return binary_cross_entropy(y, target.values, count);
}

static real compute_squared(const real *y, Target target, real *dy, size_t n,
                            Shape out)
{
    size_t count = n * shape_size(out);
    if (dy != NULL) {
        mean_squared_error_backward(y, target.values, dy, count);
    }
    return mean_squared_error(y, target.values, count);
}

const Loss losses[] = {
    {"cross_entropy", true, compute_cross_entropy},
    {"binary_cross_entropy", false, compute_binary},
    {"mean_squared_error", false, compute_squared},
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
