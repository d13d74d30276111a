/* What the grader found out about one exercise. A verdict lives in a file that
   is mapped into the process of its test, so that the judge's main process gets
   it; the student's code runs elsewhere. */
#ifndef VERDICT_H
#define VERDICT_H

#include <stdbool.h>
#include <stddef.h>

typedef enum Status {
    UNDECIDED, /* the check did not run to its end */
    PASSED,
    NOT_STARTED,
    WRONG,
    CRASHED,
    TOO_SLOW,
    MEMORY_ERROR,
    NO_DATA,
    STATUS_COUNT
} Status;

/* "not started", "wrong" ... */
const char *status_name(Status status);

typedef struct Verdict {
    Status status;
    unsigned complete;  /* COMPLETE once the check ran to its end */
    size_t comparisons; /* how many numbers were compared */
    size_t handmade, handmade_passed; /* of the hand-made cases that an empty
                                         function fails: all, and passed */
    char running[160];                /* the case under way */
    char message[4096];               /* what was expected, what came */
    char diagnosis[2048];             /* why, in words */
    char reread[80];                  /* "sec:..." */
    char named[8][64];                /* the named mistakes that fit */
    size_t named_count;
    void *frames[24]; /* where it crashed, innermost first */
    size_t frame_count;
} Verdict;

#define COMPLETE 0x600dc0deu

/* Appends printf-style text to a field of the verdict; what does not fit is
   cut. */
void verdict_add(char *field, size_t size, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Maps the verdict kept in the file `path`, fresh and empty if `create`. Returns
   NULL if that cannot be done. */
Verdict *verdict_map(const char *path, bool create);

#endif
