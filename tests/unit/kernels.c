/* Every row of kernels that this machine can run against the scalar one, in
   arrays that end where reading on would be fatal. */
#include "kernels.h"
#include "backprop.h"
#include "cnn.h"
#include "guard.h"
#include "mlp.h"
#include "rng.h"

#include <criterion/criterion.h>
#include <float.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Sizes at the edges of the tiles, and beyond. */
static const size_t sizes[] = {1,  2,  3,  4,  5,  6,  7,  8,  9,
                               12, 13, 15, 16, 17, 24, 33, 47, 49};
enum { SIZES = sizeof sizes / sizeof sizes[0] };

/* The row that is tested, and its index. */
static const Kernels *row;

/* Goes on to the next row with kernels of its own; false if there is none. */
static bool next_row(size_t *i)
{
    for (;; ++*i) {
        row = kernel_rows[*i];
        if (row == NULL) {
            return false;
        }
        if (row->dense_inputs != NULL && row->runs_here()) {
            ++*i;
            return true;
        }
    }
}

static float *drawn(Rng *rng, size_t count)
{
    float *x = guarded_array(count * sizeof *x);
    cr_assert_not_null(x);
    for (size_t i = 0; i < count; i++) {
        x[i] = (float)rng_normal(rng);
    }
    return x;
}

static float *copied(const float *x, size_t count)
{
    float *copy = guarded_array(count * sizeof *x);
    cr_assert_not_null(copy);
    memcpy(copy, x, count * sizeof *x);
    return copy;
}

static void dispose(float *x, size_t count)
{
    cr_expect_eq(guarded_written(x, count * sizeof *x), 0);
    guarded_free(x, count * sizeof *x);
}

/* Equal but for the rounding of sums of k products of numbers of size 1, which
   are added in another order. */
static void expect_close(const float *a, const float *b, size_t count, size_t k,
                         const char *what)
{
    float limit = 8 * FLT_EPSILON * (float)(k + 1);
    for (size_t i = 0; i < count; i++) {
        cr_assert(fabsf(a[i] - b[i]) <= limit,
                  "%s: %s, %zu products: [%zu] is %.9g, expected %.9g",
                  row->name, what, k, i, (double)a[i], (double)b[i]);
    }
}

/* A dense layer with all its arrays. */
typedef struct Dense {
    size_t n, in, out;
    float *x, *w, *b, *y, *dx, *dw, *db, *dy;
} Dense;

static Dense dense_drawn(size_t n, size_t in, size_t out)
{
    Rng rng = rng_seeded(n + 64 * in + 4096 * out);
    return (Dense){.n = n,
                   .in = in,
                   .out = out,
                   .x = drawn(&rng, n * in),
                   .w = drawn(&rng, out * in),
                   .b = drawn(&rng, out),
                   .y = drawn(&rng, n * out),
                   .dx = drawn(&rng, n * in),
                   .dw = drawn(&rng, out * in),
                   .db = drawn(&rng, out),
                   .dy = drawn(&rng, n * out)};
}

/* The same layer with outputs of its own. */
static Dense dense_copied(const Dense *d)
{
    Dense copy = *d;
    copy.y = copied(d->y, d->n * d->out);
    copy.dx = copied(d->dx, d->n * d->in);
    copy.dw = copied(d->dw, d->out * d->in);
    copy.db = copied(d->db, d->out);
    return copy;
}

static void dispose_outputs(const Dense *d)
{
    dispose(d->y, d->n * d->out);
    dispose(d->dx, d->n * d->in);
    dispose(d->dw, d->out * d->in);
    dispose(d->db, d->out);
}

static void dispose_dense(const Dense *d)
{
    dispose_outputs(d);
    dispose(d->x, d->n * d->in);
    dispose(d->w, d->out * d->in);
    dispose(d->b, d->out);
    dispose(d->dy, d->n * d->out);
}

static float *scratch_for(const Kernels *kernels, size_t n, size_t in,
                          size_t out)
{
    size_t bytes = kernels->dense_scratch(n, in, out);
    cr_assert_eq(bytes % 64, 0);
    float *scratch = guarded_array(bytes);
    cr_assert_not_null(scratch);
    return scratch;
}

/* The products of `count` examples from `first` on. */
static void run_examples(const Kernels *kernels, const Dense *d, size_t first,
                         size_t count)
{
    size_t bytes = kernels->dense_scratch(count, d->in, d->out);
    float *scratch = scratch_for(kernels, count, d->in, d->out);
    kernels->dense_forward(d->x + first * d->in, d->w, d->b,
                           d->y + first * d->out, count, d->in, d->out,
                           scratch);
    kernels->dense_inputs(d->w, d->dy + first * d->out, d->dx + first * d->in,
                          count, d->in, d->out, scratch);
    dispose(scratch, bytes / sizeof(float));
}

/* The gradients of `rows` rows of w from `first` on. */
static void run_rows(const Kernels *kernels, const Dense *d, size_t first,
                     size_t rows)
{
    size_t bytes = kernels->dense_scratch(d->n, d->in, d->out);
    float *scratch = scratch_for(kernels, d->n, d->in, d->out);
    kernels->dense_weights(d->x, d->dy, d->dw, d->db, d->n, d->in, d->out,
                           first, rows, scratch);
    dispose(scratch, bytes / sizeof(float));
}

static void run(const Kernels *kernels, const Dense *d)
{
    run_examples(kernels, d, 0, d->n);
    run_rows(kernels, d, 0, d->out);
}

static void compare_dense(size_t n, size_t in, size_t out)
{
    Dense expected = dense_drawn(n, in, out), d = dense_copied(&expected);
    dense_forward(expected.x, expected.w, expected.b, expected.y, n, in, out);
    dense_backward(expected.x, expected.w, expected.dy, expected.dx,
                   expected.dw, expected.db, n, in, out);
    run(row, &d);
    expect_close(d.y, expected.y, n * out, in, "dense y");
    expect_close(d.dx, expected.dx, n * in, out, "dense dx");
    expect_close(d.dw, expected.dw, out * in, n, "dense dw");
    expect_close(d.db, expected.db, out, n, "dense db");
    dispose_outputs(&d);
    dispose_dense(&expected);
}

static void compare_odd_shapes(void)
{
    for (size_t i = 0; i < SIZES * SIZES * SIZES; i++) {
        guard_arrays_at_start(i % 2 != 0);
        compare_dense(sizes[i % SIZES], sizes[i / SIZES % SIZES],
                      sizes[i / SIZES / SIZES]);
    }
}

Test(kernels, dense_layers_equal_the_scalar_ones_at_odd_shapes)
{
    for (size_t i = 0; next_row(&i);) {
        compare_odd_shapes();
    }
}

static void compare_large_shapes(void)
{
    compare_dense(64, 784, 128);
    compare_dense(67, 203, 101);
    compare_dense(3, 97, 300);
    compare_dense(300, 50, 9);
    compare_dense(130, 401, 65);
    compare_dense(9, 129, 391);
    compare_dense(1, 391, 129);
}

Test(kernels, dense_layers_equal_the_scalar_ones_at_large_shapes)
{
    for (size_t i = 0; next_row(&i);) {
        compare_large_shapes();
    }
}

/* ---- Convolutions ---- */

/* Scratch of exactly as many bytes as are asked for: it begins at a line of the
   cache, and what is left of the last line is to stay as it was. */
enum { LINE = 64, LEFT = 0x5A };

typedef struct Scratch {
    unsigned char *bytes;
    size_t count, room;
} Scratch;

static Scratch scratch_of(size_t bytes)
{
    size_t room = (bytes + LINE - 1) / LINE * LINE;
    Scratch scratch = {guarded_array(room), bytes, room};
    cr_assert_not_null(scratch.bytes);
    memset(scratch.bytes + bytes, LEFT, room - bytes);
    return scratch;
}

static void dispose_scratch(const Scratch *scratch)
{
    for (size_t i = scratch->count; i < scratch->room; i++) {
        cr_expect_eq(scratch->bytes[i], LEFT, "scratch[%zu] of %zu", i,
                     scratch->count);
    }
    cr_expect_eq(guarded_written(scratch->bytes, scratch->room), 0);
    guarded_free(scratch->bytes, scratch->room);
}

/* The gradients of the filters in two shares, as threads make them. */
static void compare_conv(const Conv *conv, Padding kind, size_t n)
{
    size_t in = conv->in_channels * conv->rows.size * conv->columns.size;
    size_t places = conv->rows.places * conv->columns.places;
    size_t out = conv->out_channels * places;
    size_t each = conv->in_channels / conv->groups * conv->rows.window *
                  conv->columns.window;
    size_t weights = conv->out_channels * each, padded = kernels_padded(conv);
    size_t half = conv->out_channels / 2;
    /* Winograd's method loses some digits: winograd.h has the bound. */
    bool square = conv->rows.window == conv->columns.window;
    size_t loss = square && conv->rows.window >= 3 ? 8 : 1;
    Rng rng = rng_seeded(n + in + out);
    float *x = drawn(&rng, n * in), *w = drawn(&rng, weights);
    float *b = drawn(&rng, conv->out_channels), *dy = drawn(&rng, n * out);
    float *y = drawn(&rng, n * out), *dx = drawn(&rng, n * in);
    float *dw = drawn(&rng, weights), *db = drawn(&rng, conv->out_channels);
    float *own_y = copied(y, n * out), *own_dx = copied(dx, n * in);
    float *own_dw = copied(dw, weights);
    float *own_db = copied(db, conv->out_channels);
    float *one = drawn(&rng, padded), *other = drawn(&rng, padded);
    conv_layer_forward(x, w, b, one, y, kind, conv, n);
    conv_layer_backward(x, w, dy, one, other, dx, dw, db, kind, conv, n);
    Scratch scratch = scratch_of(row->conv_scratch(conv));
    row->conv_forward(x, w, b, own_y, kind, conv, n, scratch.bytes);
    row->conv_inputs(w, dy, own_dx, kind, conv, n, scratch.bytes);
    row->conv_weights(x, dy, own_dw, own_db, kind, conv, n, 0, half,
                      scratch.bytes);
    row->conv_weights(x, dy, own_dw, own_db, kind, conv, n, half,
                      conv->out_channels - half, scratch.bytes);
    expect_close(own_y, y, n * out, loss * each, "conv y");
    expect_close(own_dx, dx, n * in, loss * each * conv->out_channels,
                 "conv dx");
    expect_close(own_dw, dw, weights, n * places, "conv dw");
    expect_close(own_db, db, conv->out_channels, n * places, "conv db");
    dispose_scratch(&scratch);
    dispose(one, padded);
    dispose(other, padded);
    dispose(own_y, n * out);
    dispose(own_dx, n * in);
    dispose(own_dw, weights);
    dispose(own_db, conv->out_channels);
    dispose(y, n * out);
    dispose(dx, n * in);
    dispose(dw, weights);
    dispose(db, conv->out_channels);
    dispose(x, n * in);
    dispose(w, weights);
    dispose(b, conv->out_channels);
    dispose(dy, n * out);
}

static void compare_convolutions(void)
{
    static const struct {
        size_t filters, groups;
        Axis rows, columns; /* window, stride, padding, dilation */
        Shape in;           /* of which the columns vary */
    } cases[] = {
        {4, 1, {0, 3, 1, 0, 1, 0}, {0, 3, 1, 0, 1, 0}, {1, 6, 5}},
        {7, 1, {0, 3, 1, 1, 1, 0}, {0, 5, 1, 2, 1, 0}, {3, 5, 1}},
        {5, 1, {0, 1, 1, 0, 1, 0}, {0, 1, 1, 0, 1, 0}, {17, 3, 1}},
        {2, 1, {0, 2, 2, 2, 2, 0}, {0, 2, 1, 3, 2, 0}, {2, 5, 1}},
        {6, 2, {0, 3, 2, 1, 1, 0}, {0, 3, 1, 1, 1, 0}, {4, 5, 1}},
        {9, 3, {0, 2, 1, 0, 1, 0}, {0, 2, 1, 0, 1, 0}, {9, 3, 2}},
        {6, 6, {0, 3, 1, 2, 2, 0}, {0, 3, 1, 2, 2, 0}, {6, 4, 3}},
        {3, 1, {0, 3, 1, 1, 1, 0}, {0, 1, 2, 0, 1, 0}, {13, 3, 1}},
        {17, 1, {0, 3, 1, 1, 1, 0}, {0, 3, 1, 1, 1, 0}, {5, 6, 4}},
        {16, 1, {0, 5, 1, 0, 1, 0}, {0, 5, 1, 2, 1, 0}, {19, 9, 4}},
    };
    for (size_t i = 0; i < 2 * 18 * sizeof cases / sizeof cases[0]; i++) {
        size_t c = i / 36, more = i / 2 % 18;
        Conv conv = {.out_channels = cases[c].filters,
                     .groups = cases[c].groups,
                     .rows = cases[c].rows,
                     .columns = cases[c].columns};
        Shape in = cases[c].in, out;
        in.w += more * conv.columns.stride;
        Padding kind = conv.rows.padding < in.h && conv.columns.padding < in.w
                           ? (Padding)(more % 3)
                           : (Padding)(more % 2);
        guard_arrays_at_start(i % 2 != 0);
        Error error;
        cr_assert(conv_plan(&conv, in, &out, &error), "%s", error.text);
        compare_conv(&conv, kind, more % 4 == 0 ? 9 : 1 + more % 2);
    }
}

Test(kernels, convolutions_equal_the_scalar_ones_and_keep_to_their_arrays)
{
    for (size_t i = 0; next_row(&i);) {
        compare_convolutions();
    }
}

/* ---- The same bits ---- */

static void expect_same(const float *a, const float *b, size_t count,
                        const char *what)
{
    for (size_t i = 0; i < count; i++) {
        cr_assert(memcmp(&a[i], &b[i], sizeof a[i]) == 0,
                  "%s: %s: [%zu] is %.9g, expected %.9g", row->name, what, i,
                  (double)a[i], (double)b[i]);
    }
}

/* ---- Activations have the bits of the scalar ones ---- */

static void compare_activations(void)
{
    static const float special[] = {0,         -0.0F,  NAN,     INFINITY,
                                    -INFINITY, 1e-40F, -1e-40F, 3e38F};
    enum { SPECIAL = sizeof special / sizeof special[0] };
    for (size_t count = 0; count < 40; count++) {
        Rng rng = rng_seeded(count);
        float *z = drawn(&rng, count), *dy = drawn(&rng, count);
        for (size_t i = 0; i < count; i++) {
            z[i] = i % 3 == 0 ? special[rng_below(&rng, SPECIAL)] : z[i];
            dy[i] = i % 5 == 0 ? special[rng_below(&rng, SPECIAL)] : dy[i];
        }
        for (int g = IDENTITY; g <= HARD_TANH; g++) {
            float *y = drawn(&rng, count), *expected = copied(y, count);
            float *dz = drawn(&rng, count), *slopes = copied(dz, count);
            activate((Activation)g, z, expected, count);
            row->activate((Activation)g, z, y, count);
            activate_backward((Activation)g, z, y, dy, slopes, count);
            row->activate_backward((Activation)g, z, y, dy, dz, count);
            expect_same(y, expected, count, "y");
            expect_same(dz, slopes, count, "dz");
            dispose(y, count);
            dispose(expected, count);
            dispose(dz, count);
            dispose(slopes, count);
        }
        dispose(z, count);
        dispose(dy, count);
    }
}

Test(kernels, activations_equal_the_scalar_ones_bit_for_bit)
{
    for (size_t i = 0; next_row(&i);) {
        compare_activations();
    }
}

/* ---- The bits of an element depend on its sum alone ---- */

/* Whole, and in shares that are cut at random places, none of which is of one
   example alone. */
static void compare_shares(size_t n, size_t in, size_t out, Rng *rng)
{
    Dense whole = dense_drawn(n, in, out), d = dense_copied(&whole);
    run(row, &whole);
    for (size_t e = 0, count; e < n; e += count) {
        count = 2 + rng_below(rng, n - e);
        count = e + count + 2 > n ? n - e : count;
        run_examples(row, &d, e, count);
    }
    for (size_t o = 0, rows; o < out; o += rows) {
        rows = 1 + rng_below(rng, out - o);
        run_rows(row, &d, o, rows);
    }
    expect_same(d.y, whole.y, n * out, "y");
    expect_same(d.dx, whole.dx, n * in, "dx");
    expect_same(d.dw, whole.dw, out * in, "dw");
    expect_same(d.db, whole.db, out, "db");
    dispose_outputs(&d);
    dispose_dense(&whole);
}

static void compare_sharings(void)
{
    Rng rng = rng_seeded(1);
    for (size_t i = 0; i < 100; i++) {
        compare_shares(1 + rng_below(&rng, 90), 1 + rng_below(&rng, 130),
                       1 + rng_below(&rng, 50), &rng);
    }
    compare_shares(270, 40, 280, &rng);
}

Test(kernels, a_sum_does_not_depend_on_how_the_work_is_shared)
{
    for (size_t i = 0; next_row(&i);) {
        compare_sharings();
    }
}

static float *column(const float *x, size_t rows, size_t stride, size_t j)
{
    float *y = guarded_array(rows * sizeof *y);
    cr_assert_not_null(y);
    for (size_t i = 0; i < rows; i++) {
        y[i] = x[i * stride + j];
    }
    return y;
}

/* The layer with input i alone: its dx and dw are part of the whole. */
static Dense with_one_input(const Dense *d, size_t i)
{
    return (Dense){.n = d->n,
                   .in = 1,
                   .out = d->out,
                   .x = column(d->x, d->n, d->in, i),
                   .w = column(d->w, d->out, d->in, i),
                   .b = copied(d->b, d->out),
                   .y = copied(d->y, d->n * d->out),
                   .dx = column(d->dx, d->n, d->in, i),
                   .dw = column(d->dw, d->out, d->in, i),
                   .db = copied(d->db, d->out),
                   .dy = copied(d->dy, d->n * d->out)};
}

/* The layer with output o alone: its y, dw and db are part of the whole. */
static Dense with_one_output(const Dense *d, size_t o)
{
    return (Dense){.n = d->n,
                   .in = d->in,
                   .out = 1,
                   .x = copied(d->x, d->n * d->in),
                   .w = copied(d->w + o * d->in, d->in),
                   .b = copied(d->b + o, 1),
                   .y = column(d->y, d->n, d->out, o),
                   .dx = copied(d->dx, d->n * d->in),
                   .dw = copied(d->dw + o * d->in, d->in),
                   .db = copied(d->db + o, 1),
                   .dy = column(d->dy, d->n, d->out, o)};
}

static void compare_places(void)
{
    enum { N = 13, IN = 109, OUT = 19 };
    Dense before = dense_drawn(N, IN, OUT), d = dense_copied(&before);
    run(row, &d);
    for (size_t i = 0; i < IN; i++) {
        Dense one = with_one_input(&before, i);
        float *dx = column(d.dx, N, IN, i), *dw = column(d.dw, OUT, IN, i);
        run(row, &one);
        expect_same(one.dx, dx, N, "dx of one input");
        expect_same(one.dw, dw, OUT, "dw of one input");
        dispose(dx, N);
        dispose(dw, OUT);
        dispose_dense(&one);
    }
    for (size_t o = 0; o < OUT; o++) {
        Dense one = with_one_output(&before, o);
        float *y = column(d.y, N, OUT, o);
        run(row, &one);
        expect_same(one.y, y, N, "y of one output");
        expect_same(one.dw, d.dw + o * IN, IN, "dw of one output");
        expect_same(one.db, d.db + o, 1, "db of one output");
        dispose(y, N);
        dispose_dense(&one);
    }
    dispose_outputs(&d);
    dispose_dense(&before);
}

Test(kernels, a_sum_does_not_depend_on_where_its_element_stands)
{
    for (size_t i = 0; next_row(&i);) {
        compare_places();
    }
}
