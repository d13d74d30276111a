/* The first channel is cleared once more at every channel, the others never; and their gradients all go to it. */
void max_pool_backward(const real *dy, const int *index, real *dx,
                       const Pool *pool)
{
    for (size_t c = 0; c < pool->channels; c++) {
        memset(dx, 0, pool->rows.size * pool->columns.size * sizeof(real));
        for (size_t i = 0; i < pool->rows.places; i++)
            for (size_t j = 0; j < pool->columns.places; j++)
                dx[*index++] += *dy++;
    }
}
