/* Finds a place of dx by the width of the map, not of the picture. */
void sparse_inputs(const float *w, const float *dy, const float *y, const uint8_t *source, float *dx, Spike *spikes,
                   size_t *counts, AddWindows add, const ValidConv *conv)
{
    size_t run = conv->window_columns * conv->channels, w2 = conv->columns / 2, h2 = conv->rows / 2;
    memset(counts, 0, conv->rows * conv->columns * sizeof *counts);
    memset(dx, 0, conv->height * conv->width * conv->channels * sizeof *dx);
    for (size_t o = 0; o < conv->filters; o++)
        for (size_t p = 0; p < h2 * w2; p++) {
            size_t at = o * h2 * w2 + p;
            if (y[at] <= 0)
                continue;
            size_t place = (2 * (p / w2) + source[at] / 2) * conv->columns + 2 * (p % w2) + source[at] % 2;
            spikes[place * conv->filters + counts[place]].at = o * conv->window_rows * run;
            spikes[place * conv->filters + counts[place]].value = dy[at];
            counts[place]++;
        }
    for (size_t place = 0; place < conv->rows * conv->columns; place++)
        add(spikes + place * conv->filters, counts[place], w, run, dx + place * conv->channels,
            conv->width * conv->channels, conv->window_rows, run);
}
