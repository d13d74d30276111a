/* From a wrong result to its reason: the named mistakes whose outcomes equal the
   student's on every case; two of them at once; or what the numbers show
   (recognise.c). */
#include "case.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

/* ---- Named mistakes ---- */

const Mistake *broken[2];

/* A named mistake that takes longer than this is one that does not end. */
static const double mistake_seconds = 0.25;

/* All pairs together may take this long. */
static const double pairs_seconds = 1;

/* The first of the probe's objections that was made; 0: none was. */
static size_t first_objection(const Evidence *e)
{
    size_t first = 0;
    for (size_t i = 0; i < e->count; i++) {
        size_t made = e->got[i].objection;
        first = made != 0 && (first == 0 || made < first) ? made : first;
    }
    return first;
}

/* Whether the mistake, or with another two at once, gives the student's outcomes
   in every case. What the probe's call() saw itself need not show in all of
   them: those count where the first of its objections was made. */
static bool fits(const Mistake *mistake, const Mistake *other,
                 const Evidence *e)
{
    const Mistake *before[2] = {broken[0], broken[1]};
    bool same = true;
    size_t objection = first_objection(e);
    for (size_t i = 0; same && i < e->count; i++) {
        if (e->got[i].objection != objection) {
            continue;
        }
        broken[0] = mistake;
        broken[1] = other;
        Outcome theirs =
            case_run(e->cases[i], e->probe, mistake->body, mistake_seconds);
        broken[0] = before[0];
        broken[1] = before[1];
        same = outcomes_agree(&theirs, &e->got[i], e->probe->tolerance);
        outcome_free(&theirs);
    }
    return same;
}

static void name_mistakes(const Evidence *e, Verdict *v)
{
    const Mistake *const *m = __start_mistakes;
    for (; m < __stop_mistakes; m++) {
        if (strcmp((*m)->function, e->probe->function) != 0 ||
            !fits(*m, NULL, e)) {
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

/* ---- Two named mistakes at once ---- */

static bool alike(const Mistake *a, const Mistake *b)
{
    return a->body == b->body;
}

/* The only two mistakes of one breakable function that fit together; false if no
   two do, or more than these. */
static bool find_pair(const Evidence *e, const Mistake *pair[2])
{
    const Mistake *const *end = __stop_mistakes;
    double until = (double)clock() / CLOCKS_PER_SEC + pairs_seconds;
    size_t found = 0;
    for (const Mistake *const *a = __start_mistakes; a < end; a++) {
        if (strcmp((*a)->function, e->probe->function) != 0) {
            continue;
        }
        for (const Mistake *const *b = a + 1; b < end; b++) {
            if ((double)clock() / CLOCKS_PER_SEC > until) {
                return false;
            }
            if (alike(*a, *b) && fits(*a, *b, e)) {
                pair[0] = *a;
                pair[1] = *b;
                found++;
            }
        }
    }
    return found == 1;
}

static void name_pair(const Evidence *e, Verdict *v)
{
    const Mistake *pair[2];
    if (e->count < e->probe->cases || e->probe->threads) {
        return; /* it ended early; or calls take their time */
    }
    for (size_t i = 0; i < e->count; i++) {
        if (e->got[i].ending.signal != 0) {
            return;
        }
    }
    if (!find_pair(e, pair)) {
        return;
    }
    for (size_t i = 0; i < 2; i++) {
        snprintf(v->named[i], sizeof v->named[i], "%s", pair[i]->name);
        verdict_add(v->diagnosis, sizeof v->diagnosis, "%s%s",
                    i == 0 ? "Two things: " : " And: ", pair[i]->diagnosis);
    }
    v->named_count = 2;
    snprintf(v->reread, sizeof v->reread, "%s", pair[0]->reread);
}

void diagnose(const Evidence *e, Verdict *v)
{
    name_mistakes(e, v);
    if (v->named_count == 0) {
        name_pair(e, v);
    }
    if (v->named_count == 0) {
        recognise(e, v);
    }
}
