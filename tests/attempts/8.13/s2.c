/* The shares of pixels outside are given to the nearest pixel inside (PAD_REPLICATE), not lost. */
void avg_pool_backward(const real *dy, real *dx, bool count_padding,
                       const Pool *pool)
{
    size_t h = pool->rows.size, w = pool->columns.size;
    for (size_t n = 0; n < pool->channels * h * w; n++)
        dx[n] = 0;
    for (size_t c = 0; c < pool->channels; c++, dx += h * w)
        for (size_t i = 0; i < pool->rows.places; i++)
            for (size_t j = 0; j < pool->columns.places; j++, dy++) {
                real n = count_padding ? pool->rows.window * pool->columns.window
                                       : window_pixels(i, &pool->rows) * window_pixels(j, &pool->columns);
                for (size_t k = 0; k < pool->rows.window; k++)
                    for (size_t l = 0; l < pool->columns.window; l++) {
                        int a = padding_source(i * pool->rows.stride + k * pool->rows.dilation, PAD_REPLICATE, &pool->rows);
                        int b = padding_source(j * pool->columns.stride + l * pool->columns.dilation, PAD_REPLICATE, &pool->columns);
                        dx[a * (int)w + b] += *dy / n;
                    }
            }
}
