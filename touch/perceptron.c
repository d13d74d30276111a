/* The perceptron of chapter 1 over its nuts, one mistake after the other. */
#include "perceptron.h"
#include "nuts.h"
#include "touch.h"

static real x[NUTS * NUT_FEATURES];
static int labels[NUTS];
static real w[NUT_FEATURES + 1]; /* the last one is b */
static size_t next, errors;
static struct {
    int epochs, mistakes, done;
} told;

TOUCH(nuts) real *nuts(void)
{
    nuts_draw(NUTS_SEED, x, labels, NUTS);
    return x;
}

TOUCH(labels) int *nut_labels(void)
{
    return labels;
}

TOUCH(weights) real *weights(void)
{
    return w;
}

/* epochs that have ended, mistakes so far, whether an epoch had none */
TOUCH(told) const void *what_happened(void)
{
    return &told;
}

TOUCH(begin) void begin(real w1, real w2, real b)
{
    w[0] = w1;
    w[1] = w2;
    w[2] = b;
    next = errors = 0;
    told.epochs = told.mistakes = told.done = 0;
}

/* Goes on to the next mistake and learns from it. Returns which nut it was, or
   −1 if an epoch has ended without one. */
TOUCH(step) int step(void)
{
    while (!told.done) {
        size_t i = next++;
        bool wrong = perceptron_update(x + i * NUT_FEATURES, labels[i], 1, w,
                                       &w[NUT_FEATURES], NUT_FEATURES);
        told.mistakes += wrong;
        errors += wrong;
        if (next == NUTS) {
            told.epochs++;
            told.done = errors == 0;
            next = errors = 0;
        }
        if (wrong) {
            return (int)i;
        }
    }
    return -1;
}
