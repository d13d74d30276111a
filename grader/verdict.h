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
    IN_PART,  /* a milestone of which a share of the points is earned */
    NOT_HERE, /* this machine lacks what it needs */
    STATUS_COUNT
} Status;

/* "not started", "wrong" ... */
const char *status_name(Status status);

/* What a sentence of the diagnosis claims, for a test that holds it to the
   values. `result` is the array that it speaks of, "" the returned value. */
typedef enum Claim {
    SCALED,       /* got = amount × expected */
    TIMES,        /* got = expected × the number `other` */
    DIVIDED,      /* got = expected ÷ the number `other` */
    TRANSPOSED,   /* rows and columns have changed places */
    TERM_MISSING, /* got = expected − the array `other`, before the call */
    TERM_TWICE,   /* got = expected + the array `other`, before the call */
    ONE_ROW,      /* only row `amount` is wrong or unwritten; −1: the last
                     one; −2: one in each case */
    ONE_COLUMN,   /* the same for a column */
    ALL_ALIKE,    /* got = amount */
    IN_FLOAT,     /* each wrong value is a float */
    CLOSE,        /* no value is farther off than `amount`, relatively */
    COMPUTED_FROM_FILL, /* got = what was there before + something */
    NEVER_SET,          /* no element was written */
    WHOLE,              /* only whole numbers came out */
    ONLY_WHERE,         /* it fails where the number `other` is `amount` */
    EXCEPT_WHERE,       /* it fails where the number `other` is not `amount` */
} Claim;

typedef struct Statement {
    Claim claim;
    bool of_change; /* of what was added to the array, not of what it holds */
    char result[64], other[64];
    double amount;
} Statement;

enum { MAX_STATEMENTS = 8 };

typedef struct Verdict {
    Status status;
    unsigned complete;  /* COMPLETE once the check ran to its end */
    size_t comparisons; /* how many numbers were compared */
    size_t handmade, handmade_passed; /* of the hand-made cases that an empty
                                         function fails: all, and passed */
    double share; /* of a milestone's points, if is_shared; 1: all */
    bool is_shared;
    char running[160];    /* the case under way */
    char message[4096];   /* what was expected, what came */
    char diagnosis[2048]; /* why, in words */
    char reread[80];      /* "sec:..." */
    char named[8][64];    /* the named mistakes that fit */
    size_t named_count;
    Statement statements[MAX_STATEMENTS]; /* what the diagnosis says else */
    size_t statement_count;
    char change[1024]; /* the smallest change that mends it: lines
                             "line<TAB>before<TAB>after" */
    void *frames[24];  /* where it crashed, innermost first */
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
