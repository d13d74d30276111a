/* The corners are counted twice, once in the rows and once in the columns. */
void find_ink(const unsigned char *grey, real *ink, size_t h, size_t w)
{
    size_t n[256] = {0}, m = 2 * h + 2 * w;
    for (size_t j = 0; j < w; j++) {
        n[grey[j]]++;
        n[grey[(h - 1) * w + j]]++;
    }
    for (size_t i = 0; i < h; i++) {
        n[grey[i * w]]++;
        n[grey[i * w + w - 1]]++;
    }
    int paper = 0;
    size_t sum = n[0];
    while (sum <= m / 2)
        sum += n[++paper];

    int most = 0;
    for (size_t p = 0; p < h * w; p++) {
        int d = abs(grey[p] - paper);
        if (d > most)
            most = d;
    }
    for (size_t p = 0; p < h * w; p++)
        ink[p] = most > 0 ? abs(grey[p] - paper) / (real)most : 0;
}
