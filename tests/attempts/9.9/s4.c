/* Goes down the columns: picture k stands in row k % rows; and the gap is always black. */
void lay_out_maps(const unsigned char *x, unsigned char *sheet, size_t count,
                  size_t columns, size_t h, size_t w, unsigned char gap)
{
    const size_t rows = (count + columns - 1) / columns;
    const size_t sheet_w = columns * (w + 1) - 1;
    const size_t sheet_h = rows * (h + 1) - 1;
    memset(sheet, 0, sheet_w * sheet_h);
    for (size_t k = 0; k < count; k++) {
        size_t r = k % rows, c = k / rows;
        for (size_t i = 0; i < h; i++)
            for (size_t j = 0; j < w; j++)
                sheet[(r * (h + 1) + i) * sheet_w + c * (w + 1) + j] = x[k * h * w + i * w + j];
    }
}
