/* The number of pixels is counted while they get their shares, so that only the last one is divided by all. */
void avg_pool_backward(const real *dy, real *dx, bool count_padding,
                       const Pool *pool)
{
    const Axis *p = &pool->rows, *q = &pool->columns;
    memset(dx, 0, sizeof(real) * pool->channels * p->size * q->size);
    for (size_t c = 0; c < pool->channels; c++)
        for (size_t i = 0; i < p->places; i++)
            for (size_t j = 0; j < q->places; j++) {
                real g = dy[c * p->places * q->places + i * q->places + j];
                int n = 0;
                for (size_t k = 0; k < p->window; k++)
                    for (size_t l = 0; l < q->window; l++) {
                        int a = padding_source(i * p->stride + k * p->dilation, PAD_ZERO, p);
                        int b = padding_source(j * q->stride + l * q->dilation, PAD_ZERO, q);
                        if (a < 0 || b < 0)
                            continue;
                        n++;
                        dx[c * p->size * q->size + (size_t)a * q->size + (size_t)b] +=
                            g / (count_padding ? (real)(p->window * q->window) : (real)n);
                    }
            }
}
