/* Chapter 8: looking through a window. Pictures are stored channel after
   channel, each row after row: x[(c · h + i) · w + j] is channel c, row i from
   the top, column j from the left. One picture at a time. All sizes,
   strides and dilations are at least 1 and numbers finite where nothing else is
   said. */
#ifndef CONV_H
#define CONV_H

#include "real.h"

#include <stddef.h>

/* How a window moves along one axis of a picture: the rows or the columns. At
   its place i, pixel k of the window lies on pixel
   i · stride + k · dilation − padding of the picture. */
typedef struct Axis {
    size_t size;     /* pixels of the picture */
    size_t window;   /* pixels of the window */
    size_t stride;   /* how far it moves from one place to the next */
    size_t padding;  /* pixels that are added on each side of the picture */
    size_t dilation; /* from one of its pixels to the next: 1, side by side */
    size_t places;   /* how many there are: the size of the output. Pixels that
                        no window reads may be left over behind the last */
} Axis;

/* Pixels of the picture with its padding: size + 2 · padding. Given. */
size_t padded_size(const Axis *axis);

/* How many pixels of the window lie on the picture, not on its padding, when
   the window is at place i. Given. */
size_t window_pixels(size_t i, const Axis *axis);

/* How many places a window has (Dumoulin and Visin 2016):
   1 + (J + 2P − M) / s, where J is the size, P the padding, s the stride and
   M = dilation · (window − 1) + 1 the length of the window. 0 if it does not
   fit: it is longer than the padded picture, or the division leaves a rest.
   axis->places is not read. */
size_t window_places(const Axis *axis);

/* ---- Padding ---- */

/* What is outside of the picture. */
typedef enum Padding {
    PAD_ZERO,      /* 0 everywhere */
    PAD_REPLICATE, /* the nearest pixel of the picture: a a a|a b c|c c c */
    PAD_REFLECT    /* mirrored at the outermost pixel:  c b|a b c|b a */
} Padding;

/* Which pixel of the picture, 0 ... size − 1, stands at place i of the padded
   one, 0 ... size + 2 · padding − 1; −1 for a 0 that is outside. With PAD_ZERO
   i may be larger. Of the axis only size and padding are read. For PAD_REFLECT
   padding < size. */
int padding_source(size_t i, Padding kind, const Axis *axis);

/* Copies a picture with padding around it, rows->padding above and below,
   columns->padding left and right. Of the axes only size and padding are read.
   x: [channels][rows->size][columns->size];
   y: [channels][padded_size(rows)][padded_size(columns)]. */
void pad(const real *x, real *y, Padding kind, size_t channels,
         const Axis *rows, const Axis *columns);

/* Backward: dx of a pixel is the sum of dy over all places that pad copied it
   to.   dy: as y above; dx: as x above, overwritten. */
void pad_backward(const real *dy, real *dx, Padding kind, size_t channels,
                  const Axis *rows, const Axis *columns);

/* ---- Convolution ---- */

/* One channel, one filter, stride 1, no padding:
   y[i][j] = Σ_k Σ_l f[k][l] x[i + k][j + l].
   This is what mathematics calls a correlation: the filter is not turned round.
   x: [h][w]; f: [m][m]; y: [h − m + 1][w − m + 1]; m ≤ h, m ≤ w. */
void correlate(const real *x, const real *f, real *y, size_t h, size_t w,
               size_t m);

/* A convolution. Each filter gives one channel of the output. With groups, the
   channels of the input and the filters are cut into as many equal runs, and
   the filters of a run see only the channels of theirs; one group is the usual
   case. */
typedef struct Conv {
    size_t in_channels, out_channels;
    size_t groups; /* divides both */
    Axis rows, columns;
} Conv;

/* With H = padded_size(&rows), C = in_channels / groups and c0 the first
   channel of the group of filter o:
   y[o][i][j] = b[o] + Σ_c Σ_k Σ_l w[o][c][k][l]
       x[c0 + c][i · rows.stride + k · rows.dilation]
        [j · columns.stride + l · columns.dilation].
   x: the padded picture, [in_channels][H][padded_size(&columns)];
   w: [out_channels][C][rows.window][columns.window]; b: [out_channels];
   y: [out_channels][rows.places][columns.places]. */
void conv_forward(const real *x, const real *w, const real *b, real *y,
                  const Conv *conv);

/* db[o] += Σ_i Σ_j dy[o][i][j].   dy: as y above; db: [out_channels]. */
void conv_bias_gradient(const real *dy, real *db, const Conv *conv);

/* dw[o][c][k][l] += Σ_i Σ_j dy[o][i][j] times the pixel of x that w[o][c][k][l]
   was multiplied by.   x, dy, dw: as x, y, w above. */
void conv_weight_gradient(const real *x, const real *dy, real *dw,
                          const Conv *conv);

/* dx of a pixel is the sum, over all dy[o][i][j] that the pixel had a part in,
   of dy times the weight that it was multiplied by; 0 for a pixel that none
   has read.   w, dy: as above; dx: as x above, overwritten. */
void conv_input_gradient(const real *w, const real *dy, real *dx,
                         const Conv *conv);

/* ---- Pooling: each channel by itself ----
   Windows may reach beyond the picture, where there is nothing: each holds at
   least one of its pixels.
   x, dx: [channels][rows.size][columns.size];
   y, dy: [channels][rows.places][columns.places]. */

typedef struct Pool {
    size_t channels;
    Axis rows, columns;
} Pool;

/* y is the largest pixel in the window; index says which it was: its row ·
   columns.size + its column, and of several the first, row by row.
   index: as y. */
void max_pool_forward(const real *x, real *y, int *index, const Pool *pool);

/* dx[c][index[c][i][j]] gets dy[c][i][j], and the sum if several windows found
   their largest there; all other pixels get 0. dx is overwritten. */
void max_pool_backward(const real *dy, const int *index, real *dx,
                       const Pool *pool);

/* y is the sum of the pixels in the window, divided by how many of them there
   are, or if count_padding by rows.window · columns.window, wherever the window
   lies. */
void avg_pool_forward(const real *x, real *y, bool count_padding,
                      const Pool *pool);

/* Each pixel of a window gets dy, divided by the same number; where windows
   overlap it gets the sum. dx is overwritten. */
void avg_pool_backward(const real *dy, real *dx, bool count_padding,
                       const Pool *pool);

/* ---- What a number sees ---- */

/* Receptive field: how many pixels of the first layer's input, along one axis,
   one number of the last layer's output can depend on. For layers 1, 2 ... it
   is 1 + Σ_k (M_k − 1) s_1 s_2 ... s_(k − 1), with M as for window_places.
   Padding and sizes play no part; 1 without layers.   layers: [count]. */
size_t receptive_field(const Axis *layers, size_t count);

/* The windows of a picture of one channel, one in each row of a matrix: a batch
   for an MLP that is to scan the picture. Place (i, j) is row
   i · columns->places + j, its pixels row after row, with the strides and
   dilations of the axes. padding is 0.
   x: [rows->size][columns->size];
   y: [rows->places · columns->places][rows->window · columns->window]. */
void cut_windows(const real *x, real *y, const Axis *rows, const Axis *columns);

#endif
