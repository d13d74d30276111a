/* Pixels outside are not set. */
void shift_picture(const real *x, real *y, int down, int right, size_t h,
                   size_t w)
{
    for (int i = 0; i < (int)h; i++)
        for (int j = 0; j < (int)w; j++) {
            int r = i - down, c = j - right;
            if (r >= 0 && r < (int)h && c >= 0 && c < (int)w)
                y[i * (int)w + j] = x[r * (int)w + c];
        }
}
