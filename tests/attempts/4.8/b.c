/* x[i] += h;; x[i] -= 2 * h;; x[i] += h; */
void numerical_gradient(Scalar *f, void *context, real *x, real *g, real h,
                        size_t count)
{
    for (size_t i = 0; i < count; i++) {
        real old = x[i];
        x[i] += h;
        real up = f(x, count, context);
        x[i] -= 2 * h;
        real down = f(x, count, context);
        x[i] += h;
        g[i] = (up - down) / (2 * h);
    }
}
