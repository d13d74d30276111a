/* The network of exercise 2.2 with its nine weights, over the square. */
#include "xor.h"
#include "perceptron.h"
#include "touch.h"

enum { GRID = 48 };

/* w [2][2], b [2], v [2], c */
static real parameters[9], plane[GRID * GRID];

TOUCH(parameters) real *all_parameters(void)
{
    return parameters;
}

TOUCH(reset) void reset(void)
{
    xor_weights(parameters, parameters + 4, parameters + 6, parameters + 8);
}

/* y = v · σ(W x + b) + c */
TOUCH(answer) real answer(real x1, real x2)
{
    const real x[2] = {x1, x2};
    real u[2];
    layer_forward(x, parameters, parameters + 4, u, 2, 2);
    return perceptron_score(u, parameters + 6, parameters[8], 2);
}

/* The answers in the middles of GRID × GRID squares from (−0.5, −0.5) to
   (1.5, 1.5), row by row from below. */
TOUCH(plane) real *whole_plane(void)
{
    for (int i = 0; i < GRID; i++) {
        for (int j = 0; j < GRID; j++) {
            plane[i * GRID + j] =
                answer(2 * ((real)j + (real)0.5) / GRID - (real)0.5,
                       2 * ((real)i + (real)0.5) / GRID - (real)0.5);
        }
    }
    return plane;
}
