/* cos and sin are exchanged. */
void turn_picture(const real *x, real *y, double angle, double scale, size_t h,
                  size_t w)
{
    double ci = ((double)h - 1) / 2, cj = ((double)w - 1) / 2;
    for (size_t i = 0; i < h; i++)
        for (size_t j = 0; j < w; j++) {
            double u = (double)i - ci, v = (double)j - cj;
            double row = ci + (v * cos(angle) + u * sin(angle)) / scale;
            double column = cj + (v * sin(angle) - u * cos(angle)) / scale;
            y[i * w + j] = bilinear(x, row, column, h, w);
        }
}
