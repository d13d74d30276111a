/* ReLU and leaky ReLU with AVX2: eight numbers at a time, and no branch, which
   a processor would guess wrongly half of the time. The bits are those of the
   functions of the chapters, which do the rest. */
#include "kernels_avx2.h"

#if HAS_AVX2

#include "backprop.h"
#include "vectors_avx2.h"

/* The slope left of 0. */
static float slope_below(Activation g)
{
    return g == RELU ? 0 : (float)LEAKY_SLOPE;
}

static bool is_ramp(Activation g)
{
    return g == RELU || g == LEAKY_RELU;
}

void activate_avx2(Activation g, const float *z, float *y, size_t count)
{
    size_t i = 0, vectors = is_ramp(g) ? count / LANES * LANES : 0;
    const __m256 zero = _mm256_setzero_ps();
    const __m256 slope = _mm256_set1_ps(slope_below(g));
    for (; i < vectors; i += LANES) {
        __m256 v = _mm256_loadu_ps(z + i);
        __m256 below = g == RELU ? zero : _mm256_mul_ps(slope, v);
        __m256 positive = _mm256_cmp_ps(v, zero, _CMP_GT_OQ);
        _mm256_storeu_ps(y + i, _mm256_blendv_ps(below, v, positive));
    }
    activate(g, z + i, y + i, count - i);
}

void activate_backward_avx2(Activation g, const float *z, const float *y,
                            const float *dy, float *dz, size_t count)
{
    size_t i = 0, vectors = is_ramp(g) ? count / LANES * LANES : 0;
    const __m256 below = _mm256_set1_ps(slope_below(g));
    const __m256 one = _mm256_set1_ps(1), zero = _mm256_setzero_ps();
    for (; i < vectors; i += LANES) {
        __m256 positive =
            _mm256_cmp_ps(_mm256_loadu_ps(z + i), zero, _CMP_GT_OQ);
        __m256 slope = _mm256_blendv_ps(below, one, positive);
        __m256 product = _mm256_mul_ps(_mm256_loadu_ps(dy + i), slope);
        _mm256_storeu_ps(dz + i, product);
    }
    activate_backward(g, z + i, y + i, dy + i, dz + i, count - i);
}

#endif
