#include "digits.h"

const DigitsMlp digits_mlp = {
#include "digits.inc"
};

void digits_shrink(const unsigned char *pixels, real *x)
{
    enum { BLOCK = 4, SIDE = DIGITS_SIDE * BLOCK };
    for (size_t i = 0; i < DIGITS_IN; i++) {
        x[i] = 0;
    }
    for (size_t i = 0; i < SIDE * SIDE; i++) {
        size_t row = i / SIDE / BLOCK, column = i % SIDE / BLOCK;
        x[row * DIGITS_SIDE + column] += pixels[i];
    }
    for (size_t i = 0; i < DIGITS_IN; i++) {
        x[i] /= 255 * BLOCK * BLOCK;
    }
}
