#include "axes.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The fields of axes, convolutions and poolings are drawn as numbers, so that
   they are read beside the arrays; each call makes its structures of them. What
   is to be overwritten holds something before, and so does what is added to. */

/* What a byte and what two bytes cannot count. */
enum { MANY = 300, VERY_MANY = 70000 };

/* Normal numbers; as drawing them takes time, very many repeat. */
static void fill_numbers(real *x, size_t n, Rng *rng)
{
    enum { PERIOD = 997 };
    fill_normal(x, n < PERIOD ? n : PERIOD, rng);
    for (size_t i = PERIOD; i < n; i++) {
        x[i] = x[i - PERIOD];
    }
}

/* ---- Axes ---- */

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

/* ---- 8.1 window_places ---- */

static Axis random_fit(Rng *rng)
{
    Axis axis = random_axis(true, rng);
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

/* Every place of a picture of three pixels with two on each side; others. */
static Source made_source(size_t nth)
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
    if (nth < KINDS * PLACES) {
        size_t kind = nth % KINDS, i = nth / KINDS;
        return (Source){titles[kind],
                        (Padding)kind,
                        {3, 0, 0, 2, 0, 0},
                        i,
                        sources[kind][i]};
    }
    nth -= KINDS * PLACES;
    return nth < sizeof others / sizeof others[0] ? others[nth] : (Source){0};
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
        fill_numbers(x, channels * rows.size * columns.size, rng);
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

/* What is to be overwritten. In one case it is no number, which no product with
   0 makes 0. */
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
        fill_numbers(dy, channels * height * width, rng);
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

/* Σ dy y, whose derivative by x is dx. It is linear in x, so that the
   derivative is the same everywhere: it is taken at what dx held before. */
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

/* ---- 8.5 correlate ---- */

static void draw_correlate(Case *c, size_t i, Rng *rng)
{
    static const struct {
        const char *title;
        size_t h, w, m;
        double x[25], f[9], y[9];
    } made[] = {
        {"one pixel", 1, 1, 1, {7}, {-2}, {-14}},
        {"the picture and the filter of the text",
         5,
         5,
         3,
         {0, 2, 1, 0, 1, 0, 1, 2, 1, 0, 1, 0, 2,
          0, 0, 1, 0, 0, 1, 1, 0, 1, 1, 2, 2},
         {0, 1, -4, 0, 2, 0, -1, 4, 3},
         {5, 13, -4, -8, 5, 8, -1, 11, 15}},
        {"two rows of three, a filter of 2 by 2",
         2,
         3,
         2,
         {1, 2, 3, 4, 5, 6},
         {1, 10, 100, 1000},
         {5421, 6532}},
        {"three rows of two, a filter of 2 by 2",
         3,
         2,
         2,
         {1, 2, 3, 4, 5, 6},
         {1, 2, 3, 4},
         {30, 50}},
        {"a filter of one pixel",
         2,
         4,
         1,
         {1, 2, 3, 4, 5, 6, 7, 8},
         {3},
         {3, 6, 9, 12, 15, 18, 21, 24}},
        {"a filter as large as the picture",
         3,
         3,
         3,
         {1, 2, 3, 4, 5, 6, 7, 8, 9},
         {1, 0, 0, 0, 0, 0, 0, 0, -1},
         {-8}},
        {"three rows of five, a filter of 3 by 3",
         3,
         5,
         3,
         {1, 2, 0, 3, 0, 1, 4, 1, 2, 0, 1, 5, 0, 2, 1},
         {1, 0, 0, 0, 0, 2, 0, -1, 0},
         {-2, 6, -2}},
    };
    enum { MADE = sizeof made / sizeof made[0], LARGE = 4 };
    static const size_t large[LARGE][3] = {
        {MANY, 3, 2}, {3, MANY, 2}, {1, VERY_MANY, 1}, {MANY, MANY, MANY}};
    bool hand_made = i < MADE, is_large = !hand_made && i < MADE + LARGE;
    size_t m = size_up_to(4, rng);
    size_t h = m + rng_below(rng, 5), w = m + rng_below(rng, 5);
    h = hand_made ? made[i].h : is_large ? large[i - MADE][0] : h;
    w = hand_made ? made[i].w : is_large ? large[i - MADE][1] : w;
    m = hand_made ? made[i].m : is_large ? large[i - MADE][2] : m;
    case_number(c, "h", (double)h);
    case_number(c, "w", (double)w);
    case_number(c, "m", (double)m);
    real *x = case_reals(c, "x", GIVEN, h, w);
    real *f = case_reals(c, "f", GIVEN, m, m);
    case_reals(c, "y", RESULT, h - m + 1, w - m + 1);
    fill_numbers(x, h * w, rng);
    fill_numbers(f, m * m, rng);
    if (hand_made) {
        case_title(c, "%s", made[i].title);
        fill_with(x, h * w, made[i].x);
        fill_with(f, m * m, made[i].f);
        case_expect(c, "y", (h - m + 1) * (w - m + 1), made[i].y);
    }
}

static void call_correlate(Function *f, Case *c)
{
    ((__typeof__(correlate) *)f)(reals(c, "x"), reals(c, "f"), reals(c, "y"),
                                 count_of(c, "h"), count_of(c, "w"),
                                 count_of(c, "m"));
}

PROBE(8, 5, correlate, .cases = 32, .draw = draw_correlate,
      .call = call_correlate, .tolerance = 1e-9);

/* ---- Convolutions ---- */

typedef struct MadeConv {
    const char *title;
    Conv conv;
    double x[32], w[12], b[4], dy[8], y[8], dw[12], dx[32];
} MadeConv;

/* y is of x, w and b; dw of x and dy; dx of w and dy. */
static const MadeConv made_convs[] = {
    {"one filter of 2 by 2",
     {1, 1, 1, {3, 2, 1, 0, 1, 2}, {3, 2, 1, 0, 1, 2}},
     {1, 2, 3, 4, 5, 6, 7, 8, 9},
     {1, 2, 3, 4},
     {10},
     {1, 2, 3, 4},
     {47, 57, 77, 87},
     {37, 47, 67, 77},
     {1, 4, 4, 6, 20, 16, 9, 24, 16}},
    {"a row of pixels",
     {1, 1, 1, {1, 1, 1, 0, 1, 1}, {5, 2, 1, 0, 1, 4}},
     {3, 1, 4, 1, 5},
     {1, -2},
     {0},
     {1, -1, 2, 3},
     {1, -7, 2, -9},
     {13, 14},
     {1, -3, 4, -1, -6}},
    {"one pixel, one weight",
     {1, 1, 1, {1, 1, 1, 0, 1, 1}, {1, 1, 1, 0, 1, 1}},
     {3},
     {5},
     {-2},
     {7},
     {13},
     {21},
     {35}},
    {"two channels are added up",
     {2, 1, 1, {1, 1, 1, 0, 1, 1}, {3, 2, 1, 0, 1, 2}},
     {1, 2, 3, 10, 20, 30},
     {1, 2, 3, 4},
     {100},
     {1, 3},
     {215, 288},
     {7, 11, 70, 110},
     {1, 5, 6, 3, 13, 12}},
    {"two filters, each with a bias",
     {1, 2, 1, {2, 1, 1, 0, 1, 2}, {2, 2, 1, 0, 1, 1}},
     {1, 2, 3, 4},
     {1, 2, 3, -4},
     {10, 20},
     {1, 2, 3, 5},
     {15, 21, 15, 13},
     {7, 10, 18, 26},
     {10, -10, 17, -16}},
    {"a window of one pixel mixes the channels",
     {2, 3, 1, {1, 1, 1, 0, 1, 1}, {2, 1, 1, 0, 1, 2}},
     {1, 2, 10, 20},
     {1, 0, 2, 3, -1, 1},
     {0, 100, 1},
     {1, 2, 3, 4, 5, 6},
     {1, 2, 132, 164, 10, 19},
     {5, 50, 11, 110, 17, 170},
     {2, 4, 14, 18}},
    {"a window of 2 rows and 3 columns",
     {1, 1, 1, {3, 2, 1, 0, 1, 2}, {4, 3, 1, 0, 1, 2}},
     {1, 2, 0, 3, 0, 1, 4, 1, 2, 0, 1, 5},
     {1, 2, 3, 4, 5, 6},
     {0},
     {1, 2, 3, -1},
     {34, 41, 28, 47},
     {4, 1, 17, 8, 8, 4},
     {1, 4, 7, 6, 7, 18, 23, 9, 12, 11, 13, -6}},
    {"a window of 3 rows and 1 column",
     {1, 1, 1, {4, 3, 1, 0, 1, 2}, {2, 1, 1, 0, 1, 2}},
     {1, 2, 3, 4, 5, 6, 7, 8},
     {1, 0, -2},
     {1},
     {1, 2, 3, 4},
     {-8, -9, -10, -11},
     {30, 50, 70},
     {1, 2, 3, 4, -2, -4, -6, -8}},
    {"stride 2 down, 1 to the right",
     {1, 1, 1, {3, 1, 2, 0, 1, 2}, {4, 2, 1, 0, 1, 3}},
     {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12},
     {1, 10},
     {0},
     {1, 2, 3, 4, 5, 6},
     {21, 32, 43, 109, 120, 131},
     {166, 187},
     {1, 12, 23, 30, 0, 0, 0, 0, 4, 45, 56, 60}},
    {"stride 1 down, 2 to the right",
     {1, 1, 1, {3, 2, 1, 0, 1, 2}, {4, 2, 2, 0, 1, 2}},
     {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12},
     {1, 10, 0, -1},
     {0},
     {1, 2, 3, 4},
     {15, 35, 55, 75},
     {50, 60, 90, 100},
     {1, 10, 2, 20, 3, 29, 4, 38, 0, -3, 0, -4}},
    {"steps longer than the window: some pixels are never read",
     {1, 1, 1, {1, 1, 1, 0, 1, 1}, {8, 2, 3, 0, 1, 3}},
     {1, 2, 3, 4, 5, 6, 7, 8},
     {1, 10},
     {0},
     {1, 2, 3},
     {21, 54, 87},
     {30, 36},
     {1, 10, 0, 2, 20, 0, 3, 30}},
    {"no window reaches the last pixels",
     {1, 1, 1, {2, 1, 1, 0, 1, 2}, {4, 2, 3, 0, 1, 1}},
     {1, 2, 3, 4, 5, 6, 7, 8},
     {1, 10},
     {0},
     {1, 2},
     {21, 65},
     {11, 14},
     {1, 10, 0, 0, 2, 20, 0, 0}},
    {"dilation 2 to the right",
     {1, 1, 1, {2, 1, 1, 0, 1, 2}, {5, 2, 1, 0, 2, 3}},
     {1, 2, 3, 4, 5, 6, 7, 8, 9, 10},
     {1, 10},
     {0},
     {1, 2, 3, 4, 5, 6},
     {31, 42, 53, 86, 97, 108},
     {121, 163},
     {1, 2, 13, 20, 30, 4, 5, 46, 50, 60}},
    {"dilation 3 down",
     {1, 1, 1, {5, 2, 1, 0, 3, 2}, {2, 1, 1, 0, 1, 2}},
     {1, 2, 3, 4, 5, 6, 7, 8, 9, 10},
     {1, 10},
     {0},
     {1, 2, 3, 4},
     {71, 82, 93, 104},
     {30, 90},
     {1, 2, 3, 4, 0, 0, 10, 20, 30, 40}},
    {"the padding stands in x already",
     {1, 1, 1, {1, 3, 1, 1, 1, 1}, {2, 2, 1, 1, 1, 3}},
     {9, 8, 8, 9, 1, 3, 4, 2, 7, 6, 6, 7},
     {1, 2, 3, 4, 5, 6},
     {0},
     {1, 2, 3},
     {111, 115, 118},
     {49, 51, 19, 17, 37, 39},
     {1, 4, 7, 6, 3, 10, 17, 12, 5, 16, 27, 18}},
    {"two groups, each of one channel and one filter",
     {2, 2, 2, {1, 1, 1, 0, 1, 1}, {3, 2, 1, 0, 1, 2}},
     {1, 2, 3, 10, 20, 30},
     {1, 2, 3, 4},
     {0, 100},
     {1, 2, 3, 4},
     {5, 8, 210, 280},
     {5, 8, 110, 180},
     {1, 4, 4, 9, 24, 16}},
    {"two groups, each of two channels and one filter",
     {4, 2, 2, {1, 1, 1, 0, 1, 1}, {2, 1, 1, 0, 1, 2}},
     {1, 2, 3, 4, 5, 6, 7, 8},
     {1, 10, 100, -1},
     {0, 0},
     {1, 2, 3, 4},
     {31, 42, 493, 592},
     {5, 11, 39, 53},
     {1, 2, 10, 20, 300, 400, -3, -4}},
    {"two groups, each of one channel and two filters",
     {2, 4, 2, {1, 1, 1, 0, 1, 1}, {2, 1, 1, 0, 1, 2}},
     {1, 2, 10, 20},
     {1, 2, 3, 4},
     {0, 0, 0, 100},
     {1, 2, 3, 4, 5, 6, 7, 8},
     {1, 2, 2, 4, 30, 60, 140, 180},
     {5, 11, 170, 230},
     {7, 10, 43, 50}},
    {"two groups, each of two channels and two filters",
     {4, 4, 2, {1, 1, 1, 0, 1, 1}, {1, 1, 1, 0, 1, 1}},
     {1, 2, 3, 4},
     {1, 10, 2, 20, 3, 30, 4, 40},
     {0, 0, 0, 0},
     {1, 2, 3, 4},
     {21, 42, 129, 172},
     {1, 2, 2, 4, 9, 12, 12, 16},
     {5, 50, 25, 250}},
    {"stride, dilation and padding in two channels",
     {2, 1, 1, {2, 2, 1, 1, 2, 2}, {2, 2, 2, 1, 1, 2}},
     {1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16,
      17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32},
     {1, 0, -1, 2, 3, 1, 0, -2},
     {5},
     {1, 2, 3, 4},
     {34, 42, 50, 58},
     {50, 60, 130, 140, 210, 220, 290, 300},
     {1, 0, 2, 0, 3, 0, 4,  0, -1, 2,  -2, 4,  -3, 6,  -4, 8,
      3, 1, 6, 2, 9, 3, 12, 4, 0,  -2, 0,  -4, 0,  -6, 0,  -8}},
};

/* Too much for a counter of one or two bytes in each place where one counts. */
static const Conv large_convs[] = {
    {1, 1, 1, {2, 1, 1, 0, 1, 2}, {MANY, 2, 1, 0, 1, MANY - 1}},
    {1, 1, 1, {MANY, 2, 1, 0, 1, MANY - 1}, {2, 1, 1, 0, 1, 2}},
    {MANY, 1, 1, {1, 1, 1, 0, 1, 1}, {2, 1, 1, 0, 1, 2}},
    {1, MANY, 1, {1, 1, 1, 0, 1, 1}, {2, 1, 1, 0, 1, 2}},
    {MANY, MANY, MANY, {1, 1, 1, 0, 1, 1}, {1, 1, 1, 0, 1, 1}},
    {1, 1, 1, {MANY, MANY, 1, 0, 1, 1}, {2, 1, 1, 0, 1, 2}},
    {1, 1, 1, {1, 1, 1, 0, 1, 1}, {MANY + 1, MANY, 1, 0, 1, 2}},
    {1, 1, 1, {2, 1, 1, 0, 1, 2}, {MANY + 3, 2, 1, 0, MANY, 3}},
    {1, 1, 1, {2 * MANY + 1, 1, MANY, 0, 1, 3}, {2, 1, 1, 0, 1, 2}},
    {1, 1, 1, {1, 1, 1, MANY, 1, 2 * MANY + 1}, {1, 1, 1, 0, 1, 1}},
    {1, 1, 1, {1, 1, 1, 0, 1, 1}, {VERY_MANY, 1, 1, 0, 1, VERY_MANY}},
};
enum {
    MADE_CONVS = sizeof made_convs / sizeof made_convs[0],
    LARGE_CONVS = sizeof large_convs / sizeof large_convs[0],
    CONV_CASES = MADE_CONVS + LARGE_CONVS + 30
};

/* One group, a few, or depthwise. */
static Conv random_conv(size_t i, Rng *rng)
{
    size_t groups = i % 2 == 0 ? 1 : 1 + size_up_to(2, rng);
    size_t channels = i % 4 == 3 ? 1 : size_up_to(3, rng);
    size_t filters = size_up_to(3, rng);
    Axis rows = random_axis(true, rng), columns = random_axis(true, rng);
    return (Conv){groups * channels, groups * filters, groups, rows, columns};
}

static Conv draw_conv(Case *c, size_t i, Rng *rng)
{
    Conv conv = i < MADE_CONVS                 ? made_convs[i].conv
                : i < MADE_CONVS + LARGE_CONVS ? large_convs[i - MADE_CONVS]
                                               : random_conv(i, rng);
    if (i < MADE_CONVS) {
        case_title(c, "%s", made_convs[i].title);
    }
    case_number(c, "in_channels", (double)conv.in_channels);
    case_number(c, "out_channels", (double)conv.out_channels);
    case_number(c, "groups", (double)conv.groups);
    draw_axis(c, &row_names, &conv.rows);
    draw_axis(c, &column_names, &conv.columns);
    return conv;
}

static Conv conv_of(const Case *c)
{
    return (Conv){count_of(c, "in_channels"), count_of(c, "out_channels"),
                  count_of(c, "groups"), axis_of(c, &row_names),
                  axis_of(c, &column_names)};
}

static size_t weight_count(const Conv *conv)
{
    return conv->out_channels * (conv->in_channels / conv->groups) *
           conv->rows.window * conv->columns.window;
}

static size_t output_count(const Conv *conv)
{
    return conv->out_channels * conv->rows.places * conv->columns.places;
}

static real *draw_input(Case *c, const char *name, Role role, const Conv *conv,
                        Rng *rng)
{
    real *x = picture(c, name, role, conv->in_channels, pixels(&conv->rows),
                      pixels(&conv->columns));
    fill_numbers(x, padded_numbers(conv), rng);
    return x;
}

static real *draw_weights(Case *c, const char *name, Role role,
                          const Conv *conv, Rng *rng)
{
    size_t channels = conv->in_channels / conv->groups;
    size_t height = conv->rows.window, width = conv->columns.window;
    real *w = case_reals(c, name, role, conv->out_channels * channels * height,
                         width);
    case_shape(c, name, 4,
               (size_t[]){conv->out_channels, channels, height, width});
    fill_numbers(w, weight_count(conv), rng);
    return w;
}

static real *draw_output(Case *c, const char *name, Role role, const Conv *conv,
                         Rng *rng)
{
    real *y = picture(c, name, role, conv->out_channels, conv->rows.places,
                      conv->columns.places);
    fill_numbers(y, output_count(conv), rng);
    return y;
}

/* A sum that is added to what is there: 100, 200 ... in a hand-made case. */
static void expect_added(Case *c, const char *name, real *sums, size_t count,
                         const double *added)
{
    double expected[32];
    for (size_t i = 0; i < count; i++) {
        sums[i] = (real)(100 * (i + 1));
        expected[i] = (double)sums[i] + added[i];
    }
    case_expect(c, name, count, expected);
}

/* ---- 8.6 conv_forward ---- */

static void draw_conv_forward(Case *c, size_t i, Rng *rng)
{
    Conv conv = draw_conv(c, i, rng);
    real *x = draw_input(c, "x", GIVEN, &conv, rng);
    real *w = draw_weights(c, "w", GIVEN, &conv, rng);
    real *b = case_reals(c, "b", GIVEN, 1, conv.out_channels);
    draw_output(c, "y", RESULT, &conv, rng);
    fill_numbers(b, conv.out_channels, rng);
    if (i < MADE_CONVS) {
        fill_with(x, padded_numbers(&conv), made_convs[i].x);
        fill_with(w, weight_count(&conv), made_convs[i].w);
        fill_with(b, conv.out_channels, made_convs[i].b);
        case_expect(c, "y", output_count(&conv), made_convs[i].y);
    }
}

static void call_conv_forward(Function *f, Case *c)
{
    Conv conv = conv_of(c);
    ((__typeof__(conv_forward) *)f)(reals(c, "x"), reals(c, "w"), reals(c, "b"),
                                    reals(c, "y"), &conv);
}

PROBE(8, 6, conv_forward, .cases = CONV_CASES, .draw = draw_conv_forward,
      .call = call_conv_forward, .tolerance = 1e-9);

/* ---- The gradients of a convolution ---- */

/* Σ dy y without the biases: linear in x, and in w. */
static double conv_scalar(const Case *c, const real *x, const real *w)
{
    Conv conv = conv_of(c);
    real *none = calloc(conv.out_channels, sizeof *none);
    real *y = malloc(output_count(&conv) * sizeof *y);
    double sum = NAN;
    if (none != NULL && y != NULL) {
        conv_forward(x, w, none, y, &conv);
        sum = products(reals(c, "dy"), y, output_count(&conv));
    }
    free(none);
    free(y);
    return sum;
}

/* ---- 8.7 conv_bias_gradient ---- */

static void draw_bias_gradient(Case *c, size_t i, Rng *rng)
{
    Conv conv = draw_conv(c, i, rng);
    real *dy = draw_output(c, "dy", GIVEN, &conv, rng);
    real *db = case_reals(c, "db", CHANGED, 1, conv.out_channels);
    fill_numbers(db, conv.out_channels, rng);
    if (i >= MADE_CONVS) {
        return;
    }
    double sums[4] = {0};
    size_t places = conv.rows.places * conv.columns.places;
    fill_with(dy, output_count(&conv), made_convs[i].dy);
    for (size_t k = 0; k < output_count(&conv); k++) {
        sums[k / places] += made_convs[i].dy[k];
    }
    expect_added(c, "db", db, conv.out_channels, sums);
}

static void call_bias_gradient(Function *f, Case *c)
{
    Conv conv = conv_of(c);
    ((__typeof__(conv_bias_gradient) *)f)(reals(c, "dy"), reals(c, "db"),
                                          &conv);
}

/* Σ dy b, whose derivative is added to db, and half of db² for what was
   there. */
static double bias_scalar(Case *c)
{
    Conv conv = conv_of(c);
    const real *dy = reals(c, "dy"), *db = reals(c, "db");
    size_t places = conv.rows.places * conv.columns.places;
    double sum = products(db, db, conv.out_channels) / 2;
    for (size_t k = 0; k < output_count(&conv); k++) {
        sum += (double)dy[k] * (double)db[k / places];
    }
    return sum;
}

PROBE(8, 7, conv_bias_gradient, .cases = CONV_CASES, .draw = draw_bias_gradient,
      .call = call_bias_gradient, .tolerance = 1e-9, .scalar = bias_scalar,
      .derivatives = "db:db");

/* ---- 8.8 conv_weight_gradient ---- */

static void draw_weight_gradient(Case *c, size_t i, Rng *rng)
{
    Conv conv = draw_conv(c, i, rng);
    real *x = draw_input(c, "x", GIVEN, &conv, rng);
    real *dy = draw_output(c, "dy", GIVEN, &conv, rng);
    real *dw = draw_weights(c, "dw", CHANGED, &conv, rng);
    if (i < MADE_CONVS) {
        fill_with(x, padded_numbers(&conv), made_convs[i].x);
        fill_with(dy, output_count(&conv), made_convs[i].dy);
        expect_added(c, "dw", dw, weight_count(&conv), made_convs[i].dw);
    }
}

static void call_weight_gradient(Function *f, Case *c)
{
    Conv conv = conv_of(c);
    ((__typeof__(conv_weight_gradient) *)f)(reals(c, "x"), reals(c, "dy"),
                                            reals(c, "dw"), &conv);
}

/* Its derivative at the weights that dw held before, plus what dw held: the
   derivative of half a square. */
static double weight_scalar(Case *c)
{
    Conv conv = conv_of(c);
    const real *dw = reals(c, "dw");
    return conv_scalar(c, reals(c, "x"), dw) +
           products(dw, dw, weight_count(&conv)) / 2;
}

PROBE(8, 8, conv_weight_gradient, .cases = CONV_CASES,
      .draw = draw_weight_gradient, .call = call_weight_gradient,
      .tolerance = 1e-9, .scalar = weight_scalar, .derivatives = "dw:dw");

/* ---- 8.9 conv_input_gradient ---- */

static void draw_input_gradient(Case *c, size_t i, Rng *rng)
{
    Conv conv = draw_conv(c, i, rng);
    real *w = draw_weights(c, "w", GIVEN, &conv, rng);
    real *dy = draw_output(c, "dy", GIVEN, &conv, rng);
    real *dx = draw_input(c, "dx", CHANGED, &conv, rng);
    fill_old(dx, padded_numbers(&conv), i == CONV_CASES - 1, rng);
    if (i < MADE_CONVS) {
        fill_with(w, weight_count(&conv), made_convs[i].w);
        fill_with(dy, output_count(&conv), made_convs[i].dy);
        case_expect(c, "dx", padded_numbers(&conv), made_convs[i].dx);
    }
}

static void call_input_gradient(Function *f, Case *c)
{
    Conv conv = conv_of(c);
    ((__typeof__(conv_input_gradient) *)f)(reals(c, "w"), reals(c, "dy"),
                                           reals(c, "dx"), &conv);
}

/* The derivative by x is the same everywhere: it is taken at what dx held. */
static double input_scalar(Case *c)
{
    return conv_scalar(c, reals(c, "dx"), reals(c, "w"));
}

PROBE(8, 9, conv_input_gradient, .cases = CONV_CASES,
      .draw = draw_input_gradient, .call = call_input_gradient,
      .tolerance = 1e-9, .scalar = input_scalar, .derivatives = "dx:dx");

/* ---- Pooling ---- */

enum { POOLED = 18, PLACED = 9 };

/* What the averages are without and with count_padding. */
typedef struct MadePool {
    const char *title;
    Pool pool;
    double x[POOLED], dy[PLACED];
    double largest[PLACED], index[PLACED], largest_dx[POOLED];
    double mean[2][PLACED], mean_dx[2][POOLED];
} MadePool;

static const MadePool made_pools[] = {
    {"windows of 2 by 2 side by side",
     {1, {4, 2, 2, 0, 1, 2}, {4, 2, 2, 0, 1, 2}},
     {1, 2, 5, 6, 4, 3, 8, 7, 9, 1, 1, 2, 0, 3, 4, 3},
     {1, 2, 3, 4},
     {4, 8, 9, 4},
     {4, 6, 8, 14},
     {0, 0, 0, 0, 1, 0, 2, 0, 3, 0, 0, 0, 0, 0, 4, 0},
     {{2.5, 6.5, 3.25, 2.5}, {2.5, 6.5, 3.25, 2.5}},
     {{0.25, 0.25, 0.5, 0.5, 0.25, 0.25, 0.5, 0.5, 0.75, 0.75, 1, 1, 0.75, 0.75,
       1, 1},
      {0.25, 0.25, 0.5, 0.5, 0.25, 0.25, 0.5, 0.5, 0.75, 0.75, 1, 1, 0.75, 0.75,
       1, 1}}},
    {"windows that overlap",
     {1, {2, 2, 1, 0, 1, 1}, {4, 2, 1, 0, 1, 3}},
     {1, 2, 9, 3, 4, 5, 6, 7},
     {1, 2, 4},
     {5, 9, 9},
     {5, 2, 2},
     {0, 0, 6, 0, 0, 1, 0, 0},
     {{3, 5.5, 6.25}, {3, 5.5, 6.25}},
     {{0.25, 0.75, 1.5, 1, 0.25, 0.75, 1.5, 1},
      {0.25, 0.75, 1.5, 1, 0.25, 0.75, 1.5, 1}}},
    {"one window over everything",
     {1, {2, 2, 1, 0, 1, 1}, {3, 3, 1, 0, 1, 1}},
     {3, 1, 4, 1, 5, 9},
     {6},
     {9},
     {5},
     {0, 0, 0, 0, 0, 6},
     {{23.0 / 6}, {23.0 / 6}},
     {{1, 1, 1, 1, 1, 1}, {1, 1, 1, 1, 1, 1}}},
    {"windows of one pixel: a copy",
     {1, {2, 1, 1, 0, 1, 2}, {3, 1, 1, 0, 1, 3}},
     {3, -1, 4, -1, 5, -9},
     {1, 2, 3, 4, 5, 6},
     {3, -1, 4, -1, 5, -9},
     {0, 1, 2, 3, 4, 5},
     {1, 2, 3, 4, 5, 6},
     {{3, -1, 4, -1, 5, -9}, {3, -1, 4, -1, 5, -9}},
     {{1, 2, 3, 4, 5, 6}, {1, 2, 3, 4, 5, 6}}},
    {"equals in a row: the first",
     {1, {1, 1, 1, 0, 1, 1}, {4, 3, 1, 0, 1, 2}},
     {7, 7, 7, 2},
     {1, 2},
     {7, 7},
     {0, 1},
     {1, 2, 0, 0},
     {{7, 16.0 / 3}, {7, 16.0 / 3}},
     {{1.0 / 3, 1, 1, 2.0 / 3}, {1.0 / 3, 1, 1, 2.0 / 3}}},
    {"equals one above the other",
     {1, {3, 2, 1, 0, 1, 2}, {2, 2, 1, 0, 1, 1}},
     {1, 5, 5, 5, 5, 5},
     {3, 4},
     {5, 5},
     {1, 2},
     {0, 3, 4, 0, 0, 0},
     {{4, 5}, {4, 5}},
     {{0.75, 0.75, 1.75, 1.75, 1, 1}, {0.75, 0.75, 1.75, 1.75, 1, 1}}},
    {"all are negative",
     {1, {2, 2, 1, 0, 1, 1}, {3, 2, 1, 0, 1, 2}},
     {-3, -1, -2, -5, -4, -6},
     {1, 2},
     {-1, -1},
     {1, 1},
     {0, 3, 0, 0, 0, 0},
     {{-3.25, -3.25}, {-3.25, -3.25}},
     {{0.25, 0.75, 0.5, 0.25, 0.75, 0.5}, {0.25, 0.75, 0.5, 0.25, 0.75, 0.5}}},
    {"all are negative, and windows reach over the border",
     {1, {2, 2, 2, 1, 1, 2}, {2, 2, 2, 1, 1, 2}},
     {-3, -1, -2, -5},
     {4, 8, 12, 16},
     {-3, -1, -2, -5},
     {0, 1, 2, 3},
     {4, 8, 12, 16},
     {{-3, -1, -2, -5}, {-0.75, -0.25, -0.5, -1.25}},
     {{4, 8, 12, 16}, {1, 2, 3, 4}}},
    {"very small numbers",
     {1, {1, 1, 1, 0, 1, 1}, {3, 2, 1, 0, 1, 2}},
     {-1e+30, -3e+30, -2e+38},
     {1, 2},
     {-1e+30, -3e+30},
     {0, 1},
     {1, 2, 0},
     {{-2e+30, -1.000000015e+38}, {-2e+30, -1.000000015e+38}},
     {{0.5, 1.5, 1}, {0.5, 1.5, 1}}},
    {"windows of 1 row and 3 columns",
     {1, {2, 1, 1, 0, 1, 2}, {4, 3, 1, 0, 1, 2}},
     {1, 2, 3, 1, 6, 5, 4, 7},
     {3, 6, 9, 12},
     {3, 3, 6, 7},
     {2, 2, 4, 7},
     {0, 0, 9, 0, 9, 0, 0, 12},
     {{2, 2, 5, 16.0 / 3}, {2, 2, 5, 16.0 / 3}},
     {{1, 3, 3, 2, 3, 7, 7, 4}, {1, 3, 3, 2, 3, 7, 7, 4}}},
    {"windows of 3 rows and 1 column",
     {1, {4, 3, 1, 0, 1, 2}, {2, 1, 1, 0, 1, 2}},
     {1, 2, 3, 1, 6, 5, 4, 7},
     {3, 6, 9, 12},
     {6, 5, 6, 7},
     {4, 5, 4, 7},
     {0, 0, 0, 0, 12, 6, 0, 12},
     {{10.0 / 3, 8.0 / 3, 13.0 / 3, 13.0 / 3},
      {10.0 / 3, 8.0 / 3, 13.0 / 3, 13.0 / 3}},
     {{1, 2, 4, 6, 4, 6, 3, 4}, {1, 2, 4, 6, 4, 6, 3, 4}}},
    {"stride 1 down, 2 to the right",
     {1, {3, 2, 1, 0, 1, 2}, {4, 2, 2, 0, 1, 2}},
     {1, 2, 3, 4, 8, 7, 6, 5, 9, 10, 11, 12},
     {4, 8, 12, 16},
     {8, 6, 10, 12},
     {4, 6, 9, 11},
     {0, 0, 0, 0, 4, 0, 8, 0, 0, 12, 0, 16},
     {{4.5, 4.5, 8.5, 8.5}, {4.5, 4.5, 8.5, 8.5}},
     {{1, 1, 2, 2, 4, 4, 6, 6, 3, 3, 4, 4},
      {1, 1, 2, 2, 4, 4, 6, 6, 3, 3, 4, 4}}},
    {"stride 3, windows of 1 by 2: some pixels are in none",
     {1, {1, 1, 1, 0, 1, 1}, {8, 2, 3, 0, 1, 3}},
     {1, 2, 9, 5, 4, 9, 7, 8},
     {2, 4, 6},
     {2, 5, 8},
     {1, 3, 7},
     {0, 2, 0, 4, 0, 0, 0, 6},
     {{1.5, 4.5, 7.5}, {1.5, 4.5, 7.5}},
     {{1, 1, 0, 2, 2, 0, 3, 3}, {1, 1, 0, 2, 2, 0, 3, 3}}},
    {"padding 1: the windows at the border are cut off",
     {1, {2, 3, 1, 1, 1, 2}, {3, 3, 1, 1, 1, 3}},
     {1, 2, 3, 6, 5, 4},
     {36, 36, 36, 36, 36, 72},
     {6, 6, 5, 6, 6, 5},
     {3, 3, 4, 3, 3, 4},
     {0, 0, 0, 144, 108, 0},
     {{3.5, 3.5, 3.5, 3.5, 3.5, 3.5},
      {14.0 / 9, 7.0 / 3, 14.0 / 9, 14.0 / 9, 7.0 / 3, 14.0 / 9}},
     {{30, 57, 39, 30, 57, 39}, {16, 28, 20, 16, 28, 20}}},
    {"padding to the left and right only",
     {1, {2, 1, 1, 0, 1, 2}, {3, 3, 2, 1, 1, 2}},
     {1, 2, 3, 6, 5, 4},
     {6, 12, 18, 24},
     {2, 3, 6, 5},
     {1, 2, 3, 4},
     {0, 6, 12, 18, 24, 0},
     {{1.5, 2.5, 5.5, 4.5}, {1, 5.0 / 3, 11.0 / 3, 3}},
     {{3, 9, 6, 9, 21, 12}, {2, 6, 4, 6, 14, 8}}},
    {"dilation 2",
     {1, {1, 1, 1, 0, 1, 1}, {5, 2, 1, 0, 2, 3}},
     {5, 1, 3, 2, 4},
     {2, 4, 6},
     {5, 2, 4},
     {0, 3, 4},
     {2, 0, 0, 4, 6},
     {{4, 1.5, 3.5}, {4, 1.5, 3.5}},
     {{1, 2, 4, 2, 3}, {1, 2, 4, 2, 3}}},
    {"dilation 2 and padding 2",
     {1, {1, 1, 1, 0, 1, 1}, {3, 3, 1, 2, 2, 3}},
     {5, -1, 3},
     {6, 12, 18},
     {5, -1, 5},
     {0, 1, 0},
     {24, 12, 0},
     {{4, -1, 4}, {8.0 / 3, -1.0 / 3, 8.0 / 3}},
     {{12, 12, 12}, {8, 4, 8}}},
    {"the last window reaches beyond the picture, without padding",
     {1, {1, 1, 1, 0, 1, 1}, {5, 2, 2, 0, 1, 3}},
     {1, 2, 3, 4, 5},
     {2, 4, 8},
     {2, 4, 5},
     {1, 3, 4},
     {0, 2, 0, 4, 8},
     {{1.5, 3.5, 5}, {1.5, 3.5, 2.5}},
     {{1, 1, 2, 2, 8}, {1, 1, 2, 2, 4}}},
    {"beyond the padding too",
     {1, {1, 1, 1, 0, 1, 1}, {4, 3, 2, 1, 1, 3}},
     {1, 2, 3, 6},
     {6, 12, 18},
     {2, 6, 6},
     {1, 3, 3},
     {0, 6, 0, 30},
     {{1.5, 11.0 / 3, 6}, {1, 11.0 / 3, 2}},
     {{3, 7, 4, 22}, {2, 6, 4, 10}}},
    {"two channels",
     {2, {1, 1, 1, 0, 1, 1}, {3, 2, 1, 0, 1, 2}},
     {1, 3, 2, 6, 4, 5},
     {2, 4, 6, 8},
     {3, 3, 6, 5},
     {1, 1, 0, 2},
     {0, 6, 0, 6, 0, 8},
     {{2, 2.5, 5, 4.5}, {2, 2.5, 5, 4.5}},
     {{1, 3, 2, 3, 7, 4}, {1, 3, 2, 3, 7, 4}}},
    {"three channels of one column, padding above and below",
     {3, {2, 2, 1, 1, 1, 3}, {1, 1, 1, 0, 1, 1}},
     {1, 2, -3, -4, 0, 5},
     {2, 4, 6, 8, 10, 12, 14, 16, 18},
     {1, 2, 2, -3, -3, -4, 0, 5, 5},
     {0, 1, 1, 0, 0, 1, 0, 1, 1},
     {2, 10, 18, 12, 14, 34},
     {{1, 1.5, 2, -3, -3.5, -4, 0, 2.5, 5},
      {0.5, 1.5, 1, -1.5, -3.5, -2, 0, 2.5, 2.5}},
     {{4, 8, 13, 17, 22, 26}, {3, 5, 9, 11, 15, 17}}},
};

/* Too much for a counter of one or two bytes in each place where one counts. */
static const Pool large_pools[] = {
    {MANY, {1, 1, 1, 0, 1, 1}, {2, 2, 1, 0, 1, 1}},
    {1, {MANY, 2, 1, 0, 1, MANY - 1}, {2, 1, 1, 0, 1, 2}},
    {1, {2, 1, 1, 0, 1, 2}, {MANY, 2, 1, 1, 1, MANY + 1}},
    {1, {MANY, MANY, 1, 0, 1, 1}, {2, 1, 1, 0, 1, 2}},
    {1, {1, 1, 1, 0, 1, 1}, {3, MANY, 100, MANY - 1, 1, 4}},
    {1, {2, 1, 1, 0, 1, 2}, {2 * MANY + 2, 2, MANY, 0, MANY, 2}},
    {1, {1, 1, 1, 0, 1, 1}, {VERY_MANY, 1, 1, 0, 1, VERY_MANY}},
};
enum {
    MADE_POOLS = sizeof made_pools / sizeof made_pools[0],
    LARGE_POOLS = sizeof large_pools / sizeof large_pools[0],
    POOL_CASES = MADE_POOLS + LARGE_POOLS + 28
};

/* Whether pixel k of the window, at place i, lies on the picture; and on which
   of its pixels. */
static bool lies_on(const Axis *axis, size_t i, size_t k, size_t *pixel)
{
    size_t at = i * axis->stride + k * axis->dilation;
    *pixel = at - axis->padding;
    return at >= axis->padding && *pixel < axis->size;
}

static bool sees_a_pixel(const Axis *axis, size_t i)
{
    size_t pixel;
    for (size_t k = 0; k < axis->window; k++) {
        if (lies_on(axis, i, k, &pixel)) {
            return true;
        }
    }
    return false;
}

/* Windows may reach beyond the picture, and beyond its padding. */
static Axis random_pool_axis(Rng *rng)
{
    Axis axis = {0};
    size_t most = size_up_to(4, rng);
    while (axis.places == 0) {
        axis = (Axis){.size = size_up_to(6, rng),
                      .window = size_up_to(3, rng),
                      .stride = size_up_to(3, rng),
                      .padding = rng_below(rng, 3),
                      .dilation = one_size_of((size_t[]){1, 1, 2, 3}, 4, rng)};
        while (axis.places < most && sees_a_pixel(&axis, axis.places)) {
            axis.places++;
        }
    }
    return axis;
}

static Pool draw_pool(Case *c, size_t i, Rng *rng)
{
    Pool pool = {size_up_to(3, rng), random_pool_axis(rng),
                 random_pool_axis(rng)};
    if (i < MADE_POOLS) {
        pool = made_pools[i].pool;
        case_title(c, "%s", made_pools[i].title);
    } else if (i < MADE_POOLS + LARGE_POOLS) {
        pool = large_pools[i - MADE_POOLS];
    }
    case_number(c, "channels", (double)pool.channels);
    draw_axis(c, &row_names, &pool.rows);
    draw_axis(c, &column_names, &pool.columns);
    return pool;
}

static Pool pool_of(const Case *c)
{
    return (Pool){count_of(c, "channels"), axis_of(c, &row_names),
                  axis_of(c, &column_names)};
}

static size_t pool_inputs(const Pool *pool)
{
    return pool->channels * pool->rows.size * pool->columns.size;
}

static size_t pool_outputs(const Pool *pool)
{
    return pool->channels * pool->rows.places * pool->columns.places;
}

static real *draw_pool_input(Case *c, const char *name, Role role,
                             const Pool *pool)
{
    return picture(c, name, role, pool->channels, pool->rows.size,
                   pool->columns.size);
}

static real *draw_pool_output(Case *c, const char *name, Role role,
                              const Pool *pool)
{
    return picture(c, name, role, pool->channels, pool->rows.places,
                   pool->columns.places);
}

/* ---- 8.10 max_pool_forward ---- */

static int *draw_index(Case *c, Role role, const Pool *pool)
{
    const Axis *rows = &pool->rows, *columns = &pool->columns;
    int *index = case_ints(c, "index", role, pool->channels * rows->places,
                           columns->places);
    case_shape(c, "index", 3,
               (size_t[]){pool->channels, rows->places, columns->places});
    return index;
}

/* Whole numbers, so that there are equals; in every third case all negative. */
static void draw_max_forward(Case *c, size_t i, Rng *rng)
{
    Pool pool = draw_pool(c, i, rng);
    real *x = draw_pool_input(c, "x", GIVEN, &pool);
    draw_pool_output(c, "y", RESULT, &pool);
    draw_index(c, RESULT, &pool);
    fill_whole(x, pool_inputs(&pool), -9, i % 3 == 0 ? -1 : 5, rng);
    if (i < MADE_POOLS) {
        fill_with(x, pool_inputs(&pool), made_pools[i].x);
        case_expect(c, "y", pool_outputs(&pool), made_pools[i].largest);
        case_expect(c, "index", pool_outputs(&pool), made_pools[i].index);
    }
}

static void call_max_forward(Function *f, Case *c)
{
    Pool pool = pool_of(c);
    ((__typeof__(max_pool_forward) *)f)(reals(c, "x"), reals(c, "y"),
                                        ints(c, "index"), &pool);
}

PROBE(8, 10, max_pool_forward, .cases = POOL_CASES, .draw = draw_max_forward,
      .call = call_max_forward, .tolerance = 1e-12);

/* ---- 8.11 max_pool_backward ---- */

/* Any pixel that the window sees along the axis. */
static size_t seen_pixel(const Axis *axis, size_t i, Rng *rng)
{
    size_t pixel;
    while (!lies_on(axis, i, rng_below(rng, axis->window), &pixel)) {
    }
    return pixel;
}

static void draw_max_backward(Case *c, size_t i, Rng *rng)
{
    Pool pool = draw_pool(c, i, rng);
    const Axis *rows = &pool.rows, *columns = &pool.columns;
    size_t outputs = pool_outputs(&pool), inputs = pool_inputs(&pool);
    real *dy = draw_pool_output(c, "dy", GIVEN, &pool);
    int *index = draw_index(c, GIVEN, &pool);
    real *dx = draw_pool_input(c, "dx", CHANGED, &pool);
    fill_numbers(dy, outputs, rng);
    fill_old(dx, inputs, i == POOL_CASES - 1, rng);
    for (size_t n = 0; n < outputs; n++) {
        size_t row = n / columns->places % rows->places;
        size_t column = n % columns->places;
        index[n] = i < MADE_POOLS
                       ? (int)made_pools[i].index[n]
                       : (int)(seen_pixel(rows, row, rng) * columns->size +
                               seen_pixel(columns, column, rng));
    }
    if (i < MADE_POOLS) {
        fill_with(dy, outputs, made_pools[i].dy);
        case_expect(c, "dx", inputs, made_pools[i].largest_dx);
    }
}

static void call_max_backward(Function *f, Case *c)
{
    Pool pool = pool_of(c);
    ((__typeof__(max_pool_backward) *)f)(reals(c, "dy"), ints(c, "index"),
                                         reals(c, "dx"), &pool);
}

/* Σ dy y for the pixels that dx held: it is linear in them. */
static double max_scalar(Case *c)
{
    Pool pool = pool_of(c);
    size_t size = pool.rows.size * pool.columns.size;
    size_t places = pool.rows.places * pool.columns.places;
    double sum = 0;
    for (size_t n = 0; n < pool_outputs(&pool); n++) {
        size_t at = n / places * size + (size_t)ints(c, "index")[n];
        sum += (double)reals(c, "dy")[n] * (double)reals(c, "dx")[at];
    }
    return sum;
}

PROBE(8, 11, max_pool_backward, .cases = POOL_CASES, .draw = draw_max_backward,
      .call = call_max_backward, .tolerance = 1e-9, .scalar = max_scalar,
      .derivatives = "dx:dx");

/* ---- 8.12 avg_pool_forward, 8.13 avg_pool_backward ----
   The hand-made cases once with count_padding by turns, then the other way
   round. */

enum { AVERAGE_CASES = 2 * MADE_POOLS + LARGE_POOLS + 15 };

static Pool draw_average(Case *c, size_t i, Rng *rng, const MadePool **made,
                         bool *count_padding)
{
    bool again = i >= MADE_POOLS;
    size_t at = again ? i - MADE_POOLS : i;
    *count_padding = (at % 2 == 0) == again;
    *made = at < MADE_POOLS ? &made_pools[at] : NULL;
    Pool pool = draw_pool(c, at, rng);
    case_choice(c, "count_padding", *count_padding,
                *count_padding ? "true" : "false");
    return pool;
}

static void draw_average_forward(Case *c, size_t i, Rng *rng)
{
    const MadePool *made;
    bool count_padding;
    Pool pool = draw_average(c, i, rng, &made, &count_padding);
    real *x = draw_pool_input(c, "x", GIVEN, &pool);
    draw_pool_output(c, "y", RESULT, &pool);
    fill_numbers(x, pool_inputs(&pool), rng);
    if (made != NULL) {
        fill_with(x, pool_inputs(&pool), made->x);
        case_expect(c, "y", pool_outputs(&pool), made->mean[count_padding]);
    }
}

static void call_average_forward(Function *f, Case *c)
{
    Pool pool = pool_of(c);
    ((__typeof__(avg_pool_forward) *)f)(reals(c, "x"), reals(c, "y"),
                                        number(c, "count_padding") != 0, &pool);
}

PROBE(8, 12, avg_pool_forward, .cases = AVERAGE_CASES,
      .draw = draw_average_forward, .call = call_average_forward,
      .tolerance = 1e-9);

static void draw_average_backward(Case *c, size_t i, Rng *rng)
{
    const MadePool *made;
    bool count_padding;
    Pool pool = draw_average(c, i, rng, &made, &count_padding);
    real *dy = draw_pool_output(c, "dy", GIVEN, &pool);
    real *dx = draw_pool_input(c, "dx", CHANGED, &pool);
    fill_numbers(dy, pool_outputs(&pool), rng);
    fill_old(dx, pool_inputs(&pool), i == AVERAGE_CASES - 1, rng);
    if (made != NULL) {
        fill_with(dy, pool_outputs(&pool), made->dy);
        case_expect(c, "dx", pool_inputs(&pool), made->mean_dx[count_padding]);
    }
}

static void call_average_backward(Function *f, Case *c)
{
    Pool pool = pool_of(c);
    ((__typeof__(avg_pool_backward) *)f)(
        reals(c, "dy"), reals(c, "dx"), number(c, "count_padding") != 0, &pool);
}

/* Σ dy y for the pixels that dx held: it is linear in them. */
static double average_scalar(Case *c)
{
    Pool pool = pool_of(c);
    real *y = malloc(pool_outputs(&pool) * sizeof *y);
    if (y == NULL) {
        return NAN;
    }
    avg_pool_forward(reals(c, "dx"), y, number(c, "count_padding") != 0, &pool);
    double sum = products(reals(c, "dy"), y, pool_outputs(&pool));
    free(y);
    return sum;
}

PROBE(8, 13, avg_pool_backward, .cases = AVERAGE_CASES,
      .draw = draw_average_backward, .call = call_average_backward,
      .tolerance = 1e-9, .scalar = average_scalar, .derivatives = "dx:dx");

/* ---- 8.14 receptive_field ---- */

enum { LAYERS = 5 };

static void draw_field(Case *c, size_t i, Rng *rng)
{
    static const struct {
        const char *title;
        size_t count, window[LAYERS], stride[LAYERS], dilation[LAYERS];
        double field;
    } made[] = {
        {"no layers: the number itself", 0, {0}, {0}, {0}, 1},
        {"a window of 3", 1, {3}, {1}, {1}, 3},
        {"a window of 1", 1, {1}, {1}, {1}, 1},
        {"two windows of 3", 2, {3, 3}, {1, 1}, {1, 1}, 5},
        {"windows of 5, 3 and 2", 3, {5, 3, 2}, {1, 1, 1}, {1, 1, 1}, 8},
        {"one layer: its own stride plays no part", 1, {3}, {2}, {1}, 3},
        {"stride 2, then a window of 3", 2, {3, 3}, {2, 1}, {1, 1}, 7},
        {"a window of 3, then stride 2", 2, {3, 3}, {1, 2}, {1, 1}, 5},
        {"strides 2 and 3", 3, {3, 2, 2}, {2, 3, 1}, {1, 1, 1}, 11},
        {"dilation 2", 1, {3}, {1}, {2}, 5},
        {"dilation grows: 1, 2, 4", 3, {3, 3, 3}, {1, 1, 1}, {1, 2, 4}, 15},
        {"windows of 1 that only step", 3, {1, 1, 3}, {2, 2, 1}, {1, 1, 1}, 9},
        {"convolutions and poolings by turns",
         5,
         {5, 2, 5, 2, 4},
         {1, 2, 1, 2, 1},
         {1, 1, 1, 1, 1},
         28},
        {"strides and dilation", 3, {2, 3, 2}, {3, 2, 4}, {2, 2, 3}, 33},
    };
    enum { MADE = sizeof made / sizeof made[0] };
    size_t count = i < MADE        ? made[i].count
                   : i == MADE     ? MANY
                   : i == MADE + 1 ? VERY_MANY
                                   : size_up_to(6, rng);
    case_number(c, "count", (double)count);
    static const char *const names[] = {"layers.window", "layers.stride",
                                        "layers.dilation", "layers.size",
                                        "layers.padding"};
    size_t *fields[5];
    for (size_t k = 0; k < 5; k++) {
        fields[k] = case_sizes(c, names[k], GIVEN, 1, count);
        for (size_t n = 0; n < count; n++) {
            bool step = k == 1 && count >= MANY;
            fields[k][n] = step ? 1 : size_up_to(k == 0 ? 5 : 3, rng);
        }
    }
    if (i < MADE) {
        case_title(c, "%s", made[i].title);
        memcpy(fields[0], made[i].window, count * sizeof(size_t));
        memcpy(fields[1], made[i].stride, count * sizeof(size_t));
        memcpy(fields[2], made[i].dilation, count * sizeof(size_t));
        case_expect_return(c, made[i].field);
    }
}

static void call_field(Function *f, Case *c)
{
    size_t count = count_of(c, "count");
    Axis *layers = malloc((count + 1) * sizeof *layers);
    if (layers == NULL) {
        return;
    }
    for (size_t k = 0; k < count; k++) {
        layers[k] = (Axis){.size = sizes(c, "layers.size")[k],
                           .window = sizes(c, "layers.window")[k],
                           .stride = sizes(c, "layers.stride")[k],
                           .padding = sizes(c, "layers.padding")[k],
                           .dilation = sizes(c, "layers.dilation")[k]};
    }
    layers[count] = (Axis){.size = 9, .window = 9, .stride = 9, .dilation = 9};
    case_returned(c, (double)((__typeof__(receptive_field) *)f)(layers, count));
    free(layers);
}

PROBE(8, 14, receptive_field, .cases = 48, .draw = draw_field,
      .call = call_field, .tolerance = 1e-12);

/* ---- 8.15 cut_windows ---- */

static Axis random_cut(Rng *rng)
{
    Axis axis = random_axis(true, rng);
    axis.size += 2 * axis.padding;
    axis.padding = 0;
    return axis;
}

static void draw_cut(Case *c, size_t i, Rng *rng)
{
    static const struct {
        const char *title;
        Axis rows, columns;
        double x[12], y[16];
    } made[] = {
        {"windows of 2 by 2, step by step",
         {2, 2, 1, 0, 1, 1},
         {3, 2, 1, 0, 1, 2},
         {1, 2, 3, 4, 5, 6},
         {1, 2, 4, 5, 2, 3, 5, 6}},
        {"windows of 2 by 2 side by side",
         {2, 2, 2, 0, 1, 1},
         {4, 2, 2, 0, 1, 2},
         {1, 2, 3, 4, 5, 6, 7, 8},
         {1, 2, 5, 6, 3, 4, 7, 8}},
        {"one window over everything",
         {2, 2, 1, 0, 1, 1},
         {3, 3, 1, 0, 1, 1},
         {1, 2, 3, 4, 5, 6},
         {1, 2, 3, 4, 5, 6}},
        {"windows of one pixel",
         {2, 1, 1, 0, 1, 2},
         {3, 1, 1, 0, 1, 3},
         {1, 2, 3, 4, 5, 6},
         {1, 2, 3, 4, 5, 6}},
        {"windows of 1 row and 3 columns",
         {2, 1, 1, 0, 1, 2},
         {4, 3, 1, 0, 1, 2},
         {1, 2, 3, 4, 5, 6, 7, 8},
         {1, 2, 3, 2, 3, 4, 5, 6, 7, 6, 7, 8}},
        {"windows of 2 rows and 1 column",
         {3, 2, 1, 0, 1, 2},
         {2, 1, 1, 0, 1, 2},
         {1, 2, 3, 4, 5, 6},
         {1, 3, 2, 4, 3, 5, 4, 6}},
        {"stride 2 down, 1 to the right",
         {3, 1, 2, 0, 1, 2},
         {4, 2, 1, 0, 1, 3},
         {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12},
         {1, 2, 2, 3, 3, 4, 9, 10, 10, 11, 11, 12}},
        {"stride 1 down, 2 to the right",
         {3, 2, 1, 0, 1, 2},
         {4, 2, 2, 0, 1, 2},
         {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12},
         {1, 2, 5, 6, 3, 4, 7, 8, 5, 6, 9, 10, 7, 8, 11, 12}},
        {"stride 3: some pixels are in no window",
         {1, 1, 1, 0, 1, 1},
         {8, 2, 3, 0, 1, 3},
         {1, 2, 3, 4, 5, 6, 7, 8},
         {1, 2, 4, 5, 7, 8}},
        {"dilation 2 to the right",
         {2, 1, 1, 0, 1, 2},
         {5, 2, 1, 0, 2, 3},
         {1, 2, 3, 4, 5, 6, 7, 8, 9, 10},
         {1, 3, 2, 4, 3, 5, 6, 8, 7, 9, 8, 10}},
        {"dilation 2 down",
         {4, 2, 1, 0, 2, 2},
         {2, 1, 1, 0, 1, 2},
         {1, 2, 3, 4, 5, 6, 7, 8},
         {1, 5, 2, 6, 3, 7, 4, 8}},
        {"one pixel", {1, 1, 1, 0, 1, 1}, {1, 1, 1, 0, 1, 1}, {1}, {1}},
    };
    static const Axis large[][2] = {
        {{MANY, 2, 1, 0, 1, MANY - 1}, {2, 1, 1, 0, 1, 2}},
        {{2, 1, 1, 0, 1, 2}, {MANY, 2, 1, 0, 1, MANY - 1}},
        {{MANY, MANY, 1, 0, 1, 1}, {2, 1, 1, 0, 1, 2}},
        {{1, 1, 1, 0, 1, 1}, {MANY + 1, MANY, 1, 0, 1, 2}},
        {{MANY + 2, 2, 1, 0, MANY, 2}, {2 * MANY + 1, 1, MANY, 0, 1, 3}},
        {{1, 1, 1, 0, 1, 1}, {VERY_MANY, 1, 1, 0, 1, VERY_MANY}},
    };
    enum {
        MADE = sizeof made / sizeof made[0],
        ALL = MADE + sizeof large / sizeof large[0]
    };
    Axis rows = random_cut(rng), columns = random_cut(rng);
    if (i < MADE) {
        rows = made[i].rows;
        columns = made[i].columns;
        case_title(c, "%s", made[i].title);
    } else if (i < ALL) {
        rows = large[i - MADE][0];
        columns = large[i - MADE][1];
    }
    draw_axis(c, &row_pointers, &rows);
    draw_axis(c, &column_pointers, &columns);
    real *x = case_reals(c, "x", GIVEN, rows.size, columns.size);
    size_t windows = rows.places * columns.places;
    size_t seen = rows.window * columns.window;
    case_reals(c, "y", RESULT, windows, seen);
    fill_numbers(x, rows.size * columns.size, rng);
    if (i < MADE) {
        fill_with(x, rows.size * columns.size, made[i].x);
        case_expect(c, "y", windows * seen, made[i].y);
    }
}

static void call_cut(Function *f, Case *c)
{
    Axis rows = axis_of(c, &row_pointers);
    Axis columns = axis_of(c, &column_pointers);
    ((__typeof__(cut_windows) *)f)(reals(c, "x"), reals(c, "y"), &rows,
                                   &columns);
}

PROBE(8, 15, cut_windows, .cases = 44, .draw = draw_cut, .call = call_cut,
      .tolerance = 1e-12);
