/* The sigmoid is applied to the difference, sigmoid(z - t); it should be
   sigmoid(z) - t. */
void binary_cross_entropy_backward(const real *z, const real *t, real *dz,
                                   size_t n)
{
    size_t i = 0;
    while (i < n) {
        dz[i] = sigmoid(z[i] - t[i]) / (real)n;
        i++;
    }
}
