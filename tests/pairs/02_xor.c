/* Two mistakes in one function at once: the diagnosis and the section name
   those two. */
#include "perceptron.h"
#include "probe.h"
#include "xor.h"

static void transposed_and_no_bias(const real *x, const real *w, const real *b,
                                   real *y, size_t in, size_t out)
{
    (void)b;
    for (size_t o = 0; o < out; o++) {
        real z = 0;
        for (size_t i = 0; i < in; i++) {
            z += w[i * out + o] * x[i];
        }
        y[o] = sigmoid(z);
    }
}
MISTAKE(layer_forward, transposed_and_no_bias, "transposed_weights", "no_bias");

static void no_bias_and_no_sigmoid(const real *x, const real *w, const real *b,
                                   real *y, size_t in, size_t out)
{
    (void)b;
    for (size_t o = 0; o < out; o++) {
        y[o] = perceptron_score(x, w + o * in, 0, in);
    }
}
MISTAKE(layer_forward, no_bias_and_no_sigmoid, "no_bias", "no_sigmoid");

static void order_and_bias(const real *w1, const real *b1, const real *w2,
                           const real *b2, real *w, real *b, size_t in,
                           size_t hidden, size_t out)
{
    (void)b1;
    for (size_t o = 0; o < out; o++) {
        b[o] = b2[o];
        for (size_t i = 0; i < in; i++) {
            w[o * in + i] = 0;
            for (size_t h = 0; h < hidden; h++) {
                w[o * in + i] += w1[o * hidden + h] * w2[h * in + i];
            }
        }
    }
}
MISTAKE(collapse, order_and_bias, "product_in_wrong_order", "first_bias_lost");

static real upside_down_and_not_scaled(real x, real left, real right,
                                       real height, real s)
{
    return height * (sigmoid(s * x - right) - sigmoid(s * x - left));
}
MISTAKE(bump, upside_down_and_not_scaled, "upside_down", "edge_not_scaled");

static void left_end_and_sign(real (*f)(real), real low, real high, real s,
                              real *w, real *b, real *v, size_t bumps)
{
    real width = (high - low) / (real)bumps;
    for (size_t k = 0; k < bumps; k++) {
        real left = low + width * (real)k;
        w[2 * k] = w[2 * k + 1] = s;
        b[2 * k] = s * left;
        b[2 * k + 1] = s * (left + width);
        v[2 * k] = f(left);
        v[2 * k + 1] = -v[2 * k];
    }
}
MISTAKE(approximate, left_end_and_sign, "height_at_left_end", "bias_positive");
