/* size_t cannot be negative. */
void shift_picture(const real *x, real *y, int down, int right, size_t h,
                   size_t w)
{
    for (size_t i = 0; i < h; i++)
        for (size_t j = 0; j < w; j++) {
            size_t r = i - (size_t)down, c = j - (size_t)right;
            y[i * w + j] = r >= 0 && c >= 0 && r < h && c <= w ? x[r * w + c] : 0;
        }
}
