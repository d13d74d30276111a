/* The sum so far is added to dw at every place instead of once at the end. */
void conv_weight_gradient(const real *x, const real *dy, real *dw,
                          const Conv *conv)
{
    const Axis *R = &conv->rows, *S = &conv->columns;
    size_t H = padded_size(R), W = padded_size(S);
    size_t C = conv->in_channels / conv->groups;
    for (size_t o = 0; o < conv->out_channels; o++) {
        size_t c0 = o / (conv->out_channels / conv->groups) * C;
        for (size_t c = 0; c < C; c++)
            for (size_t k = 0; k < R->window; k++)
                for (size_t l = 0; l < S->window; l++) {
                    real sum = 0;
                    for (size_t i = 0; i < R->places; i++)
                        for (size_t j = 0; j < S->places; j++) {
                            size_t row = i * R->stride + k * R->dilation;
                            size_t col = j * S->stride + l * S->dilation;
                            sum += dy[(o * R->places + i) * S->places + j] * x[((c0 + c) * H + row) * W + col];
                            dw[((o * C + c) * R->window + k) * S->window + l] += sum;
                        }
                }
    }
}
