/* The dilation multiplies the place as well: (i * stride + k) * dilation. */
static size_t position(const Axis *a, size_t place, size_t k)
{
    return (place * a->stride + k) * a->dilation;
}

void cut_windows(const real *x, real *y, const Axis *rows, const Axis *columns)
{
    for (size_t i = 0; i < rows->places; i++)
        for (size_t j = 0; j < columns->places; j++)
            for (size_t k = 0; k < rows->window; k++)
                for (size_t l = 0; l < columns->window; l++)
                    *y++ = x[position(rows, i, k) * columns->size + position(columns, j, l)];
}
