/* The columns are not checked. */
void shift_picture(const real *x, real *y, int down, int right, size_t h,
                   size_t w)
{
    for (int i = 0; i < (int)h; i++)
        for (int j = 0; j < (int)w; j++) {
            int at = (i - down) * (int)w + j - right;
            y[i * (int)w + j] = at >= 0 && at < (int)(h * w) ? x[at] : 0;
        }
}
