/* real up = f(x, i, context);; real down = f(x, i, context); */
void numerical_gradient(Scalar *f, void *context, real *x, real *g, real h,
                        size_t count)
{
    for (size_t i = 0; i < count; i++) {
        real old = x[i];
        x[i] = old + h;
        real up = f(x, i, context);
        x[i] = old - h;
        real down = f(x, i, context);
        x[i] = old;
        g[i] = (up - down) / (2 * h);
    }
}
