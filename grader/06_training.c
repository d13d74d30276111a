#include "probe.h"
#include "training.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Numbers that are only copied or counted must come out exactly; what is summed
   may be summed in another order. */

static void fill_labels(int *labels, size_t n, size_t classes, Rng *rng)
{
    for (size_t i = 0; i < n; i++) {
        labels[i] = (int)rng_below(rng, classes);
    }
}

static void fill_ints(int *x, size_t n, const int *values)
{
    memcpy(x, values, n * sizeof *x);
}

/* What a byte and what two bytes cannot count. */
enum { MANY = 300, VERY_MANY = 70000 };

/* ---- 6.1 idx_head ---- */

typedef struct Head {
    const char *title;
    size_t size;
    unsigned char bytes[24];
    bool good;
    double head[6]; /* dimensions, shape, bytes */
} Head;

static const Head heads[] = {
    {"MNIST's training pictures",
     16,
     {0, 0, 8, 3, 0, 0, 234, 96, 0, 0, 0, 28, 0, 0, 0, 28},
     true,
     {3, 60000, 28, 28, 0, 16}},
    {"MNIST's test labels, and the first of them",
     9,
     {0, 0, 8, 1, 0, 0, 39, 16, 7},
     true,
     {1, 10000, 0, 0, 0, 8}},
    {"four dimensions, each byte in use",
     20,
     {0, 0, 8, 4, 1, 2, 3, 4, 0, 0, 0, 200, 0, 0, 1, 0, 128, 0, 0, 0},
     true,
     {4, 16909060, 200, 256, 2147483648.0, 20}},
    {"one dimension of 1",
     8,
     {0, 0, 8, 1, 0, 0, 0, 1},
     true,
     {1, 1, 0, 0, 0, 8}},
    {"one dimension, so large that an int cannot hold it",
     8,
     {0, 0, 8, 1, 200, 0, 0, 0},
     true,
     {1, 3355443200, 0, 0, 0, 8}},
    {"252 bytes of data behind the head",
     260,
     {0, 0, 8, 1, 0, 0, 0, 252},
     true,
     {1, 252, 0, 0, 0, 8}},
    {"65 540 bytes",
     65540,
     {0, 0, 8, 2, 0, 0, 0, 9, 0, 0, 28, 113},
     true,
     {2, 9, 7281, 0, 0, 12}},
    {"no bytes at all", 0, {0}, false, {0}},
    {"it ends behind its first byte", 1, {0}, false, {0}},
    {"it ends inside the magic number", 3, {0, 0, 8}, false, {0}},
    {"it ends behind the magic number", 4, {0, 0, 8, 1}, false, {0}},
    {"it ends inside the first dimension",
     7,
     {0, 0, 8, 1, 0, 0, 0},
     false,
     {0}},
    {"it ends before the last dimension",
     15,
     {0, 0, 8, 3, 0, 0, 234, 96, 0, 0, 0, 28, 0, 0, 0},
     false,
     {0}},
    {"it ends a whole dimension too early",
     16,
     {0, 0, 8, 4, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 2},
     false,
     {0}},
    {"the first byte is not 0", 8, {1, 0, 8, 1, 0, 0, 0, 5}, false, {0}},
    {"the second byte is not 0", 8, {0, 9, 8, 1, 0, 0, 0, 5}, false, {0}},
    {"the first three bytes are all wrong",
     8,
     {1, 9, 13, 1, 0, 0, 0, 5},
     false,
     {0}},
    {"another type: 0", 8, {0, 0, 0, 1, 0, 0, 0, 5}, false, {0}},
    {"another type: 0x0D is float", 8, {0, 0, 13, 1, 0, 0, 0, 5}, false, {0}},
    {"another type: 0x88 has the bit of 8 and one more",
     8,
     {0, 0, 136, 1, 0, 0, 0, 5},
     false,
     {0}},
    {"no dimension", 8, {0, 0, 8, 0, 0, 0, 0, 5}, false, {0}},
    {"five dimensions",
     24,
     {0, 0, 8, 5, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1},
     false,
     {0}},
    {"200 dimensions", 8, {0, 0, 8, 200, 0, 0, 0, 5}, false, {0}},
};

enum {
    HEADS = sizeof heads / sizeof heads[0],
    HEAD_VALUES = 6,
    MESSAGE_VALUES = 3
};

static const char *const head_names[HEAD_VALUES] = {
    "head->dimensions", "head->shape[0]", "head->shape[1]",
    "head->shape[2]",   "head->shape[3]", "head->bytes"};
static const char *const message_names[MESSAGE_VALUES] = {
    "error is filled in (1: yes)", "error tells what was expected (1: yes)",
    "error tells what was found (1: yes)"};

/* A good head of 1 to 4 dimensions, often with a few bytes behind it, and once
   in a while cut off. */
static Head random_head(Rng *rng)
{
    size_t dimensions = size_up_to(4, rng), whole = 4 + 4 * dimensions;
    Head head = {.size = whole + rng_below(rng, 3), .good = true};
    head.bytes[2] = 8;
    head.bytes[3] = (unsigned char)dimensions;
    for (size_t i = 4; i < whole; i++) {
        head.bytes[i] = (unsigned char)rng_below(rng, 256);
    }
    if (rng_below(rng, 5) == 0) {
        head.size = rng_below(rng, whole);
        head.good = false;
    }
    return head;
}

static void draw_head(Case *c, size_t i, Rng *rng)
{
    Head head = i < HEADS ? heads[i] : random_head(rng);
    if (head.title != NULL) {
        case_title(c, "%s", head.title);
    }
    case_number(c, "size", (double)head.size);
    size_t listed =
        head.size < sizeof head.bytes ? head.size : sizeof head.bytes;
    memcpy(case_bytes(c, "bytes", head.size), head.bytes, listed);
    case_sizes(c, "head", RESULT, 1, HEAD_VALUES);
    case_names(c, "head", head_names);
    case_ints(c, "error", RESULT, 1, MESSAGE_VALUES);
    case_names(c, "error", message_names);
    if (i < HEADS) {
        case_expect(c, "head", HEAD_VALUES, head.head);
        case_expect(c, "error", MESSAGE_VALUES,
                    (double[]){!head.good, !head.good, !head.good});
        case_expect_return(c, head.good);
    }
}

/* Whether a text has one of n numbers, in decimal or hexadecimal, as a word of
   its own: the d of "dims" is no 13. */
static bool tells(const char *text, const size_t *numbers, size_t n)
{
    static const char *const word = "0123456789abcdefghijklmnopqrstuvwxyz"
                                    "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    while (*(text += strcspn(text, word)) != '\0') {
        size_t length = strspn(text, word);
        for (size_t i = 0; i < 2 * n; i++) {
            char *end;
            size_t told = strtoul(text, &end, i < n ? 10 : 16);
            if (told == numbers[i % n] && end == text + length) {
                return true;
            }
        }
        text += length;
    }
    return false;
}

/* What a message about these bytes tells, of what is wrong first. Bytes that
   are missing may be counted with or without the first four. */
static void look_at_message(const char *text, const unsigned char *head,
                            size_t size, int *told)
{
    size_t whole = 4 + 4 * (size_t)(size < 4 ? 1 : head[3]);
    size_t expected[3] = {whole, size < 8 ? 8 : whole, whole - 4};
    size_t found[2] = {size, size < 4 ? size : size - 4};
    for (size_t i = 4; i-- > 0 && size >= 4;) {
        static const int right[] = {0, 0, 8};
        if (i == 3 ? head[i] < 1 || head[i] > 4 : head[i] != right[i]) {
            expected[0] = expected[1] = i == 3 ? 1 : (size_t)right[i];
            expected[2] = i == 3 ? 4 : expected[0];
            found[0] = found[1] = (size_t)head[i];
        }
    }
    told[0] = *text != '\0';
    told[1] = tells(text, expected, 3);
    told[2] = tells(text, found, 2);
}

/* Of a head that is refused, and of a shape beyond its dimensions, nothing is
   expected: 0 is reported. */
static void call_head(Function *f, Case *c)
{
    size_t size = count_of(c, "size");
    IdxHead head; /* holds anything before */
    memset(&head, 0x5a, sizeof head);
    Error error = {""};
    bool good =
        ((__typeof__(idx_head) *)f)(bytes(c, "bytes"), size, &head, &error);
    size_t *found = sizes(c, "head");
    memset(found, 0, HEAD_VALUES * sizeof *found);
    if (good) {
        found[0] = head.dimensions;
        for (size_t i = 0; i < 4 && i < head.dimensions; i++) {
            found[1 + i] = head.shape[i];
        }
        found[5] = head.bytes;
    }
    look_at_message(error.text, bytes(c, "bytes"), size, ints(c, "error"));
    case_returned(c, good);
}

PROBE(6, 1, idx_head, .cases = 50, .draw = draw_head, .call = call_head,
      .tolerance = 1e-9);

/* ---- 6.2 mean_and_deviation ---- */

static void draw_mean(Case *c, size_t i, Rng *rng)
{
    static const struct {
        const char *title;
        size_t count;
        double x[8], mean, deviation;
    } made[] = {
        {"eight numbers", 8, {2, 4, 4, 4, 5, 5, 7, 9}, 5, 2},
        {"one number: nothing deviates", 1, {3}, 3, 0},
        {"two numbers", 2, {-1, 1}, 0, 1},
        {"all the same", 4, {7, 7, 7, 7}, 7, 0},
        {"large numbers", 2, {-1000, 3000}, 1000, 2000},
        {"far from 0: the squares hide the deviation",
         3,
         {4000000, 4000001, 4000003},
         4000001 + 1 / 3.0,
         1.247219128924647},
    };
    enum { MADE = sizeof made / sizeof made[0], LONG };
    size_t count = i < MADE    ? made[i].count
                   : i == MADE ? VERY_MANY
                   : i == LONG ? 100000
                               : size_up_to(12, rng);
    case_number(c, "count", (double)count);
    real *x = case_reals(c, "x", GIVEN, 1, count);
    case_reals(c, "mean", RESULT, 1, 1);
    case_reals(c, "deviation", RESULT, 1, 1);
    if (i < MADE) {
        case_title(c, "%s", made[i].title);
        fill_with(x, count, made[i].x);
        case_expect(c, "mean", 1, &made[i].mean);
        case_expect(c, "deviation", 1, &made[i].deviation);
    } else {
        fill_normal(x, count, rng);
    }
    /* Chosen so that a sum in float goes wrong, of the numbers and of the
       squares, from either end. */
    if (i == LONG) {
        case_title(c, "a hundred thousand numbers, 0.2 and 2.1 by turns");
        for (size_t k = 0; k < count; k++) {
            x[k] = (real)(k % 2 == 0 ? 0.2 : 2.1);
        }
        case_expect(c, "mean", 1, (double[]){1.15});
        case_expect(c, "deviation", 1, (double[]){0.95});
    }
}

static void call_mean(Function *f, Case *c)
{
    ((__typeof__(mean_and_deviation) *)f)(reals(c, "x"), count_of(c, "count"),
                                          reals(c, "mean"),
                                          reals(c, "deviation"));
}

PROBE(6, 2, mean_and_deviation, .cases = 24, .draw = draw_mean,
      .call = call_mean, .tolerance = 1e-9, .float_tolerance = 1e-5);

/* ---- 6.3 standardise ---- */

static void draw_standardise(Case *c, size_t i, Rng *rng)
{
    static const struct {
        const char *title;
        double mean, deviation;
        size_t count;
        double x[3], expected[3];
    } made[] = {
        {"three numbers", 5, 2, 3, {2, 5, 9}, {-1.5, 0, 2}},
        {"a deviation of 0: only subtract", 7, 0, 2, {7, 9}, {0, 2}},
        {"a deviation of 0, one number", 0.5, 0, 1, {0.25}, {-0.25}},
        {"a small deviation is not 0", 0, 0.001, 2, {0.001, -0.002}, {1, -2}},
        {"a tiny deviation is not 0", 0, 1e-8, 2, {1e-8, -3e-8}, {1, -3}},
        {"the tiniest deviation is not 0",
         0,
         1e-50,
         2,
         {2e-50, -1e-50},
         {2, -1}},
        {"a small deviation beside a mean",
         4,
         0.0009765625,
         2,
         {4.0009765625, 3},
         {1, -1024}},
        {"a large mean, a large deviation",
         1e6,
         1e9,
         2,
         {1.001e9, 1e6},
         {1, 0}},
        {"no numbers", 1, 2, 0, {0}, {0}},
    };
    enum { MADE = sizeof made / sizeof made[0] };
    size_t count = i < MADE        ? made[i].count
                   : i == MADE     ? MANY
                   : i == MADE + 1 ? VERY_MANY
                                   : size_up_to(10, rng);
    double mean = i < MADE ? made[i].mean : rng_normal(rng);
    double deviation = i < MADE ? made[i].deviation : 0.25 + rng_uniform(rng);
    case_number(c, "mean", mean);
    case_number(c, "deviation", deviation);
    case_number(c, "count", (double)count);
    real *x = case_reals(c, "x", CHANGED, 1, count);
    if (i < MADE) {
        case_title(c, "%s", made[i].title);
        fill_with(x, count, made[i].x);
        case_expect(c, "x", count, made[i].expected);
    } else {
        fill_normal(x, count, rng);
    }
}

static void call_standardise(Function *f, Case *c)
{
    ((__typeof__(standardise) *)f)(reals(c, "x"), (real)number(c, "mean"),
                                   (real)number(c, "deviation"),
                                   count_of(c, "count"));
}

PROBE(6, 3, standardise, .cases = 30, .draw = draw_standardise,
      .call = call_standardise, .tolerance = 1e-9);

/* ---- 6.4 standardise_sets ---- */

static void draw_sets(Case *c, size_t i, Rng *rng)
{
    size_t train = i == 0   ? 2
                   : i == 1 ? 3
                   : i == 3 ? 2
                   : i == 4 ? MANY
                   : i == 5 ? VERY_MANY
                            : size_up_to(8, rng);
    size_t other = i == 0   ? 3
                   : i == 1 ? 0
                   : i == 4 ? VERY_MANY
                   : i == 5 ? MANY
                            : size_up_to(6, rng);
    case_number(c, "train_count", (double)train);
    case_number(c, "other_count", (double)other);
    real *x = case_reals(c, "train", CHANGED, 1, train);
    real *y = case_reals(c, "other", CHANGED, 1, other);
    fill_normal(x, train, rng);
    fill_normal(y, other, rng);
    if (i == 0) {
        case_title(c, "the other set lies elsewhere");
        fill_with(x, 2, (double[]){3, 7});
        fill_with(y, 3, (double[]){5, 9, 15});
        case_expect(c, "train", 2, (double[]){-1, 1});
        case_expect(c, "other", 3, (double[]){0, 2, 5});
    } else if (i == 1) {
        case_title(c, "no other set");
    } else if (i == 2 || i == 3) {
        case_title(c, i == 2 ? "the training set is all the same"
                             : "the training set is nearly all the same");
        for (size_t k = 0; k < train; k++) {
            x[k] = (real)(i == 2 ? 2000 : 1e-6 * (double)k);
        }
    }
}

static void call_sets(Function *f, Case *c)
{
    ((__typeof__(standardise_sets) *)f)(
        reals(c, "train"), count_of(c, "train_count"), reals(c, "other"),
        count_of(c, "other_count"));
}

PROBE(6, 4, standardise_sets, .cases = 24, .draw = draw_sets, .call = call_sets,
      .tolerance = 1e-8);

/* ---- 6.5 split ----
   Random shares are halves, quarters and eighths, so that n · share is exact. Of
   the hand-made ones some are not: there the contract tells how it is rounded. */

static void draw_split(Case *c, size_t i, Rng *rng)
{
    static const struct {
        const char *title;
        size_t n;
        double train, validation;
        size_t counts[2];
    } made[] = {
        {"ten examples, 70/10/20", 10, 0.7, 0.1, {7, 1}},
        {"rounded down: the rest is for the test", 7, 0.5, 0.25, {3, 1}},
        {"everything is for training", 6, 1, 0, {6, 0}},
        {"one example, for the test", 1, 0.5, 0.25, {0, 0}},
        {"no examples", 0, 0.5, 0.25, {0, 0}},
        {"nothing is left for the test", 8, 0.75, 0.25, {6, 2}},
        {"everything is for validation", 6, 0, 1, {0, 6}},
        {"90 · 0.7 is a little below 63 in double", 90, 0.7, 0.1, {62, 9}},
        {"50 · 0.58 is a little below 29 in double", 50, 0.25, 0.58, {12, 28}},
        {"30 · 0.8 is 24 in double", 30, 0.8, 0.1, {24, 3}},
        {"three hundred examples", MANY, 0.5, 0.25, {150, 75}},
        {"seventy thousand examples",
         VERY_MANY,
         0.9375,
         0.03125,
         {65625, 2187}},
        {"seventy thousand for validation", VERY_MANY, 0, 1, {0, VERY_MANY}},
        {"10 · 0.7 is 7 in double", 10, 0.1, 0.7, {1, 7}},
    };
    enum { MADE = sizeof made / sizeof made[0] };
    size_t eighths = rng_below(rng, 9);
    size_t n = i < MADE ? made[i].n : rng_below(rng, 13);
    double train = i < MADE ? made[i].train : (double)eighths / 8;
    double validation =
        i < MADE ? made[i].validation : (double)rng_below(rng, 9 - eighths) / 8;
    case_number(c, "n", (double)n);
    case_number(c, "train", train);
    case_number(c, "validation", validation);
    case_number(c, "seed", (double)rng_below(rng, 1000));
    case_sizes(c, "order", RESULT, 1, n);
    case_sizes(c, "train_count", RESULT, 1, 1);
    case_sizes(c, "validation_count", RESULT, 1, 1);
    if (i < MADE) {
        case_title(c, "%s", made[i].title);
        case_expect(c, "train_count", 1, (double[]){(double)made[i].counts[0]});
        case_expect(c, "validation_count", 1,
                    (double[]){(double)made[i].counts[1]});
    }
}

static void call_split(Function *f, Case *c)
{
    Rng rng = rng_seeded((uint64_t)number(c, "seed"));
    ((__typeof__(split) *)f)(count_of(c, "n"), number(c, "train"),
                             number(c, "validation"), &rng, sizes(c, "order"),
                             sizes(c, "train_count"),
                             sizes(c, "validation_count"));
}

PROBE(6, 5, split, .cases = 38, .draw = draw_split, .call = call_split,
      .tolerance = 1e-9);

/* ---- 6.6 take_batch ---- */

static void draw_batch(Case *c, size_t i, Rng *rng)
{
    static const struct {
        const char *title;
        size_t any, in, count, batch, size, taken;
    } made[] = {
        {"the first batch of an epoch", 5, 2, 5, 0, 2, 2},
        {"the second batch", 5, 2, 5, 1, 2, 2},
        {"the last batch is short", 5, 2, 5, 2, 2, 1},
        {"the epoch is over", 5, 2, 5, 3, 2, 0},
        {"long after the epoch", 5, 2, 5, 9, 2, 0},
        {"very long after the epoch", 5, 2, 5, 65538, 1, 0},
        {"no short batch: the last one", 4, 1, 4, 1, 2, 2},
        {"no short batch: the epoch is over", 4, 1, 4, 2, 2, 0},
        {"a batch larger than the set", 3, 2, 3, 0, 5, 3},
        {"three of six examples are ours", 6, 2, 3, 0, 2, 2},
        {"one example, one number", 1, 1, 1, 0, 1, 1},
        {"batch number 300", 400, 1, 400, 300, 1, 1},
        {"batch number 66 000", VERY_MANY, 1, VERY_MANY, 66000, 1, 1},
        {"a batch of 300", 400, 1, 350, 0, 300, 300},
        {"the short batch behind one of 300", 600, 1, 590, 1, 300, 290},
        {"a batch of seventy thousand", VERY_MANY, 1, VERY_MANY, 0, VERY_MANY,
         VERY_MANY},
        {"pictures of 784 pixels", 4, 784, 3, 0, 2, 2},
    };
    enum { MADE = sizeof made / sizeof made[0] };
    size_t any = i < MADE ? made[i].any : size_up_to(7, rng);
    size_t in = i < MADE ? made[i].in : size_up_to(3, rng);
    size_t count = i < MADE ? made[i].count : size_up_to(any, rng);
    size_t size = i < MADE ? made[i].size : size_up_to(4, rng);
    size_t batch = i < MADE ? made[i].batch : rng_below(rng, count / size + 2);
    case_number(c, "count", (double)count);
    case_number(c, "batch", (double)batch);
    case_number(c, "size", (double)size);
    case_number(c, "in", (double)in);
    real *x = case_reals(c, "x", GIVEN, any, in);
    int *labels = case_ints(c, "labels", GIVEN, 1, any);
    size_t *order = case_sizes(c, "order", GIVEN, 1, count);
    static size_t all[VERY_MANY];
    for (size_t k = 0; k < any; k++) {
        all[k] = k;
        labels[k] = (int)(k + 1) * 11;
        for (size_t j = 0; j < in; j++) {
            x[k * in + j] = (real)((double)(10 * (k + 1) + j) + 0.1);
        }
    }
    rng_shuffle(rng, all, any);
    memcpy(order, all, count * sizeof *order);
    real *batch_x = case_reals(c, "batch_x", CHANGED, size, in);
    int *batch_labels = case_ints(c, "batch_labels", CHANGED, 1, size);
    for (size_t k = 0; k < size; k++) {
        batch_labels[k] = -1;
        for (size_t j = 0; j < in; j++) {
            batch_x[k * in + j] = -1;
        }
    }
    if (i < MADE) {
        case_title(c, "%s", made[i].title);
        case_expect_return(c, (double)made[i].taken);
    }
}

static void call_batch(Function *f, Case *c)
{
    case_returned(c, (double)((__typeof__(take_batch) *)f)(
                         reals(c, "x"), ints(c, "labels"), sizes(c, "order"),
                         count_of(c, "count"), count_of(c, "batch"),
                         count_of(c, "size"), reals(c, "batch_x"),
                         ints(c, "batch_labels"), count_of(c, "in")));
}

PROBE(6, 6, take_batch, .cases = 48, .draw = draw_batch, .call = call_batch,
      .tolerance = 1e-9);

/* ---- Networks for 6.7 and 6.9, built anew for each call from the numbers of
   the case, so that every function meets the same weights ---- */

enum { CLASSES = 3 };

static const char *const networks[] = {
    "dense 3", "dense 2, tanh, dense 3", "dense 3, relu, dense 3",
    "dense 2, sigmoid, dense 3", "dense 300"};
enum { CHOICE = 4, WIDE_NETWORK = 4 };
static const char *const loss_names[] = {"cross_entropy", "mean_squared_error"};

/* The modes of all passes, seen by the last layer in place of its own forward. */
enum { NEITHER = 99 };
static const Compute *watched;
static Mode seen;

static void forward_watched(const Layer *layer, const Pass *pass, Share *share)
{
    Mode mode = pass->training ? TRAIN : pass->backward ? BACKWARD : EVALUATE;
    seen = seen == (Mode)NEITHER || seen == mode ? mode : (Mode)(NEITHER + 1);
    watched->forward(layer, pass, share);
}

static void watch_modes(Net *net)
{
    static Compute compute;
    Stage *last = &net->stages[net->stage_count - 1];
    watched = last->compute;
    compute = *watched;
    compute.forward = forward_watched;
    last->compute = &compute;
    seen = (Mode)NEITHER;
}

/* A whole batch, so that what a forgotten call leaves is that of another batch:
   outputs, and their gradients. */
static void learn_before(Net *net, Rng *rng)
{
    size_t in = net->batch * shape_size(net->layers[0].out);
    size_t out = net->batch * shape_size(net->layers[net->count - 1].out);
    real *x = malloc((in + out) * sizeof *x);
    Error error;
    if (x == NULL) {
        abort();
    }
    fill_normal(x, in + out, rng);
    net_forward(net, x, net->batch, TRAIN);
    net_loss(net, loss_named("mean_squared_error", &error),
             (Target){.values = x + in});
    net_backward(net, NULL);
    free(x);
}

static Net network_of(const Case *c)
{
    Net net;
    Error error;
    if (!net_new(&net, networks[count_of(c, "network")],
                 (Shape){count_of(c, "in"), 1, 1}, count_of(c, "net->batch"),
                 (uint64_t)number(c, "seed"), &error)) {
        fprintf(stderr, "grader: %s\n", error.text);
        abort();
    }
    Rng rng = rng_seeded((uint64_t)number(c, "seed") + 1);
    fill_normal(net.w, net.parameters, &rng);
    learn_before(&net, &rng);
    fill_normal(net.dw, net.parameters, &rng);
    watch_modes(&net);
    return net;
}

static const Loss *loss_of(const Case *c)
{
    Error error;
    return loss_named(loss_names[count_of(c, "loss")], &error);
}

static size_t parameters_of(const Case *c)
{
    Net net = network_of(c);
    size_t parameters = net.parameters;
    net_free(&net);
    return parameters;
}

/* ---- 6.7 train_step ---- */

typedef struct Watch {
    real rate;
    real *gradient; /* what the first call was handed */
    int calls;
} Watch;

/* NOLINTNEXTLINE(readability-non-const-parameter): the type is given */
static void watched_step(real *w, real *g, size_t count, void *context)
{
    Watch *watch = context;
    for (size_t i = 0; i < count; i++) {
        if (watch->calls == 0) {
            watch->gradient[i] = g[i];
        }
        w[i] -= watch->rate * g[i];
    }
    watch->calls++;
}

static void draw_train(Case *c, size_t i, Rng *rng)
{
    size_t network = i < 2 ? 0 : rng_below(rng, CHOICE);
    size_t loss = i % 4 == 3;
    size_t batch = i == 1 ? 3 : i == 4 ? MANY + 50 : size_up_to(4, rng);
    size_t n = i == 0 ? batch : size_up_to(batch, rng);
    n = i == 1 ? 1 : i == 4 ? MANY : n;
    size_t in = i == 5 ? MANY : size_up_to(3, rng);
    case_choice(c, "network", network, networks[network]);
    case_choice(c, "loss", loss, loss_names[loss]);
    case_number(c, "in", (double)in);
    case_number(c, "n", (double)n);
    case_number(c, "net->batch", (double)batch);
    case_number(c, "seed", (double)rng_below(rng, 1000));
    case_number(c, "rate", 0.25);
    if (i < 2) {
        case_title(c, i == 0 ? "a whole batch, one layer"
                             : "a batch of one example, one layer");
    } else if (i == 4 || i == 5) {
        case_title(c, i == 4 ? "a batch of many examples" : "many inputs");
    }
    fill_normal(case_reals(c, "x", GIVEN, n, in), n * in, rng);
    if (loss == 0) {
        fill_labels(case_ints(c, "target", GIVEN, 1, n), n, CLASSES, rng);
    } else {
        real *values = case_reals(c, "target", GIVEN, n, CLASSES);
        fill_normal(values, n * CLASSES, rng);
        if (i == 3) {
            case_title(c, "a large loss");
            values[0] = 1000;
        }
    }
    size_t parameters = parameters_of(c);
    case_ints(c, "calls of step", RESULT, 1, 1);
    case_reals(c, "gradients that step was given", RESULT, 1, parameters);
    case_reals(c, "net->w", RESULT, 1, parameters);
    case_ints(c, "mode of all passes: TRAIN is 1", RESULT, 1, 1);
    case_expect(c, "calls of step", 1, (double[]){1});
    case_expect(c, "mode of all passes: TRAIN is 1", 1, (double[]){TRAIN});
}

static void call_train(Function *f, Case *c)
{
    Net net = network_of(c);
    const Loss *loss = loss_of(c);
    Watch watch = {.rate = (real)number(c, "rate"),
                   .gradient = reals(c, "gradients that step was given")};
    Target target = {.values = NULL};
    if (loss->takes_labels) {
        target.labels = ints(c, "target");
    } else {
        target.values = reals(c, "target");
    }
    case_returned(c, (double)((__typeof__(train_step) *)f)(
                         &net, loss, reals(c, "x"), target, count_of(c, "n"),
                         watched_step, &watch));
    ints(c, "calls of step")[0] = watch.calls;
    memcpy(reals(c, "net->w"), net.w, net.parameters * sizeof *net.w);
    ints(c, "mode of all passes: TRAIN is 1")[0] = (int)seen;
    net_free(&net);
}

PROBE(6, 7, train_step, .cases = 32, .draw = draw_train, .call = call_train,
      .tolerance = 1e-9);

/* ---- 6.8 best_class ---- */

static void draw_best(Case *c, size_t i, Rng *rng)
{
    static const struct {
        const char *title;
        size_t n, classes;
        double scores[6], answers[3];
    } made[] = {
        {"two examples", 2, 3, {1, 5, 2, 7, -1, 3}, {1, 0}},
        {"all scores are negative", 2, 3, {-3, -2, -5, -1, -2, -3}, {1, 0}},
        {"equals: the first of them", 2, 3, {1, 4, 4, 2, 2, 2}, {1, 0}},
        {"the last class", 1, 4, {0, 1, 2, 3}, {3}},
        {"one class", 1, 1, {-7}, {0}},
        {"scores of 1000", 2, 2, {-1000, 1000, 1000, -1000}, {1, 0}},
        {"scores between 0 and 1",
         2,
         3,
         {0.1, 0.9, 0.5, 0.7, 0.2, 0.1},
         {1, 0}},
        {"scores between -1 and 0", 1, 4, {-0.9, -0.1, -0.5, -0.2}, {1}},
        {"a thousandth larger", 2, 3, {1, 1.001, 1, 2.002, 2.001, 2}, {1, 0}},
        {"a billionth larger", 1, 3, {0.5, 0.500000001, 0.5}, {1}},
        {"larger in the last digit",
         2,
         2,
         {1, 1.0000000000000004, 1.0000000000000004, 1.0000000000000002},
         {1, 0}},
        {"tiny scores",
         2,
         3,
         {1e-20, 2e-20, 0, -2e-20, -1e-20, -3e-20},
         {1, 1}},
        {"all below -1000",
         2,
         3,
         {-5000, -3000, -4000, -2e9, -3e9, -4e9},
         {1, 0}},
        {"very large scores",
         3,
         2,
         {-2e38, -1e38, 3e38, 2e38, -1e38, 1e38},
         {1, 0, 1}},
        {"zero and minus zero are equal", 1, 3, {-1, -0.0, 0}, {1}},
        {"no examples", 0, 3, {0}, {0}},
    };
    enum { MADE = sizeof made / sizeof made[0], LONG, WIDE };
    size_t n = i < MADE    ? made[i].n
               : i == MADE ? MANY
               : i == LONG ? VERY_MANY
                           : size_up_to(5, rng);
    size_t classes = i < MADE    ? made[i].classes
                     : i == MADE ? 2 * MANY
                     : i == LONG ? 2
                     : i == WIDE ? VERY_MANY
                                 : size_up_to(6, rng);
    case_number(c, "n", (double)n);
    case_number(c, "classes", (double)classes);
    real *scores = case_reals(c, "scores", GIVEN, n, classes);
    case_ints(c, "answers", RESULT, 1, n);
    if (i < MADE) {
        case_title(c, "%s", made[i].title);
        fill_with(scores, n * classes, made[i].scores);
        case_expect(c, "answers", n, made[i].answers);
    } else if (i % 2 == 0) {
        fill_normal(scores, n * classes, rng);
    } else {
        fill_whole(scores, n * classes, -3, 3, rng);
    }
    if (i == WIDE) {
        scores[classes - 1] = 10;
    }
}

static void call_best(Function *f, Case *c)
{
    ((__typeof__(best_class) *)f)(reals(c, "scores"), ints(c, "answers"),
                                  count_of(c, "n"), count_of(c, "classes"));
}

PROBE(6, 8, best_class, .cases = 44, .draw = draw_best, .call = call_best,
      .tolerance = 1e-9);

/* ---- 6.9 evaluate ---- */

static void draw_evaluate(Case *c, size_t i, Rng *rng)
{
    static const struct {
        const char *title;
        size_t n, batch;
    } made[] = {
        {"one batch, exactly", 3, 3},
        {"two batches, exactly", 6, 3},
        {"two batches and a short one", 5, 2},
        {"fewer than a batch", 2, 4},
        {"batches of one", 3, 1},
        {"one example", 1, 2},
        {"batches of 300 examples", 700, 300},
        {"three hundred batches", MANY, 1},
        {"seventy thousand examples", VERY_MANY, 23},
        {"seventy thousand examples at once", VERY_MANY, VERY_MANY},
    };
    enum { MADE = sizeof made / sizeof made[0] };
    size_t network = i == MADE + 1 ? WIDE_NETWORK : rng_below(rng, CHOICE);
    size_t in = i == MADE ? MANY : size_up_to(3, rng);
    size_t n = i < MADE ? made[i].n : size_up_to(9, rng);
    size_t batch = i < MADE ? made[i].batch : size_up_to(4, rng);
    if (n == VERY_MANY) { /* in little time */
        network = 0;
        in = 1;
    }
    if (i < MADE) {
        case_title(c, "%s", made[i].title);
    }
    case_choice(c, "network", network, networks[network]);
    case_choice(c, "loss", 0, loss_names[0]);
    case_number(c, "in", (double)in);
    case_number(c, "n", (double)n);
    case_number(c, "net->batch", (double)batch);
    case_number(c, "seed", (double)rng_below(rng, 1000));
    fill_normal(case_reals(c, "x", GIVEN, n, in), n * in, rng);
    fill_labels(case_ints(c, "labels", GIVEN, 1, n), n, CLASSES, rng);
    case_ints(c, "answers", RESULT, 1, n);
    case_ints(c, "mode of all passes: EVALUATE is 0", RESULT, 1, 1);
    case_expect(c, "mode of all passes: EVALUATE is 0", 1,
                (double[]){EVALUATE});
    size_t parameters = parameters_of(c);
    case_reals(c, "net->w", RESULT, 1, parameters);
    case_reals(c, "net->dw", RESULT, 1, parameters);
}

static void call_evaluate(Function *f, Case *c)
{
    Net net = network_of(c);
    size_t bytes = net.parameters * sizeof *net.w;
    case_returned(c, (double)((__typeof__(evaluate) *)f)(
                         &net, loss_of(c), reals(c, "x"), ints(c, "labels"),
                         ints(c, "answers"), count_of(c, "n")));
    ints(c, "mode of all passes: EVALUATE is 0")[0] = (int)seen;
    memcpy(reals(c, "net->w"), net.w, bytes);
    memcpy(reals(c, "net->dw"), net.dw, bytes);
    net_free(&net);
}

PROBE(6, 9, evaluate, .cases = 34, .draw = draw_evaluate, .call = call_evaluate,
      .tolerance = 1e-9);

/* ---- 6.10 confusion_matrix ---- */

static void draw_confusion(Case *c, size_t i, Rng *rng)
{
    static const struct {
        const char *title;
        size_t n, classes;
        int labels[6], answers[6];
        double counts[9];
    } made[] = {
        {"five examples, two classes",
         5,
         2,
         {0, 0, 0, 1, 1},
         {0, 1, 1, 1, 0},
         {1, 2, 1, 1}},
        {"no examples", 0, 2, {0}, {0}, {0, 0, 0, 0}},
        {"a class that does not occur",
         3,
         3,
         {0, 2, 2},
         {2, 0, 0},
         {0, 0, 1, 0, 0, 0, 2, 0, 0}},
        {"one class", 4, 1, {0}, {0}, {4}},
    };
    enum { MADE = sizeof made / sizeof made[0], LONG };
    size_t n = i < MADE    ? made[i].n
               : i == MADE ? MANY
               : i == LONG ? VERY_MANY
                           : size_up_to(12, rng);
    size_t classes = i < MADE    ? made[i].classes
                     : i == MADE ? MANY
                     : i == LONG ? 3
                                 : size_up_to(4, rng);
    case_number(c, "n", (double)n);
    case_number(c, "classes", (double)classes);
    int *labels = case_ints(c, "labels", GIVEN, 1, n);
    int *answers = case_ints(c, "answers", GIVEN, 1, n);
    case_sizes(c, "counts", RESULT, classes, classes);
    if (i < MADE) {
        case_title(c, "%s", made[i].title);
        fill_ints(labels, n, made[i].labels);
        fill_ints(answers, n, made[i].answers);
        case_expect(c, "counts", classes * classes, made[i].counts);
    } else {
        fill_labels(labels, n, classes, rng);
        fill_labels(answers, n, classes, rng);
    }
}

static void call_confusion(Function *f, Case *c)
{
    ((__typeof__(confusion_matrix) *)f)(ints(c, "labels"), ints(c, "answers"),
                                        sizes(c, "counts"), count_of(c, "n"),
                                        count_of(c, "classes"));
}

PROBE(6, 10, confusion_matrix, .cases = 34, .draw = draw_confusion,
      .call = call_confusion, .tolerance = 1e-9);

/* ---- 6.11 metrics ---- */

static void draw_metrics(Case *c, size_t i, Rng *rng)
{
    static const struct {
        const char *title;
        size_t classes;
        double counts[9], accuracy, precision[3], recall[3], f1[3];
    } made[] = {
        {"two classes",
         2,
         {6, 2, 4, 8},
         0.7,
         {0.6, 0.8},
         {0.75, 2.0 / 3},
         {2.0 / 3, 8.0 / 11}},
        {"a class that is never answered",
         2,
         {3, 0, 1, 0},
         0.75,
         {0.75, 0},
         {1, 0},
         {6.0 / 7, 0}},
        {"a class that does not occur",
         2,
         {3, 1, 0, 0},
         0.75,
         {1, 0},
         {0.75, 0},
         {6.0 / 7, 0}},
        {"no examples", 2, {0, 0, 0, 0}, 0, {0, 0}, {0, 0}, {0, 0}},
        {"everything wrong", 2, {0, 5, 3, 0}, 0, {0, 0}, {0, 0}, {0, 0}},
        {"everything right",
         3,
         {2, 0, 0, 0, 1, 0, 0, 0, 4},
         1,
         {1, 1, 1},
         {1, 1, 1},
         {1, 1, 1}},
    };
    enum { MADE = sizeof made / sizeof made[0], LONG, LARGE };
    size_t classes = i < MADE    ? made[i].classes
                     : i == MADE ? MANY
                     : i == LONG ? 20
                                 : size_up_to(3, rng);
    size_t largest = i == LONG ? 100000 : i == LARGE ? 4000000000 : 8;
    case_number(c, "classes", (double)classes);
    size_t *counts = case_sizes(c, "counts", GIVEN, classes, classes);
    case_reals(c, "accuracy", RESULT, 1, 1);
    case_reals(c, "precision", RESULT, 1, classes);
    case_reals(c, "recall", RESULT, 1, classes);
    case_reals(c, "f1", RESULT, 1, classes);
    for (size_t k = 0; k < classes * classes; k++) {
        counts[k] =
            i < MADE ? (size_t)made[i].counts[k] : rng_below(rng, largest);
    }
    if (i < MADE) {
        case_title(c, "%s", made[i].title);
        case_expect(c, "accuracy", 1, &made[i].accuracy);
        case_expect(c, "precision", classes, made[i].precision);
        case_expect(c, "recall", classes, made[i].recall);
        case_expect(c, "f1", classes, made[i].f1);
    }
}

static void call_metrics(Function *f, Case *c)
{
    ((__typeof__(metrics) *)f)(sizes(c, "counts"), reals(c, "accuracy"),
                               reals(c, "precision"), reals(c, "recall"),
                               reals(c, "f1"), count_of(c, "classes"));
}

PROBE(6, 11, metrics, .cases = 36, .draw = draw_metrics, .call = call_metrics,
      .tolerance = 1e-12);
