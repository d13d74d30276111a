/* Winograd's convolutions against sums in double, in arrays that end, or begin,
   where reading on would be fatal; for each width of vectors that runs here. */
#include "winograd.h"

#include "guard.h"
#include "kernels_avx2.h"
#include "rng.h"

#include <criterion/criterion.h>
#include <float.h>
#include <math.h>
#include <string.h>

#if HAS_AVX2

enum { WIDTHS = 2 };
static const char *const names[WIDTHS] = {"AVX2", "AVX-512"};
static const Winograd *kernels[WIDTHS];

static void choose(void)
{
    kernels[0] = kernels_avx2.runs_here() ? &winograd_avx2 : NULL;
#if HAS_AVX512
    if (__builtin_cpu_supports("avx512f") &&
        __builtin_cpu_supports("avx512dq") &&
        __builtin_cpu_supports("avx512bw") &&
        __builtin_cpu_supports("avx512vl")) {
        kernels[1] = &winograd_avx512;
    }
#endif
    if (kernels[0] == NULL) {
        cr_skip_test("no AVX2 here");
    }
}

TestSuite(winograd, .init = choose);

static float *array_of(size_t count)
{
    float *array = guarded_array(count * sizeof *array);
    cr_assert_not_null(array);
    return array;
}

static float *drawn(Rng *rng, size_t count)
{
    float *x = array_of(count);
    for (size_t i = 0; i < count; i++) {
        x[i] = (float)rng_normal(rng);
    }
    return x;
}

static void dispose(void *array, size_t bytes)
{
    cr_expect_eq(guarded_written(array, bytes), 0,
                 "written %ld bytes beside an array",
                 guarded_written(array, bytes));
    guarded_free(array, bytes);
}

/* ---- A convolution with all its arrays ---- */

typedef struct Case {
    ValidConv conv;
    size_t n, in, out, pooled, weights; /* numbers of x, y, pooled, w */
    float *x, *w, *b, *y, *pool;
    uint8_t *source;
} Case;

static ValidConv conv_of(size_t channels, size_t filters, size_t window,
                         size_t rows, size_t columns)
{
    return (ValidConv){.channels = channels,
                       .height = rows + window - 1,
                       .width = columns + window - 1,
                       .filters = filters,
                       .window_rows = window,
                       .window_columns = window,
                       .rows = rows,
                       .columns = columns};
}

static Case case_of(ValidConv conv, size_t n, uint64_t seed)
{
    Rng rng = rng_seeded(seed);
    size_t map = conv.rows * conv.columns;
    Case c = {.conv = conv,
              .n = n,
              .in = n * conv.height * conv.width * conv.channels,
              .out = n * conv.filters * map,
              .pooled = n * conv.filters * (conv.rows / 2) * (conv.columns / 2),
              .weights = conv.filters * conv.channels * conv.window_rows *
                         conv.window_columns};
    c.x = drawn(&rng, c.in);
    c.w = drawn(&rng, c.weights);
    c.b = drawn(&rng, conv.filters);
    c.y = drawn(&rng, c.out);
    c.pool = drawn(&rng, c.pooled);
    c.source = guarded_array(c.pooled);
    cr_assert_not_null(c.source);
    return c;
}

static void dispose_case(const Case *c)
{
    dispose(c->x, c->in * sizeof(float));
    dispose(c->w, c->weights * sizeof(float));
    dispose(c->b, c->conv.filters * sizeof(float));
    dispose(c->y, c->out * sizeof(float));
    dispose(c->pool, c->pooled * sizeof(float));
    dispose(c->source, c->pooled);
}

/* y, pool and source; the latter only if `sources`. */
static void run(const Winograd *kernel, const Case *c, bool sources)
{
    size_t size = kernel->packed_size(&c->conv);
    size_t room = kernel->scratch_size(&c->conv);
    float *packed = array_of(size), *scratch = array_of(room);
    memset(packed, 0xff, size * sizeof *packed); /* NaN */
    memset(scratch, 0xff, room * sizeof *scratch);
    kernel->pack(c->w, packed, &c->conv);
    kernel->conv(c->x, packed, c->b, c->y, c->n, &c->conv, scratch);
    kernel->relu_pool(c->x, packed, c->b, c->pool, sources ? c->source : NULL,
                      c->n, &c->conv, scratch);
    dispose(packed, size * sizeof(float));
    dispose(scratch, room * sizeof(float));
}

static double largest_of(const float *x, size_t count)
{
    double most = 0;
    for (size_t i = 0; i < count; i++) {
        most = fmax(most, fabs((double)x[i]));
    }
    return most;
}

/* Filter o of picture e at (i, j). In *error how wrong winograd.h allows it to
   be, where `most` is the largest pixel. */
static double direct(const Case *c, size_t e, size_t o, size_t i, size_t j,
                     double most, double *error)
{
    const ValidConv *v = &c->conv;
    const float *w = c->w + o * v->channels * v->window_rows * v->window_rows;
    const float *x = c->x + e * v->height * v->width * v->channels;
    double sum = c->b[o], size = fabs(sum);
    for (size_t k = 0; k < v->channels; k++) {
        for (size_t r = 0; r < v->window_rows; r++) {
            for (size_t s = 0; s < v->window_columns; s++, w++) {
                size_t pixel = (i + r) * v->width + j + s;
                sum += (double)*w * (double)x[pixel * v->channels + k];
                size += fabs((double)*w) * most;
            }
        }
    }
    *error = 16 * (double)FLT_EPSILON * size;
    return sum;
}

static void expect_right(const Case *c, const char *name)
{
    const ValidConv *v = &c->conv;
    double most = largest_of(c->x, c->in);
    for (size_t at = 0; at < c->out; at++) {
        size_t j = at % v->columns, i = at / v->columns % v->rows;
        size_t o = at / v->columns / v->rows % v->filters;
        size_t e = at / v->columns / v->rows / v->filters;
        double error, expected = direct(c, e, o, i, j, most, &error);
        cr_assert(fabs((double)c->y[at] - expected) <= error,
                  "%s, %zu x %zu, %zu channels, %zu filters, %zu x %zu: y "
                  "[%zu][%zu][%zu][%zu] is %.9g, expected %.9g",
                  name, v->window_rows, v->window_rows, v->channels, v->filters,
                  v->rows, v->columns, e, o, i, j, (double)c->y[at], expected);
    }
}

/* The pooled numbers against the sums, and their sources: no pixel of the
   window is larger by more than rounding. */
static void expect_pooled(const Case *c, const char *name)
{
    const ValidConv *v = &c->conv;
    double most = largest_of(c->x, c->in);
    size_t rows = v->rows / 2, columns = v->columns / 2;
    for (size_t at = 0; at < c->pooled; at++) {
        size_t j = at % columns, i = at / columns % rows;
        size_t o = at / columns / rows % v->filters;
        size_t e = at / columns / rows / v->filters;
        double sums[4], error, largest = -INFINITY;
        for (size_t q = 0; q < 4; q++) {
            sums[q] =
                direct(c, e, o, 2 * i + q / 2, 2 * j + q % 2, most, &error);
            largest = fmax(largest, sums[q]);
        }
        cr_assert(c->source[at] < 4, "%s: source %d", name, c->source[at]);
        cr_assert(fabs((double)c->pool[at] - fmax(largest, 0)) <= error,
                  "%s, %zu x %zu, %zu channels, %zu filters, %zu x %zu: pooled "
                  "[%zu][%zu][%zu][%zu] is %.9g, expected %.9g",
                  name, v->window_rows, v->window_rows, v->channels, v->filters,
                  v->rows, v->columns, e, o, i, j, (double)c->pool[at],
                  fmax(largest, 0));
        cr_assert(sums[c->source[at]] >= largest - 2 * error,
                  "%s: source %d of %.9g %.9g %.9g %.9g", name, c->source[at],
                  sums[0], sums[1], sums[2], sums[3]);
    }
}

static void try(ValidConv conv, size_t n, uint64_t seed)
{
    cr_assert(winograd_fits(&conv));
    for (size_t k = 0; k < WIDTHS; k++) {
        if (kernels[k] != NULL) {
            Case c = case_of(conv, n, seed);
            run(kernels[k], &c, true);
            expect_right(&c, names[k]);
            expect_pooled(&c, names[k]);
            dispose_case(&c);
        }
    }
}

Test(winograd, equals_the_direct_sum_at_odd_shapes)
{
    static const size_t channels[] = {4, 5, 7, 8, 9, 15, 16, 17, 20, 33};
    static const size_t filters[] = {16, 17, 18, 19, 20, 23, 24, 25,
                                     31, 32, 33, 34, 47, 48, 50, 65};
    static const size_t sides[] = {4, 5, 6, 7, 8, 9, 13};
    Rng rng = rng_seeded(1);
    for (size_t i = 0; i < 160; i++) {
        guard_arrays_at_start(i % 3 == 0);
        try(conv_of(channels[i % 10], filters[i % 16], i % 2 == 0 ? 3 : 5,
                    sides[rng_below(&rng, 7)], sides[rng_below(&rng, 7)]),
            1 + rng_below(&rng, 3), i);
    }
}

Test(winograd, equals_the_direct_sum_in_known_networks)
{
    try(conv_of(20, 50, 5, 8, 8), 9, 1);
    try(conv_of(32, 64, 3, 24, 24), 2, 2);
    try(conv_of(6, 16, 5, 10, 10), 3, 3);
    try(conv_of(64, 96, 3, 7, 5), 2, 4);
}

/* ---- Bits ---- */

Test(winograd, each_width_of_vectors_gives_the_same_bits)
{
    for (size_t i = 0; i < 64 && kernels[1] != NULL; i++) {
        ValidConv conv =
            conv_of(4 + i, 16 + i, i % 2 == 0 ? 3 : 5, 4 + i % 5, 4 + i % 7);
        Case a = case_of(conv, 1 + i % 3, i), b = case_of(conv, 1 + i % 3, i);
        run(kernels[0], &a, true);
        run(kernels[1], &b, true);
        cr_assert_arr_eq(a.y, b.y, a.out * sizeof *a.y);
        cr_assert_arr_eq(a.pool, b.pool, a.pooled * sizeof *a.pool);
        cr_assert_arr_eq(a.source, b.source, a.pooled);
        dispose_case(&a);
        dispose_case(&b);
    }
}

/* The same picture last of n. */
static void expect_same_bits(const Winograd *kernel, ValidConv conv, size_t n)
{
    Case all = case_of(conv, n, 7), one = all;
    run(kernel, &all, true);
    size_t in = all.in / n, out = all.out / n, pooled = all.pooled / n;
    for (size_t e = 0; e < n; e++) {
        one.n = 1;
        one.in = in;
        one.x = array_of(in);
        memcpy(one.x, all.x + e * in, in * sizeof *one.x);
        one.y = array_of(out);
        one.pool = array_of(pooled);
        run(kernel, &one, false);
        cr_assert_arr_eq(one.y, all.y + e * out, out * sizeof *one.y);
        cr_assert_arr_eq(one.pool, all.pool + e * pooled,
                         pooled * sizeof *one.pool);
        dispose(one.x, in * sizeof *one.x);
        dispose(one.y, out * sizeof *one.y);
        dispose(one.pool, pooled * sizeof *one.pool);
    }
    dispose_case(&all);
}

Test(winograd, a_picture_has_the_same_bits_among_any_others)
{
    for (size_t n = 1; n <= 5; n++) {
        for (size_t k = 0; k < WIDTHS && kernels[k] != NULL; k++) {
            expect_same_bits(kernels[k], conv_of(20, 50, 5, 8, 8), n);
            expect_same_bits(kernels[k], conv_of(9, 21, 3, 7, 10), n);
            expect_same_bits(kernels[k], conv_of(4, 72, 3, 12, 5), n);
        }
    }
}

/* Of even rows and columns both have the same tiles. */
static void expect_pool_of_plain(const Case *c, const char *name)
{
    const ValidConv *v = &c->conv;
    size_t columns = v->columns / 2, rows = v->rows / 2;
    for (size_t at = 0; at < c->pooled; at++) {
        size_t i = at / columns, j = at % columns; /* i: of all maps */
        const float *window = c->y + 2 * i * v->columns + 2 * j;
        uint8_t first = 0;
        for (uint8_t q = 1; q < 4; q++) {
            size_t from = first / 2 * v->columns + first % 2;
            first =
                window[q / 2 * v->columns + q % 2] > window[from] ? q : first;
        }
        float most = window[first / 2 * v->columns + first % 2];
        cr_assert(c->source[at] == first,
                  "%s: source [%zu][%zu][%zu] is %d, expected %d", name,
                  i / rows, i % rows, j, c->source[at], first);
        cr_assert(c->pool[at] == (most > 0 ? most : 0));
    }
}

Test(winograd, pools_what_the_plain_convolution_gives_bit_for_bit)
{
    for (size_t k = 0; k < WIDTHS && kernels[k] != NULL; k++) {
        for (size_t i = 0; i < 20; i++) {
            Case c = case_of(conv_of(4 + i, 16 + 3 * i, i % 2 == 0 ? 3 : 5,
                                     4 + i / 5 * 2, 4 + i % 5 * 2),
                             2, i);
            run(kernels[k], &c, true);
            expect_pool_of_plain(&c, names[k]);
            dispose_case(&c);
        }
    }
}

/* Pixels that are the same in each row, or in each column, or all: small whole
   numbers, so that nothing is rounded before the products. */
static void make_ties(const Case *c, bool right, bool down)
{
    const ValidConv *v = &c->conv;
    for (size_t at = 0; at < c->in; at++) {
        size_t channel = at % v->channels, column = at / v->channels % v->width;
        size_t row = at / v->channels / v->width % v->height;
        size_t number =
            channel + (right ? 0 : column * 5) + (down ? 0 : row * 7);
        c->x[at] = (float)(number % 4) - 1;
    }
}

Test(winograd, of_equal_pixels_the_first_is_the_source)
{
    for (size_t k = 0; k < WIDTHS && kernels[k] != NULL; k++) {
        for (size_t i = 0; i < 12; i++) {
            Case c =
                case_of(conv_of(5 + i, 18 + i, i % 2 == 0 ? 3 : 5, 6, 8), 1, i);
            bool right = i % 3 != 1, down = i % 3 != 0;
            make_ties(&c, right, down);
            run(kernels[k], &c, true);
            expect_pool_of_plain(&c, names[k]);
            for (size_t at = 0; at < c.pooled; at++) {
                cr_assert(!right || c.source[at] % 2 == 0);
                cr_assert(!down || c.source[at] / 2 == 0);
            }
            dispose_case(&c);
        }
    }
}

Test(winograd, without_pixels_there_is_the_bias)
{
    for (size_t k = 0; k < WIDTHS && kernels[k] != NULL; k++) {
        for (size_t window = 3; window <= 5; window += 2) {
            Case c = case_of(conv_of(6, 19, window, 5, 6), 1, window);
            memset(c.x, 0, c.in * sizeof *c.x);
            run(kernels[k], &c, true);
            for (size_t at = 0; at < c.out; at++) {
                cr_assert(c.y[at] == c.b[at / 30]);
            }
            for (size_t at = 0; at < c.pooled; at++) {
                cr_assert(c.pool[at] == fmaxf(c.b[at / 6], 0));
                cr_assert(c.source[at] == 0);
            }
            dispose_case(&c);
        }
    }
}

Test(winograd, fits_windows_of_3_and_5_and_outputs_of_4_or_more)
{
    ValidConv conv = conv_of(20, 50, 5, 8, 8);
    cr_assert(winograd_fits(&conv));
    conv.window_columns = 3;
    cr_assert_not(winograd_fits(&conv));
    conv = conv_of(20, 50, 4, 8, 8);
    cr_assert_not(winograd_fits(&conv));
    conv = conv_of(20, 50, 3, 3, 8);
    cr_assert_not(winograd_fits(&conv));
    conv = conv_of(20, 50, 3, 8, 3);
    cr_assert_not(winograd_fits(&conv));
    conv = conv_of(1, 50, 3, 8, 8);
    cr_assert_not(winograd_fits(&conv));
    conv = conv_of(20, 15, 3, 8, 8);
    cr_assert_not(winograd_fits(&conv));
}

/* ---- The transpose that packing uses ---- */

Test(winograd, transposes_matrices_of_any_shape)
{
    for (size_t rows = 1; rows < 36; rows++) {
        for (size_t columns = 1; columns < 36; columns++) {
            size_t bytes = rows * columns * sizeof(float);
            Rng rng = rng_seeded(rows);
            guard_arrays_at_start(rows % 2 != 0);
            float *from = drawn(&rng, rows * columns);
            float *to = array_of(rows * columns);
            transpose_avx2(from, to, rows, columns);
            for (size_t i = 0; i < rows * columns; i++) {
                cr_assert(to[i % columns * rows + i / columns] == from[i]);
            }
            dispose(from, bytes);
            dispose(to, bytes);
        }
    }
}

#endif
