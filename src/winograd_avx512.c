/* Winograd's convolutions with AVX-512, sixteen floats at a time. */
#include "kernels.h"

#if HAS_AVX512

#include "vectors_avx512.h"

enum {
    SUMS = 24, /* vectors that are summed up in registers at once ... */
    BLOCK = 4  /* ... of as many vectors of filters */
};

typedef __m512 Vector;

static inline Vector load(const float *from)
{
    return _mm512_loadu_ps(from);
}

/* `count` < LANES numbers, then zeros. */
static inline Vector load_first(const float *from, size_t count)
{
    return _mm512_maskz_loadu_ps(first_lanes(count), from);
}

static inline void store(float *to, Vector v)
{
    _mm512_storeu_ps(to, v);
}

static inline Vector all(float number)
{
    return _mm512_set1_ps(number);
}

static inline Vector add(Vector a, Vector b)
{
    return _mm512_add_ps(a, b);
}

static inline Vector sub(Vector a, Vector b)
{
    return _mm512_sub_ps(a, b);
}

static inline Vector mul(Vector a, Vector b)
{
    return _mm512_mul_ps(a, b);
}

/* a b + c */
static inline Vector madd(Vector a, Vector b, Vector c)
{
    return _mm512_fmadd_ps(a, b, c);
}

/* c − a b */
static inline Vector msub(Vector a, Vector b, Vector c)
{
    return _mm512_fnmadd_ps(a, b, c);
}

static inline Vector max(Vector a, Vector b)
{
    return _mm512_max_ps(a, b);
}

/* yes where a > b, else no. */
static inline Vector greater(Vector a, Vector b, Vector yes, Vector no)
{
    return _mm512_mask_blend_ps(_mm512_cmp_ps_mask(a, b, _CMP_GT_OQ), no, yes);
}

/* Whole numbers as such. */
static inline void store_whole(Vector v, int32_t *to)
{
    _mm512_storeu_si512(to, _mm512_cvtps_epi32(v));
}

/* Its four vectors of four. */
static inline void quarters(Vector v, __m128 four[4])
{
    four[0] = _mm512_castps512_ps128(v);
    four[1] = _mm512_extractf32x4_ps(v, 1);
    four[2] = _mm512_extractf32x4_ps(v, 2);
    four[3] = _mm512_extractf32x4_ps(v, 3);
}

/* From each lane two numbers, `apart` from lane to lane. */
static inline void store_twos(Vector left, Vector right, float *to,
                              size_t apart)
{
    __m128 even[4], odd[4];
    quarters(_mm512_unpacklo_ps(left, right), even);
    quarters(_mm512_unpackhi_ps(left, right), odd);
#pragma GCC unroll 4
    for (size_t q = 0; q < 4; q++) {
        float *at = to + 4 * q * apart;
        _mm_storel_pi((__m64 *)at, even[q]);
        _mm_storeh_pi((__m64 *)(at + apart), even[q]);
        _mm_storel_pi((__m64 *)(at + 2 * apart), odd[q]);
        _mm_storeh_pi((__m64 *)(at + 3 * apart), odd[q]);
    }
}

/* From each lane the four numbers of v. */
static inline void store_fours(const Vector v[4], float *to, size_t apart)
{
    Vector first = _mm512_unpacklo_ps(v[0], v[1]);
    Vector second = _mm512_unpacklo_ps(v[2], v[3]);
    Vector third = _mm512_unpackhi_ps(v[0], v[1]);
    Vector fourth = _mm512_unpackhi_ps(v[2], v[3]);
    Vector lane[4] = {_mm512_shuffle_ps(first, second, 0x44),
                      _mm512_shuffle_ps(first, second, 0xee),
                      _mm512_shuffle_ps(third, fourth, 0x44),
                      _mm512_shuffle_ps(third, fourth, 0xee)};
#pragma GCC unroll 4
    for (size_t l = 0; l < 4; l++) {
        __m128 four[4];
        quarters(lane[l], four);
#pragma GCC unroll 4
        for (size_t q = 0; q < 4; q++) {
            _mm_storeu_ps(to + (4 * q + l) * apart, four[q]);
        }
    }
}

/* Each of four numbers four times. */
static inline Vector spread(const float *from)
{
    const __m512i lanes =
        _mm512_setr_epi32(0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3);
    return _mm512_permutexvar_ps(lanes,
                                 _mm512_castps128_ps512(_mm_loadu_ps(from)));
}

/* In each lane the sum of the four lanes that are whole fours away. */
static inline Vector fold(Vector v)
{
    v = _mm512_add_ps(v, _mm512_shuffle_f32x4(v, v, 0x4e));
    return _mm512_add_ps(v, _mm512_shuffle_f32x4(v, v, 0xb1));
}

#include "winograd_text.h"

const Winograd winograd_avx512 = {.packed_size = packed_size,
                                  .pack = pack,
                                  .scratch_size = scratch_size,
                                  .conv = plain,
                                  .relu_pool = relu_pool};

#endif
