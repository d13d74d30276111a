/* What the grader recognises without a list of mistakes, and what it says of
   memory, on an exercise of its own: y[e][o] = 2 x[e][o] + b[o], and
   d = Σ_e,o y[e][o]'s derivative by x, which is 2 everywhere. */
#include "probe.h"

#include <criterion/criterion.h>
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

/* Expects the candidate's verdict to have this status and to say this. */
static void expect(Toy *candidate, Status status, const char *text)
{
    static Verdict v;
    memset(&v, 0, sizeof v);
    probe_run(&probe_1_1, (Function *)candidate, 1, &v);
    cr_expect_eq(v.status, status, "status %s: %s", status_name(v.status),
                 v.message);
    cr_expect(strstr(v.diagnosis, text) != NULL ||
                  strstr(v.message, text) != NULL,
              "'%s' not in '%s' nor in '%s'", text, v.diagnosis, v.message);
    cr_expect_eq(v.complete, COMPLETE);
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
    expect(tripled, WRONG, "Everything in y is 3 times what it should be");
}

static void negated(const real *x, const real *b, real *y, size_t n, size_t out)
{
    scaled(x, b, y, n, out, -1);
}
Test(diagnosis, a_wrong_sign_is_recognised)
{
    expect(negated, WRONG, "Everything in y has the wrong sign");
}

static void times_n(const real *x, const real *b, real *y, size_t n, size_t out)
{
    scaled(x, b, y, n, out, (real)n);
}
Test(diagnosis, a_factor_n_is_recognised)
{
    expect(times_n, WRONG, "y is the right one times n");
}

static void over_out(const real *x, const real *b, real *y, size_t n,
                     size_t out)
{
    scaled(x, b, y, n, out, 1 / (real)out);
}
Test(diagnosis, a_divisor_is_recognised)
{
    expect(over_out, WRONG, "y is the right one divided by out");
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
    expect(without_b, WRONG, "lacks exactly the term b");
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
    expect(with_b_twice, WRONG, "b added once too often");
}

static void last_example_forgotten(const real *x, const real *b, real *y,
                                   size_t n, size_t out)
{
    toy(x, b, y, n - 1, out);
    memset(y + (n - 1) * out, 0, out * sizeof *y);
}
Test(diagnosis, an_error_in_one_example_is_recognised)
{
    expect(last_example_forgotten, WRONG, "only the last row of y is wrong");
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
    expect(middle_unit_wrong, WRONG, "only one column of y is wrong");
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

static void climbs(real *w, const real *g, real rate, size_t count)
{
    toy_step(w, g, -rate, count);
}
Test(diagnosis, a_wrong_sign_of_what_is_added_is_recognised)
{
    static Verdict v;
    memset(&v, 0, sizeof v);
    probe_run(&probe_1_2, (Function *)climbs, 1, &v);
    cr_expect_eq(v.status, WRONG);
    cr_expect(strstr(v.diagnosis, "Everything in w has the wrong sign") &&
                  strstr(v.diagnosis, "what the function adds"),
              "%s", v.diagnosis);
}
