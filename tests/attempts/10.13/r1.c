/* counts is taken to be 0 when it comes. */
void sparse_inputs(const float *w, const float *dy, const float *y,
                   const uint8_t *source, float *dx, Spike *spikes,
                   size_t *counts, AddWindows add, const ValidConv *conv)
{
    size_t h = conv->rows / 2, v = conv->columns / 2, C = conv->channels;
    size_t run = conv->window_columns * C;
    for (size_t o = 0, a = 0; o < conv->filters; o++)
        for (size_t i = 0; i < h; i++)
            for (size_t j = 0; j < v; j++, a++)
                if (y[a] > 0) {
                    size_t p = (2 * i + source[a] / 2) * conv->columns + 2 * j + source[a] % 2;
                    spikes[p * conv->filters + counts[p]++] = (Spike){o * conv->window_rows * run, dy[a]};
                }
    memset(dx, 0, conv->height * conv->width * C * sizeof *dx);
    for (size_t p = 0; p < conv->rows * conv->columns; p++)
        add(spikes + p * conv->filters, counts[p], w, run,
            dx + (p / conv->columns * conv->width + p % conv->columns) * C,
            conv->width * C, conv->window_rows, run);
}
