#include "dataset.h"
#include "nuts.h"
#include "perceptron.h"
#include "probe.h"

#include <stdio.h>
#include <stdlib.h>

/* How many of n examples are classified wrongly. */
static size_t count_errors(const real *x, const int *labels, const real *w,
                           real b, size_t n, size_t in)
{
    size_t errors = 0;
    for (size_t i = 0; i < n; i++) {
        errors += perceptron_predict(x + i * in, w, b, in) != labels[i];
    }
    return errors;
}

/* ---- 1.M1 The nuts ---- */

static void learn_nuts(Verdict *v)
{
    enum { MAX_EPOCHS = 1000 };
    real x[NUTS * NUT_FEATURES], w[NUT_FEATURES] = {0}, b = 0;
    int labels[NUTS];
    size_t errors[MAX_EPOCHS];
    nuts_draw(NUTS_SEED, x, labels, NUTS);
    size_t epochs = perceptron_train(x, labels, 1, MAX_EPOCHS, w, &b, errors,
                                     NUTS, NUT_FEATURES);
    size_t wrong = count_errors(x, labels, w, b, NUTS, NUT_FEATURES);
    require(v, epochs > 0 && epochs < MAX_EPOCHS,
            "Training took %zu epochs; it should end before %d.", epochs,
            MAX_EPOCHS);
    require(v, wrong == 0,
            "After %zu epochs %zu of %d nuts are on the wrong "
            "side; expected none.",
            epochs, wrong, NUTS);
}

MILESTONE(1, M1, learn_nuts, 5);

/* ---- 1.M2 AND and OR ---- */

static void learn_table(Verdict *v, const char *name, const int *labels)
{
    enum { MAX_EPOCHS = 100 };
    static const real corners[] = {0, 0, 0, 1, 1, 0, 1, 1};
    real w[2] = {0}, b = 0;
    size_t errors[MAX_EPOCHS];
    perceptron_train(corners, labels, 1, MAX_EPOCHS, w, &b, errors, 4, 2);
    for (int i = 0; i < 4; i++) {
        const real *x = corners + 2 * i;
        int answer = perceptron_predict(x, w, b, 2);
        require(v, answer == labels[i],
                "%s of (%g, %g): expected %+d, got %+d, with w = (%g, %g), "
                "b = %g.",
                name, (double)x[0], (double)x[1], labels[i], answer,
                (double)w[0], (double)w[1], (double)b);
    }
}

static void learn_and_or(Verdict *v)
{
    learn_table(v, "AND", (int[]){-1, -1, -1, 1});
    learn_table(v, "OR", (int[]){-1, 1, 1, 1});
}

MILESTONE(1, M2, learn_and_or, 5);

/* ---- 1.M3 Is it a zero? ---- */

enum { PIXELS = 784, EPOCHS = 10 };

typedef struct Digits {
    real *x;     /* [count][PIXELS], 0 to 1 */
    int *labels; /* [count], +1 for a zero */
    size_t count;
} Digits;

static void digits_free(Digits *digits)
{
    free(digits->x);
    free(digits->labels);
}

static bool digits_load(Digits *digits, const char *part, Error *error)
{
    Dataset set;
    if (!dataset_load(&set, "mnist", part, error)) {
        return false;
    }
    digits->count = set.count;
    digits->x = calloc(set.count * PIXELS, sizeof *digits->x);
    digits->labels = calloc(set.count, sizeof *digits->labels);
    bool fits = set.rows * set.columns == PIXELS && digits->x != NULL &&
                digits->labels != NULL;
    for (size_t i = 0; fits && i < set.count * PIXELS; i++) {
        digits->x[i] = (real)set.pixels[i] / 255;
    }
    for (size_t i = 0; fits && i < set.count; i++) {
        digits->labels[i] = set.labels[i] == 0 ? 1 : -1;
    }
    dataset_free(&set);
    return fits || error_set(error,
                             "mnist: expected pictures of %d pixels, and "
                             "memory for them",
                             PIXELS);
}

static void recognise_zeros(Verdict *v)
{
    Digits train = {0}, test = {0};
    Error error;
    if (!digits_load(&train, "train", &error) ||
        !digits_load(&test, "t10k", &error)) {
        no_data(v, error.text);
        digits_free(&train);
        digits_free(&test);
        return;
    }
    real w[PIXELS] = {0}, b = 0;
    size_t errors[EPOCHS];
    perceptron_train(train.x, train.labels, 1, EPOCHS, w, &b, errors,
                     train.count, PIXELS);
    size_t wrong = count_errors(test.x, test.labels, w, b, test.count, PIXELS);
    double accuracy = 100 - 100.0 * (double)wrong / (double)test.count;
    require(v, accuracy >= 98,
            "On the %zu test pictures %.2f %% are right; expected at least "
            "98 %%.",
            test.count, accuracy);
    digits_free(&train);
    digits_free(&test);
}

MILESTONE(1, M3, recognise_zeros, 15);
