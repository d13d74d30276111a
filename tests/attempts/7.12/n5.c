/* It wraps around. */
void shift_picture(const real *x, real *y, int down, int right, size_t h,
                   size_t w)
{
    for (int i = 0; i < (int)h; i++)
        for (int j = 0; j < (int)w; j++) {
            int r = ((i - down) % (int)h + (int)h) % (int)h, c = ((j - right) % (int)w + (int)w) % (int)w;
            y[i * (int)w + j] = x[r * (int)w + c];
        }
}
