/* memset clears sizeof dx bytes, the size of a pointer. */
void pad_backward(const real *dy, real *dx, Padding kind, size_t channels,
                  const Axis *rows, const Axis *columns)
{
    memset(dx, 0, sizeof(dx));
    size_t k = 0;
    for (size_t c = 0; c < channels; c++)
        for (size_t i = 0; i < padded_size(rows); i++)
            for (size_t j = 0; j < padded_size(columns); j++, k++) {
                int r = padding_source(i, kind, rows);
                int s = padding_source(j, kind, columns);
                if (r >= 0 && s >= 0)
                    dx[(c * rows->size + (size_t)r) * columns->size + (size_t)s] += dy[k];
            }
}
