/* What shows in the numbers alone, when no named mistake fits: a constant factor, a
   transposition, a missing term, one unit or one example only. What is said is
   said of finite numbers that the function itself wrote, and only if it holds in
   every case; each sentence leaves a Statement behind, which the grader's own
   tests hold to the values. */
#include "case.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- Recognised without a list ----
   A result is one array, or the return value, followed over all the cases. */

typedef struct Result {
    const Evidence *e;
    size_t index;   /* which result: position among return value and arrays */
    bool of_change; /* its values are what was added to it */
} Result;

typedef struct Slice {
    const double *got, *expected;
    const Array *array; /* NULL: the returned value */
    size_t rows, columns, count;
} Slice;

/* The part of case i's outcome that belongs to the result; false if there is no
   such result. */
static bool slice_of(const Result *r, size_t i, Slice *s)
{
    const Case *c = r->e->cases[i];
    const Outcome *got = &r->e->got[i], *expected = &r->e->expected[i];
    size_t index = r->index;
    if (got->values == NULL || expected->values == NULL ||
        got->count != expected->count) {
        return false;
    }
    *s = (Slice){got->values, expected->values, NULL, 1, 1, 1};
    if (c->returns) {
        if (index-- == 0) {
            return true;
        }
        s->got++;
        s->expected++;
    }
    for (size_t k = 0; k < c->array_count; k++) {
        const Array *a = &c->arrays[k];
        if (!is_compared(a)) {
            continue;
        }
        if (index-- == 0) {
            s->array = a;
            s->rows = a->rows;
            s->columns = a->columns;
            s->count = array_count(a);
            return true;
        }
        s->got += array_count(a);
        s->expected += array_count(a);
    }
    return false;
}

static Place place_in(const Slice *s, const Case *c, size_t k)
{
    Place place = {.array = s->array, .name = c->return_name};
    if (s->array != NULL) {
        const char *const *names = s->array->element_names;
        place.row = k / s->columns;
        place.column = k % s->columns;
        place.name = names != NULL ? names[k] : NULL;
    }
    return place;
}

/* "`y`", or what the returned value is called. */
static void result_name(const Result *r, char *text, size_t size)
{
    Slice s;
    const Case *c = r->e->cases[0];
    if (slice_of(r, 0, &s) && s.array != NULL) {
        snprintf(text, size, "`%s`", s.array->name);
    } else {
        const char *name = c->return_name;
        bool words = name == NULL || strchr(name, ' ') != NULL;
        snprintf(text, size, words ? "%s" : "`%s`",
                 name != NULL ? name : "the returned value");
    }
}

static bool is_wrong(const Result *r, const Slice *s, size_t k)
{
    return !values_agree(s->got[k], s->expected[k], r->e->probe->tolerance);
}

/* Whether all elements of all cases have the property. */
typedef bool Property(const Result *r, const Slice *s, size_t k);

static bool all_are(const Result *r, Property *property)
{
    for (size_t i = 0; i < r->e->count; i++) {
        Slice s;
        if (!slice_of(r, i, &s)) {
            return false;
        }
        for (size_t k = 0; k < s.count; k++) {
            if (!property(r, &s, k)) {
                return false;
            }
        }
    }
    return true;
}

static bool is_right(const Result *r, const Slice *s, size_t k)
{
    return !is_wrong(r, s, k);
}

/* Written by the function itself, and a number. */
static bool is_number(const Result *r, const Slice *s, size_t k)
{
    (void)r;
    return isfinite(s->got[k]) && isfinite(s->expected[k]) &&
           !never_written(s->got[k]) && !from_unset_variable(s->got[k]);
}

static bool is_unwritten(const Result *r, const Slice *s, size_t k)
{
    (void)r;
    return never_written(s->got[k]);
}

static bool is_number_or_unwritten(const Result *r, const Slice *s, size_t k)
{
    return is_number(r, s, k) || is_unwritten(r, s, k);
}

static bool is_right_or_from_mark(const Result *r, const Slice *s, size_t k)
{
    return is_right(r, s, k) || made_of_mark_of(s->array, s->got[k]);
}

static void say(Verdict *v, Statement statement, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static void say(Verdict *v, Statement statement, const char *format, ...)
{
    if (v->statement_count == MAX_STATEMENTS) {
        return;
    }
    char text[400];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    verdict_add(v->diagnosis, sizeof v->diagnosis, "%s%s",
                v->diagnosis[0] != '\0' ? " " : "", text);
    v->statements[v->statement_count++] = statement;
}

static Statement statement_of(const Result *r, Claim claim, const char *other,
                              double amount)
{
    Slice s;
    Statement statement = {
        .claim = claim, .of_change = r->of_change, .amount = amount};
    bool is_array = slice_of(r, 0, &s) && s.array != NULL;
    snprintf(statement.result, sizeof statement.result, "%s",
             is_array ? s.array->name : "");
    snprintf(statement.other, sizeof statement.other, "%s", other);
    return statement;
}

/* ---- Not written, or not set ---- */

static bool tell_unset(const Result *r, const char *name, Verdict *v)
{
    Slice s;
    size_t elements = 0;
    for (size_t i = 0; i < r->e->count; i++) {
        elements += slice_of(r, i, &s) ? s.count : 0;
    }
    if (elements > 0 && all_are(r, is_unwritten)) {
        say(v, statement_of(r, NEVER_SET, "", 0),
            "Nothing is ever written to %s.", name);
        return true;
    }
    if (slice_of(r, 0, &s) && s.array != NULL &&
        all_are(r, is_right_or_from_mark)) {
        say(v, statement_of(r, COMPUTED_FROM_FILL, "", 0),
            "%s is computed from what it held before the call, and that may be "
            "anything: set it first, or write = where +=, -= or *= stands.",
            name);
        return true;
    }
    return false;
}

/* ---- A factor ---- */

/* Whether in every case got = factor · expected, with the factor that
   factor_of() gives for the case. It must show in three numbers that are not 0
   nor all the same; where it depends on the case, not with the same factor in
   all of them. */
typedef double FactorOf(const Case *c, const void *argument);

static bool scaled_by(const Result *r, FactorOf *factor_of,
                      const void *argument, bool varying)
{
    size_t seen = 0;
    double first = NAN, first_expected = NAN;
    bool varies = false, expected_varies = false;
    for (size_t i = 0; i < r->e->count; i++) {
        Slice s;
        double factor = factor_of(r->e->cases[i], argument);
        if (!slice_of(r, i, &s) || !isfinite(factor)) {
            return false;
        }
        for (size_t k = 0; k < s.count; k++) {
            if (!values_agree(s.got[k], factor * s.expected[k],
                              r->e->probe->tolerance)) {
                return false;
            }
            if (s.expected[k] != 0) {
                first_expected = seen == 0 ? s.expected[k] : first_expected;
                first = seen++ == 0 ? factor : first;
                varies = varies || factor != first;
                expected_varies =
                    expected_varies || s.expected[k] != first_expected;
            }
        }
    }
    return seen >= 3 && expected_varies && (varies || !varying);
}

static double constant(const Case *c, const void *argument)
{
    (void)c;
    return *(const double *)argument;
}

/* The case's number of that name, unless it stands for a choice. */
static double quantity(const Case *c, const char *name)
{
    for (size_t i = 0; i < c->number_count; i++) {
        if (strcmp(c->numbers[i].name, name) == 0 &&
            c->numbers[i].shown[0] == '\0') {
            return c->numbers[i].value;
        }
    }
    return NAN;
}

static double times_number(const Case *c, const void *argument)
{
    return quantity(c, argument);
}

static double over_number(const Case *c, const void *argument)
{
    return 1 / quantity(c, argument);
}

/* The factor at the largest expected value of all; NAN if all are 0. */
static double factor_of_largest(const Result *r)
{
    double largest = 0, factor = NAN;
    for (size_t i = 0; i < r->e->count; i++) {
        Slice s;
        for (size_t k = 0; slice_of(r, i, &s) && k < s.count; k++) {
            if (fabs(s.expected[k]) > largest) {
                largest = fabs(s.expected[k]);
                factor = s.got[k] / s.expected[k];
            }
        }
    }
    return factor;
}

static bool tell_factor(const Result *r, const char *name, Verdict *v)
{
    const Case *first = r->e->cases[0];
    const char *what = r->of_change ? "What is added to " : "";
    for (size_t k = 0; k < first->number_count; k++) {
        const char *p = first->numbers[k].name;
        bool times = scaled_by(r, times_number, p, true);
        if (times || scaled_by(r, over_number, p, true)) {
            say(v, statement_of(r, times ? TIMES : DIVIDED, p, 0),
                "%s%s is in every case the right one %s `%s`.", what, name,
                times ? "times" : "divided by", p);
            return true;
        }
    }
    double factor = factor_of_largest(r);
    bool moderate = fabs(factor) >= 1e-3 && fabs(factor) <= 1e3;
    if ((!moderate && factor != 0) || !scaled_by(r, constant, &factor, false)) {
        return false;
    }
    Statement statement = statement_of(r, SCALED, "", factor);
    if (factor == 0) {
        say(v, statement,
            r->of_change ? "%s is left as it was." : "Everything in %s is 0.",
            name);
    } else if (values_agree(factor, -1, r->e->probe->tolerance)) {
        say(v, statement,
            r->of_change ? "What is added to %s has the wrong sign."
                         : "Everything in %s has the wrong sign.",
            name);
    } else {
        say(v, statement, "%s%s is %.6g times what it should be.",
            r->of_change ? what : "Everything in ", name, factor);
    }
    return true;
}

/* ---- The same number everywhere ---- */

static bool tell_constant(const Result *r, const char *name, Verdict *v)
{
    size_t seen = 0;
    double value = 0, expected = 0;
    bool expected_varies = false;
    for (size_t i = 0; i < r->e->count; i++) {
        Slice s;
        for (size_t k = 0; slice_of(r, i, &s) && k < s.count; k++) {
            value = seen == 0 ? s.got[k] : value;
            expected = seen++ == 0 ? s.expected[k] : expected;
            if (s.got[k] != value) {
                return false;
            }
            expected_varies = expected_varies || s.expected[k] != expected;
        }
    }
    if (seen < 3 || !expected_varies) {
        return false;
    }
    say(v, statement_of(r, ALL_ALIKE, "", value),
        "In every case %s is %.6g, whatever the arguments.", name, value);
    return true;
}

static bool is_whole(const Result *r, const Slice *s, size_t k)
{
    (void)r;
    return s->got[k] == round(s->got[k]);
}

/* Zeros and ones are nothing special; several larger numbers are. */
static bool tell_whole(const Result *r, const char *name, Verdict *v)
{
    size_t broken = 0, large = 0;
    for (size_t i = 0; i < r->e->count; i++) {
        Slice s;
        for (size_t k = 0; slice_of(r, i, &s) && k < s.count; k++) {
            broken += s.expected[k] != round(s.expected[k]);
            large += fabs(s.got[k]) > 1;
        }
    }
    if (broken < 3 || large < 3 || !all_are(r, is_whole)) {
        return false;
    }
    say(v, statement_of(r, WHOLE, "", 0),
        "Only whole numbers come out in %s: look for an int where a real "
        "belongs, for a division of two integers, and for abs() in place of "
        "fabs().",
        name);
    return true;
}

/* ---- Transposed ---- */

static bool tell_transposition(const Result *r, const char *name, Verdict *v)
{
    bool seen = false;
    for (size_t i = 0; i < r->e->count; i++) {
        Slice s;
        if (!slice_of(r, i, &s)) {
            return false;
        }
        for (size_t k = 0; k < s.count; k++) {
            size_t row = k / s.columns, column = k % s.columns;
            if (!values_agree(s.got[column * s.rows + row], s.expected[k],
                              r->e->probe->tolerance)) {
                return false;
            }
        }
        seen = seen || (s.rows > 1 && s.columns > 1);
    }
    if (seen) {
        say(v, statement_of(r, TRANSPOSED, "", 0),
            "%s holds the right numbers, but transposed: rows and columns have "
            "changed places.",
            name);
    }
    return seen;
}

/* ---- A term too few or too many ---- */

/* Element k of an array laid over a slice: of the same shape, one value per
   column, or one per row. NAN if it does not fit. */
static double laid_over(const Array *a, const Slice *s, size_t k)
{
    size_t count = array_count(a);
    return count == s->count     ? element_value(a, a->initial, k)
           : count == s->columns ? element_value(a, a->initial, k % s->columns)
           : count == s->rows    ? element_value(a, a->initial, k / s->columns)
                                 : NAN;
}

/* Shown in at least three numbers that are not 0. */
static bool off_by_array(const Result *r, size_t argument, double sign)
{
    size_t seen = 0;
    for (size_t i = 0; i < r->e->count; i++) {
        Slice s;
        if (!slice_of(r, i, &s) || argument >= r->e->cases[i]->array_count) {
            return false;
        }
        const Array *a = &r->e->cases[i]->arrays[argument];
        for (size_t k = 0; k < s.count; k++) {
            double term = laid_over(a, &s, k);
            if (!isfinite(term) ||
                fabs(s.got[k] - s.expected[k] - sign * term) >
                    r->e->probe->tolerance *
                        (fabs(s.expected[k]) + fabs(term) + 1e-3)) {
                return false;
            }
            seen += term != 0;
        }
    }
    return seen >= 3;
}

static void say_own_term(const Result *r, const char *own, const char *name,
                         double sign, Verdict *v)
{
    if (sign < 0) {
        say(v, statement_of(r, TERM_MISSING, own, 0),
            "In every case what %s held before the call is missing in it: %s "
            "is to be changed, not set anew.",
            name, name);
    } else {
        say(v, statement_of(r, TERM_TWICE, own, 0),
            "In every case what %s held before the call is in it once too "
            "often: is += or -= written where = is meant?",
            name);
    }
}

/* Terms are arrays that the function is given, or what the result itself held. A
   result is no term of another: it is wrong itself, or was right. */
static bool tell_term(const Result *r, const char *name, Verdict *v)
{
    const Case *first = r->e->cases[0];
    Slice s;
    const Array *itself = slice_of(r, 0, &s) ? s.array : NULL;
    for (size_t k = 0; k < first->array_count; k++) {
        const Array *a = &first->arrays[k];
        bool own = a->role == CHANGED && a == itself;
        for (int sign = -1; sign <= 1 && (a->role == GIVEN || own); sign += 2) {
            if (!off_by_array(r, k, sign)) {
                continue;
            }
            if (own) {
                say_own_term(r, a->name, name, sign, v);
            } else {
                say(v,
                    statement_of(r, sign < 0 ? TERM_MISSING : TERM_TWICE,
                                 a->name, 0),
                    sign < 0 ? "In every case %s lacks exactly the term `%s`."
                             : "In every case %s has the term `%s` once too "
                               "often.",
                    name, a->name);
            }
            return true;
        }
    }
    return false;
}

/* ---- One row, column or element only ---- */

/* Where the wrong elements of all cases lie. */
typedef struct Lines {
    bool one_each; /* in one line of each case */
    bool always_last, always_same;
    size_t same;       /* the line's number */
    size_t cases;      /* with a wrong element */
    bool several;      /* of a line wrong, in some case */
    bool enough_lines; /* to tell, in some case */
} Lines;

static Lines look_at_lines(const Result *r, bool rows)
{
    Lines l = {true, true, true, 0, 0, false, false};
    for (size_t i = 0; i < r->e->count; i++) {
        Slice s;
        size_t only = 0, wrong = 0;
        for (size_t k = 0; slice_of(r, i, &s) && k < s.count; k++) {
            if (!is_wrong(r, &s, k)) {
                continue;
            }
            size_t count = rows ? s.rows : s.columns;
            size_t line = rows ? k / s.columns : k % s.columns;
            l.one_each = l.one_each && (wrong == 0 || only == line);
            l.same = l.cases == 0 && wrong == 0 ? line : l.same;
            l.always_same = l.always_same && line == l.same;
            l.always_last = l.always_last && line + 1 == count;
            l.enough_lines = l.enough_lines || count > 2;
            l.several = l.several || wrong > 0;
            only = line;
            wrong++;
        }
        l.cases += wrong > 0;
    }
    return l;
}

/* Whether it is a volume in some case: the channels of a picture. Its rows have
   no number of their own. */
static bool is_volume(const Result *r)
{
    for (size_t i = 0; i < r->e->count; i++) {
        Slice s;
        if (slice_of(r, i, &s) && s.array != NULL && s.array->dimensions > 0) {
            return true;
        }
    }
    return false;
}

static bool is_vector(const Result *r)
{
    for (size_t i = 0; i < r->e->count; i++) {
        Slice s;
        if (!slice_of(r, i, &s) || s.rows > 1) {
            return false;
        }
    }
    return true;
}

static bool tell_line(const Result *r, const char *name, Verdict *v)
{
    bool vector = is_vector(r);
    for (int rows = vector ? 0 : 1; rows >= 0; rows--) {
        Lines l = look_at_lines(r, rows == 1);
        bool somewhere = !l.always_same && !l.always_last;
        if (!l.one_each || !l.enough_lines || l.cases < 2 ||
            (somewhere && (vector || !l.several))) {
            continue;
        }
        enum { LAST = -1, SOME = -2 };
        double line = l.always_same   ? (double)l.same
                      : l.always_last ? LAST
                                      : SOME;
        Statement statement =
            statement_of(r, rows == 1 ? ONE_ROW : ONE_COLUMN, "", line);
        const char *kind = rows == 1 ? "row" : vector ? "element" : "column";
        Slice s;
        char text[128];
        if (vector && l.always_same && slice_of(r, 0, &s) && l.same < s.count) {
            place_print(place_in(&s, r->e->cases[0], l.same), text,
                        sizeof text);
        } else if (l.always_same) {
            snprintf(text, sizeof text, "%s %zu of %s (counted from 0)", kind,
                     l.same, name);
        } else {
            snprintf(text, sizeof text, "%s %s of %s",
                     l.always_last ? "the last" : "one", kind, name);
        }
        say(v, statement,
            vector && l.always_same
                ? "Only %s is ever wrong."
                : "Only %s is ever wrong: what is special about it?",
            text);
        return true;
    }
    return false;
}

/* ---- Right, but not to the last digit ---- */

/* Whether the value is a float, and the one that belongs to the expected value or
   a neighbour of it. */
static bool is_its_float(double got, double expected)
{
    return got == (double)(float)got && got != 0 &&
           fabs(got - expected) <= 3e-7 * fabs(expected);
}

static bool tell_digits(const Evidence *e, Verdict *v)
{
    double largest = 0;
    size_t wrong = 0, floats = 0;
    for (size_t i = 0; i < e->count; i++) {
        const Outcome *got = &e->got[i], *expected = &e->expected[i];
        if (!outcomes_agree(got, expected, 3e-6)) {
            return false;
        }
        for (size_t k = 0; k < got->count; k++) {
            double a = got->values[k], b = expected->values[k];
            if (!values_agree(a, b, e->probe->tolerance)) {
                largest = fmax(largest, fabs(a - b) / (fabs(b) + 1e-3));
                floats += is_its_float(a, b);
                wrong++;
            }
        }
    }
    if (wrong == 0) {
        return false;
    }
    if (floats == wrong && wrong >= 2) {
        say(v, (Statement){.claim = IN_FLOAT},
            "The results are right, but only as exact as a float. The grader "
            "builds your code with real as double: look for a float, a "
            "function such as expf or a sizeof(float).");
    } else {
        say(v, (Statement){.claim = CLOSE, .amount = largest},
            "The results are right to %.0f digits and wrong after them. Look "
            "for a float, a function such as sqrtf or a number such as 0.1f "
            "(the grader's real is a double), or for a small number that is "
            "added, compared with or used as a step.",
            floor(-log10(largest)));
    }
    return true;
}

/* ---- Which cases are wrong ---- */

static bool case_is_right(const Evidence *e, size_t i)
{
    return outcomes_agree(&e->got[i], &e->expected[i], e->probe->tolerance);
}

/* Whether exactly the cases are `right` where the number of that name is, or
   with `except` is not, the value; two at least of either kind. */
static bool right_where(const Evidence *e, const char *name, double value,
                        bool except)
{
    size_t counts[2] = {0, 0};
    for (size_t i = 0; i < e->count; i++) {
        const Case *c = e->cases[i];
        size_t k = 0;
        while (k < c->number_count && strcmp(c->numbers[k].name, name) != 0) {
            k++;
        }
        if (k == c->number_count ||
            case_is_right(e, i) != ((c->numbers[k].value == value) != except)) {
            return false;
        }
        counts[case_is_right(e, i)]++;
    }
    return counts[0] >= 2 && counts[1] >= 2;
}

static void tell_where(const Evidence *e, Verdict *v)
{
    for (size_t i = 0; i < e->count; i++) {
        for (size_t k = 0; k < e->cases[i]->number_count; k++) {
            const Number *n = &e->cases[i]->numbers[k];
            char value[80];
            value_print((Place){0}, n->value, 6, value, sizeof value);
            const char *shown = n->shown[0] != '\0' ? n->shown : value;
            Statement statement = {.amount = n->value};
            snprintf(statement.other, sizeof statement.other, "%s", n->name);
            if (right_where(e, n->name, n->value, true)) {
                statement.claim = ONLY_WHERE;
                say(v, statement,
                    "It is wrong in every case where `%s` is %s, and right in "
                    "all others.",
                    n->name, shown);
                return;
            }
            if (right_where(e, n->name, n->value, false)) {
                statement.claim = EXCEPT_WHERE;
                say(v, statement,
                    "It is right in every case where `%s` is %s, and wrong in "
                    "all others.",
                    n->name, shown);
                return;
            }
        }
    }
}

/* ---- What was added to an array ----
   An optimiser's step or an accumulated gradient is a change of what was there:
   there a factor or a sign shows only in the difference. */

static Outcome *changes_of(const Evidence *e, const Outcome *outcomes)
{
    Outcome *copy = calloc(e->count + 1, sizeof *copy);
    for (size_t i = 0; copy != NULL && i < e->count; i++) {
        copy[i] = outcomes[i];
        copy[i].values = calloc(outcomes[i].count + 1, sizeof(double));
        if (copy[i].values == NULL) {
            copy[i].count = 0;
        }
        for (size_t k = 0; k < copy[i].count; k++) {
            Place place = case_place(e->cases[i], k);
            const Array *a = place.array;
            double before =
                a != NULL && a->role == CHANGED
                    ? element_value(a, a->initial,
                                    place.row * a->columns + place.column)
                    : 0;
            copy[i].values[k] = outcomes[i].values[k] - before;
        }
    }
    return copy;
}

static void changes_free(Outcome *copy, size_t count)
{
    for (size_t i = 0; copy != NULL && i < count; i++) {
        outcome_free(&copy[i]);
    }
    free(copy);
}

static bool tell_factor_of_change(const Result *r, const char *name, Verdict *v)
{
    Slice s;
    if (!slice_of(r, 0, &s) || s.array == NULL || s.array->role != CHANGED) {
        return false;
    }
    Evidence e = *r->e;
    Outcome *got = changes_of(r->e, r->e->got);
    Outcome *expected = changes_of(r->e, r->e->expected);
    e.got = got;
    e.expected = expected;
    Result change = {&e, r->index, true};
    bool told =
        got != NULL && expected != NULL && tell_factor(&change, name, v);
    changes_free(got, r->e->count);
    changes_free(expected, r->e->count);
    return told;
}

static void recognise_in(const Result *r, Verdict *v)
{
    char name[80];
    result_name(r, name, sizeof name);
    if (all_are(r, is_right) || tell_unset(r, name, v)) {
        return;
    }
    if (all_are(r, is_number) &&
        (tell_factor_of_change(r, name, v) || tell_constant(r, name, v) ||
         tell_factor(r, name, v) ||
         (!is_volume(r) && tell_transposition(r, name, v)) ||
         tell_term(r, name, v) || tell_whole(r, name, v))) {
        return;
    }
    if (all_are(r, is_number_or_unwritten) && !is_volume(r)) {
        tell_line(r, name, v);
    }
}

void recognise(const Evidence *e, Verdict *v)
{
    if (e->count < e->probe->cases) {
        return; /* it ended early: the rest is not known */
    }
    for (size_t i = 0; i < e->count; i++) {
        const Outcome *got = &e->got[i];
        if (got->damaged != NULL || got->overwrote != NULL ||
            got->unwritten != NULL || got->objection != 0) {
            return; /* there is worse than numbers */
        }
    }
    if (!tell_digits(e, v)) {
        Result r = {e, 0, false};
        for (Slice s; slice_of(&r, 0, &s); r.index++) {
            recognise_in(&r, v);
        }
    }
    if (v->statement_count == 0) {
        tell_where(e, v);
    }
}
