#include "axes.h"
#include "cnn.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The fields of axes and convolutions are drawn as numbers, so that they are
   read beside the arrays; each call makes its structures of them, and hands
   those that it gets back as arrays with names. */

/* What a byte and what two bytes cannot count. */
enum { MANY = 300, VERY_MANY = 70000 };

/* What stands where the function is to write a size: nothing of worth. */
enum { NONSENSE = 777 };

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
                                   "axis->dilation", "axis->places"};
static const AxisNames row_names = {"conv->rows.size",     "conv->rows.window",
                                    "conv->rows.stride",   "conv->rows.padding",
                                    "conv->rows.dilation", "conv->rows.places"};
static const AxisNames column_names = {
    "conv->columns.size",    "conv->columns.window",   "conv->columns.stride",
    "conv->columns.padding", "conv->columns.dilation", "conv->columns.places"};

/* What a person chooses of an axis. */
static void draw_choice(Case *c, const AxisNames *names, const Axis *axis)
{
    case_number(c, names->window, (double)axis->window);
    case_number(c, names->stride, (double)axis->stride);
    case_number(c, names->padding, (double)axis->padding);
    case_number(c, names->dilation, (double)axis->dilation);
}

static Axis choice_of(const Case *c, const AxisNames *names)
{
    return (Axis){.size = NONSENSE,
                  .window = count_of(c, names->window),
                  .stride = count_of(c, names->stride),
                  .padding = count_of(c, names->padding),
                  .dilation = count_of(c, names->dilation),
                  .places = NONSENSE};
}

/* Places, without help from a function that is graded. */
static size_t places_on(const Axis *axis)
{
    size_t room = pixels(axis), length = window_length(axis);
    bool fits = room >= length && (room - length) % axis->stride == 0;
    return fits ? 1 + (room - length) / axis->stride : 0;
}

/* An axis whose windows may fit or not. */
static Axis any_axis(Rng *rng)
{
    Axis axis = random_axis(false, rng);
    axis.size += rng_below(rng, 3) == 0 ? size_up_to(4, rng) : 0;
    axis.window += rng_below(rng, 6) == 0 ? 9 : 0;
    return axis;
}

/* ---- What an error tells ---- */

/* Whether a text has the number, with no other digit before or behind. */
static bool tells(const char *text, size_t number)
{
    static const char *const digits = "0123456789";
    while (*(text += strcspn(text, digits)) != '\0') {
        char *end;
        if (strtoul(text, &end, 10) == number) {
            return true;
        }
        text = end;
    }
    return false;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Whether the number stands behind the sign of a formula, or before it if it is
   a product: true as well if there is no formula. */
static bool stands_at(const char *text, char sign, size_t number)
{
    bool any = false;
    for (const char *at = text; (at = strchr(at, sign)) != NULL; at++) {
        const char *behind = at + 1 + strspn(at + 1, " ");
        const char *before = at;
        if (!is_digit(*behind)) {
            continue;
        }
        while (before > text && (before[-1] == ' ' || is_digit(before[-1]))) {
            before--;
        }
        any = true;
        if (strtoul(behind, NULL, 10) == number ||
            (sign == '*' && before < at &&
             strtoul(before, NULL, 10) == number)) {
            return true;
        }
    }
    return !any;
}

/* Whether it has all numbers of the formula. */
static bool tells_axis(const char *text, const Axis *axis)
{
    return tells(text, axis->size) && tells(text, axis->padding) &&
           tells(text, window_length(axis)) && tells(text, axis->stride);
}

/* ---- 9.1 axis_plan ---- */

enum { AXIS_FIELDS = 6, AXIS_MESSAGE = 6 };

static const char *const axis_fields[AXIS_FIELDS] = {
    "axis->size",    "axis->window",   "axis->stride",
    "axis->padding", "axis->dilation", "axis->places"};
static const char *const axis_message[AXIS_MESSAGE] = {
    "error is filled in (1: yes)",
    "error has the axis's name (1: yes)",
    "error has the size (1: yes)",
    "error has 2 * the padding (1: yes)",
    "error has the length of the window (1: yes)",
    "error has the stride (1: yes)"};

/* The names are handed over: no function can know them. */
static const char *const names_of_axes[] = {"rows", "columns", "depth", "time"};
enum { AXIS_NAMES = sizeof names_of_axes / sizeof names_of_axes[0] };

static void draw_axis_plan(Case *c, size_t i, Rng *rng)
{
    static const struct {
        const char *title;
        size_t name;
        Axis axis; /* with no places if there is an error */
    } made[] = {
        {"a window of 5 on 28 pixels", 0, {28, 5, 1, 0, 1, 24}},
        {"stride 2", 1, {7, 3, 2, 0, 1, 3}},
        {"a padding of 1 keeps the size", 1, {9, 3, 1, 1, 1, 9}},
        {"dilation 2: a window of 3 is 5 long", 0, {9, 3, 2, 0, 2, 3}},
        {"padding, stride and dilation", 2, {12, 3, 3, 2, 3, 4}},
        {"one place: as long as the picture with its padding",
         0,
         {4, 8, 3, 2, 1, 1}},
        {"one pixel", 3, {1, 1, 1, 0, 1, 1}},
        {"a pixel is left over", 0, {28, 5, 4, 3, 1, 0}},
        {"some pixels are left over, and the window has gaps",
         1,
         {28, 5, 6, 3, 4, 0}},
        {"the window is longer than the picture", 3, {7, 9, 4, 0, 1, 0}},
        {"longer by one pixel, stride 1", 0, {7, 8, 1, 0, 1, 0}},
        {"longer by a multiple of the stride", 2, {7, 15, 4, 0, 1, 0}},
        {"longer by one stride: there would be 0 places",
         0,
         {6, 9, 3, 0, 1, 0}},
        {"longer even with the padding", 1, {5, 20, 6, 4, 1, 0}},
        {"too long only by its gaps", 0, {8, 4, 7, 3, 5, 0}},
        {"very many pixels", 1, {VERY_MANY, 3, 1, 0, 1, VERY_MANY - 2}},
        {"a long window with wide gaps",
         0,
         {89800, MANY, 1, 5, MANY, 89800 + 10 - 299 * MANY}},
        {"very many pixels, and one is left over",
         2,
         {VERY_MANY, MANY + 1, MANY + 3, MANY + 7, 1, 0}},
    };
    enum { MADE = sizeof made / sizeof made[0] };
    bool hand_made = i < MADE;
    Axis axis = hand_made ? made[i].axis : any_axis(rng);
    size_t name = hand_made ? made[i].name : rng_below(rng, AXIS_NAMES);
    case_number(c, "size", (double)axis.size);
    case_choice(c, "name", name, names_of_axes[name]);
    draw_choice(c, &one_axis, &axis);
    case_number(c, "axis->size", (double)size_up_to(20, rng));
    case_sizes(c, "axis", RESULT, 1, AXIS_FIELDS);
    case_names(c, "axis", axis_fields);
    case_ints(c, "error", RESULT, 1, AXIS_MESSAGE);
    case_names(c, "error", axis_message);
    if (hand_made) {
        bool good = axis.places > 0;
        case_title(c, "%s", made[i].title);
        case_expect(c, "axis", AXIS_FIELDS,
                    (double[]){good ? (double)axis.size : 0,
                               (double)axis.window, (double)axis.stride,
                               (double)axis.padding, (double)axis.dilation,
                               (double)axis.places});
        case_expect(c, "error", AXIS_MESSAGE,
                    (double[]){!good, !good, !good, !good, !good, !good});
        case_expect_return(c, good);
    }
}

/* Of an axis that is refused nothing is expected: 0 is reported. */
static void hand_back_axis(const Axis *axis, bool good, size_t *found)
{
    found[0] = good ? axis->size : 0;
    found[1] = axis->window;
    found[2] = axis->stride;
    found[3] = axis->padding;
    found[4] = axis->dilation;
    found[5] = good ? axis->places : 0;
}

static void call_axis_plan(Function *f, Case *c)
{
    const char *name = names_of_axes[count_of(c, "name")];
    size_t size = count_of(c, "size");
    Axis axis = choice_of(c, &one_axis), right = axis;
    Error error = {""};
    axis.size = count_of(c, "axis->size");
    right.size = size;
    bool good = ((__typeof__(axis_plan) *)f)(&axis, size, name, &error);
    hand_back_axis(&axis, good, sizes(c, "axis"));
    int *told = ints(c, "error");
    bool expected = places_on(&right) == 0;
    told[0] = error.text[0] != '\0';
    told[1] = expected && strstr(error.text, name) != NULL;
    told[2] = expected && tells(error.text, size);
    told[3] = expected && tells(error.text, right.padding) &&
              stands_at(error.text, '*', right.padding);
    told[4] = expected && tells(error.text, window_length(&right)) &&
              stands_at(error.text, '-', window_length(&right));
    told[5] = expected && tells(error.text, right.stride) &&
              stands_at(error.text, '/', right.stride);
    case_returned(c, good);
}

PROBE(9, 1, axis_plan, .cases = 50, .draw = draw_axis_plan,
      .call = call_axis_plan, .tolerance = 1e-12);

/* ---- 9.2 conv_plan ---- */

enum { CONV_FIELDS = 3 + 2 * AXIS_FIELDS, OUT_FIELDS = 3, CONV_MESSAGE = 3 };

static const char *const conv_fields[CONV_FIELDS] = {
    "conv->in_channels",     "conv->out_channels",     "conv->groups",
    "conv->rows.size",       "conv->rows.window",      "conv->rows.stride",
    "conv->rows.padding",    "conv->rows.dilation",    "conv->rows.places",
    "conv->columns.size",    "conv->columns.window",   "conv->columns.stride",
    "conv->columns.padding", "conv->columns.dilation", "conv->columns.places"};
static const char *const out_fields[OUT_FIELDS] = {"out->c", "out->h",
                                                   "out->w"};
static const char *const conv_message[CONV_MESSAGE] = {
    "error is filled in (1: yes)",
    "error names the axis that does not fit, and only that (1: yes)",
    "error has the numbers (1: yes)"};

typedef struct Plan {
    const char *title;
    size_t channels, filters, groups;
    Axis rows, columns; /* with no places where they do not fit */
} Plan;

static const Plan plans[] = {
    {"LeNet's second layer",
     20,
     50,
     1,
     {12, 5, 1, 0, 1, 8},
     {12, 5, 1, 0, 1, 8}},
    {"rows and columns unlike",
     3,
     4,
     1,
     {7, 3, 2, 0, 1, 3},
     {10, 2, 1, 1, 1, 11}},
    {"two groups", 4, 6, 2, {5, 3, 1, 1, 1, 5}, {6, 2, 2, 0, 1, 3}},
    {"as many groups as channels",
     3,
     6,
     3,
     {9, 2, 3, 0, 3, 0},
     {5, 1, 1, 0, 1, 5}},
    {"as many groups as channels, and it fits",
     3,
     6,
     3,
     {10, 2, 3, 0, 3, 3},
     {5, 1, 1, 0, 1, 5}},
    {"groups divide the filters, not the channels",
     4,
     6,
     3,
     {5, 5, 1, 0, 1, 1},
     {9, 1, 1, 0, 1, 9}},
    {"groups divide the channels, not the filters",
     6,
     8,
     3,
     {5, 5, 1, 0, 1, 1},
     {9, 1, 1, 0, 1, 9}},
    {"groups divide neither", 5, 7, 4, {5, 5, 1, 0, 1, 1}, {9, 1, 1, 0, 1, 9}},
    {"groups leave the same rest of both",
     4,
     7,
     3,
     {5, 5, 1, 0, 1, 1},
     {9, 1, 1, 0, 1, 9}},
    {"groups divide neither, but the product of both",
     4,
     6,
     8,
     {5, 5, 1, 0, 1, 1},
     {9, 1, 1, 0, 1, 9}},
    {"more groups than channels",
     3,
     6,
     6,
     {5, 5, 1, 0, 1, 1},
     {9, 1, 1, 0, 1, 9}},
    {"more groups than filters",
     8,
     4,
     8,
     {5, 5, 1, 0, 1, 1},
     {9, 1, 1, 0, 1, 9}},
    {"the rows do not fit", 5, 6, 1, {28, 5, 4, 3, 1, 0}, {9, 3, 3, 0, 1, 3}},
    {"the columns do not fit",
     5,
     6,
     1,
     {9, 3, 3, 0, 1, 3},
     {28, 5, 4, 3, 1, 0}},
    {"a window wider than the picture",
     1,
     1,
     1,
     {9, 1, 1, 0, 1, 9},
     {4, 7, 1, 0, 1, 0}},
    {"a window higher than the picture",
     3,
     1,
     1,
     {4, 7, 1, 0, 1, 0},
     {9, 2, 1, 0, 1, 8}},
    {"neither rows nor columns fit",
     5,
     6,
     1,
     {28, 5, 4, 3, 1, 0},
     {37, 8, 6, 3, 1, 0}},
    {"one of everything", 1, 1, 1, {1, 1, 1, 0, 1, 1}, {1, 1, 1, 0, 1, 1}},
    {"many channels, and a wide picture",
     MANY,
     2 * MANY,
     MANY,
     {MANY, 1, 1, 0, 1, MANY},
     {VERY_MANY, 3, 1, 1, 1, VERY_MANY}},
    {"very many channels, and a high picture",
     VERY_MANY,
     VERY_MANY,
     VERY_MANY,
     {VERY_MANY, 2, 2, 0, 1, VERY_MANY / 2},
     {MANY + 5, 3, 2, 0, 1, MANY / 2 + 2}},
};
enum { PLANS = sizeof plans / sizeof plans[0] };

static bool is_good(const Plan *plan)
{
    return plan->channels % plan->groups == 0 &&
           plan->filters % plan->groups == 0 && plan->rows.places > 0 &&
           plan->columns.places > 0;
}

/* Half of them fit; of the others one thing does not. */
static Plan random_plan(Rng *rng)
{
    size_t groups = size_up_to(3, rng);
    Plan plan = {
        NULL,   groups * size_up_to(3, rng), groups * size_up_to(3, rng),
        groups, random_axis(false, rng),     random_axis(false, rng)};
    switch (rng_below(rng, 8)) {
    case 0:
        plan.channels++;
        break;
    case 1:
        plan.filters++;
        break;
    case 2:
        plan.rows.window += 9;
        break;
    case 3:
        plan.columns = any_axis(rng);
        break;
    default:
        break;
    }
    plan.rows.places = places_on(&plan.rows);
    plan.columns.places = places_on(&plan.columns);
    return plan;
}

static void expect_plan(Case *c, const Plan *plan)
{
    bool good = is_good(plan);
    bool axis = plan->rows.places == 0 || plan->columns.places == 0;
    size_t expected[CONV_FIELDS] = {good ? plan->channels : 0, plan->filters,
                                    plan->groups};
    double values[CONV_FIELDS];
    hand_back_axis(&plan->rows, good, expected + 3);
    hand_back_axis(&plan->columns, good, expected + 3 + AXIS_FIELDS);
    for (size_t k = 0; k < CONV_FIELDS; k++) {
        values[k] = (double)expected[k];
    }
    case_expect(c, "conv", CONV_FIELDS, values);
    case_expect(c, "out", OUT_FIELDS,
                (double[]){good ? (double)plan->filters : 0,
                           good ? (double)plan->rows.places : 0,
                           good ? (double)plan->columns.places : 0});
    case_expect(c, "error", CONV_MESSAGE,
                (double[]){!good, !good && axis, !good});
    case_expect_return(c, good);
}

static void draw_conv_plan(Case *c, size_t i, Rng *rng)
{
    Plan plan = i < PLANS ? plans[i] : random_plan(rng);
    case_number(c, "in.c", (double)plan.channels);
    case_number(c, "in.h", (double)plan.rows.size);
    case_number(c, "in.w", (double)plan.columns.size);
    case_number(c, "conv->out_channels", (double)plan.filters);
    case_number(c, "conv->groups", (double)plan.groups);
    draw_choice(c, &row_names, &plan.rows);
    draw_choice(c, &column_names, &plan.columns);
    case_sizes(c, "conv", RESULT, 1, CONV_FIELDS);
    case_names(c, "conv", conv_fields);
    case_sizes(c, "out", RESULT, 1, OUT_FIELDS);
    case_names(c, "out", out_fields);
    case_ints(c, "error", RESULT, 1, CONV_MESSAGE);
    case_names(c, "error", conv_message);
    if (i < PLANS) {
        case_title(c, "%s", plan.title);
        expect_plan(c, &plan);
    }
}

/* What the message tells of a plan that is not good. If both axes do not fit,
   one of them is enough. */
static void look_at_message(const char *text, const Plan *plan, int *told)
{
    bool rows = strstr(text, "rows") != NULL;
    bool columns = strstr(text, "columns") != NULL;
    const Axis *named = rows ? &plan->rows : &plan->columns;
    told[0] = *text != '\0';
    told[1] = told[2] = 0;
    if (is_good(plan)) {
        return;
    }
    if (plan->rows.places > 0 && plan->columns.places > 0) {
        told[2] = tells(text, plan->channels) && tells(text, plan->filters) &&
                  tells(text, plan->groups);
        return;
    }
    told[1] = rows != columns && named->places == 0;
    told[2] = (plan->rows.places == 0 && tells_axis(text, &plan->rows)) ||
              (plan->columns.places == 0 && tells_axis(text, &plan->columns));
}

static void call_conv_plan(Function *f, Case *c)
{
    Conv conv = {NONSENSE, count_of(c, "conv->out_channels"),
                 count_of(c, "conv->groups"), choice_of(c, &row_names),
                 choice_of(c, &column_names)};
    Shape in = {count_of(c, "in.c"), count_of(c, "in.h"), count_of(c, "in.w")};
    Shape out = {NONSENSE, NONSENSE, NONSENSE};
    Plan plan = {NULL,        in.c,      conv.out_channels,
                 conv.groups, conv.rows, conv.columns};
    plan.rows.size = in.h;
    plan.columns.size = in.w;
    plan.rows.places = places_on(&plan.rows);
    plan.columns.places = places_on(&plan.columns);
    Error error = {""};
    bool good = ((__typeof__(conv_plan) *)f)(&conv, in, &out, &error);
    size_t *fields = sizes(c, "conv"), *shape = sizes(c, "out");
    fields[0] = good ? conv.in_channels : 0;
    fields[1] = conv.out_channels;
    fields[2] = conv.groups;
    hand_back_axis(&conv.rows, good, fields + 3);
    hand_back_axis(&conv.columns, good, fields + 3 + AXIS_FIELDS);
    shape[0] = good ? out.c : 0;
    shape[1] = good ? out.h : 0;
    shape[2] = good ? out.w : 0;
    look_at_message(error.text, &plan, ints(c, "error"));
    case_returned(c, good);
}

PROBE(9, 2, conv_plan, .cases = 56, .draw = draw_conv_plan,
      .call = call_conv_plan, .tolerance = 1e-12);

/* ---- 9.3 conv_cost ---- */

static void draw_whole_axis(Case *c, const AxisNames *names, const Axis *axis)
{
    case_number(c, names->size, (double)axis->size);
    draw_choice(c, names, axis);
    case_number(c, names->places, (double)axis->places);
}

static Axis whole_axis_of(const Case *c, const AxisNames *names)
{
    Axis axis = choice_of(c, names);
    axis.size = count_of(c, names->size);
    axis.places = count_of(c, names->places);
    return axis;
}

static void draw_cost(Case *c, size_t i, Rng *rng)
{
    static const struct {
        Plan plan;
        double parameters, flops;
    } made[] = {
        {{"LeNet's first layer",
          1,
          20,
          1,
          {28, 5, 1, 0, 1, 24},
          {28, 5, 1, 0, 1, 24}},
         520,
         576000},
        {{"LeNet's second layer",
          20,
          50,
          1,
          {12, 5, 1, 0, 1, 8},
          {12, 5, 1, 0, 1, 8}},
         25050,
         3200000},
        {{"rows and columns unlike",
          3,
          4,
          1,
          {6, 2, 1, 0, 1, 5},
          {9, 3, 1, 0, 1, 7}},
         76,
         5040},
        {{"two groups", 4, 6, 2, {4, 3, 1, 0, 1, 2}, {7, 3, 1, 0, 1, 5}},
         114,
         2160},
        {{"as many groups as channels",
          3,
          6,
          3,
          {3, 2, 1, 0, 1, 2},
          {4, 1, 1, 0, 1, 4}},
         18,
         192},
        {{"gaps in the window cost nothing",
          1,
          2,
          1,
          {9, 2, 1, 0, 4, 5},
          {9, 3, 1, 0, 3, 3}},
         14,
         360},
        {{"padding and strides",
          2,
          1,
          1,
          {5, 3, 2, 1, 1, 3},
          {4, 2, 2, 1, 1, 3}},
         13,
         216},
        {{"one weight, one place",
          1,
          1,
          1,
          {1, 1, 1, 0, 1, 1},
          {1, 1, 1, 0, 1, 1}},
         2,
         2},
        {{"a layer of a large network",
          512,
          512,
          1,
          {224, 3, 1, 1, 1, 224},
          {224, 3, 1, 1, 1, 224}},
         2359808,
         236760072192.0},
        {{"more operations than a size_t can count",
          VERY_MANY,
          VERY_MANY,
          1,
          {VERY_MANY, 1, 1, 0, 1, VERY_MANY},
          {VERY_MANY, 1, 1, 0, 1, VERY_MANY}},
         4900070000.0,
         4.802e19},
    };
    enum { MADE = sizeof made / sizeof made[0] };
    Plan plan;
    do {
        plan = random_plan(rng);
    } while (!is_good(&plan));
    plan = i < MADE ? made[i].plan : plan;
    case_number(c, "conv->in_channels", (double)plan.channels);
    case_number(c, "conv->out_channels", (double)plan.filters);
    case_number(c, "conv->groups", (double)plan.groups);
    draw_whole_axis(c, &row_names, &plan.rows);
    draw_whole_axis(c, &column_names, &plan.columns);
    case_sizes(c, "parameters", RESULT, 1, 1);
    case_reals(c, "flops", RESULT, 1, 1);
    if (i < MADE) {
        case_title(c, "%s", plan.title);
        case_expect(c, "parameters", 1, &made[i].parameters);
        case_expect(c, "flops", 1, &made[i].flops);
    }
}

static void call_cost(Function *f, Case *c)
{
    Conv conv = {count_of(c, "conv->in_channels"),
                 count_of(c, "conv->out_channels"), count_of(c, "conv->groups"),
                 whole_axis_of(c, &row_names), whole_axis_of(c, &column_names)};
    real *shown = reals(c, "flops");
    double flops = (double)*shown;
    ((__typeof__(conv_cost) *)f)(&conv, sizes(c, "parameters"), &flops);
    *shown = (real)flops;
}

PROBE(9, 3, conv_cost, .cases = 36, .draw = draw_cost, .call = call_cost,
      .tolerance = 1e-12);

/* ---- 9.4 conv_layer_forward, 9.5 conv_layer_backward ---- */

static const char *const padding_names[] = {"PAD_ZERO", "PAD_REPLICATE",
                                            "PAD_REFLECT"};
enum { KINDS = sizeof padding_names / sizeof padding_names[0] };

enum { LAYER_NUMBERS = 12 };

typedef struct Layer {
    const char *title;
    Padding kind;
    size_t n;
    Plan plan;
    double x[LAYER_NUMBERS], w[6], b[3], y[LAYER_NUMBERS];
    double dy[LAYER_NUMBERS], dx[LAYER_NUMBERS], dw[6], db[3];
} Layer;

static const Layer layers[] = {
    {"two pictures, no padding",
     PAD_ZERO,
     2,
     {NULL, 1, 1, 1, {2, 1, 1, 0, 1, 2}, {3, 2, 1, 0, 1, 2}},
     {1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3},
     {1, 10},
     {100},
     {121, 132, 154, 165, 187, 198, 121, 132},
     {1, 0, 0, 2, 0, 1, 3, 0},
     {1, 10, 0, 0, 2, 20, 0, 1, 10, 3, 30, 0},
     {22, 29},
     {7}},
    {"one pixel between zeros",
     PAD_ZERO,
     2,
     {NULL, 1, 1, 1, {1, 1, 1, 0, 1, 1}, {1, 3, 1, 1, 1, 1}},
     {5, 7},
     {1, 2, 3},
     {0},
     {10, 14},
     {1, 2},
     {2, 4},
     {0, 19, 0},
     {3}},
    {"a zero on the left and on the right",
     PAD_ZERO,
     2,
     {NULL, 1, 1, 1, {1, 1, 1, 0, 1, 1}, {2, 3, 1, 1, 1, 2}},
     {1, 2, 3, 4},
     {1, 2, 3},
     {0},
     {8, 5, 18, 11},
     {1, 2, 3, 0},
     {4, 7, 6, 9},
     {2, 14, 14},
     {6}},
    {"the nearest pixel on the left and on the right",
     PAD_REPLICATE,
     2,
     {NULL, 1, 1, 1, {1, 1, 1, 0, 1, 1}, {2, 3, 1, 1, 1, 2}},
     {1, 2, 3, 4},
     {1, 2, 3},
     {0},
     {9, 11, 21, 23},
     {1, 2, 3, 0},
     {5, 13, 9, 9},
     {12, 14, 18},
     {6}},
    {"mirrored on the left and on the right",
     PAD_REFLECT,
     2,
     {NULL, 1, 1, 1, {1, 1, 1, 0, 1, 1}, {2, 3, 1, 1, 1, 2}},
     {1, 2, 3, 4},
     {1, 2, 3},
     {0},
     {10, 8, 22, 20},
     {1, 2, 3, 0},
     {10, 8, 6, 12},
     {16, 14, 16},
     {6}},
    {"two channels, three filters of one pixel",
     PAD_ZERO,
     2,
     {NULL, 2, 3, 1, {1, 1, 1, 0, 1, 1}, {2, 1, 1, 0, 1, 2}},
     {1, 2, 3, 4, 5, 6, 7, 8},
     {1, 10, 2, 0, 0, 1},
     {0, 100, 1000},
     {31, 42, 102, 104, 1003, 1004, 75, 86, 110, 112, 1007, 1008},
     {1, 0, 0, 1, 2, 0, 0, 1, 1, 1, 0, 3},
     {1, 2, 12, 0, 2, 3, 0, 13},
     {7, 11, 13, 19, 20, 30},
     {2, 3, 5}},
    {"two groups",
     PAD_ZERO,
     2,
     {NULL, 2, 2, 2, {1, 1, 1, 0, 1, 1}, {2, 1, 1, 0, 1, 2}},
     {1, 2, 3, 4, 5, 6, 7, 8},
     {2, 10},
     {0, 1},
     {2, 4, 31, 41, 10, 12, 71, 81},
     {1, 2, 3, 0, 0, 1, 1, 1},
     {2, 4, 30, 0, 0, 2, 10, 10},
     {11, 24},
     {4, 5}},
    {"zeros above and below, and stride 2",
     PAD_ZERO,
     2,
     {NULL, 1, 1, 1, {2, 2, 2, 1, 1, 2}, {1, 1, 1, 0, 1, 1}},
     {1, 2, 3, 4},
     {1, 10},
     {5},
     {15, 7, 35, 9},
     {1, 2, 3, 4},
     {10, 2, 30, 4},
     {20, 10},
     {10}},
};

/* What counters of one byte or two cannot count: pictures, channels, filters,
   columns and rows. */
static const Layer large_layers[] = {
    {.title = "many pictures",
     .n = MANY,
     .plan = {NULL, 2, 2, 1, {2, 2, 1, 1, 1, 3}, {1, 1, 1, 0, 1, 1}}},
    {.title = "very many pictures",
     .n = VERY_MANY,
     .plan = {NULL, 1, 1, 1, {1, 1, 1, 0, 1, 1}, {1, 1, 1, 0, 1, 1}}},
    {.title = "many channels, many filters",
     .n = 2,
     .plan = {NULL, MANY, MANY, MANY, {1, 1, 1, 0, 1, 1}, {2, 2, 1, 0, 1, 1}}},
    {.title = "very wide pictures",
     .n = 2,
     .plan = {NULL,
              1,
              1,
              1,
              {1, 1, 1, 0, 1, 1},
              {VERY_MANY, 2, 1, 1, 1, VERY_MANY + 1}}},
    {.title = "high pictures",
     .kind = PAD_REFLECT,
     .n = 2,
     .plan = {NULL, 1, 2, 1, {MANY, 2, 1, 1, 1, MANY + 1}, {1, 1, 1, 0, 1, 1}}},
};
enum {
    LAYERS = sizeof layers / sizeof layers[0],
    LARGE = sizeof large_layers / sizeof large_layers[0],
    LAYER_CASES = LAYERS + LARGE + 24
};

static Layer random_layer(size_t i, Rng *rng)
{
    Layer layer = {.kind = (Padding)(i % KINDS), .n = size_up_to(3, rng)};
    do {
        layer.plan = random_plan(rng);
    } while (!is_good(&layer.plan) ||
             layer.plan.rows.padding >= layer.plan.rows.size ||
             layer.plan.columns.padding >= layer.plan.columns.size);
    return layer;
}

/* The places follow from the other fields; more numbers a case cannot have. */
static void draw_layer_axis(Case *c, const AxisNames *names, const Axis *axis)
{
    case_number(c, names->size, (double)axis->size);
    draw_choice(c, names, axis);
}

static Layer draw_layer(Case *c, size_t i, Rng *rng)
{
    Layer layer = i < LAYERS           ? layers[i]
                  : i < LAYERS + LARGE ? large_layers[i - LAYERS]
                                       : random_layer(i, rng);
    if (layer.title != NULL) {
        case_title(c, "%s", layer.title);
    }
    case_choice(c, "kind", (size_t)layer.kind, padding_names[layer.kind]);
    case_number(c, "n", (double)layer.n);
    case_number(c, "conv->in_channels", (double)layer.plan.channels);
    case_number(c, "conv->out_channels", (double)layer.plan.filters);
    case_number(c, "conv->groups", (double)layer.plan.groups);
    draw_layer_axis(c, &row_names, &layer.plan.rows);
    draw_layer_axis(c, &column_names, &layer.plan.columns);
    return layer;
}

static Axis layer_axis_of(const Case *c, const AxisNames *names)
{
    Axis axis = choice_of(c, names);
    axis.size = count_of(c, names->size);
    axis.places = places_on(&axis);
    return axis;
}

static Conv conv_of(const Case *c)
{
    return (Conv){count_of(c, "conv->in_channels"),
                  count_of(c, "conv->out_channels"),
                  count_of(c, "conv->groups"), layer_axis_of(c, &row_names),
                  layer_axis_of(c, &column_names)};
}

static size_t input_count(const Conv *conv)
{
    return conv->in_channels * conv->rows.size * conv->columns.size;
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

/* Pictures of several channels, or weights: four dimensions. */
static real *draw_four(Case *c, const char *name, Role role, size_t n,
                       size_t channels, size_t height, size_t width, Rng *rng)
{
    size_t rows = n * channels * height;
    real *x = case_reals(c, name, role, rows, width);
    case_shape(c, name, 4, (size_t[]){n, channels, height, width});
    fill_numbers(x, rows * width, rng);
    return x;
}

static real *draw_inputs(Case *c, const char *name, Role role, size_t n,
                         const Conv *conv, Rng *rng)
{
    return draw_four(c, name, role, n, conv->in_channels, conv->rows.size,
                     conv->columns.size, rng);
}

static real *draw_outputs(Case *c, const char *name, Role role, size_t n,
                          const Conv *conv, Rng *rng)
{
    return draw_four(c, name, role, n, conv->out_channels, conv->rows.places,
                     conv->columns.places, rng);
}

static real *draw_weights(Case *c, const char *name, Role role,
                          const Conv *conv, Rng *rng)
{
    return draw_four(c, name, role, conv->out_channels,
                     conv->in_channels / conv->groups, conv->rows.window,
                     conv->columns.window, rng);
}

static real *draw_biases(Case *c, const char *name, Role role, const Conv *conv,
                         Rng *rng)
{
    real *b = case_reals(c, name, role, 1, conv->out_channels);
    fill_numbers(b, conv->out_channels, rng);
    return b;
}

static void draw_room(Case *c, const char *name, const Conv *conv)
{
    size_t height = pixels(&conv->rows), width = pixels(&conv->columns);
    case_reals(c, name, SCRATCH, conv->in_channels * height, width);
    case_shape(c, name, 3, (size_t[]){conv->in_channels, height, width});
}

/* Whatever the function leaves in its rooms, written or not, is nobody's
   concern. */
static void clear_room(Case *c, const char *name)
{
    Conv conv = conv_of(c);
    memset(reals(c, name), 0, padded_numbers(&conv) * sizeof(real));
}

static void draw_layer_forward(Case *c, size_t i, Rng *rng)
{
    Layer layer = draw_layer(c, i, rng);
    Conv conv = conv_of(c);
    size_t in = input_count(&conv), out = output_count(&conv), n = layer.n;
    size_t weights = weight_count(&conv);
    real *x = draw_inputs(c, "x", GIVEN, n, &conv, rng);
    real *w = draw_weights(c, "w", GIVEN, &conv, rng);
    real *b = draw_biases(c, "b", GIVEN, &conv, rng);
    draw_room(c, "padded", &conv);
    draw_outputs(c, "y", RESULT, n, &conv, rng);
    if (i < LAYERS) {
        fill_with(x, n * in, layer.x);
        fill_with(w, weights, layer.w);
        fill_with(b, conv.out_channels, layer.b);
        case_expect(c, "y", n * out, layer.y);
    }
}

static void call_layer_forward(Function *f, Case *c)
{
    Conv conv = conv_of(c);
    ((__typeof__(conv_layer_forward) *)f)(
        reals(c, "x"), reals(c, "w"), reals(c, "b"), reals(c, "padded"),
        reals(c, "y"), (Padding)count_of(c, "kind"), &conv, count_of(c, "n"));
    clear_room(c, "padded");
}

PROBE(9, 4, conv_layer_forward, .cases = LAYER_CASES,
      .draw = draw_layer_forward, .call = call_layer_forward,
      .tolerance = 1e-9);

/* A sum that is added to what is there: 100, 200 ... in a hand-made case. */
static void expect_added(Case *c, const char *name, real *sums, size_t count,
                         const double *added)
{
    double expected[LAYER_NUMBERS];
    for (size_t i = 0; i < count; i++) {
        sums[i] = (real)(100 * (i + 1));
        expected[i] = (double)sums[i] + added[i];
    }
    case_expect(c, name, count, expected);
}

/* The hand-made cases come twice: with dx, and without. */
enum { BACKWARD_CASES = LAYERS + LAYER_CASES };

static void draw_layer_backward(Case *c, size_t i, Rng *rng)
{
    bool again = i >= LAYERS;
    size_t at = again ? i - LAYERS : i;
    bool with_dx = !again || (at >= LAYERS && at % 4 != 0);
    Layer layer = draw_layer(c, at, rng);
    Conv conv = conv_of(c);
    size_t in = input_count(&conv), out = output_count(&conv), n = layer.n;
    size_t weights = weight_count(&conv), biases = conv.out_channels;
    case_choice(c, "dx", with_dx, with_dx ? "n pictures" : "NULL");
    real *x = draw_inputs(c, "x", GIVEN, n, &conv, rng);
    real *w = draw_weights(c, "w", GIVEN, &conv, rng);
    real *dy = draw_outputs(c, "dy", GIVEN, n, &conv, rng);
    draw_room(c, "padded", &conv);
    draw_room(c, "dpadded", &conv);
    draw_inputs(c, "dx", RESULT, with_dx ? n : 0, &conv, rng);
    real *dw = draw_weights(c, "dw", CHANGED, &conv, rng);
    real *db = draw_biases(c, "db", CHANGED, &conv, rng);
    if (at < LAYERS) {
        fill_with(x, n * in, layer.x);
        fill_with(w, weights, layer.w);
        fill_with(dy, n * out, layer.dy);
        if (with_dx) {
            case_expect(c, "dx", n * in, layer.dx);
        }
        expect_added(c, "dw", dw, weights, layer.dw);
        expect_added(c, "db", db, biases, layer.db);
    }
}

static void call_layer_backward(Function *f, Case *c)
{
    Conv conv = conv_of(c);
    ((__typeof__(conv_layer_backward) *)f)(
        reals(c, "x"), reals(c, "w"), reals(c, "dy"), reals(c, "padded"),
        reals(c, "dpadded"), number(c, "dx") != 0 ? reals(c, "dx") : NULL,
        reals(c, "dw"), reals(c, "db"), (Padding)count_of(c, "kind"), &conv,
        count_of(c, "n"));
    clear_room(c, "padded");
    clear_room(c, "dpadded");
}

static double products(const real *a, const real *b, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += (double)a[i] * (double)b[i];
    }
    return sum;
}

/* Σ dy y with db for the biases, whose derivatives by x and w are the
   gradients; and what makes of dw and db, as they were before, a part of the
   derivatives by w and by db: Σ dw w and ½ Σ db². */
static double layer_scalar(Case *c)
{
    Conv conv = conv_of(c);
    size_t n = count_of(c, "n"), out = output_count(&conv);
    const real *w = reals(c, "w"), *db = reals(c, "db");
    real *padded = calloc(padded_numbers(&conv), sizeof *padded);
    real *y = calloc(n * out + 1, sizeof *y);
    double sum = NAN;
    if (padded != NULL && y != NULL) {
        conv_layer_forward(reals(c, "x"), w, db, padded, y,
                           (Padding)count_of(c, "kind"), &conv, n);
        sum = products(reals(c, "dy"), y, n * out) +
              products(reals(c, "dw"), w, weight_count(&conv)) +
              products(db, db, conv.out_channels) / 2;
    }
    free(padded);
    free(y);
    return sum;
}

PROBE(9, 5, conv_layer_backward, .cases = BACKWARD_CASES,
      .draw = draw_layer_backward, .call = call_layer_backward,
      .tolerance = 1e-9, .scalar = layer_scalar,
      .derivatives = "dx:x dw:w db:db");

/* ---- 9.6 split_channels ---- */

static void draw_split(Case *c, size_t i, Rng *rng)
{
    static const struct {
        const char *title;
        size_t sides[3]; /* channels, h, w */
        unsigned char x[12];
        double y[12];
    } made[] = {
        {"one pixel: red, green, blue", {3, 1, 1}, {255, 0, 51}, {1, 0, 0.2}},
        {"two pixels side by side",
         {3, 1, 2},
         {0, 51, 102, 153, 204, 255},
         {0, 0.6, 0.2, 0.8, 0.4, 1}},
        {"two pixels, one below the other",
         {3, 2, 1},
         {0, 51, 102, 153, 204, 255},
         {0, 0.6, 0.2, 0.8, 0.4, 1}},
        {"grey: one channel, two rows of three",
         {1, 2, 3},
         {0, 51, 102, 153, 204, 255},
         {0, 0.2, 0.4, 0.6, 0.8, 1}},
        {"grey with alpha: two channels, two rows of three",
         {2, 2, 3},
         {0, 255, 51, 204, 102, 153, 153, 102, 204, 51, 255, 0},
         {0, 0.2, 0.4, 0.6, 0.8, 1, 1, 0.8, 0.6, 0.4, 0.2, 0}},
        {"four channels",
         {4, 1, 2},
         {0, 51, 102, 153, 204, 255, 51, 102},
         {0, 0.8, 0.2, 1, 0.4, 0.2, 0.6, 0.4}},
        {"level 1, and level 0", {1, 1, 2}, {1, 0}, {1 / 255.0, 0}},
    };
    enum { MADE = sizeof made / sizeof made[0], LEVELS = 256 };
    static const size_t large[][3] = {{1, 16, 16},
                                      {3, MANY, 2},
                                      {4, 2, MANY},
                                      {MANY, 1, 3},
                                      {3, 1, VERY_MANY}};
    enum { SIZES = sizeof large / sizeof large[0] };
    size_t sides[] = {one_size_of((size_t[]){1, 2, 3, 3, 4}, 5, rng),
                      size_up_to(4, rng), size_up_to(4, rng)};
    if (i < MADE) {
        memcpy(sides, made[i].sides, sizeof sides);
    } else if (i < MADE + SIZES) {
        memcpy(sides, large[i - MADE], sizeof sides);
    }
    size_t count = sides[0] * sides[1] * sides[2];
    case_number(c, "channels", (double)sides[0]);
    case_number(c, "h", (double)sides[1]);
    case_number(c, "w", (double)sides[2]);
    unsigned char *x = case_bytes(c, "x", count);
    case_reals(c, "y", RESULT, sides[0] * sides[1], sides[2]);
    case_shape(c, "y", 3, sides);
    for (size_t k = 0; k < count; k++) {
        x[k] = (unsigned char)(i == MADE ? k : rng_below(rng, LEVELS));
    }
    if (i < MADE) {
        case_title(c, "%s", made[i].title);
        memcpy(x, made[i].x, count);
        case_expect(c, "y", count, made[i].y);
    } else if (i == MADE) {
        case_title(c, "every grey level");
    }
}

static void call_split(Function *f, Case *c)
{
    ((__typeof__(split_channels) *)f)(bytes(c, "x"), reals(c, "y"),
                                      count_of(c, "channels"), count_of(c, "h"),
                                      count_of(c, "w"));
}

PROBE(9, 6, split_channels, .cases = 32, .draw = draw_split, .call = call_split,
      .tolerance = 1e-12);

/* ---- 9.7 recipe_step ---- */

typedef struct Step {
    const char *title;
    size_t t, total;
    double base, momentum, decay;
    size_t weights, count;
    double w[3], g[3], v[3];
    double w_after[3], g_after[3], v_after[3];
} Step;

static const Step steps[] = {
    {"the first step: a rate of base / 25; a weight and a bias",
     0,
     10,
     25,
     0.5,
     0.5,
     1,
     2,
     {2, 2},
     {3, 3},
     {4, 4},
     {-5, -3.5},
     {4, 3},
     {6, 5}},
    {"the peak: a rate of base; without momentum and decay",
     2,
     10,
     2,
     0,
     0,
     2,
     2,
     {3, 1},
     {1, -2},
     {7, 7},
     {1, 5},
     {1, -2},
     {2, -4}},
    {"half-way up; gradients of 0: decay alone",
     1,
     10,
     25,
     0,
     1,
     2,
     2,
     {1, -1},
     {0, 0},
     {0, 0},
     {-12, 12},
     {1, -1},
     {13, -13}},
    {"half-way down; biases alone",
     12,
     20,
     2,
     0.5,
     0.25,
     0,
     1,
     {0},
     {1},
     {1},
     {-1.750006},
     {1},
     {1.500004}},
    {"the last step: next to nothing of a large base",
     9,
     10,
     250000,
     0.5,
     0,
     1,
     1,
     {1},
     {2},
     {4},
     {-3},
     {2},
     {4}},
    {"behind the end: as at the last step",
     15,
     10,
     250000,
     0.5,
     0,
     1,
     1,
     {1},
     {2},
     {4},
     {-3},
     {2},
     {4}},
    {"decay, but no weights",
     0,
     10,
     25,
     0.5,
     0.5,
     0,
     2,
     {2, 2},
     {3, 3},
     {4, 4},
     {-3.5, -3.5},
     {3, 3},
     {5, 5}},
    {"weights alone",
     0,
     10,
     25,
     0.5,
     0.5,
     2,
     2,
     {2, 2},
     {3, 3},
     {4, 4},
     {-5, -5},
     {4, 4},
     {6, 6}},
    {"no numbers", 3, 10, 1, 0.5, 0.5, 0, 0, {0}, {0}, {0}, {0}, {0}, {0}},
};
enum { STEPS = sizeof steps / sizeof steps[0], CYCLE = 12 };

/* Behind the hand-made ones each step of one cycle, then large ones, then
   any. */
static Step random_step(size_t i, Rng *rng)
{
    Step s = {.total = 4 + rng_below(rng, 40),
              .base = one_real_of((double[]){0.01, 0.1, 1, 3}, 4, rng),
              .momentum = one_real_of((double[]){0, 0.5, 0.9}, 3, rng),
              .decay = one_real_of((double[]){0, 0.0005, 0.1, 0.5, 2}, 5, rng),
              .count = size_up_to(6, rng)};
    s.t = rng_below(rng, s.total + 3);
    if (i < CYCLE) {
        s.total = 10;
        s.t = i;
        s.base = 1;
    } else if (i < CYCLE + 2) {
        s.total = i == CYCLE ? MANY : VERY_MANY;
        s.t = s.total - 20;
        s.base = 1000;
        s.count = s.total;
    }
    s.weights = rng_below(rng, s.count + 1);
    return s;
}

static void draw_step(Case *c, size_t i, Rng *rng)
{
    Step s = i < STEPS ? steps[i] : random_step(i - STEPS, rng);
    case_number(c, "t", (double)s.t);
    case_number(c, "total", (double)s.total);
    case_number(c, "base", s.base);
    case_number(c, "momentum", s.momentum);
    case_number(c, "decay", s.decay);
    case_number(c, "weights", (double)s.weights);
    case_number(c, "count", (double)s.count);
    real *w = case_reals(c, "w", CHANGED, 1, s.count);
    real *g = case_reals(c, "g", CHANGED, 1, s.count);
    real *v = case_reals(c, "v", CHANGED, 1, s.count);
    fill_numbers(w, s.count, rng);
    fill_numbers(g, s.count, rng);
    fill_numbers(v, s.count, rng);
    if (i < STEPS) {
        case_title(c, "%s", s.title);
        fill_with(w, s.count, s.w);
        fill_with(g, s.count, s.g);
        fill_with(v, s.count, s.v);
        case_expect(c, "w", s.count, s.w_after);
        case_expect(c, "g", s.count, s.g_after);
        case_expect(c, "v", s.count, s.v_after);
    } else if (i < STEPS + CYCLE) {
        case_title(c, "step %zu of a cycle of 10, from 0", s.t);
    }
}

static void call_step(Function *f, Case *c)
{
    ((__typeof__(recipe_step) *)f)(
        reals(c, "w"), reals(c, "g"), reals(c, "v"), count_of(c, "t"),
        count_of(c, "total"), number(c, "base"), (real)number(c, "momentum"),
        (real)number(c, "decay"), count_of(c, "weights"), count_of(c, "count"));
}

PROBE(9, 7, recipe_step, .cases = 48, .draw = draw_step, .call = call_step,
      .tolerance = 1e-9);

/* ---- Results in bytes ---- */

typedef void ByteCall(Function *f, Case *c, unsigned char *result);

/* The bytes stand at the end of the room of as many ints, so that what is
   behind them may not be touched. A byte that the function leaves as it was,
   twice and with other bytes there, was never written. The ints are filled from
   the front: none reaches a byte that is still to be read. */
static void call_for_bytes(Function *f, Case *c, const char *name, size_t count,
                           ByteCall *call)
{
    enum { ONE_FILL = 0xA5, OTHER_FILL = 0x5A };
    int *shown = ints(c, name), unwritten = shown[0];
    unsigned char *room = (unsigned char *)(shown + count) - count;
    memset(room, ONE_FILL, count);
    call(f, c, room);
    unsigned char *once = malloc(count);
    if (once == NULL) {
        return;
    }
    memcpy(once, room, count);
    memset(room, OTHER_FILL, count);
    call(f, c, room);
    for (size_t i = 0; i < count; i++) {
        bool written = once[i] != ONE_FILL || room[i] != OTHER_FILL;
        shown[i] = written ? room[i] : unwritten;
    }
    free(once);
}

/* ---- 9.8 grey_levels ---- */

static void draw_grey(Case *c, size_t i, Rng *rng)
{
    /* What is halved comes out as an exact half in whichever order it is
       computed. */
    static const struct {
        const char *title;
        size_t count;
        double x[6], grey[6];
    } made[] = {
        {"three numbers", 3, {-2, 0, 3}, {0, 102, 255}},
        {"all equal: all 0", 3, {0.5, 0.5, 0.5}, {0, 0, 0}},
        {"all equal and negative", 2, {-3, -3}, {0, 0}},
        {"one number", 1, {7}, {0}},
        {"all negative", 3, {-8, -3, -5}, {0, 255, 153}},
        {"all positive", 3, {8, 3, 5}, {255, 0, 102}},
        {"all far above 0", 4, {1000, 1001, 1003, 1005}, {0, 51, 153, 255}},
        {"a half is rounded up: 127.5", 3, {0, 1, 2}, {0, 128, 255}},
        {"a half is rounded up: 42.5 and 212.5",
         4,
         {0, 1, 5, 6},
         {0, 43, 213, 255}},
        {"a half is rounded up: 76.5 and 178.5",
         4,
         {-4, -1, 3, 6},
         {0, 77, 179, 255}},
        {"just below and above a half",
         4,
         {0, 0.49999, 0.50001, 255},
         {0, 0, 1, 255}},
        {"levels as they are",
         6,
         {0, 1, 127, 128, 254, 255},
         {0, 1, 127, 128, 254, 255}},
        {"tiny numbers", 3, {1e-9, 2e-9, 6e-9}, {0, 51, 255}},
        {"large numbers", 3, {-1e9, 3e9, 4e9}, {0, 204, 255}},
        {"the largest first, the smallest last",
         4,
         {5, 4, 1, 0},
         {255, 204, 51, 0}},
        {"two numbers", 2, {4, -4}, {255, 0}},
    };
    enum { MADE = sizeof made / sizeof made[0] };
    size_t count = i < MADE        ? made[i].count
                   : i == MADE     ? MANY
                   : i == MADE + 1 ? VERY_MANY
                                   : size_up_to(8, rng);
    double shift = 3 * rng_normal(rng);
    case_number(c, "count", (double)count);
    real *x = case_reals(c, "x", GIVEN, 1, count);
    case_ints(c, "grey", RESULT, 1, count);
    fill_numbers(x, count, rng);
    for (size_t k = 0; k < count; k++) {
        x[k] += (real)shift;
    }
    if (i == MADE + 1) {
        x[VERY_MANY - 2] = -9;
        x[VERY_MANY - 1] = 9;
    }
    if (i < MADE) {
        case_title(c, "%s", made[i].title);
        fill_with(x, count, made[i].x);
        case_expect(c, "grey", count, made[i].grey);
    }
}

static void call_grey_itself(Function *f, Case *c, unsigned char *grey)
{
    ((__typeof__(grey_levels) *)f)(reals(c, "x"), grey, count_of(c, "count"));
}

static void call_grey(Function *f, Case *c)
{
    call_for_bytes(f, c, "grey", count_of(c, "count"), call_grey_itself);
}

PROBE(9, 8, grey_levels, .cases = 36, .draw = draw_grey, .call = call_grey,
      .tolerance = 1e-12);

/* ---- 9.9 lay_out_maps ---- */

typedef struct Sheet {
    const char *title;
    size_t count, columns, h, w;
    unsigned char gap;
} Sheet;

/* The pixels are 1, 2, 3 ... */
static const struct {
    Sheet sheet;
    double pixels[15];
} sheets[] = {
    {{"two pictures side by side", 2, 2, 2, 2, 9},
     {1, 2, 9, 5, 6, 3, 4, 9, 7, 8}},
    {{"two pictures, one below the other", 2, 1, 1, 3, 9},
     {1, 2, 3, 9, 9, 9, 4, 5, 6}},
    {{"the last row is not full", 3, 2, 1, 2, 70},
     {1, 2, 70, 3, 4, 70, 70, 70, 70, 70, 5, 6, 70, 70, 70}},
    {{"fewer pictures than columns", 2, 3, 1, 1, 200}, {1, 200, 2, 200, 200}},
    {{"one picture: no line around it", 1, 1, 2, 3, 9}, {1, 2, 3, 4, 5, 6}},
    {{"two full rows", 6, 3, 1, 1, 0},
     {1, 0, 2, 0, 3, 0, 0, 0, 0, 0, 4, 0, 5, 0, 6}},
    {{"high pictures", 3, 2, 2, 1, 255},
     {1, 255, 3, 2, 255, 4, 255, 255, 255, 5, 255, 255, 6, 255, 255}},
    {{"as many pictures as columns", 3, 3, 1, 1, 9}, {1, 9, 2, 9, 3}},
};
enum { SHEETS = sizeof sheets / sizeof sheets[0] };

static size_t sheet_height(const Sheet *s)
{
    return (s->count + s->columns - 1) / s->columns * (s->h + 1) - 1;
}

static size_t sheet_width(const Sheet *s)
{
    return s->columns * (s->w + 1) - 1;
}

static void draw_sheet(Case *c, size_t i, Rng *rng)
{
    static const Sheet large[] = {
        {NULL, MANY, 17, 2, 1, 33},     {NULL, 7, MANY, 2, 3, 44},
        {NULL, 3, 2, MANY, 2, 55},      {NULL, 3, 2, 2, MANY, 66},
        {NULL, VERY_MANY, 2, 1, 1, 77}, {NULL, 2, 1, 1, VERY_MANY, 88},
    };
    enum { SIZES = sizeof large / sizeof large[0], LEVELS = 256 };
    Sheet s = {NULL,
               size_up_to(9, rng),
               size_up_to(4, rng),
               size_up_to(4, rng),
               size_up_to(4, rng),
               (unsigned char)rng_below(rng, LEVELS)};
    if (i < SHEETS) {
        s = sheets[i].sheet;
        case_title(c, "%s", s.title);
    } else if (i < SHEETS + SIZES) {
        s = large[i - SHEETS];
    }
    size_t all = s.count * s.h * s.w;
    size_t height = sheet_height(&s), width = sheet_width(&s);
    case_number(c, "count", (double)s.count);
    case_number(c, "columns", (double)s.columns);
    case_number(c, "h", (double)s.h);
    case_number(c, "w", (double)s.w);
    case_number(c, "gap", (double)s.gap);
    unsigned char *x = case_bytes(c, "x", all);
    case_ints(c, "sheet", RESULT, height, width);
    for (size_t k = 0; k < all; k++) {
        x[k] = (unsigned char)(i < SHEETS ? k + 1 : rng_below(rng, LEVELS));
    }
    if (i < SHEETS) {
        case_expect(c, "sheet", height * width, sheets[i].pixels);
    }
}

static void call_sheet_itself(Function *f, Case *c, unsigned char *sheet)
{
    ((__typeof__(lay_out_maps) *)f)(
        bytes(c, "x"), sheet, count_of(c, "count"), count_of(c, "columns"),
        count_of(c, "h"), count_of(c, "w"), (unsigned char)number(c, "gap"));
}

static void call_sheet(Function *f, Case *c)
{
    Sheet s = {NULL,
               count_of(c, "count"),
               count_of(c, "columns"),
               count_of(c, "h"),
               count_of(c, "w"),
               0};
    call_for_bytes(f, c, "sheet", sheet_height(&s) * sheet_width(&s),
                   call_sheet_itself);
}

PROBE(9, 9, lay_out_maps, .cases = 36, .draw = draw_sheet, .call = call_sheet,
      .tolerance = 1e-12);

/* ---- 9.10 top_k ---- */

static void draw_top(Case *c, size_t i, Rng *rng)
{
    static const struct {
        const char *title;
        size_t count, k;
        double scores[6], best[6];
    } made[] = {
        {"the two largest of five", 5, 2, {3, 9, -2, 7, 5}, {1, 3}},
        {"all of them, in order", 5, 5, {3, 9, -2, 7, 5}, {1, 3, 4, 0, 2}},
        {"the largest alone", 4, 1, {3, 1, 8, 5}, {2}},
        {"equals: the smaller number first",
         6,
         4,
         {1, 5, 5, 2, 5, 2},
         {1, 2, 4, 3}},
        {"equals keep their order where the largest comes last",
         3,
         3,
         {3, 3, 9},
         {2, 0, 1}},
        {"of equals only the first has room", 4, 2, {4, 7, 4, 4}, {1, 0}},
        {"all equal", 4, 3, {2, 2, 2, 2}, {0, 1, 2}},
        {"all negative", 4, 2, {-5, -2, -9, -3}, {1, 3}},
        {"they rise", 4, 3, {1, 2, 3, 4}, {3, 2, 1}},
        {"they fall", 4, 3, {4, 3, 2, 1}, {0, 1, 2}},
        {"between 0 and 1", 4, 3, {0.2, 0.7, 0.1, 0.6}, {1, 3, 0}},
        {"0 and below", 3, 2, {-1, 0, -2}, {1, 0}},
        {"the last is the largest", 5, 2, {3, 0, 1, 2, 9}, {4, 0}},
        {"larger in the last digit",
         3,
         3,
         {1, 1.0000000000000004, 1.0000000000000002},
         {1, 2, 0}},
        {"very large, either sign",
         4,
         4,
         {-1e300, 1e300, -2e300, 2e300},
         {3, 1, 0, 2}},
        {"none is asked for", 4, 0, {3, 1, 8, 5}, {0}},
        {"one score", 1, 1, {-7}, {0}},
        {"no scores", 0, 0, {0}, {0}},
    };
    enum { MADE = sizeof made / sizeof made[0] };
    size_t count = i < MADE        ? made[i].count
                   : i == MADE     ? MANY
                   : i == MADE + 1 ? VERY_MANY
                                   : size_up_to(8, rng);
    size_t k = i < MADE        ? made[i].k
               : i == MADE     ? MANY
               : i == MADE + 1 ? 5
                               : rng_below(rng, count + 1);
    case_number(c, "count", (double)count);
    case_number(c, "k", (double)k);
    real *scores = case_reals(c, "scores", GIVEN, 1, count);
    case_ints(c, "best", RESULT, 1, k);
    if (i % 2 == 0) {
        fill_numbers(scores, count, rng);
    } else {
        fill_whole(scores, count, -3, 3, rng);
    }
    if (i == MADE + 1) {
        scores[VERY_MANY - 1] = 9;
    }
    if (i < MADE) {
        case_title(c, "%s", made[i].title);
        fill_with(scores, count, made[i].scores);
        case_expect(c, "best", k, made[i].best);
    }
}

static void call_top(Function *f, Case *c)
{
    ((__typeof__(top_k) *)f)(reals(c, "scores"), ints(c, "best"),
                             count_of(c, "count"), count_of(c, "k"));
}

PROBE(9, 10, top_k, .cases = 44, .draw = draw_top, .call = call_top,
      .tolerance = 1e-12);

/* ---- 9.11 worst_mistakes ---- */

static void draw_worst(Case *c, size_t i, Rng *rng)
{
    static const struct {
        const char *title;
        size_t n, classes, k;
        double scores[16];
        int labels[8];
        double worst[8], found;
    } made[] = {
        {"three answers, one wrong",
         3,
         3,
         2,
         {3, 1, 0, 0, 2, 1, 1, 0, 4},
         {0, 0, 2},
         {1},
         1},
        {"three wrong answers, the worst first",
         3,
         3,
         3,
         {0, 1, 0, 0, 5, 0, 0, 3, 0},
         {0, 0, 0},
         {1, 2, 0},
         3},
        {"labels that differ",
         3,
         3,
         3,
         {0, 3, 0, 0, 1, 5, 4, 0, 0},
         {2, 0, 1},
         {1, 2, 0},
         3},
        {"room for the two worst alone",
         4,
         3,
         2,
         {0, 1, 0, 0, 5, 0, 0, 3, 0, 0, 4, 0},
         {0, 0, 0, 2},
         {1, 3},
         2},
        {"a right answer with the larger loss does not count",
         2,
         4,
         1,
         {0.125, 0, 0, 0, 0, 0.5, -9, -9},
         {0, 0},
         {1},
         1},
        {"a score as large as the label's is no mistake",
         3,
         4,
         3,
         {2, 5, 5, 1, 7, 7, 0, 0, 1, 1, 1, 1},
         {2, 0, 3},
         {0},
         0},
        {"equals: the smaller number first",
         4,
         2,
         3,
         {0, 2, 0, 3, 0, 2, 0, 2},
         {0, 0, 0, 0},
         {1, 0, 2},
         3},
        {"the loss is largest where three classes are above the label",
         2,
         4,
         2,
         {0, 2, -9, -9, 0, 1, 1, 1},
         {0, 0},
         {1, 0},
         2},
        {"sure of another class, and yet the smaller loss",
         2,
         4,
         2,
         {4, 6, -9, -9, -3, -2.5, -1, -2},
         {0, 0},
         {1, 0},
         2},
        {"huge scores",
         4,
         2,
         3,
         {0, 1000, 1000, 0, 0, 2000, -100000, 100000},
         {0, 0, 0, 0},
         {3, 2, 0},
         3},
        {"all answers are right", 2, 3, 2, {3, 1, 0, 0, 2, 1}, {0, 1}, {0}, 0},
        {"none is asked for", 2, 2, 0, {0, 1, 0, 2}, {0, 0}, {0}, 0},
        {"fewer examples than room", 1, 2, 4, {0, 1}, {0}, {0}, 1},
        {"all scores are negative",
         2,
         3,
         2,
         {-3, -2, -9, -7, -9, -1},
         {0, 0},
         {1, 0},
         2},
        {"a mistake by the last digit",
         1,
         2,
         1,
         {1, 1.0000000000000002},
         {0},
         {0},
         1},
        {"no examples", 0, 3, 2, {0}, {0}, {0}, 0},
    };
    enum { MADE = sizeof made / sizeof made[0], LONG, WIDE };
    size_t n = i < MADE    ? made[i].n
               : i == MADE ? MANY
               : i == LONG ? VERY_MANY
                           : size_up_to(8, rng);
    size_t classes = i < MADE    ? made[i].classes
                     : i == WIDE ? MANY
                                 : 2 + rng_below(rng, 4);
    size_t k = i < MADE    ? made[i].k
               : i == MADE ? MANY
               : i == LONG ? 4
                           : rng_below(rng, n + 2);
    case_number(c, "n", (double)n);
    case_number(c, "classes", (double)classes);
    case_number(c, "k", (double)k);
    real *scores = case_reals(c, "scores", GIVEN, n, classes);
    int *labels = case_ints(c, "labels", GIVEN, 1, n);
    case_ints(c, "worst", RESULT, 1, k);
    fill_numbers(scores, n * classes, rng);
    for (size_t e = 0; e < n; e++) {
        labels[e] = (int)rng_below(rng, classes);
    }
    if (i == LONG) {
        scores[(n - 1) * classes] = -20;
        labels[n - 1] = 0;
    }
    /* Every second case has two examples that are alike. */
    if (i > WIDE && i % 2 == 0 && n > 2) {
        memcpy(scores + 2 * classes, scores, classes * sizeof *scores);
        labels[2] = labels[0];
    }
    if (i < MADE) {
        case_title(c, "%s", made[i].title);
        fill_with(scores, n * classes, made[i].scores);
        memcpy(labels, made[i].labels, n * sizeof *labels);
        case_expect(c, "worst", k, made[i].worst);
        case_expect_return(c, made[i].found);
    }
}

/* Behind the mistakes that were found there may be anything: 0 is reported. */
static void call_worst(Function *f, Case *c)
{
    size_t k = count_of(c, "k");
    int *worst = ints(c, "worst");
    size_t found = ((__typeof__(worst_mistakes) *)f)(
        reals(c, "scores"), ints(c, "labels"), worst, count_of(c, "n"),
        count_of(c, "classes"), k);
    for (size_t i = found; i < k; i++) {
        worst[i] = 0;
    }
    case_returned(c, (double)found);
}

PROBE(9, 11, worst_mistakes, .cases = 44, .draw = draw_worst,
      .call = call_worst, .tolerance = 1e-12);

/* ---- 9.12 find_ink ---- */

static void draw_ink(Case *c, size_t i, Rng *rng)
{
    static const struct {
        const char *title;
        size_t h, w;
        unsigned char grey[15];
        double ink[15];
    } made[] = {
        {"dark on bright",
         3,
         4,
         {200, 200, 200, 200, 200, 125, 50, 200, 200, 200, 200, 200},
         {0, 0, 0, 0, 0, 0.5, 1}},
        {"bright on dark",
         4,
         3,
         {10, 10, 10, 10, 110, 10, 10, 60, 10, 10, 10, 10},
         {0, 0, 0, 0, 1, 0, 0, 0.5}},
        {"nothing but paper", 3, 3, {77, 77, 77, 77, 77, 77, 77, 77, 77}, {0}},
        {"darker and brighter ink",
         3,
         5,
         {100, 100, 100, 100, 100, 100, 20, 140, 80, 100, 100, 100, 100, 100,
          100},
         {0, 0, 0, 0, 0, 0, 1, 0.5, 0.25}},
        {"the ink touches the border",
         3,
         4,
         {90, 90, 200, 200, 90, 90, 90, 200, 90, 200, 200, 200},
         {1, 1, 0, 0, 1, 1, 1, 0, 1}},
        {"ten pixels on the border: the median is number 5, from 0",
         3,
         4,
         {100, 10, 90, 20, 80, 60, 160, 30, 70, 40, 60, 50},
         {0.4, 0.5, 0.3, 0.4, 0.2, 0, 1, 0.3, 0.1, 0.2, 0, 0.1}},
        {"one half of the border is dark, one bright",
         3,
         4,
         {90, 90, 90, 90, 90, 200, 200, 200, 200, 200, 200, 200},
         {1, 1, 1, 1, 1}},
        {"dark corners count once",
         3,
         3,
         {100, 200, 100, 200, 150, 200, 100, 200, 100},
         {1, 0, 1, 0, 0.5, 0, 1, 0, 1}},
        {"two by two", 2, 2, {10, 20, 30, 40}, {1, 0.5, 0, 0.5}},
        {"two rows: all is border",
         2,
         3,
         {0, 0, 50, 100, 100, 100},
         {1, 1, 0.5, 0, 0, 0}},
        {"two columns: all is border",
         3,
         2,
         {0, 100, 0, 100, 50, 100},
         {1, 0, 1, 0, 0.5, 0}},
        {"black on white",
         3,
         3,
         {255, 255, 255, 255, 0, 255, 255, 255, 255},
         {0, 0, 0, 0, 1}},
        {"white on black",
         3,
         3,
         {0, 0, 0, 0, 255, 0, 0, 0, 0},
         {0, 0, 0, 0, 1}},
        {"the faintest ink is the strongest here",
         3,
         3,
         {200, 200, 200, 200, 199, 200, 200, 200, 200},
         {0, 0, 0, 0, 1}},
        {"two kinds of faint ink",
         3,
         4,
         {200, 200, 200, 200, 200, 198, 199, 200, 200, 200, 200, 200},
         {0, 0, 0, 0, 0, 1, 0.5}},
        {"most of the picture is ink",
         4,
         3,
         {180, 30, 180, 30, 80, 30, 180, 80, 180, 180, 180, 180},
         {0, 1, 0, 1, 2 / 3.0, 1, 0, 2 / 3.0, 0}},
    };
    enum { MADE = sizeof made / sizeof made[0], LEVELS = 256 };
    static const size_t large[][2] = {
        {MANY, MANY + 7}, {2, VERY_MANY}, {VERY_MANY, 3}};
    enum { SIZES = sizeof large / sizeof large[0] };
    size_t h = 2 + rng_below(rng, 5), w = 2 + rng_below(rng, 5);
    if (i < MADE) {
        h = made[i].h;
        w = made[i].w;
    } else if (i < MADE + SIZES) {
        h = large[i - MADE][0];
        w = large[i - MADE][1];
    }
    size_t few = i % 2 == 0 ? LEVELS : 3;
    case_number(c, "h", (double)h);
    case_number(c, "w", (double)w);
    unsigned char *grey = case_bytes(c, "grey", h * w);
    case_reals(c, "ink", RESULT, h, w);
    for (size_t k = 0; k < h * w; k++) {
        grey[k] = (unsigned char)(rng_below(rng, few) * (LEVELS / few));
    }
    if (i < MADE) {
        case_title(c, "%s", made[i].title);
        memcpy(grey, made[i].grey, h * w);
        case_expect(c, "ink", h * w, made[i].ink);
    }
}

static void call_ink(Function *f, Case *c)
{
    ((__typeof__(find_ink) *)f)(bytes(c, "grey"), reals(c, "ink"),
                                count_of(c, "h"), count_of(c, "w"));
}

PROBE(9, 12, find_ink, .cases = 44, .draw = draw_ink, .call = call_ink,
      .tolerance = 1e-9);

/* ---- 9.13 ink_box ---- */

enum { BOX_FIELDS = 4 };

static const char *const box_fields[BOX_FIELDS] = {"box->top", "box->left",
                                                   "box->bottom", "box->right"};

static void draw_box(Case *c, size_t i, Rng *rng)
{
    static const struct {
        const char *title;
        size_t h, w;
        double least, x[12], box[BOX_FIELDS];
        bool found;
    } made[] = {
        {"two pixels in the middle",
         3,
         4,
         0.5,
         {0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0},
         {1, 1, 2, 3},
         true},
        {"one pixel",
         4,
         3,
         0.5,
         {0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0},
         {2, 2, 3, 3},
         true},
        {"no ink", 2, 3, 0.5, {0}, {0}, false},
        {"too little ink", 2, 3, 0.5, {0.25, 0.4, 0, 0.49, 0, 0}, {0}, false},
        {"exactly enough ink",
         3,
         4,
         0.5,
         {0, 0.25, 0, 0, 0, 0, 0.5, 0, 0, 0, 0, 0.25},
         {1, 2, 2, 3},
         true},
        {"the whole picture",
         2,
         3,
         0.5,
         {1, 1, 1, 1, 1, 1},
         {0, 0, 2, 3},
         true},
        {"two opposite corners: top left, bottom right",
         3,
         4,
         0.5,
         {1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1},
         {0, 0, 3, 4},
         true},
        {"two opposite corners: top right, bottom left",
         3,
         4,
         0.5,
         {0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0},
         {0, 0, 3, 4},
         true},
        {"a stroke to the left and down",
         4,
         3,
         0.5,
         {0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0},
         {1, 1, 3, 3},
         true},
        {"a stroke to the right and down",
         4,
         3,
         0.5,
         {0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0},
         {1, 0, 3, 2},
         true},
        {"wide above, narrow below",
         3,
         4,
         0.5,
         {1, 1, 1, 1, 0, 1, 1, 0, 0, 0, 0, 0},
         {0, 0, 2, 4},
         true},
        {"only the first pixel",
         2,
         3,
         0.5,
         {1, 0, 0, 0, 0, 0},
         {0, 0, 1, 1},
         true},
        {"only the last pixel",
         2,
         3,
         0.5,
         {0, 0, 0, 0, 0, 1},
         {1, 2, 2, 3},
         true},
        {"little is enough",
         2,
         3,
         0.125,
         {0, 0, 0.125, 0, 0.25, 0},
         {0, 1, 2, 3},
         true},
        {"least is 0: every pixel has that", 2, 3, 0, {0}, {0, 0, 2, 3}, true},
        {"one pixel is all there is", 1, 1, 0.5, {0.75}, {0, 0, 1, 1}, true},
    };
    enum { MADE = sizeof made / sizeof made[0] };
    size_t h = i < MADE        ? made[i].h
               : i == MADE     ? MANY
               : i == MADE + 1 ? 2
               : i == MADE + 2 ? VERY_MANY
                               : size_up_to(6, rng);
    size_t w = i < MADE        ? made[i].w
               : i == MADE     ? MANY + 5
               : i == MADE + 1 ? VERY_MANY
               : i == MADE + 2 ? 2
                               : size_up_to(6, rng);
    double least = one_real_of((double[]){0.25, 0.3, 0.5, 1}, 4, rng);
    case_number(c, "least", i < MADE ? made[i].least : least);
    case_number(c, "h", (double)h);
    case_number(c, "w", (double)w);
    real *x = case_reals(c, "x", GIVEN, h, w);
    case_sizes(c, "box", RESULT, 1, BOX_FIELDS);
    case_names(c, "box", box_fields);
    /* Few pixels with ink, at or around `least`. */
    for (size_t k = size_up_to(4, rng); k > 0; k--) {
        size_t row = rng_below(rng, h), column = rng_below(rng, w);
        x[row * w + column] =
            (real)(least * one_real_of((double[]){0.9, 1, 1, 2}, 4, rng));
    }
    if (i >= MADE && i < MADE + 3) {
        x[(h - 1) * w + w - 2] = 1;
        x[(h - 2) * w + w - 1] = 1;
    }
    if (i < MADE) {
        case_title(c, "%s", made[i].title);
        fill_with(x, h * w, made[i].x);
        case_expect(c, "box", BOX_FIELDS, made[i].box);
        case_expect_return(c, made[i].found);
    }
}

/* If there is no ink, box may hold anything: 0 is reported. */
static void call_box(Function *f, Case *c)
{
    Box box = {NONSENSE, NONSENSE, 1, 1};
    bool found =
        ((__typeof__(ink_box) *)f)(reals(c, "x"), (real)number(c, "least"),
                                   count_of(c, "h"), count_of(c, "w"), &box);
    size_t *fields = sizes(c, "box");
    fields[0] = found ? box.top : 0;
    fields[1] = found ? box.left : 0;
    fields[2] = found ? box.bottom : 0;
    fields[3] = found ? box.right : 0;
    case_returned(c, found);
}

PROBE(9, 13, ink_box, .cases = 48, .draw = draw_box, .call = call_box,
      .tolerance = 1e-12);

/* ---- 9.14 centre_of_mass ---- */

static void draw_centre(Case *c, size_t i, Rng *rng)
{
    static const struct {
        const char *title;
        size_t h, w;
        double x[12], row, column;
    } made[] = {
        {"one pixel", 3, 4, {0, 0, 0, 0, 0, 0, 0, 0.5, 0, 0, 0, 0}, 1, 3},
        {"two pixels of one strength",
         3,
         4,
         {1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1},
         1,
         1.5},
        {"one pixel three times as strong as the other",
         3,
         4,
         {0.25, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.75},
         1.5,
         2.25},
        {"the same ink everywhere", 2, 3, {1, 1, 1, 1, 1, 1}, 0.5, 1},
        {"one row", 1, 4, {0, 1, 0, 3}, 0, 2.5},
        {"one column", 4, 1, {0, 1, 0, 3}, 2.5, 0},
        {"much ink: the weights need not be below 1",
         2,
         2,
         {100, 0, 0, 300},
         0.75,
         0.75},
        {"very little ink", 2, 2, {0, 1e-6, 3e-6, 0}, 0.75, 0.25},
        {"a hook", 4, 3, {0, 1, 0, 0, 1, 0, 0, 1, 0, 1, 0, 0}, 1.5, 0.75},
        {"one pixel is all there is", 1, 1, {7}, 0, 0},
    };
    enum { MADE = sizeof made / sizeof made[0] };
    size_t h = i < MADE        ? made[i].h
               : i == MADE     ? MANY
               : i == MADE + 1 ? 2
                               : size_up_to(6, rng);
    size_t w = i < MADE        ? made[i].w
               : i == MADE     ? MANY + 5
               : i == MADE + 1 ? VERY_MANY
                               : size_up_to(6, rng);
    case_number(c, "h", (double)h);
    case_number(c, "w", (double)w);
    real *x = case_reals(c, "x", GIVEN, h, w);
    case_reals(c, "row", RESULT, 1, 1);
    case_reals(c, "column", RESULT, 1, 1);
    for (size_t k = 0; k < h * w; k++) {
        x[k] = (real)(rng_below(rng, 3) == 0 ? rng_uniform(rng) : 0);
    }
    x[rng_below(rng, h * w)] = 1;
    /* So chosen that sums in float go wrong. */
    if (i == MADE + 1) {
        case_title(c, "a very wide picture, 0.2 and 0.7 by turns");
        for (size_t k = 0; k < h * w; k++) {
            x[k] = (real)(k % 2 == 0 ? 0.2 : 0.7);
        }
    }
    if (i < MADE) {
        case_title(c, "%s", made[i].title);
        fill_with(x, h * w, made[i].x);
        case_expect(c, "row", 1, &made[i].row);
        case_expect(c, "column", 1, &made[i].column);
    }
}

static void call_centre(Function *f, Case *c)
{
    real *rows = reals(c, "row"), *columns = reals(c, "column");
    double row = (double)*rows, column = (double)*columns;
    ((__typeof__(centre_of_mass) *)f)(reals(c, "x"), count_of(c, "h"),
                                      count_of(c, "w"), &row, &column);
    *rows = (real)row;
    *columns = (real)column;
}

PROBE(9, 14, centre_of_mass, .cases = 36, .draw = draw_centre,
      .call = call_centre, .tolerance = 1e-9, .float_tolerance = 1e-5);
