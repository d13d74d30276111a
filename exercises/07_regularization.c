#include "regularization.h"
#include "todo.h"

real elastic_net(const real *w, real l1, real l2, size_t count)
{
    TODO("7.1");
    return 0;
}

void add_elastic_net(const real *w, real *g, real l1, real l2, size_t count)
{
    TODO("7.2");
}

void add_huber(const real *w, real *g, real strength, real delta, size_t count)
{
    TODO("7.3");
}

void dropout_forward(const real *x, const real *u, real *mask, real *y, real p,
                     size_t count)
{
    TODO("7.4");
}

void dropout_backward(const real *mask, const real *dy, real *dx, size_t count)
{
    TODO("7.5");
}

void batch_norm_forward(const real *x, const real *gamma, const real *beta,
                        real *mean, real *variance, real *y, real epsilon,
                        size_t n, size_t units)
{
    TODO("7.6");
}

void batch_norm_running(const real *mean, const real *variance,
                        real *running_mean, real *running_variance,
                        real momentum, size_t n, size_t units)
{
    TODO("7.7");
}

void batch_norm_evaluate(const real *x, const real *gamma, const real *beta,
                         const real *running_mean, const real *running_variance,
                         real *y, real epsilon, size_t n, size_t units)
{
    TODO("7.8");
}

void batch_norm_backward(const real *x, const real *gamma, const real *mean,
                         const real *variance, const real *dy, real *dx,
                         real *dgamma, real *dbeta, real epsilon, size_t n,
                         size_t units)
{
    TODO("7.9");
}

bool stop_early(Stopping *stopping, double score, size_t patience)
{
    TODO("7.10");
    return false;
}

void flip_picture(const real *x, real *y, size_t h, size_t w)
{
    TODO("7.11");
}

void shift_picture(const real *x, real *y, int down, int right, size_t h,
                   size_t w)
{
    TODO("7.12");
}

real bilinear(const real *x, double row, double column, size_t h, size_t w)
{
    TODO("7.13");
    return 0;
}

void turn_picture(const real *x, real *y, double angle, double scale, size_t h,
                  size_t w)
{
    TODO("7.14");
}

size_t fold(size_t n, size_t k, size_t f, const size_t *order, size_t *train,
            size_t *validation)
{
    TODO("7.15");
    return 0;
}

void draw_trial(const Range *ranges, double *values, size_t count, Rng *rng)
{
    TODO("7.16");
}
