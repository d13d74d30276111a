/* Stops when half of the border has been reached (>=), one pixel too early. */
static int median(const unsigned char *grey, size_t h, size_t w)
{
    size_t hist[256] = {0}, m = 0;
    for (size_t i = 0; i < h; i++) {
        size_t step = i == 0 || i == h - 1 ? 1 : w - 1;
        for (size_t j = 0; j < w; j += step, m++)
            hist[grey[i * w + j]]++;
    }
    size_t sum = 0;
    int g = 0;
    for (; g < 255; g++)
        if ((sum += hist[g]) >= m / 2)
            break;
    return g;
}

void find_ink(const unsigned char *grey, real *ink, size_t h, size_t w)
{
    int paper = median(grey, h, w), max = 0;
    for (size_t i = 0; i < h * w; i++) {
        int d = abs(grey[i] - paper);
        ink[i] = d;
        if (d > max)
            max = d;
    }
    if (max > 0)
        for (size_t i = 0; i < h * w; i++)
            ink[i] /= max;
}
