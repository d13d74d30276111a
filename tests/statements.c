#include "statements.h"
#include "case.h"

#include <float.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { TEXT_ROOM = 4096 };
static char *found_false; /* shared with the children */

void statements_watch(void)
{
    if (found_false == NULL) {
        found_false = mmap(NULL, TEXT_ROOM, PROT_READ | PROT_WRITE,
                           MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        if (found_false == MAP_FAILED) {
            abort();
        }
    }
    found_false[0] = '\0';
}

const char *untrue_statement(void)
{
    return found_false;
}

/* One element of a result in one case. */
typedef struct Cell {
    const Case *c;
    double got, expected, before;
    size_t in_case, row, column, rows, columns, array;
    bool wrong;
} Cell;

typedef struct Cells {
    Cell *cell;
    size_t count;
} Cells;

static bool differ(double a, double b, double scale, double tolerance)
{
    if (isnan(a) || isnan(b)) {
        return !isnan(a) || !isnan(b) || memcmp(&a, &b, sizeof a) != 0;
    }
    return a != b && !(fabs(a - b) <= tolerance * (scale + 1e-3));
}

static uint64_t bits_of(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

static const double unwritten = -77777;

static bool is_untouched(double x)
{
    return x == unwritten || (bits_of(x) >> 20 == UINT64_C(0x7ff40000000) &&
                              (bits_of(x) & 0xffff) == 0x5bad);
}

static bool is_touched(double x)
{
    return isnan(x) && !is_untouched(x) && bits_of(x) << 13 != 0 &&
           bits_of(x) != UINT64_MAX;
}

/* All elements of the result of that name ("": the returned value; NULL: of all
   results), over the cases. */
static Cells cells_of(const Evidence *e, const char *name)
{
    Cells all = {NULL, 0};
    for (size_t i = 0; i < e->count; i++) {
        const Case *c = e->cases[i];
        size_t room = all.count + e->got[i].count + 1, at = 0;
        all.cell = realloc(all.cell, room * sizeof *all.cell);
        if (c->returns) {
            if (name == NULL || name[0] == '\0') {
                all.cell[all.count++] =
                    (Cell){.c = c,
                           .got = e->got[i].values[0],
                           .expected = e->expected[i].values[0],
                           .in_case = i,
                           .rows = 1,
                           .columns = 1};
            }
            at = 1;
        }
        for (size_t k = 0; k < c->array_count; k++) {
            const Array *a = &c->arrays[k];
            if (a->role != RESULT && a->role != CHANGED) {
                continue;
            }
            for (size_t j = 0; j < a->rows * a->columns; j++, at++) {
                if (name != NULL && strcmp(name, a->name) != 0) {
                    continue;
                }
                all.cell[all.count++] =
                    (Cell){.c = c,
                           .got = e->got[i].values[at],
                           .expected = e->expected[i].values[at],
                           .before = a->role == CHANGED
                                         ? element_value(a, a->initial, j)
                                         : 0,
                           .in_case = i,
                           .array = k,
                           .row = j / a->columns,
                           .column = j % a->columns,
                           .rows = a->rows,
                           .columns = a->columns};
            }
        }
    }
    for (size_t k = 0; k < all.count; k++) {
        Cell *x = &all.cell[k];
        x->wrong =
            differ(x->got, x->expected, fabs(x->expected), e->probe->tolerance);
    }
    return all;
}

static double number_named(const Case *c, const char *name)
{
    for (size_t k = 0; k < c->number_count; k++) {
        if (strcmp(c->numbers[k].name, name) == 0) {
            return c->numbers[k].value;
        }
    }
    return NAN;
}

/* The element of the array `name`, before the call, that stands at the cell. */
static double term_at(const Cell *x, const char *name)
{
    for (size_t k = 0; k < x->c->array_count; k++) {
        const Array *a = &x->c->arrays[k];
        size_t count = a->rows * a->columns;
        if (strcmp(a->name, name) != 0) {
            continue;
        }
        if (count == x->rows * x->columns) {
            return element_value(a, a->initial,
                                 x->row * x->columns + x->column);
        }
        if (count == x->columns) {
            return element_value(a, a->initial, x->column);
        }
        return count == x->rows ? element_value(a, a->initial, x->row) : NAN;
    }
    return NAN;
}

/* The cell of the same array that stands at the place in row-major order. Of one
   result there is one array in each case, and its cells lie side by side. */
static const Cell *cell_at(const Cell *x, size_t place)
{
    return x - (x->row * x->columns + x->column) + place;
}

static bool line_is_named(const Cells *all, const Cell *x, double line,
                          bool rows)
{
    size_t at = rows ? x->row : x->column;
    if (line >= 0) {
        return (double)at == line;
    }
    if (line == -1) {
        return at + 1 == (rows ? x->rows : x->columns);
    }
    for (size_t k = 0; k < all->count; k++) {
        const Cell *y = &all->cell[k];
        if (y->in_case == x->in_case && y->wrong &&
            (rows ? y->row : y->column) != at) {
            return false;
        }
    }
    return true;
}

static bool case_fails(const Evidence *e, size_t i)
{
    for (size_t k = 0; k < e->got[i].count; k++) {
        double expected = e->expected[i].values[k];
        if (differ(e->got[i].values[k], expected, fabs(expected),
                   e->probe->tolerance)) {
            return true;
        }
    }
    return e->got[i].unwritten != NULL || e->got[i].overwrote != NULL ||
           e->got[i].damaged != NULL || e->got[i].ending.signal != 0;
}

/* Whether what is said holds at this element. */
static bool holds_at(const Evidence *e, const Statement *s, const Cells *all,
                     const Cell *x)
{
    double tolerance = e->probe->tolerance;
    double shift = s->of_change ? x->before : 0;
    double got = x->got - shift, expected = x->expected - shift;
    double other = 0;
    switch (s->claim) {
    case SCALED:
        other = s->amount * expected;
        return isfinite(x->got) && !differ(got, other, fabs(other), tolerance);
    case TIMES:
        other = expected * number_named(x->c, s->other);
        return isfinite(x->got) && !differ(got, other, fabs(other), tolerance);
    case DIVIDED:
        other = expected / number_named(x->c, s->other);
        return isfinite(x->got) && !differ(got, other, fabs(other), tolerance);
    case TRANSPOSED:
        return !differ(cell_at(x, x->column * x->rows + x->row)->got, expected,
                       fabs(expected), tolerance);
    case TERM_MISSING:
        other = term_at(x, s->other);
        return isfinite(other) &&
               !differ(got + other, expected, fabs(expected) + fabs(other),
                       tolerance);
    case TERM_TWICE:
        other = term_at(x, s->other);
        return isfinite(other) &&
               !differ(got - other, expected, fabs(expected) + fabs(other),
                       tolerance);
    case ONE_ROW:
    case ONE_COLUMN:
        return !x->wrong ||
               ((isfinite(x->got) || is_untouched(x->got)) &&
                line_is_named(all, x, s->amount, s->claim == ONE_ROW));
    case ALL_ALIKE:
        return x->got == s->amount;
    case WHOLE:
        return x->got == trunc(x->got);
    case IN_FLOAT:
        return !x->wrong || (double)(float)x->got == x->got;
    case CLOSE:
        return fabs(x->got - x->expected) <=
                   1.0001 * s->amount * (fabs(x->expected) + 1e-3) &&
               s->amount < 1e-5;
    case COMPUTED_FROM_FILL:
        return !x->wrong ||
               (is_touched(x->got) && (bits_of(x->got) >> 16 & 15) == x->array);
    case NEVER_SET:
        return is_untouched(x->got);
    case ONLY_WHERE:
        return case_fails(e, x->in_case) ==
               (number_named(x->c, s->other) == s->amount);
    case EXCEPT_WHERE:
        return case_fails(e, x->in_case) ==
               (number_named(x->c, s->other) != s->amount);
    }
    return false;
}

static bool is_of_numbers(Claim claim)
{
    return claim != COMPUTED_FROM_FILL && claim != NEVER_SET &&
           claim != ONE_ROW && claim != ONE_COLUMN && claim != ONLY_WHERE &&
           claim != EXCEPT_WHERE;
}

static bool is_of_all(Claim claim)
{
    return claim == IN_FLOAT || claim == CLOSE || claim == ONLY_WHERE ||
           claim == EXCEPT_WHERE;
}

static bool is_of_cases(Claim claim)
{
    return claim == ONLY_WHERE || claim == EXCEPT_WHERE;
}

static void check(const Evidence *e, const Statement *s, const Verdict *v)
{
    Cells all = cells_of(e, is_of_all(s->claim) ? NULL : s->result);
    size_t wrong = 0, untrue = 0;
    for (size_t k = 0; k < all.count; k++) {
        const Cell *x = &all.cell[k];
        if (is_of_cases(s->claim) && k > 0 &&
            x->in_case == all.cell[k - 1].in_case) {
            wrong += x->wrong;
            continue;
        }
        bool no_number = !isfinite(x->got) || is_untouched(x->got);
        untrue +=
            (is_of_numbers(s->claim) && no_number) || !holds_at(e, s, &all, x);
        wrong += x->wrong;
    }
    if (untrue > 0 || wrong == 0) {
        snprintf(found_false, TEXT_ROOM,
                 "untrue at %zu of %zu elements (%zu of them wrong): \"%s\"",
                 untrue, all.count, wrong, v->diagnosis);
    }
    free(all.cell);
}

static void note(const char *what, const Verdict *v)
{
    snprintf(found_false, TEXT_ROOM, "%s: \"%s\"", what, v->diagnosis);
}

static void check_all(const Evidence *e, const Verdict *v)
{
    for (size_t i = 0; i < e->count && v->statement_count > 0; i++) {
        if (e->got[i].damaged != NULL || e->got[i].overwrote != NULL ||
            e->got[i].unwritten != NULL || e->got[i].objection != 0 ||
            e->got[i].ending.signal != 0) {
            note("a statement where there is worse than numbers", v);
        }
    }
    if ((v->statement_count == 0) != (v->diagnosis[0] == '\0')) {
        note("words without a statement", v);
    }
    for (size_t k = 0; k < v->statement_count; k++) {
        check(e, &v->statements[k], v);
        for (size_t j = 0; j < k; j++) {
            if (strcmp(v->statements[k].result, v->statements[j].result) == 0) {
                note("two statements of one result", v);
            }
        }
    }
}

void __real_diagnose(const Evidence *e, Verdict *v);
void __wrap_diagnose(const Evidence *e, Verdict *v);

/* What has a name is not described besides; here it is, to see whether that
   would be true. */
void __wrap_diagnose(const Evidence *e, Verdict *v)
{
    __real_diagnose(e, v);
    if (found_false == NULL) {
        return;
    }
    if (v->named_count == 0) {
        check_all(e, v);
        return;
    }
    if (v->statement_count > 0) {
        note("a name and a statement at once", v);
    }
    static Verdict besides;
    besides = (Verdict){0};
    recognise(e, &besides);
    check_all(e, &besides);
}

const char *bad_words(const Verdict *v)
{
    for (const char *at = v->message; (at = strstr(at, "expected ")) != NULL;
         at++) {
        char expected[64], got[64];
        if (sscanf(at, "expected %63[^,], got %63[^ \n]", expected, got) == 2 &&
            strcmp(expected, got) == 0) {
            return "expected and got read the same";
        }
    }
    return NULL;
}
