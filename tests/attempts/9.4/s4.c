/* Moves on in y by the channels of the input, and the axes are exchanged in the call of pad. */
void conv_layer_forward(const real *x, const real *w, const real *b,
                        real *padded, real *y, Padding kind, const Conv *conv,
                        size_t n)
{
    size_t c = conv->in_channels;
    for (size_t e = 0; e < n; e++) {
        pad(x + e * c * conv->rows.size * conv->columns.size, padded, kind, c,
            &conv->columns, &conv->rows);
        conv_forward(padded, w, b, y + e * c * conv->rows.places * conv->columns.places, conv);
    }
}
