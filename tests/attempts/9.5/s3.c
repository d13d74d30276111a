/* Pads once for all, outside of the loop: the weights see the first picture only; and writes every dx over the first. */
void conv_layer_backward(const real *x, const real *w, const real *dy,
                         real *padded, real *dpadded, real *dx, real *dw,
                         real *db, Padding kind, const Conv *conv, size_t n)
{
    const Axis *r = &conv->rows, *c = &conv->columns;
    size_t in = conv->in_channels * r->size * c->size;
    size_t out = conv->out_channels * r->places * c->places;

    pad(x, padded, kind, conv->in_channels, r, c);
    for (size_t e = 0; e < n; e++) {
        const real *d = dy + e * out;
        conv_bias_gradient(d, db, conv);
        conv_weight_gradient(padded, d, dw, conv);
        if (!dx)
            continue;
        conv_input_gradient(w, d, dpadded, conv);
        pad_backward(dpadded, dx, kind, conv->in_channels, r, c);
    }
}
