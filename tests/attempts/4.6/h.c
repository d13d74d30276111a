/* for (size_t i = 0; i < n; i++) {; real p = sigmoid(z[i]);; dz[i] = (-t[i] /
   p + (1 - t[i]) / (1 - p)) / n;; } */
void binary_cross_entropy_backward(const real *z, const real *t, real *dz,
                                   size_t n)
{
    for (size_t i = 0; i < n; i++) {
        real p = sigmoid(z[i]);
        dz[i] = (-t[i] / p + (1 - t[i]) / (1 - p)) / n;
    }
}
