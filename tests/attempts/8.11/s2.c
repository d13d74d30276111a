/* dx moves on by the size of the output from one channel to the next. */
void max_pool_backward(const real *dy, const int *index, real *dx,
                       const Pool *pool)
{
    size_t n = pool->rows.places * pool->columns.places;
    for (size_t t = 0; t < pool->channels * pool->rows.size * pool->columns.size; t++)
        dx[t] = 0;
    for (size_t c = 0; c < pool->channels; c++) {
        for (size_t p = 0; p < n; p++)
            dx[index[p]] += dy[p];
        dy += n;
        index += n;
        dx += n;
    }
}
