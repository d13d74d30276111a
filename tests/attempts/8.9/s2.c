/* The channels of a group are cleared at each of its filters, so that only the last filter of a group counts. */
void conv_input_gradient(const real *w, const real *dy, real *dx,
                         const Conv *conv)
{
    size_t W = padded_size(&conv->columns), area = W * padded_size(&conv->rows);
    size_t C = conv->in_channels / conv->groups;
    size_t per = conv->out_channels / conv->groups;
    for (size_t o = 0; o < conv->out_channels; o++) {
        real *mine = dx + o / per * C * area;
        for (size_t n = 0; n < C * area; n++)
            mine[n] = 0;
        for (size_t i = 0; i < conv->rows.places; i++)
            for (size_t j = 0; j < conv->columns.places; j++, dy++) {
                const real *f = w + o * C * conv->rows.window * conv->columns.window;
                real *p = mine + i * conv->rows.stride * W + j * conv->columns.stride;
                for (size_t c = 0; c < C; c++)
                    for (size_t k = 0; k < conv->rows.window; k++)
                        for (size_t l = 0; l < conv->columns.window; l++)
                            p[c * area + k * conv->rows.dilation * W + l * conv->columns.dilation] += *dy * *f++;
            }
    }
}
