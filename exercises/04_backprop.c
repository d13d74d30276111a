#include "backprop.h"

#include "xor.h"
#include "todo.h"

ExampleGradient example_gradient(const Example *example)
{
    TODO("4.1");
    return (ExampleGradient){0};
}

void tape_backward(Tape *tape, Value *result)
{
    TODO("4.2");
}

void dense_backward(const real *x, const real *w, const real *dy, real *dx,
                    real *dw, real *db, size_t n, size_t in, size_t out)
{
    TODO("4.3");
}

void activate_backward(Activation g, const real *z, const real *y,
                       const real *dy, real *dz, size_t count)
{
    TODO("4.4");
}

void mean_squared_error_backward(const real *y, const real *t, real *dy,
                                 size_t count)
{
    TODO("4.5");
}

void binary_cross_entropy_backward(const real *z, const real *t, real *dz,
                                   size_t n)
{
    TODO("4.6");
}

void cross_entropy_backward(const real *z, const int *labels, real *dz,
                            size_t n, size_t classes)
{
    TODO("4.7");
}

void numerical_gradient(Scalar *f, void *context, real *x, real *g, real h,
                        size_t count)
{
    TODO("4.8");
}

real gradient_error(const real *a, const real *b, real floor, size_t count)
{
    TODO("4.9");
    return 0;
}
