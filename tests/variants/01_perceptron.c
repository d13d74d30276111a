#include "perceptron.h"
#include "probe.h"

static real bias_last(const real *x, const real *w, real b, size_t in)
{
    real sum = 0;
    for (size_t i = 0; i < in; i++) {
        sum += x[i] * w[i];
    }
    return sum + b;
}
MISTAKE(perceptron_score, bias_last, "", "");

static real backwards(const real *x, const real *w, real b, size_t in)
{
    real sum = b;
    while (in-- > 0) {
        sum = fma(w[in], x[in], sum);
    }
    return sum;
}
MISTAKE(perceptron_score, backwards, "", "");

static real two_sums(const real *x, const real *w, real b, size_t in)
{
    real even = 0, odd = 0;
    for (size_t i = 0; i + 1 < in; i += 2) {
        even += w[i] * x[i];
        odd += w[i + 1] * x[i + 1];
    }
    if (in % 2 == 1) {
        even += w[in - 1] * x[in - 1];
    }
    return even + odd + b;
}
MISTAKE(perceptron_score, two_sums, "", "");

static int without_calling_score(const real *x, const real *w, real b,
                                 size_t in)
{
    real sum = 0;
    for (size_t i = in; i > 0; i--) {
        sum += w[i - 1] * x[i - 1];
    }
    if (sum > -b) {
        return 1;
    }
    return -1;
}
MISTAKE(perceptron_predict, without_calling_score, "", "");

static bool by_error(const real *x, int label, real learning_rate, real *w,
                     real *b, size_t in)
{
    int error = (label - perceptron_predict(x, w, *b, in)) / 2;
    *b += learning_rate * (real)error;
    for (size_t i = in; i-- > 0;) {
        w[i] += learning_rate * (real)error * x[i];
    }
    return error != 0;
}
MISTAKE(perceptron_update, by_error, "", "");

static bool by_cases(const real *x, int label, real learning_rate, real *w,
                     real *b, size_t in)
{
    real score = perceptron_score(x, w, *b, in);
    real sign = 0;
    if (score > 0 && label < 0) {
        sign = -1;
    } else if (score <= 0 && label > 0) {
        sign = 1;
    }
    for (size_t i = 0; i < in; i++) {
        w[i] = w[i] + x[i] * (sign * learning_rate);
    }
    *b = *b + sign * learning_rate;
    return sign != 0;
}
MISTAKE(perceptron_update, by_cases, "", "");

static size_t until_no_errors(const real *x, const int *labels,
                              real learning_rate, size_t max_epochs, real *w,
                              real *b, size_t *errors, size_t n, size_t in)
{
    size_t epoch = 0;
    bool done = false;
    while (!done && epoch < max_epochs) {
        size_t wrong = 0;
        for (size_t i = 0; i < n; i++) {
            wrong += perceptron_update(&x[i * in], labels[i], learning_rate, w,
                                       b, in);
        }
        errors[epoch++] = wrong;
        done = wrong == 0;
    }
    return epoch;
}
MISTAKE(perceptron_train, until_no_errors, "", "");

static size_t clears_all_errors_first(const real *x, const int *labels,
                                      real learning_rate, size_t max_epochs,
                                      real *w, real *b, size_t *errors,
                                      size_t n, size_t in)
{
    for (size_t e = 0; e < max_epochs; e++) {
        errors[e] = 0;
    }
    size_t run = 0;
    for (; run < max_epochs; run++) {
        for (size_t i = 0; i < n; i++) {
            if (perceptron_update(x + i * in, labels[i], learning_rate, w, b,
                                  in)) {
                errors[run] += 1;
            }
        }
        if (errors[run] == 0) {
            return run + 1;
        }
    }
    return run;
}
MISTAKE(perceptron_train, clears_all_errors_first, "", "");

static void ones_first(const real *x, real *y, size_t n, size_t in)
{
    for (size_t i = 0; i < n; i++) {
        y[i * (in + 1)] = 1;
    }
    for (size_t k = n * in; k-- > 0;) {
        y[k / in * (in + 1) + 1 + k % in] = x[k];
    }
}
MISTAKE(augment, ones_first, "", "");

static real by_pointer(const real *x, const real *w, real b, size_t in)
{
    for (const real *end = x + in; x < end;) {
        b += *x++ * *w++;
    }
    return b;
}
MISTAKE(perceptron_score, by_pointer, "", "");

static real in_double(const real *x, const real *w, real b, size_t in)
{
    double sum = 0;
    for (size_t i = 0; i < in; i++) {
        sum += (double)w[i] * (double)x[i];
    }
    return (real)(sum + (double)b);
}
MISTAKE(perceptron_score, in_double, "", "");

static int by_arithmetic(const real *x, const real *w, real b, size_t in)
{
    return 2 * (perceptron_score(x, w, b, in) > 0) - 1;
}
MISTAKE(perceptron_predict, by_arithmetic, "", "");

static int negated(const real *x, const real *w, real b, size_t in)
{
    if (perceptron_score(x, w, b, in) <= 0) {
        return -1;
    }
    return +1;
}
MISTAKE(perceptron_predict, negated, "", "");

static bool bias_before_weights(const real *x, int label, real learning_rate,
                                real *w, real *b, size_t in)
{
    if (perceptron_predict(x, w, *b, in) != label) {
        *b += label * learning_rate;
        for (size_t i = 0; i < in; ++i) {
            w[i] += x[i] * label * learning_rate;
        }
        return true;
    }
    return false;
}
MISTAKE(perceptron_update, bias_before_weights, "", "");

static bool adds_or_subtracts(const real *x, int label, real learning_rate,
                              real *w, real *b, size_t in)
{
    bool positive = perceptron_score(x, w, *b, in) > 0;
    if (positive == (label > 0)) {
        return false;
    }
    if (label > 0) {
        for (size_t i = 0; i < in; i++) {
            w[i] += learning_rate * x[i];
        }
        *b += learning_rate;
    } else {
        for (size_t i = 0; i < in; i++) {
            w[i] -= learning_rate * x[i];
        }
        *b -= learning_rate;
    }
    return true;
}
MISTAKE(perceptron_update, adds_or_subtracts, "", "");

static size_t walks_by_pointer(const real *x, const int *labels,
                               real learning_rate, size_t max_epochs, real *w,
                               real *b, size_t *errors, size_t n, size_t in)
{
    size_t epochs = 0;
    while (epochs < max_epochs) {
        const real *example = x;
        *errors = 0;
        for (size_t i = 0; i < n; i++, example += in) {
            *errors +=
                perceptron_update(example, labels[i], learning_rate, w, b, in);
        }
        epochs++;
        if (*errors++ == 0) {
            break;
        }
    }
    return epochs;
}
MISTAKE(perceptron_train, walks_by_pointer, "", "");

static size_t predicts_first(const real *x, const int *labels,
                             real learning_rate, size_t max_epochs, real *w,
                             real *b, size_t *errors, size_t n, size_t in)
{
    for (size_t e = 0; e < max_epochs; e++) {
        size_t count = 0;
        for (size_t i = 0; i < n; i++) {
            if (perceptron_predict(x + i * in, w, *b, in) != labels[i]) {
                count++;
                perceptron_update(x + i * in, labels[i], learning_rate, w, b,
                                  in);
            }
        }
        errors[e] = count;
        if (!count) {
            return e + 1;
        }
    }
    return max_epochs;
}
MISTAKE(perceptron_train, predicts_first, "", "");

static void backwards_augment(const real *x, real *y, size_t n, size_t in)
{
    for (size_t i = n; i-- > 0;) {
        for (size_t j = in; j-- > 0;) {
            y[i * (in + 1) + j + 1] = x[i * in + j];
        }
        y[i * (in + 1)] = (real)1.0;
    }
}
MISTAKE(augment, backwards_augment, "", "");

static void one_flat_loop(const real *x, real *y, size_t n, size_t in)
{
    for (size_t k = 0; k < n * (in + 1); k++) {
        size_t row = k / (in + 1), column = k % (in + 1);
        y[k] = column == 0 ? 1 : x[row * in + column - 1];
    }
}
MISTAKE(augment, one_flat_loop, "", "");
