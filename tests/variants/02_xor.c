#include "perceptron.h"
#include "probe.h"
#include "xor.h"

static void input_by_input(const real *x, const real *w, const real *b, real *y,
                           size_t in, size_t out)
{
    for (size_t o = 0; o < out; o++) {
        y[o] = b[o];
    }
    for (size_t i = 0; i < in; i++) {
        for (size_t o = 0; o < out; o++) {
            y[o] += w[o * in + i] * x[i];
        }
    }
    for (size_t o = 0; o < out; o++) {
        y[o] = sigmoid(y[o]);
    }
}
MISTAKE(layer_forward, input_by_input, "", "");

static void backwards_bias_last(const real *x, const real *w, const real *b,
                                real *y, size_t in, size_t out)
{
    for (size_t o = out; o-- > 0;) {
        real z = 0;
        for (size_t i = in; i-- > 0;) {
            z = fma(w[o * in + i], x[i], z);
        }
        y[o] = sigmoid(z + b[o]);
    }
}
MISTAKE(layer_forward, backwards_bias_last, "", "");

static void by_definition(const real *x, const real *w, const real *b, real *y,
                          size_t in, size_t out)
{
    for (size_t o = 0; o < out; o++, w += in) {
        y[o] = 1 / (1 + exp(-perceptron_score(x, w, b[o], in)));
    }
}
MISTAKE(layer_forward, by_definition, "", "");

static void by_tanh(const real *x, const real *w, const real *b, real *y,
                    size_t in, size_t out)
{
    for (size_t o = 0; o < out; o++) {
        real z = perceptron_score(x, w + o * in, b[o], in);
        y[o] = (1 + tanh(z / 2)) / 2;
    }
}
MISTAKE(layer_forward, by_tanh, "", "");

static void each_without_the_other(real *w, real *b, real *v, real *c)
{
    const real steep = 40;
    w[0] = steep; /* x1 and not x2 */
    w[1] = -steep;
    w[2] = -steep; /* x2 and not x1 */
    w[3] = steep;
    b[0] = b[1] = -steep / 2;
    v[0] = v[1] = 1;
    *c = (real)-0.5;
}
MISTAKE(xor_weights, each_without_the_other, "", "");

static void units_exchanged(real *w, real *b, real *v, real *c)
{
    w[0] = w[1] = 20; /* AND */
    b[0] = -30;
    w[2] = w[3] = 20; /* OR */
    b[1] = -10;
    v[0] = -1;
    v[1] = 1;
    *c = (real)-0.5;
}
MISTAKE(xor_weights, units_exchanged, "", "");

static void nand_and_or(real *w, real *b, real *v, real *c)
{
    w[0] = w[1] = -8;
    b[0] = 12;
    w[2] = w[3] = 8;
    b[1] = -4;
    v[0] = v[1] = 3;
    *c = (real)-4.5;
}
MISTAKE(xor_weights, nand_and_or, "", "");

static void very_steep(real *w, real *b, real *v, real *c)
{
    w[0] = w[1] = w[2] = w[3] = 1000;
    b[0] = -500;
    b[1] = -1500;
    v[0] = 1000;
    v[1] = -2000;
    *c = -500;
}
MISTAKE(xor_weights, very_steep, "", "");

static void hidden_outermost(const real *w1, const real *b1, const real *w2,
                             const real *b2, real *w, real *b, size_t in,
                             size_t hidden, size_t out)
{
    for (size_t k = 0; k < out * in; k++) {
        w[k] = 0;
    }
    for (size_t o = 0; o < out; o++) {
        b[o] = 0;
    }
    for (size_t h = 0; h < hidden; h++) {
        for (size_t o = 0; o < out; o++) {
            b[o] += w2[o * hidden + h] * b1[h];
            for (size_t i = 0; i < in; i++) {
                w[o * in + i] += w2[o * hidden + h] * w1[h * in + i];
            }
        }
    }
    for (size_t o = 0; o < out; o++) {
        b[o] += b2[o];
    }
}
MISTAKE(collapse, hidden_outermost, "", "");

static void sums_backwards(const real *w1, const real *b1, const real *w2,
                           const real *b2, real *w, real *b, size_t in,
                           size_t hidden, size_t out)
{
    for (size_t o = out; o-- > 0;) {
        for (size_t i = in; i-- > 0;) {
            real sum = 0;
            for (size_t h = hidden; h-- > 0;) {
                sum = fma(w2[o * hidden + h], w1[h * in + i], sum);
            }
            w[o * in + i] = sum;
        }
        b[o] = perceptron_score(b1, w2 + o * hidden, b2[o], hidden);
    }
}
MISTAKE(collapse, sums_backwards, "", "");

static real four_products(real x, real left, real right, real height, real s)
{
    return height * sigmoid(s * x - s * left) -
           height * sigmoid(s * x - s * right);
}
MISTAKE(bump, four_products, "", "");

static real tanh_difference(real x, real left, real right, real height, real s)
{
    return height / 2 * (tanh(s * (x - left) / 2) - tanh(s * (x - right) / 2));
}
MISTAKE(bump, tanh_difference, "", "");

static real mirrored_sides(real x, real left, real right, real height, real s)
{
    return height * (sigmoid(s * (right - x)) - sigmoid(s * (left - x)));
}
MISTAKE(bump, mirrored_sides, "", "");

static real without_given_sigmoid(real x, real left, real right, real height,
                                  real s)
{
    real up = 1 / (1 + exp(-s * (x - left)));
    real down = 1 / (1 + exp(-s * (x - right)));
    return height * (up - down);
}
MISTAKE(bump, without_given_sigmoid, "", "");

static void edges_by_fraction(real (*f)(real), real low, real high, real s,
                              real *w, real *b, real *v, size_t bumps)
{
    for (size_t k = 0; k < bumps; k++) {
        real n = (real)bumps;
        real left = low + (high - low) * (real)k / n;
        real right = low + (high - low) * (real)(k + 1) / n;
        real middle = low + (high - low) * (real)(2 * k + 1) / (2 * n);
        w[2 * k] = w[2 * k + 1] = s;
        b[2 * k] = s * -left;
        b[2 * k + 1] = s * -right;
        v[2 * k] = f(middle);
        v[2 * k + 1] = -f(middle);
    }
}
MISTAKE(approximate, edges_by_fraction, "", "");

static void walking_along(real (*f)(real), real low, real high, real s, real *w,
                          real *b, real *v, size_t bumps)
{
    real width = (high - low) / (real)bumps;
    real left = low;
    for (size_t k = 0; k < bumps; k++, left += width) {
        *w++ = s;
        *b++ = -left * s;
        *v++ = f(left + width / 2);
        *w++ = s;
        *b++ = -(left + width) * s;
        *v = -v[-1];
        v++;
    }
}
MISTAKE(approximate, walking_along, "", "");

static void units_mirrored(real (*f)(real), real low, real high, real s,
                           real *w, real *b, real *v, size_t bumps)
{
    approximate(f, low, high, s, w, b, v, bumps);
    for (size_t j = 0; j < 2 * bumps; j++) {
        w[j] = -w[j];
        b[j] = -b[j];
        v[j] = -v[j];
    }
}
MISTAKE(approximate, units_mirrored, "", "");

static void sides_in_two_halves(real (*f)(real), real low, real high, real s,
                                real *w, real *b, real *v, size_t bumps)
{
    real width = (high - low) / (real)bumps;
    for (size_t k = 0; k < bumps; k++) {
        real left = low + width * (real)k;
        w[k] = w[bumps + k] = s;
        b[k] = -s * left;
        b[bumps + k] = -s * (left + width);
        v[k] = f(left + width / 2);
        v[bumps + k] = -v[k];
    }
}
MISTAKE(approximate, sides_in_two_halves, "", "");
