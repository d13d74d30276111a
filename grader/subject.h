/* A hand-in's program for a chapter, and the judge's end of it. */
#ifndef SUBJECT_H
#define SUBJECT_H

#include "probe.h"

#include <sys/types.h>

/* How a subject runs its cases. A right function gives the same results
   whatever the memory that it was not given holds. */
typedef struct Setting {
    uint64_t seed;
    unsigned char fill; /* what variables and heap memory hold before they are
                           given a value */
    bool at_start;      /* arrays begin at a forbidden page; else they end at
                           one */
    bool together;      /* calls between the chapter's exercises stay the
                           student's; else they go to the reference */
} Setting;

typedef struct Subject {
    const char *program;
    const char *in_float; /* the same with real = float, or NULL */
    const char *source;   /* the student's file, as the student calls it */
    const char *output;   /* the file that takes what it prints */
} Subject;

enum {
    FIRST_FILL = 0xFE, /* what gcc's -ftrivial-auto-var-init=pattern writes */
    WALL_SECONDS =
        300 /* against what uses no processor time and does not end */
};

typedef struct Running {
    pid_t process;
    int fd; /* where its messages come from */
} Running;

/* Starts `program` (the subject's, or its float build) on one exercise. What it
   prints goes into the subject's output file. False if that cannot be done. */
bool subject_start(Running *running, const Subject *subject,
                   const char *program, const char *exercise,
                   const Setting *setting);

/* Ends it. With a verdict: it ended before it had said all; the verdict then
   tells how. */
void subject_stop(Running *running, double deadline, Verdict *verdict);

/* Grades what the subject holds: the exercise's function on its cases, in
   several settings, or the milestone. */
void grade_subject(const Probe *probe, const Subject *subject, uint64_t seed,
                   Verdict *verdict);

#endif
