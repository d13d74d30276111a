#include "cnn.h"
#include "mlp.h"
#include "optim.h"
#include "probe.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- Plans ---- */

static bool axis_in_other_words(Axis *axis, size_t size, const char *name,
                                Error *error)
{
    axis->size = size;
    if ((axis->places = window_places(axis)) > 0) {
        return true;
    }
    return error_set(error, "axis %s: (%zu + 2·%zu − %zu) / %zu + 1 places",
                     name, size, axis->padding,
                     axis->dilation * (axis->window - 1) + 1, axis->stride);
}
MISTAKE(axis_plan, axis_in_other_words, "", "");

/* Without error_set, and with the numbers in another order. */
static bool axis_by_snprintf(Axis *axis, size_t size, const char *name,
                             Error *error)
{
    size_t length = axis->dilation * axis->window - axis->dilation + 1;
    *axis = (Axis){.size = size,
                   .window = axis->window,
                   .stride = axis->stride,
                   .padding = axis->padding,
                   .dilation = axis->dilation};
    axis->places = window_places(axis);
    if (axis->places == 0) {
        snprintf(error->text, sizeof error->text,
                 "a window of length %zu with stride %zu does not fit on %zu "
                 "%s with a padding of %zu",
                 length, axis->stride, size, name, axis->padding);
    }
    return axis->places != 0;
}
MISTAKE(axis_plan, axis_by_snprintf, "", "");

static bool axis_by_division(Axis *axis, size_t size, const char *name,
                             Error *error)
{
    size_t room = size + 2 * axis->padding;
    size_t length = 1 + axis->dilation * (axis->window - 1);
    axis->size = size;
    if (length > room || (room - length) % axis->stride > 0) {
        axis->places = 0;
        error_set(error, "%s: 1+(%zu+2*%zu-%zu)/%zu", name, size, axis->padding,
                  length, axis->stride);
        return false;
    }
    axis->places = (room - length) / axis->stride + 1;
    return true;
}
MISTAKE(axis_plan, axis_by_division, "", "");

/* The axes first, the groups behind. */
static bool plan_axes_first(Conv *conv, Shape in, Shape *out, Error *error)
{
    if (!axis_plan(&conv->rows, in.h, "rows", error)) {
        return false;
    }
    if (!axis_plan(&conv->columns, in.w, "columns", error)) {
        return false;
    }
    conv->in_channels = in.c;
    *out = (Shape){conv->out_channels, conv->rows.places, conv->columns.places};
    bool good = in.c % conv->groups + conv->out_channels % conv->groups == 0;
    return good || error_set(error, "%zu groups cannot divide %zu and %zu",
                             conv->groups, in.c, conv->out_channels);
}
MISTAKE(conv_plan, plan_axes_first, "", "");

static bool plan_in_one(Conv *conv, Shape in, Shape *out, Error *error)
{
    size_t g = conv->groups;
    bool good =
        (in.c / g * g == in.c &&
         conv->out_channels / g * g == conv->out_channels)
            ? axis_plan(&conv->rows, in.h, "rows", error) &&
                  axis_plan(&conv->columns, in.w, "columns", error)
            : error_set(error, "channels: %zu, filters: %zu, groups: %zu", in.c,
                        conv->out_channels, g);
    conv->in_channels = in.c;
    out->c = conv->out_channels;
    out->h = conv->rows.places;
    out->w = conv->columns.places;
    return good;
}
MISTAKE(conv_plan, plan_in_one, "", "");

/* On copies, which are stored only if all is well. */
static bool plan_on_copies(Conv *conv, Shape in, Shape *out, Error *error)
{
    Conv plan = *conv;
    plan.in_channels = in.c;
    bool rows = axis_plan(&plan.rows, in.h, "rows", error);
    if (!rows) {
        return false;
    }
    if (!axis_plan(&plan.columns, in.w, "columns", error)) {
        return false;
    }
    const size_t both[2] = {in.c, plan.out_channels};
    for (int i = 0; i < 2; i++) {
        if (both[i] % plan.groups) {
            return error_set(error, "groups %zu: channels %zu, filters %zu",
                             plan.groups, both[0], both[1]);
        }
    }
    *conv = plan;
    out->c = plan.out_channels;
    out->h = plan.rows.places;
    out->w = plan.columns.places;
    return true;
}
MISTAKE(conv_plan, plan_on_copies, "", "");

/* ---- What it costs ---- */

static void cost_by_filter(const Conv *conv, size_t *parameters, double *flops)
{
    size_t weights = conv->rows.window * conv->columns.window *
                     conv->in_channels / conv->groups;
    *parameters = (weights + 1) * conv->out_channels;
    *flops = 2.0 * (double)weights * (double)conv->out_channels *
             (double)conv->rows.places * (double)conv->columns.places;
}
MISTAKE(conv_cost, cost_by_filter, "", "");

static void cost_in_doubles(const Conv *conv, size_t *parameters, double *flops)
{
    double one = (double)conv->rows.window * (double)conv->columns.window;
    double weights = one * (double)conv->in_channels / (double)conv->groups;
    double all = weights * (double)conv->out_channels;
    *parameters = (size_t)(all + (double)conv->out_channels);
    *flops = all * (double)conv->rows.places;
    *flops *= (double)conv->columns.places;
    *flops += *flops;
}
MISTAKE(conv_cost, cost_in_doubles, "", "");

static void cost_from_parameters(const Conv *conv, size_t *parameters,
                                 double *flops)
{
    const Axis *r = &conv->rows, *c = &conv->columns;
    size_t seen = conv->in_channels / conv->groups;
    *parameters =
        conv->out_channels + r->window * c->window * seen * conv->out_channels;
    double multiplications = (double)(*parameters - conv->out_channels) *
                             ((double)r->places * (double)c->places);
    *flops = multiplications + multiplications;
}
MISTAKE(conv_cost, cost_from_parameters, "", "");

/* ---- A layer ---- */

static void layer_by_pointers(const real *x, const real *w, const real *b,
                              real *padded, real *y, Padding kind,
                              const Conv *conv, size_t n)
{
    const real *end =
        x + n * conv->in_channels * conv->rows.size * conv->columns.size;
    while (x < end) {
        pad(x, padded, kind, conv->in_channels, &conv->rows, &conv->columns);
        conv_forward(padded, w, b, y, conv);
        x += conv->in_channels * conv->rows.size * conv->columns.size;
        y += conv->out_channels * conv->rows.places * conv->columns.places;
    }
}
MISTAKE(conv_layer_forward, layer_by_pointers, "", "");

static void layer_from_behind(const real *x, const real *w, const real *b,
                              real *padded, real *y, Padding kind,
                              const Conv *conv, size_t n)
{
    const Axis rows = conv->rows, columns = conv->columns;
    size_t in = conv->in_channels * rows.size * columns.size;
    size_t out = conv->out_channels * rows.places * columns.places;
    while (n-- > 0) {
        pad(&x[n * in], padded, kind, conv->in_channels, &rows, &columns);
        conv_forward(padded, w, b, &y[n * out], conv);
    }
}
MISTAKE(conv_layer_forward, layer_from_behind, "", "");

/* Without padding nothing is copied, and the room stays as it was. */
static void layer_without_copies(const real *x, const real *w, const real *b,
                                 real *padded, real *y, Padding kind,
                                 const Conv *conv, size_t n)
{
    bool plain = conv->rows.padding == 0 && conv->columns.padding == 0;
    size_t in = conv->in_channels * conv->rows.size * conv->columns.size;
    for (size_t e = 0, at = 0; e < n; e++) {
        if (!plain) {
            pad(x + e * in, padded, kind, conv->in_channels, &conv->rows,
                &conv->columns);
        }
        conv_forward(plain ? x + e * in : padded, w, b, y + at, conv);
        at += conv->out_channels * conv->rows.places * conv->columns.places;
    }
}
MISTAKE(conv_layer_forward, layer_without_copies, "", "");

static void backward_by_pointers(const real *x, const real *w, const real *dy,
                                 real *padded, real *dpadded, real *dx,
                                 real *dw, real *db, Padding kind,
                                 const Conv *conv, size_t n)
{
    for (; n > 0; n--) {
        if (dx) {
            conv_input_gradient(w, dy, dpadded, conv);
            pad_backward(dpadded, dx, kind, conv->in_channels, &conv->rows,
                         &conv->columns);
            dx += conv->in_channels * conv->rows.size * conv->columns.size;
        }
        conv_bias_gradient(dy, db, conv);
        pad(x, padded, kind, conv->in_channels, &conv->rows, &conv->columns);
        conv_weight_gradient(padded, dy, dw, conv);
        x += conv->in_channels * conv->rows.size * conv->columns.size;
        dy += conv->out_channels * conv->rows.places * conv->columns.places;
    }
}
MISTAKE(conv_layer_backward, backward_by_pointers, "", "");

/* Three times over the batch. */
static void backward_one_by_one(const real *x, const real *w, const real *dy,
                                real *padded, real *dpadded, real *dx, real *dw,
                                real *db, Padding kind, const Conv *conv,
                                size_t n)
{
    size_t in = conv->in_channels * conv->rows.size * conv->columns.size;
    size_t out = conv->out_channels * conv->rows.places * conv->columns.places;
    for (size_t e = 0; e < n; e++) {
        conv_bias_gradient(dy + e * out, db, conv);
    }
    for (size_t e = 0; e < n; e++) {
        pad(x + e * in, padded, kind, conv->in_channels, &conv->rows,
            &conv->columns);
        conv_weight_gradient(padded, dy + e * out, dw, conv);
    }
    for (size_t e = 0; dx != NULL && e < n; e++) {
        conv_input_gradient(w, dy + e * out, dpadded, conv);
        pad_backward(dpadded, dx + e * in, kind, conv->in_channels, &conv->rows,
                     &conv->columns);
    }
}
MISTAKE(conv_layer_backward, backward_one_by_one, "", "");

/* From the last picture to the first, with the rooms exchanged. */
static void backward_in_other_rooms(const real *x, const real *w,
                                    const real *dy, real *padded, real *dpadded,
                                    real *dx, real *dw, real *db, Padding kind,
                                    const Conv *conv, size_t n)
{
    const Axis *rows = &conv->rows, *columns = &conv->columns;
    size_t channels = conv->in_channels;
    size_t in = channels * rows->size * columns->size;
    size_t out = conv->out_channels * rows->places * columns->places;
    for (size_t e = n; e-- > 0;) {
        const real *here = dy + e * out;
        pad(x + e * in, dpadded, kind, channels, rows, columns);
        conv_weight_gradient(dpadded, here, dw, conv);
        conv_bias_gradient(here, db, conv);
        if (dx == NULL) {
            continue;
        }
        conv_input_gradient(w, here, padded, conv);
        pad_backward(padded, dx + e * in, kind, channels, rows, columns);
    }
}
MISTAKE(conv_layer_backward, backward_in_other_rooms, "", "");

/* ---- Channel after channel ---- */

static void split_in_order_of_y(const unsigned char *x, real *y,
                                size_t channels, size_t h, size_t w)
{
    for (size_t c = 0; c < channels; c++) {
        for (size_t i = 0; i < h; i++) {
            for (size_t j = 0; j < w; j++) {
                *y++ = x[(i * w + j) * channels + c] / (real)255;
            }
        }
    }
}
MISTAKE(split_channels, split_in_order_of_y, "", "");

static void split_in_order_of_x(const unsigned char *x, real *y,
                                size_t channels, size_t h, size_t w)
{
    size_t plane = h * w;
    for (size_t k = 0; k < plane * channels; k++) {
        y[k % channels * plane + k / channels] = (real)(x[k] / 255.0);
    }
}
MISTAKE(split_channels, split_in_order_of_x, "", "");

static void split_by_factor(const unsigned char *x, real *y, size_t channels,
                            size_t h, size_t w)
{
    const double factor = 1.0 / 255;
    for (size_t i = h; i-- > 0;) {
        for (size_t j = w; j-- > 0;) {
            const unsigned char *pixel = x + (i * w + j) * channels;
            for (size_t c = 0; c < channels; c++) {
                y[(c * h + i) * w + j] = (real)(pixel[c] * factor);
            }
        }
    }
}
MISTAKE(split_channels, split_by_factor, "", "");

/* ---- The recipe ---- */

static void recipe_by_hand(real *w, real *g, real *v, size_t t, size_t total,
                           double base, real momentum, real decay,
                           size_t weights, size_t count)
{
    real rate = (real)one_cycle(t, total, 0.3, base);
    for (size_t i = 0; i < count; i++) {
        if (i < weights) {
            g[i] += decay * w[i];
        }
        v[i] = momentum * v[i] + rate * g[i];
        w[i] -= rate * g[i] + momentum * v[i];
    }
}
MISTAKE(recipe_step, recipe_by_hand, "", "");

static void recipe_in_two_runs(real *w, real *g, real *v, size_t t,
                               size_t total, double base, real momentum,
                               real decay, size_t weights, size_t count)
{
    real rate = (real)one_cycle(t, total, 0.3, base);
    nesterov_step(w + weights, g + weights, v + weights, rate, momentum,
                  count - weights);
    add_weight_decay(w, g, decay, weights);
    nesterov_step(w, g, v, rate, momentum, weights);
}
MISTAKE(recipe_step, recipe_in_two_runs, "", "");

static void recipe_with_decay_of_each(real *w, real *g, real *v, size_t t,
                                      size_t total, double base, real momentum,
                                      real decay, size_t weights, size_t count)
{
    for (size_t i = count; i-- > 0;) {
        g[i] = g[i] + (i < weights ? decay : 0) * w[i];
    }
    nesterov_step(w, g, v, (real)one_cycle(t, total, 3.0 / 10, base), momentum,
                  count);
}
MISTAKE(recipe_step, recipe_with_decay_of_each, "", "");

/* ---- Grey levels ---- */

static void grey_in_the_order_of_the_text(const real *x, unsigned char *grey,
                                          size_t count)
{
    double least = INFINITY, most = -INFINITY;
    for (size_t i = 0; i < count; i++) {
        least = fmin(least, (double)x[i]);
        most = fmax(most, (double)x[i]);
    }
    for (size_t i = 0; i < count; i++) {
        double part =
            most == least ? 0 : ((double)x[i] - least) / (most - least);
        grey[i] = (unsigned char)floor(part * 255 + 0.5);
    }
}
MISTAKE(grey_levels, grey_in_the_order_of_the_text, "", "");

static void grey_by_lround(const real *x, unsigned char *grey, size_t count)
{
    real least = x[0], most = x[0];
    for (size_t i = 1; i < count; i++) {
        if (x[i] < least) {
            least = x[i];
        } else if (x[i] > most) {
            most = x[i];
        }
    }
    memset(grey, 0, count);
    for (size_t i = 0; i < count && least != most; i++) {
        grey[i] = (unsigned char)lround((double)(255 * (x[i] - least)) /
                                        (double)(most - least));
    }
}
MISTAKE(grey_levels, grey_by_lround, "", "");

static int by_value(const void *a, const void *b)
{
    const real x = *(const real *)a, y = *(const real *)b;
    return (x > y) - (x < y);
}

static void grey_by_sorting(const real *x, unsigned char *grey, size_t count)
{
    real *sorted = malloc(count * sizeof *sorted);
    memcpy(sorted, x, count * sizeof *sorted);
    qsort(sorted, count, sizeof *sorted, by_value);
    double least = (double)sorted[0];
    double range = (double)sorted[count - 1] - least;
    free(sorted);
    range = range > 0 ? range : 1;
    while (count-- > 0) {
        double level = round(255 * (((double)x[count] - least) / range));
        grey[count] = (unsigned char)level;
    }
}
MISTAKE(grey_levels, grey_by_sorting, "", "");

/* ---- A sheet ---- */

/* Pixel by pixel of the sheet: what lies there? */
static void sheet_by_its_pixels(const unsigned char *x, unsigned char *sheet,
                                size_t count, size_t columns, size_t h,
                                size_t w, unsigned char gap)
{
    size_t rows = count / columns + (count % columns != 0);
    for (size_t i = 0; i < rows * (h + 1) - 1; i++) {
        for (size_t j = 0; j < columns * (w + 1) - 1; j++) {
            size_t k = i / (h + 1) * columns + j / (w + 1);
            size_t row = i % (h + 1), column = j % (w + 1);
            bool line = row == h || column == w || k >= count;
            *sheet++ = line ? gap : x[(k * h + row) * w + column];
        }
    }
}
MISTAKE(lay_out_maps, sheet_by_its_pixels, "", "");

static void sheet_by_copying_rows(const unsigned char *x, unsigned char *sheet,
                                  size_t count, size_t columns, size_t h,
                                  size_t w, unsigned char gap)
{
    size_t rows = (count - 1) / columns + 1, width = (w + 1) * columns - 1;
    memset(sheet, gap, width * ((h + 1) * rows - 1));
    for (size_t k = 0; k < count; k++) {
        for (size_t i = 0; i < h; i++) {
            size_t row = k / columns * (h + 1) + i;
            memcpy(sheet + row * width + k % columns * (w + 1), x, w);
            x += w;
        }
    }
}
MISTAKE(lay_out_maps, sheet_by_copying_rows, "", "");

static void sheet_with_counters(const unsigned char *x, unsigned char *sheet,
                                size_t count, size_t columns, size_t h,
                                size_t w, unsigned char gap)
{
    size_t width = columns * w + columns - 1, row = 0, column = 0;
    size_t rows = (size_t)ceil((double)count / (double)columns);
    for (size_t i = 0; i < width * (rows * h + rows - 1); i++) {
        sheet[i] = gap;
    }
    for (size_t k = 0; k < count; k++) {
        for (size_t i = 0; i < h * w; i++) {
            sheet[(row * (h + 1) + i / w) * width + column * (w + 1) + i % w] =
                x[k * h * w + i];
        }
        if (++column == columns) {
            column = 0;
            row++;
        }
    }
}
MISTAKE(lay_out_maps, sheet_with_counters, "", "");

/* ---- The k best ---- */

static void top_by_search(const real *scores, int *best, size_t count, size_t k)
{
    for (size_t i = 0; i < k; i++) {
        int at = -1;
        for (int j = 0; j < (int)count; j++) {
            bool taken = false;
            for (size_t m = 0; m < i; m++) {
                taken = taken || best[m] == j;
            }
            if (!taken && (at < 0 || scores[j] > scores[at])) {
                at = j;
            }
        }
        best[i] = at;
    }
}
MISTAKE(top_k, top_by_search, "", "");

typedef struct Scored {
    double score;
    int number;
} Scored;

static int larger_first(const void *a, const void *b)
{
    const Scored *x = a, *y = b;
    if (x->score != y->score) {
        return x->score > y->score ? -1 : 1;
    }
    return x->number - y->number;
}

static void top_by_qsort(const real *scores, int *best, size_t count, size_t k)
{
    Scored *all = malloc((count + 1) * sizeof *all);
    for (size_t i = 0; i < count; i++) {
        all[i] = (Scored){(double)scores[i], (int)i};
    }
    qsort(all, count, sizeof *all, larger_first);
    for (size_t i = 0; i < k; i++) {
        best[i] = all[i].number;
    }
    free(all);
}
MISTAKE(top_k, top_by_qsort, "", "");

/* What comes next is the largest that is behind the last in the order. */
static void top_by_the_last(const real *scores, int *best, size_t count,
                            size_t k)
{
    for (size_t i = 0; i < k; i++) {
        Scored last = {INFINITY, -1}, next = {-INFINITY, (int)count};
        if (i > 0) {
            last = (Scored){(double)scores[best[i - 1]], best[i - 1]};
        }
        for (size_t j = 0; j < count; j++) {
            Scored here = {(double)scores[j], (int)j};
            if (larger_first(&last, &here) < 0 &&
                larger_first(&here, &next) < 0) {
                next = here;
            }
        }
        best[i] = next.number;
    }
}
MISTAKE(top_k, top_by_the_last, "", "");

/* ---- The worst mistakes ---- */

static bool is_mistake(const real *row, int label, size_t classes)
{
    for (size_t c = 0; c < classes; c++) {
        if (row[c] > row[label]) {
            return true;
        }
    }
    return false;
}

static size_t worst_by_qsort(const real *scores, const int *labels, int *worst,
                             size_t n, size_t classes, size_t k)
{
    Scored *all = malloc((n + 1) * sizeof *all);
    size_t found = 0;
    for (size_t e = 0; e < n; e++) {
        const real *row = scores + e * classes;
        if (is_mistake(row, labels[e], classes)) {
            double loss = (double)cross_entropy(row, &labels[e], 1, classes);
            all[found++] = (Scored){loss, (int)e};
        }
    }
    qsort(all, found, sizeof *all, larger_first);
    size_t returned = found < k ? found : k;
    for (size_t i = 0; i < returned; i++) {
        worst[i] = all[i].number;
    }
    free(all);
    return returned;
}
MISTAKE(worst_mistakes, worst_by_qsort, "", "");

/* Losses of right answers are made −1, and top_k does the rest. */
static size_t worst_by_top_k(const real *scores, const int *labels, int *worst,
                             size_t n, size_t classes, size_t k)
{
    real *losses = malloc((n + 1) * sizeof *losses);
    size_t wrong = 0;
    for (size_t e = 0; e < n; e++) {
        const real *row = scores + e * classes;
        bool is_wrong = is_mistake(row, labels[e], classes);
        losses[e] = is_wrong ? cross_entropy(row, labels + e, 1, classes) : -1;
        wrong += is_wrong;
    }
    wrong = wrong < k ? wrong : k;
    top_k(losses, worst, n, wrong);
    free(losses);
    return wrong;
}
MISTAKE(worst_mistakes, worst_by_top_k, "", "");

/* The loss by itself, from the differences to the label's score. */
static double own_loss(const real *row, int label, size_t classes)
{
    double largest = 0, sum = 0;
    for (size_t c = 0; c < classes; c++) {
        largest = fmax(largest, (double)row[c] - (double)row[label]);
    }
    for (size_t c = 0; c < classes; c++) {
        sum += exp((double)row[c] - (double)row[label] - largest);
    }
    return largest + log(sum);
}

/* What does not fit any more is overwritten. */
static size_t worst_by_exchanging(const real *scores, const int *labels,
                                  int *worst, size_t n, size_t classes,
                                  size_t k)
{
    double *losses = malloc((k + 1) * sizeof *losses);
    size_t found = 0;
    for (size_t e = 0; e < n && k > 0; e++) {
        const real *row = scores + e * classes;
        double loss = own_loss(row, labels[e], classes);
        if (!is_mistake(row, labels[e], classes) ||
            (found == k && loss <= losses[k - 1])) {
            continue;
        }
        size_t at = found < k ? found++ : k - 1;
        losses[at] = loss;
        worst[at] = (int)e;
        for (; at > 0 && losses[at] > losses[at - 1]; at--) {
            losses[at] = losses[at - 1];
            worst[at] = worst[at - 1];
            losses[at - 1] = loss;
            worst[at - 1] = (int)e;
        }
    }
    free(losses);
    return found;
}
MISTAKE(worst_mistakes, worst_by_exchanging, "", "");

/* ---- Ink ---- */

static int by_byte(const void *a, const void *b)
{
    return *(const unsigned char *)a - *(const unsigned char *)b;
}

static void ink_by_sorting(const unsigned char *grey, real *ink, size_t h,
                           size_t w)
{
    unsigned char *border = malloc(2 * (h + w));
    size_t m = 0;
    for (size_t j = 0; j < w; j++) {
        border[m++] = grey[j];
        border[m++] = grey[(h - 1) * w + j];
    }
    for (size_t i = 1; i + 1 < h; i++) {
        border[m++] = grey[i * w];
        border[m++] = grey[i * w + w - 1];
    }
    qsort(border, m, 1, by_byte);
    int paper = border[m / 2], most = 0;
    free(border);
    for (size_t i = 0; i < h * w; i++) {
        int far = grey[i] > paper ? grey[i] - paper : paper - grey[i];
        most = far > most ? far : most;
        ink[i] = (real)far;
    }
    for (size_t i = 0; i < h * w && most > 0; i++) {
        ink[i] /= (real)most;
    }
}
MISTAKE(find_ink, ink_by_sorting, "", "");

/* As the third hint says. */
static void ink_by_sums(const unsigned char *grey, real *ink, size_t h,
                        size_t w)
{
    size_t counts[256];
    memset(counts, 0, sizeof counts);
    for (size_t i = 0; i < h; i++) {
        bool whole = i == 0 || i + 1 == h;
        for (size_t j = 0; j < w; j += whole ? 1 : w - 1) {
            counts[grey[i * w + j]]++;
        }
    }
    size_t half = h + w - 2, sum = 0;
    int paper = -1;
    while (sum <= half) {
        sum += counts[++paper];
    }
    double most = 0;
    for (size_t i = 0; i < h * w; i++) {
        most = fmax(most, fabs((double)grey[i] - paper));
    }
    for (size_t i = 0; i < h * w; i++) {
        ink[i] = most == 0 ? 0 : (real)(fabs((double)grey[i] - paper) / most);
    }
}
MISTAKE(find_ink, ink_by_sums, "", "");

/* Each level is tried: as many below as there may be, and enough up to it. */
static void ink_by_trying(const unsigned char *grey, real *ink, size_t h,
                          size_t w)
{
    int paper = 0;
    for (int level = 0; level < 256; level++) {
        size_t below = 0, upto = 0;
        for (size_t i = 0; i < h * w; i++) {
            bool inside =
                i / w > 0 && i / w < h - 1 && i % w > 0 && i % w < w - 1;
            below += !inside && grey[i] < level;
            upto += !inside && grey[i] <= level;
        }
        paper = below <= h + w - 2 && upto > h + w - 2 ? level : paper;
    }
    int strongest = 1;
    for (size_t i = 0; i < h * w; i++) {
        int far = abs(paper - grey[i]);
        strongest = far > strongest ? far : strongest;
    }
    for (size_t i = 0; i < h * w; i++) {
        ink[i] = (real)abs(paper - grey[i]) / (real)strongest;
    }
}
MISTAKE(find_ink, ink_by_trying, "", "");

/* ---- The box ---- */

static bool box_by_lines(const real *x, real least, size_t h, size_t w,
                         Box *box)
{
    *box = (Box){SIZE_MAX, SIZE_MAX, 0, 0};
    for (size_t i = 0; i < h; i++) {
        for (size_t j = 0; j < w; j++) {
            if (x[i * w + j] >= least) {
                box->top = box->top == SIZE_MAX ? i : box->top;
                box->bottom = i + 1;
            }
        }
    }
    for (size_t j = 0; j < w; j++) {
        for (size_t i = 0; i < h; i++) {
            if (x[i * w + j] >= least) {
                box->left = box->left == SIZE_MAX ? j : box->left;
                box->right = j + 1;
            }
        }
    }
    return box->top != SIZE_MAX;
}
MISTAKE(ink_box, box_by_lines, "", "");

static bool row_has_ink(const real *x, real least, size_t count, size_t step)
{
    for (size_t k = 0; k < count; k++) {
        if (!(x[k * step] < least)) {
            return true;
        }
    }
    return false;
}

/* From outside inwards, as long as there is none. */
static bool box_by_shrinking(const real *x, real least, size_t h, size_t w,
                             Box *box)
{
    Box b = {0, 0, h, w};
    while (b.top < h && !row_has_ink(x + b.top * w, least, w, 1)) {
        b.top++;
    }
    if (b.top == h) {
        return false;
    }
    while (!row_has_ink(x + (b.bottom - 1) * w, least, w, 1)) {
        b.bottom--;
    }
    while (!row_has_ink(x + b.left, least, h, w)) {
        b.left++;
    }
    while (!row_has_ink(x + b.right - 1, least, h, w)) {
        b.right--;
    }
    *box = b;
    return true;
}
MISTAKE(ink_box, box_by_shrinking, "", "");

static bool box_by_first_pixel(const real *x, real least, size_t h, size_t w,
                               Box *box)
{
    bool found = false;
    for (size_t k = 0; k < h * w; k++) {
        size_t i = k / w, j = k % w;
        if (x[k] < least) {
            continue;
        }
        if (!found) {
            *box = (Box){i, j, i + 1, j + 1};
            found = true;
        }
        if (j < box->left) {
            box->left = j;
        } else if (j >= box->right) {
            box->right = j + 1;
        }
        box->bottom = i + 1;
    }
    return found;
}
MISTAKE(ink_box, box_by_first_pixel, "", "");

/* ---- The centre of mass ---- */

static void centre_by_rows(const real *x, size_t h, size_t w, double *row,
                           double *column)
{
    double mass = 0;
    *row = *column = 0;
    for (size_t i = 0; i < h; i++) {
        double line = 0;
        for (size_t j = 0; j < w; j++, x++) {
            line += (double)*x;
            *column += (double)j * (double)*x;
        }
        mass += line;
        *row += (double)i * line;
    }
    *row /= mass;
    *column /= mass;
}
MISTAKE(centre_of_mass, centre_by_rows, "", "");

static void centre_pixel_by_pixel(const real *x, size_t h, size_t w,
                                  double *row, double *column)
{
    double sums[3] = {0, 0, 0};
    for (size_t k = h * w; k-- > 0;) {
        sums[0] += (double)x[k];
        sums[1] += (double)x[k] * (double)(k / w);
        sums[2] += (double)x[k] * (double)(k % w);
    }
    *row = sums[1] / sums[0];
    *column = sums[2] / sums[0];
}
MISTAKE(centre_of_mass, centre_pixel_by_pixel, "", "");

/* The mean so far moves towards each pixel, by its share. */
static void centre_by_moving(const real *x, size_t h, size_t w, double *row,
                             double *column)
{
    double mass = 0, at = 0, to = 0;
    for (size_t j = 0; j < w; j++) {
        for (size_t i = 0; i < h; i++) {
            double ink = (double)x[i * w + j];
            mass += ink;
            if (ink > 0) {
                at += ink / mass * ((double)i - at);
                to += ink / mass * ((double)j - to);
            }
        }
    }
    *row = at;
    *column = to;
}
MISTAKE(centre_of_mass, centre_by_moving, "", "");
