/* Takes a row of x for `width` of y, so the next row of y gets what stands at the
   end of the picture's row. */
void conv_axpy(const float *x, const float *w, const float *b, float *y,
               const ValidConv *conv)
{
    size_t map = conv->rows * conv->columns;
    for (size_t o = 0; o < conv->filters; o++)
        for (size_t i = 0; i < map; i++)
            y[o * map + i] = b[o];
    for (size_t o = 0; o < conv->filters; o++)
        for (size_t c = 0; c < conv->channels; c++)
            for (size_t k = 0; k < conv->window_rows; k++)
                for (size_t l = 0; l < conv->window_columns; l++, w++)
                    axpy_avx2(*w, x + (c * conv->height + k) * conv->width + l,
                              y + o * map, map);
}
