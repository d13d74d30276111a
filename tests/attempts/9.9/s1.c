/* Makes the sheet narrower if there are fewer pictures than columns. */
void lay_out_maps(const unsigned char *x, unsigned char *sheet, size_t count,
                  size_t columns, size_t h, size_t w, unsigned char gap)
{
    if (columns > count)
        columns = count;
    size_t rows = (count + columns - 1) / columns;
    size_t W = columns * (w + 1) - 1, H = rows * (h + 1) - 1;
    memset(sheet, gap, W * H);
    for (size_t k = 0; k < count; k++)
        for (size_t i = 0; i < h; i++)
            memcpy(sheet + (k / columns * (h + 1) + i) * W + k % columns * (w + 1),
                   x + (k * h + i) * w, w);
}
