/* A pixel that is 0 is taken for padding and not counted. */
static real pixel(const real *x, size_t i, size_t j, const Pool *pool)
{
    int r = padding_source(i, PAD_ZERO, &pool->rows);
    int s = padding_source(j, PAD_ZERO, &pool->columns);
    return r < 0 || s < 0 ? 0 : x[r * (int)pool->columns.size + s];
}

void avg_pool_forward(const real *x, real *y, bool count_padding,
                      const Pool *pool)
{
    for (size_t c = 0; c < pool->channels; c++, x += pool->rows.size * pool->columns.size)
        for (size_t i = 0; i < pool->rows.places; i++)
            for (size_t j = 0; j < pool->columns.places; j++, y++) {
                real sum = 0;
                int n = 0;
                for (size_t k = 0; k < pool->rows.window; k++)
                    for (size_t l = 0; l < pool->columns.window; l++) {
                        real v = pixel(x, i * pool->rows.stride + k * pool->rows.dilation,
                                       j * pool->columns.stride + l * pool->columns.dilation, pool);
                        if (v != 0 || count_padding)
                            n++;
                        sum += v;
                    }
                *y = n > 0 ? sum / n : 0;
            }
}
