/* With count_padding divides by the area that the dilated window covers, not by how many pixels it has. */
void avg_pool_forward(const real *x, real *y, bool count_padding,
                      const Pool *pool)
{
    const Axis R = pool->rows, C = pool->columns;
    size_t area = (R.dilation * (R.window - 1) + 1) * (C.dilation * (C.window - 1) + 1);
    for (size_t ch = 0; ch < pool->channels; ch++) {
        for (size_t i = 0; i < R.places; i++)
            for (size_t j = 0; j < C.places; j++) {
                real total = 0;
                for (size_t k = 0; k < R.window; k++) {
                    int r = padding_source(i * R.stride + k * R.dilation, PAD_ZERO, &R);
                    for (size_t l = 0; l < C.window && r >= 0; l++) {
                        int q = padding_source(j * C.stride + l * C.dilation, PAD_ZERO, &C);
                        if (q >= 0)
                            total += x[(ch * R.size + r) * C.size + q];
                    }
                }
                size_t n = count_padding ? area : window_pixels(i, &R) * window_pixels(j, &C);
                y[(ch * R.places + i) * C.places + j] = total / n;
            }
    }
}
