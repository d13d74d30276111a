/* The bias gets the whole gradient, also where ReLU let nothing through. */
void sparse_weights(const float *x, const float *dy, const float *y, const uint8_t *source, float *dw, float *db,
                    size_t filter, size_t n, Spike *spikes, AddWindows add, const ValidConv *conv)
{
    size_t h = conv->rows / 2, w = conv->columns / 2, count = 0;
    for (size_t e = 0; e < n; e++)
        for (size_t i = 0; i < h; i++)
            for (size_t j = 0; j < w; j++) {
                size_t at = ((e * conv->filters + filter) * h + i) * w + j;
                *db += dy[at];
                if (y[at] > 0) {
                    size_t row = 2 * i + source[at] / 2, column = 2 * j + source[at] % 2;
                    spikes[count].at = ((e * conv->height + row) * conv->width + column) * conv->channels;
                    spikes[count++].value = dy[at];
                }
            }
    size_t run = conv->window_columns * conv->channels;
    add(spikes, count, x, conv->width * conv->channels, dw, run, conv->window_rows, run);
}
