/* The sum is an int, as in the example of the text. */
void correlate(const real *x, const real *f, real *y, size_t h, size_t w,
               size_t m)
{
    for (size_t i = 0; i < h - m + 1; i++) {
        for (size_t j = 0; j < w - m + 1; j++) {
            int sum = 0;
            for (size_t k = 0; k < m; k++)
                for (size_t l = 0; l < m; l++)
                    sum += f[k * m + l] * x[(i + k) * w + j + l];
            y[i * (w - m + 1) + j] = sum;
        }
    }
}
