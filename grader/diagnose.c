/* From a wrong result to its reason. First the named mistakes: those whose
   outcomes equal the student's on every case. If none fits, what shows in the
   numbers alone: a constant factor, a transposition, a missing term, one unit
   or one example only. */
#include "case.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- Named mistakes ---- */

/* A named mistake that takes longer than this is one that does not end. */
static const double mistake_seconds = 0.25;

static bool fits(const Mistake *mistake, const Evidence *e)
{
    for (size_t i = 0; i < e->count; i++) {
        Outcome theirs =
            case_run(e->cases[i], e->probe, mistake->body, mistake_seconds);
        bool same = outcomes_agree(&theirs, &e->got[i], e->probe->tolerance);
        outcome_free(&theirs);
        if (!same) {
            return false;
        }
    }
    return true;
}

static void name_mistakes(const Evidence *e, Verdict *v)
{
    const Mistake *const *m = __start_mistakes;
    for (; m < __stop_mistakes; m++) {
        if (strcmp((*m)->function, e->probe->function) != 0 || !fits(*m, e)) {
            continue;
        }
        if (v->named_count < sizeof v->named / sizeof v->named[0]) {
            snprintf(v->named[v->named_count], sizeof v->named[0], "%s",
                     (*m)->name);
        }
        verdict_add(v->diagnosis, sizeof v->diagnosis, "%s%s",
                    v->named_count == 0 ? "" : " Or: ", (*m)->diagnosis);
        if (v->named_count++ == 0) {
            snprintf(v->reread, sizeof v->reread, "%s", (*m)->reread);
        }
    }
}

/* ---- Recognised without a list ----
   A result is one array, or the return value, followed over all the cases. */

typedef struct Result {
    const Evidence *e;
    size_t index; /* which result: position among return value and arrays */
} Result;

typedef struct Slice {
    const double *got, *expected;
    size_t rows, columns;
    const char *name;
} Slice;

/* The part of case i's outcome that belongs to the result; rows is 0 if there
   is no such result. */
static Slice slice_of(const Result *r, size_t i)
{
    const Case *c = r->e->cases[i];
    const Outcome *got = &r->e->got[i], *expected = &r->e->expected[i];
    Slice s = {got->values, expected->values, 0, 0, NULL};
    size_t index = r->index;
    if (got->values == NULL || expected->values == NULL) {
        return s;
    }
    if (c->returns) {
        if (index-- == 0) {
            s.rows = s.columns = 1;
            s.name = "the returned value";
            return s;
        }
        s.got++;
        s.expected++;
    }
    for (size_t k = 0; k < c->array_count; k++) {
        const Array *a = &c->arrays[k];
        if (!is_compared(a)) {
            continue;
        }
        if (index-- == 0) {
            s.rows = a->rows;
            s.columns = a->columns;
            s.name = a->name;
            return s;
        }
        s.got += array_count(a);
        s.expected += array_count(a);
    }
    s.rows = 0;
    return s;
}

static bool slice_agrees(const Slice *s, double factor, double tolerance)
{
    for (size_t k = 0; k < s->rows * s->columns; k++) {
        if (!values_agree(s->got[k], factor * s->expected[k], tolerance)) {
            return false;
        }
    }
    return true;
}

/* The factor of one slice, taken at its largest expected value; 0 if none. */
static double slice_factor(const Slice *s)
{
    size_t largest = 0;
    for (size_t k = 0; k < s->rows * s->columns; k++) {
        if (fabs(s->expected[k]) > fabs(s->expected[largest])) {
            largest = k;
        }
    }
    return s->rows == 0 || s->expected[largest] == 0
               ? 0
               : s->got[largest] / s->expected[largest];
}

/* Whether in every case got = factor · expected, with the factor that
   factor_of() gives for the case; needs a case that is not all zeros. */
typedef double FactorOf(const Case *c, const void *argument);

static bool scaled_by(const Result *r, FactorOf *factor_of,
                      const void *argument)
{
    bool seen = false;
    for (size_t i = 0; i < r->e->count; i++) {
        Slice s = slice_of(r, i);
        double factor = factor_of(r->e->cases[i], argument);
        if (s.rows == 0 || !slice_agrees(&s, factor, r->e->probe->tolerance)) {
            return false;
        }
        seen = seen || slice_factor(&s) != 0;
    }
    return seen;
}

static double constant(const Case *c, const void *argument)
{
    (void)c;
    return *(const double *)argument;
}

static double times_number(const Case *c, const void *argument)
{
    return number(c, argument);
}

static double over_number(const Case *c, const void *argument)
{
    return 1 / number(c, argument);
}

static bool has_number(const Case *c, const char *name)
{
    for (size_t i = 0; i < c->number_count; i++) {
        if (strcmp(c->numbers[i].name, name) == 0) {
            return true;
        }
    }
    return false;
}

/* Whether every case has the number, and not always the same. */
static bool number_varies(const Evidence *e, const char *name)
{
    bool varies = false;
    for (size_t i = 1; i < e->count; i++) {
        if (!has_number(e->cases[i], name)) {
            return false;
        }
        varies =
            varies || number(e->cases[i], name) != number(e->cases[0], name);
    }
    return varies;
}

static bool tell_factor(const Result *r, const char *name, Verdict *v)
{
    const Case *first = r->e->cases[0];
    for (size_t k = 0; k < first->number_count; k++) {
        const char *p = first->numbers[k].name;
        if (!number_varies(r->e, p)) {
            continue;
        }
        bool times = scaled_by(r, times_number, p);
        if (times || scaled_by(r, over_number, p)) {
            verdict_add(v->diagnosis, sizeof v->diagnosis,
                        "In every case %s is the right one %s %s. ", name,
                        times ? "times" : "divided by", p);
            return true;
        }
    }
    double factor = 0;
    for (size_t i = 0; i < r->e->count && factor == 0; i++) {
        Slice s = slice_of(r, i);
        factor = slice_factor(&s);
    }
    if (factor == 0 || values_agree(factor, 1, r->e->probe->tolerance) ||
        !scaled_by(r, constant, &factor)) {
        return false;
    }
    if (factor == -1) {
        verdict_add(v->diagnosis, sizeof v->diagnosis,
                    "Everything in %s has the wrong sign. ", name);
    } else {
        verdict_add(v->diagnosis, sizeof v->diagnosis,
                    "Everything in %s is %.6g times what it should be. ", name,
                    factor);
    }
    return true;
}

static bool tell_transposition(const Result *r, const char *name, Verdict *v)
{
    bool seen = false;
    for (size_t i = 0; i < r->e->count; i++) {
        Slice s = slice_of(r, i);
        if (s.rows == 0) {
            return false;
        }
        for (size_t row = 0; row < s.rows; row++) {
            for (size_t column = 0; column < s.columns; column++) {
                if (!values_agree(s.got[column * s.rows + row],
                                  s.expected[row * s.columns + column],
                                  r->e->probe->tolerance)) {
                    return false;
                }
            }
        }
        seen = seen || (s.rows > 1 && s.columns > 1);
    }
    if (seen) {
        verdict_add(v->diagnosis, sizeof v->diagnosis,
                    "%s holds the right numbers, but transposed: rows and "
                    "columns have changed places. ",
                    name);
    }
    return seen;
}

/* Element (row, column) of a GIVEN array laid over a slice: of the same shape,
   one value per column, or one per row. */
static bool laid_over(const Array *a, const Slice *s, size_t row, size_t column,
                      double *value)
{
    size_t count = array_count(a);
    size_t at;
    if (count == s->rows * s->columns) {
        at = row * s->columns + column;
    } else if (count == s->columns) {
        at = column;
    } else if (count == s->rows) {
        at = row;
    } else {
        return false;
    }
    *value = element_value(a, a->initial, at);
    return true;
}

static bool off_by_array(const Result *r, size_t argument, double sign)
{
    bool seen = false;
    for (size_t i = 0; i < r->e->count; i++) {
        Slice s = slice_of(r, i);
        const Array *a = &r->e->cases[i]->arrays[argument];
        for (size_t k = 0; k < s.rows * s.columns; k++) {
            double term;
            if (!laid_over(a, &s, k / s.columns, k % s.columns, &term) ||
                fabs(s.got[k] - s.expected[k] - sign * term) >
                    r->e->probe->tolerance *
                        (fabs(s.expected[k]) + fabs(term) + 1e-3)) {
                return false;
            }
            seen = seen || term != 0;
        }
    }
    return seen;
}

static bool tell_missing_term(const Result *r, const char *name, Verdict *v)
{
    const Case *first = r->e->cases[0];
    for (size_t k = 0; k < first->array_count; k++) {
        if (first->arrays[k].role == RESULT ||
            first->arrays[k].role == SCRATCH) {
            continue;
        }
        if (off_by_array(r, k, -1)) {
            verdict_add(v->diagnosis, sizeof v->diagnosis,
                        "In every case %s lacks exactly the term %s. ", name,
                        first->arrays[k].name);
            return true;
        }
        if (off_by_array(r, k, 1)) {
            verdict_add(v->diagnosis, sizeof v->diagnosis,
                        "In every case %s has %s added once too often. ", name,
                        first->arrays[k].name);
            return true;
        }
    }
    return false;
}

/* Where the wrong elements of all cases lie: in one line only (a row or a
   column) of each, and perhaps always the first or the last. */
typedef struct Lines {
    bool one_each, always_first, always_last;
    bool seen; /* in a case with lines enough to tell */
} Lines;

static void look_at_lines(const Result *r, const Slice *s, bool rows, Lines *l)
{
    size_t count = rows ? s->rows : s->columns;
    size_t only = count;
    for (size_t k = 0; k < s->rows * s->columns; k++) {
        if (values_agree(s->got[k], s->expected[k], r->e->probe->tolerance)) {
            continue;
        }
        size_t line = rows ? k / s->columns : k % s->columns;
        l->one_each = l->one_each && (only == count || only == line);
        l->always_first = l->always_first && line == 0;
        l->always_last = l->always_last && line + 1 == count;
        l->seen = l->seen || count > 2;
        only = line;
    }
}

static bool tell_line(const Result *r, const char *name, Verdict *v)
{
    for (int rows = 1; rows >= 0; rows--) {
        Lines l = {true, true, true, false};
        for (size_t i = 0; i < r->e->count; i++) {
            Slice s = slice_of(r, i);
            look_at_lines(r, &s, rows == 1, &l);
        }
        if (l.seen && l.one_each) {
            verdict_add(v->diagnosis, sizeof v->diagnosis,
                        "In every case only %s %s of %s is wrong: look at what "
                        "is special about it, and where your loops start and "
                        "end. ",
                        l.always_last    ? "the last"
                        : l.always_first ? "the first"
                                         : "one",
                        rows == 1 ? "row" : "column", name);
            return true;
        }
    }
    return false;
}

static bool result_is_right(const Result *r)
{
    for (size_t i = 0; i < r->e->count; i++) {
        Slice s = slice_of(r, i);
        if (!slice_agrees(&s, 1, r->e->probe->tolerance)) {
            return false;
        }
    }
    return true;
}

/* Whether all is right, but only to the precision of a float. */
static bool tell_float(const Evidence *e, Verdict *v)
{
    for (size_t i = 0; i < e->count; i++) {
        if (!outcomes_agree(&e->got[i], &e->expected[i], 3e-6)) {
            return false;
        }
    }
    verdict_add(v->diagnosis, sizeof v->diagnosis,
                "The results are right, but only as exact as a float. The "
                "grader builds your code with real as double: look for a "
                "float, a sizeof(float) or a number like 0.5f.");
    return true;
}

static void recognise(const Evidence *e, Verdict *v)
{
    for (Result r = {e, 0};; r.index++) {
        Slice s = slice_of(&r, 0);
        if (s.rows == 0) {
            return;
        }
        if (!result_is_right(&r) && !tell_factor(&r, s.name, v) &&
            !tell_transposition(&r, s.name, v) &&
            !tell_missing_term(&r, s.name, v)) {
            tell_line(&r, s.name, v);
        }
    }
}

/* ---- The same for what was added to an array ----
   An optimiser's step or an accumulated gradient is a change of what was there:
   there a factor or a sign shows only in the difference. */

/* Subtracts from the elements of CHANGED arrays what they held before. */
static void keep_changes(const Case *c, Outcome *outcome)
{
    for (size_t i = 0; i < outcome->count; i++) {
        Place place = case_place(c, i);
        const Array *a = place.array;
        if (a != NULL && a->role == CHANGED) {
            outcome->values[i] -= element_value(
                a, a->initial, place.row * a->columns + place.column);
        }
    }
}

static Outcome *copies(const Evidence *e, const Outcome *outcomes)
{
    Outcome *copy = calloc(e->count + 1, sizeof *copy);
    for (size_t i = 0; copy != NULL && i < e->count; i++) {
        copy[i] = outcomes[i];
        copy[i].values = calloc(outcomes[i].count + 1, sizeof(double));
        if (copy[i].values == NULL || outcomes[i].values == NULL) {
            copy[i].count = 0;
            continue;
        }
        memcpy(copy[i].values, outcomes[i].values,
               outcomes[i].count * sizeof(double));
        keep_changes(e->cases[i], &copy[i]);
    }
    return copy;
}

static void copies_free(Outcome *copy, size_t count)
{
    for (size_t i = 0; copy != NULL && i < count; i++) {
        outcome_free(&copy[i]);
    }
    free(copy);
}

static void recognise_changes(const Evidence *e, Verdict *v)
{
    Evidence changes = *e;
    Outcome *got = copies(e, e->got), *expected = copies(e, e->expected);
    size_t before = strlen(v->diagnosis);
    if (got != NULL && expected != NULL) {
        changes.got = got;
        changes.expected = expected;
        recognise(&changes, v);
    }
    if (v->diagnosis[before] != '\0') {
        verdict_add(v->diagnosis, sizeof v->diagnosis,
                    "(This is about what the function adds, not about what was "
                    "there before.)");
    }
    copies_free(got, e->count);
    copies_free(expected, e->count);
}

void diagnose(const Evidence *e, Verdict *v)
{
    name_mistakes(e, v);
    if (v->named_count > 0 || e->count < e->probe->cases) {
        return;
    }
    if (!tell_float(e, v)) {
        recognise(e, v);
    }
    if (v->diagnosis[0] == '\0') {
        recognise_changes(e, v);
    }
}
