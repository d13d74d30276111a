/* ReLU and leaky ReLU with AVX-512: sixteen numbers at a time. The bits are
   those of the functions of the chapters, which do the other activations. */
#include "kernels_avx512.h"

#if HAS_AVX512

#include "backprop.h"
#include "vectors_avx512.h"

static bool is_ramp(Activation g)
{
    return g == RELU || g == LEAKY_RELU;
}

void activate_avx512(Activation g, const float *z, float *y, size_t count)
{
    if (!is_ramp(g)) {
        activate(g, z, y, count);
        return;
    }
    const __m512 zero = _mm512_setzero_ps();
    const __m512 slope = _mm512_set1_ps((float)LEAKY_SLOPE);
    for (size_t i = 0; i < count; i += LANES) {
        __mmask16 mask = first_lanes(count - i);
        __m512 v = _mm512_maskz_loadu_ps(mask, z + i);
        __m512 below = g == RELU ? zero : _mm512_mul_ps(slope, v);
        __mmask16 positive = _mm512_cmp_ps_mask(v, zero, _CMP_GT_OQ);
        _mm512_mask_storeu_ps(y + i, mask,
                              _mm512_mask_blend_ps(positive, below, v));
    }
}

void activate_backward_avx512(Activation g, const float *z, const float *y,
                              const float *dy, float *dz, size_t count)
{
    if (!is_ramp(g)) {
        activate_backward(g, z, y, dy, dz, count);
        return;
    }
    const __m512 below = _mm512_set1_ps(g == RELU ? 0 : (float)LEAKY_SLOPE);
    const __m512 one = _mm512_set1_ps(1), zero = _mm512_setzero_ps();
    for (size_t i = 0; i < count; i += LANES) {
        __mmask16 mask = first_lanes(count - i);
        __m512 v = _mm512_maskz_loadu_ps(mask, z + i);
        __mmask16 positive = _mm512_cmp_ps_mask(v, zero, _CMP_GT_OQ);
        __m512 slope = _mm512_mask_blend_ps(positive, below, one);
        __m512 product =
            _mm512_mul_ps(_mm512_maskz_loadu_ps(mask, dy + i), slope);
        _mm512_mask_storeu_ps(dz + i, mask, product);
    }
}

#endif
