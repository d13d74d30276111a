/* All of dx is cleared again at the start of each channel, so that only the last one is left; and there = keeps the last copy alone. */
void pad_backward(const real *dy, real *dx, Padding kind, size_t channels,
                  const Axis *rows, const Axis *columns)
{
    size_t h = rows->size, w = columns->size;
    size_t H = padded_size(rows), W = padded_size(columns);
    for (size_t c = 0; c < channels; c++) {
        for (size_t t = 0; t < channels * h * w; t++)
            dx[t] = 0;
        for (size_t i = 0; i < H; i++)
            for (size_t j = 0; j < W; j++) {
                int si = padding_source(i, kind, rows);
                int sj = padding_source(j, kind, columns);
                if (si < 0 || sj < 0)
                    continue;
                dx[c * h * w + (size_t)si * w + (size_t)sj] = dy[c * H * W + i * W + j];
            }
    }
}
