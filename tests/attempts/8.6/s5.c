/* Filters are dealt out to the groups in turn, o % groups, instead of in runs. */
void conv_forward(const real *x, const real *w, const real *b, real *y,
                  const Conv *conv)
{
    const size_t C = conv->in_channels / conv->groups;
    const size_t area = padded_size(&conv->rows) * padded_size(&conv->columns);
    const size_t width = padded_size(&conv->columns);
    for (size_t o = 0; o < conv->out_channels; ++o) {
        const real *base = x + (o % conv->groups) * C * area;
        for (size_t i = 0; i < conv->rows.places; ++i)
            for (size_t j = 0; j < conv->columns.places; ++j) {
                const real *f = w + o * C * conv->rows.window * conv->columns.window;
                const real *corner = base + i * conv->rows.stride * width + j * conv->columns.stride;
                real total = b[o];
                for (size_t c = 0; c < C; ++c)
                    for (size_t k = 0; k < conv->rows.window; ++k)
                        for (size_t l = 0; l < conv->columns.window; ++l)
                            total += *f++ * corner[c * area + k * conv->rows.dilation * width + l * conv->columns.dilation];
                *y++ = total;
            }
    }
}
