/* "Backward the filter is turned round": turned, although the loops already run over the places of the forward pass; and the group of a filter is o % groups. */
void conv_input_gradient(const real *w, const real *dy, real *dx,
                         const Conv *conv)
{
    size_t H = padded_size(&conv->rows), W = padded_size(&conv->columns);
    size_t C = conv->in_channels / conv->groups;
    size_t mh = conv->rows.window, mw = conv->columns.window;
    for (size_t n = 0; n < conv->in_channels * H * W; n++)
        dx[n] = 0;
    for (size_t o = 0; o < conv->out_channels; o++)
        for (size_t c = 0; c < C; c++)
            for (size_t i = 0; i < conv->rows.places; i++)
                for (size_t j = 0; j < conv->columns.places; j++) {
                    real d = dy[(o * conv->rows.places + i) * conv->columns.places + j];
                    for (size_t k = 0; k < mh; k++)
                        for (size_t l = 0; l < mw; l++) {
                            size_t row = i * conv->rows.stride + k * conv->rows.dilation;
                            size_t col = j * conv->columns.stride + l * conv->columns.dilation;
                            dx[((o % conv->groups * C + c) * H + row) * W + col] +=
                                d * w[((o * C + c) * mh + (mh - 1 - k)) * mw + (mw - 1 - l)];
                        }
                }
}
