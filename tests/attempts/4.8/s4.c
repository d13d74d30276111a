/* x[i] is not put back before the next i (it stays at old - h); a line x[i] =
   old is missing. */
void numerical_gradient(Scalar *f, void *context, real *x, real *g, real h,
                        size_t count)
{
    for (size_t i = 0; i < count; i++) {
        real old = x[i];
        x[i] = old + h;
        g[i] = f(x, count, context);
        x[i] = old - h;
        g[i] -= f(x, count, context);
        g[i] /= 2 * h;
    }
}
