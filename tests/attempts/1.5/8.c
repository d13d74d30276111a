/* ones between all features */
void augment(const real *x, real *y, size_t n, size_t in)
{
    size_t k = 0;
    for (size_t i = 0; i < n * in; i++) {
        if (k < n * (in + 1))
            y[k++] = 1;
        if (k < n * (in + 1))
            y[k++] = x[i];
    }
}
