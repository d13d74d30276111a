/* Columns that do not fill a tile are left out.
   expect: named pooled_columns_unwritten */
void conv_relu_pool_avx2(const float *x, const float *packed, const float *b,
                         float *y, uint8_t *source, const ValidConv *conv)
{
    size_t h = conv->rows / 2, w = conv->columns / 2;
    size_t k = conv->channels * conv->window_rows * conv->window_columns;
    for (size_t o = 0; o < conv->filters; o += 5) {
        float bias[5] = {0}, sums[80];
        for (size_t f = 0; f < 5 && o + f < conv->filters; f++)
            bias[f] = b[o + f];
        for (size_t i = 0; i < h; i++)
            for (size_t j = 0; j + 4 <= w; j += 4) {
                conv_tile_avx2(x + 2 * i * conv->width + 2 * j, packed + o * k, bias, sums, conv);
                for (size_t f = 0; f < 5 && o + f < conv->filters; f++) {
                    size_t t = ((o + f) * h + i) * w + j;
                    relu_pool_avx2(sums + 16 * f, y + t, source == NULL ? NULL : source + t);
                }
            }
    }
}
