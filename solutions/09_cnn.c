#include "cnn.h"
#include "mlp.h"
#include "optim.h"

#include <stdlib.h>

bool axis_plan(Axis *axis, size_t size, const char *name, Error *error)
{
    /* BEGIN SOLUTION 9.1 */
    size_t length = axis->dilation * (axis->window - 1) + 1;
    axis->size = size;
    axis->places = window_places(axis);
    if (axis->places == 0) {
        return error_set(error,
                         "%s: 1 + (%zu + 2 * %zu - %zu) / %zu is no whole "
                         "number above 0",
                         name, size, axis->padding, length, axis->stride);
    }
    return true;
    /* END SOLUTION */
}

bool conv_plan(Conv *conv, Shape in, Shape *out, Error *error)
{
    /* BEGIN SOLUTION 9.2 */
    conv->in_channels = in.c;
    if (in.c % conv->groups != 0 || conv->out_channels % conv->groups != 0) {
        return error_set(error,
                         "expected groups that divide %zu channels and %zu "
                         "filters, found %zu",
                         in.c, conv->out_channels, conv->groups);
    }
    if (!axis_plan(&conv->rows, in.h, "rows", error) ||
        !axis_plan(&conv->columns, in.w, "columns", error)) {
        return false;
    }
    out->c = conv->out_channels;
    out->h = conv->rows.places;
    out->w = conv->columns.places;
    return true;
    /* END SOLUTION */
}

void conv_cost(const Conv *conv, size_t *parameters, double *flops)
{
    /* BEGIN SOLUTION 9.3 */
    size_t weights = conv->out_channels * (conv->in_channels / conv->groups) *
                     conv->rows.window * conv->columns.window;
    double places = (double)conv->rows.places * (double)conv->columns.places;
    *parameters = weights + conv->out_channels;
    *flops = 2 * (double)weights * places;
    /* END SOLUTION */
}

void conv_layer_forward(const real *x, const real *w, const real *b,
                        real *padded, real *y, Padding kind, const Conv *conv,
                        size_t n)
{
    /* BEGIN SOLUTION 9.4 */
    size_t in = conv->in_channels * conv->rows.size * conv->columns.size;
    size_t out = conv->out_channels * conv->rows.places * conv->columns.places;
    for (size_t e = 0; e < n; e++) {
        pad(x + e * in, padded, kind, conv->in_channels, &conv->rows,
            &conv->columns);
        conv_forward(padded, w, b, y + e * out, conv);
    }
    /* END SOLUTION */
}

void conv_layer_backward(const real *x, const real *w, const real *dy,
                         real *padded, real *dpadded, real *dx, real *dw,
                         real *db, Padding kind, const Conv *conv, size_t n)
{
    /* BEGIN SOLUTION 9.5 */
    size_t in = conv->in_channels * conv->rows.size * conv->columns.size;
    size_t out = conv->out_channels * conv->rows.places * conv->columns.places;
    for (size_t e = 0; e < n; e++) {
        pad(x + e * in, padded, kind, conv->in_channels, &conv->rows,
            &conv->columns);
        conv_weight_gradient(padded, dy + e * out, dw, conv);
        conv_bias_gradient(dy + e * out, db, conv);
        if (dx != NULL) {
            conv_input_gradient(w, dy + e * out, dpadded, conv);
            pad_backward(dpadded, dx + e * in, kind, conv->in_channels,
                         &conv->rows, &conv->columns);
        }
    }
    /* END SOLUTION */
}

void split_channels(const unsigned char *x, real *y, size_t channels, size_t h,
                    size_t w)
{
    /* BEGIN SOLUTION 9.6 */
    for (size_t i = 0; i < h * w; i++) {
        for (size_t c = 0; c < channels; c++) {
            y[c * h * w + i] = (real)x[i * channels + c] / 255;
        }
    }
    /* END SOLUTION */
}

void recipe_step(real *w, real *g, real *v, size_t t, size_t total, double base,
                 real momentum, real decay, size_t weights, size_t count)
{
    /* BEGIN SOLUTION 9.7 */
    double rate = one_cycle(t, total, 0.3, base);
    add_weight_decay(w, g, decay, weights);
    nesterov_step(w, g, v, (real)rate, momentum, count);
    /* END SOLUTION */
}

void grey_levels(const real *x, unsigned char *grey, size_t count)
{
    /* BEGIN SOLUTION 9.8 */
    real least = x[0], most = x[0];
    for (size_t i = 0; i < count; i++) {
        least = x[i] < least ? x[i] : least;
        most = x[i] > most ? x[i] : most;
    }
    for (size_t i = 0; i < count; i++) {
        double level = 0;
        if (most > least) {
            level = 255 * (double)(x[i] - least) / (double)(most - least);
        }
        grey[i] = (unsigned char)(level + 0.5);
    }
    /* END SOLUTION */
}

void lay_out_maps(const unsigned char *x, unsigned char *sheet, size_t count,
                  size_t columns, size_t h, size_t w, unsigned char gap)
{
    /* BEGIN SOLUTION 9.9 */
    size_t rows = (count + columns - 1) / columns;
    size_t height = rows * (h + 1) - 1, width = columns * (w + 1) - 1;
    for (size_t i = 0; i < height * width; i++) {
        sheet[i] = gap;
    }
    for (size_t k = 0; k < count; k++) {
        size_t top = k / columns * (h + 1), left = k % columns * (w + 1);
        for (size_t i = 0; i < h; i++) {
            for (size_t j = 0; j < w; j++) {
                sheet[(top + i) * width + left + j] = x[(k * h + i) * w + j];
            }
        }
    }
    /* END SOLUTION */
}

void top_k(const real *scores, int *best, size_t count, size_t k)
{
    /* BEGIN SOLUTION 9.10 */
    for (size_t i = 0; i < k; i++) {
        best[i] = -1;
        for (int j = 0; j < (int)count; j++) {
            bool taken = false;
            for (size_t before = 0; before < i; before++) {
                taken = taken || best[before] == j;
            }
            if (!taken && (best[i] < 0 || scores[j] > scores[best[i]])) {
                best[i] = j;
            }
        }
    }
    /* END SOLUTION */
}

size_t worst_mistakes(const real *scores, const int *labels, int *worst,
                      size_t n, size_t classes, size_t k)
{
    /* BEGIN SOLUTION 9.11 */
    size_t found = 0;
    real before = INFINITY; /* the loss of the one that was taken last */
    int last = 0;
    while (found < k) {
        real largest = 0; /* of wrong answers, whose loss is above log 2 */
        int next = 0;
        for (int e = 0; e < (int)n; e++) {
            const real *row = scores + (size_t)e * classes;
            real loss = cross_entropy(row, labels + e, 1, classes);
            bool wrong = false;
            for (size_t c = 0; c < classes; c++) {
                wrong = wrong || row[c] > row[labels[e]];
            }
            bool open = loss < before || (loss == before && e > last);
            if (wrong && open && loss > largest) {
                next = e;
                largest = loss;
            }
        }
        if (largest == 0) {
            break;
        }
        worst[found++] = last = next;
        before = largest;
    }
    return found;
    /* END SOLUTION */
}

void find_ink(const unsigned char *grey, real *ink, size_t h, size_t w)
{
    /* BEGIN SOLUTION 9.12 */
    size_t counts[256] = {0}, border = 2 * (h + w) - 4, before = 0;
    for (size_t i = 0; i < h * w; i++) {
        size_t row = i / w, column = i % w;
        counts[grey[i]] +=
            row == 0 || row == h - 1 || column == 0 || column == w - 1;
    }
    int paper = 0;
    while (before + counts[paper] <= border / 2) {
        before += counts[paper++];
    }
    int most = 0;
    for (size_t i = 0; i < h * w; i++) {
        int strength = abs(grey[i] - paper);
        most = strength > most ? strength : most;
    }
    for (size_t i = 0; i < h * w; i++) {
        ink[i] = most > 0 ? (real)abs(grey[i] - paper) / (real)most : 0;
    }
    /* END SOLUTION */
}

bool ink_box(const real *x, real least, size_t h, size_t w, Box *box)
{
    /* BEGIN SOLUTION 9.13 */
    Box found = {h, w, 0, 0};
    for (size_t i = 0; i < h; i++) {
        for (size_t j = 0; j < w; j++) {
            if (x[i * w + j] < least) {
                continue;
            }
            found.top = i < found.top ? i : found.top;
            found.left = j < found.left ? j : found.left;
            found.bottom = i + 1;
            found.right = j + 1 > found.right ? j + 1 : found.right;
        }
    }
    *box = found;
    return found.bottom > 0;
    /* END SOLUTION */
}

void centre_of_mass(const real *x, size_t h, size_t w, double *row,
                    double *column)
{
    /* BEGIN SOLUTION 9.14 */
    double mass = 0, rows = 0, columns = 0;
    for (size_t i = 0; i < h; i++) {
        for (size_t j = 0; j < w; j++) {
            double ink = (double)x[i * w + j];
            mass += ink;
            rows += ink * (double)i;
            columns += ink * (double)j;
        }
    }
    *row = rows / mass;
    *column = columns / mass;
    /* END SOLUTION */
}
