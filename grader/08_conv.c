#include "conv.h"
#include "probe.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The fields of axes, convolutions and poolings are drawn as numbers, so that
   they are read beside the arrays; each call makes its structures of them. What
   is to be overwritten holds something before, and so does what is added to. */

/* What a byte and what two bytes cannot count. */
enum { MANY = 300, VERY_MANY = 70000 };

static size_t size_up_to(size_t largest, Rng *rng)
{
    return 1 + rng_below(rng, largest);
}

static size_t one_of(const size_t *choices, size_t n, Rng *rng)
{
    return choices[rng_below(rng, n)];
}

/* ---- Axes ---- */

typedef struct AxisNames {
    const char *size, *window, *stride, *padding, *dilation, *places;
} AxisNames;

static const AxisNames one_axis = {"axis->size",     "axis->window",
                                   "axis->stride",   "axis->padding",
                                   "axis->dilation", NULL};

/* Of structures, and behind pointers. */
static const AxisNames row_names = {"rows.size",     "rows.window",
                                    "rows.stride",   "rows.padding",
                                    "rows.dilation", "rows.places"};
static const AxisNames column_names = {"columns.size",     "columns.window",
                                       "columns.stride",   "columns.padding",
                                       "columns.dilation", "columns.places"};
static const AxisNames row_pointers = {"rows->size",     "rows->window",
                                       "rows->stride",   "rows->padding",
                                       "rows->dilation", "rows->places"};
static const AxisNames column_pointers = {
    "columns->size",    "columns->window",   "columns->stride",
    "columns->padding", "columns->dilation", "columns->places"};

static void draw_axis(Case *c, const AxisNames *names, const Axis *axis)
{
    case_number(c, names->size, (double)axis->size);
    case_number(c, names->window, (double)axis->window);
    case_number(c, names->stride, (double)axis->stride);
    case_number(c, names->padding, (double)axis->padding);
    case_number(c, names->dilation, (double)axis->dilation);
    if (names->places != NULL) {
        case_number(c, names->places, (double)axis->places);
    }
}

static Axis axis_of(const Case *c, const AxisNames *names)
{
    return (Axis){count_of(c, names->size),
                  count_of(c, names->window),
                  count_of(c, names->stride),
                  count_of(c, names->padding),
                  count_of(c, names->dilation),
                  names->places != NULL ? count_of(c, names->places) : 0};
}

static size_t window_length(const Axis *axis)
{
    return axis->dilation * (axis->window - 1) + 1;
}

/* Pixels with padding; the student's program has its own padded_size. */
static size_t pixels(const Axis *axis)
{
    return axis->size + 2 * axis->padding;
}

/* An axis whose windows fit, all or but for a rest that no window reads. */
static Axis random_axis(Rng *rng)
{
    Axis axis = {.window = size_up_to(3, rng),
                 .stride = size_up_to(3, rng),
                 .padding = rng_below(rng, 3),
                 .dilation = one_of((size_t[]){1, 1, 1, 2, 3}, 5, rng),
                 .places = size_up_to(4, rng)};
    size_t room = window_length(&axis) + (axis.places - 1) * axis.stride;
    room += rng_below(rng, 2) == 0 ? rng_below(rng, axis.stride) : 0;
    axis.padding = 2 * axis.padding < room ? axis.padding : 0;
    axis.size = room - 2 * axis.padding;
    return axis;
}

/* ---- 8.1 window_places ---- */

static Axis random_fit(Rng *rng)
{
    Axis axis = random_axis(rng);
    if (rng_below(rng, 3) == 0) {
        axis.size = size_up_to(6, rng);
    }
    return axis;
}

static void draw_places(Case *c, size_t i, Rng *rng)
{
    static const struct {
        const char *title;
        Axis axis;
        double places;
    } made[] = {
        {"a window of 3 on 7 pixels, step by step", {7, 3, 1, 0, 1, 0}, 5},
        {"stride 2", {7, 3, 2, 0, 1, 0}, 3},
        {"stride 3: a pixel is left over", {7, 3, 3, 0, 1, 0}, 0},
        {"stride 3 with a padding of 1: it fits", {7, 3, 3, 1, 1, 0}, 3},
        {"a padding of 1 keeps the size", {7, 3, 1, 1, 1, 0}, 7},
        {"the window is as long as the picture", {5, 5, 1, 0, 1, 0}, 1},
        {"the window is as long, the stride is longer", {3, 3, 5, 0, 1, 0}, 1},
        {"the window is longer than the picture", {2, 3, 1, 0, 1, 0}, 0},
        {"much longer, and a stride", {2, 6, 2, 0, 1, 0}, 0},
        {"too long even with padding", {2, 5, 1, 1, 1, 0}, 0},
        {"only with its padding is the picture long enough",
         {2, 3, 1, 1, 1, 0},
         2},
        {"dilation 2: a window of 3 is 5 long", {7, 3, 1, 0, 2, 0}, 3},
        {"dilation 2 and stride 2", {7, 3, 2, 0, 2, 0}, 2},
        {"dilation 3: as long as the picture", {7, 3, 1, 0, 3, 0}, 1},
        {"dilation 4: longer than the picture", {7, 3, 1, 0, 4, 0}, 0},
        {"a window of 1", {4, 1, 1, 0, 1, 0}, 4},
        {"a window of 1 with stride 3", {4, 1, 3, 0, 1, 0}, 2},
        {"a window of 1 has no gaps: dilation 5", {4, 1, 1, 0, 5, 0}, 4},
        {"a stride longer than the room", {4, 3, 5, 0, 1, 0}, 0},
        {"one pixel", {1, 1, 1, 0, 1, 0}, 1},
        {"padding, stride and dilation", {8, 3, 3, 2, 2, 0}, 0},
        {"padding, stride and dilation that fit", {7, 3, 3, 2, 2, 0}, 3},
        {"many pixels", {VERY_MANY, 3, 1, 0, 1, 0}, VERY_MANY - 2},
        {"a long window", {MANY + 20, MANY, 4, 0, 1, 0}, 6},
        {"a wide dilation and a wide padding", {21, 3, 1, MANY, MANY, 0}, 21},
        {"a wide stride", {VERY_MANY + 1, 1, MANY + 50, 0, 1, 0}, 201},
    };
    enum { MADE = sizeof made / sizeof made[0] };
    Axis axis = i < MADE ? made[i].axis : random_fit(rng);
    draw_axis(c, &one_axis, &axis);
    if (i < MADE) {
        case_title(c, "%s", made[i].title);
        case_expect_return(c, made[i].places);
    }
}

/* The places are what is asked for: the field holds something else. */
static void call_places(Function *f, Case *c)
{
    enum { NONSENSE = 777 };
    Axis axis = axis_of(c, &one_axis);
    axis.places = NONSENSE;
    case_returned(c, (double)((__typeof__(window_places) *)f)(&axis));
}

PROBE(8, 1, window_places, .cases = 60, .draw = draw_places,
      .call = call_places, .tolerance = 1e-12);

/* ---- Padding: of the axes only size and padding are set ---- */

static const char *const padding_names[] = {"PAD_ZERO", "PAD_REPLICATE",
                                            "PAD_REFLECT"};
enum { KINDS = sizeof padding_names / sizeof padding_names[0] };

static void draw_kind(Case *c, Padding kind)
{
    case_choice(c, "kind", (size_t)kind, padding_names[kind]);
}

static Padding kind_of(const Case *c)
{
    return (Padding)count_of(c, "kind");
}

static void draw_padding(Case *c, const AxisNames *names, const Axis *axis)
{
    case_number(c, names->size, (double)axis->size);
    case_number(c, names->padding, (double)axis->padding);
}

static Axis padding_of(const Case *c, const AxisNames *names)
{
    return (Axis){.size = count_of(c, names->size),
                  .padding = count_of(c, names->padding)};
}

static Axis random_padding(Padding kind, Rng *rng)
{
    Axis axis = {.size = size_up_to(6, rng)};
    axis.padding = rng_below(rng, kind == PAD_REFLECT ? axis.size : 4);
    return axis;
}

/* ---- 8.2 padding_source ---- */

typedef struct Source {
    const char *title;
    Padding kind;
    Axis axis;
    size_t i;
    double source;
} Source;

/* Every place of a picture of three pixels with two on each side, then others. */
static Source made_source(size_t number)
{
    enum { PLACES = 7 };
    static const char *const titles[KINDS] = {"0 0|a b c|0 0", "a a|a b c|c c",
                                              "c b|a b c|b a"};
    static const double sources[KINDS][PLACES] = {{-1, -1, 0, 1, 2, -1, -1},
                                                  {0, 0, 0, 1, 2, 2, 2},
                                                  {2, 1, 0, 1, 2, 1, 0}};
    static const Source others[] = {
        {"mirrored far outside", PAD_REFLECT, {5, 0, 0, 4, 0, 0}, 0, 4},
        {"mirrored at the right", PAD_REFLECT, {5, 0, 0, 3, 0, 0}, 10, 1},
        {"no padding", PAD_REFLECT, {4, 0, 0, 0, 0, 0}, 3, 3},
        {"one pixel, far to the left", PAD_REPLICATE, {1, 0, 0, 3, 0, 0}, 0, 0},
        {"one pixel, far to the right",
         PAD_REPLICATE,
         {1, 0, 0, 3, 0, 0},
         6,
         0},
        {"one pixel without padding", PAD_REFLECT, {1, 0, 0, 0, 0, 0}, 0, 0},
        {"one pixel and zeros", PAD_ZERO, {1, 0, 0, 3, 0, 0}, 3, 0},
        {"behind very many pixels",
         PAD_REFLECT,
         {VERY_MANY, 0, 0, MANY, 0, 0},
         VERY_MANY + MANY,
         VERY_MANY - 2},
        {"inside of very many pixels",
         PAD_ZERO,
         {VERY_MANY, 0, 0, MANY, 0, 0},
         VERY_MANY,
         VERY_MANY - MANY},
        {"a very wide padding",
         PAD_REPLICATE,
         {3, 0, 0, VERY_MANY, 0, 0},
         VERY_MANY + 3,
         2},
    };
    if (number < KINDS * PLACES) {
        size_t kind = number % KINDS, i = number / KINDS;
        return (Source){titles[kind],
                        (Padding)kind,
                        {3, 0, 0, 2, 0, 0},
                        i,
                        sources[kind][i]};
    }
    number -= KINDS * PLACES;
    return number < sizeof others / sizeof others[0] ? others[number]
                                                     : (Source){0};
}

static void draw_source(Case *c, size_t i, Rng *rng)
{
    Source s = made_source(i);
    bool made = s.title != NULL;
    if (!made) {
        s.kind = (Padding)rng_below(rng, KINDS);
        s.axis = random_padding(s.kind, rng);
        s.i = rng_below(rng, pixels(&s.axis));
    }
    case_number(c, "i", (double)s.i);
    draw_kind(c, s.kind);
    draw_padding(c, &one_axis, &s.axis);
    if (made) {
        case_title(c, "%s", s.title);
        case_expect_return(c, s.source);
    }
}

static void call_source(Function *f, Case *c)
{
    Axis axis = padding_of(c, &one_axis);
    case_returned(c, ((__typeof__(padding_source) *)f)(count_of(c, "i"),
                                                       kind_of(c), &axis));
}

PROBE(8, 2, padding_source, .cases = 60, .draw = draw_source,
      .call = call_source, .tolerance = 1e-12);

/* ---- 8.3 pad, 8.4 pad_backward ---- */

/* Pixels of several channels. */
static real *picture(Case *c, const char *name, Role role, size_t channels,
                     size_t height, size_t width)
{
    real *x = case_reals(c, name, role, channels * height, width);
    case_shape(c, name, 3, (size_t[]){channels, height, width});
    return x;
}

enum { LARGEST_PADDED = 32, LARGEST_PICTURE = 8 };

/* The pixels of the picture are 1, 2, 3 ..., and so is what comes back. */
typedef struct Padded {
    const char *title;
    Padding kind;
    size_t channels, height, above, width, before;
    double y[LARGEST_PADDED], dx[LARGEST_PICTURE];
} Padded;

static const Padded padded[] = {
    {"no padding: a copy",
     PAD_REFLECT,
     1,
     2,
     0,
     3,
     0,
     {1, 2, 3, 4, 5, 6},
     {1, 2, 3, 4, 5, 6}},
    {"a zero on each side",
     PAD_ZERO,
     1,
     2,
     1,
     3,
     1,
     {0, 0, 0, 0, 0, 0, 1, 2, 3, 0, 0, 4, 5, 6, 0, 0, 0, 0, 0, 0},
     {7, 8, 9, 12, 13, 14}},
    {"two rows of zeros above and below, none beside",
     PAD_ZERO,
     1,
     2,
     2,
     3,
     0,
     {0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 0, 0, 0, 0, 0, 0},
     {7, 8, 9, 10, 11, 12}},
    {"two channels, zeros beside",
     PAD_ZERO,
     2,
     1,
     0,
     2,
     1,
     {0, 1, 2, 0, 0, 3, 4, 0},
     {2, 3, 6, 7}},
    {"the nearest pixel on each side",
     PAD_REPLICATE,
     1,
     2,
     1,
     3,
     1,
     {1, 1, 2, 3, 3, 1, 1, 2, 3, 3, 4, 4, 5, 6, 6, 4, 4, 5, 6, 6},
     {16, 11, 28, 56, 31, 68}},
    {"the nearest pixel, two columns on each side",
     PAD_REPLICATE,
     1,
     2,
     0,
     3,
     2,
     {1, 1, 1, 2, 3, 3, 3, 4, 4, 4, 5, 6, 6, 6},
     {6, 4, 18, 27, 11, 39}},
    {"mirrored in one row",
     PAD_REFLECT,
     1,
     1,
     0,
     3,
     2,
     {3, 2, 1, 2, 3, 2, 1},
     {10, 12, 6}},
    {"mirrored on each side",
     PAD_REFLECT,
     1,
     2,
     1,
     3,
     1,
     {5, 4, 5, 6, 5, 2, 1, 2, 3, 2, 5, 4, 5, 6, 5, 2, 1, 2, 3, 2},
     {24, 78, 28, 14, 48, 18}},
    {"mirrored, two columns and one row",
     PAD_REFLECT,
     1,
     2,
     1,
     3,
     2,
     {6, 5, 4, 5, 6, 5, 4, 3, 2, 1, 2, 3, 2, 1,
      6, 5, 4, 5, 6, 5, 4, 3, 2, 1, 2, 3, 2, 1},
     {76, 108, 68, 48, 66, 40}},
    {"mirrored in one column",
     PAD_REFLECT,
     1,
     4,
     3,
     1,
     0,
     {4, 3, 2, 1, 2, 3, 4, 3, 2, 1},
     {14, 17, 16, 8}},
    {"one pixel everywhere",
     PAD_REPLICATE,
     1,
     1,
     2,
     1,
     1,
     {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1},
     {120}},
    {"two channels, mirrored",
     PAD_REFLECT,
     2,
     2,
     1,
     2,
     1,
     {4, 3, 4, 3, 2, 1, 2, 1, 4, 3, 4, 3, 2, 1, 2, 1,
      8, 7, 8, 7, 6, 5, 6, 5, 8, 7, 8, 7, 6, 5, 6, 5},
     {44, 40, 28, 24, 108, 104, 92, 88}},
    {"three channels, the nearest row",
     PAD_REPLICATE,
     3,
     2,
     1,
     1,
     0,
     {1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6},
     {3, 7, 11, 15, 19, 23}},
};
enum { PADDED = sizeof padded / sizeof padded[0] };

/* Behind the hand-made ones some that are large, then any. */
static void random_sides(size_t i, Padding kind, size_t *channels, Axis *rows,
                         Axis *columns, Rng *rng)
{
    *channels = i == 0 ? MANY : size_up_to(3, rng);
    *rows = random_padding(kind, rng);
    *columns = random_padding(kind, rng);
    if (i < 4) {
        rows->size = i == 1 ? MANY : rows->padding + 1;
        columns->size = i == 2 ? MANY : columns->padding + 1;
    }
    if (i == 3) {
        *channels = 1;
        *rows = (Axis){.size = 1};
        columns->size = VERY_MANY;
    }
}

static void draw_pad_arguments(Case *c, size_t i, size_t *channels, Axis *rows,
                               Axis *columns, Rng *rng)
{
    Padding kind = (Padding)(i % KINDS);
    if (i < PADDED) {
        const Padded *p = &padded[i];
        kind = p->kind;
        *channels = p->channels;
        *rows = (Axis){.size = p->height, .padding = p->above};
        *columns = (Axis){.size = p->width, .padding = p->before};
        case_title(c, "%s", p->title);
    } else {
        random_sides(i - PADDED, kind, channels, rows, columns, rng);
    }
    draw_kind(c, kind);
    case_number(c, "channels", (double)*channels);
    draw_padding(c, &row_pointers, rows);
    draw_padding(c, &column_pointers, columns);
}

static void count_up(real *x, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        x[i] = (real)(i + 1);
    }
}

static void draw_pad(Case *c, size_t i, Rng *rng)
{
    size_t channels;
    Axis rows, columns;
    draw_pad_arguments(c, i, &channels, &rows, &columns, rng);
    real *x = picture(c, "x", GIVEN, channels, rows.size, columns.size);
    size_t height = pixels(&rows), width = pixels(&columns);
    picture(c, "y", RESULT, channels, height, width);
    if (i < PADDED) {
        count_up(x, channels * rows.size * columns.size);
        case_expect(c, "y", channels * height * width, padded[i].y);
    } else {
        fill_normal(x, channels * rows.size * columns.size, rng);
    }
}

static void call_pad(Function *f, Case *c)
{
    Axis rows = padding_of(c, &row_pointers);
    Axis columns = padding_of(c, &column_pointers);
    ((__typeof__(pad) *)f)(reals(c, "x"), reals(c, "y"), kind_of(c),
                           count_of(c, "channels"), &rows, &columns);
}

PROBE(8, 3, pad, .cases = 40, .draw = draw_pad, .call = call_pad,
      .tolerance = 1e-12);

/* What is to be overwritten. In one case it is no number, which no product with 0
   makes 0. */
static void fill_old(real *dx, size_t count, bool no_number, Rng *rng)
{
    fill_whole(dx, count, 50, 90, rng);
    dx[0] = no_number ? (real)NAN : dx[0];
}

static void draw_pad_backward(Case *c, size_t i, Rng *rng)
{
    size_t channels;
    Axis rows, columns;
    draw_pad_arguments(c, i, &channels, &rows, &columns, rng);
    size_t height = pixels(&rows), width = pixels(&columns);
    size_t count = channels * rows.size * columns.size;
    real *dy = picture(c, "dy", GIVEN, channels, height, width);
    real *dx = picture(c, "dx", CHANGED, channels, rows.size, columns.size);
    fill_old(dx, count, i == PADDED, rng);
    if (i < PADDED) {
        count_up(dy, channels * height * width);
        case_expect(c, "dx", count, padded[i].dx);
    } else {
        fill_normal(dy, channels * height * width, rng);
    }
}

static void call_pad_backward(Function *f, Case *c)
{
    Axis rows = padding_of(c, &row_pointers);
    Axis columns = padding_of(c, &column_pointers);
    ((__typeof__(pad_backward) *)f)(reals(c, "dy"), reals(c, "dx"), kind_of(c),
                                    count_of(c, "channels"), &rows, &columns);
}

static double products(const real *a, const real *b, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += (double)a[i] * (double)b[i];
    }
    return sum;
}

/* Σ dy y, whose derivative by x is dx. It is linear in x, so that the derivative
   is the same everywhere: dx is taken at what dx held before. */
static double pad_scalar(Case *c)
{
    Axis rows = padding_of(c, &row_pointers);
    Axis columns = padding_of(c, &column_pointers);
    size_t channels = count_of(c, "channels");
    size_t count = channels * pixels(&rows) * pixels(&columns);
    real *y = malloc(count * sizeof *y);
    if (y == NULL) {
        return NAN;
    }
    pad(reals(c, "dx"), y, kind_of(c), channels, &rows, &columns);
    double sum = products(reals(c, "dy"), y, count);
    free(y);
    return sum;
}

PROBE(8, 4, pad_backward, .cases = 40, .draw = draw_pad_backward,
      .call = call_pad_backward, .tolerance = 1e-9, .scalar = pad_scalar,
      .derivatives = "dx:dx");
