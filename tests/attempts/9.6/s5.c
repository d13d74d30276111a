/* The height stands for the width in the number of the byte, and the division is by 256. */
void split_channels(const unsigned char *x, real *y, size_t channels, size_t h,
                    size_t w)
{
    size_t at = 0;
    for (size_t c = 0; c < channels; c++)
        for (size_t i = 0; i < h; i++)
            for (size_t j = 0; j < w; j++)
                y[at++] = x[(i * h + j) * channels + c] / (real)256;
}
