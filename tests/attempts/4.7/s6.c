/* Only the element of the label is divided by n; the others should be too. */
void cross_entropy_backward(const real *z, const int *labels, real *dz,
                            size_t n, size_t classes)
{
    softmax(z, dz, n, classes);
    for (size_t e = 0; e < n; e++) {
        real *p = &dz[e * classes + (size_t)labels[e]];
        *p = (*p - 1) / (real)n;
    }
}
