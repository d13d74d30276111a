/* A copied line: the columns use the dilation of the rows. */
void conv_forward(const real *x, const real *w, const real *b, real *y,
                  const Conv *conv)
{
    size_t H = padded_size(&conv->rows), W = padded_size(&conv->columns);
    size_t C = conv->in_channels / conv->groups;
    size_t kh = conv->rows.window, kw = conv->columns.window;
    for (size_t o = 0; o < conv->out_channels; o++) {
        size_t group = o / (conv->out_channels / conv->groups);
        for (size_t i = 0; i < conv->rows.places; i++)
            for (size_t j = 0; j < conv->columns.places; j++) {
                real sum = b[o];
                for (size_t c = 0; c < C; c++)
                    for (size_t k = 0; k < kh; k++)
                        for (size_t l = 0; l < kw; l++) {
                            size_t row = i * conv->rows.stride + k * conv->rows.dilation;
                            size_t col = j * conv->columns.stride + l * conv->rows.dilation;
                            sum += w[((o * C + c) * kh + k) * kw + l] * x[((group * C + c) * H + row) * W + col];
                        }
                y[(o * conv->rows.places + i) * conv->columns.places + j] = sum;
            }
    }
}
