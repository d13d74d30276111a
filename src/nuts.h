/* Hazelnuts and almonds: a small data set for chapter 1. It is made up: no
   real nut was measured. */
#ifndef NUTS_H
#define NUTS_H

#include "real.h"
#include "rng.h"

/* The nuts of the text are nuts_draw(NUTS_SEED, x, labels, NUTS). */
enum { NUTS = 60, NUTS_SEED = 3, NUT_FEATURES = 2, HAZELNUT = 1, ALMOND = -1 };

/* Draws n nuts, each a hazelnut or an almond with equal chances. Length and
   width are in centimetres, rounded to 0.01. Neither of them alone tells all
   nuts apart, but a line always does. The same seed gives the same nuts.
   x: [n][NUT_FEATURES], the length and the width of each;
   labels: [n], HAZELNUT or ALMOND. */
void nuts_draw(uint64_t seed, real *x, int *labels, size_t n);

#endif
