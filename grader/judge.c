/* What one outcome stands for, and what the student reads of it: the case, what
   was expected, what came. */
#include "case.h"

#include <signal.h>
#include <string.h>

static void describe_case(const Evidence *e, size_t i, Verdict *v)
{
    verdict_add(v->message, sizeof v->message, "%s, case %zu of %zu: %s\n",
                e->probe->function, i + 1, e->probe->cases, e->cases[i]->title);
    case_print(e->cases[i], v->message, sizeof v->message);
}

/* Beside a wrong derivative: what a centred difference says. */
static void describe_numerical_gradient(const Evidence *e, size_t i,
                                        size_t value, Verdict *v)
{
    Place place = case_place(e->cases[i], value);
    double numerical = case_numerical_gradient(e->cases[i], e->probe, place);
    if (!isnan(numerical)) {
        verdict_add(
            v->message, sizeof v->message,
            "\n  A centred difference gives %.9g there; yours is off by "
            "%.3g",
            numerical, e->got[i].values[value] - numerical);
    }
}

/* What is known of a value that is no ordinary number. */
static const char *remark_on(double got, double expected)
{
    if (from_unset_variable(got)) {
        return " (from a variable that was never given a value)";
    }
    if (made_of_mark(got)) {
        return " (made of what was there before the call, which may be "
               "anything)";
    }
    if (isnan(got)) {
        return " (not a number: 0 / 0, inf / inf, inf - inf and the logarithm "
               "of a negative number give it)";
    }
    if (isinf(got) && isfinite(expected)) {
        return " (infinite: a division by 0 gives it, and what is too large, "
               "as exp(1000))";
    }
    return "";
}

/* Both as numbers of so many digits that they differ. */
static void print_both(Place place, double got, double expected, char *got_text,
                       char *expected_text, size_t size)
{
    for (int digits = 9; digits <= 17; digits += 4) {
        value_print(place, got, digits, got_text, size);
        value_print(place, expected, digits, expected_text, size);
        if (strcmp(got_text, expected_text) != 0) {
            return;
        }
    }
}

/* Whether the array has one element in every case. */
static bool is_single(const Evidence *e, Place place)
{
    for (size_t i = 0; place.array != NULL && i < e->count; i++) {
        const Case *c = e->cases[i];
        for (size_t k = 0; k < c->array_count; k++) {
            if (strcmp(c->arrays[k].name, place.array->name) == 0 &&
                array_count(&c->arrays[k]) != 1) {
                return false;
            }
        }
    }
    return place.array != NULL;
}

/* One wrong value: expected, got, and the numerical gradient if there is one. */
static void describe_difference(const Evidence *e, size_t i, size_t value,
                                Verdict *v)
{
    double got = e->got[i].values[value];
    double expected = e->expected[i].values[value];
    char name[96], got_text[40], expected_text[40];
    Place place = case_place(e->cases[i], value);
    place.is_single = is_single(e, place);
    place_print(place, name, sizeof name);
    print_both(place, got, expected, got_text, expected_text, sizeof got_text);
    verdict_add(v->message, sizeof v->message, "  %s: expected %s, ", name,
                expected_text);
    if (never_written(got)) {
        verdict_add(v->message, sizeof v->message,
                    "but it was never written\n");
        return;
    }
    verdict_add(v->message, sizeof v->message, "got %s%s", got_text,
                remark_on(got, expected));
    if (isfinite(got)) {
        describe_numerical_gradient(e, i, value, v);
    }
    verdict_add(v->message, sizeof v->message, "\n");
}

/* How far off a value is, from 0 to 1. */
static double part_wrong(const Evidence *e, size_t i, size_t value)
{
    double got = e->got[i].values[value];
    double expected = e->expected[i].values[value];
    if (values_agree(got, expected, e->probe->tolerance)) {
        return 0;
    }
    if (!isfinite(got) || !isfinite(expected)) {
        return 1;
    }
    return fmin(1, fabs(got - expected) / fmax(fabs(got), fabs(expected)));
}

/* One wrong value of every result: the first of those that are far off. The
   returned value is a result, each array, and each element with its own name. */
static void describe_differences(const Evidence *e, size_t i, Verdict *v)
{
    size_t count = e->expected[i].count, differing = 0, shown = 0;
    for (size_t k = 0; k < count;) {
        const Array *array = case_place(e->cases[i], k).array;
        bool is_one = array == NULL || array->element_names != NULL;
        size_t end = k + (is_one ? 1 : array_count(array)), telling = k;
        double largest = 0;
        for (size_t j = k; j < end; j++) {
            double part = part_wrong(e, i, j);
            differing += part > 0;
            telling = part > 2 * largest ? j : telling;
            largest = fmax(largest, part);
        }
        if (largest > 0) {
            describe_difference(e, i, telling, v);
            shown++;
        }
        k = end;
    }
    if (differing > shown) {
        verdict_add(v->message, sizeof v->message,
                    "  (%zu values of %zu differ)\n", differing, count);
    }
}

/* ---- Which case to show ---- */

/* How much there is to read in the case, in numbers; a number of many digits
   counts as three. */
static double to_read(const Case *c)
{
    double sum = 0;
    size_t elements = 0;
    bool by_hand = c->expects_return;
    for (size_t k = 0; k < c->array_count; k++) {
        const Array *a = &c->arrays[k];
        by_hand = by_hand || a->expected != NULL;
        for (size_t j = 0; j < array_count(a); j++) {
            double x = a->role == GIVEN || a->role == CHANGED
                           ? element_value(a, a->initial, j)
                           : 0;
            bool plain = fabs(x) <= 100 && 100 * x == round(100 * x);
            sum += plain ? 1 : 3;
        }
        elements += array_count(a);
    }
    for (size_t k = 0; k < c->number_count; k++) {
        double x = c->numbers[k].value;
        sum += 1000 * x == round(1000 * x) ? 0 : 1;
    }
    return (elements == 0 && c->array_count > 0 ? 10 : sum) * (by_hand ? 1 : 2);
}

static bool is_only_numbers(const Outcome *got)
{
    return got->ending.signal == 0 && got->damaged == NULL &&
           got->overwrote == NULL && got->unwritten == NULL &&
           got->objection == 0 && got->met_todo[0] == '\0';
}

size_t telling_case(const Evidence *e)
{
    enum { TINY_COUNTS = 100 }; /* as so many times as much to read */
    size_t best = e->count;
    double least = INFINITY;
    for (size_t i = 0; i < e->count; i++) {
        double cost = -1;
        if (is_only_numbers(&e->got[i])) {
            if (outcomes_agree(&e->got[i], &e->expected[i],
                               e->probe->tolerance)) {
                continue;
            }
            double part = 0;
            for (size_t k = 0; k < e->expected[i].count; k++) {
                part = fmax(part, part_wrong(e, i, k));
            }
            cost = to_read(e->cases[i]) * (part < 1e-4 ? TINY_COUNTS : 1);
        }
        if (cost < least) {
            least = cost;
            best = i;
        }
    }
    return best;
}

static void describe_damage(const Outcome *got, Verdict *v)
{
    const Array *a = got->damaged;
    char *text = v->message;
    size_t size = sizeof v->message;
    size_t count = array_count(a);
    long element = (long)a->size;
    const char *how = got->ending.signal == 0 ? "writes" : "reads or writes";
    if (got->behind_by < 0) {
        verdict_add(text, size, "  it %s before the start of %s: %s[%ld]", how,
                    a->name, a->name, (got->behind_by - element + 1) / element);
        return;
    }
    verdict_add(text, size, "  it %s %s[%zu], but %s has %zu element%s", how,
                a->name, count + (size_t)(got->behind_by - 1) / (size_t)element,
                a->name, count, count == 1 ? "" : "s");
    if (count > 0) {
        verdict_add(text, size, ": the last is number %zu", count - 1);
    }
}

static const char *signal_reason(int signal)
{
    switch (signal) {
    case SIGSEGV:
    case SIGBUS:
        return "it touched memory that is not its own";
    case SIGFPE:
        return "a whole number was divided by zero";
    case SIGABRT:
        return "an assertion failed, or the heap was damaged";
    case SIGXFSZ:
        return "it printed more than 1 MB: take the printf out";
    case SIGSYS:
        return "it asked the operating system for what exercises may not have";
    default:
        return "it executed something that is no program";
    }
}

void note_frames_of(const Ending *ending, Verdict *v)
{
    memcpy(v->frames, ending->frames, sizeof v->frames);
    v->frame_count = ending->frame_count;
}

void describe_crash(const Ending *ending, Verdict *v)
{
    /* A milestone has no line of the case above it. */
    const char *indent = v->message[0] != '\0' ? "  " : "";
    verdict_add(
        v->message, sizeof v->message, "%sstopped by signal %d (%s): %s",
        indent, ending->signal, strsignal(ending->signal),
        ending->stack_full
            ? "its stack is used up: a function that calls itself "
              "without end, or a very large local array"
        : ending->misaligned
            ? "an instruction for data that begins at a multiple of 32 bytes "
              "(or of 16) met data that does not. Arrays may begin anywhere: "
              "_mm256_loadu_ps and _mm256_storeu_ps, with a u for unaligned"
        : ending->lost_way_back
            ? "it jumped to where no code is: a local array was written "
              "behind its end, over the way back to the caller, or a "
              "function pointer was not set"
            : signal_reason(ending->signal));
    if (ending->memory_full) {
        verdict_add(v->message, sizeof v->message,
                    "\n%sit had taken all the memory it may have", indent);
    }
    note_frames_of(ending, v);
}

bool outcome_is_right(const Outcome *got, const Outcome *expected,
                      double tolerance)
{
    return got->ending.signal == 0 && got->damaged == NULL &&
           got->overwrote == NULL && got->unwritten == NULL &&
           outcomes_agree(got, expected, tolerance);
}

Status judge(const Evidence *e, size_t i, Verdict *v)
{
    const Outcome *got = &e->got[i];
    if (got->met_todo[0] != '\0') {
        if (outcomes_agree(got, &e->expected[i], e->probe->tolerance)) {
            verdict_add(v->message, sizeof v->message,
                        "its line TODO(\"%s\") is still there: delete it",
                        got->met_todo);
        }
        return NOT_STARTED;
    }
    if (outcome_is_right(got, &e->expected[i], e->probe->tolerance)) {
        return PASSED;
    }
    describe_case(e, i, v);
    if (got->damaged != NULL) {
        describe_damage(got, v);
        note_frames_of(&got->ending, v);
        return MEMORY_ERROR;
    }
    if (got->ending.signal == SIGPROF) {
        verdict_add(v->message, sizeof v->message,
                    "  not done after %.3g s of processor time: does its loop "
                    "end?",
                    call_seconds(e->probe));
        note_frames_of(&got->ending, v);
        return TOO_SLOW;
    }
    if (got->ending.signal != 0) {
        describe_crash(&got->ending, v);
        return CRASHED;
    }
    if (got->objection != 0) {
        verdict_add(v->message, sizeof v->message, "  %s",
                    e->probe->objections[got->objection - 1]);
        return WRONG;
    }
    if (got->unwritten != NULL) {
        char name[96];
        Place place = {.array = got->unwritten,
                       .row = got->unwritten_at / got->unwritten->columns,
                       .column = got->unwritten_at % got->unwritten->columns};
        place.is_single = is_single(e, place);
        place_print(place, name, sizeof name);
        verdict_add(v->message, sizeof v->message, "  %s was never written",
                    name);
        return WRONG;
    }
    if (got->overwrote != NULL) {
        verdict_add(v->message, sizeof v->message,
                    "  it changed %s, which it should only read",
                    got->overwrote->name);
        return WRONG;
    }
    describe_differences(e, i, v);
    return WRONG;
}
