/* Grading what a subject holds: an exercise, in several settings, or a milestone. */
#include "channel.h"
#include "repair/repair.h"
#include "subject.h"
#include "trial.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

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
        if (!receive_outcome(running.fd, deadline, t->probe, c,
                             &t->got[t->run])) {
            break;
        }
        go = trial_goes_on(&t->got[t->run]);
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
                  trial_judge(&t, &unheard) == PASSED;
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

/* Which lines would have to change for all cases to be right, and in what. */
static void look_for_change(const Evidence *e, const Subject *s,
                            const Setting *setting, Verdict *v)
{
    Repair found;
    if (repair(e, s->source, setting->seed, &found)) {
        repair_tell(&found, v);
    }
}

/* Grades in one setting. True if it passed. */
static bool grade_in(const Probe *probe, const Subject *s, const char *program,
                     const Setting *setting, Verdict *v)
{
    Trial t;
    bool known = trial_begin(&t, probe, setting->seed, v) &&
                 run_there(&t, s, program, setting, v);
    if (known) {
        v->status = trial_judge(&t, v);
    }
    if (v->handmade == 0) {
        count_handmade(&t, v);
    }
    if (known && v->status != PASSED && v->status != NOT_STARTED) {
        Evidence e = trial_evidence(&t);
        diagnose(&e, v);
        if (v->named_count == 0 && v->status == WRONG &&
            !explain_by_settings(probe, s, setting, v)) {
            look_for_change(&e, s, setting, v);
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
    struct stat info;
    bool ordinary = stat(path, &info) == 0 && S_ISREG(info.st_mode);
    FILE *file = ordinary ? fopen(path, "rb") : NULL;
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

static void take_award(const Message *m, Verdict *v)
{
    double share;
    if (m->bytes < sizeof share) {
        return;
    }
    memcpy(&share, m->data, sizeof share);
    v->is_shared = true;
    v->share = share >= 0 && share <= 1 ? share : 0;
    v->comparisons++;
    if (v->status == UNDECIDED) {
        snprintf(v->message, sizeof v->message, "%s", m->data + sizeof share);
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
        case AWARDED:
            take_award(&m, v);
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
        v->status = v->is_shared && v->share < 1 ? IN_PART : PASSED;
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
