/* The median is the lower of the two in the middle, and the largest difference is looked for without abs, so it is too small or 0 if the ink is brighter than the paper. */
static int by_size(const void *a, const void *b)
{
    return *(const unsigned char *)a - *(const unsigned char *)b;
}

void find_ink(const unsigned char *grey, real *ink, size_t h, size_t w)
{
    unsigned char *edge = malloc(2 * (h + w));
    size_t m = 0;
    for (size_t j = 0; j < w; j++) {
        edge[m++] = grey[j];
        edge[m++] = grey[(h - 1) * w + j];
    }
    for (size_t i = 1; i + 1 < h; i++) {
        edge[m++] = grey[i * w];
        edge[m++] = grey[(i + 1) * w - 1];
    }
    qsort(edge, m, 1, by_size);
    int paper = edge[(m - 1) / 2], max = 0;
    free(edge);
    for (size_t i = 0; i < h * w; i++)
        if (paper - grey[i] > max)
            max = paper - grey[i];
    for (size_t i = 0; i < h * w; i++)
        ink[i] = max == 0 ? 0 : (real)abs(paper - grey[i]) / max;
}
