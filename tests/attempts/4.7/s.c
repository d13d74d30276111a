/* dz[labels[0]] -= 1; */
void cross_entropy_backward(const real *z, const int *labels, real *dz,
                            size_t n, size_t classes)
{
    softmax(z, dz, n, classes);
    dz[labels[0]] -= 1;
    for (size_t i = 0; i < n * classes; i++) dz[i] /= (real)n;
}
