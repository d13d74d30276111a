#include "case.h"
#include "isolate.h"
#include "todo.h"

#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_CASES = 64 };

static Case *draw_case(const Probe *probe, size_t i, uint64_t seed)
{
    Case *c = calloc(1, sizeof *c);
    if (c == NULL) {
        abort();
    }
    Rng rng = rng_seeded(seed * 1000003 + i);
    case_title(c, "a random case");
    probe->draw(c, i, &rng);
    return c;
}

static size_t case_total(const Probe *probe)
{
    return probe->cases < MAX_CASES ? probe->cases : MAX_CASES;
}

/* ---- The reference is held to the hand-computed values too ---- */

static bool reference_is_right(const Case *c, const Outcome *reference,
                               double tolerance)
{
    if (reference->ending.signal != 0 || reference->met_todo != NULL) {
        return false;
    }
    for (size_t i = 0; i < reference->count; i++) {
        Place place = case_place(c, i);
        double expected;
        if (place.array == NULL) {
            if (!c->expects_return) {
                continue;
            }
            expected = c->expected_return;
        } else if (place.array->expected != NULL) {
            expected =
                place.array
                    ->expected[place.row * place.array->columns + place.column];
        } else {
            continue;
        }
        if (!values_agree(reference->values[i], expected, tolerance)) {
            return false;
        }
    }
    return true;
}

/* ---- What a student reads ---- */

static void describe_case(const Evidence *e, size_t i, Verdict *v)
{
    verdict_add(v->message, sizeof v->message, "%s, case %zu of %zu: %s\n",
                e->probe->function, i + 1, case_total(e->probe),
                e->cases[i]->title);
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
    if (got->behind_by < 0) {
        verdict_add(text, size,
                    "  it writes before the start of %s (index −1 or less)",
                    a->name);
        return;
    }
    size_t element = a->element == REAL_ELEMENT  ? sizeof(real)
                     : a->element == INT_ELEMENT ? sizeof(int)
                                                 : sizeof(size_t);
    verdict_add(text, size,
                "  it reads or writes %s[%zu], but %s has %zu element%s",
                a->name, count + (size_t)got->behind_by / element, a->name,
                count, count == 1 ? "" : "s");
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
    default:
        return "it executed something that is no program";
    }
}

void describe_crash(const Ending *ending, Verdict *v)
{
    verdict_add(v->message, sizeof v->message,
                "  stopped by signal %d (%s): %s", ending->signal,
                strsignal(ending->signal), signal_reason(ending->signal));
    if (guard_out_of_memory()) {
        verdict_add(v->message, sizeof v->message,
                    "\n  it had taken all the memory it may have (1 GB)");
    }
    memcpy(v->frames, ending->frames, sizeof v->frames);
    v->frame_count = ending->frame_count;
}

/* The status that one outcome stands for, and the words for it. */
static Status judge(const Evidence *e, size_t i, Verdict *v)
{
    const Outcome *got = &e->got[i];
    if (got->met_todo != NULL) {
        if (outcomes_agree(got, &e->expected[i], e->probe->tolerance)) {
            verdict_add(v->message, sizeof v->message,
                        "its line TODO(\"%s\") is still there: delete it",
                        got->met_todo);
        }
        return NOT_STARTED;
    }
    if (got->ending.signal == 0 && got->damaged == NULL &&
        got->overwrote == NULL && got->unwritten == NULL &&
        outcomes_agree(got, &e->expected[i], e->probe->tolerance)) {
        return PASSED;
    }
    describe_case(e, i, v);
    if (got->damaged != NULL) {
        describe_damage(got, v);
        memcpy(v->frames, got->ending.frames, sizeof v->frames);
        v->frame_count = got->ending.frame_count;
        return MEMORY_ERROR;
    }
    if (got->ending.signal == SIGPROF) {
        verdict_add(v->message, sizeof v->message,
                    "  not done after %.3g s of processor time: does its loop "
                    "end?",
                    e->probe->seconds > 0 ? e->probe->seconds : 2.0);
        memcpy(v->frames, got->ending.frames, sizeof v->frames);
        v->frame_count = got->ending.frame_count;
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

/* Runs the candidate on the cases; the first that fails decides the status.
   After a crash or the end of the time, the rest is not tried. */
static size_t run_cases(const Probe *probe, Function *candidate, Case **cases,
                        size_t total, const Outcome *expected, Outcome *got,
                        Verdict *v)
{
    Evidence e = {probe, cases, expected, got, 0};
    Status status = PASSED;
    size_t i = 0;
    for (; i < total; i++) {
        snprintf(v->running, sizeof v->running, "case %zu: %s", i + 1,
                 cases[i]->title);
        got[i] = case_run(cases[i], probe, candidate);
        v->comparisons += got[i].count;
        if (status == PASSED) {
            status = judge(&e, i, v);
        }
        if (got[i].ending.signal != 0 || status == NOT_STARTED) {
            i++;
            break;
        }
    }
    v->status = status == PASSED && v->comparisons == 0 ? UNDECIDED : status;
    return i;
}

/* Leaves of the student's functions only this one to be called by name. */
static void isolate(const char *function)
{
    for (const Isolated *const *i = __start_isolated; i < __stop_isolated;
         i++) {
        *(*i)->target =
            strcmp((*i)->name, function) == 0 ? (*i)->student : (*i)->reference;
    }
}

void probe_run(const Probe *probe, Function *candidate, uint64_t seed,
               Verdict *verdict)
{
    isolate(probe->function);
    size_t total = case_total(probe);
    Case *cases[MAX_CASES];
    Outcome expected[MAX_CASES] = {{0}}, got[MAX_CASES] = {{0}};
    for (size_t i = 0; i < total; i++) {
        cases[i] = draw_case(probe, i, seed);
        expected[i] = case_run(cases[i], probe, probe->reference);
        if (!reference_is_right(cases[i], &expected[i], probe->tolerance)) {
            verdict_add(verdict->message, sizeof verdict->message,
                        "the reference itself fails case %zu (%s): this is a "
                        "fault of the grader, please report it",
                        i + 1, cases[i]->title);
            return;
        }
    }
    size_t run =
        run_cases(probe, candidate, cases, total, expected, got, verdict);
    if (verdict->status != PASSED && verdict->status != NOT_STARTED) {
        Evidence e = {probe, cases, expected, got, run};
        diagnose(&e, verdict);
    }
    for (size_t i = 0; i < total; i++) {
        case_free(cases[i]);
        outcome_free(&expected[i]);
        outcome_free(&got[i]);
    }
    verdict->complete = COMPLETE;
}

void probe_exercise(const Probe *probe, uint64_t seed)
{
    isolate(probe->function);
    for (size_t i = 0; i < case_total(probe); i++) {
        Case *c = draw_case(probe, i, seed);
        Outcome outcome = case_run(c, probe, probe->student);
        outcome_free(&outcome);
        case_free(c);
    }
}

/* ---- Milestones ---- */

bool require(Verdict *verdict, bool condition, const char *format, ...)
{
    verdict->comparisons++;
    if (!condition && verdict->status == UNDECIDED) {
        va_list arguments;
        va_start(arguments, format);
        vsnprintf(verdict->message, sizeof verdict->message, format, arguments);
        va_end(arguments);
        verdict->status = WRONG;
    }
    return condition;
}

void no_data(Verdict *verdict, const char *why)
{
    verdict->status = NO_DATA;
    snprintf(verdict->message, sizeof verdict->message, "%s", why);
}
