/* dy moves on only where the pixel is inside, and is then read at the wrong place. */
void pad_backward(const real *dy, real *dx, Padding kind, size_t channels,
                  const Axis *rows, const Axis *columns)
{
    const size_t n = rows->size * columns->size;
    memset(dx, 0, channels * n * sizeof *dx);
    for (size_t c = 0; c < channels; c++) {
        for (size_t i = 0; i < padded_size(rows); i++)
            for (size_t j = 0; j < padded_size(columns); j++) {
                int a = padding_source(i, kind, rows);
                int b = padding_source(j, kind, columns);
                if (a != -1 && b != -1)
                    dx[a * (int)columns->size + b] += *dy++;
            }
        dx += n;
    }
}
