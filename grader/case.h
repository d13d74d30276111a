/* The inside of a case, for the engine: arguments, and what a call made of
   them. */
#ifndef CASE_H
#define CASE_H

#include "guard.h"
#include "probe.h"

typedef enum Element {
    REAL_ELEMENT,
    INT_ELEMENT,
    SIZE_ELEMENT,
    BYTE_ELEMENT,
    FLOAT_ELEMENT,
    INT8_ELEMENT,
    STRUCT_ELEMENT /* of a room, of any size */
} Element;

enum { MAX_DIMENSIONS = 4 };

typedef struct Array {
    const char *name;
    Role role;
    Element element;
    size_t size; /* of an element, in bytes */
    size_t rows, columns;
    size_t dimensions, shape[MAX_DIMENSIONS]; /* if more than two; else 0 */
    void *data;       /* what the function is given: guarded memory */
    void *initial;    /* what it holds before each call */
    double *expected; /* hand-computed values, or NULL */
    bool *unwritten;  /* of a result in bytes, which have no room for a mark:
                         whether each was left as it was. Else NULL */
    const char *const *element_names; /* or NULL: NAME[i] */
    unsigned number;                  /* its place in the case */
} Array;

typedef struct Number {
    const char *name;
    double value;
    char shown[80]; /* how to print it, when not as a number */
} Number;

enum { MAX_ARGUMENTS = 16 };

struct Case {
    char title[128];
    Array arrays[MAX_ARGUMENTS];
    size_t array_count;
    Number numbers[MAX_ARGUMENTS];
    size_t number_count;
    const char *return_name; /* or NULL */
    bool returns;
    double returned;
    bool expects_return;
    double expected_return;
    size_t objection; /* of the probe's, or 0 */
};

/* What one function did to one case: the return value (if any), then the
   elements of each array that it may write, in order. */
typedef struct Outcome {
    double *values;
    size_t count;
    Ending ending;
    char met_todo[16];      /* the exercise whose TODO was met, or "" */
    const Array *damaged;   /* touched before its start or behind its end */
    const Array *overwrote; /* GIVEN, but changed */
    const Array *unwritten; /* SCRATCH, but not wholly written */
    size_t unwritten_at;    /* its first element that was not */
    size_t objection;       /* what the probe's call() saw, or 0 */
    long behind_by; /* where `damaged` was touched: 1 + bytes behind its end,
                       or, negative, bytes from its start */
} Outcome;

/* A result starts as a marked number. Whether a value is still that mark, or was
   made of it: the function used what the result held before the call. */
bool never_written(double value);
bool made_of_mark(double value);
bool made_of_mark_of(const Array *array, double value);

/* Whether the value is what a variable holds that was never given one (student
   code is built so), as it is or times or divided by a small whole number. */
bool from_unset_variable(double value);

/* An element as a double. Sizes beyond the half of their range, which is what
   counting below 0 gives, become the negative numbers that they came from. */
double element_value(const Array *array, const void *data, size_t i);
size_t array_count(const Array *array);
bool is_compared(const Array *array);

/* Draws case i of the probe; case_free() it. Every program that draws it gets the
   same. */
Case *case_draw(const Probe *probe, size_t i, uint64_t seed);
/* Rounds its arguments, so that a build with real = float has the same. */
void case_round_to_float(Case *c);
enum { MAX_CASES = 64 };
size_t case_total(const Probe *probe);
void case_free(Case *c);

/* Whether the case has hand-computed values. */
bool case_is_handmade(const Case *c);

/* How many elements its outcome has: known once a function was called. */
size_t case_result_count(const Case *c);

/* Restores the arguments, calls f through the probe with at most `seconds` of
   processor time, and says what it did. */
Outcome case_run(Case *c, const Probe *probe, Function *f, double seconds);

/* The processor time that a call may take. */
double call_seconds(const Probe *probe);
void outcome_free(Outcome *outcome);

/* Whether two outcomes are the same within the probe's tolerance. */
bool outcomes_agree(const Outcome *got, const Outcome *expected,
                    double tolerance);
bool values_agree(double got, double expected, double tolerance);

/* Which element a place in an outcome is. array is NULL for the return value. */
typedef struct Place {
    const Array *array;
    size_t row, column;
    const char *name; /* when it has one of its own */
    bool is_single;   /* the only one in every case: *x, not x[0] */
} Place;
Place case_place(const Case *c, size_t i);
void place_print(Place place, char *text, size_t size);

/* The derivative of the probe's scalar by the argument that the place stands for,
   by a centred difference; NaN if the probe names none. */
double case_numerical_gradient(Case *c, const Probe *probe, Place place);

/* A number as the student reads it: whole ones whole, others with so many digits. */
void value_print(Place place, double value, int digits, char *text,
                 size_t size);

/* Prints the arguments, one to a line, long arrays as their shape. */
void case_print(const Case *c, char *text, size_t size);

/* ---- Judging (judge.c) and diagnosis (diagnose.c) ---- */

typedef struct Evidence {
    const Probe *probe;
    Case **cases;
    const Outcome *expected;
    const Outcome *got;
    size_t count; /* cases that were run */
} Evidence;

/* Of the cases that are not right the one that tells most: what is no mere
   difference of numbers before all else, then small shapes and plain numbers.
   evidence->count if all are right. */
size_t telling_case(const Evidence *evidence);

/* The status that the outcome of case i stands for; what the student reads is
   added to the verdict. */
Status judge(const Evidence *evidence, size_t i, Verdict *verdict);

/* Whether it is all as it should be: values, memory, arguments only read. */
bool outcome_is_right(const Outcome *got, const Outcome *expected,
                      double tolerance);

/* Keeps where it ended, for the report. */
void note_frames_of(const Ending *ending, Verdict *verdict);

/* The words for a crash. */
void describe_crash(const Ending *ending, Verdict *verdict);

/* Fills in the verdict's diagnosis: the named mistakes whose outcomes equal the
   student's on every case, or else what can be recognised without a list. */
void diagnose(const Evidence *evidence, Verdict *verdict);

/* The second of these alone. */
void recognise(const Evidence *evidence, Verdict *verdict);

#endif
