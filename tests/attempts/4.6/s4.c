/* The sigmoid is typed in as exp(z) / (1 + exp(z)), which is NaN for z =
   1000; it should call sigmoid. */
void binary_cross_entropy_backward(const real *z, const real *t, real *dz,
                                   size_t n)
{
    for (size_t i = 0; i < n; i++) {
        real e = exp(z[i]);
        dz[i] = (e / (1 + e) - t[i]) / (real)n;
    }
}
