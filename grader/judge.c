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

/* One wrong value: expected, got, and the numerical gradient if there is one. */
static void describe_difference(const Evidence *e, size_t i, size_t value,
                                Verdict *v)
{
    double got = e->got[i].values[value];
    double expected = e->expected[i].values[value];
    char place[96];
    place_print(case_place(e->cases[i], value), place, sizeof place);
    verdict_add(v->message, sizeof v->message, "  %s: expected %.9g, ", place,
                expected);
    if (never_written(got)) {
        verdict_add(v->message, sizeof v->message,
                    "but it was never written\n");
        return;
    }
    verdict_add(v->message, sizeof v->message, "got %.9g",
                isnan(got) ? NAN : got);
    if (fabs(got) > 1e300 && fabs(expected) < 1e300) {
        verdict_add(v->message, sizeof v->message,
                    " (was a variable never given a value?)");
    }
    describe_numerical_gradient(e, i, value, v);
    verdict_add(v->message, sizeof v->message, "\n");
}

/* The first wrong value of every result: the returned one and each array. */
static void describe_differences(const Evidence *e, size_t i, Verdict *v)
{
    const Outcome *got = &e->got[i], *expected = &e->expected[i];
    size_t differing = 0, shown = 0;
    const Array *last = NULL;
    for (size_t k = 0; k < expected->count; k++) {
        if (values_agree(got->values[k], expected->values[k],
                         e->probe->tolerance)) {
            continue;
        }
        const Array *array = case_place(e->cases[i], k).array;
        if (differing++ == 0 || array != last) {
            describe_difference(e, i, k, v);
            shown++;
        }
        last = array;
    }
    if (differing > shown) {
        verdict_add(v->message, sizeof v->message,
                    "  (%zu values of %zu differ)\n", differing,
                    expected->count);
    }
}

static void describe_damage(const Outcome *got, Verdict *v)
{
    const Array *a = got->damaged;
    char *text = v->message;
    size_t size = sizeof v->message;
    size_t count = array_count(a);
    long element = (long)element_size(a->element);
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
        return "it printed more than 1 MB";
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
    verdict_add(v->message, sizeof v->message,
                "  stopped by signal %d (%s): %s", ending->signal,
                strsignal(ending->signal),
                ending->stack_full
                    ? "its stack is used up: a function that calls itself "
                      "without end, or a very large local array"
                    : signal_reason(ending->signal));
    if (ending->memory_full) {
        verdict_add(v->message, sizeof v->message,
                    "\n  it had taken all the memory it may have");
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
    if (got->unwritten != NULL) {
        char name[96];
        place_print((Place){got->unwritten,
                            got->unwritten_at / got->unwritten->columns,
                            got->unwritten_at % got->unwritten->columns},
                    name, sizeof name);
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
