/* Max pooling beside the kernels with AVX2. */
#include "kernels_avx2.h"

#if HAS_AVX2

/* Windows of 2 × 2, side by side, as most networks have them. */
static void pool_two(const float *x, float *y, int *index, const Pool *pool)
{
    size_t width = pool->columns.size;
    for (size_t c = 0; c < pool->channels; c++) {
        for (size_t i = 0; i < pool->rows.places; i++) {
            for (size_t j = 0; j < pool->columns.places; j++) {
                int at = (int)(2 * i * width + 2 * j);
                const float *upper = x + at, *lower = upper + width;
                int right = upper[1] > upper[0];
                float top = right ? upper[1] : upper[0];
                int other = lower[1] > lower[0];
                float bottom = other ? lower[1] : lower[0];
                bool below = bottom > top;
                *y++ = below ? bottom : top;
                *index++ = at + (below ? (int)width + other : right);
            }
        }
        x += pool->rows.size * width;
    }
}

static bool is_two(const Axis *axis)
{
    return axis->window == 2 && axis->stride == 2 && axis->padding == 0 &&
           axis->dilation == 1;
}

void max_pool_avx2(const float *x, float *y, int *index, const Pool *pool,
                   size_t n)
{
    size_t in = pool->channels * pool->rows.size * pool->columns.size;
    size_t out = pool->channels * pool->rows.places * pool->columns.places;
    bool two = is_two(&pool->rows) && is_two(&pool->columns);
    for (size_t e = 0; e < n; e++) {
        (two ? pool_two : max_pool_forward)(x + e * in, y + e * out,
                                            index + e * out, pool);
    }
}

#endif
