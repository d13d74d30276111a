/* dw is cleared first, and stride and dilation of the columns are exchanged. */
void conv_weight_gradient(const real *x, const real *dy, real *dw,
                          const Conv *conv)
{
    Axis a = conv->rows, b = conv->columns;
    size_t C = conv->in_channels / conv->groups;
    size_t H = padded_size(&a), W = padded_size(&b);
    memset(dw, 0, conv->out_channels * C * a.window * b.window * sizeof(real));
    for (size_t o = 0; o < conv->out_channels; o++)
        for (size_t c = 0; c < C; c++)
            for (size_t k = 0; k < a.window; k++)
                for (size_t l = 0; l < b.window; l++)
                    for (size_t i = 0; i < a.places; i++)
                        for (size_t j = 0; j < b.places; j++) {
                            size_t ch = o / (conv->out_channels / conv->groups) * C + c;
                            size_t at = (ch * H + i * a.stride + k * a.dilation) * W + j * b.dilation + l * b.stride;
                            dw[((o * C + c) * a.window + k) * b.window + l] +=
                                dy[(o * a.places + i) * b.places + j] * x[at];
                        }
}
