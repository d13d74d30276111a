/* count_padding is understood the other way round, and the window is taken for square. */
void avg_pool_forward(const real *x, real *y, bool count_padding,
                      const Pool *pool)
{
    size_t m = pool->rows.window;
    for (size_t c = 0; c < pool->channels; c++)
        for (size_t i = 0; i < pool->rows.places; i++)
            for (size_t j = 0; j < pool->columns.places; j++) {
                real sum = 0;
                size_t inside = 0;
                for (size_t t = 0; t < m * m; t++) {
                    int r = padding_source(i * pool->rows.stride + t / m * pool->rows.dilation, PAD_ZERO, &pool->rows);
                    int s = padding_source(j * pool->columns.stride + t % m * pool->columns.dilation, PAD_ZERO, &pool->columns);
                    if (r == -1 || s == -1)
                        continue;
                    inside++;
                    sum += x[(c * pool->rows.size + (size_t)r) * pool->columns.size + (size_t)s];
                }
                *y++ = sum / (real)(count_padding ? inside : m * m);
            }
}
