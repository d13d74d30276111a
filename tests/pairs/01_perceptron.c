/* Two mistakes in one function at once: the diagnosis and the section name
   those two. */
#include "perceptron.h"
#include "probe.h"

/* NOLINTBEGIN(readability-non-const-parameter): it should change b */
static bool wrong_sign_and_bias_stays(const real *x, int label,
                                      real learning_rate, real *w, real *b,
                                      size_t in)
{
    if (perceptron_predict(x, w, *b, in) == label) {
        return false;
    }
    for (size_t i = 0; i < in; i++) {
        w[i] -= learning_rate * (real)label * x[i];
    }
    return true;
}
/* NOLINTEND(readability-non-const-parameter) */
MISTAKE(perceptron_update, wrong_sign_and_bias_stays, "wrong_sign",
        "bias_stays");

static bool always_and_no_rate(const real *x, int label, real learning_rate,
                               real *w, real *b, size_t in)
{
    (void)learning_rate;
    bool wrong = perceptron_predict(x, w, *b, in) != label;
    for (size_t i = 0; i < in; i++) {
        w[i] += (real)label * x[i];
    }
    *b += (real)label;
    return wrong;
}
MISTAKE(perceptron_update, always_and_no_rate, "updates_always",
        "forgets_learning_rate");

static int swapped_and_boundary(const real *x, const real *w, real b, size_t in)
{
    return perceptron_score(x, w, b, in) >= 0 ? -1 : 1;
}
MISTAKE(perceptron_predict, swapped_and_boundary, "classes_swapped",
        "boundary_is_positive");

static real no_bias_and_short(const real *x, const real *w, real b, size_t in)
{
    (void)b;
    return perceptron_score(x, w, 0, in - 1);
}
MISTAKE(perceptron_score, no_bias_and_short, "forgets_bias",
        "skips_last_feature");

static void behind_and_zero(const real *x, real *y, size_t n, size_t in)
{
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < in; k++) {
            y[i * (in + 1) + k] = x[i * in + k];
        }
        y[i * (in + 1) + in] = 0;
    }
}
MISTAKE(augment, behind_and_zero, "one_behind", "zero_in_front");
