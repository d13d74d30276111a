#include "landscape.h"

real ravine(const real *w, real *g)
{
    g[0] = w[0];
    g[1] = 100 * w[1];
    return (w[0] * g[0] + w[1] * g[1]) / 2;
}

real rosenbrock(const real *w, real *g)
{
    real ahead = 1 - w[0];
    real above = w[1] - w[0] * w[0];
    g[0] = -2 * ahead - 400 * w[0] * above;
    g[1] = 200 * above;
    return ahead * ahead + 100 * above * above;
}
