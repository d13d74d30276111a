#include "mlp.h"

#include "xor.h"
#include "todo.h"

#include <assert.h>

void gemm(bool transpose_a, bool transpose_b, const real *a, const real *b,
          real *c, size_t m, size_t n, size_t k, bool accumulate)
{
    TODO("3.1");
}

void dense_forward(const real *x, const real *w, const real *b, real *y,
                   size_t n, size_t in, size_t out)
{
    TODO("3.2");
}

void activate(Activation g, const real *z, real *y, size_t count)
{
    TODO("3.3");
}

void maxout(const real *z, real *y, size_t n, size_t out, size_t pieces)
{
    for (size_t i = 0; i < n * out; i++) {
        real largest = z[i * pieces];
        for (size_t p = 1; p < pieces; p++) {
            largest = fmax(largest, z[i * pieces + p]);
        }
        y[i] = largest;
    }
}

void radial_basis(const real *x, const real *c, real width, real *y, size_t n,
                  size_t in, size_t out)
{
    for (size_t e = 0; e < n; e++) {
        for (size_t o = 0; o < out; o++) {
            real squared = 0;
            for (size_t i = 0; i < in; i++) {
                real difference = x[e * in + i] - c[o * in + i];
                squared += difference * difference;
            }
            y[e * out + o] = exp(-squared / (width * width));
        }
    }
}

void softmax(const real *z, real *p, size_t n, size_t classes)
{
    TODO("3.4");
}

real mean_squared_error(const real *y, const real *t, size_t count)
{
    TODO("3.5");
    return 0;
}

real binary_cross_entropy(const real *z, const real *t, size_t n)
{
    TODO("3.6");
    return 0;
}

void one_hot(const int *labels, real *y, size_t n, size_t classes)
{
    TODO("3.7");
}

real cross_entropy(const real *z, const int *labels, size_t n, size_t classes)
{
    TODO("3.8");
    return 0;
}

size_t parameter_count(const size_t *sizes, size_t layers)
{
    TODO("3.9");
    return 0;
}
