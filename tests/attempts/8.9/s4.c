/* Goes over the pixels and asks which window saw them, but does not ask whether the distance is divisible by the stride. */
static bool which_place(size_t pixel, size_t k, const Axis *a, size_t *i)
{
    if (pixel < k * a->dilation)
        return false;
    *i = (pixel - k * a->dilation) / a->stride;
    return *i < a->places;
}

void conv_input_gradient(const real *w, const real *dy, real *dx,
                         const Conv *conv)
{
    size_t H = padded_size(&conv->rows), W = padded_size(&conv->columns);
    size_t C = conv->in_channels / conv->groups, F = conv->out_channels / conv->groups;
    for (size_t ch = 0; ch < conv->in_channels; ch++)
        for (size_t r = 0; r < H; r++)
            for (size_t s = 0; s < W; s++) {
                real sum = 0;
                size_t g = ch / C, c = ch % C, i, j;
                for (size_t o = g * F; o < (g + 1) * F; o++)
                    for (size_t k = 0; k < conv->rows.window; k++)
                        for (size_t l = 0; l < conv->columns.window; l++)
                            if (which_place(r, k, &conv->rows, &i) && which_place(s, l, &conv->columns, &j))
                                sum += dy[(o * conv->rows.places + i) * conv->columns.places + j] *
                                       w[((o * C + c) * conv->rows.window + k) * conv->columns.window + l];
                *dx++ = sum;
            }
}
