/* Index 0 is taken for "no pixel" and left out. */
void max_pool_backward(const real *dy, const int *index, real *dx,
                       const Pool *pool)
{
    size_t in = pool->rows.size * pool->columns.size;
    size_t out = pool->rows.places * pool->columns.places;
    memset(dx, 0, pool->channels * in * sizeof *dx);
    for (size_t c = 0; c < pool->channels; c++)
        for (size_t p = 0; p < out; p++)
            if (index[c * out + p] > 0)
                dx[c * in + (size_t)index[c * out + p]] += dy[c * out + p];
}
