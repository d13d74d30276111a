#include "perceptron.h"
#include "probe.h"
#include "xor.h"

#include <stdlib.h>

/* ---- 2.M1 XOR solved ---- */

static void solve_xor(Verdict *v)
{
    enum { COPIES = 100 };
    real w[4], b[2], output[2], c, u[2];
    xor_weights(w, b, output, &c);
    Rng rng = rng_seeded(1);
    for (int i = 0; i < 4 * COPIES; i++) {
        int first = i & 1, second = (i >> 1) & 1;
        double noise = i < 4 ? 0 : 0.2;
        real x[2] = {(real)(first + rng_between(&rng, -noise, noise)),
                     (real)(second + rng_between(&rng, -noise, noise))};
        layer_forward(x, w, b, u, 2, 2);
        int answer = perceptron_predict(u, output, c, 2);
        int expected = first != second ? 1 : -1;
        if (!require(v, answer == expected,
                     "At (%.3g, %.3g)%s: expected %+d, got %+d.", (double)x[0],
                     (double)x[1], i < 4 ? "" : ", a noisy copy of a corner",
                     expected, answer)) {
            return;
        }
    }
}

MILESTONE(2, M1, solve_xor, 5);

/* ---- 2.M2 A sine, within 0.04 ---- */

static real sine(real x)
{
    return sin((real)6.283185307179586 * x);
}

static void follow_sine(Verdict *v)
{
    enum { BUMPS = 50, UNITS = 2 * BUMPS, POINTS = 1001 };
    real w[UNITS], b[UNITS], output[UNITS], u[UNITS];
    approximate(sine, 0, 1, 500, w, b, output, BUMPS);
    double worst = 0, where = 0;
    for (int i = 0; i < POINTS; i++) {
        real x = (real)i / (POINTS - 1);
        layer_forward(&x, w, b, u, 1, UNITS);
        double error =
            fabs((double)(perceptron_score(u, output, 0, UNITS) - sine(x)));
        if (!(error <= worst)) { /* a NaN is the worst of all */
            worst = error;
            where = (double)x;
        }
    }
    require(v, worst < 0.04,
            "The largest error over %d points is %.3g, at x = %.3f; expected "
            "less than 0.04.",
            POINTS, worst, where);
}

MILESTONE(2, M2, follow_sine, 5);
