/* window_pixels is asked with the pixel where the window begins instead of with its place. */
void avg_pool_forward(const real *x, real *y, bool count_padding,
                      const Pool *pool)
{
    const Axis *rows = &pool->rows, *cols = &pool->columns;
    size_t o = 0;
    for (size_t c = 0; c < pool->channels; c++)
        for (size_t i = 0; i < rows->places; i++)
            for (size_t j = 0; j < cols->places; j++) {
                size_t top = i * rows->stride, left = j * cols->stride;
                real mean = 0;
                real div = count_padding ? rows->window * cols->window
                                         : window_pixels(top, rows) * window_pixels(left, cols);
                for (size_t k = 0; k < rows->window; k++)
                    for (size_t l = 0; l < cols->window; l++) {
                        int a = padding_source(top + k * rows->dilation, PAD_ZERO, rows);
                        int b = padding_source(left + l * cols->dilation, PAD_ZERO, cols);
                        if (a != -1 && b != -1)
                            mean += x[(c * rows->size + a) * cols->size + b] / div;
                    }
                y[o++] = mean;
            }
}
