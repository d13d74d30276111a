/* The sign is turned round: t - p should be p - t. */
void cross_entropy_backward(const real *z, const int *labels, real *dz,
                            size_t n, size_t classes)
{
    softmax(z, dz, n, classes);
    for (size_t e = 0; e < n; e++) {
        for (size_t k = 0; k < classes; k++) {
            size_t at = e * classes + k;
            real truth = (size_t)labels[e] == k ? 1 : 0;
            dz[at] = (truth - dz[at]) / (real)n;
        }
    }
}
