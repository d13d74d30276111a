/* The first channel of a group is found with the number of filters in a group, not of channels. */
void conv_forward(const real *x, const real *w, const real *b, real *y,
                  const Conv *conv)
{
    const Axis *r = &conv->rows, *q = &conv->columns;
    size_t C = conv->in_channels / conv->groups;
    size_t F = conv->out_channels / conv->groups;
    size_t H = padded_size(r), W = padded_size(q);
    for (size_t o = 0; o < conv->out_channels; o++) {
        size_t c0 = o / F * F;
        for (size_t i = 0; i < r->places; i++)
            for (size_t j = 0; j < q->places; j++) {
                real s = b[o];
                for (size_t c = 0; c < C; c++)
                    for (size_t k = 0; k < r->window; k++)
                        for (size_t l = 0; l < q->window; l++)
                            s += w[((o * C + c) * r->window + k) * q->window + l] *
                                 x[((c0 + c) * H + i * r->stride + k * r->dilation) * W + j * q->stride + l * q->dilation];
                y[(o * r->places + i) * q->places + j] = s;
            }
    }
}
