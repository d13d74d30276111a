#include "trial.h"

#include <stdio.h>

/* ---- The reference is held to the hand-computed values too ---- */

static bool reference_is_right(const Case *c, const Outcome *reference,
                               double tolerance)
{
    if (reference->ending.signal != 0 || reference->met_todo[0] != '\0') {
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

bool trial_begin(Trial *t, const Probe *probe, uint64_t seed, Verdict *v)
{
    *t = (Trial){.probe = probe};
    for (size_t i = 0; i < case_total(probe); i++) {
        t->cases[i] = case_draw(probe, i, seed);
        t->total++;
        if (probe->tolerance == probe->float_tolerance) {
            case_round_to_float(t->cases[i]);
        }
        t->expected[i] = case_run(t->cases[i], probe, probe->function_itself,
                                  call_seconds(probe));
        if (!reference_is_right(t->cases[i], &t->expected[i],
                                probe->tolerance)) {
            verdict_add(v->message, sizeof v->message,
                        "the reference itself fails case %zu (%s): this is a "
                        "fault of the grader, please report it",
                        i + 1, t->cases[i]->title);
            return false;
        }
    }
    return true;
}

void trial_end(Trial *t)
{
    for (size_t i = 0; i < t->total; i++) {
        case_free(t->cases[i]);
        outcome_free(&t->expected[i]);
        outcome_free(&t->got[i]);
    }
}

Evidence trial_evidence(Trial *t)
{
    return (Evidence){t->probe, t->cases, t->expected, t->got, t->run};
}

/* After a crash, the end of the time or a TODO the rest is not tried. */
bool trial_goes_on(const Outcome *got)
{
    return got->ending.signal == 0 && got->met_todo[0] == '\0';
}

/* The case that fails and tells most decides. Passed only if all were run. */
Status trial_judge(Trial *t, Verdict *v)
{
    Evidence e = trial_evidence(t);
    for (size_t i = 0; i < t->run; i++) {
        v->comparisons += t->got[i].count;
    }
    size_t telling = telling_case(&e);
    return telling < t->run                           ? judge(&e, telling, v)
           : t->run == t->total && v->comparisons > 0 ? PASSED
                                                      : UNDECIDED;
}

/* ---- A candidate of this program ---- */

void trial_run(Trial *t, Function *candidate)
{
    for (bool go = true; go && t->run < t->total; t->run++) {
        t->got[t->run] = case_run(t->cases[t->run], t->probe, candidate,
                                  call_seconds(t->probe));
        go = trial_goes_on(&t->got[t->run]);
    }
}

void probe_run(const Probe *probe, Function *candidate, uint64_t seed,
               Verdict *verdict)
{
    Trial t;
    if (trial_begin(&t, probe, seed, verdict)) {
        trial_run(&t, candidate);
        verdict->status = trial_judge(&t, verdict);
        if (verdict->status != PASSED && verdict->status != NOT_STARTED) {
            Evidence e = trial_evidence(&t);
            diagnose(&e, verdict);
        }
        verdict->complete = COMPLETE;
    }
    trial_end(&t);
}
