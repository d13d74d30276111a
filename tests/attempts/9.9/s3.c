/* Draws the gap right of and below each picture, as far as the sheet goes, but leaves empty places of the last row as they were. */
void lay_out_maps(const unsigned char *x, unsigned char *sheet, size_t count,
                  size_t columns, size_t h, size_t w, unsigned char gap)
{
    size_t rows = count / columns + (count % columns != 0);
    size_t sw = columns * (w + 1) - 1, sh = rows * (h + 1) - 1;
    for (size_t k = 0; k < count; k++) {
        size_t top = k / columns * (h + 1), left = k % columns * (w + 1);
        for (size_t i = 0; i <= h; i++)
            for (size_t j = 0; j <= w; j++) {
                if (top + i >= sh || left + j >= sw)
                    continue;
                sheet[(top + i) * sw + left + j] =
                    i < h && j < w ? x[(k * h + i) * w + j] : gap;
            }
    }
}
