/* Chapter 10: fast. Kernels for processors with AVX2 and FMA, whose vectors
   hold eight floats. They work on float, whatever `real` is. Arrays may begin
   anywhere, and nothing is read or written outside of them. A sum may be made
   in any order: results are right within the rounding of a float sum. Numbers
   are finite and sizes at least 1 where nothing else is said. */
#ifndef AVX2_H
#define AVX2_H

#include "conv.h"

#include <stddef.h>
#include <stdint.h>

/* ---- Vectors ---- */

/* The dot product a[0] b[0] + ... + a[n − 1] b[n − 1].   n may be 0: 0. */
float dot_avx2(const float *a, const float *b, size_t n);

/* y[i] += a x[i] for all i < n ("a times x plus y"). x and y do not overlap.
   n may be 0. */
void axpy_avx2(float a, const float *x, float *y, size_t n);

/* ---- A valid convolution: without padding, one pixel at a time ---- */

/* Its sizes. Filters slide over a picture, which was padded before if it is to
   be: y[o][i][j] = b[o] + Σ over c, k, l of w[o][c][k][l] x[c][i + k][j + l].
   x: [channels][height][width];
   w: [filters][channels][window_rows][window_columns]; b: [filters];
   y: [filters][rows][columns], where rows = height − window_rows + 1 and
   columns = width − window_columns + 1. */
typedef struct ValidConv {
    size_t channels, height, width;
    size_t filters, window_rows, window_columns;
    size_t rows, columns;
} ValidConv;

/* That convolution by axpy_avx2: y begins as the bias, then each weight adds
   rows of x, times itself, to rows of y. */
void conv_axpy(const float *x, const float *w, const float *b, float *y,
               const ValidConv *conv);

/* ---- As a matrix product ---- */

/* All windows of a picture as the columns of a matrix. Row (c, k, l) of it
   holds the pixel of channel c that lies under row k and column l of the
   window, for all places (i, j) of the window, one row of places after the
   other.
   x: [in_channels][padded_size(&rows)][padded_size(&columns)], padded already;
   columns: [in_channels · rows.window · columns.window]
   [rows.places · columns.places]. Strides and dilations count; groups,
   out_channels and kinds of padding do not. */
void im2col(const float *x, float *columns, const Conv *conv);

/* Packs the rows of a matrix in groups of `tile`: in each group its columns one
   after the other, [k][tile]. A group's missing rows are 0.
   a: [rows][k]; packed: [(rows + tile − 1) / tile][k][tile]. */
void pack_rows(const float *a, float *packed, size_t rows, size_t k,
               size_t tile);

enum {
    TILE_ROWS = 6,    /* rows of C in registers: 12 sums of 8 floats ... */
    TILE_COLUMNS = 16 /* ... and its columns */
};

/* C += A B for a tile of C of 6 × 16.
   a: [k][6], packed; b: k rows of 16, each b_row floats after the one before;
   c: 6 rows of 16, each c_row floats after the one before.   k may be 0. */
void tile_avx2(const float *a, const float *b, size_t b_row, float *c,
               size_t c_row, size_t k);

/* y = A B + bias, in tiles: of a convolution, where A holds the filters and B
   what im2col made of a picture.
   packed: the rows of A in groups of TILE_ROWS, as pack_rows makes them;
   b: [k][places]; bias: [filters]; y: [filters][places]. */
void product_avx2(const float *packed, const float *b, const float *bias,
                  float *y, size_t filters, size_t k, size_t places);

/* ---- Directly, in registers ---- */

enum {
    FILTERS_AT_ONCE = 5, /* of the row kernel: 10 sums of 8 floats ... */
    ROWS_AT_ONCE = 2,    /* ... rows of the output */
    COLUMNS_AT_ONCE = 8  /* ... columns of it: a vector */
};

/* The row kernel: a valid convolution of 5 filters at 2 × 8 places.
   x: the pixel under the first weight at the first place, in a picture of the
   sizes that conv says; w: [channels · window_rows · window_columns][5],
   packed by pack_rows; bias: [5]; sums: [5][2][8]. Only the pixels under the
   window at these places are read. */
void conv_tile_avx2(const float *x, const float *w, const float *bias,
                    float *sums, const ValidConv *conv);

/* ReLU and max pooling of windows of 2 × 2 of what the row kernel made of one
   filter, two rows of eight. Each of the four results is the largest of its
   window, or 0 if that is negative; source is where in its window that pixel
   stands: 0 1 in the upper row, 2 3 in the lower. Of equal ones the first.
   sums: [2][8]; y: [4]; source: [4], or NULL if nobody asks. */
void relu_pool_avx2(const float *sums, float *y, uint8_t *source);

/* A valid convolution, ReLU and max pooling of 2 × 2 with stride 2, at once,
   where a last odd row or column is left out. columns ≥ 8 and rows ≥ 2.
   packed: the filters in groups of FILTERS_AT_ONCE, as pack_rows makes them;
   b: [filters]; y: [filters][rows / 2][columns / 2]; source: likewise, as for
   relu_pool_avx2, or NULL. */
void conv_relu_pool_avx2(const float *x, const float *packed, const float *b,
                         float *y, uint8_t *source, const ValidConv *conv);

/* ---- Backward: most of the gradient is 0 ---- */

/* A number of a gradient that is not 0, and where what it multiplies begins. */
typedef struct Spike {
    size_t at;
    float value;
} Spike;

/* Adds up windows of an array, each times a number: for all k < rows, i < run
   to[k · to_row + i] +=
       Σ over the spikes s of s.value · from[s.at + k · from_row + i].
   from and to do not overlap; count may be 0. */
void add_windows_avx2(const Spike *spikes, size_t count, const float *from,
                      size_t from_row, float *to, size_t to_row, size_t rows,
                      size_t run);

/* In the functions that follow pictures and filters are stored with the
   channels last, so that what lies under one row of a window is one run:
   x: [height][width][channels]; w: [filters][window_rows][window_columns]
   [channels]. dy is as sparse as max pooling and ReLU leave it:
   dy: [filters][rows / 2][columns / 2], y and source: what
   conv_relu_pool_avx2 wrote. The gradient goes to the place in the window of
   2 × 2 that source names, and only where y is greater than 0. */

/* What adds up windows: add_windows_avx2, or another that does the same. */
typedef void (*AddWindows)(const Spike *spikes, size_t count, const float *from,
                           size_t from_row, float *to, size_t to_row,
                           size_t rows, size_t run);

/* Adds to dw and db of the one filter `filter` what n pictures contribute, with
   one call of add for all of them.
   x, dy, y, source: of n pictures, one after the other; dw: of that filter,
   [window_rows][window_columns][channels]; db: its number;
   spikes: room for n · (rows / 2) · (columns / 2) of them. */
void sparse_weights(const float *x, const float *dy, const float *y,
                    const uint8_t *source, float *dw, float *db, size_t filter,
                    size_t n, Spike *spikes, AddWindows add,
                    const ValidConv *conv);

/* Overwrites dx, the gradient by one picture, [height][width][channels]: for
   each place of the window one call of add, with the filters that have a
   gradient there.
   spikes: room for filters of them for each of the rows · columns places;
   counts: room for rows · columns numbers. */
void sparse_inputs(const float *w, const float *dy, const float *y,
                   const uint8_t *source, float *dx, Spike *spikes,
                   size_t *counts, AddWindows add, const ValidConv *conv);

/* ---- Several threads ---- */

/* Adds to dw the sum of the gradients of n pictures, with OpenMP's threads, and
   the same bits whatever their number: the pictures are cut into `chunks` of
   which chunk q holds the pictures q n / chunks to (q + 1) n / chunks − 1
   (rounded down); each chunk's gradients are added up in partial[q], in order,
   and the chunks are added to dw in order. 1 ≤ chunks.
   gradient adds what picture e contributes to dw[0 ... size − 1]; different
   threads may call it at the same time for different dw.
   partial: room for [chunks][size]. */
void sum_in_chunks(void (*gradient)(const void *context, size_t e, float *dw),
                   const void *context, size_t n, size_t chunks, float *partial,
                   float *dw, size_t size);

/* ---- Fewer multiplications, and smaller numbers ---- */

/* Correlates a row with a filter of three by Winograd's F(2, 3):
   y[j] = g[0] x[j] + g[1] x[j + 1] + g[2] x[j + 2], two numbers at a time with
   four multiplications in place of six, beside those of g, which are made once.
   x: [n + 2]; g: [3]; y: [n]; n is even. */
void winograd_row(const float *x, const float *g, float *y, size_t n);

/* Rounds to 8 bits: q[i] = x[i] / scale, rounded to the nearest whole number (a
   half to the even one), where scale = max |x[i]| / 127, or 1 if all are 0.
   Returns scale: scale · q[i] is nearly x[i].   x, q: [n]. */
float quantize(const float *x, int8_t *q, size_t n);

/* The dot product of 8-bit numbers, exact. n ≤ 100 000. */
int32_t dot_int8_avx2(const int8_t *a, const int8_t *b, size_t n);

#endif
