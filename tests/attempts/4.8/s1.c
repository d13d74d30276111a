/* x[i] is put back by arithmetic, + h, - 2h, + h, which is not exact because
   of rounding; the old value should be kept and put back. */
void numerical_gradient(Scalar *f, void *context, real *x, real *g, real h,
                        size_t count)
{
    for (size_t i = 0; i < count; i++) {
        x[i] += h;
        real above = f(x, count, context);
        x[i] -= 2 * h;
        real below = f(x, count, context);
        x[i] += h;
        g[i] = (above - below) / (2 * h);
    }
}
