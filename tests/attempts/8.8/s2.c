/* The number of a weight is computed with the height of the window where its width belongs, and the dilation of the rows is forgotten. */
void conv_weight_gradient(const real *x, const real *dy, real *dw,
                          const Conv *conv)
{
    size_t H = padded_size(&conv->rows), W = padded_size(&conv->columns);
    size_t C = conv->in_channels / conv->groups;
    size_t m = conv->rows.window;
    for (size_t o = 0; o < conv->out_channels; o++) {
        size_t c0 = o / (conv->out_channels / conv->groups) * C;
        for (size_t i = 0; i < conv->rows.places; i++)
            for (size_t j = 0; j < conv->columns.places; j++) {
                real d = dy[(o * conv->rows.places + i) * conv->columns.places + j];
                for (size_t c = 0; c < C; c++)
                    for (size_t k = 0; k < m; k++)
                        for (size_t l = 0; l < conv->columns.window; l++)
                            dw[((o * C + c) * m + k) * m + l] +=
                                d * x[((c0 + c) * H + i * conv->rows.stride + k) * W +
                                      j * conv->columns.stride + l * conv->columns.dilation];
            }
    }
}
