/* The border is replicated to avoid the -1, and that is harmless for the largest, but with dilation brings in pixels that are not in the window; and the index counts through all channels. */
void max_pool_forward(const real *x, real *y, int *index, const Pool *pool)
{
    size_t n = 0;
    for (size_t c = 0; c < pool->channels; c++)
        for (size_t i = 0; i < pool->rows.places; i++)
            for (size_t j = 0; j < pool->columns.places; j++) {
                int best = -1;
                for (size_t k = 0; k < pool->rows.window; k++)
                    for (size_t l = 0; l < pool->columns.window; l++) {
                        int a = padding_source(i * pool->rows.stride + k * pool->rows.dilation, PAD_REPLICATE, &pool->rows);
                        int b = padding_source(j * pool->columns.stride + l * pool->columns.dilation, PAD_REPLICATE, &pool->columns);
                        int at = ((int)(c * pool->rows.size) + a) * (int)pool->columns.size + b;
                        if (best < 0 || x[at] > x[best])
                            best = at;
                    }
                index[n] = best;
                y[n++] = x[best];
            }
}
