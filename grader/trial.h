/* Grading one exercise once: its cases are drawn, the reference is called on each,
   and what the candidate did is judged beside it. */
#ifndef TRIAL_H
#define TRIAL_H

#include "case.h"

/* The cases of one grading, and what the reference and the candidate made of
   them. */
typedef struct Trial {
    const Probe *probe;
    size_t total,
        run; /* cases drawn, and cases that the candidate was run on */
    Case *cases[MAX_CASES];
    Outcome expected[MAX_CASES], got[MAX_CASES];
} Trial;

/* Draws the cases and calls the reference on them. False if it fails its own
   hand-made values; trial_end() it all the same. */
bool trial_begin(Trial *t, const Probe *probe, uint64_t seed, Verdict *v);
void trial_end(Trial *t);

/* Calls a function of this program on the cases. */
void trial_run(Trial *t, Function *candidate);

Evidence trial_evidence(Trial *t);

/* After a crash, the end of the time or a TODO the rest is not tried. */
bool trial_goes_on(const Outcome *got);

/* The verdict on what the candidate did; a failing case decides. Passed only if
   all cases were run. */
Status trial_judge(Trial *t, Verdict *v);

#endif
