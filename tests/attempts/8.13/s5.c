/* Every pixel of the window is added to without the dilation, and count_padding is forgotten. */
void avg_pool_backward(const real *dy, real *dx, bool count_padding,
                       const Pool *pool)
{
    size_t h = pool->rows.size, w = pool->columns.size;
    memset(dx, 0, pool->channels * h * w * sizeof(real));
    for (size_t c = 0; c < pool->channels; c++)
        for (size_t i = 0; i < pool->rows.places; i++)
            for (size_t j = 0; j < pool->columns.places; j++) {
                real share = *dy++ / (real)(window_pixels(i, &pool->rows) * window_pixels(j, &pool->columns));
                for (size_t k = 0; k < pool->rows.window; k++)
                    for (size_t l = 0; l < pool->columns.window; l++) {
                        int r = padding_source(i * pool->rows.stride + k, PAD_ZERO, &pool->rows);
                        int s = padding_source(j * pool->columns.stride + l, PAD_ZERO, &pool->columns);
                        if (r >= 0 && s >= 0)
                            dx[(c * h + (size_t)r) * w + (size_t)s] += share;
                    }
            }
}
