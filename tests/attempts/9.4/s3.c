/* Goes from picture to picture of x by the size of a padded one, and pads with zeros whatever the kind. */
void conv_layer_forward(const real *x, const real *w, const real *b,
                        real *padded, real *y, Padding kind, const Conv *conv,
                        size_t n)
{
    size_t H = padded_size(&conv->rows), W = padded_size(&conv->columns);
    size_t a = conv->in_channels * H * W;
    size_t z = conv->out_channels * conv->rows.places * conv->columns.places;
    for (size_t i = 0; i < n; ++i) {
        pad(&x[i * a], padded, PAD_ZERO, conv->in_channels, &conv->rows, &conv->columns);
        conv_forward(padded, w, b, &y[i * z], conv);
    }
}
