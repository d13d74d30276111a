/* Valid convolutions of 3 × 3 and 5 × 5 with fewer multiplications: Winograd's
   F(4 × 4, K × K). (Winograd, Arithmetic Complexity of Computations, 1980;
   Lavin and Gray, Fast Algorithms for Convolutional Neural Networks, 2016.)

   A tile Y of 4 × 4 of the output needs the pixels X of T × T, T = K + 3. Two
   polynomials are multiplied by their values at T points: with the weights G of
   K × K

       Y = Aᵀ ((L G Lᵀ) ⊙ (Bᵀ X B)) A,   summed over the channels before Aᵀ,

   where ⊙ multiplies number by number. That is T² multiplications in place of
   16 K²: 36 of 144 for K = 3, 64 of 400 for K = 5. Over all channels, filters
   and tiles they are, for each of the T² numbers, a product of matrices.

   The points are 0, 1, −1, 2, −2, ∞ for T = 6 and 0, 1, −1, 2, −2, 1/2, −1/2, ∞
   for T = 8. Column p of Aᵀ is (1, p, p², p³), that of ∞ (0, 0, 0, 1); row p of
   L is s (1, p, p² ... ), that of ∞ (0 ... 0, 1), with s = 1/4, −1/6, −1/6,
   1/24, 1/24 and s = 1, −2/9, −2/9, 1/90, 1/90, 32/45, 32/45. Bᵀ is, for T = 6
   and 8,

       4  0 −5  0  1  0        1    0 −21/4    0  21/4     0 −1  0
       0 −4 −4  1  1  0        0    1     1 −17/4 −17/4    1  1  0
       0  4 −4 −1  1  0        0   −1     1  17/4 −17/4   −1  1  0
       0 −2 −1  2  1  0        0  1/2   1/4  −5/2  −5/4    2  1  0
       0  2 −1 −2  1  0        0 −1/2   1/4   5/2  −5/4   −2  1  0
       0  4  0 −5  0  1        0    2     4  −5/2    −5  1/2  1  0
                               0   −2     4   5/2    −5 −1/2  1  0
                               0   −1     0  21/4     0 −21/4  0  1

   Numbers that are larger than the result come and go, which costs nearly a
   digit. With pixels and weights drawn from a normal distribution the root of
   the mean squared error, as a part of that of the results, was 9e-7 for K = 3
   and 2e-6 for K = 5 with 4 to 16 channels (directly, in float: 1e-7 to 4e-7),
   and with 256 channels 3e-6 and 5e-6 (9e-7 and 1.4e-6). No error was ever seen
   beyond half of what the tests allow:
   16 FLT_EPSILON (|b| + max |x| Σ |w|), w of the filter, x of the picture. */
#ifndef WINOGRAD_H
#define WINOGRAD_H

#include "avx2.h"

/* Whether the kernels can be asked for this convolution: window_rows =
   window_columns = 3 or 5, rows and columns ≥ 4, and as many channels and
   filters as make it pay. */
bool winograd_fits(const ValidConv *conv);

/* The kernels for one width of vectors. Arrays may begin anywhere, and nothing
   outside of them is touched; packed and scratch are fastest from a multiple of
   64 bytes. The bits of a picture's result depend neither on the other pictures
   nor on how many there are, nor on the width. */
typedef struct Winograd {
    /* Numbers of packed: the weights, transformed, in an order of this width,
       and room to make them. */
    size_t (*packed_size)(const ValidConv *conv);

    /* w: [filters][channels][K][K]; packed: packed_size numbers. */
    void (*pack)(const float *w, float *packed, const ValidConv *conv);

    /* Numbers of scratch that a thread needs, however many the pictures. */
    size_t (*scratch_size)(const ValidConv *conv);

    /* y = the convolution.
       x: [n][height][width][channels], channels last; b: [filters];
       y: [n][filters][rows][columns]. */
    void (*conv)(const float *x, const float *packed, const float *b, float *y,
                 size_t n, const ValidConv *conv, float *scratch);

    /* The convolution, ReLU and max pooling of 2 × 2 with stride 2, where a
       last odd row or column is left out.
       x, b: likewise; y: [n][filters][rows / 2][columns / 2]; source: likewise,
       where in its window each y was found, as relu_pool_avx2 has it, or
       NULL. */
    void (*relu_pool)(const float *x, const float *packed, const float *b,
                      float *y, uint8_t *source, size_t n,
                      const ValidConv *conv, float *scratch);
} Winograd;

extern const Winograd winograd_avx2;
extern const Winograd winograd_avx512;

#endif
