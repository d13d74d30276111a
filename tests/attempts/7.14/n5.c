/* The pixels of x are sent to where they go. */
void turn_picture(const real *x, real *y, double angle, double scale, size_t h,
                  size_t w)
{
    double ci = ((double)h - 1) / 2, cj = ((double)w - 1) / 2;
    for (size_t i = 0; i < h * w; i++)
        y[i] = 0;
    for (size_t i = 0; i < h; i++)
        for (size_t j = 0; j < w; j++) {
            double u = (double)i - ci, v = (double)j - cj;
            long r = lround(ci + scale * (u * cos(angle) - v * sin(angle)));
            long c = lround(cj + scale * (v * cos(angle) + u * sin(angle)));
            if (r >= 0 && r < (long)h && c >= 0 && c < (long)w)
                y[r * (long)w + c] = x[i * w + j];
        }
}
