/* The gradients become the mean over the batch: dw and db are divided by n, with what was in them before. */
void conv_layer_backward(const real *x, const real *w, const real *dy,
                         real *padded, real *dpadded, real *dx, real *dw,
                         real *db, Padding kind, const Conv *conv, size_t n)
{
    size_t in = conv->in_channels * conv->rows.size * conv->columns.size;
    size_t out = conv->out_channels * conv->rows.places * conv->columns.places;
    size_t nw = conv->out_channels * (conv->in_channels / conv->groups) *
                conv->rows.window * conv->columns.window;

    for (size_t e = 0; e < n; e++, x += in, dy += out) {
        pad(x, padded, kind, conv->in_channels, &conv->rows, &conv->columns);
        conv_weight_gradient(padded, dy, dw, conv);
        conv_bias_gradient(dy, db, conv);
        if (dx) {
            conv_input_gradient(w, dy, dpadded, conv);
            pad_backward(dpadded, dx + e * in, kind, conv->in_channels, &conv->rows, &conv->columns);
        }
    }
    for (size_t i = 0; i < nw; i++) dw[i] /= (real)n;
    for (size_t o = 0; o < conv->out_channels; o++) db[o] /= (real)n;
}
