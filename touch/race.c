/* The optimisers of chapter 5, each with a point of its own, on the way down. */
#include "landscape.h"
#include "optim.h"
#include "touch.h"

#include <string.h>

enum { RUNNERS = 7, GRID = 64 };

static real (*const valleys[])(const real *w, real *g) = {ravine, rosenbrock};
static const real starts[][2] = {{10, 1}, {(real)-1.2, 1}};
static int valley;
static real w[RUNNERS][2], state[RUNNERS][2][2], heights[GRID * GRID];

/* Puts a runner at the start of the valley. */
TOUCH(place) void place(int k)
{
    memset(state[k], 0, sizeof state[k]);
    memcpy(w[k], starts[valley], sizeof w[k]);
}

/* Returns where all stand: [RUNNERS][2]. */
TOUCH(begin) real *begin(int which)
{
    valley = which;
    for (int k = 0; k < RUNNERS; k++) {
        place(k);
    }
    return w[0];
}

/* One step of a runner: gradient descent, momentum, Nesterov, AdaGrad, RMSProp,
   AdaDelta, Adam. Returns E where it then stands. */
TOUCH(step) real step(int k, real rate, int number)
{
    real g[2], *v = state[k][0], *s = state[k][1];
    const real epsilon = (real)1e-8;
    valleys[valley](w[k], g);
    switch (k) {
    case 0:
        sgd_step(w[k], g, rate, 2);
        break;
    case 1:
        momentum_step(w[k], g, v, rate, (real)0.9, 2);
        break;
    case 2:
        nesterov_step(w[k], g, v, rate, (real)0.9, 2);
        break;
    case 3:
        adagrad_step(w[k], g, v, rate, (real)1e-10, 2);
        break;
    case 4:
        rmsprop_step(w[k], g, v, rate, (real)0.9, epsilon, 2);
        break;
    case 5:
        adadelta_step(w[k], g, v, s, rate, (real)0.9, (real)1e-6, 2);
        break;
    default:
        adam_step(w[k], g, v, s, rate, (real)0.9, (real)0.999, epsilon,
                  (size_t)number, 2);
    }
    return valleys[valley](w[k], g);
}

/* E in the middles of GRID × GRID squares, row by row from below. */
TOUCH(heights) real *all_heights(real left, real right, real low, real high)
{
    for (int i = 0; i < GRID; i++) {
        for (int j = 0; j < GRID; j++) {
            real at[2] = {left + (right - left) * ((real)j + (real)0.5) / GRID,
                          low + (high - low) * ((real)i + (real)0.5) / GRID},
                 g[2];
            heights[i * GRID + j] = valleys[valley](at, g);
        }
    }
    return heights;
}
