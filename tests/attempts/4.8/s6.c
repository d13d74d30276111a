/* The second place is x[i] - h after x[i] has already been moved to x + h, so
   it is x itself; it should be old - h. */
void numerical_gradient(Scalar *f, void *context, real *x, real *g, real h,
                        size_t count)
{
    for (size_t i = count; i-- > 0;) {
        const real old = x[i];
        x[i] = x[i] + h;
        real plus = f(x, count, context);
        x[i] = x[i] - h;
        real minus = f(x, count, context);
        x[i] = old;
        g[i] = (plus - minus) / (2 * h);
    }
}
