/* Moves dx on in the head of the loop even if it is NULL, so that it is NULL for the first picture only; a crash in the second. */
void conv_layer_backward(const real *x, const real *w, const real *dy,
                         real *padded, real *dpadded, real *dx, real *dw,
                         real *db, Padding kind, const Conv *conv, size_t n)
{
    size_t in = conv->in_channels * conv->rows.size * conv->columns.size;
    size_t out = conv->out_channels * conv->rows.places * conv->columns.places;
    const real *end = x + n * in;
    for (; x < end; x += in, dy += out, dx += in) {
        pad(x, padded, kind, conv->in_channels, &conv->rows, &conv->columns);
        conv_weight_gradient(padded, dy, dw, conv);
        conv_bias_gradient(dy, db, conv);
        if (dx) {
            conv_input_gradient(w, dy, dpadded, conv);
            pad_backward(dpadded, dx, kind, conv->in_channels, &conv->rows, &conv->columns);
        }
    }
}
