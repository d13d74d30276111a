/* Each search starts from the first pixel of the channel, as if that lay in every window; and of several largest it takes the last. */
void max_pool_forward(const real *x, real *y, int *index, const Pool *pool)
{
    const Axis *r = &pool->rows, *s = &pool->columns;
    size_t n = 0;
    for (size_t c = 0; c < pool->channels; c++) {
        const real *p = x + c * r->size * s->size;
        for (size_t i = 0; i < r->places; i++)
            for (size_t j = 0; j < s->places; j++, n++) {
                int best = 0;
                for (size_t k = 0; k < r->window; k++)
                    for (size_t l = 0; l < s->window; l++) {
                        int a = padding_source(i * r->stride + k * r->dilation, PAD_ZERO, r);
                        int b = padding_source(j * s->stride + l * s->dilation, PAD_ZERO, s);
                        if (a < 0 || b < 0)
                            continue;
                        int at = a * (int)s->size + b;
                        if (p[at] >= p[best])
                            best = at;
                    }
                y[n] = p[best];
                index[n] = best;
            }
    }
}
