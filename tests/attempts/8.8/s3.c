/* Every group reads the channels of the first one. */
void conv_weight_gradient(const real *x, const real *dy, real *dw,
                          const Conv *conv)
{
    size_t W = padded_size(&conv->columns), area = padded_size(&conv->rows) * W;
    size_t C = conv->in_channels / conv->groups;
    for (size_t o = 0; o < conv->out_channels; o++)
        for (size_t c = 0; c < C; c++)
            for (size_t k = 0; k < conv->rows.window; k++)
                for (size_t l = 0; l < conv->columns.window; l++) {
                    const real *g = dy + o * conv->rows.places * conv->columns.places;
                    const real *p = x + c * area + k * conv->rows.dilation * W + l * conv->columns.dilation;
                    for (size_t i = 0; i < conv->rows.places; i++, p += conv->rows.stride * W)
                        for (size_t j = 0; j < conv->columns.places; j++)
                            *dw += *g++ * p[j * conv->columns.stride];
                    dw++;
                }
}
