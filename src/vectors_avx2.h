/* What the files named *_avx2.c have in common: the instructions themselves, or
   SIMDe's translation of them. */
#ifndef VECTORS_AVX2_H
#define VECTORS_AVX2_H

#include <stddef.h>
#include <stdint.h>

#ifdef __x86_64__
#include <immintrin.h>
#else
#define SIMDE_ENABLE_NATIVE_ALIASES
#include <simde/x86/avx2.h>
#include <simde/x86/fma.h>
#endif

enum { LANES = 8 /* floats in a vector */ };

/* A mask that lets the first `count` lanes through; all if there are more. */
static inline __m256i first_lanes(size_t count)
{
    static const int32_t on_then_off[2 * LANES] = {-1, -1, -1, -1,
                                                   -1, -1, -1, -1};
    size_t lanes = count < LANES ? count : LANES;
    return _mm256_loadu_si256((const __m256i *)(on_then_off + LANES - lanes));
}

#endif
