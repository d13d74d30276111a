/* h and w change places in the size of the output, and the filter is read column by column. */
void correlate(const real *x, const real *f, real *y, size_t h, size_t w,
               size_t m)
{
    size_t across = h - m + 1, down = w - m + 1;
    for (size_t i = 0; i < down; i++)
        for (size_t j = 0; j < across; j++) {
            real v = 0;
            for (size_t b = 0; b < m; b++)
                for (size_t a = 0; a < m; a++)
                    v += f[a * m + b] * x[(i + b) * w + (j + a)];
            y[i * across + j] = v;
        }
}
