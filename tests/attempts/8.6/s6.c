/* Size is taken for padded size, and the weights are counted as if each filter had all channels of the input. */
void conv_forward(const real *x, const real *w, const real *b, real *y,
                  const Conv *conv)
{
    size_t H = conv->rows.size, W = conv->columns.size;
    size_t C = conv->in_channels / conv->groups;
    size_t n = 0;
    for (size_t o = 0; o < conv->out_channels; o++) {
        size_t c0 = o / (conv->out_channels / conv->groups) * C;
        for (size_t i = 0; i < conv->rows.places; i++)
            for (size_t j = 0; j < conv->columns.places; j++, n++) {
                y[n] = b[o];
                for (size_t c = 0; c < C; c++)
                    for (size_t k = 0; k < conv->rows.window; k++)
                        for (size_t l = 0; l < conv->columns.window; l++)
                            y[n] += w[((o * conv->in_channels + c) * conv->rows.window + k) * conv->columns.window + l] *
                                    x[((c0 + c) * H + i * conv->rows.stride + k * conv->rows.dilation) * W +
                                      j * conv->columns.stride + l * conv->columns.dilation];
            }
    }
}
