/* for (size_t i = 0; i < n; i++) dz[i] = (z[i] - t[i]) / (real)n; */
void binary_cross_entropy_backward(const real *z, const real *t, real *dz,
                                   size_t n)
{
    for (size_t i = 0; i < n; i++) dz[i] = (z[i] - t[i]) / (real)n;
}
