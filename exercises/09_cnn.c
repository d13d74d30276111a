#include "cnn.h"
#include "mlp.h"
#include "optim.h"
#include "todo.h"

#include <stdlib.h>

bool axis_plan(Axis *axis, size_t size, const char *name, Error *error)
{
    TODO("9.1");
    return false;
}

bool conv_plan(Conv *conv, Shape in, Shape *out, Error *error)
{
    TODO("9.2");
    return false;
}

void conv_cost(const Conv *conv, size_t *parameters, double *flops)
{
    TODO("9.3");
}

void conv_layer_forward(const real *x, const real *w, const real *b,
                        real *padded, real *y, Padding kind, const Conv *conv,
                        size_t n)
{
    TODO("9.4");
}

void conv_layer_backward(const real *x, const real *w, const real *dy,
                         real *padded, real *dpadded, real *dx, real *dw,
                         real *db, Padding kind, const Conv *conv, size_t n)
{
    TODO("9.5");
}

void split_channels(const unsigned char *x, real *y, size_t channels, size_t h,
                    size_t w)
{
    TODO("9.6");
}

void recipe_step(real *w, real *g, real *v, size_t t, size_t total, double base,
                 real momentum, real decay, size_t weights, size_t count)
{
    TODO("9.7");
}

void grey_levels(const real *x, unsigned char *grey, size_t count)
{
    TODO("9.8");
}

void lay_out_maps(const unsigned char *x, unsigned char *sheet, size_t count,
                  size_t columns, size_t h, size_t w, unsigned char gap)
{
    TODO("9.9");
}

void top_k(const real *scores, int *best, size_t count, size_t k)
{
    TODO("9.10");
}

size_t worst_mistakes(const real *scores, const int *labels, int *worst,
                      size_t n, size_t classes, size_t k)
{
    TODO("9.11");
    return 0;
}

void find_ink(const unsigned char *grey, real *ink, size_t h, size_t w)
{
    TODO("9.12");
}

bool ink_box(const real *x, real least, size_t h, size_t w, Box *box)
{
    TODO("9.13");
    return false;
}

void centre_of_mass(const real *x, size_t h, size_t w, double *row,
                    double *column)
{
    TODO("9.14");
}
