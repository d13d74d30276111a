/* The machine's peak: fused multiply-adds that wait for nothing, on vectors of
   eight floats, and on vectors of sixteen where the processor has them. And its
   memory: floats that are read, and nothing else. */
#ifndef BURST_H
#define BURST_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __x86_64__
#include <immintrin.h>
#define WITH(features) __attribute__((target(features)))
#endif

enum {
    CHAINS = 12, /* independent sums, which hide the latency of each */
    STEPS = 1 << 20
};

/* Multiplications and additions of a burst. */
static const double BURST_OPERATIONS = 2.0 * 8 * CHAINS * STEPS;
static const double WIDE_BURST_OPERATIONS = 2.0 * 16 * CHAINS * STEPS;

/* What the loops compute with, which the compiler may not know, and where it goes,
   so that none of it is left out. */
static const volatile float factor = 0.999F;
static volatile float kept;

#ifdef __x86_64__

static inline bool has_avx2(void)
{
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
}

static inline bool has_avx512(void)
{
    return __builtin_cpu_supports("avx512f");
}

WITH("avx2,fma") static inline void burst(void)
{
    __m256 sum[CHAINS], x = _mm256_set1_ps(factor);
#pragma GCC unroll 12
    for (int i = 0; i < CHAINS; i++) {
        sum[i] = _mm256_add_ps(x, _mm256_set1_ps((float)i));
    }
    for (int step = 0; step < STEPS; step++) {
#pragma GCC unroll 12
        for (int i = 0; i < CHAINS; i++) {
            sum[i] = _mm256_fmadd_ps(sum[i], x, x);
        }
    }
#pragma GCC unroll 12
    for (int i = 1; i < CHAINS; i++) {
        sum[0] = _mm256_add_ps(sum[0], sum[i]);
    }
    kept = _mm256_cvtss_f32(sum[0]);
}

WITH("avx512f") static inline void wide_burst(void)
{
    __m512 sum[CHAINS], x = _mm512_set1_ps(factor);
#pragma GCC unroll 12
    for (int i = 0; i < CHAINS; i++) {
        sum[i] = _mm512_add_ps(x, _mm512_set1_ps((float)i));
    }
    for (int step = 0; step < STEPS; step++) {
#pragma GCC unroll 12
        for (int i = 0; i < CHAINS; i++) {
            sum[i] = _mm512_fmadd_ps(sum[i], x, x);
        }
    }
#pragma GCC unroll 12
    for (int i = 1; i < CHAINS; i++) {
        sum[0] = _mm512_add_ps(sum[0], sum[i]);
    }
    kept = _mm512_cvtss_f32(sum[0]);
}

/* Reads n floats, a multiple of 64, so many times.   x: from a multiple of 32
   bytes. */
WITH("avx2")
static inline void read_floats(const float *x, size_t n, size_t times)
{
    __m256 bits[8];
#pragma GCC unroll 8
    for (size_t v = 0; v < 8; v++) {
        bits[v] = _mm256_setzero_ps();
    }
    for (size_t t = 0; t < times; t++) {
        for (size_t i = 0; i < n; i += 64) {
#pragma GCC unroll 8
            for (size_t v = 0; v < 8; v++) {
                bits[v] = _mm256_or_ps(bits[v], _mm256_load_ps(x + i + 8 * v));
            }
        }
    }
#pragma GCC unroll 8
    for (size_t v = 1; v < 8; v++) {
        bits[0] = _mm256_or_ps(bits[0], bits[v]);
    }
    kept = _mm256_cvtss_f32(bits[0]);
}

/* a[i] = b[i] + factor · c[i], as STREAM's triad (McCalpin 1995); n is a multiple
   of 8, arrays begin at multiples of 32 bytes. */
WITH("avx2,fma")
static inline void triad(float *a, const float *b, const float *c, size_t n)
{
    __m256 f = _mm256_set1_ps(factor);
#pragma GCC unroll 8
    for (size_t i = 0; i < n; i += 8) {
        _mm256_store_ps(a + i, _mm256_fmadd_ps(f, _mm256_load_ps(c + i),
                                               _mm256_load_ps(b + i)));
    }
}

#else

/* Other processors: vectors of the compiler's, and -ffp-contract=fast. */
typedef float Vector __attribute__((vector_size(32)));

static inline bool has_avx2(void)
{
    return true;
}

static inline bool has_avx512(void)
{
    return false;
}

static inline void burst(void)
{
    Vector sum[CHAINS], x = (Vector){0} + factor;
#pragma GCC unroll 12
    for (int i = 0; i < CHAINS; i++) {
        sum[i] = x + (float)i;
    }
    for (int step = 0; step < STEPS; step++) {
#pragma GCC unroll 12
        for (int i = 0; i < CHAINS; i++) {
            sum[i] = sum[i] * x + x;
        }
    }
#pragma GCC unroll 12
    for (int i = 1; i < CHAINS; i++) {
        sum[0] += sum[i];
    }
    kept = sum[0][0];
}

static inline void wide_burst(void)
{
}

static inline void read_floats(const float *x, size_t n, size_t times)
{
    Vector sum[8] = {{0}};
    for (size_t t = 0; t < times; t++) {
        for (size_t i = 0; i < n; i += 64) {
#pragma GCC unroll 8
            for (size_t v = 0; v < 8; v++) {
                sum[v] += *(const Vector *)(x + i + 8 * v);
            }
        }
    }
#pragma GCC unroll 8
    for (size_t v = 1; v < 8; v++) {
        sum[0] += sum[v];
    }
    kept = sum[0][0];
}

static inline void triad(float *a, const float *b, const float *c, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        a[i] = b[i] + factor * c[i];
    }
}

#endif

#endif
