/* The whole picture is reversed. */
void flip_picture(const real *x, real *y, size_t h, size_t w)
{
    for (size_t i = 0; i < h * w; i++)
        y[i] = x[h * w - 1 - i];
}
