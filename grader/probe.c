/* Grading one exercise: its cases are drawn, the reference is called on each,
   and what the candidate did is judged beside it. */
#include "case.h"
#include "channel.h"
#include "subject.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The cases of one grading, and what the reference and the candidate made of
   them. */
typedef struct Trial {
    const Probe *probe;
    size_t total,
        run; /* cases drawn, and cases that the candidate was run on */
    Case *cases[MAX_CASES];
    Outcome expected[MAX_CASES], got[MAX_CASES];
} Trial;

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

static bool trial_begin(Trial *t, const Probe *probe, uint64_t seed, Verdict *v)
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

static void trial_end(Trial *t)
{
    for (size_t i = 0; i < t->total; i++) {
        case_free(t->cases[i]);
        outcome_free(&t->expected[i]);
        outcome_free(&t->got[i]);
    }
}

static Evidence evidence(Trial *t)
{
    return (Evidence){t->probe, t->cases, t->expected, t->got, t->run};
}

/* After a crash, the end of the time or a TODO the rest is not tried. */
static bool goes_on(const Outcome *got)
{
    return got->ending.signal == 0 && got->met_todo[0] == '\0';
}

/* The case that fails and tells most decides. Passed only if all were run. */
static Status judge_all(Trial *t, Verdict *v)
{
    Evidence e = evidence(t);
    for (size_t i = 0; i < t->run; i++) {
        v->comparisons += t->got[i].count;
    }
    size_t telling = telling_case(&e);
    return telling < t->run                           ? judge(&e, telling, v)
           : t->run == t->total && v->comparisons > 0 ? PASSED
                                                      : UNDECIDED;
}

/* ---- A candidate of this program ---- */

void probe_run(const Probe *probe, Function *candidate, uint64_t seed,
               Verdict *verdict)
{
    Trial t;
    if (trial_begin(&t, probe, seed, verdict)) {
        for (bool go = true; go && t.run < t.total; t.run++) {
            snprintf(verdict->running, sizeof verdict->running, "case %zu: %s",
                     t.run + 1, t.cases[t.run]->title);
            t.got[t.run] =
                case_run(t.cases[t.run], probe, candidate, call_seconds(probe));
            go = goes_on(&t.got[t.run]);
        }
        verdict->status = judge_all(&t, verdict);
        if (verdict->status != PASSED && verdict->status != NOT_STARTED) {
            Evidence e = evidence(&t);
            diagnose(&e, verdict);
        }
        verdict->complete = COMPLETE;
    }
    trial_end(&t);
}

/* ---- A subject ---- */

/* Runs the subject on the trial's cases. False if it ended early without a
   reason that can be told; the verdict says how. */
static bool run_there(Trial *t, const Subject *s, const char *program,
                      const Setting *setting, Verdict *v)
{
    Running running;
    if (!subject_start(&running, s, program, t->probe->exercise, setting)) {
        snprintf(v->message, sizeof v->message, "cannot run %s", program);
        return false;
    }
    double deadline = monotonic_seconds() + WALL_SECONDS;
    bool go = true;
    while (go && t->run < t->total) {
        Case *c = t->cases[t->run];
        snprintf(v->running, sizeof v->running, "case %zu: %s", t->run + 1,
                 c->title);
        if (!receive_outcome(running.fd, deadline, c, &t->got[t->run])) {
            break;
        }
        go = goes_on(&t->got[t->run]);
        t->run++;
    }
    bool whole = !go || t->run == t->total;
    subject_stop(&running, deadline, whole ? NULL : v);
    return whole;
}

/* Cases that a function with an empty body gets right say nothing of it. */
static bool needs_work(const Case *c, const Outcome *expected)
{
    for (size_t i = 0; i < expected->count; i++) {
        Place place = case_place(c, i);
        const Array *a = place.array;
        double untouched =
            a == NULL ? 0
            : a->role == RESULT
                ? NAN
                : element_value(a, a->initial,
                                place.row * a->columns + place.column);
        if (expected->values[i] != untouched) {
            return true;
        }
    }
    return false;
}

static void count_handmade(const Trial *t, Verdict *v)
{
    for (size_t i = 0; i < t->total; i++) {
        if (!case_is_handmade(t->cases[i]) ||
            !needs_work(t->cases[i], &t->expected[i])) {
            continue;
        }
        v->handmade++;
        v->handmade_passed +=
            i < t->run &&
            outcome_is_right(&t->got[i], &t->expected[i], t->probe->tolerance);
    }
}

/* Whether the subject passes all the cases in this setting; says nothing. */
static bool passes_in(const Probe *probe, const Subject *s,
                      const Setting *setting)
{
    Trial t;
    static Verdict unheard;
    unheard = (Verdict){0};
    bool passes = trial_begin(&t, probe, setting->seed, &unheard) &&
                  run_there(&t, s, s->program, setting, &unheard) &&
                  judge_all(&t, &unheard) == PASSED;
    trial_end(&t);
    return passes;
}

/* Why a function fails in one setting and passes in another, when the
   difference is the reason. */
static bool explain_by_settings(const Probe *probe, const Subject *s,
                                const Setting *setting, Verdict *v)
{
    Setting other = *setting;
    other.fill = FIRST_FILL;
    if (setting->fill != FIRST_FILL && passes_in(probe, s, &other)) {
        verdict_add(v->diagnosis, sizeof v->diagnosis,
                    "The results depend on what memory holds that nobody gave "
                    "a value: look for a variable, or malloc'ed memory, that "
                    "is used before it is set.");
        return true;
    }
    other = *setting;
    other.together = true;
    if (passes_in(probe, s, &other)) {
        verdict_add(v->diagnosis, sizeof v->diagnosis,
                    "Together with your other functions it gives the right "
                    "results. Here it was run with our versions of them: it "
                    "relies on something that yours do besides, such as a "
                    "variable that they share.");
        return true;
    }
    return false;
}

/* Grades in one setting. True if it passed. */
static bool grade_in(const Probe *probe, const Subject *s, const char *program,
                     const Setting *setting, Verdict *v)
{
    Trial t;
    bool known = trial_begin(&t, probe, setting->seed, v) &&
                 run_there(&t, s, program, setting, v);
    if (known) {
        v->status = judge_all(&t, v);
    }
    if (v->handmade == 0) {
        count_handmade(&t, v);
    }
    if (known && v->status != PASSED && v->status != NOT_STARTED) {
        Evidence e = evidence(&t);
        diagnose(&e, v);
        if (v->named_count == 0 && v->status == WRONG) {
            explain_by_settings(probe, s, setting, v);
        }
    }
    trial_end(&t);
    return known && v->status == PASSED;
}

/* FNV-1a: other cases for every version of the file, so that answers cannot be
   remembered, and the same ones whenever it is graded. */
static uint64_t hash_of_file(const char *path)
{
    uint64_t hash = 0xcbf29ce484222325u;
    FILE *file = fopen(path, "rb");
    for (int byte; file != NULL && (byte = fgetc(file)) != EOF;) {
        hash = (hash ^ (uint64_t)byte) * 0x100000001b3u;
    }
    if (file != NULL) {
        fclose(file);
    }
    return hash;
}

static void grade_exercise(const Probe *probe, const Subject *s, uint64_t seed,
                           Verdict *v)
{
    uint64_t hash = hash_of_file(s->source);
    const Setting settings[] = {
        {.seed = seed, .fill = FIRST_FILL},
        {.seed = seed ^ hash, .fill = 0x7E, .at_start = true},
        {.seed = seed ^ (hash >> 32), .fill = 0},
    };
    enum { SETTINGS = sizeof settings / sizeof settings[0] };
    for (size_t i = 0; i < SETTINGS; i++) {
        if (!grade_in(probe, s, s->program, &settings[i], v)) {
            return;
        }
    }
    if (probe->float_tolerance > 0) {
        Probe in_float = *probe;
        in_float.tolerance = probe->float_tolerance;
        if (s->in_float == NULL) {
            v->status = UNDECIDED;
            snprintf(v->message, sizeof v->message,
                     "its build with real = float is missing");
        } else if (!grade_in(&in_float, s, s->in_float, &settings[0], v) &&
                   v->status == WRONG && v->named_count == 0) {
            v->diagnosis[0] = '\0';
            v->statement_count = 0;
            verdict_add(v->diagnosis, sizeof v->diagnosis,
                        "With real = double it is right, with real = float, as "
                        "the library is built, it is not. Look for a double "
                        "where real belongs, or for a sum that should be kept "
                        "in double.");
        }
    }
}

static void grade_milestone(const Probe *probe, const Subject *s, Verdict *v)
{
    Running running;
    Setting setting = {.fill = FIRST_FILL, .together = true};
    if (!subject_start(&running, s, s->program, probe->exercise, &setting)) {
        snprintf(v->message, sizeof v->message, "cannot run %s", s->program);
        return;
    }
    static Message m;
    double deadline = monotonic_seconds() + WALL_SECONDS + 10 * probe->seconds;
    bool ended = false;
    char todo[16] = "";
    while (!ended && receive_message(running.fd, deadline, &m)) {
        switch (m.kind) {
        case NOT_MET:
            if (v->status == UNDECIDED) {
                v->status = WRONG;
                snprintf(v->message, sizeof v->message, "%s", m.data);
            }
            v->comparisons++;
            break;
        case MET:
            v->comparisons++;
            break;
        case DATA_LACKS:
            v->status = NO_DATA;
            snprintf(v->message, sizeof v->message, "%s", m.data);
            break;
        case TODO_MET:
            snprintf(todo, sizeof todo, "%.15s", m.data);
            break;
        case ENDED:
            ended = m.bytes == sizeof(Ending);
            break;
        default:
            break;
        }
    }
    subject_stop(&running, deadline, ended ? NULL : v);
    if (!ended) {
        return;
    }
    Ending ending;
    memcpy(&ending, m.data, sizeof ending);
    if (todo[0] != '\0') {
        v->status = NOT_STARTED;
        snprintf(v->message, sizeof v->message,
                 "waits for exercise %s, which is not started", todo);
    } else if (ending.signal == SIGPROF) {
        v->status = TOO_SLOW;
        snprintf(v->message, sizeof v->message,
                 "not done after %.3g s of processor time: does its loop end?",
                 probe->seconds);
        note_frames_of(&ending, v);
    } else if (ending.signal != 0) {
        v->status = CRASHED;
        v->message[0] = '\0';
        describe_crash(&ending, v);
    } else if (v->status == UNDECIDED && v->comparisons > 0) {
        v->status = PASSED;
    }
}

void grade_subject(const Probe *probe, const Subject *subject, uint64_t seed,
                   Verdict *verdict)
{
    if (probe->milestone != NULL) {
        grade_milestone(probe, subject, verdict);
    } else {
        grade_exercise(probe, subject, seed, verdict);
    }
    verdict->complete = COMPLETE;
}
