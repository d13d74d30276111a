/* Height and width are exchanged in the size of the output, and y is added to without being set to 0 first. */
void correlate(const real *x, const real *f, real *y, size_t h, size_t w,
               size_t m)
{
    size_t rows = w - m + 1;
    size_t cols = h - m + 1;
    for (size_t i = 0; i < rows; i++)
        for (size_t j = 0; j < cols; j++)
            for (size_t k = 0; k < m; k++)
                for (size_t l = 0; l < m; l++)
                    y[i * cols + j] += f[k * m + l] * x[(i + k) * w + j + l];
}
