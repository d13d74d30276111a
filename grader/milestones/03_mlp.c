#include "dataset.h"
#include "digits.h"
#include "mlp.h"
#include "probe.h"

#include <stdio.h>
#include <stdlib.h>

enum { BATCH = 100, PICTURES = 10000, SIDE = 28 };

/* The given network: dense, ReLU, dense. At most BATCH examples at a time.
   x: [n][DIGITS_IN]; scores: [n][DIGITS_OUT]. */
static void forward(const real *x, real *scores, size_t n)
{
    static real h[BATCH * DIGITS_HIDDEN];
    const DigitsMlp *d = &digits_mlp;
    dense_forward(x, *d->w1, d->b1, h, n, DIGITS_IN, DIGITS_HIDDEN);
    activate(RELU, h, h, n * DIGITS_HIDDEN);
    dense_forward(h, *d->w2, d->b2, scores, n, DIGITS_HIDDEN, DIGITS_OUT);
}

/* Whether got equals expected as well as float allows; a NaN does not. */
static bool close_to(double got, double expected)
{
    return fabs(got - expected) <= 1e-4 * (1 + fabs(expected));
}

/* The softmax of one row of scores, in double. */
static void probabilities_of(const real *scores, double *p)
{
    double largest = (double)scores[0], sum = 0;
    for (int k = 1; k < DIGITS_OUT; k++) {
        largest = fmax(largest, (double)scores[k]);
    }
    for (int k = 0; k < DIGITS_OUT; k++) {
        p[k] = exp((double)scores[k] - largest);
        sum += p[k];
    }
    for (int k = 0; k < DIGITS_OUT; k++) {
        p[k] /= sum;
    }
}

/* ---- 3.M1 Ten digits ---- */

static void ten_digits(Verdict *v)
{
    real scores[DIGITS_SAMPLES][DIGITS_OUT], p[DIGITS_SAMPLES][DIGITS_OUT];
    const DigitsMlp *d = &digits_mlp;
    double loss = 0;
    forward(*d->x, *scores, DIGITS_SAMPLES);
    softmax(*scores, *p, DIGITS_SAMPLES, DIGITS_OUT);
    for (int s = 0; s < DIGITS_SAMPLES; s++) {
        double expected[DIGITS_OUT];
        probabilities_of(d->scores[s], expected);
        loss -= log(expected[d->labels[s]]) / DIGITS_SAMPLES;
        for (int k = 0; k < DIGITS_OUT; k++) {
            if (!require(
                    v, close_to((double)scores[s][k], (double)d->scores[s][k]),
                    "Picture %d (a %d): the score of digit %d should be "
                    "%.5f, it is %.5f.",
                    s + 1, d->labels[s], k, (double)d->scores[s][k],
                    (double)scores[s][k]) ||
                !require(v, close_to((double)p[s][k], expected[k]),
                         "Picture %d (a %d): the scores are right, but the "
                         "probability of digit %d should be %.5f, it is %.5f.",
                         s + 1, d->labels[s], k, expected[k],
                         (double)p[s][k])) {
                return;
            }
        }
    }
    double got =
        (double)cross_entropy(*scores, d->labels, DIGITS_SAMPLES, DIGITS_OUT);
    require(v, close_to(got, loss),
            "The scores are right, but the cross-entropy of the ten pictures "
            "should be %.5f, it is %.5f.",
            loss, got);
}

MILESTONE(3, M1, ten_digits, 5);

/* ---- 3.M2 Ten thousand digits ---- */

/* Scores of n pictures of the set, from number first on. */
static void forward_pictures(const Dataset *pictures, size_t first, size_t n,
                             real *scores)
{
    static real x[BATCH * DIGITS_IN];
    for (size_t e = 0; e < n; e++) {
        digits_shrink(pictures->pixels + (first + e) * SIDE * SIDE,
                      x + e * DIGITS_IN);
    }
    forward(x, scores, n);
}

static bool is_right(const real *scores, int label)
{
    for (int k = 0; k < DIGITS_OUT; k++) {
        if (k != label && !(scores[label] > scores[k])) {
            return false;
        }
    }
    return true;
}

static void all_digits(Verdict *v)
{
    Dataset pictures;
    Error error;
    if (!dataset_load(&pictures, "mnist", "t10k", &error)) {
        no_data(v, error.text);
        return;
    }
    if (pictures.count != PICTURES || pictures.rows != SIDE ||
        pictures.columns != SIDE) {
        no_data(v, "data/mnist does not hold MNIST's 10 000 test pictures");
        dataset_free(&pictures);
        return;
    }
    static real scores[BATCH * DIGITS_OUT];
    size_t right = 0;
    double loss = 0;
    for (size_t first = 0; first < PICTURES; first += BATCH) {
        int labels[BATCH];
        forward_pictures(&pictures, first, BATCH, scores);
        for (size_t e = 0; e < BATCH; e++) {
            labels[e] = pictures.labels[first + e];
            right += is_right(scores + e * DIGITS_OUT, labels[e]);
        }
        loss += (double)cross_entropy(scores, labels, BATCH, DIGITS_OUT) *
                BATCH / PICTURES;
    }
    dataset_free(&pictures);
    /* Rounding in float may turn an answer over that is all but undecided. */
    enum { UNDECIDED_ONES = 3 };
    const DigitsMlp *d = &digits_mlp;
    require(v,
            right + UNDECIDED_ONES >= d->right &&
                right <= d->right + UNDECIDED_ONES,
            "Of the test pictures %zu should be recognised; yours: %zu.",
            d->right, right);
    require(v, close_to(loss, (double)d->cross_entropy),
            "The mean cross-entropy should be %.5f, it is %.5f.",
            (double)d->cross_entropy, loss);
}

MILESTONE(3, M2, all_digits, 20);
