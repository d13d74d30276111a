/* What the files named *_avx512.c have in common: vectors of sixteen floats and
   masks of their lanes. */
#ifndef VECTORS_AVX512_H
#define VECTORS_AVX512_H

#include <immintrin.h>
#include <stddef.h>

enum { LANES = 16 /* floats in a vector */ };

/* A mask that lets the first `count` lanes through; all if there are more. */
static inline __mmask16 first_lanes(size_t count)
{
    return count < LANES ? (__mmask16)((1U << count) - 1) : (__mmask16)0xffff;
}

#endif
