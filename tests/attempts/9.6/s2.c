/* Reads x from the front to the back with the channels in the outer loop: nothing is moved at all. */
void split_channels(const unsigned char *x, real *y, size_t channels, size_t h,
                    size_t w)
{
    for (size_t c = 0; c < channels; c++)
        for (size_t i = 0; i < h; i++)
            for (size_t j = 0; j < w; j++)
                y[(c * h + i) * w + j] = (real)*x++ / 255;
}
