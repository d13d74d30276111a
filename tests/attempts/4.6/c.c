/* for (size_t i = 0; i < n; i++) dz[i] = (sigmoid(z[i]) - t[i]) *
   sigmoid(z[i]) * (1 - sigmoid(z[i])) / (real)n; */
void binary_cross_entropy_backward(const real *z, const real *t, real *dz,
                                   size_t n)
{
    for (size_t i = 0; i < n; i++) dz[i] = (sigmoid(z[i]) - t[i]) * sigmoid(z[i]) * (1 - sigmoid(z[i])) / (real)n;
}
