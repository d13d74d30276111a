/* Divides by the sum of the two counts, not by their product, and that if count_padding is set instead of if it is not. */
void avg_pool_backward(const real *dy, real *dx, bool count_padding,
                       const Pool *pool)
{
    const Axis *r = &pool->rows, *s = &pool->columns;
    memset(dx, 0, pool->channels * r->size * s->size * sizeof *dx);
    for (size_t c = 0; c < pool->channels; c++)
        for (size_t i = 0; i < r->places; i++)
            for (size_t j = 0; j < s->places; j++) {
                size_t n = r->window * s->window;
                if (count_padding)
                    n = window_pixels(i, r) + window_pixels(j, s);
                real share = *dy++ / (real)n;
                for (size_t k = 0; k < r->window; k++)
                    for (size_t l = 0; l < s->window; l++) {
                        int a = padding_source(i * r->stride + k * r->dilation, PAD_ZERO, r);
                        int b = padding_source(j * s->stride + l * s->dilation, PAD_ZERO, s);
                        if (a >= 0 && b >= 0)
                            dx[(c * r->size + (size_t)a) * s->size + (size_t)b] += share;
                    }
            }
}
