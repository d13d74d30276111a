/* The parentheses are missing: / 2 * h divides by 2 and multiplies by h; it
   should be / (2 * h). */
void numerical_gradient(Scalar *f, void *context, real *x, real *g, real h,
                        size_t count)
{
    for (size_t i = 0; i < count; i++) {
        real old = x[i];
        x[i] = old + h;
        real up = f(x, count, context);
        x[i] = old - h;
        real down = f(x, count, context);
        x[i] = old;
        g[i] = (up - down) / 2 * h;
    }
}
