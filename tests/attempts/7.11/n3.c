/* Counting down with an unsigned number never ends. */
void flip_picture(const real *x, real *y, size_t h, size_t w)
{
    for (size_t i = 0; i < h; i++) {
        size_t k = 0;
        for (size_t j = w - 1; j >= 0; j--)
            y[i * w + k++] = x[i * w + j];
    }
}
