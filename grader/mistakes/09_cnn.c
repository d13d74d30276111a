#include "cnn.h"
#include "mlp.h"
#include "optim.h"
#include "probe.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- 9.1 axis_plan ---- */

BREAKABLE(axis_plan, broken_axis_plan, "sec:plans");
BREAKS(broken_axis_plan, size_never_stored,
       "axis->size is not filled in. It is a part of the plan, and "
       "window_places reads it.");
BREAKS(broken_axis_plan, size_stored_late,
       "axis->size is filled in only after window_places was called, which "
       "reads it. Fill it in first.");
BREAKS(broken_axis_plan, size_takes_padding,
       "axis->size is filled in with the padding already added. It is the size "
       "of the picture alone; window_places adds the padding.");
BREAKS(broken_axis_plan, places_never_stored,
       "axis->places is not filled in. It is what window_places returns.");
BREAKS(broken_axis_plan, takes_a_rest,
       "A rest of the division is dropped, and the plan accepted. If the "
       "stride leaves a rest the windows do not fit: window_places gives 0.");
BREAKS(broken_axis_plan, takes_a_long_window,
       "A window that is longer than the picture with its padding is accepted: "
       "the difference of two size_t does not go below 0, it starts again from "
       "the largest number. window_places asks for that.");
BREAKS(broken_axis_plan, refuses_one_place,
       "One place is refused. It is enough: only 0 means that the windows do "
       "not fit.");
BREAKS(broken_axis_plan, error_never_set,
       "The answer is false, and the error stays empty. Say what is wrong with "
       "error_set.");
BREAKS(
    broken_axis_plan, error_but_true,
    "Where the windows do not fit the answer is true. It is false; error_set "
    "returns that, so that you can return what it returns.");
BREAKS(broken_axis_plan, false_for_all,
       "Where the windows fit the answer is false. It is true.");
BREAKS(broken_axis_plan, error_each_time,
       "An error is set where the windows fit, too. Leave it as it is there.");
BREAKS(broken_axis_plan, error_has_no_numbers,
       "The error has no numbers. Show the formula with those of this axis.");
BREAKS(broken_axis_plan, name_left_out,
       "The error does not say which axis it is: begin with its name.");
BREAKS(broken_axis_plan, name_is_fixed,
       "The error always speaks of rows. Which axis it is, `name` says.");
BREAKS(
    broken_axis_plan, length_is_window,
    "In the error another number stands for M. M is the length of the window "
    "with its gaps: dilation · (window − 1) + 1.");
BREAKS(broken_axis_plan, formula_mixed_up,
       "In the error's formula numbers stand in the wrong places: it is 1 + "
       "(size + 2 * padding - length) / stride.");
BREAKS(broken_axis_plan, padding_is_summed,
       "In the error 2P is one number already. Show the padding itself: 2 * "
       "padding.");
BREAKS(broken_axis_plan, stride_left_out,
       "In the error the stride is missing, by which it is divided.");

static size_t broken_places(const Axis *axis)
{
    size_t length = axis->dilation * (axis->window - 1) + 1;
    size_t room = axis->size + 2 * axis->padding, over = room - length;
    bool short_enough = room >= length || ON(takes_a_long_window);
    bool even = over % axis->stride == 0 || ON(takes_a_rest);
    return short_enough && even ? 1 + over / axis->stride : 0;
}

static bool broken_axis_plan(Axis *axis, size_t size, const char *name,
                             Error *error)
{
    size_t stored = size + (ON(size_takes_padding) ? 2 * axis->padding : 0);
    bool never = ON(size_never_stored), late = ON(size_stored_late);
    axis->size = never || late ? axis->size : stored;
    size_t places = broken_places(axis);
    axis->size = late && !never ? stored : axis->size;
    axis->places = ON(places_never_stored) ? axis->places : places;
    if (places > ON(refuses_one_place)) {
        if (ON(error_each_time)) {
            error_set(error, "%s: %zu places", name, places);
        }
        return !ON(false_for_all);
    }
    size_t length = ON(length_is_window)
                        ? axis->window
                        : axis->dilation * (axis->window - 1) + 1;
    char text[sizeof error->text] = "", over[64];
    bool mixed = ON(formula_mixed_up);
    size_t padding = mixed ? axis->stride : axis->padding;
    size_t stride = mixed ? axis->padding : axis->stride;
    snprintf(over, sizeof over, " / %zu", stride);
    snprintf(text, sizeof text, "1 + (%zu + %s%zu - %zu)%s", size,
             ON(padding_is_summed) ? "" : "2 * ",
             padding * (ON(padding_is_summed) ? 2 : 1), length,
             ON(stride_left_out) ? "" : over);
    if (!ON(error_never_set)) {
        error_set(error, "%s: %s is no whole number",
                  ON(name_left_out)   ? "axis"
                  : ON(name_is_fixed) ? "rows"
                                      : name,
                  ON(error_has_no_numbers) ? "this" : text);
    }
    return ON(error_but_true);
}

/* ---- 9.2 conv_plan ---- */

BREAKABLE(conv_plan, broken_conv_plan, "sec:plans");
BREAKS(broken_conv_plan, input_sides_exchanged,
       "in.h and in.w have changed places: in.h is the size of the rows, in.w "
       "that of the columns.");
BREAKS(broken_conv_plan, axis_names_exchanged,
       "The names of the axes have changed places: the error for the rows "
       "speaks of columns, or the other way round.");
BREAKS(broken_conv_plan, output_has_input_channels,
       "The output gets as many channels as the input. It has one for each "
       "filter: conv->out_channels.");
BREAKS(broken_conv_plan, output_sides_exchanged,
       "out->h and out->w have changed places: h comes from the rows, w from "
       "the columns.");
BREAKS(broken_conv_plan, output_has_input_sides,
       "The output is as high and as wide as the input. It has one pixel for "
       "each place of the window.");
BREAKS(broken_conv_plan, output_never_stored,
       "The shape of the output is not filled in.");
BREAKS(broken_conv_plan, output_of_one_group,
       "The output's channels are divided by the groups. All filters together "
       "make the output, whatever their group.");
BREAKS(broken_conv_plan, channels_alone_checked,
       "Whether groups divides the filters is not asked. It must divide both "
       "them and the channels.");
BREAKS(broken_conv_plan, filters_alone_checked,
       "Whether groups divides the channels is not asked. It must divide both "
       "them and the filters.");
BREAKS(broken_conv_plan, groups_not_checked,
       "Whether groups divides channels and filters is not asked at all.");
BREAKS(broken_conv_plan, both_must_fail,
       "There is an error only if groups divides neither the channels nor the "
       "filters. One of the two is enough for an error: ||.");
BREAKS(
    broken_conv_plan, product_checked,
    "It is asked whether groups divides the product of channels and filters. "
    "It must divide each of the two.");
BREAKS(broken_conv_plan, remainder_reversed,
       "It is asked whether channels and filters divide groups. groups must "
       "divide them: the remainder of channels / groups is 0.");
BREAKS(broken_conv_plan, channels_never_stored,
       "conv->in_channels is not filled in. It is in.c.");
BREAKS(broken_conv_plan, channels_of_one_group,
       "conv->in_channels is divided by the groups. It is in.c; whoever needs "
       "those of one group divides.");
BREAKS(broken_conv_plan, filters_overwritten,
       "conv->out_channels is overwritten. The number of filters is given, and "
       "stays.");
BREAKS(broken_conv_plan, columns_not_planned,
       "The columns are not planned. axis_plan is called for both axes.");
BREAKS(broken_conv_plan, columns_not_asked,
       "What axis_plan answers for the columns is not looked at. If it is "
       "false, so is the answer.");
BREAKS(broken_conv_plan, rows_not_asked,
       "What axis_plan answers for the rows is not looked at. If it is false, "
       "so is the answer.");
BREAKS(broken_conv_plan, axis_error_overwritten,
       "The error that axis_plan wrote is overwritten by another that has "
       "neither its name nor its numbers. Only return false.");
BREAKS(broken_conv_plan, groups_error_empty,
       "If the groups do not fit the answer is false, and the error stays "
       "empty. Say what is wrong with error_set.");
BREAKS(broken_conv_plan, groups_error_lacks_numbers,
       "The error about the groups lacks one of its three numbers: channels, "
       "filters and groups.");
BREAKS(broken_conv_plan, groups_error_but_true,
       "If the groups do not fit an error is set, and the answer is true all "
       "the same.");

static bool groups_fit(const Conv *conv, size_t channels)
{
    size_t groups = conv->groups, filters = conv->out_channels;
    bool reversed = ON(remainder_reversed);
    bool first = (reversed ? groups % channels : channels % groups) == 0;
    bool second = (reversed ? groups % filters : filters % groups) == 0;
    first = first || ON(filters_alone_checked) || ON(groups_not_checked);
    second = second || ON(channels_alone_checked) || ON(groups_not_checked);
    return ON(product_checked)  ? channels * filters % groups == 0
           : ON(both_must_fail) ? first || second
                                : first && second;
}

static bool plan_axes(Conv *conv, Shape in, Error *error)
{
    bool exchanged = ON(axis_names_exchanged);
    size_t height = ON(input_sides_exchanged) ? in.w : in.h;
    size_t width = ON(input_sides_exchanged) ? in.h : in.w;
    Error unheard;
    bool ignored = ON(rows_not_asked);
    bool good = axis_plan(&conv->rows, height, exchanged ? "columns" : "rows",
                          ignored ? &unheard : error);
    if (!good && !ignored) {
        return false;
    }
    ignored = ON(columns_not_asked);
    good = ON(columns_not_planned) ||
           axis_plan(&conv->columns, width, exchanged ? "rows" : "columns",
                     ignored ? &unheard : error);
    return good || ignored;
}

static bool broken_conv_plan(Conv *conv, Shape in, Shape *out, Error *error)
{
    conv->in_channels = ON(channels_never_stored)   ? conv->in_channels
                        : ON(channels_of_one_group) ? in.c / conv->groups
                                                    : in.c;
    if (!groups_fit(conv, in.c)) {
        if (!ON(groups_error_empty)) {
            error_set(error, "%zu channels, %zu groups", in.c, conv->groups);
        }
        if (!ON(groups_error_empty) && !ON(groups_error_lacks_numbers)) {
            error_set(error, "%zu channels, %zu filters, %zu groups", in.c,
                      conv->out_channels, conv->groups);
        }
        return ON(groups_error_but_true);
    }
    size_t filters = conv->out_channels;
    conv->out_channels = ON(filters_overwritten) ? in.c : filters;
    if (!plan_axes(conv, in, error)) {
        if (ON(axis_error_overwritten)) {
            error_set(error, "the window does not fit");
        }
        return false;
    }
    Shape shape = {filters, conv->rows.places, conv->columns.places};
    shape.c = ON(output_has_input_channels) ? in.c
              : ON(output_of_one_group)     ? filters / conv->groups
                                            : filters;
    if (ON(output_has_input_sides)) {
        shape.h = in.h;
        shape.w = in.w;
    }
    if (ON(output_sides_exchanged)) {
        size_t other = shape.h;
        shape.h = shape.w;
        shape.w = other;
    }
    *out = ON(output_never_stored) ? *out : shape;
    return true;
}

TOGETHER(channels_alone_checked, filters_alone_checked, "nothing is checked");
TOGETHER(channels_alone_checked, both_must_fail, "the filters never fail");
TOGETHER(filters_alone_checked, both_must_fail, "the channels never fail");

/* ---- 9.3 conv_cost ---- */

BREAKABLE(conv_cost, broken_cost, "sec:cost");
BREAKS(broken_cost, flops_without_two,
       "Each weight is counted as one operation. It takes two at each place: a "
       "multiplication and an addition.");
BREAKS(broken_cost, flops_with_biases,
       "The operations count an addition for each bias. By custom the biases "
       "are left out.");
BREAKS(broken_cost, flops_of_parameters,
       "The operations are computed from weights and biases together. The "
       "biases are left out.");
BREAKS(broken_cost, groups_forgotten,
       "A filter is given weights for all channels. It sees only those of its "
       "group: in_channels / groups.");
BREAKS(broken_cost, flops_forget_groups,
       "The operations are those without groups. A filter sees only "
       "in_channels / groups channels.");
BREAKS(broken_cost, parameters_forget_groups,
       "The parameters are those without groups. A filter has weights only for "
       "in_channels / groups channels.");
BREAKS(broken_cost, groups_divide_filters,
       "The filters are divided by the groups, too. All of them are counted; "
       "only the channels that each sees are fewer.");
BREAKS(broken_cost, parameters_without_biases,
       "The biases are not among the parameters: one for each filter.");
BREAKS(broken_cost, bias_of_each_channel,
       "There are as many biases as channels of the input. There is one for "
       "each filter.");
BREAKS(broken_cost, bias_of_each_weight_row,
       "There is one bias in all. Each filter has one.");
BREAKS(broken_cost, pixels_not_places,
       "The operations are counted at each pixel of the input. The filter is "
       "applied at each place, rows.places · columns.places.");
BREAKS(broken_cost, places_added,
       "The places of rows and columns are added. There are as many as their "
       "product.");
BREAKS(broken_cost, places_of_rows_twice,
       "The places of the rows are taken for the columns as well.");
BREAKS(broken_cost, window_of_rows_twice,
       "The window is taken to be square: its rows times its rows. It has "
       "rows.window · columns.window pixels.");
BREAKS(broken_cost, gaps_cost,
       "The gaps of the dilation are counted as weights. A window has only its "
       "pixels: rows.window · columns.window.");
BREAKS(broken_cost, flops_in_an_int,
       "The operations are computed in int, which large layers overflow. "
       "Convert to double before you multiply.");
BREAKS(broken_cost, flops_in_a_size_t,
       "The operations are computed in size_t, which the largest layers "
       "overflow. Convert to double before you multiply.");

static size_t length_of(const Axis *axis)
{
    return axis->dilation * (axis->window - 1) + 1;
}

static void broken_cost(const Conv *conv, size_t *parameters, double *flops)
{
    const Axis *rows = &conv->rows, *columns = &conv->columns;
    size_t window = rows->window * columns->window;
    window = ON(gaps_cost) ? length_of(rows) * length_of(columns) : window;
    window = ON(window_of_rows_twice) ? rows->window * rows->window : window;
    size_t filters = conv->out_channels, channels = conv->in_channels;
    size_t counted =
        ON(groups_divide_filters) ? filters / conv->groups : filters;
    size_t whole = counted * channels * window;
    size_t part = counted * (channels / conv->groups) * window;
    part = ON(groups_forgotten) ? whole : part;
    size_t biases = ON(parameters_without_biases) ? 0
                    : ON(bias_of_each_channel)    ? channels
                    : ON(bias_of_each_weight_row) ? 1
                                                  : filters;
    *parameters = (ON(parameters_forget_groups) ? whole : part) + biases;
    size_t down = ON(pixels_not_places) ? rows->size : rows->places;
    size_t right = ON(places_of_rows_twice) ? rows->places
                   : ON(pixels_not_places)  ? columns->size
                                            : columns->places;
    size_t used = ON(flops_forget_groups) ? whole : part;
    used = ON(flops_of_parameters) ? *parameters : used;
    double places = ON(places_added) ? (double)(down + right)
                                     : (double)down * (double)right;
    size_t two = ON(flops_without_two) ? 1 : 2;
    *flops = (double)two * (double)used * places;
    *flops += ON(flops_with_biases) ? (double)filters * places : 0;
    size_t counter = two * used * (size_t)places;
    *flops = ON(flops_in_a_size_t) ? (double)counter : *flops;
    *flops = ON(flops_in_an_int) ? (double)(int)(unsigned)counter : *flops;
}

TOGETHER(flops_forget_groups, parameters_forget_groups, "neither has groups");
TOGETHER(groups_forgotten, groups_divide_filters, "the product is the same");

/* ---- Pictures of a batch, for the two directions ---- */

static size_t picture_in(const Conv *conv)
{
    return conv->in_channels * conv->rows.size * conv->columns.size;
}

static size_t picture_padded(const Conv *conv)
{
    return conv->in_channels * padded_size(&conv->rows) *
           padded_size(&conv->columns);
}

static size_t picture_out(const Conv *conv)
{
    return conv->out_channels * conv->rows.places * conv->columns.places;
}

static size_t weights_of(const Conv *conv)
{
    return conv->out_channels * (conv->in_channels / conv->groups) *
           conv->rows.window * conv->columns.window;
}

static real *zeros(size_t count)
{
    real *x = calloc(count + 1, sizeof *x);
    if (x == NULL) {
        abort();
    }
    return x;
}

/* Picture e of a batch in which all pictures of a channel stand together. */
static void gather(const real *x, real *y, size_t e, size_t n, size_t channels,
                   size_t size)
{
    for (size_t c = 0; c < channels; c++) {
        memcpy(y + c * size, x + (c * n + e) * size, size * sizeof *y);
    }
}

static void scatter(const real *x, real *y, size_t e, size_t n, size_t channels,
                    size_t size)
{
    for (size_t c = 0; c < channels; c++) {
        memcpy(y + (c * n + e) * size, x + c * size, size * sizeof *y);
    }
}

/* ---- 9.4 conv_layer_forward ---- */

BREAKABLE(conv_layer_forward, broken_layer, "sec:conv-layer");
BREAKS(broken_layer, first_picture_only,
       "Only the first picture of the batch is done. There are n.");
BREAKS(broken_layer, last_picture_left_out,
       "The last picture of the batch is left out: they are 0 ... n − 1.");
BREAKS(broken_layer, input_stays,
       "Every picture of the output is made of the first picture of x. Picture "
       "e begins at x + e * in, where in is how many numbers a picture has.");
BREAKS(broken_layer, output_stays,
       "Every picture is written to the place of the first in y. Picture e "
       "begins at y + e * out, where out is how many numbers it has.");
BREAKS(broken_layer, input_steps_padded,
       "From one picture of x to the next the size with padding is taken. The "
       "pictures in x have no padding yet.");
BREAKS(broken_layer, input_batch_second,
       "x is read as if all pictures of a channel stood together. It is "
       "[n][in_channels]...: the channels of a picture stand together.");
BREAKS(broken_layer, output_batch_second,
       "y is written as if all pictures of a channel stood together. It is "
       "[n][out_channels]...: the channels of a picture stand together.");
BREAKS(broken_layer, not_padded,
       "conv_forward is given the picture without padding, but it reads one "
       "with it: pad it into `padded` first.");
BREAKS(broken_layer, pads_with_zeros,
       "The padding is always 0. Which it is, `kind` says.");
BREAKS(broken_layer, padding_sides_exchanged,
       "pad gets rows and columns the wrong way round: first the rows.");
BREAKS(broken_layer, pads_one_channel,
       "Only one channel is padded. A picture has conv->in_channels.");
BREAKS(broken_layer, pads_as_many_as_filters,
       "pad is told the number of filters. It is the input that is padded, "
       "with conv->in_channels.");
BREAKS(broken_layer, biases_left_out, "The biases are not added.");
BREAKS(broken_layer, output_steps_by_channels,
       "From one picture of y to the next in_channels are counted. The output "
       "has conv->out_channels.");
BREAKS(broken_layer, output_steps_by_size,
       "From one picture of y to the next the size of the input is counted. "
       "The output has rows.places · columns.places numbers in each channel.");
BREAKS(broken_layer, room_for_all,
       "Each picture is padded into a room of its own, behind that of the one "
       "before. `padded` is room for one picture: use it again.");

static size_t output_step(const Conv *conv)
{
    size_t channels =
        ON(output_steps_by_channels) ? conv->in_channels : conv->out_channels;
    bool size = ON(output_steps_by_size);
    size_t height = size ? conv->rows.size : conv->rows.places;
    size_t width = size ? conv->columns.size : conv->columns.places;
    return channels * height * width;
}

static void broken_layer(const real *x, const real *w, const real *b,
                         real *padded, real *y, Padding kind, const Conv *conv,
                         size_t n)
{
    size_t in = picture_in(conv), out = picture_out(conv);
    size_t size = in / conv->in_channels, places = out / conv->out_channels;
    real *gathered = zeros(in), *made = zeros(out);
    real *none = zeros(conv->out_channels);
    size_t channels = ON(pads_one_channel)          ? 1
                      : ON(pads_as_many_as_filters) ? conv->out_channels
                                                    : conv->in_channels;
    bool turned = ON(padding_sides_exchanged);
    size_t end = ON(first_picture_only)      ? 1
                 : ON(last_picture_left_out) ? n - 1
                                             : n;
    for (size_t e = 0; e < end; e++) {
        const real *from =
            x + e * (ON(input_steps_padded) ? picture_padded(conv) : in);
        from = ON(input_stays) ? x : from;
        if (ON(input_batch_second)) {
            gather(x, gathered, e, n, conv->in_channels, size);
            from = gathered;
        }
        real *room = padded + (ON(room_for_all) ? e * picture_padded(conv) : 0);
        if (!ON(not_padded)) {
            pad(from, room, ON(pads_with_zeros) ? PAD_ZERO : kind, channels,
                turned ? &conv->columns : &conv->rows,
                turned ? &conv->rows : &conv->columns);
        }
        real *to = y + (ON(output_stays) ? 0 : e * output_step(conv));
        conv_forward(ON(not_padded) ? from : room, w,
                     ON(biases_left_out) ? none : b,
                     ON(output_batch_second) ? made : to, conv);
        if (ON(output_batch_second)) {
            scatter(made, y, e, n, conv->out_channels, places);
        }
    }
    free(gathered);
    free(made);
    free(none);
}

TOGETHER(input_stays, output_stays, "the first picture, n times");

/* ---- 9.5 conv_layer_backward ---- */

BREAKABLE(conv_layer_backward, broken_layer_backward, "sec:conv-layer");
BREAKS(broken_layer_backward, backward_first_only,
       "Only the first picture of the batch is done. There are n.");
BREAKS(broken_layer_backward, backward_input_stays,
       "The weight gradient of every picture is made with the first picture of "
       "x. Picture e begins at x + e * in.");
BREAKS(broken_layer_backward, backward_dy_stays,
       "The gradients of every picture are made with the dy of the first. That "
       "of picture e begins at dy + e * out.");
BREAKS(broken_layer_backward, backward_dx_stays,
       "The dx of every picture is written to the place of the first. That of "
       "picture e begins at dx + e * in.");
BREAKS(broken_layer_backward, backward_steps_padded,
       "From one picture of x to the next the size with padding is taken. The "
       "pictures in x have no padding.");
BREAKS(broken_layer_backward, backward_batch_second,
       "x is read as if all pictures of a channel stood together. It is "
       "[n][in_channels]...: the channels of a picture stand together.");
BREAKS(broken_layer_backward, weights_see_no_padding,
       "conv_weight_gradient is given the picture without padding. It reads "
       "the padded one: pad again.");
BREAKS(broken_layer_backward, trusts_the_room,
       "`padded` is taken for the padded picture. It is only room: the picture "
       "that was padded forward is gone, pad again.");
BREAKS(broken_layer_backward, dw_cleared_each_time,
       "dw is set to 0 for each picture, so that only the last one counts. It "
       "grows from picture to picture, and from what it held before.");
BREAKS(broken_layer_backward, db_cleared_each_time,
       "db is set to 0 for each picture, so that only the last one counts. It "
       "grows from picture to picture, and from what it held before.");
BREAKS(broken_layer_backward, dw_cleared_first,
       "dw is set to 0 before the first picture. The gradient is added to what "
       "dw holds.");
BREAKS(broken_layer_backward, db_cleared_first,
       "db is set to 0 before the first picture. The gradient is added to what "
       "db holds.");
BREAKS(broken_layer_backward, gradients_averaged,
       "The gradients are divided by n. dw and db are sums over the batch; the "
       "loss has divided already.");
BREAKS(broken_layer_backward, dw_left_out,
       "The gradient by the weights is missing: conv_weight_gradient.");
BREAKS(broken_layer_backward, db_left_out,
       "The gradient by the biases is missing: conv_bias_gradient.");
BREAKS(broken_layer_backward, dx_left_out,
       "dx is never written. Unless it is NULL, it gets the gradient by the "
       "input.");
BREAKS(broken_layer_backward, not_led_through_padding,
       "The gradient by the padded picture is written to dx. It goes to "
       "dpadded, and through pad_backward to dx.");
BREAKS(broken_layer_backward, null_not_asked,
       "dx may be NULL, for the first layer, and is written all the same. Ask "
       "first.");
BREAKS(broken_layer_backward, null_skips_all,
       "If dx is NULL nothing is done at all. dw and db are wanted then, too.");
BREAKS(broken_layer_backward, kind_lost_forward,
       "The picture is padded with 0 whatever `kind` is. The weights saw "
       "another one.");
BREAKS(broken_layer_backward, kind_lost_backward,
       "pad_backward is told PAD_ZERO whatever `kind` is: what the padding has "
       "copied is lost.");
BREAKS(broken_layer_backward, backward_sides_exchanged,
       "pad_backward gets rows and columns the wrong way round: first the "
       "rows.");

static void broken_dx(const real *w, const real *dy, real *dpadded, real *dx,
                      Padding kind, const Conv *conv)
{
    bool turned = ON(backward_sides_exchanged);
    if (ON(not_led_through_padding)) {
        conv_input_gradient(w, dy, dx, conv);
        return;
    }
    conv_input_gradient(w, dy, dpadded, conv);
    pad_backward(dpadded, dx, ON(kind_lost_backward) ? PAD_ZERO : kind,
                 conv->in_channels, turned ? &conv->columns : &conv->rows,
                 turned ? &conv->rows : &conv->columns);
}

/* Adds the gradients of one picture, divided by n if they are averaged. */
static void broken_sums(const real *x, const real *dy, real *dw, real *db,
                        const Conv *conv, size_t n)
{
    size_t weights = weights_of(conv), biases = conv->out_channels;
    real *dw_here = zeros(weights), *db_here = zeros(biases);
    real share = ON(gradients_averaged) ? (real)n : 1;
    conv_weight_gradient(x, dy, dw_here, conv);
    conv_bias_gradient(dy, db_here, conv);
    for (size_t i = 0; i < weights && !ON(dw_left_out); i++) {
        dw[i] += dw_here[i] / share;
    }
    for (size_t i = 0; i < biases && !ON(db_left_out); i++) {
        db[i] += db_here[i] / share;
    }
    free(dw_here);
    free(db_here);
}

static void broken_layer_backward(const real *x, const real *w, const real *dy,
                                  real *padded, real *dpadded, real *dx,
                                  real *dw, real *db, Padding kind,
                                  const Conv *conv, size_t n)
{
    size_t in = picture_in(conv), out = picture_out(conv);
    real *gathered = zeros(in);
    n = dx == NULL && ON(null_skips_all) ? 0 : n;
    for (size_t e = 0; e < (ON(backward_first_only) && n > 1 ? 1 : n); e++) {
        bool first = e == 0;
        if (ON(dw_cleared_each_time) || (first && ON(dw_cleared_first))) {
            memset(dw, 0, weights_of(conv) * sizeof *dw);
        }
        if (ON(db_cleared_each_time) || (first && ON(db_cleared_first))) {
            memset(db, 0, conv->out_channels * sizeof *db);
        }
        size_t step = ON(backward_steps_padded) ? picture_padded(conv) : in;
        const real *from = ON(backward_input_stays) ? x : x + e * step;
        const real *dy_here = ON(backward_dy_stays) ? dy : dy + e * out;
        if (ON(backward_batch_second)) {
            gather(x, gathered, e, n, conv->in_channels,
                   in / conv->in_channels);
            from = gathered;
        }
        if (!ON(trusts_the_room)) {
            pad(from, padded, ON(kind_lost_forward) ? PAD_ZERO : kind,
                conv->in_channels, &conv->rows, &conv->columns);
        }
        broken_sums(ON(weights_see_no_padding) ? from : padded, dy_here, dw, db,
                    conv, n);
        if ((dx != NULL || ON(null_not_asked)) && !ON(dx_left_out)) {
            real *to = e == 0 || ON(backward_dx_stays) ? dx : dx + e * in;
            broken_dx(w, dy_here, dpadded, to, kind, conv);
        }
    }
    free(gathered);
}

/* ---- 9.6 split_channels ---- */

BREAKABLE(split_channels, broken_split, "sec:channel-order");
BREAKS(broken_split, copied_as_it_is,
       "The numbers are copied in the order of the file, the channels of a "
       "pixel side by side. In y each channel stands by itself.");
BREAKS(broken_split, the_other_way,
       "x is read channel after channel, and y written pixel after pixel. It "
       "is the other way round.");
BREAKS(broken_split, colours_reversed,
       "The channels come out in reverse, blue before red. They keep their "
       "order.");
BREAKS(broken_split, line_by_line,
       "The channels alternate line by line: y[i][c][j]. The whole of a "
       "channel comes before the next: y[c][i][j].");
BREAKS(broken_split, not_divided,
       "The numbers stay between 0 and 255. Divide by 255.");
BREAKS(broken_split, divided_by_256,
       "It is divided by 256. The largest byte is 255, and becomes 1.");
BREAKS(broken_split, divided_as_whole,
       "The division is one of whole numbers: all is 0 but 255, which is 1. "
       "Convert to real before you divide.");
BREAKS(broken_split, factor_is_0,
       "All is 0. In whole numbers 1 / 255 is 0: divide a real by 255.");
BREAKS(broken_split, bytes_have_a_sign,
       "Bytes from 128 on are read as negative numbers. An unsigned char goes "
       "from 0 to 255.");
BREAKS(broken_split, centred_on_zero,
       "The numbers go from −1 to 1. They go from 0 to 1: x / 255.");
BREAKS(broken_split, inverted_grey,
       "Bright and dark are exchanged: 1 − x / 255. It is x / 255.");
BREAKS(broken_split, picture_turned,
       "Rows and columns are exchanged: y[c][j][i]. It is y[c][i][j].");
BREAKS(broken_split, first_channel_only,
       "Only the first channel is written. There are `channels`.");
BREAKS(broken_split, three_channels_always,
       "Three channels are taken for granted. There are `channels`: one for "
       "grey, four with transparency.");
BREAKS(broken_split, rows_as_long_as_high,
       "In x a row is taken to have h pixels. It has w.");

static void broken_split(const unsigned char *x, real *y, size_t channels,
                         size_t h, size_t w)
{
    bool turned = ON(picture_turned);
    size_t count = ON(three_channels_always) ? 3 : channels;
    for (size_t k = 0; k < h * w * count; k++) {
        size_t c = k / (h * w), i = k / w % h, j = k % w;
        size_t row = ON(rows_as_long_as_high) ? h : w;
        size_t from = (i * row + j) * count + c, to = (c * h + i) * w + j;
        size_t last = count - 1 - c;
        from = ON(colours_reversed) ? from - c + last : from;
        to = turned ? (c * w + j) * h + i : to;
        to = ON(line_by_line) ? (i * count + c) * w + j : to;
        if (ON(the_other_way)) {
            from = (c * h + i) * w + j;
            to = (i * w + j) * count + c;
        }
        to = ON(copied_as_it_is) ? from : to;
        if (c > 0 && ON(first_channel_only)) {
            continue;
        }
        int byte = ON(bytes_have_a_sign) ? (int)(int8_t)x[from] : x[from];
        real value = (real)byte / (ON(divided_by_256) ? 256 : 255);
        value = ON(divided_as_whole) ? (real)(byte / 255) : value;
        value = ON(factor_is_0) ? 0 : value;
        value = ON(not_divided) ? (real)byte : value;
        value = ON(centred_on_zero) ? 2 * value - 1 : value;
        y[to] = ON(inverted_grey) ? 1 - value : value;
    }
}

TOGETHER(bytes_have_a_sign, divided_as_whole, "all is 0: no byte is 255");

/* ---- 9.7 recipe_step ---- */

BREAKABLE(recipe_step, broken_recipe, "sec:recipe");
BREAKS(broken_recipe, decay_on_all,
       "The biases decay, too. Only the first `weights` numbers do.");
BREAKS(broken_recipe, decay_on_the_biases,
       "It is the biases that decay. The weights do: the first `weights` "
       "numbers.");
BREAKS(broken_recipe, no_decay, "The weight decay is missing.");
BREAKS(broken_recipe, decay_behind_the_step,
       "The decay is added to the gradients after the step. Then the step has "
       "not seen it: add it before.");
BREAKS(broken_recipe, decay_subtracted,
       "The decay is subtracted from the gradients, so that the weights grow. "
       "It is added.");
BREAKS(broken_recipe, decay_past_the_gradient,
       "The weights are made smaller directly. Here the decay is added to the "
       "gradient, so that it goes through the momentum as well.");
BREAKS(broken_recipe, decay_times_rate,
       "The decay is multiplied by the rate before it is added to the "
       "gradient. The step multiplies by the rate already.");
BREAKS(broken_recipe, decay_of_the_gradient,
       "The gradient's own multiple is added to it. Decay adds a multiple of "
       "the weight: decay · w.");
BREAKS(broken_recipe, steps_weights_only,
       "Only the weights make a step. The biases do, too: all `count` numbers. "
       "It is the decay that stops at `weights`.");
BREAKS(broken_recipe, rate_is_base,
       "The rate is `base` in every step. It follows one cycle: one_cycle(t, "
       "total, 0.3, base).");
BREAKS(broken_recipe, total_minus_1,
       "one_cycle is given total − 1. It wants the number of all steps, and "
       "knows itself that the last is number total − 1.");
BREAKS(broken_recipe, steps_from_1,
       "one_cycle is given t + 1. The first step has t = 0.");
BREAKS(broken_recipe, rise_of_seven_tenths,
       "The rate rises over seven tenths of the steps. It rises over three "
       "tenths: 0.3.");
BREAKS(broken_recipe, plain_momentum,
       "The step is that of plain momentum. The recipe has Nesterov's: "
       "nesterov_step.");
BREAKS(broken_recipe, plain_descent,
       "The step is made without momentum, and v stays as it was. The recipe "
       "has Nesterov's momentum.");
BREAKS(broken_recipe, momentum_and_decay_exchanged,
       "momentum and decay have changed places.");
BREAKS(broken_recipe, momentum_is_fixed,
       "The momentum is always 0.9. It is an argument.");

static void broken_recipe(real *w, real *g, real *v, size_t t, size_t total,
                          double base, real momentum, real decay,
                          size_t weights, size_t count)
{
    size_t now = t + ON(steps_from_1), all = total - ON(total_minus_1);
    double rise = ON(rise_of_seven_tenths) ? 0.7 : 0.3;
    real rate =
        (real)(ON(rate_is_base) ? base : one_cycle(now, all, rise, base));
    real keep = ON(momentum_and_decay_exchanged) ? decay : momentum;
    real fade = ON(momentum_and_decay_exchanged) ? momentum : decay;
    keep = ON(momentum_is_fixed) ? (real)0.9 : keep;
    fade = ON(no_decay) ? 0 : fade;
    fade *= (ON(decay_subtracted) ? -1 : 1) * (ON(decay_times_rate) ? rate : 1);
    size_t first = ON(decay_on_the_biases) ? weights : 0;
    size_t end = ON(decay_on_all) || ON(decay_on_the_biases) ? count : weights;
    bool late = ON(decay_behind_the_step), direct = ON(decay_past_the_gradient);
    for (size_t i = first; i < end && !late; i++) {
        real part = fade * (ON(decay_of_the_gradient) ? g[i] : w[i]);
        w[i] -= direct ? rate * part : 0;
        g[i] += direct ? 0 : part;
    }
    size_t moved = ON(steps_weights_only) ? weights : count;
    if (ON(plain_descent)) {
        sgd_step(w, g, rate, moved);
    } else if (ON(plain_momentum)) {
        momentum_step(w, g, v, rate, keep, moved);
    } else {
        nesterov_step(w, g, v, rate, keep, moved);
    }
    for (size_t i = first; i < end && late; i++) {
        real part = fade * (ON(decay_of_the_gradient) ? g[i] : w[i]);
        w[i] -= direct ? rate * part : 0;
        g[i] += direct ? 0 : part;
    }
}

/* ---- 9.8 grey_levels ---- */

BREAKABLE(grey_levels, broken_grey, "sec:maps");
BREAKS(broken_grey, smallest_not_subtracted,
       "x is divided by the range without subtracting the smallest number "
       "first, which is to become 0.");
BREAKS(broken_grey, divided_by_largest,
       "It is divided by the largest number. Divide by the range: largest − "
       "smallest.");
BREAKS(broken_grey, cut_off_not_rounded,
       "The level is cut off to a whole number. It is rounded: add a half "
       "before you convert.");
BREAKS(broken_grey, rounded_up,
       "The level is always rounded up. It is rounded to the nearest.");
BREAKS(broken_grey, halves_to_even,
       "Halves go to the even number, as rint and nearbyint have it. Here they "
       "go up.");
BREAKS(broken_grey, halves_down, "Halves are rounded down. They go up.");
BREAKS(broken_grey, smallest_starts_at_0,
       "The search for the smallest starts at 0, so that it is never above 0. "
       "Start with x[0].");
BREAKS(broken_grey, largest_starts_at_0,
       "The search for the largest starts at 0, so that it is never below 0. "
       "Start with x[0].");
BREAKS(broken_grey, flat_is_white,
       "If all numbers are equal the levels are 255. They are 0.");
BREAKS(broken_grey, flat_is_grey,
       "If all numbers are equal the levels are in the middle. They are 0.");
BREAKS(broken_grey, times_256,
       "The numbers are multiplied by 256, which a byte cannot hold: it "
       "becomes 0. Multiply by 255.");
BREAKS(broken_grey, black_is_largest,
       "The largest number becomes 0 and the smallest 255. It is the other way "
       "round.");
BREAKS(broken_grey, sizes_not_numbers,
       "The sizes |x| are shown. A negative number is smaller than 0, and "
       "darker.");
BREAKS(broken_grey, zero_in_the_middle,
       "0 is put in the middle of the grey levels. The smallest number is 0, "
       "the largest 255, wherever they lie.");
BREAKS(broken_grey, range_as_whole,
       "The division is one of whole numbers. Compute the level in double.");
BREAKS(broken_grey, negative_cut_off,
       "Numbers below 0 become black, and the others are divided by the "
       "largest. The smallest number is to become 0, and only that.");

/* The nearest level, by the rule; what is no byte goes round, as when it is
   converted. */
static unsigned char broken_rounding(double level)
{
    double whole = ON(cut_off_not_rounded) ? floor(level)
                   : ON(rounded_up)        ? ceil(level)
                   : ON(halves_to_even)    ? rint(level)
                   : ON(halves_down)       ? ceil(level - 0.5)
                                           : floor(level + 0.5);
    return isfinite(whole) ? (unsigned char)(long)whole : 0;
}

static void broken_grey(const real *x, unsigned char *grey, size_t count)
{
    bool sizes = ON(sizes_not_numbers);
    double first = sizes ? fabs((double)x[0]) : (double)x[0];
    double least = ON(smallest_starts_at_0) ? 0 : first;
    double most = ON(largest_starts_at_0) ? 0 : first;
    for (size_t i = 0; i < count; i++) {
        double value = sizes ? fabs((double)x[i]) : (double)x[i];
        least = value < least ? value : least;
        most = value > most ? value : most;
    }
    double far = fmax(fabs(least), fabs(most));
    double top = ON(times_256) ? 256 : 255;
    for (size_t i = 0; i < count; i++) {
        double value = sizes ? fabs((double)x[i]) : (double)x[i];
        double above = ON(smallest_not_subtracted) ? value : value - least;
        double range = ON(divided_by_largest) ? most : most - least;
        double part = ON(range_as_whole) && fabs(range) >= 1
                          ? (double)((long)above / (long)range)
                          : above / range;
        part = ON(negative_cut_off) ? fmax(value, 0) / most : part;
        part = ON(zero_in_the_middle) ? 0.5 + value / far / 2 : part;
        if (most <= least) {
            part = ON(flat_is_white) ? 1 : ON(flat_is_grey) ? 0.5 : 0;
        }
        part = ON(black_is_largest) && most > least ? 1 - part : part;
        grey[i] = broken_rounding(top * part);
    }
}

/* ---- 9.9 lay_out_maps ---- */

BREAKABLE(lay_out_maps, broken_sheet, "sec:maps");
BREAKS(broken_sheet, line_around,
       "The sheet is taken to be larger than it is, with a line around it, or "
       "behind its last column or row. Lines are only between two: a row has "
       "columns * (w + 1) - 1 pixels.");
BREAKS(broken_sheet, no_line_between_columns,
       "There is no line between pictures side by side.");
BREAKS(broken_sheet, no_line_between_rows,
       "There is no line between pictures one below the other.");
BREAKS(broken_sheet, fills_columns_first,
       "The pictures are laid out column by column. They are laid row by row: "
       "picture k in row k / columns, column k % columns.");
BREAKS(broken_sheet, pictures_turned,
       "Rows and columns of each picture are exchanged.");
BREAKS(broken_sheet, rest_not_filled,
       "Where the last row of pictures is not full the sheet is not written. "
       "It is filled with `gap` there.");
BREAKS(broken_sheet, rows_rounded_down,
       "The rows are counted as count / columns, rounded down. If the last row "
       "is not full it is one more: (count + columns - 1) / columns.");
BREAKS(broken_sheet, gap_is_black,
       "The lines are always black. Their grey level is `gap`.");
BREAKS(broken_sheet, gap_is_white,
       "The lines are always white. Their grey level is `gap`.");
BREAKS(broken_sheet, first_picture_everywhere,
       "The same picture stands everywhere. Picture k begins at x + k * h * "
       "w.");
BREAKS(broken_sheet, row_and_column_divided_by_rows,
       "The place of a picture is found by the number of rows. It is row k / "
       "columns, column k % columns.");
BREAKS(broken_sheet, only_full_rows,
       "The pictures of the last row are missing if it is not full.");
BREAKS(broken_sheet, as_wide_as_used,
       "If there are fewer pictures than columns the sheet is made narrower. "
       "It is as wide as `columns` pictures.");
BREAKS(broken_sheet, counted_from_the_end,
       "The pictures are laid out from the last to the first.");

static void broken_sheet(const unsigned char *x, unsigned char *sheet,
                         size_t count, size_t columns, size_t h, size_t w,
                         unsigned char gap)
{
    gap = ON(gap_is_black) ? 0 : ON(gap_is_white) ? 255 : gap;
    size_t rows = 1, edge = ON(line_around);
    while (rows * columns < count) {
        rows++;
    }
    size_t wide = ON(as_wide_as_used) && count < columns ? count : columns;
    size_t right = w + !ON(no_line_between_columns);
    size_t down = h + !ON(no_line_between_rows);
    size_t width = wide * (w + 1) - 1 + 2 * edge;
    size_t filled = ON(rows_rounded_down) ? count / columns : rows;
    size_t height = filled * (h + 1) - 1 + 2 * edge;
    height = filled == 0 ? 0 : height;
    for (size_t i = 0; i < height * width && !ON(rest_not_filled); i++) {
        sheet[i] = gap;
    }
    size_t laid = ON(only_full_rows) ? count / columns * columns : count;
    for (size_t k = 0; k < laid; k++) {
        size_t row = k / columns, column = k % columns;
        if (ON(fills_columns_first)) {
            row = k % rows;
            column = k / rows;
        }
        if (ON(row_and_column_divided_by_rows)) {
            row = k / rows % rows;
            column = k % rows % columns;
        }
        size_t from = ON(first_picture_everywhere) ? 0 : k;
        from = ON(counted_from_the_end) ? count - 1 - from : from;
        unsigned char *to =
            sheet + (row * down + edge) * width + column * right + edge;
        const unsigned char *picture = x + from * h * w;
        bool last =
            column + 1 == columns || row * columns + column + 1 == count;
        for (size_t n = 0; n < h * w; n++) {
            size_t i = n / w, j = n % w;
            to[i * width + j] = picture[ON(pictures_turned) ? j * h + i : n];
            bool line = ON(rest_not_filled) && !last && j + 1 == w;
            if (line) {
                to[i * width + w] = gap;
            }
        }
        if (ON(rest_not_filled) && row + 1 < rows) {
            memset(sheet + (row * down + edge + h) * width, gap, width);
        }
    }
}

/* ---- 9.10 top_k ---- */

BREAKABLE(top_k, broken_top, "sec:worst");
BREAKS(broken_top, smallest_of_them_first,
       "The right ones are found, and the smallest of them stands first. The "
       "largest comes first.");
BREAKS(broken_top, smallest_scores,
       "The smallest scores are taken. The largest are wanted.");
BREAKS(broken_top, equals_to_the_last,
       "Of equal scores the last is taken. The one with the smaller number "
       "comes first: replace the best only by what is larger.");
BREAKS(broken_top, scores_not_numbers,
       "The scores are written. best holds their numbers, which say where they "
       "stand.");
BREAKS(broken_top, numbered_from_1, "The scores are numbered from 1, not 0.");
BREAKS(broken_top, largest_again,
       "The same score is found each time. What has been taken must not be "
       "taken again.");
BREAKS(broken_top, in_order_of_numbers,
       "The numbers are sorted by themselves. They stand in the order of the "
       "scores.");
BREAKS(broken_top, search_starts_at_0,
       "The search for the largest starts at 0: scores below 0 are never "
       "found. Start with a score, or with −INFINITY.");
BREAKS(broken_top, by_size,
       "The sizes |score| are compared. −9 is less than 1.");
BREAKS(broken_top, compared_as_whole,
       "The scores are compared as whole numbers, 0.7 as 0. Compare reals.");
BREAKS(broken_top, equals_left_out,
       "A score equal to one that was taken is left out. It has a number of "
       "its own, and counts.");
BREAKS(broken_top, ranks_not_numbers,
       "It is written which place each score has. best[0] is the number of the "
       "largest, best[1] that of the next ...");
BREAKS(broken_top, sorts_the_first_k,
       "Only the first k scores are looked at. The largest may stand anywhere "
       "among all `count`.");

/* Whether score a is taken before score b, which stands further in front. */
static bool is_better(double a, double b)
{
    if (ON(compared_as_whole)) {
        a = trunc(a);
        b = trunc(b);
    }
    a = ON(by_size) ? fabs(a) : a;
    b = ON(by_size) ? fabs(b) : b;
    bool equal = a == b && ON(equals_to_the_last);
    return equal || (ON(smallest_scores) ? a < b : a > b);
}

static size_t broken_search(const real *scores, const bool *taken, size_t count,
                            double before)
{
    size_t at = ON(search_starts_at_0) ? 0 : count;
    double largest = 0;
    for (size_t i = 0; i < count; i++) {
        double score = (double)scores[i];
        if (taken[i] || (ON(equals_left_out) && !is_better(before, score))) {
            continue;
        }
        bool any = at < count;
        if (!any || is_better(score, largest)) {
            at = i;
            largest = score;
        }
    }
    return at;
}

static int compare_ints(const void *a, const void *b)
{
    int x = *(const int *)a, y = *(const int *)b;
    return (x > y) - (x < y);
}

static void broken_top(const real *scores, int *best, size_t count, size_t k)
{
    bool *taken = calloc(count + 1, sizeof *taken);
    size_t all = ON(sorts_the_first_k) ? k : count;
    double before = ON(smallest_scores) ? -INFINITY : INFINITY;
    if (taken == NULL) {
        abort();
    }
    for (size_t i = 0; i < k; i++) {
        size_t at = broken_search(scores, taken, all, before);
        if (at == all) {
            break;
        }
        before = (double)scores[at];
        taken[at] = !ON(largest_again);
        best[i] = (int)at;
    }
    free(taken);
    for (size_t i = 0; i < k && ON(ranks_not_numbers); i++) {
        best[i] = 0;
        for (size_t j = 0; j < count; j++) {
            bool ahead = is_better((double)scores[j], (double)scores[i]);
            best[i] += ahead || (j < i && scores[j] == scores[i]);
        }
    }
    if (ON(in_order_of_numbers)) {
        qsort(best, k, sizeof *best, compare_ints);
    }
    for (size_t i = 0; i < k / 2 && ON(smallest_of_them_first); i++) {
        int other = best[i];
        best[i] = best[k - 1 - i];
        best[k - 1 - i] = other;
    }
    for (size_t i = 0; i < k; i++) {
        best[i] = ON(scores_not_numbers) && (size_t)best[i] < count
                      ? (int)fmin(fmax((double)scores[best[i]], -1e9), 1e9)
                      : best[i];
        best[i] += ON(numbered_from_1);
    }
}

/* ---- 9.11 worst_mistakes ---- */

BREAKABLE(worst_mistakes, broken_worst, "sec:worst");
BREAKS(broken_worst, by_confidence,
       "They are sorted by how sure the network was of its answer. The worst "
       "are those with the largest loss, which asks for the label's "
       "probability.");
BREAKS(broken_worst, by_margin,
       "They are sorted by how far the best score is above the label's. The "
       "loss counts all classes: cross_entropy.");
BREAKS(broken_worst, by_label_score,
       "They are sorted by the label's score alone. What it is worth, the "
       "other scores decide: cross_entropy.");
BREAKS(broken_worst, loss_overflows,
       "The loss is computed by exp and log of the scores as they are, which "
       "huge scores turn into infinities. Call cross_entropy.");
BREAKS(broken_worst, least_loss_first,
       "The mistakes with the smallest loss are taken. The largest is the "
       "worst.");
BREAKS(broken_worst, worst_of_them_last,
       "The list ends with the worst. It begins with it.");
BREAKS(broken_worst, right_answers_count,
       "Right answers are listed as well. Only wrong ones count, whatever the "
       "loss.");
BREAKS(broken_worst, answers_compared,
       "An answer is taken for wrong if best_class does not give the label. "
       "With equal scores it gives the first class: wrong is only what has a "
       "score above the label's.");
BREAKS(broken_worst, equal_score_is_wrong,
       "An answer is taken for wrong if another score is as large as the "
       "label's. It must be larger.");
BREAKS(broken_worst, picked_before_sorted_out,
       "The k largest losses of all examples are picked, and then the right "
       "answers are sorted out: too few are left. Leave those out first.");
BREAKS(broken_worst, all_mistakes_returned,
       "What is returned is how many answers are wrong. At most k are written, "
       "and counted.");
BREAKS(broken_worst, always_k,
       "k is returned even if there are fewer mistakes. Return how many were "
       "found.");
BREAKS(broken_worst, later_of_equals,
       "Of equal losses the later example comes first. The smaller number "
       "comes first.");
BREAKS(broken_worst, first_k_mistakes,
       "The first k mistakes are taken as they come. The worst are wanted, "
       "wherever they stand.");
BREAKS(broken_worst, examples_from_1,
       "The examples are numbered from 1, not "
       "0.");
BREAKS(broken_worst, classes_not_examples,
       "worst holds what was answered. It holds the numbers of the examples.");

static size_t answered(const real *row, size_t classes)
{
    size_t best = 0;
    for (size_t c = 1; c < classes; c++) {
        best = row[c] > row[best] ? c : best;
    }
    return best;
}

static bool taken_for_wrong(const real *row, size_t label, size_t classes)
{
    bool larger = false, equal = false;
    for (size_t c = 0; c < classes; c++) {
        larger = larger || row[c] > row[label];
        equal = equal || (c != label && row[c] == row[label]);
    }
    return larger || ON(right_answers_count) ||
           (ON(equal_score_is_wrong) && equal) ||
           (ON(answers_compared) && answered(row, classes) != label);
}

static double badness(const real *row, int label, size_t classes)
{
    size_t best = answered(row, classes);
    int as_label = (int)best;
    double sum = 0;
    if (ON(by_margin)) {
        return (double)(row[best] - row[label]);
    }
    if (ON(by_label_score)) {
        return -(double)row[label];
    }
    if (ON(by_confidence)) {
        return -(double)cross_entropy(row, &as_label, 1, classes);
    }
    for (size_t c = 0; c < classes; c++) {
        sum += exp((double)row[c]);
    }
    return ON(loss_overflows) ? log(sum) - (double)row[label]
                              : (double)cross_entropy(row, &label, 1, classes);
}

/* The next to be taken; n if there is none. */
static size_t next_worst(const double *bad, const bool *open, size_t n)
{
    size_t at = n;
    for (size_t e = 0; e < n; e++) {
        bool better =
            open[e] &&
            (at == n ||
             (ON(least_loss_first) ? bad[e] < bad[at] : bad[e] > bad[at]) ||
             (ON(later_of_equals) && bad[e] == bad[at]));
        at = better && !(at < n && ON(first_k_mistakes)) ? e : at;
    }
    return at;
}

static size_t broken_worst(const real *scores, const int *labels, int *worst,
                           size_t n, size_t classes, size_t k)
{
    double *bad = malloc((n + 1) * sizeof *bad);
    bool *open = malloc(n + 1), *wrong = malloc(n + 1);
    size_t found = 0, all = 0;
    if (bad == NULL || open == NULL || wrong == NULL) {
        abort();
    }
    for (size_t e = 0; e < n; e++) {
        const real *row = scores + e * classes;
        wrong[e] = taken_for_wrong(row, (size_t)labels[e], classes);
        open[e] = wrong[e] || ON(picked_before_sorted_out);
        bad[e] = badness(row, labels[e], classes);
        all += wrong[e];
    }
    for (size_t i = 0; i < k; i++) {
        size_t e = next_worst(bad, open, n);
        if (e == n) {
            break;
        }
        open[e] = false;
        if (wrong[e]) {
            worst[found++] = (int)e;
        }
    }
    for (size_t i = 0; i < found / 2 && ON(worst_of_them_last); i++) {
        int other = worst[i];
        worst[i] = worst[found - 1 - i];
        worst[found - 1 - i] = other;
    }
    for (size_t i = 0; i < found; i++) {
        const real *row = scores + (size_t)worst[i] * classes;
        worst[i] =
            ON(classes_not_examples) ? (int)answered(row, classes) : worst[i];
        worst[i] += ON(examples_from_1);
    }
    free(bad);
    free(open);
    free(wrong);
    return ON(always_k) ? k : ON(all_mistakes_returned) ? all : found;
}

/* ---- 9.12 find_ink ---- */

BREAKABLE(find_ink, broken_ink, "sec:photograph");
BREAKS(broken_ink, paper_is_mean,
       "The paper is the mean of the border. It is the median, which a few "
       "dark pixels do not move.");
BREAKS(broken_ink, paper_is_white,
       "The paper is taken to be white. Its grey is the median of the border.");
BREAKS(broken_ink, paper_of_all_pixels,
       "The median is taken of the whole picture. Take it of the border.");
BREAKS(broken_ink, paper_is_most_frequent,
       "The paper is the level that occurs most often on the border. It is the "
       "median of the border.");
BREAKS(broken_ink, paper_is_first_pixel,
       "The paper is the first pixel. It is the median of the border.");
BREAKS(broken_ink, corners_count_twice,
       "The corners are counted twice, once with their row and once with their "
       "column. Each pixel of the border counts once.");
BREAKS(broken_ink, border_without_sides,
       "Only the first and the last row are taken for the border. The first "
       "and the last column belong to it, too.");
BREAKS(broken_ink, median_is_lower,
       "The median is the one before number ⌊m / 2⌋. Counted from 0, it is "
       "number ⌊m / 2⌋ of the sorted pixels.");
BREAKS(broken_ink, median_is_mean_of_two,
       "The median is the mean of the two in the middle. Here it is number ⌊m "
       "/ 2⌋ of the sorted pixels.");
BREAKS(broken_ink, median_is_next,
       "The median is the one behind number ⌊m / 2⌋. Counted from 0, it is "
       "number ⌊m / 2⌋ of the sorted pixels.");
BREAKS(broken_ink, ink_is_darker,
       "What is brighter than the paper gets negative ink. Ink is what "
       "differs, in either direction: |grey − paper|.");
BREAKS(broken_ink, bright_ink_lost,
       "What is brighter than the paper gets no ink. Ink is what differs, in "
       "either direction.");
BREAKS(broken_ink, difference_goes_round,
       "The difference is kept in an unsigned char, where −1 becomes 255. Keep "
       "it in an int.");
BREAKS(broken_ink, ink_not_divided,
       "The ink goes up to 255. Divide by the largest difference.");
BREAKS(broken_ink, ink_divided_by_255,
       "It is divided by 255. Divide by the largest difference in this "
       "picture.");
BREAKS(broken_ink, ink_divided_as_whole,
       "The division is one of whole numbers: only the strongest ink is left. "
       "Convert to real before you divide.");
BREAKS(broken_ink, blank_divided_by_0,
       "If there is nothing but paper it is 0 / 0. All ink is 0 there: ask "
       "first.");
BREAKS(broken_ink, paper_is_1,
       "Paper gets 1 and ink 0. It is the other way round.");

static int broken_median(const size_t *counts, size_t m)
{
    size_t before = 0, at = m / 2;
    int level = 0;
    at = ON(median_is_next) ? at + 1 : at - ON(median_is_lower);
    while (level < 255 && before + counts[level] <= at) {
        before += counts[level++];
    }
    return level;
}

static double broken_paper(const unsigned char *grey, size_t h, size_t w)
{
    size_t counts[256] = {0}, m = 0, most = 0, under = 0;
    double sum = 0;
    for (size_t i = 0; i < h * w; i++) {
        size_t row = i / w, column = i % w;
        size_t above = row == 0 || row == h - 1;
        size_t beside = column == 0 || column == w - 1;
        beside = ON(border_without_sides) ? 0 : beside;
        size_t times =
            above + beside > 1 && !ON(corners_count_twice) ? 1 : above + beside;
        times = ON(paper_of_all_pixels) ? 1 : times;
        counts[grey[i]] += times;
        sum += (double)(times * grey[i]);
        m += times;
    }
    for (size_t i = 0; i < 256; i++) {
        most = counts[i] > counts[most] ? i : most;
    }
    int middle = broken_median(counts, m), below = middle;
    for (int i = 0; i < middle; i++) {
        under += counts[i];
        below = counts[i] > 0 ? i : below;
    }
    below = under >= m / 2 ? below : middle;
    return ON(paper_is_mean)            ? sum / (double)m
           : ON(paper_is_white)         ? 255
           : ON(paper_is_most_frequent) ? (double)most
           : ON(paper_is_first_pixel)   ? grey[0]
           : ON(median_is_mean_of_two)  ? (middle + below) / 2.0
                                        : middle;
}

static void broken_ink(const unsigned char *grey, real *ink, size_t h, size_t w)
{
    double paper = broken_paper(grey, h, w), largest = 0;
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < h * w; i++) {
            double far = paper - (double)grey[i];
            double strength = ON(difference_goes_round)
                                  ? (double)(uint8_t)(int)far
                              : ON(ink_is_darker)   ? far
                              : ON(bright_ink_lost) ? fmax(far, 0)
                                                    : fabs(far);
            if (pass == 0) {
                largest = fmax(largest, strength);
                continue;
            }
            double by = ON(ink_not_divided)      ? 1
                        : ON(ink_divided_by_255) ? 255
                                                 : largest;
            double part =
                ON(ink_divided_as_whole) ? trunc(strength / by) : strength / by;
            part = by == 0 && !ON(blank_divided_by_0) ? 0 : part;
            ink[i] = (real)(ON(paper_is_1) ? 1 - part : part);
        }
    }
}

/* ---- 9.13 ink_box ---- */

BREAKABLE(ink_box, broken_box, "sec:photograph");
BREAKS(broken_box, bottom_is_last_row,
       "box->bottom is the last row with ink. It is one behind it.");
BREAKS(broken_box, right_is_last_column,
       "box->right is the last column with ink. It is one behind it.");
BREAKS(broken_box, bottom_is_height,
       "box->bottom is how high the box is. It is one behind its last row.");
BREAKS(broken_box, right_is_width,
       "box->right is how wide the box is. It is one behind its last column.");
BREAKS(broken_box, box_sides_exchanged,
       "Rows and columns have changed places: top and bottom are rows, left "
       "and right columns.");
BREAKS(broken_box, must_be_more,
       "A pixel with exactly `least` is left out. It counts: >=.");
BREAKS(broken_box, any_ink_counts,
       "Each pixel above 0 is taken for ink. It must have at least `least`.");
BREAKS(broken_box, always_a_box,
       "The answer is true even if no pixel has enough ink. It is false "
       "then.");
BREAKS(broken_box, never_a_box,
       "The answer is false where there is ink. It is true then.");
BREAKS(broken_box, left_of_the_first,
       "left is the column of the first pixel with ink. A later row may reach "
       "further to the left.");
BREAKS(broken_box, right_of_the_last,
       "right comes from the last pixel with ink. An earlier row may reach "
       "further to the right.");
BREAKS(broken_box, search_from_0,
       "The search for the smallest row and column starts at 0, below which "
       "none can be. Start with h and w.");
BREAKS(broken_box, top_is_not_kept,
       "top is the last row with ink. It is the first.");
BREAKS(broken_box, last_row_left_out,
       "The last row is not looked at: rows are 0 ... h − 1.");
BREAKS(broken_box, last_column_left_out,
       "The last column is not looked at: columns are 0 ... w − 1.");
BREAKS(broken_box, box_with_margin,
       "There is a margin of one pixel around the ink, where the picture has "
       "room. The smallest box is wanted.");

static bool broken_box(const real *x, real least, size_t h, size_t w, Box *box)
{
    bool zero = ON(search_from_0), any = false;
    Box b = {zero ? 0 : h, zero ? 0 : w, 0, 0};
    for (size_t i = 0; i < h - ON(last_row_left_out); i++) {
        for (size_t j = 0; j < w - ON(last_column_left_out); j++) {
            real ink = x[i * w + j];
            bool enough = ON(any_ink_counts) ? ink > 0
                          : ON(must_be_more) ? ink > least
                                             : ink >= least;
            if (!enough) {
                continue;
            }
            b.top = i < b.top || ON(top_is_not_kept) ? i : b.top;
            b.left = j < b.left && !(any && ON(left_of_the_first)) ? j : b.left;
            b.bottom = i + 1;
            b.right =
                j + 1 > b.right || ON(right_of_the_last) ? j + 1 : b.right;
            any = true;
        }
    }
    if (!any) {
        *box = (Box){0, 0, 1, 1};
        return ON(always_a_box);
    }
    if (ON(box_with_margin)) {
        b.top -= b.top > 0;
        b.left -= b.left > 0;
        b.bottom += b.bottom < h;
        b.right += b.right < w;
    }
    b.bottom -= ON(bottom_is_height) ? b.top : ON(bottom_is_last_row);
    b.right -= ON(right_is_width) ? b.left : ON(right_is_last_column);
    *box =
        ON(box_sides_exchanged) ? (Box){b.left, b.top, b.right, b.bottom} : b;
    return !ON(never_a_box);
}

/* ---- 9.14 centre_of_mass ---- */

BREAKABLE(centre_of_mass, broken_centre, "sec:photograph");
BREAKS(broken_centre, not_weighted,
       "Each pixel with ink counts the same. Each counts as much as it has "
       "ink.");
BREAKS(broken_centre, weighted_twice,
       "The ink is squared. Each pixel counts as much as it has ink.");
BREAKS(broken_centre, centre_exchanged, "Row and column have changed places.");
BREAKS(broken_centre, places_from_1,
       "Rows and columns are counted from 1. The first is number 0.");
BREAKS(broken_centre, middles_of_pixels,
       "Half a pixel is added to the place. Row i counts as i.");
BREAKS(broken_centre, divided_by_pixels,
       "It is divided by the number of pixels. Divide by the sum of the ink.");
BREAKS(broken_centre, divided_by_inked,
       "It is divided by the number of pixels with ink. Divide by the sum of "
       "the ink.");
BREAKS(broken_centre, centre_not_divided,
       "The sums are not divided by the sum of the ink.");
BREAKS(broken_centre, centre_in_float,
       "The sums are kept in float: too few digits for many pixels. Use "
       "double.");
BREAKS(broken_centre, middle_of_the_box,
       "The centre is the middle between the outermost pixels with ink. It is "
       "the mean over all of them, by their ink.");
BREAKS(broken_centre, middle_of_the_picture,
       "The centre is the middle of the picture. It is the mean over the ink.");
BREAKS(broken_centre, centre_as_whole,
       "The centre is cut off to whole numbers. It may lie between pixels.");
BREAKS(broken_centre, most_ink,
       "The centre is the pixel with the most ink. It is the mean place of all "
       "ink.");
BREAKS(broken_centre, centre_rows_twice,
       "The column is computed from the rows: it is Σ j x[i][j] / Σ x[i][j].");

static double kept(double sum)
{
    return ON(centre_in_float) ? (double)(float)sum : sum;
}

static void broken_centre(const real *x, size_t h, size_t w, double *row,
                          double *column)
{
    double mass = 0, rows = 0, columns = 0, inked = 0;
    size_t most = 0, top = h, left = w, bottom = 0, right = 0;
    double start = ON(places_from_1) ? 1 : ON(middles_of_pixels) ? 0.5 : 0;
    for (size_t k = 0; k < h * w; k++) {
        size_t i = k / w, j = k % w;
        double ink = (double)x[k];
        most = x[k] > x[most] ? k : most;
        if (ink > 0) {
            top = i < top ? i : top;
            left = j < left ? j : left;
            bottom = i;
            right = j > right ? j : right;
            inked++;
        }
        ink = ON(weighted_twice) ? ink * ink : ink;
        ink = ON(not_weighted) ? ink > 0 : ink;
        mass = kept(mass + ink);
        rows = kept(rows + ink * ((double)i + start));
        columns = kept(columns +
                       ink * ((double)(ON(centre_rows_twice) ? i : j) + start));
    }
    mass = ON(centre_not_divided)  ? 1
           : ON(divided_by_pixels) ? (double)(h * w)
           : ON(divided_by_inked)  ? inked
                                   : mass;
    double at = rows / mass, to = columns / mass;
    if (ON(middle_of_the_box)) {
        at = (double)(top + bottom) / 2;
        to = (double)(left + right) / 2;
    } else if (ON(middle_of_the_picture)) {
        at = ((double)h - 1) / 2;
        to = ((double)w - 1) / 2;
    } else if (ON(most_ink)) {
        at = (double)(most / w);
        to = (double)(most % w);
    }
    at = ON(centre_as_whole) ? floor(at) : at;
    to = ON(centre_as_whole) ? floor(to) : to;
    *row = ON(centre_exchanged) ? to : at;
    *column = ON(centre_exchanged) ? at : to;
}
