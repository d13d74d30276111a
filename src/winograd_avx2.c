/* Winograd's convolutions with AVX2, eight floats at a time. */
#include "kernels_avx2.h"

#if HAS_AVX2

#include "vectors_avx2.h"

enum {
    SUMS = 12, /* vectors that are summed up in registers at once ... */
    BLOCK = 2  /* ... of as many vectors of filters */
};

typedef __m256 Vector;

static inline Vector load(const float *from)
{
    return _mm256_loadu_ps(from);
}

/* `count` < LANES numbers, then zeros. */
static inline Vector load_first(const float *from, size_t count)
{
    return _mm256_maskload_ps(from, first_lanes(count));
}

static inline void store(float *to, Vector v)
{
    _mm256_storeu_ps(to, v);
}

static inline Vector all(float number)
{
    return _mm256_set1_ps(number);
}

static inline Vector add(Vector a, Vector b)
{
    return _mm256_add_ps(a, b);
}

static inline Vector sub(Vector a, Vector b)
{
    return _mm256_sub_ps(a, b);
}

static inline Vector mul(Vector a, Vector b)
{
    return _mm256_mul_ps(a, b);
}

/* a b + c */
static inline Vector madd(Vector a, Vector b, Vector c)
{
    return _mm256_fmadd_ps(a, b, c);
}

/* c − a b */
static inline Vector msub(Vector a, Vector b, Vector c)
{
    return _mm256_fnmadd_ps(a, b, c);
}

static inline Vector max(Vector a, Vector b)
{
    return _mm256_max_ps(a, b);
}

/* yes where a > b, else no. */
static inline Vector greater(Vector a, Vector b, Vector yes, Vector no)
{
    return _mm256_blendv_ps(no, yes, _mm256_cmp_ps(a, b, _CMP_GT_OQ));
}

/* Whole numbers as such. */
static inline void store_whole(Vector v, int32_t *to)
{
    _mm256_storeu_si256((__m256i *)to, _mm256_cvtps_epi32(v));
}

/* From each lane two numbers, `apart` from lane to lane. */
static inline void store_twos(Vector left, Vector right, float *to,
                              size_t apart)
{
    Vector pairs[2] = {_mm256_unpacklo_ps(left, right),
                       _mm256_unpackhi_ps(left, right)};
#pragma GCC unroll 2
    for (size_t k = 0; k < 2; k++) {
        __m128 low = _mm256_castps256_ps128(pairs[k]);
        __m128 high = _mm256_extractf128_ps(pairs[k], 1);
        float *at = to + 2 * k * apart;
        _mm_storel_pi((__m64 *)at, low);
        _mm_storeh_pi((__m64 *)(at + apart), low);
        _mm_storel_pi((__m64 *)(at + 4 * apart), high);
        _mm_storeh_pi((__m64 *)(at + 5 * apart), high);
    }
}

/* From each lane the four numbers of v. */
static inline void store_fours(const Vector v[4], float *to, size_t apart)
{
    Vector first = _mm256_unpacklo_ps(v[0], v[1]);
    Vector second = _mm256_unpacklo_ps(v[2], v[3]);
    Vector third = _mm256_unpackhi_ps(v[0], v[1]);
    Vector fourth = _mm256_unpackhi_ps(v[2], v[3]);
    Vector lane[4] = {_mm256_shuffle_ps(first, second, 0x44),
                      _mm256_shuffle_ps(first, second, 0xee),
                      _mm256_shuffle_ps(third, fourth, 0x44),
                      _mm256_shuffle_ps(third, fourth, 0xee)};
#pragma GCC unroll 4
    for (size_t l = 0; l < 4; l++) {
        _mm_storeu_ps(to + l * apart, _mm256_castps256_ps128(lane[l]));
        _mm_storeu_ps(to + (l + 4) * apart, _mm256_extractf128_ps(lane[l], 1));
    }
}

/* Each of four numbers twice. */
static inline Vector spread(const float *from)
{
    __m256 four = _mm256_castps128_ps256(_mm_loadu_ps(from));
    return _mm256_permutevar8x32_ps(four,
                                    _mm256_setr_epi32(0, 0, 1, 1, 2, 2, 3, 3));
}

/* In each lane the sum of the four lanes that are whole pairs away. */
static inline Vector fold(Vector v)
{
    v = _mm256_add_ps(v, _mm256_permute2f128_ps(v, v, 1));
    return _mm256_add_ps(v, _mm256_shuffle_ps(v, v, 0x4e));
}

#include "winograd_text.h"

const Winograd winograd_avx2 = {.packed_size = packed_size,
                                .pack = pack,
                                .scratch_size = scratch_size,
                                .conv = plain,
                                .relu_pool = relu_pool};

#endif
