/* It is the forward difference, (f(x + h) - f(x)) / h; it should be centred. */
void numerical_gradient(Scalar *f, void *context, real *x, real *g, real h,
                        size_t count)
{
    real here = f(x, count, context);
    for (size_t i = 0; i < count; i++) {
        real keep = x[i];
        x[i] += h;
        g[i] = (f(x, count, context) - here) / h;
        x[i] = keep;
    }
}
