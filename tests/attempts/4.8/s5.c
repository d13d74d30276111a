/* f is called with NULL in place of context; context should be handed
   through. */
static real moved(Scalar *f, real *x, size_t count, size_t i, real by)
{
    real old = x[i];
    x[i] = old + by;
    real result = f(x, count, NULL);
    x[i] = old;
    return result;
}

void numerical_gradient(Scalar *f, void *context, real *x, real *g, real h,
                        size_t count)
{
    for (size_t i = 0; i < count; i++) {
        g[i] = (moved(f, x, count, i, h) - moved(f, x, count, i, -h)) / (2 * h);
    }
}
