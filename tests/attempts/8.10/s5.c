/* The window is walked column by column, so that of equal pixels another one may come first. */
void max_pool_forward(const real *x, real *y, int *index, const Pool *pool)
{
    const Axis *R = &pool->rows, *C = &pool->columns;
    int w = (int)C->size;
    for (size_t ch = 0; ch < pool->channels; ch++, x += R->size * C->size)
        for (size_t i = 0; i < R->places; i++)
            for (size_t j = 0; j < C->places; j++) {
                int best = -1;
                for (size_t l = 0; l < C->window; l++) {
                    int col = padding_source(j * C->stride + l * C->dilation, PAD_ZERO, C);
                    if (col == -1)
                        continue;
                    for (size_t k = 0; k < R->window; k++) {
                        int row = padding_source(i * R->stride + k * R->dilation, PAD_ZERO, R);
                        if (row == -1)
                            continue;
                        if (best == -1 || x[row * w + col] > x[best])
                            best = row * w + col;
                    }
                }
                *y++ = x[best];
                *index++ = best;
            }
}
