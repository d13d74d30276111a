/* What the grader recognises without a list of mistakes, what it says of memory,
   and what it does not say, on exercises of its own: y[e][o] = 2 x[e][o] + b[o];
   a step w ← w − rate · g; counting. */
#include "case.h"
#include "probe.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

typedef void Toy(const real *x, const real *b, real *y, size_t n, size_t out);

Toy toy, student_toy;

void toy(const real *x, const real *b, real *y, size_t n, size_t out)
{
    for (size_t i = 0; i < n * out; i++) {
        y[i] = 2 * x[i] + b[i % out];
    }
}

void student_toy(const real *x, const real *b, real *y, size_t n, size_t out)
{
    toy(x, b, y, n, out);
}

static void draw_toy(Case *c, size_t i, Rng *rng)
{
    size_t n = i == 0 ? 3 : 1 + rng_below(rng, 6);
    size_t out = i == 0 ? 3 : 1 + rng_below(rng, 6);
    case_number(c, "n", (double)n);
    case_number(c, "out", (double)out);
    fill_normal(case_reals(c, "x", GIVEN, n, out), n * out, rng);
    fill_normal(case_reals(c, "b", GIVEN, 1, out), out, rng);
    case_reals(c, "y", RESULT, n, out);
}

static void call_toy(Function *f, Case *c)
{
    ((Toy *)f)(reals(c, "x"), reals(c, "b"), reals(c, "y"), count_of(c, "n"),
               count_of(c, "out"));
}

/* Half the sum of y²: its derivative by y is y itself. */
static double half_squares(Case *c)
{
    double sum = 0;
    for (size_t i = 0; i < count_of(c, "n") * count_of(c, "out"); i++) {
        real y = 2 * reals(c, "x")[i] + reals(c, "b")[i % count_of(c, "out")];
        sum += y * y / 4;
    }
    return sum;
}

/* Run here without a process of its own, so it is no Criterion test. */
#undef AS_TEST
#define AS_TEST(chapter, number) extern int as_test_needs_a_semicolon
PROBE(1, 1, toy, .cases = 12, .draw = draw_toy, .call = call_toy,
      .tolerance = 1e-9, .scalar = half_squares, .derivatives = "y:x");

static const Verdict *verdict_on(const Probe *probe, Function *candidate)
{
    static Verdict v;
    memset(&v, 0, sizeof v);
    probe_run(probe, candidate, 1, &v);
    cr_expect_eq(v.complete, COMPLETE);
    return &v;
}

static bool says(const Verdict *v, const char *text)
{
    return strstr(v->diagnosis, text) != NULL ||
           strstr(v->message, text) != NULL;
}

static void expect_words(const Verdict *v, const char *text)
{
    cr_expect(says(v, text), "'%s' not in '%s' nor in '%s'", text, v->diagnosis,
              v->message);
}

static void expect_silence(const Verdict *v, const char *text)
{
    cr_expect(!says(v, text), "'%s' in '%s' or in '%s'", text, v->diagnosis,
              v->message);
}

/* Expects the candidate's verdict to have this status and to say this. */
static void expect(Toy *candidate, Status status, const char *text)
{
    const Verdict *v = verdict_on(&probe_1_1, (Function *)candidate);
    cr_expect_eq(v->status, status, "status %s: %s", status_name(v->status),
                 v->message);
    expect_words(v, text);
}

Test(diagnosis, a_right_function_passes)
{
    expect(student_toy, PASSED, "");
}

static void scaled(const real *x, const real *b, real *y, size_t n, size_t out,
                   real factor)
{
    toy(x, b, y, n, out);
    for (size_t i = 0; i < n * out; i++) {
        y[i] *= factor;
    }
}

static void tripled(const real *x, const real *b, real *y, size_t n, size_t out)
{
    scaled(x, b, y, n, out, 3);
}
Test(diagnosis, a_constant_factor_is_recognised)
{
    expect(tripled, WRONG, "Everything in `y` is 3 times what it should be");
}

static void negated(const real *x, const real *b, real *y, size_t n, size_t out)
{
    scaled(x, b, y, n, out, -1);
}
Test(diagnosis, a_wrong_sign_is_recognised)
{
    expect(negated, WRONG, "Everything in `y` has the wrong sign");
}

static void times_n(const real *x, const real *b, real *y, size_t n, size_t out)
{
    scaled(x, b, y, n, out, (real)n);
}
Test(diagnosis, a_factor_n_is_recognised)
{
    expect(times_n, WRONG, "`y` is in every case the right one times `n`");
}

static void over_out(const real *x, const real *b, real *y, size_t n,
                     size_t out)
{
    scaled(x, b, y, n, out, 1 / (real)out);
}
Test(diagnosis, a_divisor_is_recognised)
{
    expect(over_out, WRONG,
           "`y` is in every case the right one divided by `out`");
}

static void transposed(const real *x, const real *b, real *y, size_t n,
                       size_t out)
{
    for (size_t e = 0; e < n; e++) {
        for (size_t o = 0; o < out; o++) {
            y[o * n + e] = 2 * x[e * out + o] + b[o];
        }
    }
}
Test(diagnosis, a_transposition_is_recognised)
{
    expect(transposed, WRONG, "transposed");
}

static void without_b(const real *x, const real *b, real *y, size_t n,
                      size_t out)
{
    (void)b;
    for (size_t i = 0; i < n * out; i++) {
        y[i] = 2 * x[i];
    }
}
Test(diagnosis, a_missing_term_is_recognised)
{
    expect(without_b, WRONG, "lacks exactly the term `b`");
}

static void with_b_twice(const real *x, const real *b, real *y, size_t n,
                         size_t out)
{
    for (size_t i = 0; i < n * out; i++) {
        y[i] = 2 * x[i] + 2 * b[i % out];
    }
}
Test(diagnosis, a_term_added_twice_is_recognised)
{
    expect(with_b_twice, WRONG, "has the term `b` once too often");
}

static void last_example_forgotten(const real *x, const real *b, real *y,
                                   size_t n, size_t out)
{
    toy(x, b, y, n - 1, out);
    memset(y + (n - 1) * out, 0, out * sizeof *y);
}
Test(diagnosis, an_error_in_one_example_is_recognised)
{
    expect(last_example_forgotten, WRONG,
           "Only the last row of `y` is ever wrong");
}

static void middle_unit_wrong(const real *x, const real *b, real *y, size_t n,
                              size_t out)
{
    toy(x, b, y, n, out);
    for (size_t e = 0; e < n; e++) {
        y[e * out + out / 2] += (real)(e + 1);
    }
}
Test(diagnosis, an_error_in_one_unit_is_recognised)
{
    expect(middle_unit_wrong, WRONG, "Only one column of `y` is ever wrong");
}

static void half_written(const real *x, const real *b, real *y, size_t n,
                         size_t out)
{
    toy(x, b, y, (n + 1) / 2, out);
}
Test(diagnosis, an_element_that_was_never_written_is_called_so)
{
    expect(half_written, WRONG, "it was never written");
}

static void reads_behind(const real *x, const real *b, real *y, size_t n,
                         size_t out)
{
    toy(x, b, y, n, out);
    y[0] += 0 * ((volatile const real *)b)[out + 2];
}
Test(diagnosis, a_read_behind_the_end_names_array_and_index)
{
    expect(reads_behind, MEMORY_ERROR, "it reads or writes b[5], but b has 3");
}

static void gives_nan(const real *x, const real *b, real *y, size_t n,
                      size_t out)
{
    toy(x, b, y, n, out);
    y[0] = NAN;
}
Test(diagnosis, a_nan_is_wrong)
{
    expect(gives_nan, WRONG, "got nan");
}

Test(diagnosis, a_wrong_gradient_is_shown_beside_the_centred_difference)
{
    expect(tripled, WRONG, "A centred difference gives");
}

/* ---- What must not be said ---- */

static void a_billion_times(const real *x, const real *b, real *y, size_t n,
                            size_t out)
{
    scaled(x, b, y, n, out, 1e9);
}
Test(diagnosis, a_huge_factor_is_not_said)
{
    cr_expect_str_empty(
        verdict_on(&probe_1_1, (Function *)a_billion_times)->diagnosis);
}

static void times_nan(const real *x, const real *b, real *y, size_t n,
                      size_t out)
{
    scaled(x, b, y, n, out, NAN);
}
static void times_infinity(const real *x, const real *b, real *y, size_t n,
                           size_t out)
{
    scaled(x, b, y, n, out, INFINITY);
}
Test(diagnosis, nothing_is_said_of_the_factor_of_what_is_no_number)
{
    Toy *const candidates[] = {times_nan, times_infinity};
    for (size_t i = 0; i < 2; i++) {
        const Verdict *v = verdict_on(&probe_1_1, (Function *)candidates[i]);
        cr_expect_str_empty(v->diagnosis);
        expect_silence(v, "never given a value");
    }
}

/* NOLINTNEXTLINE(readability-non-const-parameter): it stands for one that writes */
static void writes_nothing(const real *x, const real *b, real *y, size_t n,
                           size_t out)
{
    (void)x, (void)b, (void)y, (void)n, (void)out;
}
Test(diagnosis, of_an_unwritten_result_only_that_is_said)
{
    const Verdict *v = verdict_on(&probe_1_1, (Function *)writes_nothing);
    cr_expect_str_eq(v->diagnosis, "Nothing is ever written to `y`.");
    expect_words(v, "it was never written");
}

static void adds_to_y(const real *x, const real *b, real *y, size_t n,
                      size_t out)
{
    for (size_t i = 0; i < n * out; i++) {
        y[i] += 2 * x[i] + b[i % out];
    }
}
Test(diagnosis, a_result_that_is_added_to_is_not_called_unwritten)
{
    const Verdict *v = verdict_on(&probe_1_1, (Function *)adds_to_y);
    expect_words(v, "`y` is computed from what it held before the call");
    expect_silence(v, "never written");
    expect_silence(v, "term");
}

static void clears_half(const real *x, const real *b, real *y, size_t n,
                        size_t out)
{
    memset(y, 0, n * out * sizeof *y / 2);
    adds_to_y(x, b, y, n, out);
}
Test(diagnosis, a_result_half_cleared_is_made_of_what_was_there)
{
    expect(clears_half, WRONG, "made of what was there before the call");
}

static void of_an_unset_variable(const real *x, const real *b, real *y,
                                 size_t n, size_t out)
{
    (void)x, (void)b;
    real sum;
    memset(&sum, 0xFE, sizeof sum); /* as student code is built */
    for (size_t i = 0; i < n * out; i++) {
        y[i] = sum / (real)n;
    }
}
Test(diagnosis, a_variable_that_was_never_given_a_value_is_called_so)
{
    expect(of_an_unset_variable, WRONG,
           "from a variable that was never given a value");
}

static void overflows(const real *x, const real *b, real *y, size_t n,
                      size_t out)
{
    toy(x, b, y, n, out);
    for (size_t i = 0; i < n * out; i++) {
        y[i] = exp(300 * (y[i] + 10));
    }
}
Test(diagnosis, an_overflow_is_no_unset_variable)
{
    const Verdict *v = verdict_on(&probe_1_1, (Function *)overflows);
    expect_words(v, "got inf (infinite:");
    expect_silence(v, "never given a value");
}

static void in_float(const real *x, const real *b, real *y, size_t n,
                     size_t out)
{
    toy(x, b, y, n, out);
    for (size_t i = 0; i < n * out; i++) {
        y[i] = (real)(float)y[i];
    }
}
static void with_a_small_number(const real *x, const real *b, real *y, size_t n,
                                size_t out)
{
    scaled(x, b, y, n, out, 1 + 1e-8);
}
Test(diagnosis, a_float_and_a_small_number_are_told_apart)
{
    expect(in_float, WRONG, "only as exact as a float");
    expect(with_a_small_number, WRONG, "right to 8 digits");
    expect_silence(verdict_on(&probe_1_1, (Function *)with_a_small_number),
                   "only as exact as a float");
}

static void truncated(const real *x, const real *b, real *y, size_t n,
                      size_t out)
{
    scaled(x, b, y, n, out, 3);
    for (size_t i = 0; i < n * out; i++) {
        y[i] = trunc(y[i]);
    }
}
Test(diagnosis, whole_numbers_only_are_noticed)
{
    expect(truncated, WRONG, "Only whole numbers come out in `y`");
}

static void right_for_one_example(const real *x, const real *b, real *y,
                                  size_t n, size_t out)
{
    toy(x, b, y, n, out);
    for (size_t i = 0; n > 1 && i < n * out; i++) {
        y[i] += (real)(i * i) + 1;
    }
}
Test(diagnosis, the_cases_that_are_right_are_named)
{
    expect(right_for_one_example, WRONG,
           "right in every case where `n` is 1, and wrong in all others");
}

static void hardly_wrong(const real *x, const real *b, real *y, size_t n,
                         size_t out)
{
    scaled(x, b, y, n, out, 1 + 3e-9);
}
Test(diagnosis, expected_and_got_never_read_the_same)
{
    const Verdict *v = verdict_on(&probe_1_1, (Function *)hardly_wrong);
    char expected[40], got[40];
    const char *at = strstr(v->message, "expected ");
    cr_assert(at != NULL &&
              sscanf(at, "expected %39[^,], got %39s", expected, got) == 2);
    cr_expect_str_neq(expected, got);
}

Test(diagnosis, the_smallest_case_is_shown)
{
    expect(tripled, WRONG, "n = 1, out = 3");
}

/* ---- A function that changes an array: w ← w − rate · g ---- */

typedef void Step(real *w, const real *g, real rate, size_t count);

Step toy_step, student_toy_step;

void toy_step(real *w, const real *g, real rate, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        w[i] -= rate * g[i];
    }
}

void student_toy_step(real *w, const real *g, real rate, size_t count)
{
    toy_step(w, g, rate, count);
}

static void draw_step(Case *c, size_t i, Rng *rng)
{
    size_t count = 3 + i;
    case_number(c, "rate", 0.1);
    case_number(c, "count", (double)count);
    fill_normal(case_reals(c, "w", CHANGED, 1, count), count, rng);
    fill_normal(case_reals(c, "g", GIVEN, 1, count), count, rng);
}

static void call_step(Function *f, Case *c)
{
    ((Step *)f)(reals(c, "w"), reals(c, "g"), (real)number(c, "rate"),
                count_of(c, "count"));
}

PROBE(1, 2, toy_step, .cases = 6, .draw = draw_step, .call = call_step,
      .tolerance = 1e-9);

static const Verdict *verdict_on_step(Step *candidate)
{
    return verdict_on(&probe_1_2, (Function *)candidate);
}

static void climbs(real *w, const real *g, real rate, size_t count)
{
    toy_step(w, g, -rate, count);
}
Test(diagnosis, a_wrong_sign_of_what_is_added_is_recognised)
{
    expect_words(verdict_on_step(climbs),
                 "What is added to `w` has the wrong sign.");
}

/* NOLINTNEXTLINE(readability-non-const-parameter): it stands for one that writes */
static void stands_still(real *w, const real *g, real rate, size_t count)
{
    (void)w, (void)g, (void)rate, (void)count;
}
Test(diagnosis, an_array_that_is_left_as_it_was_is_called_so)
{
    expect_words(verdict_on_step(stands_still), "`w` is left as it was");
}

static void forgets_w(real *w, const real *g, real rate, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        w[i] = -rate * g[i];
    }
}
static void doubles_w(real *w, const real *g, real rate, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        w[i] += w[i] - rate * g[i];
    }
}
Test(diagnosis, what_an_array_held_is_a_term_of_its_own)
{
    expect_words(verdict_on_step(forgets_w),
                 "what `w` held before the call is missing in it");
    expect_words(verdict_on_step(doubles_w),
                 "what `w` held before the call is in it once too often");
}

static void leaves_the_last(real *w, const real *g, real rate, size_t count)
{
    toy_step(w, g, rate, count - 1);
    w[count - 1] = 5;
}
Test(diagnosis, a_vector_has_elements_and_no_columns)
{
    const Verdict *v = verdict_on_step(leaves_the_last);
    expect_words(v, "Only the last element of `w` is ever wrong");
    expect_silence(v, "column");
    expect_silence(v, "loop");
}

static void leaves_the_second(real *w, const real *g, real rate, size_t count)
{
    toy_step(w, g, rate, count);
    w[1] = 5;
}
Test(diagnosis, the_element_that_is_always_wrong_is_named)
{
    expect_words(verdict_on_step(leaves_the_second), "Only w[1] is ever wrong");
}

/* ---- Two arrays that change: v ← v + g, w ← w − v ---- */

typedef void Roll(real *w, real *v, const real *g, size_t count);

Roll toy_roll, student_toy_roll;

void toy_roll(real *w, real *v, const real *g, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        v[i] += g[i];
        w[i] -= v[i];
    }
}

void student_toy_roll(real *w, real *v, const real *g, size_t count)
{
    toy_roll(w, v, g, count);
}

static void draw_roll(Case *c, size_t i, Rng *rng)
{
    size_t count = 3 + i;
    case_number(c, "count", (double)count);
    fill_normal(case_reals(c, "w", CHANGED, 1, count), count, rng);
    fill_normal(case_reals(c, "v", CHANGED, 1, count), count, rng);
    fill_normal(case_reals(c, "g", GIVEN, 1, count), count, rng);
}

static void call_roll(Function *f, Case *c)
{
    ((Roll *)f)(reals(c, "w"), reals(c, "v"), reals(c, "g"),
                count_of(c, "count"));
}

PROBE(1, 3, toy_roll, .cases = 6, .draw = draw_roll, .call = call_roll,
      .tolerance = 1e-9);

static void takes_v_twice(real *w, real *v, const real *g, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        v[i] += v[i] + g[i];
        w[i] -= v[i];
    }
}
Test(diagnosis, a_wrong_result_is_no_term_of_another)
{
    const Verdict *v = verdict_on(&probe_1_3, (Function *)takes_v_twice);
    expect_words(v, "what `v` held before the call is in it once too often");
    expect_silence(v, "`w` lacks");
    expect_silence(v, "term `v`");
}

/* ---- Whole numbers and names: the count of even numbers, and of all ---- */

typedef struct Counts {
    size_t even, all;
} Counts;
typedef int Count(const int *x, size_t count, Counts *counts);

Count toy_count, student_toy_count;

int toy_count(const int *x, size_t count, Counts *counts)
{
    *counts = (Counts){0, (size_t)5000000000};
    for (size_t i = 0; i < count; i++) {
        counts->even += x[i] % 2 == 0;
    }
    return (int)counts->even;
}

int student_toy_count(const int *x, size_t count, Counts *counts)
{
    return toy_count(x, count, counts);
}

static void draw_count(Case *c, size_t i, Rng *rng)
{
    static const char *const names[] = {"counts->even", "counts->all"};
    size_t count = 20 + i;
    case_number(c, "count", (double)count);
    int *x = case_ints(c, "x", GIVEN, 1, count);
    for (size_t k = 0; k < count; k++) {
        x[k] = (int)rng_below(rng, 100);
    }
    case_sizes(c, "counts", RESULT, 1, 2);
    case_names(c, "counts", names);
    case_return_name(c, "its answer");
}

static void call_count(Function *f, Case *c)
{
    Counts counts = {sizes(c, "counts")[0], sizes(c, "counts")[1]};
    case_returned(c, ((Count *)f)(ints(c, "x"), count_of(c, "count"), &counts));
    sizes(c, "counts")[0] = counts.even;
    sizes(c, "counts")[1] = counts.all;
}

PROBE(1, 4, toy_count, .cases = 6, .draw = draw_count, .call = call_count,
      .tolerance = 1e-9);

static int counts_below_zero(const int *x, size_t count, Counts *counts)
{
    toy_count(x, count, counts);
    counts->even -= count;
    counts->all = 7;
    return 0;
}
Test(diagnosis, whole_numbers_are_exact_and_elements_have_their_names)
{
    const Verdict *v = verdict_on(&probe_1_4, (Function *)counts_below_zero);
    expect_words(v, "its answer: expected ");
    expect_words(v, "counts->all: expected 5000000000, got 7\n");
    expect_words(v, "got (size_t)-");
    expect_words(v, "x = {");
    expect_silence(v, "returned value");
}

static int leaves_counts(const int *x, size_t count, Counts *counts)
{
    Counts unheard;
    (void)counts;
    return toy_count(x, count, &unheard);
}
Test(diagnosis, whole_numbers_that_nobody_wrote_are_called_so)
{
    expect_words(verdict_on(&probe_1_4, (Function *)leaves_counts),
                 "counts->even: expected 7, but it was never written");
}
