/* The padding is subtracted once more and what is outside left out, although x is padded already. */
void conv_forward(const real *x, const real *w, const real *b, real *y,
                  const Conv *conv)
{
    int H = (int)padded_size(&conv->rows), W = (int)padded_size(&conv->columns);
    size_t C = conv->in_channels / conv->groups;
    for (size_t o = 0; o < conv->out_channels; o++) {
        size_t c0 = o / (conv->out_channels / conv->groups) * C;
        for (size_t i = 0; i < conv->rows.places; i++)
            for (size_t j = 0; j < conv->columns.places; j++) {
                real sum = b[o];
                const real *weight = w + o * C * conv->rows.window * conv->columns.window;
                for (size_t c = 0; c < C; c++)
                    for (size_t k = 0; k < conv->rows.window; k++)
                        for (size_t l = 0; l < conv->columns.window; l++, weight++) {
                            int r = (int)(i * conv->rows.stride + k * conv->rows.dilation) - (int)conv->rows.padding;
                            int s = (int)(j * conv->columns.stride + l * conv->columns.dilation) - (int)conv->columns.padding;
                            if (r >= 0 && r < H && s >= 0 && s < W)
                                sum += *weight * x[((int)(c0 + c) * H + r) * W + s];
                        }
                *y++ = sum;
            }
    }
}
