/* A small trained network, and pictures to try it on: handwritten digits of
   MNIST, averaged from 28 × 28 grey levels to 7 × 7. It has 49 inputs, 32
   hidden units with ReLU and 10 scores, one for each digit. The numbers come
   from tests/golden/03_digits.py. */
#ifndef DIGITS_H
#define DIGITS_H

#include "real.h"

enum {
    DIGITS_SIDE = 7,
    DIGITS_IN = DIGITS_SIDE * DIGITS_SIDE,
    DIGITS_HIDDEN = 32,
    DIGITS_OUT = 10,
    DIGITS_SAMPLES = 10
};

typedef struct DigitsMlp {
    real w1[DIGITS_HIDDEN][DIGITS_IN], b1[DIGITS_HIDDEN];
    real w2[DIGITS_OUT][DIGITS_HIDDEN], b2[DIGITS_OUT];
    /* The first pictures of MNIST's test set, what they show, and the scores
       that PyTorch computed for them. */
    real x[DIGITS_SAMPLES][DIGITS_IN];
    int labels[DIGITS_SAMPLES];
    real scores[DIGITS_SAMPLES][DIGITS_OUT];
    /* What PyTorch found on the whole test set, 10 000 pictures. */
    size_t right;
    real cross_entropy;
} DigitsMlp;

extern const DigitsMlp digits_mlp;

/* A picture of MNIST as the network's input: each number is the mean of 4 × 4
   grey levels, from 0 (paper) to 1 (ink).
   pixels: [28][28], 0 to 255; x: [DIGITS_IN]. */
void digits_shrink(const unsigned char *pixels, real *x);

#endif
