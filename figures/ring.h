/* The ring of chapter 2: points of a square, class 1 where 1 ≤ ‖x‖ ≤ 2. */
#ifndef RING_H
#define RING_H

#include "real.h"
#include "rng.h"

/* Draws n points evenly from −3 ≤ x1, x2 < 3, class 1 and class 0 in turn.
   x: [n][2]; labels: [n]. */
static inline void ring_draw(real *x, int *labels, size_t n, Rng *rng)
{
    for (size_t i = 0; i < n;) {
        x[2 * i] = (real)rng_between(rng, -3, 3);
        x[2 * i + 1] = (real)rng_between(rng, -3, 3);
        real distance = hypot(x[2 * i], x[2 * i + 1]);
        labels[i] = distance >= 1 && distance <= 2;
        i += (labels[i] == 1) == (i % 2 == 0);
    }
}

#endif
