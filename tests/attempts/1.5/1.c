/* j from 1 reads x[j] */
void augment(const real *x, real *y, size_t n, size_t in)
{
    for (size_t i = 0; i < n; i++) {
        y[i * (in + 1)] = 1;
        for (size_t j = 1; j <= in; j++)
            y[i * (in + 1) + j] = x[i * in + j];
    }
}
