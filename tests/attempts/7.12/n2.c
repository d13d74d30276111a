/* The picture moves the other way. */
void shift_picture(const real *x, real *y, int down, int right, size_t h,
                   size_t w)
{
    for (int i = 0; i < (int)h; i++)
        for (int j = 0; j < (int)w; j++) {
            int r = i + down, c = j + right;
            y[i * (int)w + j] = r >= 0 && r < (int)h && c >= 0 && c < (int)w ? x[r * (int)w + c] : 0;
        }
}
