/* The division by n is missing. */
void binary_cross_entropy_backward(const real *z, const real *t, real *dz,
                                   size_t n)
{
    for (size_t i = 0; i < n; i++)
        dz[i] = sigmoid(z[i]) - t[i];
}
