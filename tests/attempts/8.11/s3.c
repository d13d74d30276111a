/* dx is cleared only where the loop over the output passes by, and that is the size of y. */
void max_pool_backward(const real *dy, const int *index, real *dx,
                       const Pool *pool)
{
    size_t count = pool->channels * pool->rows.places * pool->columns.places;
    size_t per_channel = count / pool->channels;
    for (size_t t = 0; t < count; t++)
        dx[t] = 0;
    for (size_t t = 0; t < count; t++) {
        size_t c = t / per_channel;
        dx[c * pool->rows.size * pool->columns.size + index[t]] += dy[t];
    }
}
