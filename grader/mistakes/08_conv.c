#include "conv.h"
#include "probe.h"

#include <math.h>
#include <stdlib.h>

/* ---- 8.1 window_places ---- */

BREAKABLE(window_places, broken_places, "sec:places");
BREAKS(broken_places, forgets_first_place,
       "The place where the window begins is not counted: from it there are "
       "(size − length) / stride more steps. Add 1.");
BREAKS(broken_places, padding_on_one_side,
       "The padding is added once. It lies on both sides: size + 2 · padding.");
BREAKS(broken_places, padding_not_counted,
       "The padding is left out. The window moves over size + 2 · padding "
       "pixels.");
BREAKS(broken_places, dilation_not_counted,
       "The dilation is left out: a window of 3 with dilation 2 covers 5 "
       "pixels.");
BREAKS(broken_places, length_has_gap_at_end,
       "The length is dilation · window: that has a gap behind the last pixel "
       "too. It is dilation · (window − 1) + 1.");
BREAKS(broken_places, dilation_added_once,
       "The dilation makes the window longer only once. Each of its window − 1 "
       "steps has the length of the dilation.");
BREAKS(broken_places, rest_ignored,
       "The division is rounded down where it leaves a rest. Then the windows "
       "do not fit, and the answer is 0.");
BREAKS(broken_places, rest_rounded_up,
       "The division is rounded up where it leaves a rest. Then the windows "
       "do not fit, and the answer is 0.");
BREAKS(broken_places, places_below_zero,
       "A window that is too long is not asked for before the subtraction. "
       "Sizes are unsigned: 2 − 3 is a huge number. Compare first.");
BREAKS(broken_places, too_long_has_one_place,
       "A window that is longer than the padded picture has a place in yours. "
       "It does not fit: 0.");
BREAKS(broken_places, stride_not_counted,
       "The stride is left out: the steps are (size − length) / stride.");
BREAKS(broken_places, rest_of_the_size,
       "The rest is taken of the padded size. It is that of size − length, the "
       "room in which the window moves.");
BREAKS(broken_places, exact_length_refused,
       "A window as long as the padded picture is refused. It has one place.");
BREAKS(broken_places, field_returned,
       "axis->places is returned as it is. Nobody has set it: compute it.");
BREAKS(broken_places, adds_one_first,
       "1 is added before the division; it is added to the quotient.");
BREAKS(broken_places, compares_without_padding,
       "The window is compared with the picture without its padding. With "
       "padding it may still fit.");
BREAKS(broken_places, compares_window,
       "It is the number of the window's pixels that is compared with the "
       "padded size. With dilation the window is longer than that.");

static size_t broken_places(const Axis *axis)
{
    size_t window = axis->window, dilation = axis->dilation;
    size_t length = ON(dilation_not_counted)    ? window
                    : ON(length_has_gap_at_end) ? dilation * window
                    : ON(dilation_added_once)   ? window + dilation - 1
                                                : dilation * (window - 1) + 1;
    size_t padding = ON(padding_not_counted)   ? 0
                     : ON(padding_on_one_side) ? axis->padding
                                               : 2 * axis->padding;
    size_t size = axis->size + padding, stride = axis->stride;
    size_t compared = ON(compares_window) ? window : length;
    size_t with = ON(compares_without_padding) ? axis->size : size;
    if (ON(field_returned)) {
        return axis->places;
    }
    if (!ON(places_below_zero) &&
        (compared > with || (compared == with && ON(exact_length_refused)))) {
        return ON(too_long_has_one_place) ? 1 : 0;
    }
    size_t room = size - length;
    size_t rest = (ON(rest_of_the_size) ? size : room) % stride;
    if (ON(stride_not_counted)) {
        stride = 1;
    } else if (rest != 0 && !ON(rest_ignored) && !ON(rest_rounded_up)) {
        return 0;
    }
    size_t steps = (room + ON(adds_one_first)) / stride;
    steps += rest != 0 && ON(rest_rounded_up);
    return steps + !(ON(forgets_first_place) || ON(adds_one_first));
}

/* ---- 8.2 padding_source ---- */

BREAKABLE(padding_source, broken_source, "sec:padding");
BREAKS(broken_source, reflects_border_twice,
       "The outermost pixel is repeated: b a|a b c. PAD_REFLECT has its mirror "
       "on that pixel, so that −1 becomes 1: c b|a b c.");
BREAKS(broken_source, wraps_around,
       "PAD_REFLECT goes on at the other end, as if the picture were a ring. "
       "It goes back from the border: −1 becomes 1.");
BREAKS(broken_source, reflects_at_left_only,
       "Behind the last pixel PAD_REFLECT gives the last one again. It mirrors "
       "there too: last + 1 becomes last − 1.");
BREAKS(broken_source, reflects_at_right_only,
       "Before the first pixel PAD_REFLECT gives the first one again. It "
       "mirrors there too: −1 becomes 1.");
BREAKS(broken_source, mirror_behind_size,
       "On the right PAD_REFLECT has its mirror at size. It stands on the last "
       "pixel, size − 1: last + 1 becomes last − 1.");
BREAKS(broken_source, replicates_as_zero,
       "PAD_REPLICATE gives −1 outside. It gives the nearest pixel, the first "
       "or the last.");
BREAKS(broken_source, reflects_as_zero,
       "PAD_REFLECT gives −1 outside. It gives the pixel that the mirror "
       "shows.");
BREAKS(broken_source, zero_is_pixel_0,
       "PAD_ZERO gives 0 outside: that is the number of the first pixel. It "
       "gives −1, and the caller writes the zero.");
BREAKS(broken_source, source_without_padding,
       "i is taken for the place in the picture itself. Subtract the padding "
       "that lies before it.");
BREAKS(broken_source, kinds_exchanged,
       "PAD_REPLICATE and PAD_REFLECT have changed places.");
BREAKS(broken_source, replicates_size,
       "On the right PAD_REPLICATE gives size. The last pixel is number size "
       "− 1.");
BREAKS(broken_source, last_is_outside,
       "The last pixel is taken for outside. Up to size − 1 all are inside.");
BREAKS(broken_source, first_is_outside,
       "Pixel 0 is taken for outside. From 0 on all are inside.");
BREAKS(broken_source, right_is_inside,
       "What lies behind the last pixel is taken for inside. Inside are 0 ... "
       "size − 1, both ends counted.");
BREAKS(broken_source, replicates_first_only,
       "PAD_REPLICATE gives the first pixel on both sides. On the right it is "
       "the last.");
BREAKS(broken_source, replicates_last_only,
       "PAD_REPLICATE gives the last pixel on both sides. On the left it is "
       "the first.");
BREAKS(broken_source, source_below_zero,
       "i − padding is computed with unsigned sizes: left of the picture it is "
       "a huge number, as if it were far to the right. Convert to int first.");
/* What PAD_REFLECT shows. */
static int broken_mirror(int at, int last)
{
    if (ON(wraps_around)) {
        return at < 0 ? at + last + 1 : at - last - 1;
    }
    if (at < 0) {
        return ON(reflects_at_right_only) ? 0 : -at - ON(reflects_border_twice);
    }
    return ON(reflects_at_left_only)
               ? last
               : 2 * last - at +
                     (ON(reflects_border_twice) ? 1
                                                : 2 * ON(mirror_behind_size));
}

static int broken_source(size_t i, Padding kind, const Axis *axis)
{
    int last = (int)axis->size - 1;
    int at = (int)i - (ON(source_without_padding) ? 0 : (int)axis->padding);
    int end = last - ON(last_is_outside);
    if (at >= ON(first_is_outside) && (at <= end || ON(right_is_inside))) {
        return at;
    }
    bool left = at < 0 && !ON(source_below_zero);
    if (ON(kinds_exchanged) && kind != PAD_ZERO) {
        kind = kind == PAD_REFLECT ? PAD_REPLICATE : PAD_REFLECT;
    }
    if (kind == PAD_REPLICATE && !ON(replicates_as_zero)) {
        left = left || ON(replicates_first_only);
        left = left && !ON(replicates_last_only);
        return left ? 0 : last + ON(replicates_size);
    }
    if (kind == PAD_REFLECT && !ON(reflects_as_zero)) {
        return left || at >= 0 ? broken_mirror(at, last) : 2 * last - at;
    }
    return ON(zero_is_pixel_0) ? 0 : -1;
}

/* ---- 8.3 pad ---- */

BREAKABLE(pad, broken_pad, "sec:padding");
BREAKS(broken_pad, paddings_exchanged,
       "The paddings of rows and columns have changed places: rows->padding is "
       "above and below, columns->padding left and right.");
BREAKS(broken_pad, row_padding_for_both,
       "rows->padding is taken for the columns too. They have their own.");
BREAKS(broken_pad, column_padding_for_both,
       "columns->padding is taken for the rows too. They have their own.");
BREAKS(broken_pad, padded_on_one_side,
       "The padded picture is size + padding long in yours. There is padding "
       "on both sides: padded_size(axis).");
BREAKS(broken_pad, pads_with_zeros_only,
       "Outside is always 0. What stands there depends on kind: hand it to "
       "padding_source.");
BREAKS(broken_pad, pads_with_nearest_only,
       "Outside is always the nearest pixel. What stands there depends on "
       "kind: hand it to padding_source.");
BREAKS(broken_pad, corners_are_zero,
       "The corners are 0, whatever the kind. Row and column are asked for "
       "each by itself, and at a corner both have an answer.");
BREAKS(broken_pad, same_channel_again,
       "Every channel is read from the first. Channel c begins at x + c · "
       "rows->size · columns->size.");
BREAKS(broken_pad, one_channel_padded,
       "Only the first channel is written. Loop over all of them.");
BREAKS(broken_pad, reads_padded_rows,
       "The rows of x are taken to be as long as those of y. They are "
       "columns->size long.");
BREAKS(broken_pad, writes_short_rows,
       "The rows of y are taken to be as long as those of x. They are "
       "padded_size(columns) long.");
BREAKS(broken_pad, reads_rows_of_rows,
       "The rows of x are taken to be rows->size long. A row has "
       "columns->size pixels.");
BREAKS(broken_pad, asks_row_only,
       "Only the row is tested for −1. The column may be outside too.");
BREAKS(broken_pad, asks_column_only,
       "Only the column is tested for −1. The row may be outside too.");
BREAKS(broken_pad, axes_exchanged,
       "padding_source is asked about the row with the columns' axis, and "
       "about the column with the rows'.");
BREAKS(broken_pad, border_not_written,
       "Where padding_source gives −1 nothing is written. The pixel is 0 "
       "there.");
BREAKS(broken_pad, padded_channels_read,
       "The channels of x are taken to be as large as those of y. They are "
       "rows->size · columns->size.");
BREAKS(broken_pad, pad_transposes,
       "The picture is turned over: x is read as x[column][row]. It is "
       "x[row · columns->size + column].");

/* The paddings as the mistakes would have them. */
static void break_paddings(Axis *rows, Axis *columns)
{
    size_t above = rows->padding, before = columns->padding;
    if (ON(row_padding_for_both)) {
        columns->padding = above;
    } else if (ON(column_padding_for_both)) {
        rows->padding = before;
    } else if (ON(paddings_exchanged)) {
        rows->padding = before;
        columns->padding = above;
    }
}

/* The pixel that is copied to a place. */
static real broken_copy(const real *x, int row, int column, size_t width,
                        const Axis *rows, const Axis *columns)
{
    size_t length = ON(reads_padded_rows)    ? width
                    : ON(reads_rows_of_rows) ? rows->size
                                             : columns->size;
    long at = row * (long)length + column;
    at = ON(pad_transposes) ? column * (long)rows->size + row : at;
    return x[at];
}

static void broken_pad(const real *x, real *y, Padding kind, size_t channels,
                       const Axis *given_rows, const Axis *given_columns)
{
    Axis rows = *given_rows, columns = *given_columns;
    break_paddings(&rows, &columns);
    const Axis *down = ON(axes_exchanged) ? &columns : &rows;
    const Axis *right = ON(axes_exchanged) ? &rows : &columns;
    size_t sides = ON(padded_on_one_side) ? 1 : 2;
    size_t height = rows.size + sides * rows.padding;
    size_t width = columns.size + sides * columns.padding;
    size_t read =
        ON(padded_channels_read) ? height * width : rows.size * columns.size;
    size_t written = ON(writes_short_rows) ? columns.size : width;
    kind = ON(pads_with_zeros_only)     ? PAD_ZERO
           : ON(pads_with_nearest_only) ? PAD_REPLICATE
                                        : kind;
    for (size_t c = 0; c < (ON(one_channel_padded) ? 1 : channels); c++) {
        const real *channel = x + (ON(same_channel_again) ? 0 : c) * read;
        for (size_t n = 0; n < height * width; n++) {
            size_t i = n / width, j = n % width;
            int row = padding_source(i, kind, down);
            int column = padding_source(j, kind, right);
            bool corner = padding_source(i, PAD_ZERO, down) < 0 &&
                          padding_source(j, PAD_ZERO, right) < 0;
            bool inside = (row >= 0 || ON(asks_column_only)) &&
                          (column >= 0 || ON(asks_row_only)) &&
                          !(corner && ON(corners_are_zero));
            real *to = y + (c * height + i) * written + j;
            if (inside) {
                *to = broken_copy(channel, row, column, width, &rows, &columns);
            } else if (!ON(border_not_written)) {
                *to = 0;
            }
        }
    }
}

/* ---- 8.4 pad_backward ---- */

BREAKABLE(pad_backward, broken_pad_backward, "sec:padding");
BREAKS(broken_pad_backward, pad_dx_not_cleared,
       "dx is added to without being set to 0 first. It is overwritten.");
BREAKS(broken_pad_backward, last_copy_only,
       "= is written where += is meant: of a pixel's copies only the last one "
       "counts. Sum over all of them.");
BREAKS(broken_pad_backward, one_channel_cleared,
       "Only the first channel of dx is set to 0. Set all of them.");
BREAKS(broken_pad_backward, cleared_at_each_channel,
       "All of dx is set to 0 anew at each channel, so that only the last is "
       "left. Do it once, before the loops.");
BREAKS(broken_pad_backward, one_channel_collects,
       "All channels are added up in the first one of dx. Channel c begins at "
       "dx + c · rows->size · columns->size.");
BREAKS(broken_pad_backward, one_channel_comes_back,
       "The dy of the first channel is taken for all channels. Each has its "
       "own.");
BREAKS(broken_pad_backward, only_inside_comes_back,
       "Only what lies inside comes back. With PAD_REPLICATE and PAD_REFLECT "
       "the copies outside count too.");
BREAKS(broken_pad_backward, zeros_come_back,
       "With PAD_ZERO what comes back to the zeros is given to the nearest "
       "pixel. They are no copies of it: it is lost.");
BREAKS(broken_pad_backward, mean_of_copies,
       "The sum is divided by the number of copies. It is a sum.");
BREAKS(broken_pad_backward, backward_padded_rows,
       "The rows of dx are taken to be as long as those of dy. They are "
       "columns->size long.");
BREAKS(broken_pad_backward, backward_rows_of_rows,
       "The rows of dx are taken to be rows->size long. A row has "
       "columns->size pixels.");
BREAKS(broken_pad_backward, backward_short_rows,
       "The rows of dy are taken to be as long as those of dx. They are "
       "padded_size(columns) long.");
BREAKS(broken_pad_backward, backward_axes_exchanged,
       "padding_source is asked about the row with the columns' axis, and "
       "about the column with the rows'.");
BREAKS(broken_pad_backward, backward_row_padding,
       "rows->padding is taken for the columns too. They have their own.");
BREAKS(broken_pad_backward, backward_column_padding,
       "columns->padding is taken for the rows too. They have their own.");
BREAKS(broken_pad_backward, backward_asks_row_only,
       "Only the row is tested for −1. The column may be outside too.");
BREAKS(broken_pad_backward, backward_asks_column_only,
       "Only the column is tested for −1. The row may be outside too.");
BREAKS(broken_pad_backward, pad_subtracts,
       "dy is subtracted from dx; it is added.");

static void clear(real *dx, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        dx[i] = 0;
    }
}

/* One dy goes back to its pixel. */
static void broken_return(real *dx, real dy)
{
    dy = ON(pad_subtracts) ? -dy : dy;
    *dx = ON(last_copy_only) ? dy : *dx + dy;
}

/* How many places along an axis show each pixel. */
static size_t *copies_along(Padding kind, const Axis *axis)
{
    size_t *copies = calloc(axis->size, sizeof *copies);
    for (size_t i = 0; copies != NULL && i < padded_size(axis); i++) {
        int pixel = padding_source(i, kind, axis);
        copies[pixel < 0 ? 0 : pixel] += pixel >= 0;
    }
    return copies;
}

/* dx of a channel, each divided by its copies. */
static void divide_by_copies(real *dx, Padding kind, const Axis *rows,
                             const Axis *columns)
{
    size_t *above = copies_along(kind, rows);
    size_t *before = copies_along(kind, columns);
    for (size_t i = 0; i < rows->size * columns->size; i++) {
        dx[i] /= (real)(above[i / columns->size] * before[i % columns->size]);
    }
    free(above);
    free(before);
}

static void broken_channel(const real *dy, real *dx, Padding kind,
                           const Axis *rows, const Axis *columns)
{
    const Axis *down = ON(backward_axes_exchanged) ? columns : rows;
    const Axis *right = ON(backward_axes_exchanged) ? rows : columns;
    size_t width = padded_size(columns), size = columns->size;
    size_t length = ON(backward_padded_rows)    ? width
                    : ON(backward_rows_of_rows) ? rows->size
                                                : size;
    for (size_t n = 0; n < padded_size(rows) * width; n++) {
        size_t i = n / width, j = n % width;
        int row = padding_source(i, kind, down);
        int column = padding_source(j, kind, right);
        if ((row < 0 && !ON(backward_asks_column_only)) ||
            (column < 0 && !ON(backward_asks_row_only))) {
            continue;
        }
        size_t from = i * (ON(backward_short_rows) ? size : width) + j;
        broken_return(dx + row * (long)length + column, dy[from]);
    }
}

static void broken_pad_backward(const real *dy, real *dx, Padding kind,
                                size_t channels, const Axis *given_rows,
                                const Axis *given_columns)
{
    Axis rows = *given_rows, columns = *given_columns;
    size_t size = rows.size * columns.size;
    size_t all = (ON(one_channel_cleared) ? 1 : channels) * size;
    if (ON(backward_row_padding)) {
        columns.padding = rows.padding;
    } else if (ON(backward_column_padding)) {
        rows.padding = columns.padding;
    }
    if (ON(only_inside_comes_back)) {
        kind = PAD_ZERO;
    } else if (ON(zeros_come_back) && kind == PAD_ZERO) {
        kind = PAD_REPLICATE;
    }
    size_t places = padded_size(&rows) * padded_size(&columns);
    clear(dx, ON(pad_dx_not_cleared) ? 0 : all);
    for (size_t c = 0; c < channels; c++) {
        clear(dx, ON(cleared_at_each_channel) ? all : 0);
        broken_channel(dy + (ON(one_channel_comes_back) ? 0 : c) * places,
                       dx + (ON(one_channel_collects) ? 0 : c) * size, kind,
                       &rows, &columns);
        if (ON(mean_of_copies)) {
            divide_by_copies(dx + c * size, kind, &rows, &columns);
        }
    }
}

/* ---- 8.5 correlate ---- */

BREAKABLE(correlate, broken_correlation, "sec:first-filter");
BREAKS(broken_correlation, correlate_turned,
       "The filter is turned round, as in the convolution of mathematics. "
       "Here f[k][l] meets x[i + k][j + l].");
BREAKS(broken_correlation, correlate_upside_down,
       "The rows of the filter are taken from the last to the first. f[k][l] "
       "meets x[i + k][j + l].");
BREAKS(broken_correlation, correlate_mirrored,
       "The columns of the filter are taken from the last to the first. "
       "f[k][l] meets x[i + k][j + l].");
BREAKS(broken_correlation, filter_transposed,
       "The filter is read as f[l * m + k]: its rows and columns are "
       "exchanged. It is f[k * m + l].");
BREAKS(broken_correlation, rows_of_filter_length,
       "The rows of x are taken to be m long, as those of the filter. They are "
       "w long.");
BREAKS(broken_correlation, rows_of_height_length,
       "The rows of x are taken to be h long. A row has w pixels.");
BREAKS(broken_correlation, y_has_rows_of_x,
       "The rows of y are taken to be w long. They are w − m + 1 long.");
BREAKS(broken_correlation, last_place_missed,
       "The last place is left out. There are h − m + 1 of them down and w − m "
       "+ 1 to the right.");
BREAKS(broken_correlation, filter_over_border,
       "The filter goes on beyond the border. Its last place is h − m down and "
       "w − m to the right.");
BREAKS(broken_correlation, correlate_goes_on,
       "The sum is not set to 0 for the next place: it still holds that of the "
       "places before.");
BREAKS(broken_correlation, correlate_mean,
       "The sum is divided by m². It is a sum.");
BREAKS(broken_correlation, filter_jumps,
       "From one place to the next the filter jumps by its own size. It moves "
       "by one pixel.");
BREAKS(broken_correlation, places_exchanged,
       "The output is written column by column. It is stored row by row, as "
       "all pictures.");
BREAKS(broken_correlation, offsets_exchanged,
       "The place i goes with the column and j with the row. f[k][l] meets "
       "x[i + k][j + l].");
BREAKS(broken_correlation, one_filter_row,
       "Only the first row of the filter is summed. It has m rows.");
BREAKS(broken_correlation, correlate_adds,
       "y is added to without being set first. Whatever it held before is "
       "still in it.");

static real broken_window(const real *x, const real *f, size_t length, size_t m)
{
    real sum = 0;
    for (size_t k = 0; k < (ON(one_filter_row) ? 1 : m); k++) {
        for (size_t l = 0; l < m; l++) {
            bool down = ON(correlate_turned) || ON(correlate_upside_down);
            bool right = ON(correlate_turned) || ON(correlate_mirrored);
            size_t row = down ? m - 1 - k : k, column = right ? m - 1 - l : l;
            sum +=
                f[ON(filter_transposed) ? column * m + row : row * m + column] *
                x[k * length + l];
        }
    }
    return ON(correlate_mean) ? sum / (real)(m * m) : sum;
}

static void broken_correlation(const real *x, const real *f, real *y, size_t h,
                               size_t w, size_t m)
{
    size_t more = ON(last_place_missed) ? 0 : 1 + ON(filter_over_border);
    size_t down = h - m + more, right = w - m + more;
    size_t length = ON(rows_of_filter_length)   ? m
                    : ON(rows_of_height_length) ? h
                                                : w;
    size_t step = ON(filter_jumps) ? m : 1;
    real sum = 0;
    for (size_t i = 0; i < down; i++) {
        for (size_t j = 0; j < right; j++) {
            size_t row = ON(offsets_exchanged) ? j : i;
            size_t column = ON(offsets_exchanged) ? i : j;
            real here =
                broken_window(x + step * (row * length + column), f, length, m);
            sum = here + (ON(correlate_goes_on) ? sum : 0);
            real *to = ON(places_exchanged)  ? y + j * down + i
                       : ON(y_has_rows_of_x) ? y + i * w + j
                                             : y + i * right + j;
            *to = sum + (ON(correlate_adds) ? *to : 0);
        }
    }
}

TOGETHER(correlate_upside_down, correlate_mirrored, "turned round");

/* ---- What the three functions of a convolution have in common ----
   All visit the same terms: a pixel, a weight and a number of the output. The
   mistakes let one of them lie elsewhere. */

typedef struct Slips {
    bool turned, stride_lost, row_stride, column_stride, strides_exchanged;
    bool dilation_lost, row_dilation, column_dilation, dilation_larger;
    bool window_exchanged, first_channel, weights_exchanged;
    bool first_group, group_by_rest, group_not_scaled, groups_lost;
    bool short_rows, window_rows, short_channels, padded_again;
} Slips;

typedef struct Term {
    size_t o, c, k, l, i, j;
} Term;

static void slip_along(Conv *conv, const Slips *s)
{
    Axis *rows = &conv->rows, *columns = &conv->columns;
    size_t down = rows->stride, right = columns->stride;
    if (s->stride_lost) {
        rows->stride = columns->stride = 1;
    } else if (s->strides_exchanged) {
        rows->stride = right;
        columns->stride = down;
    } else if (s->row_stride) {
        columns->stride = down;
    } else if (s->column_stride) {
        rows->stride = right;
    }
    if (s->dilation_lost) {
        rows->dilation = columns->dilation = 1;
    } else if (s->row_dilation) {
        columns->dilation = rows->dilation;
    } else if (s->column_dilation) {
        rows->dilation = columns->dilation;
    }
    rows->dilation += s->dilation_larger;
    columns->dilation += s->dilation_larger;
}

/* Which pixel; −1 if it is not taken at all. `conv` has slipped already. */
static long slipped_pixel(const Conv *conv, const Slips *s, const Term *t)
{
    const Axis *rows = &conv->rows, *columns = &conv->columns;
    size_t channels = conv->in_channels / conv->groups;
    size_t filters = conv->out_channels / conv->groups;
    size_t group = s->group_by_rest ? t->o % conv->groups : t->o / filters;
    size_t first = group * (s->group_not_scaled ? 1 : channels);
    first = s->first_group || s->groups_lost ? 0 : first;
    size_t height = s->short_channels ? rows->size : padded_size(rows);
    size_t width = s->window_rows  ? columns->window
                   : s->short_rows ? columns->size
                                   : padded_size(columns);
    long row = (long)(t->i * rows->stride + t->k * rows->dilation);
    long column = (long)(t->j * columns->stride + t->l * columns->dilation);
    if (s->padded_again) {
        row -= (long)rows->padding;
        column -= (long)columns->padding;
        if (row < 0 || column < 0 || row >= (long)rows->size ||
            column >= (long)columns->size) {
            return -1;
        }
    }
    return ((long)((first + t->c) * height) + row) * (long)width + column;
}

static size_t slipped_weight(const Conv *conv, const Slips *s, const Term *t)
{
    size_t height = conv->rows.window, width = conv->columns.window;
    size_t channels = conv->in_channels / (s->groups_lost ? 1 : conv->groups);
    size_t k = s->turned ? height - 1 - t->k : t->k;
    size_t l = s->turned ? width - 1 - t->l : t->l;
    size_t filter = s->weights_exchanged ? t->c * conv->out_channels + t->o
                                         : t->o * channels + t->c;
    return filter * height * width +
           (s->window_exchanged ? l * height + k : k * width + l);
}

/* The arrays; or of a term the numbers in them. */
typedef struct Numbers {
    real *x, *w, *y;
} Numbers;

/* What is done with each term. */
typedef void Visit(const Numbers *at);

static void visit_window(const Conv *conv, const Slips *s, Term t, Visit *visit,
                         const Numbers *n)
{
    size_t place = (t.o * conv->rows.places + t.i) * conv->columns.places + t.j;
    size_t channels = conv->in_channels / (s->groups_lost ? 1 : conv->groups);
    channels = s->first_channel ? 1 : channels;
    for (t.c = 0; t.c < channels; t.c++) {
        for (t.k = 0; t.k < conv->rows.window; t.k++) {
            for (t.l = 0; t.l < conv->columns.window; t.l++) {
                long pixel = slipped_pixel(conv, s, &t);
                if (pixel >= 0) {
                    visit(&(Numbers){n->x + pixel,
                                     n->w + slipped_weight(conv, s, &t),
                                     n->y + place});
                }
            }
        }
    }
}

/* Window by window. */
static void visit_all(const Conv *given, const Slips *s, Visit *visit,
                      const Numbers *n)
{
    Conv conv = *given;
    slip_along(&conv, s);
    Term t = {0};
    for (t.o = 0; t.o < conv.out_channels; t.o++) {
        for (t.i = 0; t.i < conv.rows.places; t.i++) {
            for (t.j = 0; t.j < conv.columns.places; t.j++) {
                visit_window(&conv, s, t, visit, n);
            }
        }
    }
}

static size_t conv_places(const Conv *conv)
{
    return conv->rows.places * conv->columns.places;
}

static size_t conv_inputs(const Conv *conv)
{
    return conv->in_channels * padded_size(&conv->rows) *
           padded_size(&conv->columns);
}

static size_t conv_weights(const Conv *conv)
{
    return conv->out_channels * (conv->in_channels / conv->groups) *
           conv->rows.window * conv->columns.window;
}

/* The same words for all three. */
#define TURNED                                                                 \
    "The filter is turned round. w[o][c][k][l] meets the pixel k rows down "   \
    "and "                                                                     \
    "l columns to the right, and not the other way round."
#define STRIDE_LOST                                                            \
    "The stride is left out: place i begins at row i · rows.stride, and so "  \
    "for "                                                                     \
    "the columns."
#define ROW_STRIDE                                                             \
    "The stride of the rows is taken for the columns too. They have their "    \
    "own: columns.stride."
#define COLUMN_STRIDE                                                          \
    "The stride of the columns is taken for the rows too. They have their "    \
    "own: rows.stride."
#define STRIDES_EXCHANGED                                                      \
    "The strides have changed places: rows.stride goes with i, "               \
    "columns.stride "                                                          \
    "with j."
#define DILATION_LOST                                                          \
    "The dilation is left out: pixel k of the window lies k · rows.dilation " \
    "below its first, and so for the columns."
#define ROW_DILATION                                                           \
    "The dilation of the rows is taken for the columns too. They have their "  \
    "own: columns.dilation."
#define COLUMN_DILATION                                                        \
    "The dilation of the columns is taken for the rows too. They have their "  \
    "own: rows.dilation."
#define DILATION_LARGER                                                        \
    "The dilation is taken for the number of pixels left out between two. It " \
    "is the step from one to the next: 1 means side by side."
#define WINDOW_EXCHANGED                                                       \
    "Rows and columns of a filter are exchanged: its weights are read column " \
    "by column. They are stored row by row, [rows.window][columns.window]."
#define WEIGHTS_EXCHANGED                                                      \
    "Filter and channel are exchanged in the number of a weight. It is "       \
    "w[o][c][k][l]: all channels of a filter stand together."
#define FIRST_GROUP                                                            \
    "The filters of every group see the channels of the first one. Those of "  \
    "group g begin at channel g · (in_channels / groups)."
#define GROUP_BY_REST                                                          \
    "The groups go by turns, o % groups. They are runs: filter o is in group " \
    "o / (out_channels / groups)."
#define GROUP_NOT_SCALED                                                       \
    "The number of the group is taken for its first channel. That is the "     \
    "number times in_channels / groups."
#define GROUPS_LOST                                                            \
    "The weights are counted as if there were no groups. A filter has those "  \
    "of in_channels / groups channels only."
#define SHORT_ROWS                                                             \
    "The rows of x are taken to be columns.size long. x is padded: they are "  \
    "padded_size(&columns) long."
#define WINDOW_ROWS                                                            \
    "The rows of x are taken to be as long as those of the window. They are "  \
    "padded_size(&columns) long."
#define SHORT_CHANNELS                                                         \
    "A channel of x is taken to have rows.size rows. x is padded: it has "     \
    "padded_size(&rows)."
#define PADDED_AGAIN                                                           \
    "The padding is subtracted from row and column. x has its padding "        \
    "already: place 0 begins at its first pixel."

/* ---- 8.6 conv_forward ---- */

BREAKABLE(conv_forward, broken_conv, "sec:channels");
BREAKS_SEE(broken_conv, conv_turned, TURNED, "sec:first-filter");
BREAKS_SEE(broken_conv, conv_stride_lost, STRIDE_LOST, "sec:places");
BREAKS_SEE(broken_conv, conv_row_stride, ROW_STRIDE, "sec:places");
BREAKS_SEE(broken_conv, conv_column_stride, COLUMN_STRIDE, "sec:places");
BREAKS_SEE(broken_conv, conv_strides_exchanged, STRIDES_EXCHANGED,
           "sec:places");
BREAKS_SEE(broken_conv, conv_dilation_lost, DILATION_LOST, "sec:places");
BREAKS_SEE(broken_conv, conv_row_dilation, ROW_DILATION, "sec:places");
BREAKS_SEE(broken_conv, conv_column_dilation, COLUMN_DILATION, "sec:places");
BREAKS_SEE(broken_conv, conv_dilation_larger, DILATION_LARGER, "sec:places");
BREAKS(broken_conv, conv_window_exchanged, WINDOW_EXCHANGED);
BREAKS(broken_conv, conv_first_channel,
       "Only one channel is summed. A filter sees all channels of its group.");
BREAKS(broken_conv, conv_weights_exchanged, WEIGHTS_EXCHANGED);
BREAKS_SEE(broken_conv, conv_first_group, FIRST_GROUP, "sec:groups");
BREAKS_SEE(broken_conv, conv_group_by_rest, GROUP_BY_REST, "sec:groups");
BREAKS_SEE(broken_conv, conv_group_not_scaled, GROUP_NOT_SCALED, "sec:groups");
BREAKS_SEE(broken_conv, conv_groups_lost, GROUPS_LOST, "sec:groups");
BREAKS_SEE(broken_conv, conv_short_rows, SHORT_ROWS, "sec:padding");
BREAKS(broken_conv, conv_window_rows, WINDOW_ROWS);
BREAKS_SEE(broken_conv, conv_short_channels, SHORT_CHANNELS, "sec:padding");
BREAKS_SEE(broken_conv, conv_padded_again, PADDED_AGAIN, "sec:padding");
BREAKS(broken_conv, conv_without_bias,
       "The bias is missing. The sum starts from b[o].");
BREAKS(broken_conv, conv_bias_each_channel,
       "The bias is added once for each channel. It is added once in all.");
BREAKS(broken_conv, conv_bias_each_weight,
       "The bias is added once for each weight. It is added once in all.");
BREAKS(broken_conv, conv_first_bias,
       "b[0] is taken for all filters. Each has its own: b[o].");
BREAKS(broken_conv, conv_keeps_last,
       "= is written where += is meant: of all products only the last one is "
       "kept. Sum them.");
BREAKS(broken_conv, conv_goes_on,
       "The sum is not begun anew at the next place: it still holds that of "
       "the places before.");
BREAKS(broken_conv, conv_column_by_column,
       "The output is written column by column. It is stored row by row, as "
       "all pictures.");

static void add_product(const Numbers *at)
{
    *at->y = ON(conv_keeps_last) ? *at->w * *at->x : *at->y + *at->w * *at->x;
}

static void turn_over(real *y, size_t rows, size_t columns)
{
    real *copy = malloc(rows * columns * sizeof *copy);
    for (size_t n = 0; copy != NULL && n < rows * columns; n++) {
        copy[n] = y[n];
    }
    for (size_t n = 0; copy != NULL && n < rows * columns; n++) {
        y[n % columns * rows + n / columns] = copy[n];
    }
    free(copy);
}

static Slips slips_forward(void)
{
    return (Slips){.turned = ON(conv_turned),
                   .stride_lost = ON(conv_stride_lost),
                   .row_stride = ON(conv_row_stride),
                   .column_stride = ON(conv_column_stride),
                   .strides_exchanged = ON(conv_strides_exchanged),
                   .dilation_lost = ON(conv_dilation_lost),
                   .row_dilation = ON(conv_row_dilation),
                   .column_dilation = ON(conv_column_dilation),
                   .dilation_larger = ON(conv_dilation_larger),
                   .window_exchanged = ON(conv_window_exchanged),
                   .first_channel = ON(conv_first_channel),
                   .weights_exchanged = ON(conv_weights_exchanged),
                   .first_group = ON(conv_first_group),
                   .group_by_rest = ON(conv_group_by_rest),
                   .group_not_scaled = ON(conv_group_not_scaled),
                   .groups_lost = ON(conv_groups_lost),
                   .short_rows = ON(conv_short_rows),
                   .window_rows = ON(conv_window_rows),
                   .short_channels = ON(conv_short_channels),
                   .padded_again = ON(conv_padded_again)};
}

static void broken_conv(const real *x, const real *w, const real *b, real *y,
                        const Conv *conv)
{
    Slips slips = slips_forward();
    size_t places = conv_places(conv);
    size_t channels = conv->in_channels / conv->groups;
    size_t weights = channels * conv->rows.window * conv->columns.window;
    real times = ON(conv_without_bias)        ? 0
                 : ON(conv_bias_each_channel) ? (real)channels
                 : ON(conv_bias_each_weight)  ? (real)weights
                                              : 1;
    for (size_t n = 0; n < conv->out_channels * places; n++) {
        y[n] = times * b[ON(conv_first_bias) ? 0 : n / places];
    }
    Numbers numbers = {(real *)x, (real *)w, y};
    visit_all(conv, &slips, add_product, &numbers);
    for (size_t n = 1; n < conv->out_channels * places; n++) {
        y[n] += ON(conv_goes_on) ? y[n - 1] : 0;
    }
    for (size_t o = 0; o < conv->out_channels; o++) {
        if (ON(conv_column_by_column)) {
            turn_over(y + o * places, conv->rows.places, conv->columns.places);
        }
    }
}

/* ---- 8.7 conv_bias_gradient ---- */

BREAKABLE(conv_bias_gradient, broken_bias, "sec:conv-gradients");
BREAKS(broken_bias, bias_overwritten,
       "db is overwritten. It is added to: the next picture of the batch adds "
       "its own.");
BREAKS(broken_bias, bias_keeps_last,
       "= is written where += is meant: only the dy of the last place is "
       "kept. Sum over all places.");
BREAKS(broken_bias, bias_averaged,
       "The sum is divided by the number of places. It is a sum.");
BREAKS(broken_bias, bias_by_turns,
       "dy is read as if the filters went by turns. All places of a filter "
       "stand together: dy[o · places + i].");
BREAKS(broken_bias, bias_first_filter,
       "The dy of the first filter is summed for all. Filter o begins at dy + "
       "o · rows.places · columns.places.");
BREAKS(broken_bias, bias_all_filters,
       "Every bias gets the sum over all filters. It gets that of its own.");
BREAKS(broken_bias, bias_first_only,
       "Only db[0] is changed. There is one bias for each filter.");
BREAKS(broken_bias, bias_all_in_first,
       "Everything is added to db[0]. Filter o has its own, db[o].");
BREAKS(broken_bias, bias_one_row,
       "Only the first row of places is summed. There are rows.places of "
       "them.");
BREAKS(broken_bias, bias_one_column,
       "Only one place of each row is summed. A row has columns.places.");
BREAKS(broken_bias, bias_one_place,
       "Only the first place of each filter counts. The bias is added at every "
       "place.");
BREAKS(broken_bias, bias_square_places,
       "The places are taken to be rows.places in both directions. To the "
       "right there are columns.places.");
BREAKS(broken_bias, bias_over_picture,
       "The loop goes over the pixels of the picture. dy has a number for each "
       "place: rows.places · columns.places.");
BREAKS(broken_bias, bias_over_channels,
       "The loop goes over the channels of the input. There is one bias for "
       "each channel of the output.");
BREAKS(broken_bias, bias_subtracted,
       "dy is subtracted. It is added; the optimiser subtracts, later.");

static void broken_bias(const real *dy, real *db, const Conv *conv)
{
    size_t rows = conv->rows.places, columns = conv->columns.places;
    columns = ON(bias_square_places) ? rows : columns;
    size_t filters =
        ON(bias_over_channels) ? conv->in_channels : conv->out_channels;
    if (ON(bias_over_picture)) {
        rows = conv->rows.size;
        columns = conv->columns.size;
    }
    size_t places = rows * columns;
    size_t end = ON(bias_all_filters) ? filters * places
                 : ON(bias_one_place) ? 1
                 : ON(bias_one_row)   ? columns
                                      : places;
    for (size_t o = 0; o < (ON(bias_first_only) ? 1 : filters); o++) {
        bool same = ON(bias_first_filter) || ON(bias_all_filters);
        size_t start = same ? 0 : ON(bias_by_turns) ? o : o * places;
        size_t step = ON(bias_by_turns) ? filters : 1;
        real sum = 0;
        for (size_t i = 0; i < end; i += ON(bias_one_column) ? columns : 1) {
            real part = dy[start + i * step];
            sum = ON(bias_keeps_last) ? part : sum + part;
        }
        sum /= ON(bias_averaged) ? (real)places : 1;
        sum = ON(bias_subtracted) ? -sum : sum;
        real *to = db + (ON(bias_all_in_first) ? 0 : o);
        bool fresh = ON(bias_overwritten) || ON(bias_keeps_last);
        *to = fresh ? sum : *to + sum;
    }
}

TOGETHER(bias_one_row, bias_one_column, "one place is left");
TOGETHER(bias_first_only, bias_all_filters, "the sum of all in the first");

/* ---- 8.8 conv_weight_gradient ---- */

BREAKABLE(conv_weight_gradient, broken_weights, "sec:conv-gradients");
BREAKS(broken_weights, weights_turned, TURNED);
BREAKS_SEE(broken_weights, weights_stride_lost, STRIDE_LOST, "sec:places");
BREAKS_SEE(broken_weights, weights_row_stride, ROW_STRIDE, "sec:places");
BREAKS_SEE(broken_weights, weights_column_stride, COLUMN_STRIDE, "sec:places");
BREAKS_SEE(broken_weights, weights_strides_exchanged, STRIDES_EXCHANGED,
           "sec:places");
BREAKS_SEE(broken_weights, weights_dilation_lost, DILATION_LOST, "sec:places");
BREAKS_SEE(broken_weights, weights_row_dilation, ROW_DILATION, "sec:places");
BREAKS_SEE(broken_weights, weights_column_dilation, COLUMN_DILATION,
           "sec:places");
BREAKS_SEE(broken_weights, weights_dilation_larger, DILATION_LARGER,
           "sec:places");
BREAKS(broken_weights, weights_window_exchanged, WINDOW_EXCHANGED);
BREAKS(broken_weights, weights_first_channel,
       "Only the weights of one channel get a gradient. A filter has some for "
       "each channel of its group.");
BREAKS(broken_weights, weights_order_exchanged, WEIGHTS_EXCHANGED);
BREAKS_SEE(broken_weights, weights_first_group, FIRST_GROUP, "sec:groups");
BREAKS_SEE(broken_weights, weights_group_by_rest, GROUP_BY_REST, "sec:groups");
BREAKS_SEE(broken_weights, weights_group_not_scaled, GROUP_NOT_SCALED,
           "sec:groups");
BREAKS_SEE(broken_weights, weights_groups_lost, GROUPS_LOST, "sec:groups");
BREAKS_SEE(broken_weights, weights_short_rows, SHORT_ROWS, "sec:padding");
BREAKS(broken_weights, weights_window_rows, WINDOW_ROWS);
BREAKS_SEE(broken_weights, weights_short_channels, SHORT_CHANNELS,
           "sec:padding");
BREAKS_SEE(broken_weights, weights_padded_again, PADDED_AGAIN, "sec:padding");
BREAKS(broken_weights, weights_overwritten,
       "dw is overwritten. It is added to: the next picture of the batch adds "
       "its own.");
BREAKS(broken_weights, weights_keep_last,
       "= is written where += is meant: of all places only the last one "
       "counts. Sum over the places.");
BREAKS(broken_weights, weights_averaged,
       "The sum is divided by the number of places. It is a sum.");
BREAKS(broken_weights, weights_without_pixel,
       "Only dy is summed. Each dy is multiplied by the pixel that the weight "
       "met at that place.");
BREAKS(broken_weights, weights_times_old,
       "dy is multiplied by what dw holds. It is multiplied by the pixel of "
       "x.");
BREAKS(broken_weights, weights_first_dy,
       "The dy of the first filter is taken for all. Filter o begins at dy + "
       "o · rows.places · columns.places.");
BREAKS(broken_weights, weights_subtracted,
       "The gradient is subtracted from dw. It is added; the optimiser "
       "subtracts, later.");

static void add_weight(const Numbers *at)
{
    real part = ON(weights_without_pixel) ? *at->y
                : ON(weights_times_old)   ? *at->y * *at->w
                                          : *at->y * *at->x;
    part = ON(weights_subtracted) ? -part : part;
    *at->w = ON(weights_keep_last) ? part : *at->w + part;
}

static Slips slips_weights(void)
{
    return (Slips){.turned = ON(weights_turned),
                   .stride_lost = ON(weights_stride_lost),
                   .row_stride = ON(weights_row_stride),
                   .column_stride = ON(weights_column_stride),
                   .strides_exchanged = ON(weights_strides_exchanged),
                   .dilation_lost = ON(weights_dilation_lost),
                   .row_dilation = ON(weights_row_dilation),
                   .column_dilation = ON(weights_column_dilation),
                   .dilation_larger = ON(weights_dilation_larger),
                   .window_exchanged = ON(weights_window_exchanged),
                   .first_channel = ON(weights_first_channel),
                   .weights_exchanged = ON(weights_order_exchanged),
                   .first_group = ON(weights_first_group),
                   .group_by_rest = ON(weights_group_by_rest),
                   .group_not_scaled = ON(weights_group_not_scaled),
                   .groups_lost = ON(weights_groups_lost),
                   .short_rows = ON(weights_short_rows),
                   .window_rows = ON(weights_window_rows),
                   .short_channels = ON(weights_short_channels),
                   .padded_again = ON(weights_padded_again)};
}

static void broken_weights(const real *x, const real *dy, real *dw,
                           const Conv *conv)
{
    Slips slips = slips_weights();
    size_t places = conv_places(conv), count = conv_weights(conv);
    size_t outputs = conv->out_channels * places;
    real *old = calloc(count + outputs, sizeof *old), *from = old + count;
    for (size_t n = 0; n < count; n++) {
        old[n] = dw[n];
    }
    for (size_t n = 0; n < outputs; n++) {
        from[n] = dy[ON(weights_first_dy) ? n % places : n];
    }
    clear(dw, ON(weights_overwritten) || ON(weights_averaged) ? count : 0);
    Numbers numbers = {(real *)x, dw, from};
    visit_all(conv, &slips, add_weight, &numbers);
    for (size_t n = 0; n < count && ON(weights_averaged); n++) {
        dw[n] = dw[n] / (real)places + (ON(weights_overwritten) ? 0 : old[n]);
    }
    free(old);
}

/* ---- 8.9 conv_input_gradient ---- */

BREAKABLE(conv_input_gradient, broken_input, "sec:conv-gradients");
BREAKS(broken_input, input_turned, TURNED);
BREAKS_SEE(broken_input, input_stride_lost, STRIDE_LOST, "sec:places");
BREAKS_SEE(broken_input, input_row_stride, ROW_STRIDE, "sec:places");
BREAKS_SEE(broken_input, input_column_stride, COLUMN_STRIDE, "sec:places");
BREAKS_SEE(broken_input, input_strides_exchanged, STRIDES_EXCHANGED,
           "sec:places");
BREAKS_SEE(broken_input, input_dilation_lost, DILATION_LOST, "sec:places");
BREAKS_SEE(broken_input, input_row_dilation, ROW_DILATION, "sec:places");
BREAKS_SEE(broken_input, input_column_dilation, COLUMN_DILATION, "sec:places");
BREAKS_SEE(broken_input, input_dilation_larger, DILATION_LARGER, "sec:places");
BREAKS(broken_input, input_window_exchanged, WINDOW_EXCHANGED);
BREAKS(broken_input, input_first_channel,
       "Only one channel of each group gets a gradient. All channels of the "
       "group had a part in the sum.");
BREAKS(broken_input, input_weights_exchanged, WEIGHTS_EXCHANGED);
BREAKS_SEE(broken_input, input_first_group, FIRST_GROUP, "sec:groups");
BREAKS_SEE(broken_input, input_group_by_rest, GROUP_BY_REST, "sec:groups");
BREAKS_SEE(broken_input, input_group_not_scaled, GROUP_NOT_SCALED,
           "sec:groups");
BREAKS_SEE(broken_input, input_groups_lost, GROUPS_LOST, "sec:groups");
BREAKS_SEE(broken_input, input_short_rows, SHORT_ROWS, "sec:padding");
BREAKS(broken_input, input_window_rows, WINDOW_ROWS);
BREAKS_SEE(broken_input, input_short_channels, SHORT_CHANNELS, "sec:padding");
BREAKS_SEE(broken_input, input_padded_again, PADDED_AGAIN, "sec:padding");
BREAKS(broken_input, input_not_cleared,
       "dx is added to without being set to 0 first. It is overwritten.");
BREAKS(broken_input, input_cleared_unpadded,
       "Not all of dx is set to 0: with its padding it has in_channels · "
       "padded_size(&rows) · padded_size(&columns) pixels.");
BREAKS(broken_input, input_one_channel_cleared,
       "Only the first channel of dx is set to 0. Set all of them.");
BREAKS(broken_input, input_keeps_last_window,
       "= is written where += is meant: where windows overlap only the last "
       "one counts. Sum over them.");
BREAKS(broken_input, input_last_filter,
       "dx is set to 0 anew for each filter, so that only the last one counts. "
       "Do it once, before the loops.");
BREAKS(broken_input, input_last_filter_of_group,
       "dx of a group is set to 0 anew for each of its filters, so that only "
       "the last one counts. Do it once, before the loops.");
BREAKS(broken_input, input_without_weight,
       "Only dy is summed. Each dy is multiplied by the weight that the pixel "
       "met at that place.");
BREAKS(broken_input, input_first_dy,
       "The dy of the first filter is taken for all. Filter o begins at dy + "
       "o · rows.places · columns.places.");
BREAKS(broken_input, input_first_filter,
       "The weights of the first filter are taken for all. Filter o has its "
       "own.");
BREAKS(broken_input, input_subtracts,
       "The gradient is subtracted from dx. It is added.");

static void add_pixel(const Numbers *at)
{
    real part = ON(input_without_weight) ? *at->y : *at->y * *at->w;
    part = ON(input_subtracts) ? -part : part;
    *at->x = ON(input_keeps_last_window) ? part : *at->x + part;
}

static Slips slips_input(void)
{
    return (Slips){.turned = ON(input_turned),
                   .stride_lost = ON(input_stride_lost),
                   .row_stride = ON(input_row_stride),
                   .column_stride = ON(input_column_stride),
                   .strides_exchanged = ON(input_strides_exchanged),
                   .dilation_lost = ON(input_dilation_lost),
                   .row_dilation = ON(input_row_dilation),
                   .column_dilation = ON(input_column_dilation),
                   .dilation_larger = ON(input_dilation_larger),
                   .window_exchanged = ON(input_window_exchanged),
                   .first_channel = ON(input_first_channel),
                   .weights_exchanged = ON(input_weights_exchanged),
                   .first_group = ON(input_first_group),
                   .group_by_rest = ON(input_group_by_rest),
                   .group_not_scaled = ON(input_group_not_scaled),
                   .groups_lost = ON(input_groups_lost),
                   .short_rows = ON(input_short_rows),
                   .window_rows = ON(input_window_rows),
                   .short_channels = ON(input_short_channels),
                   .padded_again = ON(input_padded_again)};
}

static void broken_input(const real *w, const real *dy, real *dx,
                         const Conv *conv)
{
    Slips slips = slips_input();
    size_t places = conv_places(conv), weights = conv_weights(conv);
    size_t own = weights / conv->out_channels, filters = conv->out_channels;
    size_t cleared = conv_inputs(conv);
    if (ON(input_cleared_unpadded)) {
        cleared = conv->in_channels * conv->rows.size * conv->columns.size;
    }
    cleared /= ON(input_one_channel_cleared) ? conv->in_channels : 1;
    clear(dx, ON(input_not_cleared) ? 0 : cleared);
    real *from = calloc(filters * places + weights, sizeof *from);
    real *used = from + filters * places;
    for (size_t n = 0; n < weights; n++) {
        used[n] = w[ON(input_first_filter) ? n % own : n];
    }
    for (size_t n = 0; n < filters * places; n++) {
        size_t filter = n / places, run = filters / conv->groups;
        bool skipped =
            (ON(input_last_filter) && filter + 1 < filters) ||
            (ON(input_last_filter_of_group) && filter % run + 1 < run);
        size_t at = ON(input_first_dy) ? n % places : n;
        from[n] = skipped ? 0 : dy[at];
    }
    real *weights_of = ON(input_first_filter) ? used : (real *)w;
    Numbers numbers = {dx, weights_of, from};
    visit_all(conv, &slips, add_pixel, &numbers);
    free(from);
}

/* ---- What the poolings have in common ---- */

typedef struct PoolSlips {
    bool padding_lost, stride_lost, row_stride, column_stride, dilation_lost;
    bool row_window, column_window, padded_rows;
} PoolSlips;

static void pool_slip(Pool *pool, const PoolSlips *s)
{
    Axis *rows = &pool->rows, *columns = &pool->columns;
    if (s->stride_lost) {
        rows->stride = columns->stride = 1;
    } else if (s->row_stride) {
        columns->stride = rows->stride;
    } else if (s->column_stride) {
        rows->stride = columns->stride;
    }
    if (s->row_window) {
        columns->window = rows->window;
    } else if (s->column_window) {
        rows->window = columns->window;
    }
    if (s->dilation_lost) {
        rows->dilation = columns->dilation = 1;
    }
    if (s->padding_lost) {
        rows->padding = columns->padding = 0;
    }
}

/* Which pixel of the channel; −1 outside. `pool` has slipped already. */
static int slipped_source(const Pool *pool, const PoolSlips *s, const Term *t)
{
    const Axis *rows = &pool->rows, *columns = &pool->columns;
    int row = padding_source(t->i * rows->stride + t->k * rows->dilation,
                             PAD_ZERO, rows);
    int column = padding_source(
        t->j * columns->stride + t->l * columns->dilation, PAD_ZERO, columns);
    size_t length = s->padded_rows ? padded_size(columns) : columns->size;
    return row < 0 || column < 0 ? -1 : row * (int)length + column;
}

static size_t pool_places(const Pool *pool)
{
    return pool->rows.places * pool->columns.places;
}

#define POOL_PADDING_LOST                                                      \
    "The padding is left out: at place 0 the window begins that many pixels "  \
    "before the picture. Hand i · stride + k · dilation to padding_source."
#define POOL_ROW_WINDOW                                                        \
    "The window is taken to be rows.window wide too. Its width is "            \
    "columns.window."
#define POOL_COLUMN_WINDOW                                                     \
    "The window is taken to be columns.window high too. Its height is "        \
    "rows.window."
#define POOL_PADDED_ROWS                                                       \
    "The rows of the picture are taken to have padding. Nothing is stored "    \
    "beside them: they are columns.size long."

/* ---- 8.10 max_pool_forward ---- */

BREAKABLE(max_pool_forward, broken_max, "sec:pooling");
BREAKS_SEE(broken_max, max_padding_lost, POOL_PADDING_LOST, "sec:padding");
BREAKS_SEE(broken_max, max_stride_lost, STRIDE_LOST, "sec:places");
BREAKS_SEE(broken_max, max_row_stride, ROW_STRIDE, "sec:places");
BREAKS_SEE(broken_max, max_column_stride, COLUMN_STRIDE, "sec:places");
BREAKS_SEE(broken_max, max_dilation_lost, DILATION_LOST, "sec:places");
BREAKS(broken_max, max_row_window, POOL_ROW_WINDOW);
BREAKS(broken_max, max_column_window, POOL_COLUMN_WINDOW);
BREAKS(broken_max, max_padded_rows, POOL_PADDED_ROWS);
BREAKS(broken_max, max_from_zero,
       "The maximum starts from 0. In a window of negative pixels none is "
       "larger than that: start from the first pixel that is inside.");
BREAKS(broken_max, max_from_nowhere,
       "The maximum starts from 0, which is no pixel. In a window of negative "
       "pixels none is larger, and the index is that of none.");
BREAKS(broken_max, ties_to_the_last,
       "Of equal pixels the last one is taken. Replace the best only by a "
       "larger one: the first of them counts.");
BREAKS(broken_max, index_in_all,
       "index counts over all channels. It counts within its own: row · "
       "columns.size + column.");
BREAKS(broken_max, index_in_window,
       "index counts within the window. It says where the pixel is in the "
       "channel: row · columns.size + column.");
BREAKS(broken_max, index_in_padded,
       "index counts in the picture with its padding. It counts in the picture "
       "itself: row · columns.size + column.");
BREAKS(broken_max, index_transposed,
       "index is column · rows.size + row. It is row · columns.size + column.");
BREAKS(broken_max, border_is_zero,
       "What is outside takes part as a 0. There is nothing there: leave it "
       "out.");
BREAKS(broken_max, max_same_channel,
       "Every channel is read from the first. Channel c begins at x + c · "
       "rows.size · columns.size.");
BREAKS(broken_max, takes_minimum,
       "The smallest pixel is taken. It should be the largest.");
BREAKS(broken_max, compares_sizes,
       "The sizes of the pixels are compared, without their signs. −5 is "
       "smaller than 2.");
BREAKS(broken_max, zero_is_none,
       "An index of 0 is taken for \"none yet\", and so pixel 0 is replaced by "
       "whatever comes next. Start from −1, or remember it by itself.");
BREAKS(broken_max, index_by_places,
       "index is row · columns.places + column. It says where the pixel is in "
       "x, whose rows are columns.size long.");
BREAKS(
    broken_max, best_goes_on,
    "The best is not forgotten at the next place: a window still knows those "
    "before it in its row.");
BREAKS(broken_max, walks_down_columns,
       "The window is walked column by column, so that of equal pixels another "
       "one is the first. Walk it row by row.");
BREAKS(broken_max, max_from_first_pixel,
       "The search starts from the channel's first pixel, which need not be in "
       "the window. Start from the first that is.");
BREAKS(broken_max, max_one_row,
       "Only the first row of the window is looked at. It has rows.window "
       "rows.");

static size_t broken_index(const Pool *pool, const Term *t, const Term *best,
                           int at)
{
    const Axis *rows = &pool->rows, *columns = &pool->columns;
    size_t width = columns->size, place = (size_t)at;
    if (ON(index_in_all)) {
        return t->c * rows->size * width + place;
    }
    if (ON(index_in_window)) {
        return best->k * columns->window + best->l;
    }
    if (ON(index_in_padded)) {
        return (place / width + rows->padding) * padded_size(columns) +
               place % width + columns->padding;
    }
    if (ON(index_by_places)) {
        return place / width * columns->places + place % width;
    }
    return ON(index_transposed) ? place % width * rows->size + place / width
                                : place;
}

static bool is_better(real pixel, real best)
{
    if (ON(compares_sizes)) {
        pixel = fabs(pixel);
        best = fabs(best);
    }
    if (ON(takes_minimum)) {
        pixel = -pixel;
        best = -best;
    }
    return pixel > best || (ON(ties_to_the_last) && pixel == best);
}

/* The largest so far, and where it was. */
typedef struct Best {
    bool any;
    size_t found;
    real largest;
} Best;

static Best broken_start(const real *x)
{
    bool nowhere = ON(max_from_nowhere), first = ON(max_from_first_pixel);
    return (Best){ON(max_from_zero) || nowhere || first,
                  nowhere ? (size_t)-1 : 0, first ? x[0] : 0};
}

static void broken_maximum(const real *x, const Pool *pool,
                           const PoolSlips *slips, Term t, Best *best)
{
    size_t rows = ON(max_one_row) ? 1 : pool->rows.window;
    size_t columns = pool->columns.window;
    for (size_t n = 0; n < rows * columns; n++) {
        t.k = ON(walks_down_columns) ? n % rows : n / columns;
        t.l = ON(walks_down_columns) ? n / rows : n % columns;
        int at = slipped_source(pool, slips, &t);
        if (at < 0 && !ON(border_is_zero)) {
            continue;
        }
        real pixel = at < 0 ? 0 : x[at];
        bool none = ON(zero_is_none) ? best->found == 0 : !best->any;
        if (none || is_better(pixel, best->largest)) {
            *best = (Best){true,
                           at < 0 ? (size_t)-1 : broken_index(pool, &t, &t, at),
                           pixel};
        }
    }
}

static void broken_max(const real *x, real *y, int *index, const Pool *given)
{
    Pool pool = *given;
    PoolSlips slips = {.padding_lost = ON(max_padding_lost),
                       .stride_lost = ON(max_stride_lost),
                       .row_stride = ON(max_row_stride),
                       .column_stride = ON(max_column_stride),
                       .dilation_lost = ON(max_dilation_lost),
                       .row_window = ON(max_row_window),
                       .column_window = ON(max_column_window),
                       .padded_rows = ON(max_padded_rows)};
    size_t size = pool.rows.size * pool.columns.size;
    pool_slip(&pool, &slips);
    Best best = {0};
    Term t = {0};
    for (t.c = 0; t.c < pool.channels; t.c++) {
        const real *channel = x + (ON(max_same_channel) ? 0 : t.c * size);
        for (t.i = 0; t.i < pool.rows.places; t.i++) {
            for (t.j = 0; t.j < pool.columns.places; t.j++) {
                if (t.j == 0 || !ON(best_goes_on)) {
                    best = broken_start(channel);
                }
                broken_maximum(channel, &pool, &slips, t, &best);
                *y++ = best.largest;
                *index++ = (int)best.found;
            }
        }
    }
}

/* ---- 8.11 max_pool_backward ---- */

BREAKABLE(max_pool_backward, broken_max_backward, "sec:pooling");
BREAKS(broken_max_backward, max_not_cleared,
       "dx is added to without being set to 0 first. Pixels that were no "
       "maximum get 0.");
BREAKS(broken_max_backward, max_keeps_last,
       "= is written where += is meant: a pixel that is the largest of several "
       "windows gets the sum of their dy.");
BREAKS(broken_max_backward, max_one_channel_cleared,
       "Only the first channel of dx is set to 0. Set all of them.");
BREAKS(broken_max_backward, max_cleared_each_channel,
       "All of dx is set to 0 anew at each channel, so that only the last is "
       "left. Do it once, before the loops.");
BREAKS(broken_max_backward, max_cleared_each_place,
       "All of dx is set to 0 anew at each place, so that only the last is "
       "left. Do it once, before the loops.");
BREAKS(broken_max_backward, max_index_in_all,
       "index is taken to count over all channels. It counts within its own: "
       "channel c begins at dx + c · rows.size · columns.size.");
BREAKS(broken_max_backward, max_channel_of_places,
       "A channel of dx is taken to be as large as one of dy. It has rows.size "
       "· columns.size pixels.");
BREAKS(broken_max_backward, max_channel_padded,
       "A channel of dx is taken to have padding. It has rows.size · "
       "columns.size pixels.");
BREAKS(broken_max_backward, max_first_index,
       "The index of the first channel is taken for all. Each channel has its "
       "own.");
BREAKS(broken_max_backward, max_first_dy,
       "The dy of the first channel is taken for all. Each channel has its "
       "own.");
BREAKS(broken_max_backward, max_one_channel,
       "Only the first channel gets something back. Loop over all of them.");
BREAKS(broken_max_backward, max_to_whole_window,
       "Every pixel of the window gets dy. Only the largest had a say: the one "
       "that index tells of.");
BREAKS(broken_max_backward, max_shared,
       "dy is divided by the size of the window. The largest pixel gets all "
       "of it.");
BREAKS(broken_max_backward, max_index_transposed,
       "index is taken for column · rows.size + row. It is row · columns.size "
       "+ column: the pixel's place in its channel.");
BREAKS(broken_max_backward, max_square_places,
       "The places are taken to be rows.places in both directions. To the "
       "right there are columns.places.");
BREAKS(broken_max_backward, max_subtracts,
       "dy is subtracted from dx; it is added.");

static void give(real *dx, real dy)
{
    dy = ON(max_subtracts) ? -dy : dy;
    *dx = ON(max_keeps_last) ? dy : *dx + dy;
}

static void give_to_all(real *dx, real dy, const Pool *pool, size_t place)
{
    PoolSlips none = {0};
    Term t = {.i = place / pool->columns.places,
              .j = place % pool->columns.places};
    for (t.k = 0; t.k < pool->rows.window; t.k++) {
        for (t.l = 0; t.l < pool->columns.window; t.l++) {
            int at = slipped_source(pool, &none, &t);
            if (at >= 0) {
                give(dx + at, dy);
            }
        }
    }
}

static void broken_max_backward(const real *dy, const int *index, real *dx,
                                const Pool *pool)
{
    const Axis *rows = &pool->rows, *columns = &pool->columns;
    size_t square = rows->places * rows->places;
    size_t places = ON(max_square_places) ? square : pool_places(pool);
    size_t size = rows->size * columns->size;
    size_t channels = ON(max_one_channel) ? 1 : pool->channels;
    real share = (real)(rows->window * columns->window);
    size_t step = ON(max_index_in_all)        ? 0
                  : ON(max_channel_of_places) ? places
                  : ON(max_channel_padded)
                      ? padded_size(rows) * padded_size(columns)
                      : size;
    size_t all = ON(max_one_channel_cleared) ? size : pool->channels * size;
    clear(dx, ON(max_not_cleared) ? 0 : all);
    for (size_t n = 0; n < channels * places; n++) {
        size_t c = n / places, i = n % places;
        bool last = n + 1 == channels * places;
        if (ON(max_cleared_each_place) && !last) {
            continue; /* it would be cleared again */
        }
        clear(dx, i == 0 && ON(max_cleared_each_channel) ? all : 0);
        real part = dy[ON(max_first_dy) ? i : n];
        part /= ON(max_shared) ? share : 1;
        size_t at = (size_t)index[ON(max_first_index) ? i : n];
        if (ON(max_index_transposed)) {
            at = at % rows->size * columns->size + at / rows->size;
        }
        if (ON(max_to_whole_window)) {
            give_to_all(dx + c * step, part, pool, i);
        } else {
            give(dx + c * step + at, part);
        }
    }
}

/* ---- 8.12 avg_pool_forward ---- */

#define COUNTS_ALWAYS                                                          \
    "The padding is always counted. Without count_padding divide by how many " \
    "pixels of the picture the window holds."
#define COUNTS_NEVER                                                           \
    "The padding is never counted. With count_padding divide by rows.window "  \
    "· columns.window."
#define COUNT_REVERSED                                                         \
    "count_padding is taken the wrong way round: if it is true, divide by "    \
    "rows.window · columns.window."
#define COUNTS_REACHED                                                         \
    "What lies beyond the padding is not counted. With count_padding every "   \
    "pixel of the window counts: rows.window · columns.window."
#define DIVIDES_BY_ROWS                                                        \
    "It is divided by rows.window alone. A window has rows.window · "         \
    "columns.window pixels."
#define DIVIDES_BY_SQUARE                                                      \
    "It is divided by rows.window squared. The window may be wider than it "   \
    "is "                                                                      \
    "high: rows.window · columns.window."
#define DIVIDES_BY_LENGTHS                                                     \
    "It is divided by the area that the window spans. With dilation it has "   \
    "gaps, which hold no pixels: count only those that it holds."
#define NOT_DIVIDED "The sum is not divided. An average is."
#define COUNTS_ONE_AXIS                                                        \
    "Only what is cut off of the rows is left out of the count. At the left "  \
    "and the right the window is cut off too."

#define COUNTS_AT_PIXEL                                                        \
    "window_pixels is asked about the pixel where the window begins. It "      \
    "takes "                                                                   \
    "the number of the place: i, not i · stride."

typedef struct CountSlips {
    bool always, never, reversed, reached, rows, square, lengths, one, one_axis;
    bool at_pixel;
} CountSlips;

static size_t length_of(const Axis *axis)
{
    return axis->dilation * (axis->window - 1) + 1;
}

/* How many of the window's pixels lie on the picture or its padding. */
static size_t reached(size_t i, const Axis *axis)
{
    size_t count = 0;
    for (size_t k = 0; k < axis->window; k++) {
        count += i * axis->stride + k * axis->dilation < padded_size(axis);
    }
    return count;
}

/* What the average is divided by. */
static size_t slipped_count(const Pool *pool, const CountSlips *s, size_t i,
                            size_t j, bool count_padding)
{
    const Axis *rows = &pool->rows, *columns = &pool->columns;
    count_padding = s->always     ? true
                    : s->never    ? false
                    : s->reversed ? !count_padding
                                  : count_padding;
    if (s->at_pixel) {
        i *= rows->stride;
        j *= columns->stride;
    }
    size_t inside = window_pixels(i, rows) * window_pixels(j, columns);
    size_t count = count_padding ? rows->window * columns->window : inside;
    if (s->reached && count_padding) {
        count = reached(i, rows) * reached(j, columns);
    }
    if (s->one_axis && !count_padding) {
        count = window_pixels(i, rows) * columns->window;
    }
    return s->one       ? 1
           : s->rows    ? rows->window
           : s->square  ? rows->window * rows->window
           : s->lengths ? length_of(rows) * length_of(columns)
                        : count;
}

BREAKABLE(avg_pool_forward, broken_average, "sec:pooling");
BREAKS_SEE(broken_average, mean_padding_lost, POOL_PADDING_LOST, "sec:padding");
BREAKS_SEE(broken_average, mean_stride_lost, STRIDE_LOST, "sec:places");
BREAKS_SEE(broken_average, mean_row_stride, ROW_STRIDE, "sec:places");
BREAKS_SEE(broken_average, mean_column_stride, COLUMN_STRIDE, "sec:places");
BREAKS_SEE(broken_average, mean_dilation_lost, DILATION_LOST, "sec:places");
BREAKS(broken_average, mean_row_window, POOL_ROW_WINDOW);
BREAKS(broken_average, mean_column_window, POOL_COLUMN_WINDOW);
BREAKS(broken_average, mean_padded_rows, POOL_PADDED_ROWS);
BREAKS(broken_average, mean_counts_always, COUNTS_ALWAYS);
BREAKS(broken_average, mean_counts_never, COUNTS_NEVER);
BREAKS(broken_average, mean_count_reversed, COUNT_REVERSED);
BREAKS(broken_average, mean_counts_reached, COUNTS_REACHED);
BREAKS(broken_average, mean_by_rows, DIVIDES_BY_ROWS);
BREAKS(broken_average, mean_by_square, DIVIDES_BY_SQUARE);
BREAKS(broken_average, mean_by_lengths, DIVIDES_BY_LENGTHS);
BREAKS(broken_average, mean_not_divided, NOT_DIVIDED);
BREAKS(broken_average, mean_counts_one_axis, COUNTS_ONE_AXIS);
BREAKS(broken_average, mean_counts_at_pixel, COUNTS_AT_PIXEL);
BREAKS(broken_average, mean_stops_outside,
       "The window is left at the first pixel outside. Behind it there may be "
       "others inside: leave out this one and go on.");
BREAKS(broken_average, mean_same_channel,
       "Every channel is read from the first. Channel c begins at x + c · "
       "rows.size · columns.size.");
BREAKS(broken_average, mean_goes_on,
       "The sum is not set to 0 for the next window: it still holds that of "
       "the windows before.");
BREAKS(broken_average, mean_is_largest,
       "The largest pixel is divided by the count. It is the sum of the "
       "window's pixels.");

static real broken_sum(const real *x, const Pool *pool, const PoolSlips *slips,
                       Term t, real sum)
{
    real largest = -INFINITY;
    for (t.k = 0; t.k < pool->rows.window; t.k++) {
        for (t.l = 0; t.l < pool->columns.window; t.l++) {
            int at = slipped_source(pool, slips, &t);
            if (at < 0 && ON(mean_stops_outside)) {
                size_t row =
                    t.i * pool->rows.stride + t.k * pool->rows.dilation;
                bool none = padding_source(row, PAD_ZERO, &pool->rows) < 0;
                t.k = none ? pool->rows.window : t.k; /* the rows end too */
                break;
            }
            sum += at < 0 ? 0 : x[at];
            largest = at >= 0 && x[at] > largest ? x[at] : largest;
        }
    }
    return ON(mean_is_largest) ? largest : sum;
}

static CountSlips slips_of_mean(void)
{
    return (CountSlips){.always = ON(mean_counts_always),
                        .never = ON(mean_counts_never),
                        .reversed = ON(mean_count_reversed),
                        .reached = ON(mean_counts_reached),
                        .rows = ON(mean_by_rows),
                        .square = ON(mean_by_square),
                        .lengths = ON(mean_by_lengths),
                        .one = ON(mean_not_divided),
                        .one_axis = ON(mean_counts_one_axis),
                        .at_pixel = ON(mean_counts_at_pixel)};
}

static void broken_average(const real *x, real *y, bool count_padding,
                           const Pool *given)
{
    Pool pool = *given;
    CountSlips counts = slips_of_mean();
    PoolSlips slips = {.padding_lost = ON(mean_padding_lost),
                       .stride_lost = ON(mean_stride_lost),
                       .row_stride = ON(mean_row_stride),
                       .column_stride = ON(mean_column_stride),
                       .dilation_lost = ON(mean_dilation_lost),
                       .row_window = ON(mean_row_window),
                       .column_window = ON(mean_column_window),
                       .padded_rows = ON(mean_padded_rows)};
    size_t size = pool.rows.size * pool.columns.size;
    pool_slip(&pool, &slips);
    Term t = {0};
    real sum = 0;
    for (t.c = 0; t.c < pool.channels; t.c++) {
        const real *channel = x + (ON(mean_same_channel) ? 0 : t.c * size);
        for (t.i = 0; t.i < pool.rows.places; t.i++) {
            for (t.j = 0; t.j < pool.columns.places; t.j++) {
                sum = broken_sum(channel, &pool, &slips, t,
                                 ON(mean_goes_on) ? sum : 0);
                *y++ = sum / (real)slipped_count(&pool, &counts, t.i, t.j,
                                                 count_padding);
            }
        }
    }
}

/* ---- 8.13 avg_pool_backward ---- */

BREAKABLE(avg_pool_backward, broken_share, "sec:pooling");
BREAKS_SEE(broken_share, share_padding_lost, POOL_PADDING_LOST, "sec:padding");
BREAKS_SEE(broken_share, share_stride_lost, STRIDE_LOST, "sec:places");
BREAKS_SEE(broken_share, share_row_stride, ROW_STRIDE, "sec:places");
BREAKS_SEE(broken_share, share_column_stride, COLUMN_STRIDE, "sec:places");
BREAKS_SEE(broken_share, share_dilation_lost, DILATION_LOST, "sec:places");
BREAKS(broken_share, share_row_window, POOL_ROW_WINDOW);
BREAKS(broken_share, share_column_window, POOL_COLUMN_WINDOW);
BREAKS(broken_share, share_padded_rows, POOL_PADDED_ROWS);
BREAKS(broken_share, share_counts_always, COUNTS_ALWAYS);
BREAKS(broken_share, share_counts_never, COUNTS_NEVER);
BREAKS(broken_share, share_count_reversed, COUNT_REVERSED);
BREAKS(broken_share, share_counts_reached, COUNTS_REACHED);
BREAKS(broken_share, share_by_rows, DIVIDES_BY_ROWS);
BREAKS(broken_share, share_by_square, DIVIDES_BY_SQUARE);
BREAKS(broken_share, share_by_lengths, DIVIDES_BY_LENGTHS);
BREAKS(broken_share, share_not_divided,
       "dy is not divided. The forward pass divides the sum, so that each "
       "pixel gets only its share.");
BREAKS(broken_share, share_counts_one_axis, COUNTS_ONE_AXIS);
BREAKS(broken_share, share_counts_at_pixel, COUNTS_AT_PIXEL);
BREAKS(broken_share, share_divided_again,
       "dy is divided anew for each pixel of the window, so that the shares "
       "become smaller and smaller. Divide once.");
BREAKS(broken_share, share_counted_on_the_way,
       "It is divided by the number of pixels met so far. Count all pixels of "
       "the window first, then give each its share.");
BREAKS(broken_share, share_not_cleared,
       "dx is added to without being set to 0 first. It is overwritten.");
BREAKS(broken_share, share_keeps_last,
       "= is written where += is meant: where windows overlap a pixel gets the "
       "sum of its shares.");
BREAKS(broken_share, share_one_channel_cleared,
       "Only the first channel of dx is set to 0. Set all of them.");
BREAKS(broken_share, share_cleared_each_channel,
       "All of dx is set to 0 anew at each channel, so that only the last is "
       "left. Do it once, before the loops.");
BREAKS(broken_share, share_one_channel,
       "Everything is given back to the first channel. Channel c begins at dx "
       "+ c · rows.size · columns.size.");
BREAKS(broken_share, share_first_dy,
       "The dy of the first channel is taken for all. Each channel has its "
       "own.");

static void broken_give(real *dx, real share, real count, bool count_padding,
                        const Pool *pool, const PoolSlips *slips, Term t)
{
    real whole = share * count, met = 0;
    for (t.k = 0; t.k < pool->rows.window; t.k++) {
        for (t.l = 0; t.l < pool->columns.window; t.l++) {
            int at = slipped_source(pool, slips, &t);
            if (at >= 0) {
                met++;
                if (ON(share_counted_on_the_way) && !count_padding) {
                    share = whole / met;
                }
                dx[at] = share + (ON(share_keeps_last) ? 0 : dx[at]);
                share /= ON(share_divided_again) ? count : 1;
            }
        }
    }
}

static CountSlips slips_of_share(void)
{
    return (CountSlips){.always = ON(share_counts_always),
                        .never = ON(share_counts_never),
                        .reversed = ON(share_count_reversed),
                        .reached = ON(share_counts_reached),
                        .rows = ON(share_by_rows),
                        .square = ON(share_by_square),
                        .lengths = ON(share_by_lengths),
                        .one = ON(share_not_divided),
                        .one_axis = ON(share_counts_one_axis),
                        .at_pixel = ON(share_counts_at_pixel)};
}

static PoolSlips pool_slips_of_share(void)
{
    return (PoolSlips){.padding_lost = ON(share_padding_lost),
                       .stride_lost = ON(share_stride_lost),
                       .row_stride = ON(share_row_stride),
                       .column_stride = ON(share_column_stride),
                       .dilation_lost = ON(share_dilation_lost),
                       .row_window = ON(share_row_window),
                       .column_window = ON(share_column_window),
                       .padded_rows = ON(share_padded_rows)};
}

static void broken_share(const real *dy, real *dx, bool count_padding,
                         const Pool *given)
{
    Pool pool = *given;
    CountSlips counts = slips_of_share();
    PoolSlips slips = pool_slips_of_share();
    size_t size = pool.rows.size * pool.columns.size;
    size_t places = pool_places(&pool);
    size_t all = ON(share_one_channel_cleared) ? size : pool.channels * size;
    pool_slip(&pool, &slips);
    clear(dx, ON(share_not_cleared) ? 0 : all);
    for (size_t n = 0; n < pool.channels * places; n++) {
        Term t = {.c = n / places,
                  .i = n % places / pool.columns.places,
                  .j = n % pool.columns.places};
        bool anew = ON(share_cleared_each_channel) && n % places == 0;
        clear(dx, anew ? all : 0);
        real count =
            (real)slipped_count(&pool, &counts, t.i, t.j, count_padding);
        real share = dy[ON(share_first_dy) ? n % places : n] / count;
        broken_give(dx + (ON(share_one_channel) ? 0 : t.c * size), share, count,
                    count_padding, &pool, &slips, t);
    }
}

/* ---- 8.14 receptive_field ---- */

BREAKABLE(receptive_field, broken_field, "sec:receptive");
BREAKS(broken_field, field_without_strides,
       "The strides are left out. What a layer adds is multiplied by the "
       "strides of all layers before it.");
BREAKS(broken_field, field_own_stride,
       "A layer's own stride multiplies what it adds. Only the strides of the "
       "layers before it do: add first, then multiply the distance.");
BREAKS(broken_field, field_last_stride_only,
       "Only the stride of the layer before is multiplied by. The distance is "
       "the product of all strides before.");
BREAKS(broken_field, field_strides_added,
       "The strides are added up. Each multiplies the distance of the pixels.");
BREAKS(broken_field, field_adds_windows,
       "A layer adds its whole length. One pixel of it is there already: it "
       "adds length − 1.");
BREAKS(broken_field, field_from_zero,
       "The field starts from 0. Without layers a number sees 1 pixel, "
       "itself.");
BREAKS(broken_field, field_without_dilation,
       "The dilation is left out: a window of 3 with dilation 2 is 5 long.");
BREAKS(broken_field, field_gap_at_end,
       "The length is taken to be dilation · window. Behind the last pixel "
       "there is no gap: dilation · (window − 1) + 1.");
BREAKS(broken_field, field_dilation_steps,
       "The dilation multiplies the distance for the later layers too. Only "
       "the stride does.");
BREAKS(broken_field, field_of_last,
       "Only the last layer is looked at. Each adds its part.");
BREAKS(broken_field, field_of_first,
       "Only the first layer is looked at. Each adds its part.");
BREAKS(broken_field, field_multiplied,
       "The lengths are multiplied. Two windows of 3 see 5 pixels and not 9: "
       "neighbours overlap.");
BREAKS(broken_field, field_backwards,
       "The layers are taken in the wrong order: the strides of those behind a "
       "layer multiply what it adds. Those before it do.");
BREAKS(broken_field, field_with_padding,
       "The padding is subtracted. It plays no part here.");
BREAKS(broken_field, field_cut_to_size,
       "The field is cut to the size of the picture. Sizes play no part here.");
BREAKS(broken_field, field_misses_layer,
       "The last layer is left out: they are numbered 0 ... count − 1.");
BREAKS(broken_field, field_reads_too_far,
       "A layer behind the last one is read: they are numbered 0 ... count − "
       "1.");

static size_t field_step(size_t step, const Axis *layer)
{
    size_t stride = layer->stride;
    return ON(field_without_strides)    ? 1
           : ON(field_last_stride_only) ? stride
           : ON(field_strides_added)    ? step + stride
           : ON(field_dilation_steps)   ? step * stride * layer->dilation
                                        : step * stride;
}

static size_t broken_field(const Axis *layers, size_t count)
{
    size_t field = ON(field_from_zero) ? 0 : 1, step = 1;
    size_t start = ON(field_of_last) && count > 0 ? count - 1 : 0;
    size_t end = ON(field_of_first) && count > 0 ? 1 : count;
    end -= ON(field_misses_layer) && end > start;
    end += ON(field_reads_too_far);
    for (size_t i = start; i < end; i++) {
        const Axis *layer = &layers[ON(field_backwards) ? count - 1 - i : i];
        size_t gap = ON(field_without_dilation) ? 1 : layer->dilation;
        size_t length = gap * (layer->window - 1) + 1;
        length = ON(field_gap_at_end) ? gap * layer->window : length;
        size_t next = field_step(step, layer);
        size_t distance = ON(field_own_stride) ? next : step;
        if (ON(field_multiplied)) {
            field *= length;
        } else {
            field += (length - !ON(field_adds_windows)) * distance;
        }
        field -= ON(field_with_padding) ? 2 * layer->padding : 0;
        step = next;
    }
    bool cut = ON(field_cut_to_size) && count > 0 && field > layers[0].size;
    return cut ? layers[0].size : field;
}

TOGETHER(field_of_first, field_backwards, "the first from behind is the last");
TOGETHER(field_of_last, field_backwards, "the last from behind is the first");

/* ---- 8.15 cut_windows ---- */

BREAKABLE(cut_windows, broken_cut, "sec:scan");
BREAKS_SEE(broken_cut, cut_stride_lost, STRIDE_LOST, "sec:places");
BREAKS_SEE(broken_cut, cut_row_stride, ROW_STRIDE, "sec:places");
BREAKS_SEE(broken_cut, cut_column_stride, COLUMN_STRIDE, "sec:places");
BREAKS_SEE(broken_cut, cut_strides_exchanged, STRIDES_EXCHANGED, "sec:places");
BREAKS_SEE(broken_cut, cut_dilation_lost, DILATION_LOST, "sec:places");
BREAKS_SEE(broken_cut, cut_row_dilation, ROW_DILATION, "sec:places");
BREAKS_SEE(broken_cut, cut_column_dilation, COLUMN_DILATION, "sec:places");
BREAKS(broken_cut, cut_stride_is_window,
       "From one window to the next it goes on by the window's size. It goes "
       "on by the stride, and windows may overlap.");
BREAKS(broken_cut, cut_rows_of_window,
       "The rows of x are taken to be as long as those of the window. They are "
       "columns->size long.");
BREAKS(broken_cut, cut_rows_of_places,
       "The rows of x are taken to be columns->places long. They are "
       "columns->size long.");
BREAKS(broken_cut, cut_rows_of_height,
       "The rows of x are taken to be rows->size long. A row has columns->size "
       "pixels.");
BREAKS(broken_cut, cut_column_by_column,
       "A window's pixels are written column by column. They stand row after "
       "row.");
BREAKS(broken_cut, cut_places_by_columns,
       "The places are taken column by column. Place (i, j) is row i · "
       "columns->places + j of the matrix.");
BREAKS(broken_cut, cut_transposed,
       "The matrix is transposed: each window stands in a column. It should "
       "be a row.");
BREAKS(broken_cut, cut_turned,
       "The window's pixels are written from the last to the first. They stand "
       "from the first to the last.");
BREAKS(broken_cut, cut_places_of_rows,
       "The matrix's rows are numbered i · rows->places + j. A row of places "
       "has columns->places of them.");
BREAKS(broken_cut, cut_one_window,
       "The first window is written into every row. Place (i, j) begins at row "
       "i · rows->stride, column j · columns->stride.");

/* Where the mistakes read and write. */
static void cut_one(const real *x, real *y, const Conv *conv, size_t place,
                    size_t pixel)
{
    const Axis *rows = &conv->rows, *columns = &conv->columns;
    size_t seen = rows->window * columns->window;
    size_t i = place / columns->places, j = place % columns->places;
    size_t k = pixel / columns->window, l = pixel % columns->window;
    size_t length = ON(cut_rows_of_window)   ? columns->window
                    : ON(cut_rows_of_places) ? columns->places
                    : ON(cut_rows_of_height) ? rows->size
                                             : columns->size;
    size_t row = (ON(cut_one_window) ? 0 : i) * rows->stride;
    size_t column = (ON(cut_one_window) ? 0 : j) * columns->stride;
    size_t from =
        (row + k * rows->dilation) * length + column + l * columns->dilation;
    pixel = ON(cut_column_by_column) ? l * rows->window + k : pixel;
    pixel = ON(cut_turned) ? seen - 1 - pixel : pixel;
    if (ON(cut_places_by_columns)) {
        place = j * rows->places + i;
    } else if (ON(cut_places_of_rows)) {
        place = i * rows->places + j;
    }
    size_t places = rows->places * columns->places;
    y[ON(cut_transposed) ? pixel * places + place : place * seen + pixel] =
        x[from];
}

static void broken_cut(const real *x, real *y, const Axis *rows,
                       const Axis *columns)
{
    Conv conv = {1, 1, 1, *rows, *columns};
    Slips slips = {.stride_lost = ON(cut_stride_lost),
                   .row_stride = ON(cut_row_stride),
                   .column_stride = ON(cut_column_stride),
                   .strides_exchanged = ON(cut_strides_exchanged),
                   .dilation_lost = ON(cut_dilation_lost),
                   .row_dilation = ON(cut_row_dilation),
                   .column_dilation = ON(cut_column_dilation)};
    slip_along(&conv, &slips);
    if (ON(cut_stride_is_window)) {
        conv.rows.stride = rows->window;
        conv.columns.stride = columns->window;
    }
    size_t places = rows->places * columns->places;
    size_t seen = rows->window * columns->window;
    for (size_t n = 0; n < places * seen; n++) {
        cut_one(x, y, &conv, n / seen, n % seen);
    }
}
