/* With groups it takes only the channels of one group for a picture. */
void conv_layer_forward(const real *x, const real *w, const real *b,
                        real *padded, real *y, Padding kind, const Conv *conv,
                        size_t n)
{
    size_t C = conv->in_channels / conv->groups;
    const real *px = x;
    real *py = y;
    for (size_t e = 0; e < n; e++) {
        pad(px, padded, kind, conv->in_channels, &conv->rows, &conv->columns);
        conv_forward(padded, w, b, py, conv);
        px += C * conv->rows.size * conv->columns.size;
        py += conv->out_channels * conv->rows.places * conv->columns.places;
    }
}
