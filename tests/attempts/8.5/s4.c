/* The pointer moves on by w after a row of the window, although it has moved by m already. */
void correlate(const real *x, const real *f, real *y, size_t h, size_t w,
               size_t m)
{
    for (size_t i = 0; i < h - m + 1; i++)
        for (size_t j = 0; j < w - m + 1; j++) {
            const real *p = x + i * w + j, *g = f;
            real acc = 0;
            for (size_t k = 0; k < m; k++) {
                for (size_t l = 0; l < m; l++)
                    acc += *g++ * *p++;
                p += w;
            }
            *y++ = acc;
        }
}
