/* The channels of y begin as far apart as those of x. */
void pad(const real *x, real *y, Padding kind, size_t channels,
         const Axis *rows, const Axis *columns)
{
    size_t H = padded_size(rows), W = padded_size(columns);
    size_t plane = rows->size * columns->size;
    for (size_t c = 0; c < channels; c++) {
        const real *in = x + c * plane;
        real *out = y + c * plane;
        for (size_t i = 0; i < H; i++) {
            int r = padding_source(i, kind, rows);
            for (size_t j = 0; j < W; j++) {
                int s = padding_source(j, kind, columns);
                out[i * W + j] = r == -1 || s == -1 ? 0 : in[(size_t)r * columns->size + (size_t)s];
            }
        }
    }
}
