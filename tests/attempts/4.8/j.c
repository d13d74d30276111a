/* real up[count], down[count];; up[i] = x[i] + h;; down[i] = x[i] - h;; for
   (size_t i = 0; i < count; i++); g[i] = (f(up, count, context) - f(down,
   count, context)) / (2 * h); */
void numerical_gradient(Scalar *f, void *context, real *x, real *g, real h,
                        size_t count)
{
    real up[count], down[count];
    for (size_t i = 0; i < count; i++) {
        up[i] = x[i] + h;
        down[i] = x[i] - h;
    }
    for (size_t i = 0; i < count; i++)
        g[i] = (f(up, count, context) - f(down, count, context)) / (2 * h);
}
