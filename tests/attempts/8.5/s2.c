/* The rows of y are taken to be as long as those of x. */
void correlate(const real *x, const real *f, real *y, size_t h, size_t w,
               size_t m)
{
    size_t oh = h - m + 1, ow = w - m + 1;
    for (size_t i = 0; i < oh; i++)
        for (size_t j = 0; j < ow; j++) {
            y[i * w + j] = 0;
            for (size_t k = 0; k < m; k++)
                for (size_t l = 0; l < m; l++)
                    y[i * w + j] += f[k * m + l] * x[(i + k) * w + (j + l)];
        }
}
