/* The stride multiplies the place within the window too. */
void im2col(const float *x, float *columns, const Conv *conv)
{
    size_t h = padded_size(&conv->rows), w = padded_size(&conv->columns), n = 0;
    for (size_t c = 0; c < conv->in_channels; c++)
        for (size_t k = 0; k < conv->rows.window; k++)
            for (size_t l = 0; l < conv->columns.window; l++)
                for (size_t i = 0; i < conv->rows.places; i++)
                    for (size_t j = 0; j < conv->columns.places; j++) {
                        size_t row = (i + k * conv->rows.dilation) * conv->rows.stride;
                        size_t column = (j + l * conv->columns.dilation) * conv->columns.stride;
                        columns[n++] = row < h && column < w ? x[(c * h + row) * w + column] : 0;
                    }
}
