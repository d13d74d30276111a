/* A row outside is filled with zeros only as long as a row of the picture, not of the padded one; and the column is asked of the rows. */
static real *zeros(real *y, size_t n)
{
    while (n-- > 0)
        *y++ = 0;
    return y;
}

void pad(const real *x, real *y, Padding kind, size_t channels,
         const Axis *rows, const Axis *columns)
{
    for (size_t c = 0; c < channels; c++) {
        for (size_t i = 0; i < padded_size(rows); i++) {
            int r = padding_source(i, kind, rows);
            if (r == -1) {
                y = zeros(y, columns->size);
                continue;
            }
            const real *row = x + (c * rows->size + (size_t)r) * columns->size;
            for (size_t j = 0; j < padded_size(columns); j++) {
                int s = padding_source(j, kind, rows);
                *y++ = s == -1 ? 0 : row[s];
            }
        }
    }
}
