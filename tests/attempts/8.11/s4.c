/* Asks of each pixel which place points to it and stops at the first one: overlapping windows are lost. */
void max_pool_backward(const real *dy, const int *index, real *dx,
                       const Pool *pool)
{
    int pixels = (int)(pool->rows.size * pool->columns.size);
    int places = (int)(pool->rows.places * pool->columns.places);
    for (size_t c = 0; c < pool->channels; c++) {
        for (int p = 0; p < pixels; p++) {
            dx[p] = 0;
            for (int q = 0; q < places; q++)
                if (index[q] == p) {
                    dx[p] = dy[q];
                    break;
                }
        }
        dx += pixels;
        dy += places;
        index += places;
    }
}
