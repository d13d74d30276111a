/* precedence i*in+1 */
void augment(const real *x, real *y, size_t n, size_t in)
{
    for (size_t i = 0; i < n; i++) {
        y[i * in + 1] = 1;
        for (size_t j = 0; j < in; j++)
            y[i * in + 1 + j + 1] = x[i * in + j];
    }
}
