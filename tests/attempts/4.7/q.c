/* for (size_t e = 0; e < n; e++) dz[e * classes + labels[e]] -= labels[e]; */
void cross_entropy_backward(const real *z, const int *labels, real *dz,
                            size_t n, size_t classes)
{
    softmax(z, dz, n, classes);
    for (size_t e = 0; e < n; e++) dz[e * classes + labels[e]] -= labels[e];
    for (size_t i = 0; i < n * classes; i++) dz[i] /= (real)n;
}
