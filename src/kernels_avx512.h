/* The kernels with AVX-512, which kernels_avx512.c puts into their row; what
   each computes stands in kernels.h. Only files named *_avx512.c may hold such
   code. */
#ifndef KERNELS_AVX512_H
#define KERNELS_AVX512_H

#include "kernels.h"

#if HAS_AVX512
void activate_avx512(Activation g, const float *z, float *y, size_t count);
void activate_backward_avx512(Activation g, const float *z, const float *y,
                              const float *dy, float *dz, size_t count);

void dense_forward_avx512(const float *x, const float *w, const float *b,
                          float *y, size_t n, size_t in, size_t out,
                          void *scratch);
void dense_inputs_avx512(const float *w, const float *dy, float *dx, size_t n,
                         size_t in, size_t out, void *scratch);
void dense_weights_avx512(const float *x, const float *dy, float *dw, float *db,
                          size_t n, size_t in, size_t out, size_t first,
                          size_t rows, void *scratch);
size_t dense_scratch_avx512(size_t n, size_t in, size_t out);

void conv_relu_pool_avx512(const float *x, const float *packed, const float *b,
                           float *y, uint8_t *source,
                           const struct ValidConv *conv);
void add_windows_avx512(const struct Spike *spikes, size_t count,
                        const float *from, size_t from_row, float *to,
                        size_t to_row, size_t rows, size_t run);
#endif

#endif
