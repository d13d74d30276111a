/* Convolutions for the rows of kernels with AVX2 and AVX-512: forward, and
   backward to the input, which is a convolution too. There are three ways.
   Winograd's method serves windows of 3 × 3 and 5 × 5 that move by one pixel,
   the row kernel of chapter 10 all that move by one pixel and have room for a
   vector, and a product of matrices all the rest. */
#ifndef CONV_WAYS_H
#define CONV_WAYS_H

#include "kernels.h"

#if HAS_AVX2
#include "avx2.h"
#include "winograd.h"

/* The sizes of a convolution, or of one of its groups, of padded pictures. */
ValidConv valid_conv_of(const Conv *conv);

/* Stride 1 and dilation 1, both ways. */
bool conv_moves_by_one(const Conv *conv);

/* As conv_forward, conv_inputs and conv_scratch in kernels.h have it, with the
   kernels of Winograd's method for one width of vectors. */
void conv_ways_forward(const float *x, const float *w, const float *b, float *y,
                       Padding kind, const Conv *conv, size_t n, void *scratch,
                       const Winograd *winograd);
void conv_ways_inputs(const float *w, const float *dy, float *dx, Padding kind,
                      const Conv *conv, size_t n, void *scratch,
                      const Winograd *winograd);
size_t conv_ways_scratch(const Conv *conv, const Winograd *winograd);
#endif

#endif
