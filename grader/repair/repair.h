/* When no named mistake fits: the smallest change of the student's own function
   that makes every case right tells in which line the mistake sits, and of what
   kind it is. */
#ifndef REPAIR_H
#define REPAIR_H

#include "case.h"

enum { MAX_CHANGED = 4, MAX_PLACES = 3 };

typedef struct Change {
    int line;                     /* of the student's file */
    char kind[200];               /* "the comparison" */
    char before[200], after[200]; /* the line, without the space around it */
} Change;

typedef struct Repair {
    Change change[MAX_CHANGED]; /* the lines that change together */
    int changed;
    int cost;   /* tokens that change, and more for what is seldom */
    int places; /* how many first lines would do equally well, and which: a
                   report names them all */
    int instead[MAX_PLACES];
    bool suspect; /* a whole number changes, whose type may be wrong instead */
    size_t tried;
    double seconds; /* processor time */
} Repair;

/* Looks for a change of the function that the evidence is about. False: there
   is no compiler, the file cannot be read so, nothing was found in time, or too
   many places would do. */
bool repair(const Evidence *evidence, const char *source_path, uint64_t seed,
            Repair *found);

/* Says where to look, in the verdict's diagnosis, and keeps the change itself. */
void repair_tell(const Repair *found, Verdict *verdict);

/* A change of a right function that its cases do not notice. */
typedef void Survivor(const char *kind, int line, const char *before,
                      const char *after);

/* Makes small mistakes in a right function of the file and tells those that pass
   on every case, on fresh ones as well. Returns how many were tried, or −1: the
   file cannot be read so, or the function is not right as it stands. */
long mutants(const Evidence *evidence, const char *source_path,
             const char *function, uint64_t seed, Survivor *survived);

#endif
