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
