/* The pointers are moved on by e pictures in each round, which goes wrong from the third picture on. */
void conv_layer_forward(const real *x, const real *w, const real *b,
                        real *padded, real *y, Padding kind, const Conv *conv,
                        size_t n)
{
    size_t in = conv->in_channels * conv->rows.size * conv->columns.size;
    size_t out = conv->out_channels * conv->rows.places * conv->columns.places;
    for (size_t e = 0; e < n; e++) {
        x += e * in;
        y += e * out;
        pad(x, padded, kind, conv->in_channels, &conv->rows, &conv->columns);
        conv_forward(padded, w, b, y, conv);
    }
}
