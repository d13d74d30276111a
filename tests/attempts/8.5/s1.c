/* The filter is turned round, a convolution in the sense of mathematics. */
void correlate(const real *x, const real *f, real *y, size_t h, size_t w,
               size_t m)
{
    for (size_t i = 0; i + m <= h; i++)
        for (size_t j = 0; j + m <= w; j++) {
            real s = 0;
            for (size_t k = 0; k < m; k++)
                for (size_t l = 0; l < m; l++)
                    s += f[(m - 1 - k) * m + (m - 1 - l)] * x[(i + k) * w + j + l];
            *y++ = s;
        }
}
