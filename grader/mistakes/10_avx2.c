#include "avx2.h"
#include "probe.h"
#include "vectors_avx2.h"

#include <math.h>
#ifdef _OPENMP
#include <omp.h>
#endif
#include <stdlib.h>
#include <string.h>

/* The breakable functions are plain loops that go through the arrays in the steps
   that the vectors would take. */

/* A load that wants a multiple of 32 bytes; the compiler may not make another
   of it. */
static void want_aligned(const float *x)
{
#ifdef __x86_64__
    __asm__ volatile("vmovaps (%0), %%ymm0" : : "r"(x) : "ymm0", "memory");
#else
    (void)x;
#endif
}

static volatile float seen; /* what is read too far is not left out */

/* ---- 10.1 dot_avx2 ---- */

BREAKABLE(dot_avx2, broken_dot, "sec:vectors");
BREAKS(broken_dot, dot_tail_forgotten,
       "What is left behind the last whole vector is not added: with n = 9 the "
       "ninth product is missing.");
BREAKS(broken_dot, dot_tail_twice,
       "What is left behind the last whole vector is added twice.");
BREAKS(broken_dot, dot_reads_behind_a,
       "The last vector is read whole, though a ends within it. Go in steps of "
       "eight as long as i + 8 <= n, and take the rest one by one or with a "
       "mask: lanes that it leaves out are not read.");
BREAKS(broken_dot, dot_reads_behind_b,
       "The last vector is read whole, though b ends within it. Go in steps of "
       "eight as long as i + 8 <= n, and take the rest one by one or with a "
       "mask: lanes that it leaves out are not read.");
BREAKS(broken_dot, dot_first_lane,
       "Of the vector of sums only the first lane is returned. Add all eight: "
       "sum_of_lanes.");
BREAKS(broken_dot, dot_lower_half,
       "Of the vector of sums only lanes 0 to 3 are added. What works in each "
       "half by itself (_mm256_hadd_ps, a shuffle) leaves the other half out: "
       "_mm256_extractf128_ps(v, 1) fetches it.");
BREAKS(broken_dot, dot_tail_alone,
       "Where numbers are left behind the last whole vector only they are "
       "returned. Add them to the sum of the vectors.");
BREAKS(broken_dot, dot_last_vector,
       "Each vector of products takes the place of the one before it. Add it: "
       "sum = _mm256_fmadd_ps(x, y, sum).");
BREAKS(broken_dot, dot_short_is_nothing,
       "Fewer than eight numbers give 0. They are a rest too, without a vector "
       "before it.");
BREAKS(broken_dot, dot_misses_last, "The last product is missing.");
BREAKS(broken_dot, dot_one_of_four,
       "The vectors are added up in four sums, and only the first is returned. "
       "Add the other three to it.");
BREAKS(broken_dot, dot_one_of_two,
       "The vectors are added up in two sums, and only the first is returned. "
       "Add the other one to it.");
BREAKS(broken_dot, dot_middle_left_out,
       "Behind the steps of 32 whole vectors may be left, before the rest of "
       "fewer than eight numbers. They are left out.");
BREAKS(broken_dot, dot_aligned,
       "_mm256_load_ps wants an array that begins at a multiple of 32 bytes. "
       "These begin anywhere: _mm256_loadu_ps, with a u for unaligned.");
BREAKS(broken_dot, dot_tail_backwards,
       "The rest is taken from n − n % 8 on in a, but from the start in b.");

static float broken_dot(const float *a, const float *b, size_t n)
{
    float lane[8] = {0}, sum = 0;
    size_t rest = n % 8, whole = n - rest, i = 0;
    if (ON(dot_aligned) && n >= 8) {
        want_aligned(a);
        want_aligned(b);
    }
    for (; i < whole; i++) {
        bool skipped =
            (ON(dot_one_of_four) && i / 8 % 4 != 0 && i < n / 32 * 32) ||
            (ON(dot_one_of_two) && i / 8 % 2 != 0 && i < n / 16 * 16) ||
            (ON(dot_middle_left_out) && i >= n / 32 * 32);
        float product = skipped ? 0 : a[i] * b[i];
        lane[i % 8] = ON(dot_last_vector) ? product : lane[i % 8] + product;
    }
    if (rest != 0 && (ON(dot_reads_behind_a) || ON(dot_reads_behind_b))) {
        seen = ON(dot_reads_behind_a) ? a[n] : b[n];
    }
    size_t lanes = ON(dot_first_lane) ? 1 : ON(dot_lower_half) ? 4 : 8;
    for (size_t v = 0; v < lanes; v++) {
        sum += lane[v];
    }
    sum = ON(dot_tail_alone) && rest != 0 ? 0 : sum;
    size_t end =
        ON(dot_tail_forgotten) || (ON(dot_short_is_nothing) && n < 8) ? i : n;
    for (; i < end; i++) {
        float product = a[i] * b[ON(dot_tail_backwards) ? i - whole : i];
        sum += ON(dot_tail_twice) ? 2 * product : product;
    }
    return ON(dot_misses_last) && n > 0 ? sum - a[n - 1] * b[n - 1] : sum;
}

/* ---- 10.2 axpy_avx2 ---- */

BREAKABLE(axpy_avx2, broken_axpy, "sec:vectors");
BREAKS(broken_axpy, axpy_overwrites,
       "y is overwritten by a x. Add: y[i] += a x[i].");
BREAKS(broken_axpy, axpy_tail_forgotten,
       "What is left behind the last whole vector stays as it was.");
BREAKS(broken_axpy, axpy_tail_twice,
       "To what is left behind the last whole vector a x is added twice.");
BREAKS(broken_axpy, axpy_tail_overwrites,
       "In the whole vectors a x is added to y; in the rest it takes its "
       "place.");
BREAKS(broken_axpy, axpy_without_a,
       "x is added without being multiplied by a.");
BREAKS(broken_axpy, axpy_times_y,
       "a multiplies y in place of x: a y + x. It is y + a x.");
BREAKS(broken_axpy, axpy_both_times_a,
       "a multiplies the sum: a (x + y). It is y + a x.");
BREAKS(broken_axpy, axpy_subtracts, "a x is subtracted. It is added.");
BREAKS(broken_axpy, axpy_one_vector,
       "Only the first eight numbers are changed. Go on in steps of eight.");
BREAKS(broken_axpy, axpy_reads_behind_x,
       "The last vector is read whole, though x ends within it. Go in steps of "
       "eight as long as i + 8 <= n, and take the rest one by one or with a "
       "mask: lanes that it leaves out are not read.");
BREAKS(
    broken_axpy, axpy_behind_y,
    "The last vector is read or written whole, though y ends within it. Take "
    "the rest one by one, or with a mask: _mm256_maskload_ps and "
    "_mm256_maskstore_ps.");
BREAKS(broken_axpy, axpy_aligned,
       "_mm256_load_ps and _mm256_store_ps want an array that begins at a "
       "multiple of 32 bytes. These begin anywhere: _mm256_loadu_ps and "
       "_mm256_storeu_ps, with a u for unaligned.");
BREAKS(broken_axpy, axpy_misses_last, "The last number stays as it was.");
BREAKS(broken_axpy, axpy_first_x,
       "Each vector of y gets the first eight numbers of x. Load from x + i.");

static void broken_axpy(float a, const float *x, float *y, size_t n)
{
    size_t rest = n % 8, whole = n - rest;
    if (ON(axpy_aligned) && n >= 8) {
        want_aligned(x);
        want_aligned(y);
    }
    if (rest != 0 && ON(axpy_reads_behind_x)) {
        seen = x[n];
    } else if (rest != 0 && ON(axpy_behind_y)) {
        seen = y[n];
    }
    size_t end =
        ON(axpy_tail_forgotten) ? whole : n - (ON(axpy_misses_last) && n > 0);
    end = ON(axpy_one_vector) && end > 8 ? 8 : end;
    a = ON(axpy_without_a) ? 1 : ON(axpy_subtracts) ? -a : a;
    for (size_t i = 0; i < end; i++) {
        bool tail = i >= whole;
        float number = x[ON(axpy_first_x) && !tail ? i % 8 : i];
        float old = ON(axpy_overwrites) || (ON(axpy_tail_overwrites) && tail)
                        ? 0
                        : y[i];
        y[i] = ON(axpy_times_y)        ? a * y[i] + number
               : ON(axpy_both_times_a) ? a * (number + old)
                                       : old + a * number;
        y[i] += ON(axpy_tail_twice) && tail ? a * number : 0;
    }
}

/* ---- 10.3 conv_axpy ---- */

BREAKABLE(conv_axpy, broken_conv_axpy, "sec:first-filter");
BREAKS_SEE(
    broken_conv_axpy, conv_without_bias,
    "y begins as 0, and the bias is in none of its numbers. It begins as "
    "b[o].",
    "sec:vectors");
BREAKS(
    broken_conv_axpy, conv_not_begun,
    "y is added to without being set first. Whatever it held before is still "
    "in it: it begins as the bias.");
BREAKS(broken_conv_axpy, conv_bias_per_channel,
       "The bias is added once for each channel. It is added once.");
BREAKS(broken_conv_axpy, conv_first_bias,
       "All filters have the bias of the first one. Filter o has b[o].");
BREAKS(broken_conv_axpy, conv_first_filter,
       "All filters have the weights of the first one. Go on in w.");
BREAKS(broken_conv_axpy, conv_first_channel_x,
       "All channels are read from the first one of x. Channel c begins c · "
       "height · width floats on.");
BREAKS(broken_conv_axpy, conv_first_channel_w,
       "All channels have the weights of the first one. Go on in w.");
BREAKS(broken_conv_axpy, conv_turned,
       "The window is turned round: weight (k, l) is taken from its other end. "
       "It meets x[i + k][j + l].");
BREAKS(broken_conv_axpy, conv_window_transposed,
       "The weights of a window are read column by column. They stand row by "
       "row: w[k · window_columns + l].");
BREAKS(broken_conv_axpy, conv_rows_of_output_length,
       "A row of x is taken to be `columns` long, as one of y. It is `width` "
       "long.");
BREAKS(broken_conv_axpy, conv_output_rows_of_width,
       "A row of y is taken to be `width` long, as one of x. It is `columns` "
       "long.");
BREAKS(broken_conv_axpy, conv_writes_whole_rows,
       "axpy_avx2 is called for `width` numbers. A row of y has `columns`: the "
       "others belong to the next row, or to nobody.");
BREAKS(broken_conv_axpy, conv_first_row_only,
       "Only the first row of each map is computed. Call axpy_avx2 for each of "
       "its rows.");
BREAKS(broken_conv_axpy, conv_window_row_forgotten,
       "Row i of the output takes row i of the picture for each row of the "
       "window. It takes row i + k.");
BREAKS(broken_conv_axpy, conv_window_column_forgotten,
       "The row of the picture is taken from its start for each column of the "
       "window. It is taken from column l on.");
BREAKS(broken_conv_axpy, conv_last_weight_alone,
       "Only the last weight of a window counts: y is overwritten at each. Add "
       "them up.");
BREAKS(broken_conv_axpy, conv_first_weight_row,
       "Only the first row of the window counts.");

static void broken_conv_axpy(const float *x, const float *w, const float *b,
                             float *y, const ValidConv *conv)
{
    size_t wr = conv->window_rows, wc = conv->window_columns;
    size_t x_row = ON(conv_rows_of_output_length) ? conv->columns : conv->width;
    size_t y_row = ON(conv_output_rows_of_width) ? conv->width : conv->columns;
    size_t run = ON(conv_writes_whole_rows) ? conv->width : conv->columns;
    size_t rows = ON(conv_first_row_only) ? 1 : conv->rows;
    for (size_t o = 0; o < conv->filters; o++) {
        float *map = y + o * conv->rows * conv->columns;
        float bias = ON(conv_without_bias) ? 0 : b[ON(conv_first_bias) ? 0 : o];
        bias *= ON(conv_bias_per_channel) ? (float)conv->channels : 1;
        for (size_t n = 0; n < conv->rows * conv->columns; n++) {
            map[n] = ON(conv_not_begun) ? map[n] + bias : bias;
        }
        for (size_t c = 0; c < conv->channels; c++) {
            size_t from = ON(conv_first_channel_x) ? 0 : c;
            size_t filter = ON(conv_first_filter) ? 0 : o;
            const float *weights = w + (filter * conv->channels +
                                        (ON(conv_first_channel_w) ? 0 : c)) *
                                           wr * wc;
            for (size_t n = 0; n < wr * wc; n++) {
                size_t k = n / wc, l = n % wc;
                size_t at = ON(conv_turned)              ? wr * wc - 1 - n
                            : ON(conv_window_transposed) ? l * wr + k
                                                         : n;
                if (ON(conv_first_weight_row) && k > 0) {
                    continue;
                }
                for (size_t i = 0; i < rows; i++) {
                    size_t row = i + (ON(conv_window_row_forgotten) ? 0 : k);
                    const float *pixels =
                        x + from * conv->height * conv->width + row * x_row +
                        (ON(conv_window_column_forgotten) ? 0 : l);
                    for (size_t j = 0; j < run; j++) {
                        float *to = &map[i * y_row + j];
                        float old = ON(conv_last_weight_alone) ? bias : *to;
                        *to = old + weights[at] * pixels[j];
                    }
                }
            }
        }
    }
}

/* ---- 10.4 im2col ---- */

BREAKABLE(im2col, broken_im2col, "sec:im2col");
BREAKS(broken_im2col, columns_without_strides,
       "The strides are left out: the next place lies `stride` pixels on, down "
       "and to the right.");
BREAKS(broken_im2col, columns_without_row_stride,
       "The stride of the rows is left out. The next place down lies "
       "rows.stride pixels lower.");
BREAKS(broken_im2col, columns_without_column_stride,
       "The stride of the columns is left out. The next place lies "
       "columns.stride pixels to the right.");
BREAKS(broken_im2col, columns_strides_exchanged,
       "The strides of rows and columns have changed places.");
BREAKS(broken_im2col, columns_without_dilations,
       "The dilations are left out: the window's next pixel lies `dilation` "
       "pixels on.");
BREAKS(broken_im2col, columns_without_row_dilation,
       "The dilation of the rows is left out.");
BREAKS(broken_im2col, columns_without_column_dilation,
       "The dilation of the columns is left out.");
BREAKS(broken_im2col, columns_dilations_exchanged,
       "The dilations of rows and columns have changed places.");
BREAKS(
    broken_im2col, columns_dilation_for_stride,
    "Stride and dilation have changed places. The place moves by the stride, "
    "the pixel of the window by the dilation.");
BREAKS(broken_im2col, columns_one_after_the_other,
       "Each window is written down as a row. The matrix has a column for each "
       "place and a row for each pixel of the window.");
BREAKS(broken_im2col, columns_window_turned,
       "The rows of the matrix follow the window column by column. They follow "
       "it row by row: channel, k, l.");
BREAKS(broken_im2col, columns_places_turned,
       "The places follow each other column by column. They follow row by row: "
       "i, j.");
BREAKS(broken_im2col, columns_unpadded_size,
       "A row of x is taken to be columns.size long. It was padded: "
       "padded_size(&conv->columns).");
BREAKS(broken_im2col, columns_unpadded_channel,
       "A channel of x is taken to be rows.size high. It was padded: "
       "padded_size(&conv->rows).");
BREAKS(
    broken_im2col, columns_first_channel,
    "All channels are read from the first one. Channel c begins c · height · "
    "width floats on, of the padded picture.");
BREAKS(broken_im2col, columns_channel_last,
       "The channels are innermost in the rows of the matrix. They are "
       "outermost: all of the window in channel 0, then in channel 1.");
BREAKS(broken_im2col, columns_padding_subtracted,
       "The padding is subtracted from row and column. x is padded already: "
       "place 0 begins at its first pixel.");
BREAKS(broken_im2col, columns_padded_once,
       "A row of x is taken to be size + padding long. It was padded on both "
       "sides.");

/* Where a pixel of x stands. */
static size_t broken_pixel(const Conv *conv, size_t c, const size_t *place,
                           const size_t *offset)
{
    Axis down = conv->rows, right = conv->columns;
    size_t strides[2] = {down.stride, right.stride};
    size_t dilations[2] = {down.dilation, right.dilation};
    if (ON(columns_strides_exchanged)) {
        strides[0] = right.stride;
        strides[1] = down.stride;
    }
    if (ON(columns_dilations_exchanged)) {
        dilations[0] = right.dilation;
        dilations[1] = down.dilation;
    }
    strides[0] = ON(columns_without_strides) || ON(columns_without_row_stride)
                     ? 1
                     : strides[0];
    strides[1] =
        ON(columns_without_strides) || ON(columns_without_column_stride)
            ? 1
            : strides[1];
    dilations[0] =
        ON(columns_without_dilations) || ON(columns_without_row_dilation)
            ? 1
            : dilations[0];
    dilations[1] =
        ON(columns_without_dilations) || ON(columns_without_column_dilation)
            ? 1
            : dilations[1];
    size_t height =
        ON(columns_unpadded_channel) ? down.size : padded_size(&down);
    size_t width = ON(columns_unpadded_size) ? right.size
                   : ON(columns_padded_once) ? right.size + right.padding
                                             : padded_size(&right);
    bool swapped = ON(columns_dilation_for_stride);
    size_t row = place[0] * (swapped ? dilations[0] : strides[0]) +
                 offset[0] * (swapped ? strides[0] : dilations[0]);
    size_t column = place[1] * (swapped ? dilations[1] : strides[1]) +
                    offset[1] * (swapped ? strides[1] : dilations[1]);
    if (ON(columns_padding_subtracted)) {
        row -= down.padding;
        column -= right.padding;
    }
    c = ON(columns_first_channel) ? 0 : c;
    return (c * height + row) * width + column;
}

static void broken_im2col(const float *x, float *columns, const Conv *conv)
{
    const Axis *down = &conv->rows, *right = &conv->columns;
    size_t window = down->window * right->window;
    size_t places = down->places * right->places;
    size_t all = conv->in_channels * window;
    for (size_t row = 0; row < all; row++) {
        bool last = ON(columns_channel_last);
        size_t c = last ? row % conv->in_channels : row / window;
        size_t n = last ? row / conv->in_channels : row % window;
        size_t offset[2] = {n / right->window, n % right->window};
        if (ON(columns_window_turned)) {
            offset[0] = n % down->window;
            offset[1] = n / down->window;
        }
        for (size_t p = 0; p < places; p++) {
            size_t place[2] = {p / right->places, p % right->places};
            if (ON(columns_places_turned)) {
                place[0] = p % down->places;
                place[1] = p / down->places;
            }
            size_t to = ON(columns_one_after_the_other) ? p * all + row
                                                        : row * places + p;
            columns[to] = x[broken_pixel(conv, c, place, offset)];
        }
    }
}

TOGETHER(columns_without_row_stride, columns_without_column_stride,
         "columns_without_strides");
TOGETHER(columns_without_row_dilation, columns_without_column_dilation,
         "columns_without_dilations");

/* ---- 10.5 pack_rows ---- */

BREAKABLE(pack_rows, broken_pack, "sec:tile");
BREAKS(broken_pack, pack_rest_unwritten,
       "Where the last group lacks rows nothing is written. They are 0.");
BREAKS(
    broken_pack, pack_reads_behind_a,
    "The last group is read whole, though a has no such rows. What is missing "
    "is 0, and is not read.");
BREAKS(broken_pack, pack_row_by_row,
       "Each group holds its rows one after the other: that is a as it was. It "
       "holds its columns one after the other, `tile` numbers each.");
BREAKS(
    broken_pack, pack_last_group_left_out,
    "The last group is left out where it is not whole. There are (rows + tile "
    "− 1) / tile of them.");
BREAKS(broken_pack, pack_last_row_again,
       "Rows that are missing repeat the last one. They are 0.");
BREAKS(
    broken_pack, pack_tight,
    "The last group is as wide as it has rows. It is `tile` wide, with zeros "
    "for those that are missing.");
BREAKS(broken_pack, pack_all_columns,
       "The whole matrix is turned over, [k][rows], without groups: "
       "[group][k][tile].");
BREAKS(broken_pack, pack_first_group_again,
       "All groups hold the rows of the first one. Group i begins at row i · "
       "tile.");
BREAKS(broken_pack, pack_transposed_input,
       "a is read as a[p · rows + row]. Its rows are k long: a[row · k + p].");
BREAKS(broken_pack, pack_steps_by_one,
       "The groups begin one row apart. They begin `tile` rows apart.");
BREAKS(broken_pack, pack_rows_reversed,
       "In each group the rows stand from the last to the first.");
BREAKS(broken_pack, pack_zeros_first,
       "In the last group the zeros stand before the rows. They stand behind "
       "them.");
BREAKS(broken_pack, pack_every_so_many,
       "Row r is put into group r % groups. The rows of a group follow each "
       "other: row r is in group r / tile.");

static void broken_pack(const float *a, float *packed, size_t rows, size_t k,
                        size_t tile)
{
    size_t groups =
        ON(pack_last_group_left_out) ? rows / tile : (rows + tile - 1) / tile;
    if (ON(pack_all_columns)) {
        for (size_t n = 0; n < rows * k; n++) {
            packed[n] = a[n % rows * k + n / rows];
        }
        return;
    }
    for (size_t g = 0; g < groups; g++) {
        size_t there = rows - g * tile < tile ? rows - g * tile : tile;
        size_t width = ON(pack_tight) ? there : tile;
        for (size_t n = 0; n < k * width; n++) {
            size_t p = n / width, t = n % width;
            if (ON(pack_row_by_row)) {
                p = n % k;
                t = n / k;
            }
            bool missing = t >= there;
            size_t row = g * tile + t;
            if (ON(pack_zeros_first)) {
                missing = t < tile - there;
                row = g * tile + t - (tile - there);
            }
            row = ON(pack_first_group_again) ? t
                  : ON(pack_steps_by_one)    ? g + t
                  : ON(pack_every_so_many)   ? t * groups + g
                  : ON(pack_rows_reversed)   ? g * tile + there - 1 - t
                                             : row;
            missing = ON(pack_every_so_many) ? row >= rows : missing;
            if (missing && ON(pack_last_row_again)) {
                row = rows - 1;
                missing = false;
            }
            if (missing && ON(pack_rest_unwritten)) {
                continue;
            }
            size_t at =
                ON(pack_transposed_input) ? p * rows + row : row * k + p;
            bool reads = !missing || ON(pack_reads_behind_a);
            packed[g * k * tile + n] = reads ? a[at] : 0;
        }
    }
}

/* ---- 10.6 tile_avx2 ---- */

BREAKABLE(tile_avx2, broken_tile, "sec:tile");
BREAKS(
    broken_tile, tile_overwrites,
    "c is overwritten by the product. The sums begin as what c holds: C += A "
    "B.");
BREAKS(
    broken_tile, tile_adds_c_twice,
    "What c held before is in the result twice: the sums begin as it, and are "
    "added to it.");
BREAKS(broken_tile, tile_rows_exchanged,
       "b_row and c_row have changed places.");
BREAKS(broken_tile, tile_b_without_row,
       "From one row of b to the next there are b_row floats, not 16.");
BREAKS(broken_tile, tile_c_without_row,
       "From one row of c to the next there are c_row floats, not 16.");
BREAKS(
    broken_tile, tile_a_unpacked,
    "a is read as [6][k]. It is packed, [k][6]: number i of step p is a[p · 6 "
    "+ i].");
BREAKS(broken_tile, tile_left_half,
       "Only the first eight columns are computed. A row has 16: two vectors.");
BREAKS(
    broken_tile, tile_right_like_left,
    "The second vector of a row gets the first eight columns of b. It gets b "
    "+ 8.");
BREAKS(broken_tile, tile_five_rows,
       "Only the first five rows are computed. There are six.");
BREAKS(broken_tile, tile_four_rows,
       "Only the first four rows are computed. There are six.");
BREAKS(broken_tile, tile_misses_last_step,
       "The last step is missing. There are k.");
BREAKS(broken_tile, tile_a_stays,
       "At each step the same six numbers of a are taken. a goes on by 6.");
BREAKS(broken_tile, tile_b_stays,
       "At each step the same row of b is taken. b goes on by b_row.");
BREAKS(broken_tile, tile_one_factor,
       "All rows are multiplied by the first number of a's column. Row i has "
       "a[i].");
BREAKS(broken_tile, tile_last_step_only,
       "Each product takes the place of the one before it. Add it: sum = "
       "_mm256_fmadd_ps(factor, x, sum).");
BREAKS(broken_tile, tile_reads_next_row_of_b,
       "A row of b behind the last one is read: a step too many, or the next "
       "row that is fetched ahead.");
BREAKS(
    broken_tile, tile_reads_next_column_of_a,
    "A column of a behind the last one is read: a step too many, or the next "
    "numbers that are fetched ahead.");
BREAKS(broken_tile, tile_aligned,
       "_mm256_load_ps and _mm256_store_ps want an array that begins at a "
       "multiple of 32 bytes. These begin anywhere, and so do their rows: "
       "_mm256_loadu_ps and _mm256_storeu_ps.");

static void broken_tile(const float *a, const float *b, size_t b_row, float *c,
                        size_t c_row, size_t k)
{
    enum { ROWS = TILE_ROWS, COLUMNS = TILE_COLUMNS };
    size_t b_step = ON(tile_rows_exchanged)  ? c_row
                    : ON(tile_b_without_row) ? COLUMNS
                                             : b_row;
    size_t c_step = ON(tile_rows_exchanged)  ? b_row
                    : ON(tile_c_without_row) ? COLUMNS
                                             : c_row;
    size_t steps = k - (ON(tile_misses_last_step) && k > 0);
    if (ON(tile_aligned)) {
        for (size_t i = 0; i < ROWS; i++) {
            want_aligned(c + i * c_row);
        }
        for (size_t p = 0; p < k; p++) {
            want_aligned(b + p * b_row);
        }
    }
    if (ON(tile_reads_next_row_of_b)) {
        seen = k == 0 ? b[0] : b[(k - 1) * b_row + COLUMNS];
    } else if (ON(tile_reads_next_column_of_a)) {
        seen = a[k * ROWS];
    }
    size_t rows = ON(tile_five_rows) ? 5 : ON(tile_four_rows) ? 4 : ROWS;
    size_t columns = ON(tile_left_half) ? 8 : COLUMNS;
    for (size_t n = 0; n < rows * columns; n++) {
        size_t i = n / columns, j = n % columns;
        float *to = &c[i * c_step + j];
        float sum = ON(tile_overwrites) ? 0 : *to;
        for (size_t p = 0; p < steps; p++) {
            size_t of_a = ON(tile_a_stays) ? 0 : p;
            size_t of_b = ON(tile_b_stays) ? 0 : p;
            float factor = ON(tile_a_unpacked)
                               ? a[i * k + of_a]
                               : a[of_a * ROWS + (ON(tile_one_factor) ? 0 : i)];
            float product =
                factor *
                b[of_b * b_step + (ON(tile_right_like_left) ? j % 8 : j)];
            sum = ON(tile_last_step_only) ? product : sum + product;
        }
        *to = ON(tile_adds_c_twice) ? *to + sum : sum;
    }
}

TOGETHER(tile_overwrites, tile_adds_c_twice,
         "the sums begin as 0, and c is added to them: right");

/* ---- 10.7 product_avx2 ---- */

BREAKABLE(product_avx2, broken_product, "sec:tile");
BREAKS(
    broken_product, product_without_bias,
    "The bias is in none of the numbers. The tile's sums begin as the bias of "
    "their row.");
BREAKS(broken_product, product_not_begun,
       "y is added to without being set first. tile_avx2 adds: what it adds to "
       "must be the bias before.");
BREAKS(broken_product, product_bias_twice, "The bias is in each number twice.");
BREAKS(broken_product, product_bias_of_tile,
       "The biases begin anew in each tile of rows. Row i of all has bias[i].");
BREAKS(broken_product, product_bias_of_first_row,
       "All rows of a tile have the bias of its first.");
BREAKS(broken_product, product_bias_of_column,
       "The bias is taken by the column. Each row has its own.");
BREAKS(broken_product, product_columns_left_out,
       "The columns behind the last whole tile of 16 are left out.");
BREAKS(broken_product, product_rows_left_out,
       "The rows behind the last whole tile of 6 are left out.");
BREAKS(
    broken_product, product_writes_behind_y,
    "A tile that sticks out is written whole, behind the end of y or over the "
    "next row. Only what lies inside of y is copied.");
BREAKS(
    broken_product, product_reads_behind_b,
    "At the right edge 16 numbers of each row of b are read, though there are "
    "fewer. Copy the row to an array of 16 first.");
BREAKS(broken_product, product_reads_behind_bias,
       "The last tile reads six biases, though there are fewer.");
BREAKS(broken_product, product_first_group,
       "All tiles have the rows of the first group. Group i begins i · 6 · k "
       "numbers on.");
BREAKS(broken_product, product_first_strip,
       "All tiles have the columns of the first strip of b. The next begins 16 "
       "columns on.");
BREAKS(broken_product, product_edge_overwrites,
       "At the right edge, where b's rows are copied one by one, only the last "
       "of them counts. Each adds to the tile.");
BREAKS(broken_product, product_edge_first_row,
       "At the right edge the first row of b is taken at each step.");
BREAKS(broken_product, product_edge_first_column_of_a,
       "At the right edge the first column of a is taken at each step. It is "
       "packed: step p is 6 p numbers on.");

static void broken_product(const float *packed, const float *b,
                           const float *bias, float *y, size_t filters,
                           size_t k, size_t places)
{
    enum { ROWS = TILE_ROWS, COLUMNS = TILE_COLUMNS };
    size_t height = ON(product_rows_left_out) ? filters / ROWS * ROWS : filters;
    size_t width =
        ON(product_columns_left_out) ? places / COLUMNS * COLUMNS : places;
    if (ON(product_reads_behind_b) && places % COLUMNS != 0) {
        seen = b[k * places];
    }
    if (ON(product_reads_behind_bias) && filters % ROWS != 0) {
        seen = bias[filters];
    }
    if (ON(product_writes_behind_y) &&
        (places % COLUMNS != 0 || filters % ROWS != 0)) {
        y[filters * places] = 0;
    }
    for (size_t n = 0; n < height * width; n++) {
        size_t i = n / width, j = n % width;
        bool edge = j >= places / COLUMNS * COLUMNS;
        size_t group = ON(product_first_group) ? 0 : i / ROWS;
        size_t column = ON(product_first_strip) ? j % COLUMNS : j;
        size_t of_bias = ON(product_bias_of_tile)        ? i % ROWS
                         : ON(product_bias_of_first_row) ? i / ROWS * ROWS
                         : ON(product_bias_of_column)    ? j % filters
                                                         : i;
        float start = ON(product_without_bias) ? 0 : bias[of_bias];
        start *= ON(product_bias_twice) ? 2 : 1;
        float sum = ON(product_not_begun) ? y[i * places + j] + start : start;
        for (size_t p = 0; p < k; p++) {
            size_t of_a = edge && ON(product_edge_first_column_of_a) ? 0 : p;
            size_t of_b = edge && ON(product_edge_first_row) ? 0 : p;
            float product = packed[(group * k + of_a) * ROWS + i % ROWS] *
                            b[of_b * places + column];
            sum = edge && ON(product_edge_overwrites) ? start + product
                                                      : sum + product;
        }
        y[i * places + j] = sum;
    }
}

/* ---- 10.8 conv_tile_avx2 ---- */

BREAKABLE(conv_tile_avx2, broken_conv_tile, "sec:direct");
BREAKS(broken_conv_tile, sums_without_bias,
       "The sums begin as 0, and the bias is in none of them. They begin as "
       "bias[o].");
BREAKS(broken_conv_tile, sums_bias_in_upper,
       "The bias is in the upper row only. The sums of both rows begin as it.");
BREAKS(broken_conv_tile, sums_first_bias,
       "All filters have the bias of the first. Filter o has bias[o].");
BREAKS(broken_conv_tile, sums_not_begun,
       "What sums held before is added to. It is overwritten.");
BREAKS(broken_conv_tile, sums_lower_like_upper,
       "The lower row has the same pixels as the upper one. They stand `width` "
       "floats on.");
BREAKS(
    broken_conv_tile, sums_rows_of_output_length,
    "A row of the picture is taken to be `columns` long. It is `width` long.");
BREAKS(
    broken_conv_tile, sums_channels_of_output_size,
    "A channel of the picture is taken to have rows · columns pixels. It has "
    "height · width.");
BREAKS(
    broken_conv_tile, sums_first_channel,
    "All channels are read from the first one. Channel c begins c · height · "
    "width floats on.");
BREAKS(broken_conv_tile, sums_weights_unpacked,
       "The weights are read filter by filter. They are packed: at each step "
       "five stand side by side, one of each filter.");
BREAKS(broken_conv_tile, sums_weights_of_first_channel,
       "All channels have the weights of the first one. w goes on by 5 at each "
       "step, through all channels.");
BREAKS(broken_conv_tile, sums_window_transposed,
       "The window is gone through column by column. The weights stand row by "
       "row.");
BREAKS(broken_conv_tile, sums_window_turned,
       "The window is turned round: the first weight meets the last pixel. It "
       "meets the first.");
BREAKS(broken_conv_tile, sums_four_filters,
       "Only four filters are computed. There are five.");
BREAKS(broken_conv_tile, sums_one_filter,
       "All filters have the weights of the first. Filter o has w[o] at each "
       "step.");
BREAKS(broken_conv_tile, sums_rows_outside,
       "sums is written as [2][5][8]. It is [5][2][8]: filter by filter, each "
       "with its two rows.");
BREAKS(broken_conv_tile, sums_window_column_forgotten,
       "The pixels are taken from the start of the row for each column of the "
       "window. They begin at column l.");
BREAKS(
    broken_conv_tile, sums_window_row_forgotten,
    "The pixels are taken from the first row for each row of the window. They "
    "are in row k.");
BREAKS(broken_conv_tile, sums_last_weight_only,
       "Each product takes the place of the one before it. Add it: sum = "
       "_mm256_fmadd_ps(weight, pixels, sum).");
BREAKS(
    broken_conv_tile, sums_reads_behind_x,
    "Pixels behind those under the window are read. The lower row is the next "
    "one, `width` floats on, and the last vector of it ends with the last "
    "pixel that counts.");
BREAKS(broken_conv_tile, sums_aligned,
       "_mm256_load_ps wants an array that begins at a multiple of 32 bytes. "
       "Each column of the window begins elsewhere: _mm256_loadu_ps.");

static void broken_conv_tile(const float *x, const float *w, const float *bias,
                             float *sums, const ValidConv *conv)
{
    enum { FILTERS = FILTERS_AT_ONCE, COLUMNS = COLUMNS_AT_ONCE };
    size_t wr = conv->window_rows, wc = conv->window_columns;
    size_t row_length =
        ON(sums_rows_of_output_length) ? conv->columns : conv->width;
    size_t channel = ON(sums_channels_of_output_size)
                         ? conv->rows * conv->columns
                         : conv->height * conv->width;
    size_t lower = ON(sums_lower_like_upper) ? 0 : 1;
    size_t weights = conv->channels * wr * wc;
    if (ON(sums_aligned)) {
        for (size_t l = 0; l < wc; l++) {
            want_aligned(x + l);
        }
    }
    if (ON(sums_reads_behind_x)) {
        size_t rows = (conv->channels - 1) * conv->height + wr;
        seen = x[rows * conv->width + COLUMNS + wc - 1];
    }
    for (size_t n = 0; n < FILTERS * 2 * COLUMNS; n++) {
        size_t o = n / (2 * COLUMNS), r = n / COLUMNS % 2, j = n % COLUMNS;
        if (ON(sums_four_filters) && o == 4) {
            continue;
        }
        size_t to = ON(sums_rows_outside) ? (r * FILTERS + o) * COLUMNS + j : n;
        bool none = ON(sums_without_bias) || (ON(sums_bias_in_upper) && r == 1);
        float start = none ? 0 : bias[ON(sums_first_bias) ? 0 : o];
        float sum = ON(sums_not_begun) ? sums[to] + start : start;
        for (size_t p = 0; p < weights; p++) {
            size_t c = p / (wr * wc), k = p / wc % wr, l = p % wc;
            size_t step = ON(sums_weights_of_first_channel) ? p % (wr * wc) : p;
            if (ON(sums_window_transposed)) {
                k = p % (wr * wc) % wr;
                l = p % (wr * wc) / wr;
            } else if (ON(sums_window_turned)) {
                k = wr - 1 - k;
                l = wc - 1 - l;
            }
            k = ON(sums_window_row_forgotten) ? 0 : k;
            l = ON(sums_window_column_forgotten) ? 0 : l;
            float weight =
                ON(sums_weights_unpacked)
                    ? w[o * weights + step]
                    : w[step * FILTERS + (ON(sums_one_filter) ? 0 : o)];
            size_t from = (ON(sums_first_channel) ? 0 : c) * channel;
            float product =
                weight * x[from + (k + r * lower) * row_length + l + j];
            sum = ON(sums_last_weight_only) ? product : sum + product;
        }
        sums[to] = sum;
    }
}

/* ---- 10.9 relu_pool_avx2 ---- */

BREAKABLE(relu_pool_avx2, broken_relu_pool, "sec:pooled-at-once");
BREAKS(broken_relu_pool, pool_lanes_mixed,
       "The results stand in the order 0, 2, 1, 3. Shuffles and horizontal "
       "additions work in each half of a vector by itself: write down what "
       "stands in which lane.");
BREAKS(
    broken_relu_pool, pool_halves_exchanged,
    "The results stand in the order 2, 3, 0, 1: the two halves of the vector "
    "have changed places.");
BREAKS(broken_relu_pool, pool_without_relu,
       "Negative numbers stay. What is negative becomes 0.");
BREAKS(broken_relu_pool, pool_smallest,
       "It is the smallest of each window. It is the largest.");
BREAKS(
    broken_relu_pool, pool_last_of_equals,
    "Of equal pixels the last is named. It is the first: take a pixel only if "
    "it is larger (>) than the best so far.");
BREAKS(broken_relu_pool, pool_second_row_of_equals,
       "Where the largest of the two rows are equal the lower one is named. It "
       "is the first of the two: compare by >.");
BREAKS(
    broken_relu_pool, pool_second_column_of_equals,
    "Where the two of a row are equal the right one is named. It is the first "
    "of the two: compare by >.");
BREAKS(
    broken_relu_pool, pool_source_by_columns,
    "source counts down the columns of the window: 0 2 in the upper row, 1 3 "
    "in the lower. It is 0 1 and 2 3.");
BREAKS(broken_relu_pool, pool_source_after_relu,
       "source is chosen after ReLU: where all are negative it is 0. It names "
       "the largest pixel all the same.");
BREAKS(broken_relu_pool, pool_source_from_one,
       "source counts from 1 to 4. It counts from 0 to 3.");
BREAKS(broken_relu_pool, pool_source_of_row,
       "source says only which row it was (0 or 2). It names the column too.");
BREAKS(broken_relu_pool, pool_source_of_column,
       "source says only which column it was (0 or 1). It names the row too.");
BREAKS(
    broken_relu_pool, pool_source_mixed,
    "y is right, but source stands in the order 0, 2, 1, 3: its lanes are not "
    "those of y.");
BREAKS(broken_relu_pool, pool_source_unwritten,
       "source is asked for and not written.");
BREAKS(broken_relu_pool, pool_writes_to_null,
       "source is written to though it is NULL. Then nobody asks: ask for that "
       "first.");
BREAKS(broken_relu_pool, pool_upper_row,
       "Only the upper row is looked at. A window has two rows.");
BREAKS(broken_relu_pool, pool_left_column,
       "Only the left column of each window is looked at.");
BREAKS(broken_relu_pool, pool_halves_of_row,
       "Columns j and j + 4 are pooled. A window has two columns side by side: "
       "2 j and 2 j + 1.");
BREAKS(broken_relu_pool, pool_mean, "It is the mean of each window, or 0.");

static size_t broken_best(const float *window)
{
    size_t best = 0;
    size_t end = ON(pool_upper_row) ? 2 : 4;
    for (size_t k = 1; k < end; k++) {
        bool column = k % 2 == 1;
        if (ON(pool_left_column) && column) {
            continue;
        }
        /* the rows' own largest are compared with each other */
        bool same_row = best / 2 == k / 2;
        bool equals = ON(pool_last_of_equals) ||
                      (ON(pool_second_column_of_equals) && same_row) ||
                      (ON(pool_second_row_of_equals) && !same_row);
        bool larger = ON(pool_smallest) ? window[k] < window[best]
                                        : window[k] > window[best];
        best = larger || (equals && window[k] == window[best]) ? k : best;
    }
    return best;
}

/* The largest of each row first, then of the rows. */
static size_t broken_choice(const float *window)
{
    if (!ON(pool_second_row_of_equals) && !ON(pool_second_column_of_equals)) {
        return broken_best(window);
    }
    bool right = ON(pool_second_column_of_equals);
    size_t upper = window[1] > window[0] || (right && window[1] == window[0]);
    size_t lower =
        2 + (window[3] > window[2] || (right && window[3] == window[2]));
    bool below =
        window[lower] > window[upper] ||
        (ON(pool_second_row_of_equals) && window[lower] == window[upper]);
    return below ? lower : upper;
}

static void broken_relu_pool(const float *sums, float *y, uint8_t *source)
{
    enum { HALF = COLUMNS_AT_ONCE / 2, ALL = COLUMNS_AT_ONCE };
    static const size_t mixed[HALF] = {0, 2, 1, 3};
    for (size_t j = 0; j < HALF; j++) {
        float window[4];
        for (size_t k = 0; k < 4; k++) {
            size_t column =
                ON(pool_halves_of_row) ? j + k % 2 * HALF : 2 * j + k % 2;
            window[k] = sums[k / 2 * ALL + column];
        }
        size_t best = broken_choice(window);
        float largest = window[best];
        if (ON(pool_mean)) {
            largest = (window[0] + window[1] + window[2] + window[3]) / 4;
        }
        size_t to = ON(pool_lanes_mixed)        ? mixed[j]
                    : ON(pool_halves_exchanged) ? (j + 2) % HALF
                                                : j;
        y[to] = largest > 0 || ON(pool_without_relu) ? largest : 0;
        if ((source == NULL && !ON(pool_writes_to_null)) ||
            ON(pool_source_unwritten)) {
            continue;
        }
        size_t named = ON(pool_source_by_columns)  ? best % 2 * 2 + best / 2
                       : ON(pool_source_of_row)    ? best / 2 * 2
                       : ON(pool_source_of_column) ? best % 2
                                                   : best;
        named = ON(pool_source_after_relu) && largest <= 0 ? 0 : named;
        source[ON(pool_source_mixed) ? mixed[to] : to] =
            (uint8_t)(named + ON(pool_source_from_one));
    }
}

TOGETHER(pool_second_row_of_equals, pool_second_column_of_equals,
         "pool_last_of_equals");

/* ---- 10.10 conv_relu_pool_avx2 ---- */

BREAKABLE(conv_relu_pool_avx2, broken_pooled, "sec:pooled-at-once");
BREAKS(
    broken_pooled, pooled_behind_y,
    "Behind the end of y is written: by a last odd row that is pooled too, by "
    "a last tile that sticks out on the right, or by filters of the last "
    "group that are not there.");
BREAKS(broken_pooled, pooled_columns_unwritten,
       "Behind the last whole tile the columns are not written. Move the last "
       "tile to the left until it fits.");
BREAKS(broken_pooled, pooled_filters_unwritten,
       "Behind the last whole group of five the filters are not written. The "
       "last group may have fewer.");
BREAKS(broken_pooled, pooled_reads_behind_b,
       "The last group reads five biases, though there are fewer. Copy them to "
       "an array of five first.");
BREAKS(broken_pooled, pooled_first_bias,
       "Each group has the biases of the first. Group o begins with b[o].");
BREAKS(broken_pooled, pooled_without_bias, "The biases are left out.");
BREAKS(
    broken_pooled, pooled_first_group,
    "All groups have the weights of the first. Filter o's begin o · channels "
    "· window_rows · window_columns numbers on.");
BREAKS(broken_pooled, pooled_row_not_doubled,
       "Row i of the pooled picture is made of rows i and i + 1. It is made of "
       "rows 2 i and 2 i + 1.");
BREAKS(broken_pooled, pooled_column_not_doubled,
       "From one tile to the next the picture goes on by four columns. Four "
       "pooled columns are made of eight.");
BREAKS(broken_pooled, pooled_rows_of_output_length,
       "A row of x is taken to be `columns` long. It is `width` long.");
BREAKS(broken_pooled, pooled_first_tile_again,
       "All tiles of a row are made of its first eight columns. Go on in x.");
BREAKS(broken_pooled, pooled_without_source,
       "source is asked for and not written. It is handed on to "
       "relu_pool_avx2.");
BREAKS(
    broken_pooled, pooled_source_of_null,
    "source is NULL and handed on as NULL + something, which is no NULL. Ask "
    "before you add.");
BREAKS(broken_pooled, pooled_rows_only,
       "Of each map only the first row of tiles is written.");

/* The window at a row and a column of the output: its largest sum, and where
   that stands. */
static float broken_window(const float *x, const float *packed, float bias,
                           size_t o, size_t corner, size_t *largest,
                           const ValidConv *conv)
{
    size_t wr = conv->window_rows, wc = conv->window_columns;
    size_t weights = conv->channels * wr * wc;
    size_t group = ON(pooled_first_group) ? 0 : o / FILTERS_AT_ONCE;
    float best = -INFINITY;
    for (size_t place = 0; place < 4; place++) {
        size_t at = corner + place / 2 * conv->width + place % 2;
        float sum = bias;
        for (size_t p = 0; p < weights; p++) {
            size_t c = p / (wr * wc), k = p / wc % wr, l = p % wc;
            float pixel = x[at + (c * conv->height + k) * conv->width + l];
            sum += packed[(group * weights + p) * FILTERS_AT_ONCE +
                          o % FILTERS_AT_ONCE] *
                   pixel;
        }
        if (sum > best) {
            best = sum;
            *largest = place;
        }
    }
    return best;
}

/* What is read or written where nothing is. */
static void reach_too_far(const float *b, float *y, const uint8_t *source,
                          size_t width, const ValidConv *conv)
{
    bool group = conv->filters % FILTERS_AT_ONCE != 0;
    if (ON(pooled_behind_y) && (group || width % 4 != 0)) {
        y[conv->filters * (conv->rows / 2) * width] = 0;
    }
    if (ON(pooled_reads_behind_b) && group) {
        seen = b[conv->filters];
    }
    if (ON(pooled_source_of_null) && source == NULL) {
        *(volatile uint8_t *)8 = 0;
    }
}

static void broken_pooled(const float *x, const float *packed, const float *b,
                          float *y, uint8_t *source, const ValidConv *conv)
{
    enum { FILTERS = FILTERS_AT_ONCE, STEP = COLUMNS_AT_ONCE / 2 };
    size_t height = conv->rows / 2, width = conv->columns / 2;
    size_t whole = width / STEP * STEP;
    size_t filters = ON(pooled_filters_unwritten)
                         ? conv->filters / FILTERS * FILTERS
                         : conv->filters;
    size_t length =
        ON(pooled_rows_of_output_length) ? conv->columns : conv->width;
    size_t end = ON(pooled_columns_unwritten) ? whole : width;
    size_t rows = ON(pooled_rows_only) ? 1 : height;
    reach_too_far(b, y, source, width, conv);
    for (size_t o = 0; o < filters; o++) {
        float bias = ON(pooled_without_bias)
                         ? 0
                         : b[ON(pooled_first_bias) ? o % FILTERS : o];
        for (size_t n = 0; n < rows * end; n++) {
            size_t i = n / end, j = n % end, largest = 0;
            size_t row = ON(pooled_row_not_doubled) ? i : 2 * i;
            /* the tile that computes the column begins here */
            size_t tile = j < whole ? j / STEP * STEP : width - STEP;
            size_t column = ON(pooled_first_tile_again) ? 2 * (j - tile)
                            : ON(pooled_column_not_doubled)
                                ? tile + 2 * (j - tile)
                                : 2 * j;
            float best = broken_window(x, packed, bias, o,
                                       row * length + column, &largest, conv);
            size_t to = (o * height + i) * width + j;
            y[to] = best > 0 ? best : 0;
            if (source != NULL && !ON(pooled_without_source)) {
                source[to] = (uint8_t)largest;
            }
        }
    }
}

/* ---- 10.11 add_windows_avx2 ---- */

BREAKABLE(add_windows_avx2, broken_windows, "sec:spikes");
BREAKS(broken_windows, windows_overwrite,
       "to is overwritten. It is added to, also what other calls have put "
       "there: +=.");
BREAKS(broken_windows, windows_last_spike,
       "Only the last spike counts: = is written where += is meant.");
BREAKS(broken_windows, windows_first_spike,
       "Only the first spike counts. Loop over all of them.");
BREAKS(broken_windows, windows_miss_last_spike,
       "The last spike is left out. There are `count`.");
BREAKS(broken_windows, windows_tail_forgotten,
       "What is left of each row behind the last whole vector is not added.");
BREAKS(broken_windows, windows_tail_twice,
       "What is left of each row behind the last whole vector is added twice.");
BREAKS(broken_windows, windows_rows_exchanged,
       "from_row and to_row have changed places.");
BREAKS(broken_windows, windows_from_side_by_side,
       "From one row of `from` to the next there are from_row floats, not "
       "`run`.");
BREAKS(broken_windows, windows_to_side_by_side,
       "From one row of `to` to the next there are to_row floats, not `run`.");
BREAKS(broken_windows, windows_at_ignored,
       "All windows begin at the start of `from`. That of spike s begins at "
       "s.at.");
BREAKS(broken_windows, windows_value_ignored,
       "The windows are added without being multiplied by their numbers.");
BREAKS(broken_windows, windows_first_value,
       "All windows are multiplied by the number of the first spike.");
BREAKS(broken_windows, windows_one_row,
       "Only the first row is added. There are `rows`.");
BREAKS(
    broken_windows, windows_same_from_row,
    "All rows of `to` get the first row of the window. Row k of it begins k · "
    "from_row floats on.");
BREAKS(
    broken_windows, windows_same_to_row,
    "All rows of the window are added to the first row of `to`. Row k begins k "
    "· to_row floats on.");
BREAKS(broken_windows, windows_read_behind_from,
       "The last vector of a row is read whole, though `from` ends within it. "
       "Take what is left one by one or with a mask.");
BREAKS(broken_windows, windows_behind_to,
       "The last vector of a row is read or written whole, though `to` ends "
       "within it. Take what is left one by one or with a mask.");
BREAKS(broken_windows, windows_subtract, "The windows are subtracted.");
BREAKS(broken_windows, windows_read_next_spike,
       "A spike behind the last one is read.");
BREAKS(broken_windows, windows_aligned,
       "_mm256_load_ps wants an array that begins at a multiple of 32 bytes. "
       "Windows begin anywhere: _mm256_loadu_ps and _mm256_storeu_ps.");

static void reach_behind_windows(const Spike *spikes, size_t count,
                                 const float *from, size_t from_row, float *to,
                                 size_t to_row, size_t rows, size_t run)
{
    size_t last = 0;
    for (size_t s = 0; s < count; s++) {
        last = spikes[s].at > last ? spikes[s].at : last;
        if (ON(windows_aligned) && run >= 8) {
            want_aligned(from + spikes[s].at);
        }
    }
    if (ON(windows_aligned) && run >= 8) {
        want_aligned(to);
    }
    if (ON(windows_read_next_spike)) {
        seen = spikes[count].value;
    } else if (ON(windows_read_behind_from) && run % 8 != 0 && count > 0) {
        seen = from[last + (rows - 1) * from_row + run];
    } else if (ON(windows_behind_to) && run % 8 != 0) {
        seen = to[(rows - 1) * to_row + run];
    }
}

static void broken_windows(const Spike *spikes, size_t count, const float *from,
                           size_t from_row, float *to, size_t to_row,
                           size_t rows, size_t run)
{
    size_t from_step = ON(windows_rows_exchanged)      ? to_row
                       : ON(windows_from_side_by_side) ? run
                                                       : from_row;
    size_t to_step = ON(windows_rows_exchanged)    ? from_row
                     : ON(windows_to_side_by_side) ? run
                                                   : to_row;
    size_t whole = run / 8 * 8;
    reach_behind_windows(spikes, count, from, from_row, to, to_row, rows, run);
    count -= ON(windows_miss_last_spike) && count > 0;
    count = ON(windows_first_spike) && count > 1 ? 1 : count;
    rows = ON(windows_one_row) ? 1 : rows;
    size_t end = ON(windows_tail_forgotten) ? whole : run;
    for (size_t n = 0; n < rows * end; n++) {
        size_t k = n / end, i = n % end;
        float *number = &to[(ON(windows_same_to_row) ? 0 : k) * to_step + i];
        float old = *number, sum = 0;
        for (size_t s = 0; s < count; s++) {
            size_t at = ON(windows_at_ignored) ? 0 : spikes[s].at;
            size_t row = ON(windows_same_from_row) ? 0 : k;
            float value = ON(windows_value_ignored)
                              ? 1
                              : spikes[ON(windows_first_value) ? 0 : s].value;
            float part = value * from[at + row * from_step + i];
            sum = ON(windows_last_spike) ? part : sum + part;
        }
        sum = ON(windows_subtract) ? -sum : sum;
        sum += ON(windows_tail_twice) && i >= whole ? sum : 0;
        *number = ON(windows_overwrite) ? sum : old + sum;
    }
}

/* ---- 10.12 sparse_weights ---- */

BREAKABLE(sparse_weights, broken_weights, "sec:spikes");
BREAKS(broken_weights, weights_first_pixel,
       "The gradient always goes to the first pixel of the window of 2 × 2. "
       "source names the one that was the largest.");
BREAKS(broken_weights, weights_where_dead,
       "The gradient counts where y is 0 too. There ReLU has cut it off: only "
       "where y > 0.");
BREAKS(broken_weights, weights_db_where_dead,
       "db gets the whole dy. It gets what dw gets: only where y > 0.");
BREAKS(broken_weights, weights_without_db,
       "db stays as it was. It gets the sum of the numbers that are not 0.");
BREAKS(broken_weights, weights_db_overwritten,
       "db is overwritten. It is added to: other pictures have added before.");
BREAKS(broken_weights, weights_overwritten,
       "dw is overwritten. It is added to: other pictures have added before.");
BREAKS(
    broken_weights, weights_first_filter,
    "It is always the first filter that is taken of dy, y and source. That of "
    "`filter` begins filter · (rows / 2) · (columns / 2) on.");
BREAKS(broken_weights, weights_source_turned,
       "source is split the wrong way: source / 2 is the row of the pixel and "
       "source % 2 its column.");
BREAKS(broken_weights, weights_pixel_without_channels,
       "at is the number of the pixel. Each pixel has `channels` numbers: "
       "multiply.");
BREAKS(broken_weights, weights_rows_of_output_length,
       "A row of x is taken to be `columns` pixels long. It has `width`.");
BREAKS(broken_weights, weights_rows_without_channels,
       "From one row of the picture to the next there are width · channels "
       "numbers, not `width`.");
BREAKS(broken_weights, weights_run_without_channels,
       "A row of the window has window_columns · channels numbers, not "
       "window_columns.");
BREAKS(broken_weights, weights_one_window_row,
       "Only the first row of the window is added. There are window_rows.");
BREAKS(broken_weights, weights_pooled_pixel,
       "The place in the pooled picture is taken for that in x. A pooled pixel "
       "(i, j) stands for the window that begins at (2 i, 2 j).");
BREAKS(broken_weights, weights_negative, "The gradient has the wrong sign.");
BREAKS(broken_weights, weights_count_in_db,
       "db gets the number of the places. It gets the sum of their gradients.");
BREAKS(broken_weights, weights_miss_last_row,
       "The last row of the pooled picture is left out.");

BREAKS(broken_weights, weights_first_picture,
       "Only the first picture counts. There are n, one after the other.");
BREAKS(
    broken_weights, weights_first_x,
    "The windows of all pictures are taken from the first one. Picture e "
    "begins e · height · width · channels numbers on, and so do its spikes.");
BREAKS(broken_weights, weights_one_filter_each,
       "From one picture to the next dy goes on by one map. A picture has as "
       "many as there are filters.");

/* Adds the spikes of one picture to the list; its length is returned. */
static size_t broken_list(const float *dy, const float *y,
                          const uint8_t *source, float *sum, Spike *spikes,
                          size_t first, const ValidConv *conv)
{
    size_t height = conv->rows / 2, width = conv->columns / 2, count = 0;
    size_t length =
        ON(weights_rows_of_output_length) ? conv->columns : conv->width;
    size_t used = height - ON(weights_miss_last_row);
    for (size_t n = 0; n < used * width; n++) {
        size_t i = n / width, j = n % width, from = source[n];
        *sum += ON(weights_db_where_dead) ? dy[n] : 0;
        if (!(y[n] > 0) && !ON(weights_where_dead)) {
            continue;
        }
        bool turned = ON(weights_source_turned);
        size_t down = turned ? from % 2 : from / 2;
        size_t right = turned ? from / 2 : from % 2;
        if (ON(weights_first_pixel)) {
            down = right = 0;
        }
        size_t twice = ON(weights_pooled_pixel) ? 1 : 2;
        size_t pixel = first + (twice * i + down) * length + twice * j + right;
        float value = ON(weights_negative) ? -dy[n] : dy[n];
        spikes[count++] = (Spike){
            pixel * (ON(weights_pixel_without_channels) ? 1 : conv->channels),
            value};
        *sum += ON(weights_db_where_dead) ? 0 : value;
    }
    return count;
}

static void broken_weights(const float *x, const float *dy, const float *y,
                           const uint8_t *source, float *dw, float *db,
                           size_t filter, size_t n, Spike *spikes,
                           AddWindows add, const ValidConv *conv)
{
    size_t map = conv->rows / 2 * (conv->columns / 2), wide = conv->channels;
    size_t maps = ON(weights_one_filter_each) ? map : conv->filters * map;
    size_t count = 0;
    float sum = 0;
    for (size_t e = 0; e < (ON(weights_first_picture) ? 1 : n); e++) {
        size_t at = e * maps + (ON(weights_first_filter) ? 0 : filter * map);
        size_t pixels = conv->height * conv->width;
        count += broken_list(dy + at, y + at, source + at, &sum, spikes + count,
                             (ON(weights_first_x) ? 0 : e) * pixels, conv);
    }
    sum = ON(weights_count_in_db) ? (float)count : sum;
    *db = ON(weights_without_db)       ? *db
          : ON(weights_db_overwritten) ? sum
                                       : *db + sum;
    size_t run =
        conv->window_columns * (ON(weights_run_without_channels) ? 1 : wide);
    size_t row = conv->width * (ON(weights_rows_without_channels) ? 1 : wide);
    size_t to_row = conv->window_columns * wide;
    if (ON(weights_overwritten)) {
        memset(dw, 0, conv->window_rows * to_row * sizeof *dw);
    }
    add(spikes, count, x, row, dw, to_row,
        ON(weights_one_window_row) ? 1 : conv->window_rows, run);
}

/* ---- 10.13 sparse_inputs ---- */

BREAKABLE(sparse_inputs, broken_inputs, "sec:spikes");
BREAKS(broken_inputs, inputs_not_cleared,
       "dx is added to without being set to 0 first. It is overwritten.");
BREAKS(
    broken_inputs, inputs_overlap_overwritten,
    "Where windows overlap the last one takes the place of the others. Their "
    "sum counts.");
BREAKS(broken_inputs, inputs_first_pixel,
       "The gradient always goes to the first pixel of the window of 2 × 2. "
       "source names the one that was the largest.");
BREAKS(broken_inputs, inputs_where_dead,
       "The gradient counts where y is 0 too. There ReLU has cut it off: only "
       "where y > 0.");
BREAKS(broken_inputs, inputs_one_filter,
       "Only the first filter counts. All that have a gradient at a place do.");
BREAKS(broken_inputs, inputs_last_filter,
       "Of several filters with a gradient at the same place only the last "
       "counts. Each is written behind the one before it in the list.");
BREAKS(broken_inputs, inputs_first_weights,
       "All filters have the weights of the first. Those of filter o begin o · "
       "window_rows · window_columns · channels numbers on.");
BREAKS(broken_inputs, inputs_source_turned,
       "source is split the wrong way: source / 2 is the row of the pixel and "
       "source % 2 its column.");
BREAKS(
    broken_inputs, inputs_pixel_of_output,
    "The pixel of place (i, j) is taken to be i · columns + j. The picture's "
    "rows are longer: i · width + j.");
BREAKS(broken_inputs, inputs_pixel_without_channels,
       "A place's window is added at the number of its pixel. Each pixel has "
       "`channels` numbers: multiply.");
BREAKS(broken_inputs, inputs_rows_of_window,
       "The rows of the window are added side by side. In dx they lie width · "
       "channels numbers apart.");
BREAKS(broken_inputs, inputs_one_window_row,
       "Only the first row of the window is added. There are window_rows.");
BREAKS(
    broken_inputs, inputs_window_turned,
    "The window is turned round. Weight (k, l) goes back to the pixel (i + k, "
    "j + l) that it was multiplied by.");
BREAKS(broken_inputs, inputs_pooled_place,
       "The place in the pooled picture is taken for that in the output. A "
       "pooled pixel (i, j) stands for the places from (2 i, 2 j) on.");
BREAKS(broken_inputs, inputs_negative, "The gradient has the wrong sign.");
BREAKS(broken_inputs, inputs_miss_last_row,
       "The last row of the pooled picture is left out.");

static void broken_input_window(const float *w, float value, float *to,
                                size_t o, const ValidConv *conv)
{
    size_t wide = conv->channels, run = conv->window_columns * wide;
    size_t weights = conv->window_rows * run;
    size_t row = ON(inputs_rows_of_window) ? run : conv->width * wide;
    size_t rows = ON(inputs_one_window_row) ? 1 : conv->window_rows;
    o = ON(inputs_first_weights) ? 0 : o;
    for (size_t n = 0; n < rows * run; n++) {
        size_t turned = (weights / wide - 1 - n / wide) * wide + n % wide;
        float part =
            value * w[o * weights + (ON(inputs_window_turned) ? turned : n)];
        float *number = &to[n / run * row + n % run];
        *number = ON(inputs_overlap_overwritten) ? part : *number + part;
    }
}

/* The filter of the last gradient that is not 0 at each place. */
static void note_last(const float *dy, const float *y, const uint8_t *source,
                      size_t *last, const ValidConv *conv)
{
    size_t height = conv->rows / 2, width = conv->columns / 2;
    for (size_t n = 0; n < conv->filters * height * width; n++) {
        size_t i = n / width % height, j = n % width, from = source[n];
        if (y[n] > 0 && dy[n] != 0) {
            last[(2 * i + from / 2) * conv->columns + 2 * j + from % 2] =
                n / (height * width);
        }
    }
}

static void broken_inputs(const float *w, const float *dy, const float *y,
                          const uint8_t *source, float *dx, Spike *spikes,
                          size_t *counts, AddWindows add, const ValidConv *conv)
{
    (void)spikes;
    (void)add;
    size_t height = conv->rows / 2, width = conv->columns / 2;
    size_t filters = ON(inputs_one_filter) ? 1 : conv->filters;
    size_t used = height - ON(inputs_miss_last_row);
    size_t numbers = conv->height * conv->width * conv->channels;
    memset(dx, 0, ON(inputs_not_cleared) ? 0 : numbers * sizeof *dx);
    note_last(dy, y, source, counts, conv);
    for (size_t n = 0; n < filters * used * width; n++) {
        size_t o = n / (used * width), i = n / width % used, j = n % width;
        size_t at = (o * height + i) * width + j, from = source[at];
        bool turned = ON(inputs_source_turned), first = ON(inputs_first_pixel);
        size_t down = first ? 0 : turned ? from % 2 : from / 2;
        size_t right = first ? 0 : turned ? from / 2 : from % 2;
        size_t twice = ON(inputs_pooled_place) ? 1 : 2;
        size_t row = twice * i + down, column = twice * j + right;
        bool another =
            ON(inputs_last_filter) && y[at] > 0 && dy[at] != 0 &&
            counts[(2 * i + from / 2) * conv->columns + 2 * j + from % 2] != o;
        bool dead = !(y[at] > 0) && !ON(inputs_where_dead);
        if (dead || dy[at] == 0 || another) {
            continue;
        }
        size_t length =
            ON(inputs_pixel_of_output) ? conv->columns : conv->width;
        size_t wide = ON(inputs_pixel_without_channels) ? 1 : conv->channels;
        broken_input_window(w, ON(inputs_negative) ? -dy[at] : dy[at],
                            dx + (row * length + column) * wide, o, conv);
    }
}

/* ---- 10.14 sum_in_chunks ---- */

BREAKABLE(sum_in_chunks, broken_chunks, "sec:threads");
BREAKS(
    broken_chunks, chunks_race,
    "Threads share out the pictures and add them to an array that others add "
    "to as well. Share out the loop over the chunks: partial + q * size then "
    "belongs to the one thread that works on chunk q.");
BREAKS(broken_chunks, chunks_first_come,
       "A chunk that is added to dw as soon as it is ready is such a sum. Wait "
       "until all are, then add them in order: 0, 1, 2 ... A critical section "
       "keeps threads from meeting, not from coming in another order.");
BREAKS(
    broken_chunks, chunks_by_threads,
    "Where the pictures are cut into as many parts as there are threads it is "
    "so. Cut them into `chunks`, whoever adds them up.");
BREAKS(broken_chunks, chunks_not_cleared,
       "partial is added to without being set to 0 first. It is room, and may "
       "hold anything.");
BREAKS(broken_chunks, chunks_overwrite,
       "dw is overwritten. It is added to: other pictures have added before.");
BREAKS(
    broken_chunks, chunks_summed_first,
    "The chunks are added to each other and their sum to dw. Add each to dw, "
    "in order: the bits are others.");
BREAKS(broken_chunks, chunks_backwards,
       "The chunks are added to dw from the last to the first. They are added "
       "from the first to the last.");
BREAKS(broken_chunks, chunk_backwards,
       "The pictures of a chunk are added from the last to the first. They are "
       "added in order.");
BREAKS(broken_chunks, chunks_rest_left_out,
       "The pictures that n / chunks leaves over are in no chunk. Chunk q has "
       "the pictures from q n / chunks to (q + 1) n / chunks − 1: first "
       "multiply, then divide.");
BREAKS(
    broken_chunks, chunks_rest_in_last,
    "All chunks have n / chunks pictures, and the last has the rest. Chunk q "
    "begins at q n / chunks: first multiply, then divide.");
BREAKS(
    broken_chunks, chunks_rounded_up,
    "The chunks have n / chunks pictures, rounded up. Chunk q begins at q n / "
    "chunks, rounded down.");
BREAKS(
    broken_chunks, chunks_rest_in_first,
    "The first n % chunks chunks have one picture more. Chunk q begins at q n "
    "/ chunks, rounded down.");
BREAKS(
    broken_chunks, chunks_border_twice,
    "The picture between two chunks is in both. Chunk q ends before (q + 1) n "
    "/ chunks.");
BREAKS(broken_chunks, chunks_by_turns,
       "Picture e is in chunk e % chunks. The pictures of a chunk follow each "
       "other.");
BREAKS(broken_chunks, chunks_last_left_out,
       "The last chunk is not added to dw. There are `chunks`.");
BREAKS(broken_chunks, chunks_one_number,
       "Only the first number of each chunk is added to dw. There are `size`.");
BREAKS(broken_chunks, chunks_mean, "The sum is divided by n. It is a sum.");

typedef struct Range {
    size_t first, end;
} Range;

static Range broken_range(size_t n, size_t chunks, size_t q)
{
    size_t part = n / chunks, rest = n % chunks;
    size_t up = (n + chunks - 1) / chunks;
    Range r = {q * n / chunks, (q + 1) * n / chunks};
    if (ON(chunks_rest_left_out) || ON(chunks_rest_in_last)) {
        bool last = ON(chunks_rest_in_last) && q + 1 == chunks;
        r = (Range){q * part, last ? n : (q + 1) * part};
    } else if (ON(chunks_rounded_up)) {
        r.first = q * up < n ? q * up : n;
        r.end = r.first + up < n ? r.first + up : n;
    } else if (ON(chunks_rest_in_first)) {
        r.first = q * part + (q < rest ? q : rest);
        r.end = r.first + part + (q < rest);
    }
    r.end += ON(chunks_border_twice) && r.end < n;
    return r;
}

static void broken_chunk(void (*gradient)(const void *, size_t, float *),
                         const void *context, size_t n, size_t chunks, size_t q,
                         float *sum, size_t size)
{
    Range r = broken_range(n, chunks, q);
    if (!ON(chunks_not_cleared)) {
        memset(sum, 0, size * sizeof *sum);
    }
    for (size_t e = q; ON(chunks_by_turns) && e < n; e += chunks) {
        gradient(context, e, sum);
    }
    for (size_t e = r.first; !ON(chunks_by_turns) && e < r.end; e++) {
        size_t other = r.end - 1 - (e - r.first);
        gradient(context, ON(chunk_backwards) ? other : e, sum);
    }
}

static void add_chunks(const float *partial, float *dw, size_t n, size_t chunks,
                       size_t size)
{
    float *total = calloc(size, sizeof *total);
    size_t used = chunks - ON(chunks_last_left_out);
    bool apart = ON(chunks_summed_first);
    if (ON(chunks_overwrite)) {
        memset(dw, 0, size * sizeof *dw);
    }
    for (size_t q = 0; q < used; q++) {
        size_t from = ON(chunks_backwards) ? used - 1 - q : q;
        for (size_t i = 0; i < (ON(chunks_one_number) ? 1 : size); i++) {
            float part = partial[from * size + i];
            part = ON(chunks_mean) ? part / (float)n : part;
            *(apart ? &total[i] : &dw[i]) += part;
        }
    }
    for (size_t i = 0; apart && i < size; i++) {
        dw[i] += total[i];
    }
    free(total);
}

/* As many parts as threads, added up in their order. */
static void sum_by_threads(void (*gradient)(const void *, size_t, float *),
                           const void *context, size_t n, float *dw,
                           size_t size)
{
#ifdef _OPENMP
    size_t threads = (size_t)omp_get_max_threads();
#else
    size_t threads = 1;
#endif
    float *own = calloc(threads * size, sizeof *own);
#pragma omp parallel for schedule(static, 1)
    for (size_t t = 0; t < threads; t++) {
        broken_chunk(gradient, context, n, threads, t, own + t * size, size);
    }
    add_chunks(own, dw, n, threads, size);
    free(own);
}

static void broken_chunks(void (*gradient)(const void *, size_t, float *),
                          const void *context, size_t n, size_t chunks,
                          float *partial, float *dw, size_t size)
{
    if (ON(chunks_race)) {
#pragma omp parallel for schedule(static, 1)
        for (size_t e = 0; e < n; e++) {
            gradient(context, e, dw);
        }
        return;
    }
    if (ON(chunks_by_threads)) {
        sum_by_threads(gradient, context, n, dw, size);
        return;
    }
#pragma omp parallel for schedule(dynamic)
    for (size_t q = 0; q < chunks; q++) {
        float *sum = partial + q * size;
        broken_chunk(gradient, context, n, chunks, q, sum, size);
        if (ON(chunks_first_come)) {
#pragma omp critical
            add_chunks(sum, dw, n, 1, size);
        }
    }
    if (!ON(chunks_first_come)) {
        add_chunks(partial, dw, n, chunks, size);
    }
}

/* ---- 10.15 winograd_row ---- */

BREAKABLE(winograd_row, broken_winograd, "sec:eight-bits");
BREAKS(
    broken_winograd, winograd_without_halves,
    "The two sums of g are not halved: they are (g0 + g1 + g2) / 2 and (g0 − "
    "g1 + g2) / 2.");
BREAKS(broken_winograd, winograd_exchanged,
       "y[j] and y[j + 1] have changed places.");
BREAKS(broken_winograd, winograd_turned,
       "The filter is turned round. g[0] meets x[j].");
BREAKS(
    broken_winograd, winograd_plus_d,
    "The fourth product has the wrong sign: (x1 − x3) g2, which is subtracted "
    "from y[j + 1].");
BREAKS(broken_winograd, winograd_plus_c,
       "The third product is added to y[j + 1]. It is subtracted there, and "
       "added to y[j].");
BREAKS(broken_winograd, winograd_minus_c,
       "The third product is subtracted from y[j]. It is added there, and "
       "subtracted from y[j + 1].");
BREAKS(broken_winograd, winograd_first_sign,
       "The first product has the wrong sign: (x0 − x2) g0.");
BREAKS(broken_winograd, winograd_third_sign,
       "The third product has the wrong sign: (x2 − x1) (g0 − g1 + g2) / 2.");
BREAKS(broken_winograd, winograd_first_adds,
       "The first product has x0 + x2. It has x0 − x2.");
BREAKS(broken_winograd, winograd_second_subtracts,
       "The second product has x1 − x2. It has x1 + x2.");
BREAKS(broken_winograd, winograd_same_sums,
       "The third product has g0 + g1 + g2 as the second one. It has g0 − g1 + "
       "g2.");
BREAKS(
    broken_winograd, winograd_first_pair,
    "All pairs are made of the first four numbers. The next begins two numbers "
    "on.");
BREAKS(
    broken_winograd, winograd_one_of_two,
    "Only every second number is written. Each step gives two: y[j] and y[j + "
    "1].");
BREAKS(broken_winograd, winograd_misses_last, "The last pair is not written.");
TOGETHER(winograd_plus_c, winograd_minus_c, "winograd_third_sign");
TOGETHER(winograd_third_sign, winograd_minus_c, "winograd_plus_c");
TOGETHER(winograd_third_sign, winograd_plus_c, "winograd_minus_c");

static void broken_winograd(const float *x, const float *g, float *y, size_t n)
{
    bool turned = ON(winograd_turned), exchanged = ON(winograd_exchanged);
    float g0 = g[turned ? 2 : 0], g1 = g[1], g2 = g[turned ? 0 : 2];
    float half = ON(winograd_without_halves) ? 1 : 0.5F;
    float sum = (g0 + g1 + g2) * half;
    float difference = ON(winograd_same_sums) ? sum : (g0 - g1 + g2) * half;
    size_t end = n - (ON(winograd_misses_last) ? 2 : 0);
    for (size_t j = 0; j < end; j += 2) {
        const float *from = x + (ON(winograd_first_pair) ? 0 : j);
        float third = ON(winograd_first_adds) ? -from[2] : from[2];
        float a = (from[0] - third) * g0;
        third = ON(winograd_second_subtracts) ? -from[2] : from[2];
        float b = (from[1] + third) * sum;
        float c = (from[2] - from[1]) * difference;
        float d = (from[1] - from[3]) * g2;
        a = ON(winograd_first_sign) ? -a : a;
        c = ON(winograd_third_sign) ? -c : c;
        float even = a + b + (ON(winograd_minus_c) ? -c : c);
        float odd =
            b + (ON(winograd_plus_c) ? c : -c) + (ON(winograd_plus_d) ? d : -d);
        y[j] = exchanged ? odd : even;
        if (!ON(winograd_one_of_two)) {
            y[j + 1] = exchanged ? even : odd;
        }
    }
}

/* ---- 10.16 quantize ---- */

BREAKABLE(quantize, broken_quantize, "sec:eight-bits");
BREAKS(broken_quantize, quantize_by_128,
       "The scale is max / 128. The largest then becomes 128, which 8 bits do "
       "not hold: max / 127.");
BREAKS(broken_quantize, quantize_by_255,
       "The scale is max / 255. There are 127 steps on each side of 0.");
BREAKS(broken_quantize, quantize_truncates,
       "x / scale is cut off. It is rounded to the nearest whole number: "
       "lrintf.");
BREAKS(broken_quantize, quantize_rounds_down,
       "x / scale is rounded down. It is rounded to the nearest whole number: "
       "lrintf.");
BREAKS(
    broken_quantize, quantize_half_away,
    "A half is rounded away from 0, as roundf and lroundf do. It is rounded to "
    "the even number: lrintf.");
BREAKS(broken_quantize, quantize_half_up,
       "A half is rounded up. It is rounded to the even number: lrintf.");
BREAKS(
    broken_quantize, quantize_largest_positive,
    "The largest is looked for among the numbers as they are. A negative one "
    "may be larger in size: fabsf(x[i]).");
BREAKS(broken_quantize, quantize_zero_scale,
       "Where all numbers are 0 the scale is 0. It is 1.");
BREAKS(broken_quantize, quantize_returns_inverse,
       "1 / scale is returned. The scale is.");
BREAKS(broken_quantize, quantize_returns_largest,
       "The largest number is returned. The scale is: that by 127.");
BREAKS(broken_quantize, quantize_multiplies,
       "x is multiplied by the scale. It is divided by it.");
BREAKS(broken_quantize, quantize_first_is_largest,
       "The scale is made of the first number. It is made of the largest in "
       "size.");
BREAKS(broken_quantize, quantize_misses_last_for_scale,
       "The last number is not looked at for the scale.");
BREAKS(broken_quantize, quantize_without_sign,
       "The sign is lost: q is made of fabsf(x).");
BREAKS(broken_quantize, quantize_misses_last,
       "The last number is not written.");

static int8_t broken_step(float x, float scale)
{
    float number = ON(quantize_without_sign) ? fabsf(x) : x;
    float step = ON(quantize_multiplies) ? number * scale
                 : scale == 0            ? 0
                                         : number / scale;
    return (int8_t)(ON(quantize_truncates)     ? (long)step
                    : ON(quantize_rounds_down) ? (long)floorf(step)
                    : ON(quantize_half_away)   ? lroundf(step)
                    : ON(quantize_half_up)     ? (long)floorf(step + 0.5F)
                                               : lrintf(step));
}

static float broken_quantize(const float *x, int8_t *q, size_t n)
{
    size_t looked_at = ON(quantize_first_is_largest)        ? 1
                       : ON(quantize_misses_last_for_scale) ? n - 1
                                                            : n;
    float most = 0;
    for (size_t i = 0; i < looked_at; i++) {
        float size = ON(quantize_largest_positive) ? x[i] : fabsf(x[i]);
        most = size > most ? size : most;
    }
    float steps = ON(quantize_by_128) ? 128 : ON(quantize_by_255) ? 255 : 127;
    float none = ON(quantize_zero_scale) ? 0 : 1;
    float scale = most > 0 ? most / steps : none;
    for (size_t i = 0; i < n - ON(quantize_misses_last); i++) {
        q[i] = broken_step(x[i], scale);
    }
    return ON(quantize_returns_inverse)   ? 1 / scale
           : ON(quantize_returns_largest) ? most
                                          : scale;
}

/* ---- 10.17 dot_int8_avx2 ---- */

BREAKABLE(dot_int8_avx2, broken_dot_int8, "sec:eight-bits");
BREAKS(
    broken_dot_int8, int8_maddubs,
    "Two products are added in 16 bits and end at 32767, as "
    "_mm256_maddubs_epi16 does, and −128 has no opposite in 8 bits. Extend to "
    "16 bits first and use _mm256_madd_epi16.");
BREAKS(
    broken_dot_int8, int8_maddubs_unsigned,
    "_mm256_maddubs_epi16 takes its first array without sign: −1 is 255, and "
    "the sums of two products end at 32767. Extend to 16 bits first and use "
    "_mm256_madd_epi16.");
BREAKS(
    broken_dot_int8, int8_sums_of_16_bits,
    "The sums of the lanes are kept in 16 bits, and wrap round. Keep them in "
    "32.");
BREAKS(broken_dot_int8, int8_sum_of_16_bits,
       "The sum is kept in 16 bits, and wraps round. Keep it in 32.");
BREAKS(broken_dot_int8, int8_products_of_8_bits,
       "The products are kept in 8 bits. 100 · 100 needs 15.");
BREAKS(broken_dot_int8, int8_a_without_sign,
       "a is taken without sign: −1 is 255. It is extended by "
       "_mm256_cvtepi8_epi16, not by _mm256_cvtepu8_epi16.");
BREAKS(broken_dot_int8, int8_b_without_sign,
       "b is taken without sign: −1 is 255. It is extended by "
       "_mm256_cvtepi8_epi16, not by _mm256_cvtepu8_epi16.");
BREAKS(broken_dot_int8, int8_tail_forgotten,
       "What is left behind the last sixteen numbers is not added.");
BREAKS(broken_dot_int8, int8_tail_of_32_forgotten,
       "What is left behind the last 32 numbers is not added.");
BREAKS(broken_dot_int8, int8_tail_twice,
       "What is left behind the last sixteen numbers is added twice.");
BREAKS(broken_dot_int8, int8_lower_half,
       "Of each sixteen numbers only the first eight count: one half of the "
       "vector is left out.");
BREAKS(broken_dot_int8, int8_half_of_32,
       "Of each 32 numbers only the first sixteen count: the other half of the "
       "vector is left out.");
BREAKS(broken_dot_int8, int8_first_lane,
       "Of the vector of sums only the first lane is returned. Add all eight.");
BREAKS(broken_dot_int8, int8_last_vector,
       "Each vector of products takes the place of the one before it. Add it.");
BREAKS(
    broken_dot_int8, int8_reads_behind_a,
    "The last vector is read whole, though a ends within it. Go on as long as "
    "a whole vector is left, and take the rest one by one.");
BREAKS(
    broken_dot_int8, int8_reads_behind_b,
    "The last vector is read whole, though b ends within it. Go on as long as "
    "a whole vector is left, and take the rest one by one.");
BREAKS(broken_dot_int8, int8_in_float,
       "The sum is kept in float. Above 2²⁴ a float does not hold every whole "
       "number.");
BREAKS(broken_dot_int8, int8_aligned,
       "_mm_load_si128 wants an array that begins at a multiple of 16 bytes. "
       "These begin anywhere: _mm_loadu_si128.");

/* A load that wants a multiple of 16 bytes. */
static void want_aligned_bytes(const int8_t *x)
{
#ifdef __x86_64__
    __asm__ volatile("vmovdqa (%0), %%xmm0" : : "r"(x) : "xmm0", "memory");
#else
    (void)x;
#endif
}

/* As many bits as the mistake leaves of a product. */
static int32_t broken_byte_product(int8_t a, int8_t b)
{
    int32_t left = ON(int8_a_without_sign) ? (uint8_t)a : a;
    int32_t right = ON(int8_b_without_sign) ? (uint8_t)b : b;
    int32_t product = left * right;
    return ON(int8_products_of_8_bits) ? (int8_t)product : product;
}

/* What _mm256_maddubs_epi16 makes of two, of 32 that are all there. */
static int32_t broken_maddubs(const int8_t *a, const int8_t *b)
{
    int32_t pair = 0;
    for (size_t k = 0; k < 2; k++) {
        bool size = ON(int8_maddubs);
        int8_t moved = size && a[k] < 0 ? (int8_t)-b[k] : b[k];
        pair += (size ? abs(a[k]) : (uint8_t)a[k]) *
                (size && a[k] == 0 ? 0 : moved);
    }
    pair = pair > INT16_MAX ? INT16_MAX : pair;
    return pair < INT16_MIN ? INT16_MIN : pair;
}

/* Of the products of numbers i and i + 1, which a vector adds. */
static int32_t broken_pair(const int8_t *a, const int8_t *b, size_t i, size_t n)
{
    bool of_32 = i < n / 32 * 32;
    if ((ON(int8_maddubs) || ON(int8_maddubs_unsigned)) && of_32) {
        return broken_maddubs(a + i, b + i);
    }
    if ((ON(int8_lower_half) && i % 16 >= 8) ||
        (ON(int8_half_of_32) && i % 32 >= 16) ||
        (ON(int8_tail_of_32_forgotten) && !of_32)) {
        return 0;
    }
    return broken_byte_product(a[i], b[i]) +
           broken_byte_product(a[i + 1], b[i + 1]);
}

static int32_t broken_dot_int8(const int8_t *a, const int8_t *b, size_t n)
{
    int32_t lane[8] = {0}, sum = 0;
    size_t whole = n / 16 * 16;
    float in_float = 0;
    if (ON(int8_aligned) && n >= 16) {
        want_aligned_bytes(a);
        want_aligned_bytes(b);
    }
    if (whole < n && (ON(int8_reads_behind_a) || ON(int8_reads_behind_b))) {
        seen = ON(int8_reads_behind_a) ? a[n] : b[n];
    }
    for (size_t i = 0; i < whole; i += 2) {
        int32_t pair = broken_pair(a, b, i, n);
        int32_t *to = &lane[i / 2 % 8];
        *to = ON(int8_last_vector) ? pair : *to + pair;
        *to = ON(int8_sums_of_16_bits) ? (int16_t)*to : *to;
        in_float += (float)pair;
    }
    for (size_t v = 0; v < (ON(int8_first_lane) ? 1 : 8); v++) {
        sum += lane[v];
    }
    bool none = ON(int8_tail_forgotten) || ON(int8_tail_of_32_forgotten);
    for (size_t i = whole; i < (none ? whole : n); i++) {
        int32_t product = broken_byte_product(a[i], b[i]);
        product *= ON(int8_tail_twice) ? 2 : 1;
        in_float += (float)product;
        sum += product;
        sum = ON(int8_sums_of_16_bits) ? (int16_t)sum : sum;
    }
    sum = ON(int8_sum_of_16_bits) ? (int16_t)sum : sum;
    return ON(int8_in_float) ? (int32_t)in_float : sum;
}
