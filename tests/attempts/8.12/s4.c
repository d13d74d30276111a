/* Breaks off at the first pixel outside, and that is wrong on the left and above. */
void avg_pool_forward(const real *x, real *y, bool count_padding,
                      const Pool *pool)
{
    for (size_t c = 0; c < pool->channels; c++)
        for (size_t i = 0; i < pool->rows.places; i++)
            for (size_t j = 0; j < pool->columns.places; j++) {
                real sum = 0;
                size_t n = pool->rows.window * pool->columns.window;
                if (!count_padding)
                    n = window_pixels(i, &pool->rows) * window_pixels(j, &pool->columns);
                for (size_t k = 0; k < pool->rows.window; k++) {
                    int r = padding_source(i * pool->rows.stride + k * pool->rows.dilation, PAD_ZERO, &pool->rows);
                    if (r < 0)
                        break;
                    for (size_t l = 0; l < pool->columns.window; l++) {
                        int s = padding_source(j * pool->columns.stride + l * pool->columns.dilation, PAD_ZERO, &pool->columns);
                        if (s < 0)
                            break;
                        sum += x[(c * pool->rows.size + (size_t)r) * pool->columns.size + (size_t)s];
                    }
                }
                *y++ = sum / (real)n;
            }
}
