/* The rows are mirrored. */
void flip_picture(const real *x, real *y, size_t h, size_t w)
{
    for (size_t i = 0; i < h; i++)
        for (size_t j = 0; j < w; j++)
            y[i * w + j] = x[(h - 1 - i) * w + j];
}
