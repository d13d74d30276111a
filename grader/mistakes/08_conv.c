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
