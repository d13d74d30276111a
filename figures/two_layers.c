/* Two layers without an activation function, and the one layer that does the
   same. */
#include "figure.h"
#include "perceptron.h"
#include "xor.h"

enum { IN = 2, HIDDEN = 3, OUT = 2 };

static const real w1[HIDDEN * IN] = {1, 2, 0, -1, 3, 1};
static const real b1[HIDDEN] = {1, 0, -2};
static const real w2[OUT * HIDDEN] = {1, 0, 2, -1, 4, 1};
static const real b2[OUT] = {0, 5};

static void print_layer(const char *name, const real *w, const real *b, int in,
                        int out)
{
    for (int o = 0; o < out; o++) {
        printf("%-10s", o == 0 ? name : "");
        for (int i = 0; i < in; i++) {
            printf("%4g", (double)w[o * in + i]);
        }
        printf("  | %3g\n", (double)b[o]);
    }
}

/* y = W x + b, without a sigmoid. */
static void linear(const real *x, const real *w, const real *b, real *y,
                   size_t in, size_t out)
{
    for (size_t o = 0; o < out; o++) {
        y[o] = perceptron_score(x, w + o * in, b[o], in);
    }
}

int main(void)
{
    real w[OUT * IN], b[OUT];
    collapse(w1, b1, w2, b2, w, b, IN, HIDDEN, OUT);
    printf("%%%% weights\n");
    print_layer("W1 | b1", w1, b1, IN, HIDDEN);
    print_layer("W2 | b2", w2, b2, HIDDEN, OUT);
    print_layer("W  | b", w, b, IN, OUT);

    static const real xs[][IN] = {{0, 0}, {1, 0}, {0, 1}, {2, -3}};
    printf("%%%% points\n");
    printf("x          W2 (W1 x + b1) + b2    W x + b\n");
    for (size_t i = 0; i < sizeof xs / sizeof xs[0]; i++) {
        real hidden[HIDDEN], twice[OUT], once[OUT];
        linear(xs[i], w1, b1, hidden, IN, HIDDEN);
        linear(hidden, w2, b2, twice, HIDDEN, OUT);
        linear(xs[i], w, b, once, IN, OUT);
        printf("(%g, %2g)            (%3g, %3g)      (%3g, %3g)\n",
               (double)xs[i][0], (double)xs[i][1], (double)twice[0],
               (double)twice[1], (double)once[0], (double)once[1]);
    }
    return 0;
}
