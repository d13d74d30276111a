/* for (size_t i = 0; i < n; i++) dz[i] = (t[i] - sigmoid(z[i])); */
void binary_cross_entropy_backward(const real *z, const real *t, real *dz,
                                   size_t n)
{
    for (size_t i = 0; i < n; i++) dz[i] = (t[i] - sigmoid(z[i]));
}
