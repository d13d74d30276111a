#include "xor.h"

#include "perceptron.h"

/* e^−z overflows for very negative z; e^z cannot for z < 0. The two forms are
   equal: multiply above and below by e^z. */
real sigmoid(real z)
{
    if (z >= 0) {
        return 1 / (1 + exp(-z));
    }
    real e = exp(z);
    return e / (1 + e);
}

void layer_forward(const real *x, const real *w, const real *b, real *y,
                   size_t in, size_t out)
{
    /* BEGIN SOLUTION 2.1 */
    for (size_t o = 0; o < out; o++) {
        y[o] = sigmoid(perceptron_score(x, w + o * in, b[o], in));
    }
    /* END SOLUTION */
}

void xor_weights(real *w, real *b, real *v, real *c)
{
    /* BEGIN SOLUTION 2.2 */
    /* Unit 1: x1 OR x2, the far side of the line x1 + x2 = 1/2. */
    w[0] = 10;
    w[1] = 10;
    b[0] = -5;
    /* Unit 2: x1 AND x2, the far side of the line x1 + x2 = 3/2. */
    w[2] = 10;
    w[3] = 10;
    b[1] = -15;
    /* The output: unit 1 but not unit 2, the line u1 − u2 = 1/2. */
    v[0] = 2;
    v[1] = -2;
    *c = -1;
    /* END SOLUTION */
}

void collapse(const real *w1, const real *b1, const real *w2, const real *b2,
              real *w, real *b, size_t in, size_t hidden, size_t out)
{
    /* BEGIN SOLUTION 2.3 */
    for (size_t o = 0; o < out; o++) {
        for (size_t i = 0; i < in; i++) {
            w[o * in + i] = 0;
            for (size_t h = 0; h < hidden; h++) {
                w[o * in + i] += w2[o * hidden + h] * w1[h * in + i];
            }
        }
        b[o] = b2[o];
        for (size_t h = 0; h < hidden; h++) {
            b[o] += w2[o * hidden + h] * b1[h];
        }
    }
    /* END SOLUTION */
}

real bump(real x, real left, real right, real height, real s)
{
    /* BEGIN SOLUTION 2.4 */
    return height * (sigmoid(s * (x - left)) - sigmoid(s * (x - right)));
    /* END SOLUTION */
}

void approximate(real (*f)(real), real low, real high, real s, real *w, real *b,
                 real *v, size_t bumps)
{
    /* BEGIN SOLUTION 2.5 */
    real width = (high - low) / (real)bumps;
    for (size_t k = 0; k < bumps; k++) {
        real left = low + width * (real)k;
        real right = low + width * (real)(k + 1);
        real height = f((left + right) / 2);
        w[2 * k] = s;
        b[2 * k] = -s * left;
        v[2 * k] = height;
        w[2 * k + 1] = s;
        b[2 * k + 1] = -s * right;
        v[2 * k + 1] = -height;
    }
    /* END SOLUTION */
}
