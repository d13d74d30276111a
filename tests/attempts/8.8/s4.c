/* Taken for a correlation of x with dy: the stride is forgotten, dy lies on neighbouring pixels. */
void conv_weight_gradient(const real *x, const real *dy, real *dw,
                          const Conv *conv)
{
    const size_t H = padded_size(&conv->rows), W = padded_size(&conv->columns);
    const size_t per_in = conv->in_channels / conv->groups;
    const size_t per_out = conv->out_channels / conv->groups;
    const size_t oh = conv->rows.places, ow = conv->columns.places;
    for (size_t g = 0; g < conv->groups; g++)
        for (size_t f = g * per_out; f < (g + 1) * per_out; f++)
            for (size_t c = 0; c < per_in; c++) {
                const real *pic = x + (g * per_in + c) * H * W;
                real *out = dw + (f * per_in + c) * conv->rows.window * conv->columns.window;
                for (size_t k = 0; k < conv->rows.window; k++)
                    for (size_t l = 0; l < conv->columns.window; l++)
                        for (size_t i = 0; i < oh; i++)
                            for (size_t j = 0; j < ow; j++)
                                out[k * conv->columns.window + l] += dy[(f * oh + i) * ow + j] *
                                    pic[(i + k * conv->rows.dilation) * W + j + l * conv->columns.dilation];
            }
}
