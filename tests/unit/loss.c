/* Losses of pictures, whose places are examples of their own. */
#include "loss.h"
#include "backprop.h"

#include <criterion/criterion.h>
#include <math.h>

enum { N = 2, C = 3, H = 2, W = 5, PLACES = H * W };

/* Where channel c of place p of example e stands in NCHW. */
static size_t at(size_t e, size_t c, size_t p)
{
    return (e * C + c) * PLACES + p;
}

Test(loss, cross_entropy_of_a_picture_is_that_of_its_places_as_examples)
{
    const Loss *loss = loss_named("cross_entropy", NULL);
    real y[N * C * PLACES], dy[N * C * PLACES];
    real rows[N * PLACES * C], slopes[N * PLACES * C];
    int labels[N * PLACES];
    for (size_t i = 0; i < N * PLACES; i++) {
        labels[i] = (int)(i * i % C);
        for (size_t c = 0; c < C; c++) {
            rows[i * C + c] = (real)((7 * i + 5 * c) % 11) / 4;
            y[at(i / PLACES, c, i % PLACES)] = rows[i * C + c];
        }
    }
    cross_entropy_backward(rows, labels, slopes, N * PLACES, C);
    real expected = cross_entropy(rows, labels, N * PLACES, C);
    Target target = {.labels = labels};
    Shape shape = {C, H, W};
    cr_expect_lt(fabs(loss->value(y, target, NULL, N, shape) - expected), 1e-6);
    cr_expect_lt(fabs(loss->value(y, target, dy, N, shape) - expected), 1e-6);
    for (size_t i = 0; i < N * PLACES; i++) {
        for (size_t c = 0; c < C; c++) {
            real slope = dy[at(i / PLACES, c, i % PLACES)];
            cr_expect_lt(fabs(slope - slopes[i * C + c]), 1e-7);
        }
    }
}
