/* dx is cleared only as far as the picture without padding would reach. */
void conv_input_gradient(const real *w, const real *dy, real *dx,
                         const Conv *conv)
{
    const Axis *r = &conv->rows, *q = &conv->columns;
    size_t H = padded_size(r), W = padded_size(q);
    size_t C = conv->in_channels / conv->groups;
    memset(dx, 0, conv->in_channels * r->size * q->size * sizeof *dx);
    for (size_t o = 0; o < conv->out_channels; o++) {
        size_t c0 = o / (conv->out_channels / conv->groups) * C;
        for (size_t i = 0; i < r->places; i++)
            for (size_t j = 0; j < q->places; j++)
                for (size_t c = 0; c < C; c++)
                    for (size_t k = 0; k < r->window; k++)
                        for (size_t l = 0; l < q->window; l++)
                            dx[((c0 + c) * H + i * r->stride + k * r->dilation) * W + j * q->stride + l * q->dilation] +=
                                dy[(o * r->places + i) * q->places + j] * w[((o * C + c) * r->window + k) * q->window + l];
    }
}
