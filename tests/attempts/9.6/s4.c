/* Counts pixels with an unsigned char: the loop never ends if a side has more than 255 pixels. */
void split_channels(const unsigned char *x, real *y, size_t channels, size_t h,
                    size_t w)
{
    unsigned char i, j, c;
    for (c = 0; c < channels; c++)
        for (i = 0; i < h; i++)
            for (j = 0; j < w; j++)
                y[(c * h + i) * w + j] = (real)x[(i * w + j) * channels + c] / 255;
}
