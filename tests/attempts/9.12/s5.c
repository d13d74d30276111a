/* The paper is the mean of the border instead of the median, and the ink is divided by 255. */
void find_ink(const unsigned char *grey, real *ink, size_t h, size_t w)
{
    unsigned long s = 0, m = 0;
    for (size_t i = 0; i < h; i++)
        for (size_t j = 0; j < w; j++)
            if (i % (h - 1) == 0 || j % (w - 1) == 0) {
                s += grey[i * w + j];
                m++;
            }
    int paper = (int)(s / m);
    for (size_t i = 0; i < h * w; i++)
        ink[i] = abs((int)grey[i] - paper) / (real)255;
}
