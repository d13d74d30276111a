/* Saves the copy where there is no padding, but looks at the rows only. */
void conv_layer_forward(const real *x, const real *w, const real *b,
                        real *padded, real *y, Padding kind, const Conv *conv,
                        size_t n)
{
    const size_t pic = conv->in_channels * conv->rows.size * conv->columns.size;
    const size_t map = conv->out_channels * conv->rows.places * conv->columns.places;

    while (n-- > 0) {
        if (conv->rows.padding == 0) {
            conv_forward(x, w, b, y, conv);
        } else {
            pad(x, padded, kind, conv->in_channels, &conv->rows, &conv->columns);
            conv_forward(padded, w, b, y, conv);
        }
        x += pic;
        y += map;
    }
}
