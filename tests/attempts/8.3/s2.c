/* A pixel is 0 only if row and column are both outside (&& instead of ||). */
void pad(const real *x, real *y, Padding kind, size_t channels,
         const Axis *rows, const Axis *columns)
{
    int h = (int)rows->size, w = (int)columns->size;
    for (int c = 0; c < (int)channels; c++)
        for (size_t i = 0; i < padded_size(rows); i++)
            for (size_t j = 0; j < padded_size(columns); j++) {
                int a = padding_source(i, kind, rows);
                int b = padding_source(j, kind, columns);
                if (a < 0 && b < 0)
                    *y++ = 0;
                else
                    *y++ = x[(c * h + a) * w + b];
            }
}
