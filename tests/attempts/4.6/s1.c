/* There is a factor p (1 - p) too much; the slope of the sigmoid has
   cancelled already. */
void binary_cross_entropy_backward(const real *z, const real *t, real *dz,
                                   size_t n)
{
    for (size_t i = 0; i < n; i++) {
        real p = sigmoid(z[i]);
        dz[i] = (p - t[i]) * p * (1 - p) / (real)n;
    }
}
