/* The kernels with AVX2, which kernels_avx2.c puts into their row; what each
   computes stands in kernels.h. Only files named *_avx2.c may hold such
   code. */
#ifndef KERNELS_AVX2_H
#define KERNELS_AVX2_H

#include "kernels.h"

#if HAS_AVX2
void activate_avx2(Activation g, const float *z, float *y, size_t count);
void activate_backward_avx2(Activation g, const float *z, const float *y,
                            const float *dy, float *dz, size_t count);

void dense_forward_avx2(const float *x, const float *w, const float *b,
                        float *y, size_t n, size_t in, size_t out,
                        void *scratch);

/* Forward of one example, in which each weight is read once. */
void dense_one_avx2(const float *x, const float *w, const float *b, float *y,
                    size_t in, size_t out);
void dense_inputs_avx2(const float *w, const float *dy, float *dx, size_t n,
                       size_t in, size_t out, void *scratch);
void dense_weights_avx2(const float *x, const float *dy, float *dw, float *db,
                        size_t n, size_t in, size_t out, size_t first,
                        size_t rows, void *scratch);
size_t dense_scratch_avx2(size_t n, size_t in, size_t out);

void conv_weights_avx2(const float *x, const float *dy, float *dw, float *db,
                       Padding kind, const Conv *conv, size_t n, size_t first,
                       size_t filters, void *scratch);
size_t conv_weights_scratch_avx2(const Conv *conv);
void max_pool_avx2(const float *x, float *y, int *index, const Pool *pool,
                   size_t n);

/* to[j][i] = from[i][j].   from: [rows][columns]; to: [columns][rows]; they do
   not overlap. */
void transpose_avx2(const float *from, float *to, size_t rows, size_t columns);
#endif

#endif
