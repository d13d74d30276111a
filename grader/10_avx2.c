#include "avx2.h"
#include "axes.h"
#include "guard.h"

#include <float.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#ifdef _OPENMP
#include <omp.h>
#endif

/* A float sum in another order has other bits. Not so here: the numbers are
   sixteenths, at most 4 in size, so that their products are whole 256ths of at
   most 16. 4096 of these add up to at most 2²⁴ 256ths: each sum on the way is a
   float. Whatever the order, the rounding is 0, and so is what is allowed for
   it, but for what stands at the probes of sum_in_chunks and quantize. */
#define EXACT 1e-12

/* The length of an array decides how far its start is from a multiple of 32
   bytes, as it ends at a forbidden page; in another setting it begins at one. */

static void fill_parts(float *x, size_t n, Rng *rng)
{
    enum { LARGEST = 64 };
    for (size_t i = 0; i < n; i++) {
        float part = (float)(1 + rng_below(rng, LARGEST)) / 16;
        x[i] = rng_below(rng, 2) == 0 ? part : -part;
    }
}

static void fill_floats(float *x, size_t n, const double *values)
{
    for (size_t i = 0; i < n; i++) {
        x[i] = (float)values[i];
    }
}

static void count_up(float *x, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        x[i] = (float)(i + 1);
    }
}

/* A matrix of one row reads as a vector. */
static float *draw_floats(Case *c, const char *name, Role role, size_t rows,
                          size_t columns, Rng *rng)
{
    float *x = case_floats(c, name, role, rows, columns);
    fill_parts(x, rows * columns, rng);
    return x;
}

static float *draw_volume(Case *c, const char *name, Role role,
                          const size_t *shape, size_t dimensions, Rng *rng)
{
    size_t rows = 1;
    for (size_t k = 0; k + 1 < dimensions; k++) {
        rows *= shape[k];
    }
    float *x = draw_floats(c, name, role, rows, shape[dimensions - 1], rng);
    case_shape(c, name, dimensions, shape);
    return x;
}

/* ---- 10.1 dot_avx2, 10.2 axpy_avx2: every length to 40, then around multiples
   of what may be done at once ---- */

enum { SHORT = 41, LENGTHS = SHORT + 12 };

static size_t length_of(size_t i)
{
    static const size_t longer[] = {47,  48,  49,  63,  64,  65,
                                    127, 128, 129, 256, 999, 4096};
    return i < SHORT ? i : longer[i - SHORT];
}

static void draw_dot(Case *c, size_t i, Rng *rng)
{
    static const struct {
        const char *title;
        size_t n;
        double a[18], b[18], sum;
    } made[] = {
        {"one number", 1, {3}, {2}, 6},
        {"fewer than a vector", 3, {1, 2, 3}, {4, 5, 6}, 32},
        {"one vector: all eight lanes count",
         8,
         {1, 1, 1, 1, 1, 1, 1, 1},
         {1, 2, 3, 4, 5, 6, 7, 8},
         36},
        {"only the last lane of a vector is not 0",
         8,
         {0, 0, 0, 0, 0, 0, 0, 2},
         {1, 1, 1, 1, 1, 1, 1, 5},
         10},
        {"a vector and one number more",
         9,
         {1, 0, 0, 0, 0, 0, 0, 0, 2},
         {3, 1, 1, 1, 1, 1, 1, 1, 4},
         11},
        {"two vectors",
         16,
         {1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0},
         {1, 9, 9, 9, 2, 9, 9, 9, 4, 9, 9, 9, 8, 9, 9, 9},
         15},
        {"what is positive and what is negative cancel",
         9,
         {1, -1, 1, -1, 1, -1, 1, -1, 0.5},
         {7, 7, 7, 7, 7, 7, 7, 7, 7},
         3.5},
        {"no numbers: 0", 0, {0}, {0}, 0},
    };
    enum { MADE = sizeof made / sizeof made[0] };
    size_t n = i < MADE ? made[i].n : length_of(i - MADE);
    case_number(c, "n", (double)n);
    float *a = draw_floats(c, "a", GIVEN, 1, n, rng);
    float *b = draw_floats(c, "b", GIVEN, 1, n, rng);
    if (i < MADE) {
        case_title(c, "%s", made[i].title);
        fill_floats(a, n, made[i].a);
        fill_floats(b, n, made[i].b);
        case_expect_return(c, made[i].sum);
    }
}

static void call_dot(Function *f, Case *c)
{
    case_returned(c, (double)((__typeof__(dot_avx2) *)f)(
                         floats(c, "a"), floats(c, "b"), count_of(c, "n")));
}

PROBE(10, 1, dot_avx2, .cases = 8 + LENGTHS, .draw = draw_dot, .call = call_dot,
      .tolerance = EXACT);

static void draw_axpy(Case *c, size_t i, Rng *rng)
{
    static const struct {
        const char *title;
        double a;
        size_t n;
        double x[10], y[10], sums[10];
    } made[] = {
        {"one number", 2, 1, {3}, {10}, {16}},
        {"a = 1: a sum", 1, 3, {1, 2, 3}, {10, 20, 30}, {11, 22, 33}},
        {"a = 0: y stays", 0, 3, {1, 2, 3}, {10, 20, 30}, {10, 20, 30}},
        {"a = −1: a difference", -1, 2, {1, 2}, {1, 1}, {0, -1}},
        {"one vector",
         2,
         8,
         {1, 2, 3, 4, 5, 6, 7, 8},
         {1, 1, 1, 1, 1, 1, 1, 1},
         {3, 5, 7, 9, 11, 13, 15, 17}},
        {"a vector and two numbers more",
         0.5,
         10,
         {2, 4, 6, 8, 10, 12, 14, 16, 18, 20},
         {0, 0, 0, 0, 0, 0, 0, 0, 1, 1},
         {1, 2, 3, 4, 5, 6, 7, 8, 10, 11}},
        {"no numbers", 2, 0, {0}, {0}, {0}},
    };
    enum { MADE = sizeof made / sizeof made[0] };
    bool is_made = i < MADE;
    size_t n = is_made ? made[i].n : length_of(i - MADE);
    float a;
    fill_parts(&a, 1, rng);
    case_number(c, "a", is_made ? made[i].a : (double)a);
    case_number(c, "n", (double)n);
    float *x = draw_floats(c, "x", GIVEN, 1, n, rng);
    float *y = draw_floats(c, "y", CHANGED, 1, n, rng);
    if (is_made) {
        case_title(c, "%s", made[i].title);
        fill_floats(x, n, made[i].x);
        fill_floats(y, n, made[i].y);
        case_expect(c, "y", n, made[i].sums);
    }
}

static void call_axpy(Function *f, Case *c)
{
    ((__typeof__(axpy_avx2) *)f)((float)number(c, "a"), floats(c, "x"),
                                 floats(c, "y"), count_of(c, "n"));
}

PROBE(10, 2, axpy_avx2, .cases = 7 + LENGTHS, .draw = draw_axpy,
      .call = call_axpy, .tolerance = EXACT);

/* ---- Valid convolutions ---- */

static ValidConv valid_conv(size_t channels, size_t rows, size_t columns,
                            size_t filters, size_t window_rows,
                            size_t window_columns)
{
    return (ValidConv){channels,
                       rows + window_rows - 1,
                       columns + window_columns - 1,
                       filters,
                       window_rows,
                       window_columns,
                       rows,
                       columns};
}

static void draw_conv(Case *c, const ValidConv *conv)
{
    case_number(c, "conv->channels", (double)conv->channels);
    case_number(c, "conv->height", (double)conv->height);
    case_number(c, "conv->width", (double)conv->width);
    case_number(c, "conv->filters", (double)conv->filters);
    case_number(c, "conv->window_rows", (double)conv->window_rows);
    case_number(c, "conv->window_columns", (double)conv->window_columns);
    case_number(c, "conv->rows", (double)conv->rows);
    case_number(c, "conv->columns", (double)conv->columns);
}

static ValidConv conv_of(const Case *c)
{
    return (ValidConv){
        count_of(c, "conv->channels"),    count_of(c, "conv->height"),
        count_of(c, "conv->width"),       count_of(c, "conv->filters"),
        count_of(c, "conv->window_rows"), count_of(c, "conv->window_columns"),
        count_of(c, "conv->rows"),        count_of(c, "conv->columns")};
}

static size_t weights_of(const ValidConv *conv)
{
    return conv->channels * conv->window_rows * conv->window_columns;
}

/* ---- 10.3 conv_axpy ---- */

static void draw_conv_axpy(Case *c, size_t i, Rng *rng)
{
    static const struct {
        const char *title;
        size_t channels, rows, columns, filters, window_rows, window_columns;
        double x[9], w[4], b[2], y[6];
    } made[] = {
        {"a window of one pixel doubles the picture",
         1,
         2,
         3,
         1,
         1,
         1,
         {1, 2, 3, 4, 5, 6},
         {2},
         {0},
         {2, 4, 6, 8, 10, 12}},
        {"with a bias", 1, 1, 2, 1, 1, 1, {1, 2}, {10}, {5}, {15, 25}},
        {"a window of one row and two columns",
         1,
         1,
         2,
         1,
         1,
         2,
         {1, 2, 3},
         {1, 10},
         {0},
         {21, 32}},
        {"a window of two rows and one column",
         1,
         1,
         2,
         1,
         2,
         1,
         {1, 2, 3, 4},
         {1, 10},
         {0},
         {31, 42}},
        {"two channels",
         2,
         1,
         2,
         1,
         1,
         1,
         {1, 2, 3, 4},
         {1, 10},
         {0},
         {31, 42}},
        {"two filters, each with its bias",
         1,
         1,
         2,
         2,
         1,
         1,
         {1, 2},
         {1, 10},
         {100, 200},
         {101, 102, 210, 220}},
        {"the window is as large as the picture",
         1,
         1,
         1,
         1,
         2,
         2,
         {1, 2, 3, 4},
         {1, 2, 3, 4},
         {0},
         {30}},
        {"a window of 2 × 2 at 2 × 2 places",
         1,
         2,
         2,
         1,
         2,
         2,
         {1, 2, 3, 4, 5, 6, 7, 8, 9},
         {1, 2, 3, 4},
         {1},
         {38, 48, 68, 78}},
        {"one pixel", 1, 1, 1, 1, 1, 1, {3}, {2}, {1}, {7}},
    };
    static const ValidConv large[] = {{1, 5, 40, 1, 5, 5, 1, 36},
                                      {2, 9, 23, 3, 3, 5, 7, 19},
                                      {20, 6, 12, 2, 5, 5, 2, 8},
                                      {3, 30, 3, 2, 1, 3, 30, 1}};
    enum {
        MADE = sizeof made / sizeof made[0],
        ALL = MADE + sizeof large / sizeof large[0]
    };
    ValidConv conv =
        valid_conv(size_up_to(3, rng), size_up_to(4, rng), size_up_to(20, rng),
                   size_up_to(3, rng), size_up_to(4, rng), size_up_to(5, rng));
    if (i < MADE) {
        conv = valid_conv(made[i].channels, made[i].rows, made[i].columns,
                          made[i].filters, made[i].window_rows,
                          made[i].window_columns);
        case_title(c, "%s", made[i].title);
    } else if (i < ALL) {
        conv = large[i - MADE];
    }
    draw_conv(c, &conv);
    size_t inputs = conv.channels * conv.height * conv.width;
    float *x =
        draw_volume(c, "x", GIVEN,
                    (size_t[]){conv.channels, conv.height, conv.width}, 3, rng);
    float *w = draw_volume(c, "w", GIVEN,
                           (size_t[]){conv.filters, conv.channels,
                                      conv.window_rows, conv.window_columns},
                           4, rng);
    float *b = draw_floats(c, "b", GIVEN, 1, conv.filters, rng);
    draw_volume(c, "y", RESULT,
                (size_t[]){conv.filters, conv.rows, conv.columns}, 3, rng);
    if (i < MADE) {
        fill_floats(x, inputs, made[i].x);
        fill_floats(w, conv.filters * weights_of(&conv), made[i].w);
        fill_floats(b, conv.filters, made[i].b);
        case_expect(c, "y", conv.filters * conv.rows * conv.columns, made[i].y);
    }
}

static void call_conv_axpy(Function *f, Case *c)
{
    ValidConv conv = conv_of(c);
    ((__typeof__(conv_axpy) *)f)(floats(c, "x"), floats(c, "w"), floats(c, "b"),
                                 floats(c, "y"), &conv);
}

PROBE(10, 3, conv_axpy, .cases = 40, .draw = draw_conv_axpy,
      .call = call_conv_axpy, .tolerance = EXACT);

/* ---- 10.4 im2col ---- */

static const AxisNames row_names = {"conv->rows.size",     "conv->rows.window",
                                    "conv->rows.stride",   "conv->rows.padding",
                                    "conv->rows.dilation", "conv->rows.places"};
static const AxisNames column_names = {
    "conv->columns.size",    "conv->columns.window",   "conv->columns.stride",
    "conv->columns.padding", "conv->columns.dilation", "conv->columns.places"};

static void draw_axis(Case *c, const AxisNames *names, const Axis *axis)
{
    case_number(c, names->size, (double)axis->size);
    case_number(c, names->window, (double)axis->window);
    case_number(c, names->stride, (double)axis->stride);
    case_number(c, names->padding, (double)axis->padding);
    case_number(c, names->dilation, (double)axis->dilation);
    case_number(c, names->places, (double)axis->places);
}

static Axis axis_of(const Case *c, const AxisNames *names)
{
    return (Axis){count_of(c, names->size),     count_of(c, names->window),
                  count_of(c, names->stride),   count_of(c, names->padding),
                  count_of(c, names->dilation), count_of(c, names->places)};
}

static void draw_im2col(Case *c, size_t i, Rng *rng)
{
    static const struct {
        const char *title;
        size_t channels;
        Axis rows, columns;
        double columns_of[16]; /* of a picture 1, 2, 3 ... */
    } made[] = {
        {"a window of one row and two columns",
         1,
         {2, 1, 1, 0, 1, 2},
         {3, 2, 1, 0, 1, 2},
         {1, 2, 4, 5, 2, 3, 5, 6}},
        {"a window of two rows and one column",
         1,
         {3, 2, 1, 0, 1, 2},
         {2, 1, 1, 0, 1, 2},
         {1, 2, 3, 4, 3, 4, 5, 6}},
        {"a window of one pixel: a copy",
         1,
         {2, 1, 1, 0, 1, 2},
         {2, 1, 1, 0, 1, 2},
         {1, 2, 3, 4}},
        {"the window is as large as the picture: one column",
         1,
         {2, 2, 1, 0, 1, 1},
         {2, 2, 1, 0, 1, 1},
         {1, 2, 3, 4}},
        {"a window of 2 × 2 at 2 × 2 places",
         1,
         {3, 2, 1, 0, 1, 2},
         {3, 2, 1, 0, 1, 2},
         {1, 2, 4, 5, 2, 3, 5, 6, 4, 5, 7, 8, 5, 6, 8, 9}},
        {"two channels",
         2,
         {1, 1, 1, 0, 1, 1},
         {2, 1, 1, 0, 1, 2},
         {1, 2, 3, 4}},
        {"two channels and a window of two columns",
         2,
         {1, 1, 1, 0, 1, 1},
         {3, 2, 1, 0, 1, 2},
         {1, 2, 2, 3, 4, 5, 5, 6}},
        {"stride 2 to the right",
         1,
         {1, 1, 1, 0, 1, 1},
         {5, 1, 2, 0, 1, 3},
         {1, 3, 5}},
        {"stride 2 down",
         1,
         {3, 1, 2, 0, 1, 2},
         {2, 1, 1, 0, 1, 2},
         {1, 2, 5, 6}},
        {"dilation 2 to the right",
         1,
         {1, 1, 1, 0, 1, 1},
         {5, 3, 1, 0, 2, 1},
         {1, 3, 5}},
        {"dilation 2 down",
         1,
         {3, 2, 1, 0, 2, 1},
         {2, 1, 1, 0, 1, 2},
         {1, 2, 5, 6}},
        {"a picture of two pixels that was padded to four",
         1,
         {1, 1, 1, 0, 1, 1},
         {2, 1, 1, 1, 1, 4},
         {1, 2, 3, 4}},
        {"a pixel that no window reads",
         1,
         {1, 1, 1, 0, 1, 1},
         {6, 3, 2, 0, 1, 2},
         {1, 3, 2, 4, 3, 5}},
        {"one pixel", 1, {1, 1, 1, 0, 1, 1}, {1, 1, 1, 0, 1, 1}, {1}},
    };
    enum { MADE = sizeof made / sizeof made[0] };
    Conv conv = {.in_channels = size_up_to(3, rng),
                 .out_channels = 5,
                 .groups = 1,
                 .rows = random_axis(true, rng),
                 .columns = random_axis(true, rng)};
    if (i % 4 == 0) {
        conv.columns.places += 13;
        conv.columns.size += 13 * conv.columns.stride;
    }
    if (i < MADE) {
        conv.in_channels = made[i].channels;
        conv.rows = made[i].rows;
        conv.columns = made[i].columns;
        case_title(c, "%s", made[i].title);
    }
    case_number(c, "conv->in_channels", (double)conv.in_channels);
    draw_axis(c, &row_names, &conv.rows);
    draw_axis(c, &column_names, &conv.columns);
    size_t height = pixels(&conv.rows), width = pixels(&conv.columns);
    size_t places = conv.rows.places * conv.columns.places;
    size_t window = conv.in_channels * conv.rows.window * conv.columns.window;
    float *x = draw_volume(c, "x", GIVEN,
                           (size_t[]){conv.in_channels, height, width}, 3, rng);
    case_floats(c, "columns", RESULT, window, places);
    if (i < MADE) {
        count_up(x, padded_numbers(&conv));
        case_expect(c, "columns", window * places, made[i].columns_of);
    }
}

static void call_im2col(Function *f, Case *c)
{
    Conv conv = {.in_channels = count_of(c, "conv->in_channels"),
                 .out_channels = 5,
                 .groups = 1,
                 .rows = axis_of(c, &row_names),
                 .columns = axis_of(c, &column_names)};
    ((__typeof__(im2col) *)f)(floats(c, "x"), floats(c, "columns"), &conv);
}

PROBE(10, 4, im2col, .cases = 50, .draw = draw_im2col, .call = call_im2col,
      .tolerance = EXACT);

/* ---- 10.5 pack_rows ---- */

static size_t groups_of(size_t rows, size_t tile)
{
    return (rows + tile - 1) / tile;
}

/* Where number (row, p) of a matrix stands when it is packed. */
static size_t packed_place(size_t row, size_t p, size_t k, size_t tile)
{
    return (row / tile * k + p) * tile + row % tile;
}

static void draw_pack(Case *c, size_t i, Rng *rng)
{
    static const struct {
        const char *title;
        size_t rows, k, tile;
        double packed[12]; /* of 1, 2, 3 ... */
    } made[] = {
        {"one group", 2, 3, 2, {1, 4, 2, 5, 3, 6}},
        {"two groups", 4, 2, 2, {1, 3, 2, 4, 5, 7, 6, 8}},
        {"the last group lacks a row", 3, 2, 2, {1, 3, 2, 4, 5, 0, 6, 0}},
        {"one row in a group of four", 1, 2, 4, {1, 0, 0, 0, 2, 0, 0, 0}},
        {"groups of one row: a copy", 2, 3, 1, {1, 2, 3, 4, 5, 6}},
        {"one column", 4, 1, 2, {1, 2, 3, 4}},
        {"one column, two rows are missing", 4, 1, 3, {1, 2, 3, 4, 0, 0}},
        {"one number", 1, 1, 1, {1}},
    };
    enum { MADE = sizeof made / sizeof made[0] };
    static const size_t tiles[] = {1, 2, 3, 4, 5, 5, 6, 6, 8, 16};
    size_t rows = size_up_to(i % 2 == 0 ? 6 : 20, rng), k = size_up_to(9, rng);
    size_t tile = one_size_of(tiles, 10, rng);
    if (i < MADE) {
        rows = made[i].rows;
        k = made[i].k;
        tile = made[i].tile;
        case_title(c, "%s", made[i].title);
    } else if (i == MADE) {
        rows = 50;
        k = 500;
        tile = FILTERS_AT_ONCE;
    }
    case_number(c, "rows", (double)rows);
    case_number(c, "k", (double)k);
    case_number(c, "tile", (double)tile);
    size_t groups = groups_of(rows, tile);
    float *a = draw_floats(c, "a", GIVEN, rows, k, rng);
    draw_volume(c, "packed", RESULT, (size_t[]){groups, k, tile}, 3, rng);
    if (i < MADE) {
        count_up(a, rows * k);
        case_expect(c, "packed", groups * k * tile, made[i].packed);
    }
}

static void call_pack(Function *f, Case *c)
{
    ((__typeof__(pack_rows) *)f)(floats(c, "a"), floats(c, "packed"),
                                 count_of(c, "rows"), count_of(c, "k"),
                                 count_of(c, "tile"));
}

PROBE(10, 5, pack_rows, .cases = 44, .draw = draw_pack, .call = call_pack,
      .tolerance = EXACT);

/* ---- 10.6 tile_avx2 ---- */

/* A part of a larger matrix: from its first number to its last. */
static size_t part_of(size_t rows, size_t row, size_t columns)
{
    return rows == 0 ? 0 : (rows - 1) * row + columns;
}

/* Where the rows lie side by side the array is a matrix; else it ends with the
   last number of its last row. */
static float *draw_part(Case *c, const char *name, Role role, size_t rows,
                        size_t row, size_t columns, Rng *rng)
{
    return row == columns ? draw_floats(c, name, role, rows, columns, rng)
                          : draw_floats(c, name, role, 1,
                                        part_of(rows, row, columns), rng);
}

/* By hand: of k = 1, a is 1 ... 6, b is 1 ... 16. */
static void make_tile(Case *c, size_t i, size_t k, float *a, float *b, float *t)
{
    static const char *const titles[] = {
        "rows 1 to 6 times columns 1 to 16", "added to what c holds",
        "only the last of two steps is not 0", "no steps: c stays",
        "row by row: a is 0 but for its last row"};
    double sums[TILE_ROWS * TILE_COLUMNS];
    case_title(c, "%s", titles[i]);
    memset(a, 0, k * TILE_ROWS * sizeof *a);
    for (size_t r = 0; k > 0 && r < TILE_ROWS; r++) {
        bool zero = i == 4 && r + 1 < TILE_ROWS;
        a[(k - 1) * TILE_ROWS + r] = zero ? 0 : (float)(r + 1);
    }
    for (size_t p = 0; p < k; p++) {
        count_up(b + p * TILE_COLUMNS, TILE_COLUMNS);
    }
    for (size_t n = 0; n < TILE_ROWS * TILE_COLUMNS; n++) {
        size_t row = n / TILE_COLUMNS, column = n % TILE_COLUMNS;
        t[n] = i == 1 || i == 3 ? 100 : 0;
        bool none = k == 0 || (i == 4 && row + 1 < TILE_ROWS);
        sums[n] =
            (double)t[n] + (none ? 0 : (double)((row + 1) * (column + 1)));
    }
    case_expect(c, "c", TILE_ROWS * TILE_COLUMNS, sums);
}

static void draw_tile(Case *c, size_t i, Rng *rng)
{
    static const size_t steps[] = {1, 1, 2, 0, 1};
    static const size_t rows[] = {16, 16, 17, 20, 23, 24, 31, 40};
    enum { MADE = sizeof steps / sizeof steps[0] };
    bool is_made = i < MADE;
    size_t k = is_made      ? steps[i]
               : i == MADE  ? 500
               : i % 3 == 0 ? size_up_to(3, rng)
                            : rng_below(rng, 24);
    size_t b_row = is_made ? TILE_COLUMNS : one_size_of(rows, 8, rng);
    size_t c_row = is_made ? TILE_COLUMNS : one_size_of(rows, 8, rng);
    case_number(c, "b_row", (double)b_row);
    case_number(c, "c_row", (double)c_row);
    case_number(c, "k", (double)k);
    float *a = draw_floats(c, "a", GIVEN, k, TILE_ROWS, rng);
    float *b = draw_part(c, "b", GIVEN, k, b_row, TILE_COLUMNS, rng);
    float *t = draw_part(c, "c", CHANGED, TILE_ROWS, c_row, TILE_COLUMNS, rng);
    if (is_made) {
        make_tile(c, i, k, a, b, t);
    }
}

static void call_tile(Function *f, Case *c)
{
    ((__typeof__(tile_avx2) *)f)(floats(c, "a"), floats(c, "b"),
                                 count_of(c, "b_row"), floats(c, "c"),
                                 count_of(c, "c_row"), count_of(c, "k"));
}

PROBE(10, 6, tile_avx2, .cases = 40, .draw = draw_tile, .call = call_tile,
      .tolerance = EXACT);

/* ---- 10.7 product_avx2 ---- */

/* The rows of a matrix in groups; what is missing in the last one is 0. */
static float *draw_packed(Case *c, size_t rows, size_t k, size_t tile, Rng *rng)
{
    size_t groups = groups_of(rows, tile);
    float *packed =
        draw_volume(c, "packed", GIVEN, (size_t[]){groups, k, tile}, 3, rng);
    for (size_t n = 0; n < groups * k * tile; n++) {
        if (n / (k * tile) * tile + n % tile >= rows) {
            packed[n] = 0;
        }
    }
    return packed;
}

static void draw_product(Case *c, size_t i, Rng *rng)
{
    static const struct {
        const char *title;
        size_t filters, k, places;
        double a[8], b[6], bias[7], y[7];
    } made[] = {
        {"one number", 1, 1, 1, {2}, {3}, {10}, {16}},
        {"one row and one column",
         1,
         3,
         1,
         {1, 10, 100},
         {1, 2, 3},
         {0},
         {321}},
        {"two rows and three columns",
         2,
         2,
         3,
         {1, 10, 100, 1000},
         {1, 2, 3, 4, 5, 6},
         {0, 0},
         {41, 52, 63, 4100, 5200, 6300}},
        {"each row has its bias",
         2,
         1,
         2,
         {1, 2},
         {10, 20},
         {3, 5},
         {13, 23, 25, 45}},
        {"one row more than a tile has",
         7,
         1,
         1,
         {1, 2, 3, 4, 5, 6, 7},
         {10},
         {1, 1, 1, 1, 1, 1, 2},
         {11, 21, 31, 41, 51, 61, 72}},
    };
    static const size_t large[][3] = {
        {6, 4, 16},  {6, 5, 17},   {7, 3, 16},   {13, 9, 33}, {12, 25, 32},
        {5, 25, 15}, {20, 25, 49}, {50, 20, 64}, {1, 400, 3}, {18, 1, 1}};
    enum {
        MADE = sizeof made / sizeof made[0],
        ALL = MADE + sizeof large / sizeof large[0]
    };
    bool is_made = i < MADE;
    size_t filters = size_up_to(15, rng), k = size_up_to(8, rng);
    size_t places = size_up_to(40, rng);
    if (is_made) {
        filters = made[i].filters;
        k = made[i].k;
        places = made[i].places;
        case_title(c, "%s", made[i].title);
    } else if (i < ALL) {
        filters = large[i - MADE][0];
        k = large[i - MADE][1];
        places = large[i - MADE][2];
    }
    case_number(c, "filters", (double)filters);
    case_number(c, "k", (double)k);
    case_number(c, "places", (double)places);
    float *packed = draw_packed(c, filters, k, TILE_ROWS, rng);
    float *b = draw_floats(c, "b", GIVEN, k, places, rng);
    float *bias = draw_floats(c, "bias", GIVEN, 1, filters, rng);
    case_floats(c, "y", RESULT, filters, places);
    if (is_made) {
        for (size_t n = 0; n < filters * k; n++) {
            packed[packed_place(n / k, n % k, k, TILE_ROWS)] =
                (float)made[i].a[n];
        }
        fill_floats(b, k * places, made[i].b);
        fill_floats(bias, filters, made[i].bias);
        case_expect(c, "y", filters * places, made[i].y);
    }
}

static void call_product(Function *f, Case *c)
{
    ((__typeof__(product_avx2) *)f)(
        floats(c, "packed"), floats(c, "b"), floats(c, "bias"), floats(c, "y"),
        count_of(c, "filters"), count_of(c, "k"), count_of(c, "places"));
}

PROBE(10, 7, product_avx2, .cases = 44, .draw = draw_product,
      .call = call_product, .tolerance = EXACT);

/* ---- 10.8 conv_tile_avx2 ---- */

enum { PLACES_AT_ONCE = ROWS_AT_ONCE * COLUMNS_AT_ONCE };

/* Pixels from the first one under the window to the last. */
static size_t pixels_of_tile(const ValidConv *conv)
{
    size_t rows = (conv->channels - 1) * conv->height + conv->window_rows;
    return rows * conv->width + COLUMNS_AT_ONCE + conv->window_columns - 1;
}

/* By hand: all weights 0 but for one of each filter o, the same of each, which is
   o + 1; pixels count up from 1. */
typedef struct MadeTile {
    const char *title;
    size_t channels, height, width, window_rows, window_columns;
    size_t weight;       /* the one that is not 0 */
    size_t upper, lower; /* the pixel that it meets at the first place of each
                             row */
    double bias;
} MadeTile;

static const MadeTile made_tiles[] = {
    {"a window of one pixel", 1, 2, 8, 1, 1, 0, 0, 8, 0},
    {"a window of one pixel in a wider picture", 1, 2, 10, 1, 1, 0, 0, 10, 0},
    {"with a bias", 1, 2, 8, 1, 1, 0, 0, 8, 100},
    {"the second column of the window", 1, 2, 9, 1, 2, 1, 1, 10, 0},
    {"the second row of the window", 1, 3, 8, 2, 1, 1, 8, 16, 0},
    {"the second channel", 2, 2, 8, 1, 1, 1, 16, 24, 0},
    {"the second channel of a higher picture", 2, 4, 9, 1, 1, 1, 36, 45, 0},
    {"the last of 2 × 2", 1, 3, 9, 2, 2, 3, 10, 19, 0},
};

static void make_conv_tile(Case *c, const MadeTile *made, float *x, float *w,
                           float *bias, const ValidConv *conv)
{
    double sums[FILTERS_AT_ONCE * PLACES_AT_ONCE];
    count_up(x, pixels_of_tile(conv));
    memset(w, 0, weights_of(conv) * FILTERS_AT_ONCE * sizeof *w);
    for (size_t n = 0; n < FILTERS_AT_ONCE * PLACES_AT_ONCE; n++) {
        size_t o = n / PLACES_AT_ONCE, row = n / COLUMNS_AT_ONCE % ROWS_AT_ONCE;
        size_t first = row == 0 ? made->upper : made->lower;
        w[made->weight * FILTERS_AT_ONCE + o] = (float)(o + 1);
        bias[o] = (float)(made->bias * (double)(o + 1));
        sums[n] = (double)(o + 1) *
                  ((double)(first + n % COLUMNS_AT_ONCE + 1) + made->bias);
    }
    case_expect(c, "sums", FILTERS_AT_ONCE * PLACES_AT_ONCE, sums);
}

static void draw_conv_tile(Case *c, size_t i, Rng *rng)
{
    enum { MADE = sizeof made_tiles / sizeof made_tiles[0] };
    ValidConv conv = valid_conv(size_up_to(4, rng), 1 + size_up_to(4, rng),
                                7 + size_up_to(20, rng), 4 + size_up_to(9, rng),
                                size_up_to(5, rng), size_up_to(7, rng));
    if (i < MADE) {
        const MadeTile *made = &made_tiles[i];
        conv = (ValidConv){made->channels,
                           made->height,
                           made->width,
                           FILTERS_AT_ONCE,
                           made->window_rows,
                           made->window_columns,
                           made->height - made->window_rows + 1,
                           made->width - made->window_columns + 1};
        case_title(c, "%s", made->title);
    } else if (i == MADE) {
        conv = valid_conv(20, 8, 8, 50, 5, 5);
    } else if (i == MADE + 1) {
        conv = valid_conv(1, 24, 24, 20, 5, 5);
    }
    draw_conv(c, &conv);
    float *x = draw_floats(c, "x", GIVEN, 1, pixels_of_tile(&conv), rng);
    float *w =
        draw_floats(c, "w", GIVEN, weights_of(&conv), FILTERS_AT_ONCE, rng);
    float *bias = draw_floats(c, "bias", GIVEN, 1, FILTERS_AT_ONCE, rng);
    draw_volume(c, "sums", RESULT,
                (size_t[]){FILTERS_AT_ONCE, ROWS_AT_ONCE, COLUMNS_AT_ONCE}, 3,
                rng);
    if (i < MADE) {
        make_conv_tile(c, &made_tiles[i], x, w, bias, &conv);
    }
}

static void call_conv_tile(Function *f, Case *c)
{
    ValidConv conv = conv_of(c);
    ((__typeof__(conv_tile_avx2) *)f)(floats(c, "x"), floats(c, "w"),
                                      floats(c, "bias"), floats(c, "sums"),
                                      &conv);
}

PROBE(10, 8, conv_tile_avx2, .cases = 40, .draw = draw_conv_tile,
      .call = call_conv_tile, .tolerance = EXACT);

/* ---- 10.9 relu_pool_avx2 ---- */

/* source is NULL or an array. */
static void draw_source(Case *c, bool asked, const size_t *shape,
                        size_t dimensions)
{
    size_t rows = 1;
    for (size_t k = 0; k + 1 < dimensions; k++) {
        rows *= shape[k];
    }
    case_choice(c, "source", asked, asked ? "an array" : "NULL");
    case_uint8s(c, "source", RESULT, asked ? rows : 1,
                asked ? shape[dimensions - 1] : 0);
    if (asked && dimensions > 2) {
        case_shape(c, "source", dimensions, shape);
    }
}

static uint8_t *source_of(const Case *c)
{
    return number(c, "source") != 0 ? uint8s(c, "source") : NULL;
}

/* Whole numbers, so that there are equals. */
static void fill_with_equals(float *x, size_t n, int low, int high, Rng *rng)
{
    size_t span = (size_t)(high - low) + 1;
    for (size_t i = 0; i < n; i++) {
        x[i] = (float)(low + (int)rng_below(rng, span));
    }
}

static void draw_relu_pool(Case *c, size_t i, Rng *rng)
{
    enum { HALF = COLUMNS_AT_ONCE / 2 };
    static const struct {
        const char *title;
        bool asked;
        double sums[PLACES_AT_ONCE], y[HALF], source[HALF];
    } made[] = {
        {"the largest stands first, second, third, last",
         true,
         {4, 1, 1, 5, 1, 1, 1, 1, 2, 3, 2, 3, 6, 3, 2, 7},
         {4, 5, 6, 7},
         {0, 1, 2, 3}},
        {"from left to right",
         true,
         {1, 0, 2, 0, 3, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0},
         {1, 2, 3, 4},
         {0, 0, 0, 0}},
        {"in the lower row",
         true,
         {0, 0, 0, 0, 0, 0, 0, 0, 0, 8, 7, 0, 0, 6, 5, 0},
         {8, 7, 6, 5},
         {3, 2, 3, 2}},
        {"negative ones give 0, and the largest has its place all the same",
         true,
         {-4, -3, -2, -1, -3, -4, -9, -9, -2, -1, -3, -4, -2, -1, -9, -8},
         {0, 0, 0, 0},
         {3, 1, 3, 3}},
        {"of equal ones the first",
         true,
         {1, 1, 0, 2, 0, 0, 3, 3, 1, 1, 2, 0, 4, 4, 3, 3},
         {1, 2, 4, 3},
         {0, 1, 2, 0}},
        {"one half and the other half",
         true,
         {0.5, 0.25, 0, 0, 0, 0, 0, 0, 0, 0, -0.5, 0, 0.75, 0, 0, 0.125},
         {0.5, 0, 0.75, 0.125},
         {0, 0, 2, 3}},
        {"zeros and negative zeros are equal",
         true,
         {-0.0, 0, 0, -0.0, -1, -0.0, -1, -1, 0, 0, -0.0, 0, 0, 0, 0, -0.0},
         {0, 0, 0, 0},
         {0, 0, 1, 2}},
        {"nobody asks for the places",
         false,
         {4, 1, 1, 5, 1, 1, 1, 1, 2, 3, 2, 3, 6, 3, 2, 7},
         {4, 5, 6, 7},
         {0}},
    };
    enum { MADE = sizeof made / sizeof made[0] };
    bool asked = i < MADE ? made[i].asked : i % 6 != 0;
    draw_source(c, asked, (size_t[]){1, HALF}, 2);
    float *sums = case_floats(c, "sums", GIVEN, ROWS_AT_ONCE, COLUMNS_AT_ONCE);
    case_floats(c, "y", RESULT, 1, HALF);
    fill_with_equals(sums, PLACES_AT_ONCE, i % 4 == 0 ? -3 : -2,
                     i % 4 == 0 ? -1 : 2, rng);
    if (i % 2 == 0) {
        fill_parts(sums, PLACES_AT_ONCE, rng);
    }
    if (i < MADE) {
        case_title(c, "%s", made[i].title);
        fill_floats(sums, PLACES_AT_ONCE, made[i].sums);
        case_expect(c, "y", HALF, made[i].y);
        if (asked) {
            case_expect(c, "source", HALF, made[i].source);
        }
    }
}

static void call_relu_pool(Function *f, Case *c)
{
    ((__typeof__(relu_pool_avx2) *)f)(floats(c, "sums"), floats(c, "y"),
                                      source_of(c));
}

PROBE(10, 9, relu_pool_avx2, .cases = 48, .draw = draw_relu_pool,
      .call = call_relu_pool, .tolerance = EXACT);

/* ---- 10.10 conv_relu_pool_avx2 ---- */

/* By hand: a window of one pixel, filter o multiplies it by o + 1, and pixel
   (i, j) is 10 i + j, so that the largest of a window is its last. */
static void make_pooled(Case *c, float *x, float *packed, float *b,
                        const ValidConv *conv, double bias)
{
    size_t height = conv->rows / 2, width = conv->columns / 2;
    size_t count = conv->filters * height * width;
    double *y = malloc(2 * count * sizeof *y), *source = y + count;
    for (size_t n = 0; n < conv->height * conv->width; n++) {
        x[n] = (float)(10 * (n / conv->width) + n % conv->width);
    }
    for (size_t o = 0; o < conv->filters; o++) {
        packed[packed_place(o, 0, 1, FILTERS_AT_ONCE)] = (float)(o + 1);
        b[o] = (float)bias;
    }
    for (size_t n = 0; y != NULL && n < count; n++) {
        size_t o = n / (height * width), i = n / width % height, j = n % width;
        double largest = (double)(10 * (2 * i + 1) + 2 * j + 1);
        y[n] = fmax(0, (double)(o + 1) * largest + bias);
        source[n] = 3;
    }
    case_expect(c, "y", count, y);
    case_expect(c, "source", count, source);
    free(y);
}

static void draw_pooled(Case *c, size_t i, Rng *rng)
{
    static const struct {
        const char *title;
        size_t rows, columns, filters;
        double bias;
    } made[] = {
        {"one tile of five filters", 2, 8, 5, 0},
        {"one filter", 2, 8, 1, 0},
        {"two tiles to the right", 2, 16, 1, 0},
        {"a column more than a tile has", 2, 10, 1, 0},
        {"two tiles down", 4, 8, 1, 0},
        {"the last row is left out", 3, 8, 1, 0},
        {"the last column is left out", 2, 9, 1, 0},
        {"a filter more than a tile has", 2, 8, 6, 0},
        {"with a bias", 2, 8, 2, 5},
        {"some are negative, and become 0", 2, 8, 2, -15},
    };
    static const ValidConv large[] = {{1, 28, 28, 20, 5, 5, 24, 24},
                                      {3, 12, 12, 7, 5, 5, 8, 8},
                                      {2, 7, 17, 12, 3, 3, 5, 15}};
    enum {
        MADE = sizeof made / sizeof made[0],
        ALL = MADE + sizeof large / sizeof large[0]
    };
    ValidConv conv = valid_conv(size_up_to(3, rng), 1 + size_up_to(5, rng),
                                7 + size_up_to(19, rng), size_up_to(12, rng),
                                size_up_to(4, rng), size_up_to(5, rng));
    if (i < MADE) {
        conv =
            valid_conv(1, made[i].rows, made[i].columns, made[i].filters, 1, 1);
        case_title(c, "%s", made[i].title);
    } else if (i < ALL) {
        conv = large[i - MADE];
    }
    draw_conv(c, &conv);
    size_t shape[] = {conv.filters, conv.rows / 2, conv.columns / 2};
    draw_source(c, i < MADE || i % 5 != 0, shape, 3);
    size_t picture[] = {conv.channels, conv.height, conv.width};
    float *x = draw_volume(c, "x", GIVEN, picture, 3, rng);
    float *packed =
        draw_packed(c, conv.filters, weights_of(&conv), FILTERS_AT_ONCE, rng);
    float *b = draw_floats(c, "b", GIVEN, 1, conv.filters, rng);
    draw_volume(c, "y", RESULT, shape, 3, rng);
    if (i % 3 == 0) { /* whole numbers, so that there are equals */
        fill_with_equals(x, picture[0] * picture[1] * picture[2], -1, 1, rng);
    }
    if (i < MADE) {
        make_pooled(c, x, packed, b, &conv, made[i].bias);
    }
}

static void call_pooled(Function *f, Case *c)
{
    ValidConv conv = conv_of(c);
    ((__typeof__(conv_relu_pool_avx2) *)f)(floats(c, "x"), floats(c, "packed"),
                                           floats(c, "b"), floats(c, "y"),
                                           source_of(c), &conv);
}

PROBE(10, 10, conv_relu_pool_avx2, .cases = 40, .draw = draw_pooled,
      .call = call_pooled, .tolerance = EXACT);

/* ---- 10.11 add_windows_avx2 ---- */

/* Spikes are drawn as two arrays, and put together in a room that ends at a
   forbidden page as these do. */
static const Spike *spikes_of(const Case *c, size_t count)
{
    Spike *spikes = room(c, "spikes");
    for (size_t s = 0; s < count; s++) {
        spikes[s] =
            (Spike){sizes(c, "spikes.at")[s], floats(c, "spikes.value")[s]};
    }
    return spikes;
}

static void draw_windows(Case *c, size_t i, Rng *rng)
{
    static const struct {
        const char *title;
        size_t count, at[3];
        double value[3];
        size_t from_row, to_row, rows, run; /* from is 1, 2, 3 ... */
        double to[6], sums[6];
    } made[] = {
        {"one spike, one number", 1, {0}, {2}, 1, 1, 1, 1, {10}, {12}},
        {"one spike that begins at 2",
         1,
         {2},
         {1},
         3,
         3,
         1,
         3,
         {0, 0, 0},
         {3, 4, 5}},
        {"two spikes add up", 2, {0, 1}, {1, 10}, 2, 2, 1, 2, {0, 0}, {21, 32}},
        {"to what is there already",
         1,
         {0},
         {1},
         2,
         2,
         1,
         2,
         {100, 200},
         {101, 202}},
        {"two rows side by side",
         1,
         {0},
         {1},
         2,
         2,
         2,
         2,
         {0, 0, 0, 0},
         {1, 2, 3, 4}},
        {"rows of four of which two are read",
         1,
         {1},
         {1},
         4,
         2,
         2,
         2,
         {0, 0, 0, 0},
         {2, 3, 6, 7}},
        {"rows of three of which two are written",
         1,
         {0},
         {1},
         2,
         3,
         2,
         2,
         {0, 0, 9, 0, 0},
         {1, 2, 9, 3, 4}},
        {"the same place twice, and a negative number",
         3,
         {1, 1, 0},
         {1, 2, -1},
         2,
         2,
         1,
         2,
         {0, 0},
         {5, 7}},
        {"no spikes: nothing changes", 0, {0}, {0}, 2, 2, 1, 2, {5, 6}, {5, 6}},
    };
    enum { MADE = sizeof made / sizeof made[0] };
    static const size_t runs[] = {5, 8, 12, 16, 25, 40, 95, 96, 97, 100, 200};
    bool is_made = i < MADE;
    size_t count = i % 9 == 0 ? rng_below(rng, 2) : size_up_to(12, rng);
    size_t rows = size_up_to(i % 2 == 0 ? 3 : 8, rng);
    size_t run = i < MADE + 18 ? i - MADE + 1 : one_size_of(runs, 11, rng);
    size_t from_row = run + rng_below(rng, 9), to_row = run + rng_below(rng, 5);
    if (is_made) {
        count = made[i].count;
        rows = made[i].rows;
        run = made[i].run;
        from_row = made[i].from_row;
        to_row = made[i].to_row;
        case_title(c, "%s", made[i].title);
    }
    case_number(c, "count", (double)count);
    case_number(c, "from_row", (double)from_row);
    case_number(c, "to_row", (double)to_row);
    case_number(c, "rows", (double)rows);
    case_number(c, "run", (double)run);
    size_t *at = case_sizes(c, "spikes.at", GIVEN, 1, count);
    float *value = draw_floats(c, "spikes.value", GIVEN, 1, count, rng);
    size_t last = 0;
    for (size_t s = 0; s < count; s++) {
        at[s] = is_made ? made[i].at[s] : rng_below(rng, 3 * run + 5);
        value[s] = is_made ? (float)made[i].value[s] : value[s];
        last = at[s] > last ? at[s] : last;
    }
    case_room(c, "spikes", count, sizeof(Spike));
    size_t reach = last + part_of(rows, from_row, run);
    float *from = draw_floats(c, "from", GIVEN, 1, reach, rng);
    float *to =
        draw_floats(c, "to", CHANGED, 1, part_of(rows, to_row, run), rng);
    if (is_made) {
        count_up(from, reach);
        fill_floats(to, part_of(rows, to_row, run), made[i].to);
        case_expect(c, "to", part_of(rows, to_row, run), made[i].sums);
    }
}

static void call_windows(Function *f, Case *c)
{
    size_t count = count_of(c, "count");
    ((__typeof__(add_windows_avx2) *)f)(
        spikes_of(c, count), count, floats(c, "from"), count_of(c, "from_row"),
        floats(c, "to"), count_of(c, "to_row"), count_of(c, "rows"),
        count_of(c, "run"));
}

PROBE(10, 11, add_windows_avx2, .cases = 56, .draw = draw_windows,
      .call = call_windows, .tolerance = EXACT);

/* ---- 10.12 sparse_weights, 10.13 sparse_inputs ---- */

static size_t pooled_of(const ValidConv *conv)
{
    return conv->filters * (conv->rows / 2) * (conv->columns / 2);
}

static ValidConv sparse_conv(Rng *rng)
{
    return valid_conv(size_up_to(4, rng), 1 + size_up_to(6, rng),
                      1 + size_up_to(8, rng), size_up_to(4, rng),
                      size_up_to(4, rng), size_up_to(4, rng));
}

/* By hand. The last one is of two pictures. */
typedef struct MadeSparse {
    const char *title;
    size_t channels, rows, columns, filters, window_rows, window_columns;
    double dy[4], y[4];
    unsigned char source[4];
    double dw[4], db; /* of filter `filter`, x being 1, 2, 3 ... */
    double dx[16];    /* w being 1, 2, 3 ... */
    size_t filter;
} MadeSparse;

static const MadeSparse made_sparse[] = {
    {"the first pixel of its window",
     1,
     2,
     2,
     1,
     1,
     1,
     {5},
     {1},
     {0},
     {5},
     5,
     {5, 0, 0, 0},
     0},
    {"the second", 1, 2, 2, 1, 1, 1, {5}, {1}, {1}, {10}, 5, {0, 5, 0, 0}, 0},
    {"the third", 1, 2, 2, 1, 1, 1, {5}, {1}, {2}, {15}, 5, {0, 0, 5, 0}, 0},
    {"the last", 1, 2, 2, 1, 1, 1, {5}, {1}, {3}, {20}, 5, {0, 0, 0, 5}, 0},
    {"y is 0: no gradient",
     1,
     2,
     2,
     1,
     1,
     1,
     {5},
     {0},
     {1},
     {0},
     0,
     {0, 0, 0, 0},
     0},
    {"two windows, of which one is dead",
     1,
     2,
     4,
     1,
     1,
     1,
     {5, 7},
     {0, 1},
     {1, 2},
     {49},
     7,
     {0, 0, 0, 0, 0, 0, 7, 0},
     0},
    {"a window of two columns",
     1,
     2,
     2,
     1,
     1,
     2,
     {1},
     {1},
     {1},
     {2, 3},
     1,
     {0, 1, 2, 0, 0, 0},
     0},
    {"a window of two rows",
     1,
     2,
     2,
     1,
     2,
     1,
     {1},
     {1},
     {2},
     {3, 5},
     1,
     {0, 0, 1, 0, 2, 0},
     0},
    {"two channels",
     2,
     2,
     2,
     1,
     1,
     1,
     {1},
     {1},
     {1},
     {3, 4},
     1,
     {0, 0, 1, 2, 0, 0, 0, 0},
     0},
    {"two filters",
     1,
     2,
     2,
     2,
     1,
     1,
     {1, 10},
     {1, 1},
     {0, 3},
     {40},
     10,
     {1, 0, 0, 20},
     1},
    {"windows that overlap",
     1,
     2,
     4,
     1,
     1,
     3,
     {1, 10},
     {1, 1},
     {1, 0},
     {32, 43, 54},
     11,
     {0, 1, 12, 23, 30, 0, 0, 0, 0, 0, 0, 0},
     0},
    {"a last row and column that were left out",
     1,
     3,
     3,
     1,
     1,
     1,
     {2},
     {1},
     {3},
     {10},
     2,
     {0, 0, 0, 0, 2, 0, 0, 0, 0},
     0},
    {"two pictures",
     1,
     2,
     2,
     1,
     1,
     1,
     {5, 7},
     {1, 1},
     {0, 3},
     {61},
     12,
     {0},
     0},
};
enum { MADE_SPARSE = sizeof made_sparse / sizeof made_sparse[0] };

static ValidConv draw_sparse(Case *c, size_t i, Rng *rng)
{
    static const ValidConv large[] = {{1, 14, 14, 5, 5, 5, 10, 10},
                                      {20, 8, 8, 3, 5, 5, 4, 4},
                                      {3, 12, 9, 6, 3, 2, 10, 8}};
    enum { LARGE = sizeof large / sizeof large[0] };
    ValidConv conv = sparse_conv(rng);
    if (i < MADE_SPARSE) {
        const MadeSparse *m = &made_sparse[i];
        conv = valid_conv(m->channels, m->rows, m->columns, m->filters,
                          m->window_rows, m->window_columns);
        case_title(c, "%s", m->title);
    } else if (i < MADE_SPARSE + LARGE) {
        conv = large[i - MADE_SPARSE];
    }
    draw_conv(c, &conv);
    return conv;
}

/* What pooling left of n pictures: y is 0 at about half of the places, source
   anything of 0 to 3, and dy is not 0 where y is, but here and there. */
static void draw_pooled_arrays(Case *c, const ValidConv *conv, size_t n,
                               const MadeSparse *made, Rng *rng)
{
    size_t shape[] = {n, conv->filters, conv->rows / 2, conv->columns / 2};
    const size_t *sizes_of = n == 1 ? shape + 1 : shape;
    size_t dimensions = n == 1 ? 3 : 4, count = n * pooled_of(conv);
    float *dy = draw_volume(c, "dy", GIVEN, sizes_of, dimensions, rng);
    float *y = draw_volume(c, "y", GIVEN, sizes_of, dimensions, rng);
    uint8_t *source =
        case_uint8s(c, "source", GIVEN, n * shape[1] * shape[2], shape[3]);
    case_shape(c, "source", dimensions, sizes_of);
    for (size_t k = 0; k < count; k++) {
        y[k] = y[k] > 0 ? y[k] : 0;
        dy[k] = rng_below(rng, 6) == 0 ? 0 : dy[k];
        source[k] = (uint8_t)rng_below(rng, 4);
    }
    if (made != NULL) {
        fill_floats(dy, count, made->dy);
        fill_floats(y, count, made->y);
        memcpy(source, made->source, count);
    }
}

/* What adds up windows is handed on: here it goes number by number. */
static void add_one_by_one(const Spike *spikes, size_t count, const float *from,
                           size_t from_row, float *to, size_t to_row,
                           size_t rows, size_t run)
{
    for (size_t s = 0; s < count; s++) {
        for (size_t n = 0; n < rows * run; n++) {
            size_t k = n / run, i = n % run;
            to[k * to_row + i] +=
                spikes[s].value * from[spikes[s].at + k * from_row + i];
        }
    }
}

static void draw_sparse_weights(Case *c, size_t i, Rng *rng)
{
    const MadeSparse *made = i < MADE_SPARSE ? &made_sparse[i] : NULL;
    ValidConv conv = draw_sparse(c, i, rng);
    size_t filter = made != NULL ? made->filter : rng_below(rng, conv.filters);
    size_t n = made == NULL ? size_up_to(3, rng) : i + 1 < MADE_SPARSE ? 1 : 2;
    case_number(c, "filter", (double)filter);
    case_number(c, "n", (double)n);
    size_t pictures[] = {n, conv.height, conv.width, conv.channels};
    size_t window[] = {conv.window_rows, conv.window_columns, conv.channels};
    float *x = draw_volume(c, "x", GIVEN, n == 1 ? pictures + 1 : pictures,
                           n == 1 ? 3 : 4, rng);
    draw_pooled_arrays(c, &conv, n, made, rng);
    float *dw = draw_volume(c, "dw", CHANGED, window, 3, rng);
    float *db = draw_floats(c, "db", CHANGED, 1, 1, rng);
    case_room(c, "spikes", n * (conv.rows / 2) * (conv.columns / 2),
              sizeof(Spike));
    if (made != NULL) {
        count_up(x, n * conv.height * conv.width * conv.channels);
        memset(dw, 0, weights_of(&conv) * sizeof *dw);
        *db = 0;
        case_expect(c, "dw", weights_of(&conv), made->dw);
        case_expect(c, "db", 1, &made->db);
    }
}

static void call_sparse_weights(Function *f, Case *c)
{
    ValidConv conv = conv_of(c);
    ((__typeof__(sparse_weights) *)f)(
        floats(c, "x"), floats(c, "dy"), floats(c, "y"), uint8s(c, "source"),
        floats(c, "dw"), floats(c, "db"), count_of(c, "filter"),
        count_of(c, "n"), room(c, "spikes"), add_one_by_one, &conv);
}

PROBE(10, 12, sparse_weights, .cases = 46, .draw = draw_sparse_weights,
      .call = call_sparse_weights, .tolerance = EXACT);

static void draw_sparse_inputs(Case *c, size_t i, Rng *rng)
{
    /* of one picture: the last of the hand-made ones is of two */
    i += i >= MADE_SPARSE - 1;
    const MadeSparse *made = i < MADE_SPARSE ? &made_sparse[i] : NULL;
    ValidConv conv = draw_sparse(c, i, rng);
    size_t picture[] = {conv.height, conv.width, conv.channels};
    size_t weights = conv.filters * weights_of(&conv);
    size_t places = conv.rows * conv.columns;
    float *w = draw_volume(c, "w", GIVEN,
                           (size_t[]){conv.filters, conv.window_rows,
                                      conv.window_columns, conv.channels},
                           4, rng);
    draw_pooled_arrays(c, &conv, 1, made, rng);
    draw_volume(c, "dx", RESULT, picture, 3, rng);
    case_room(c, "spikes", conv.filters * places, sizeof(Spike));
    case_sizes(c, "counts", ROOM, 1, places);
    if (made != NULL) {
        count_up(w, weights);
        case_expect(c, "dx", picture[0] * picture[1] * picture[2], made->dx);
    }
}

static void call_sparse_inputs(Function *f, Case *c)
{
    ValidConv conv = conv_of(c);
    ((__typeof__(sparse_inputs) *)f)(floats(c, "w"), floats(c, "dy"),
                                     floats(c, "y"), uint8s(c, "source"),
                                     floats(c, "dx"), room(c, "spikes"),
                                     sizes(c, "counts"), add_one_by_one, &conv);
}

PROBE(10, 13, sparse_inputs, .cases = 44, .draw = draw_sparse_inputs,
      .call = call_sparse_inputs, .tolerance = EXACT);

/* ---- 10.14 sum_in_chunks ----
   The numbers here are such that each order of a sum has bits of its own. The
   function is called with one thread and with several, and what it calls itself
   looks round: whether another thread is at work on the same array just then, and
   whether one thread does all. With several threads it is called twice. In the one
   call the first pictures take long, in the other the last, so that what depends
   on who is ready first shows. Where something seems to be wrong it is called
   again, and all pictures take longer. */

enum {
    SAME_ARRAY = 1,
    ANOTHER_TIME,
    ANOTHER_THREADS,
    ALONE,
    MOST_THREADS = 8,
    MEETING = 200, /* milliseconds that a thread waits for a second one */
    PATIENCE = 3   /* calls where something seems to be wrong */
};

static const char *const objections[] = {
    "two threads were in gradient for the same array at the same time. Each "
    "adds to what the other is about to change: a race",
    "called twice with the same pictures and as many threads it gave other "
    "bits: the order of a sum depends on which thread is ready first",
    "with several threads it gave other bits than with one: the order of a sum "
    "depends on how many threads there are",
    "there are several threads and several chunks, and one thread did all of "
    "the work",
    NULL};

/* What gradient is told, and what it notes. */
typedef struct Watch {
    const float *pictures; /* [n][size] */
    size_t n, size;
    unsigned threads;
    bool last_are_slow, expects_company, has_waited;
    int patience;
    pthread_mutex_t lock;
    const float *busy[MOST_THREADS]; /* arrays that are just being added to */
    pthread_t seen[MOST_THREADS];    /* threads that came */
    const float *last[MOST_THREADS]; /* the array that each added to last */
    size_t came;
    bool met, shared;
} Watch;

static void pause_for(long microseconds)
{
    nanosleep(&(struct timespec){0, microseconds * 1000}, NULL);
}

static bool overlap(const Watch *w, const float *a, const float *b)
{
    return a != NULL && b != NULL && a < b + w->size && b < a + w->size;
}

/* Whether another thread is at work on dw just now. */
static bool look_round(Watch *w, size_t place, const float *dw)
{
    pthread_mutex_lock(&w->lock);
    for (size_t t = 0; t < MOST_THREADS; t++) {
        w->met = w->met || (t != place && overlap(w, w->busy[t], dw));
    }
    bool met = w->met;
    pthread_mutex_unlock(&w->lock);
    return met;
}

/* The caller goes to work on dw. Returns its number. */
static size_t come_in(Watch *w, const float *dw)
{
    size_t place = 0;
    pthread_mutex_lock(&w->lock);
    while (place < w->came && !pthread_equal(w->seen[place], pthread_self())) {
        place++;
    }
    place = place < MOST_THREADS ? place : MOST_THREADS - 1;
    if (place == w->came) {
        w->seen[w->came++] = pthread_self();
    }
    for (size_t t = 0; t < w->came; t++) {
        w->shared = w->shared || (t != place && overlap(w, w->last[t], dw));
    }
    w->busy[place] = w->last[place] = dw;
    pthread_mutex_unlock(&w->lock);
    return place;
}

static void go_out(Watch *w, size_t place)
{
    pthread_mutex_lock(&w->lock);
    w->busy[place] = NULL;
    pthread_mutex_unlock(&w->lock);
}

/* For a second thread, once. */
static bool waits_for_others(Watch *w)
{
    pthread_mutex_lock(&w->lock);
    bool waits = w->came < 2 && !w->has_waited;
    pthread_mutex_unlock(&w->lock);
    return waits;
}

static void stop_waiting(Watch *w)
{
    pthread_mutex_lock(&w->lock);
    w->has_waited = true;
    pthread_mutex_unlock(&w->lock);
}

/* A picture takes its time. */
static void dawdle(Watch *w, size_t e, size_t place, const float *dw)
{
    enum { STEP = 30, MOST = 6 };
    int ms = 0;
    int longest = MEETING * (1 + 9 * (w->patience > 0));
    while (w->expects_company && waits_for_others(w) && ms++ < longest) {
        pause_for(1000);
    }
    stop_waiting(w);
    for (ms = 0; w->patience > 0 && ms < 10; ms++) {
        if (look_round(w, place, dw)) {
            return;
        }
        pause_for(1000);
    }
    size_t slow = w->last_are_slow ? e : w->n - 1 - e;
    long times = 1 + 50L * w->patience;
    pause_for(times * STEP * (long)(slow < MOST ? slow : MOST));
}

static void watched_gradient(const void *context, size_t e, float *dw)
{
    Watch *w = (Watch *)context;
    size_t place = come_in(w, dw);
    if (w->threads > 1) {
        dawdle(w, e, place, dw);
        look_round(w, place, dw);
    }
    for (size_t i = 0; i < w->size; i++) {
        dw[i] += w->pictures[e * w->size + i];
    }
    go_out(w, place);
}

/* Chunks with a picture in them. */
static size_t chunks_at_work(size_t n, size_t chunks)
{
    return n < chunks ? n : chunks;
}

static void set_threads(unsigned threads)
{
#ifdef _OPENMP
    omp_set_dynamic(0);
    omp_set_num_threads((int)threads);
#else
    (void)threads;
#endif
}

/* The process may fork after this. */
static void end_threads(void)
{
#ifdef _OPENMP
    omp_pause_resource_all(omp_pause_hard);
#endif
}

typedef struct ChunkCall {
    Function *f;
    Case *c;
    float *before, *alone, *first; /* dw before, by one thread, and once */
    size_t bytes;
} ChunkCall;

/* Whether one thread did all the work before: no need to wait long for others. */
static bool was_alone;

/* One call. What may be a race is looked at again, with patience, and so is what
   one thread did alone: a busy machine may be late with the others. */
static size_t run_chunks(const ChunkCall *call, unsigned threads,
                         bool last_are_slow, int patience)
{
    Case *c = call->c;
    size_t n = count_of(c, "n"), chunks = count_of(c, "chunks");
    Watch w = {.pictures = floats(c, "pictures"),
               .n = n,
               .size = count_of(c, "size"),
               .threads = threads,
               .last_are_slow = last_are_slow,
               .expects_company = threads > 1 && guard_has_threads() &&
                                  chunks_at_work(n, chunks) > 1,
               .patience = patience,
               .lock = PTHREAD_MUTEX_INITIALIZER};
    memcpy(floats(c, "dw"), call->before, call->bytes);
    set_threads(threads);
    ((__typeof__(sum_in_chunks) *)call->f)(watched_gradient, &w, n, chunks,
                                           floats(c, "partial"),
                                           floats(c, "dw"), w.size);
    bool alone = w.expects_company && w.came == 1;
    if ((w.shared && !w.met && patience < PATIENCE) ||
        (alone && patience == 0 && !was_alone)) {
        return run_chunks(call, threads, last_are_slow, patience + 1);
    }
    was_alone = was_alone || alone;
    return w.met ? SAME_ARRAY : alone ? ALONE : 0;
}

static size_t try_threads(const ChunkCall *call, unsigned threads)
{
    float *dw = floats(call->c, "dw");
    for (int patience = 0; patience < PATIENCE; patience++) {
        size_t objection = run_chunks(call, threads, false, patience);
        memcpy(call->first, dw, call->bytes);
        objection = objection != 0 ? objection
                                   : run_chunks(call, threads, true, patience);
        if (objection != 0) {
            return objection;
        }
        if (memcmp(dw, call->first, call->bytes) != 0) {
            return ANOTHER_TIME;
        }
        if (memcmp(dw, call->alone, call->bytes) == 0) {
            return 0;
        }
    }
    return ANOTHER_THREADS;
}

static void call_chunks(Function *f, Case *c)
{
    size_t size = count_of(c, "size");
    float *memory = malloc(3 * size * sizeof *memory), *dw = floats(c, "dw");
    if (memory == NULL) {
        return;
    }
    ChunkCall call = {
        f, c, memory, memory + size, memory + 2 * size, size * sizeof *memory};
    memcpy(call.before, dw, call.bytes);
    size_t objection = run_chunks(&call, 1, false, 0);
    memcpy(call.alone, dw, call.bytes);
#ifdef _OPENMP
    static const unsigned threads[] = {2, 3, MOST_THREADS};
    for (size_t t = 0; objection == 0 && t < sizeof threads / sizeof threads[0];
         t++) {
        objection = try_threads(&call, threads[t]);
    }
#endif
    case_object(c, objection);
    free(memory);
    end_threads();
}

static void draw_chunks(Case *c, size_t i, Rng *rng)
{
    static const struct {
        const char *title;
        size_t n, chunks, size;
        double pictures[12], dw[3], sums[3];
    } made[] = {
        {"one picture, one chunk", 1, 1, 3, {1, 2, 3}, {0, 0, 0}, {1, 2, 3}},
        {"two pictures in one chunk",
         2,
         1,
         2,
         {1, 2, 10, 20},
         {0, 0},
         {11, 22}},
        {"two pictures in two chunks",
         2,
         2,
         2,
         {1, 2, 10, 20},
         {0, 0},
         {11, 22}},
        {"to what dw holds already", 1, 1, 2, {1, 2}, {100, 200}, {101, 202}},
        {"three pictures in two chunks", 3, 2, 1, {1, 10, 100}, {0}, {111}},
        {"five pictures in four chunks", 5, 4, 1, {1, 2, 4, 8, 16}, {0}, {31}},
        {"more chunks than pictures",
         2,
         5,
         2,
         {1, 2, 10, 20},
         {0, 0},
         {11, 22}},
        {"seven pictures in three chunks",
         7,
         3,
         1,
         {1, 2, 4, 8, 16, 32, 64},
         {0},
         {127}},
    };
    enum { MADE = sizeof made / sizeof made[0] };
    static const size_t sizes_of_set[][2] = {{16, 8}, {11, 4}, {8, 8}, {9, 2},
                                             {6, 12}, {13, 3}, {7, 1}};
    enum { ALL = MADE + sizeof sizes_of_set / sizeof sizes_of_set[0] };
    size_t n = size_up_to(14, rng), chunks = size_up_to(9, rng);
    size_t size = 40 + size_up_to(20, rng);
    if (i < MADE) {
        n = made[i].n;
        chunks = made[i].chunks;
        size = made[i].size;
        case_title(c, "%s", made[i].title);
    } else if (i < ALL) {
        n = sizes_of_set[i - MADE][0];
        chunks = sizes_of_set[i - MADE][1];
    }
    case_number(c, "n", (double)n);
    case_number(c, "chunks", (double)chunks);
    case_number(c, "size", (double)size);
    float *pictures = case_floats(c, "pictures", GIVEN, n, size);
    case_floats(c, "partial", ROOM, chunks, size);
    float *dw = case_floats(c, "dw", CHANGED, 1, size);
    for (size_t k = 0; k < n * size; k++) {
        pictures[k] = (float)(rng_normal(rng) * exp(rng_normal(rng)));
    }
    for (size_t k = 0; k < size; k++) {
        dw[k] = (float)rng_normal(rng);
    }
    if (i < MADE) {
        fill_floats(pictures, n * size, made[i].pictures);
        fill_floats(dw, size, made[i].dw);
        case_expect(c, "dw", size, made[i].sums);
    }
}

/* The order is given, so the bits are. */
PROBE(10, 14, sum_in_chunks, .cases = 18, .draw = draw_chunks,
      .call = call_chunks, .tolerance = EXACT, .objections = objections,
      .threads = true, .seconds = 5);

/* ---- 10.15 winograd_row ---- */

static void draw_winograd(Case *c, size_t i, Rng *rng)
{
    static const struct {
        const char *title;
        size_t n;
        double x[8], g[3], y[6];
    } made[] = {
        {"the first weight alone", 2, {1, 2, 3, 4}, {1, 0, 0}, {1, 2}},
        {"the weight in the middle alone", 2, {1, 2, 3, 4}, {0, 1, 0}, {2, 3}},
        {"the last weight alone", 2, {1, 2, 3, 4}, {0, 0, 1}, {3, 4}},
        {"1, 10 and 100", 2, {1, 2, 3, 4}, {1, 10, 100}, {321, 432}},
        {"four numbers", 4, {1, 2, 3, 4, 5, 6}, {1, 1, 1}, {6, 9, 12, 15}},
        {"a pixel alone", 4, {0, 0, 1, 0, 0, 0}, {1, 2, 3}, {3, 2, 1, 0}},
        {"differences",
         6,
         {0, 1, 4, 9, 16, 25, 36, 49},
         {-1, 0, 1},
         {4, 8, 12, 16, 20, 24}},
    };
    enum { MADE = sizeof made / sizeof made[0] };
    size_t n = i < MADE ? made[i].n : 2 * size_up_to(i % 2 == 0 ? 4 : 30, rng);
    case_number(c, "n", (double)n);
    float *x = draw_floats(c, "x", GIVEN, 1, n + 2, rng);
    float *g = draw_floats(c, "g", GIVEN, 1, 3, rng);
    case_floats(c, "y", RESULT, 1, n);
    if (i < MADE) {
        case_title(c, "%s", made[i].title);
        fill_floats(x, n + 2, made[i].x);
        fill_floats(g, 3, made[i].g);
        case_expect(c, "y", n, made[i].y);
    }
}

static void call_winograd(Function *f, Case *c)
{
    ((__typeof__(winograd_row) *)f)(floats(c, "x"), floats(c, "g"),
                                    floats(c, "y"), count_of(c, "n"));
}

PROBE(10, 15, winograd_row, .cases = 36, .draw = draw_winograd,
      .call = call_winograd, .tolerance = EXACT);

/* ---- 10.16 quantize ---- */

/* x is a whole number times the scale, and at most 0.4 of it more or less, so
   that no rounding of x / scale makes another whole number of it. One number is
   the largest in size. */
static void fill_near_steps(float *x, size_t n, double scale, Rng *rng)
{
    enum { MOST = 127, TENTHS = 400 };
    for (size_t k = 0; k < n; k++) {
        double step = (double)rng_below(rng, 2 * MOST - 1) - (MOST - 1);
        double beside = (double)rng_below(rng, 2 * TENTHS) / 1000 - 0.4;
        x[k] = (float)(scale * (step + beside));
    }
    double most = rng_below(rng, 2) == 0 ? MOST : -MOST;
    x[rng_below(rng, n)] = (float)(scale * most);
}

static void draw_quantize(Case *c, size_t i, Rng *rng)
{
    static const struct {
        const char *title;
        size_t n;
        double x[6], q[6], scale;
    } made[] = {
        {"scale 1: whole numbers stay", 3, {127, 5, -3}, {127, 5, -3}, 1},
        {"scale 2", 3, {254, 10, -6}, {127, 5, -3}, 2},
        {"scale 1/2", 3, {63.5, 5, -3}, {127, 10, -6}, 0.5},
        {"the largest is negative", 3, {-127, 5, 3}, {-127, 5, 3}, 1},
        {"rounded to the nearest",
         5,
         {127, 0.75, 1.25, -0.75, -1.25},
         {127, 1, 1, -1, -1},
         1},
        {"a half to the even one",
         6,
         {127, 0.5, 1.5, 2.5, -0.5, -1.5},
         {127, 0, 2, 2, 0, -2},
         1},
        {"all are 0", 2, {0, 0}, {0, 0}, 1},
        {"one number", 1, {-254}, {-127}, 2},
        {"the largest stands last", 3, {1, -2, 127}, {1, -2, 127}, 1},
    };
    enum { MADE = sizeof made / sizeof made[0] };
    size_t n = i < MADE ? made[i].n : size_up_to(i % 2 == 0 ? 6 : 50, rng);
    case_number(c, "n", (double)n);
    float *x = case_floats(c, "x", GIVEN, 1, n);
    case_int8s(c, "q", RESULT, 1, n);
    case_return_name(c, "scale");
    fill_near_steps(x, n, exp(2 * rng_normal(rng)), rng);
    if (i < MADE) {
        case_title(c, "%s", made[i].title);
        fill_floats(x, n, made[i].x);
        case_expect(c, "q", n, made[i].q);
        case_expect_return(c, made[i].scale);
    }
}

static void call_quantize(Function *f, Case *c)
{
    case_returned(c, (double)((__typeof__(quantize) *)f)(
                         floats(c, "x"), int8s(c, "q"), count_of(c, "n")));
}

/* The scale may be rounded twice: of a product by 1 / 127. */
PROBE(10, 16, quantize, .cases = 40, .draw = draw_quantize,
      .call = call_quantize, .tolerance = 2 * (double)FLT_EPSILON);

/* ---- 10.17 dot_int8_avx2 ---- */

static void draw_dot_int8(Case *c, size_t i, Rng *rng)
{
    static const struct {
        const char *title;
        size_t n;
        int a[4], b[4]; /* over and over */
        double sum;
    } made[] = {
        {"one number", 1, {3}, {-2}, -6},
        {"three numbers", 3, {1, 2, 3}, {4, 5, 6}, 32},
        {"sixteen ones", 16, {1, 1, 1, 1}, {1, 1, 1, 1}, 16},
        {"thirty-three ones", 33, {1, 1, 1, 1}, {1, 1, 1, 1}, 33},
        {"the largest: 127 · 127 twice is more than 15 bits hold",
         2,
         {127, 127},
         {127, 127},
         32258},
        {"−128 · −128, which 127 · 127 is not",
         4,
         {-128, -128, -128, -128},
         {-128, -128, -128, -128},
         65536},
        {"−128 · 127",
         32,
         {-128, -128, -128, -128},
         {127, 127, 127, 127},
         -520192},
        {"many of 127: a float does not hold the sum",
         100000,
         {127, 127, 127, 127},
         {127, 127, 127, 127},
         1612900000},
        {"many of the largest",
         100000,
         {-128, -128, -128, -128},
         {-128, -128, -128, -128},
         1638400000},
        {"no numbers", 0, {0}, {0}, 0},
    };
    enum { MADE = sizeof made / sizeof made[0] };
    size_t n = i < MADE ? made[i].n : length_of(i - MADE);
    case_number(c, "n", (double)n);
    int8_t *a = case_int8s(c, "a", GIVEN, 1, n);
    int8_t *b = case_int8s(c, "b", GIVEN, 1, n);
    for (size_t k = 0; k < n; k++) {
        a[k] = (int8_t)((int)rng_below(rng, 256) - 128);
        b[k] = (int8_t)((int)rng_below(rng, 256) - 128);
        if (i < MADE) {
            a[k] = (int8_t)made[i].a[k % 4];
            b[k] = (int8_t)made[i].b[k % 4];
        }
    }
    if (i < MADE) {
        case_title(c, "%s", made[i].title);
        case_expect_return(c, made[i].sum);
    }
}

static void call_dot_int8(Function *f, Case *c)
{
    case_returned(c, (double)((__typeof__(dot_int8_avx2) *)f)(
                         int8s(c, "a"), int8s(c, "b"), count_of(c, "n")));
}

PROBE(10, 17, dot_int8_avx2, .cases = 10 + LENGTHS, .draw = draw_dot_int8,
      .call = call_dot_int8, .tolerance = EXACT);
