/* Uses padded for both, so the gradient by the input has overwritten the picture when the weights' turn comes, and db is skipped if dx is NULL. */
void conv_layer_backward(const real *x, const real *w, const real *dy,
                         real *padded, real *dpadded, real *dx, real *dw,
                         real *db, Padding kind, const Conv *conv, size_t n)
{
    size_t in = conv->in_channels * conv->rows.size * conv->columns.size;
    size_t out = conv->out_channels * conv->rows.places * conv->columns.places;
    for (size_t k = 0; k < n; k++) {
        const real *g = dy + k * out;
        pad(x + k * in, padded, kind, conv->in_channels, &conv->rows, &conv->columns);
        if (dx != NULL) {
            conv_bias_gradient(g, db, conv);
            conv_input_gradient(w, g, padded, conv);
            pad_backward(padded, dx + k * in, kind, conv->in_channels, &conv->rows, &conv->columns);
        }
        conv_weight_gradient(padded, g, dw, conv);
    }
}
