/* Chapter 9: a network that sees. What turns the kernels of chapter 8 into
   layers, how such a network is trained, and what can be asked of it then. */
#ifndef CNN_H
#define CNN_H

#include "conv.h"
#include "error.h"
#include "real.h"
#include "shape.h"

/* ---- Plans: do the sizes fit? ---- */

/* Fills in the size and the places of an axis of which the window, stride,
   padding and dilation are given. False, and an error, if the windows do not
   fit. Then the error has the axis's name and the formula with its numbers:
   "rows: 1 + (7 + 2 * 0 - 3) / 3 is no whole number above 0", where the length
   of the window stands in place of M; axis may hold anything then. */
bool axis_plan(Axis *axis, size_t size, const char *name, Error *error);

/* Fills in what follows from the input's shape: in_channels, both axes, which
   are named "rows" and "columns"; and the shape of the output. All else of conv
   is given. False, and an error, if an axis does not fit, or if groups does not
   divide both the channels of the input and the filters: then the error has
   these three numbers. conv and out may hold anything then. */
bool conv_plan(Conv *conv, Shape in, Shape *out, Error *error);

/* What a planned convolution costs: how many weights and biases it has, and the
   floating point operations for one picture, of which each weight takes two at
   each place, a multiplication and an addition. Biases are not counted. */
void conv_cost(const Conv *conv, size_t *parameters, double *flops);

/* ---- A convolution as a layer: batches, padding, all three gradients ---- */

/* For each picture of a batch: pad, then conv_forward.
   x: [n][in_channels][rows.size][columns.size]; w, b: as for conv_forward;
   padded: room for one padded picture, [in_channels][padded_size(&rows)]
   [padded_size(&columns)], to be used as one likes;
   y: [n][out_channels][rows.places][columns.places]. */
void conv_layer_forward(const real *x, const real *w, const real *b,
                        real *padded, real *y, Padding kind, const Conv *conv,
                        size_t n);

/* For each picture: adds to dw and db, and overwrites dx, unless that is NULL.
   x, dx: as x above; dy: as y above; dw, db: as w, b; padded, dpadded: such
   room, twice. */
void conv_layer_backward(const real *x, const real *w, const real *dy,
                         real *padded, real *dpadded, real *dx, real *dw,
                         real *db, Padding kind, const Conv *conv, size_t n);

/* Pictures in files have the channels of a pixel side by side, networks have
   channel after channel: y[c][i][j] = x[i][j][c] / 255.
   x: [h][w][channels]; y: [channels][h][w]. */
void split_channels(const unsigned char *x, real *y, size_t channels, size_t h,
                    size_t w);

/* ---- Training ---- */

/* One step of the recipe: Nesterov's momentum with a rate that follows one
   cycle, and weight decay on the weights alone. Adds decay · w to the first
   `weights` gradients, then calls nesterov_step for all numbers with the rate
   one_cycle(t, total, 0.3, base).
   w, g, v: [count]; weights ≤ count; 1 < 0.3 total < total. */
void recipe_step(real *w, real *g, real *v, size_t t, size_t total, double base,
                 real momentum, real decay, size_t weights, size_t count);

/* ---- Looking ---- */

/* A feature map, or a filter, as grey levels: the smallest number becomes 0,
   the largest 255, those between (x − smallest) / (largest − smallest) · 255,
   rounded to the nearest, halves up. All 0 if all are equal.
   x, grey: [count]; count > 0. */
void grey_levels(const real *x, unsigned char *grey, size_t count);

/* Lays pictures of one size side by side, `columns` in a row, with one pixel of
   grey level `gap` between two and none around; where the last row is not full
   it is filled with `gap`. With rows = ⌈count / columns⌉:
   x: [count][h][w]; sheet: [rows (h + 1) − 1][columns (w + 1) − 1].
   count, columns > 0. */
void lay_out_maps(const unsigned char *x, unsigned char *sheet, size_t count,
                  size_t columns, size_t h, size_t w, unsigned char gap);

/* The k largest of `count` scores, the largest first; of equals the one with
   the smaller number first.   scores: [count]; best: [k], their numbers;
   k ≤ count. */
void top_k(const real *scores, int *best, size_t count, size_t k);

/* The wrong answers that are worst: those with the largest cross-entropy.
   Returns how many there are, at most k, and their numbers, the worst first; of
   equals the smaller first. An answer is wrong if another class has a score
   that is larger than the label's.
   scores: [n][classes]; labels: [n], each 0 ... classes − 1; worst: [k], behind
   those it may hold anything. */
size_t worst_mistakes(const real *scores, const int *labels, int *worst,
                      size_t n, size_t classes, size_t k);

/* ---- A photograph of one's own ---- */

/* How much ink there is at each pixel of a photograph, from 0 (paper) to 1 (the
   strongest): |grey − paper| / max |grey − paper|, where paper is the median of
   the pixels on the border, the ⌊m / 2⌋th (from 0) of the m sorted ones. All 0
   if there is nothing but paper.   grey: [h][w]; ink: [h][w]; h, w ≥ 2. */
void find_ink(const unsigned char *grey, real *ink, size_t h, size_t w);

/* The smallest box with all pixels that have x ≥ least: rows top ... bottom − 1
   and columns left ... right − 1. False if there are none, and box may
   hold anything then.   x: [h][w]. */
typedef struct Box {
    size_t top, left, bottom, right;
} Box;
bool ink_box(const real *x, real least, size_t h, size_t w, Box *box);

/* Where the ink is on average: row = Σ i x[i][j] / Σ x[i][j], and the same for
   the column, summed in double.   x: [h][w], one above 0 and none below. */
void centre_of_mass(const real *x, size_t h, size_t w, double *row,
                    double *column);

#endif
