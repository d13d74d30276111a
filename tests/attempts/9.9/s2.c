/* Fills rows * (h + 1) lines with the gap, one more than the sheet has. */
void lay_out_maps(const unsigned char *x, unsigned char *sheet, size_t count,
                  size_t columns, size_t h, size_t w, unsigned char gap)
{
    size_t rows = (count + columns - 1) / columns;
    size_t width = columns * (w + 1) - 1;
    for (size_t i = 0; i < rows * (h + 1); i++)
        for (size_t j = 0; j < width; j++)
            sheet[i * width + j] = gap;
    for (size_t k = 0; k < count; k++) {
        unsigned char *to = sheet + k / columns * (h + 1) * width + k % columns * (w + 1);
        for (size_t i = 0; i < h; i++, to += width)
            for (size_t j = 0; j < w; j++)
                to[j] = *x++;
    }
}
