/* at counts from the start of each picture, but all are handed on together with
   the first one.
   expect: named weights_first_x */
void sparse_weights(const float *x, const float *dy, const float *y,
                    const uint8_t *source, float *dw, float *db, size_t filter,
                    size_t n, Spike *spikes, AddWindows add,
                    const ValidConv *conv)
{
    size_t h = conv->rows / 2, w = conv->columns / 2, m = 0;
    for (size_t e = 0; e < n; e++)
        for (size_t i = 0; i < h; i++)
            for (size_t j = 0; j < w; j++) {
                size_t a = ((e * conv->filters + filter) * h + i) * w + j;
                if (y[a] <= 0)
                    continue;
                size_t row = 2 * i + source[a] / 2, col = 2 * j + source[a] % 2;
                spikes[m].at = (row * conv->width + col) * conv->channels;
                spikes[m++].value = dy[a];
                *db += dy[a];
            }
    size_t run = conv->window_columns * conv->channels;
    add(spikes, m, x, conv->width * conv->channels, dw, run, conv->window_rows, run);
}
