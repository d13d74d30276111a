/* The bias is added once for each channel of the input, and the columns use the stride of the rows. */
void conv_forward(const real *x, const real *w, const real *b, real *y,
                  const Conv *conv)
{
    Axis rows = conv->rows, cols = conv->columns;
    size_t C = conv->in_channels / conv->groups, per = conv->out_channels / conv->groups;
    size_t H = padded_size(&rows), W = padded_size(&cols);
    memset(y, 0, conv->out_channels * rows.places * cols.places * sizeof *y);
    for (size_t o = 0; o < conv->out_channels; o++)
        for (size_t c = 0; c < C; c++) {
            const real *plane = x + (o / per * C + c) * H * W;
            const real *filter = w + (o * C + c) * rows.window * cols.window;
            for (size_t i = 0; i < rows.places; i++)
                for (size_t j = 0; j < cols.places; j++) {
                    real sum = b[o];
                    for (size_t k = 0; k < rows.window; k++)
                        for (size_t l = 0; l < cols.window; l++)
                            sum += filter[k * cols.window + l] *
                                   plane[(i * rows.stride + k * rows.dilation) * W + j * rows.stride + l * cols.dilation];
                    y[(o * rows.places + i) * cols.places + j] += sum;
                }
        }
}
