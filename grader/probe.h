/* A probe describes one exercise to the grader, once. The same file is built
   twice. In the judge it draws cases, calls the reference on each, compares with
   what the student's function did, and, when they part, runs every named mistake
   on the same cases to say which one it is. In the subject (-DSUBJECT), the
   program that holds the student's functions, it draws the same cases and calls
   the student's function. A milestone is a probe that trains or solves something
   with the student's functions and requires a result. */
#ifndef PROBE_H
#define PROBE_H

#include "real.h"
#include "rng.h"
#include "verdict.h"

#include <stdint.h>

typedef void Function(void); /* any function; cast to its type for a call */

/* ---- Cases: the arguments of one call ---- */

typedef struct Case Case;

typedef enum Role {
    GIVEN,   /* only read; the engine checks that it stays as it was */
    RESULT,  /* written by the function; filled with a marked NaN before */
    CHANGED, /* read and written */
    SCRATCH, /* written by the function; not compared itself, but call() makes
                the results from it. Every element must be written. */
    ROOM,    /* for the function to work in; nobody looks at it */
} Role;

/* Used by a probe's draw(): name the case and give it its arguments. `name` is
   the argument's name in the header. Arrays are [rows][columns] and end right
   before a page that may not be touched. */
void case_title(Case *c, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void case_number(Case *c, const char *name, double value);
void case_choice(Case *c, const char *name, size_t choice, const char *shown);
real *case_reals(Case *c, const char *name, Role role, size_t rows,
                 size_t columns);
int *case_ints(Case *c, const char *name, Role role, size_t rows,
               size_t columns);
size_t *case_sizes(Case *c, const char *name, Role role, size_t rows,
                   size_t columns);

unsigned char *case_bytes(Case *c, const char *name, size_t count); /* GIVEN */

/* For functions that work on float, whatever real is, and on 8 bits. */
float *case_floats(Case *c, const char *name, Role role, size_t rows,
                   size_t columns);
int8_t *case_int8s(Case *c, const char *name, Role role, size_t rows,
                   size_t columns);
uint8_t *case_uint8s(Case *c, const char *name, Role role, size_t rows,
                     size_t columns);
void case_room(Case *c, const char *name, size_t count, size_t size); /* ROOM */

/* An array of three or four dimensions, so that the student reads y[c][i][j]:
   its sizes, the last of which is the array's columns. */
void case_shape(Case *c, const char *array, size_t dimensions,
                const size_t *sizes);

/* What each element of the array is called, when not NAME[i]: "head->bytes".
   The list must outlive the case. And what the returned value is. */
void case_names(Case *c, const char *array, const char *const *elements);
void case_return_name(Case *c, const char *name);

/* Hand-computed values that this case must give: `count` numbers for the array
   `name`, or one for the return value (name NULL). The reference is held to
   them as well. */
void case_expect(Case *c, const char *name, size_t count, const double *values);
void case_expect_return(Case *c, double value);

/* Used by a probe's call(): fetch the arguments and hand back what the function
   returned. */
real *reals(const Case *c, const char *name);
int *ints(const Case *c, const char *name);
size_t *sizes(const Case *c, const char *name);
const unsigned char *bytes(const Case *c, const char *name);
float *floats(const Case *c, const char *name);
int8_t *int8s(const Case *c, const char *name);
uint8_t *uint8s(const Case *c, const char *name);
void *room(const Case *c, const char *name);
double number(const Case *c, const char *name);
size_t count_of(const Case *c, const char *name); /* number() as a size_t */
void case_returned(Case *c, double value);

/* Used by call(): it saw something itself that must not be, number `which` of the
   probe's objections, from 1 on. What the function computed then says nothing. */
void case_object(Case *c, size_t which);

/* Fill n numbers: normal; whole numbers from low to high; given ones. */
void fill_normal(real *x, size_t n, Rng *rng);
void fill_whole(real *x, size_t n, int low, int high, Rng *rng);
void fill_with(real *x, size_t n, const double *values);

/* Draw a size from 1 to largest; one of n numbers. */
size_t size_up_to(size_t largest, Rng *rng);
size_t one_size_of(const size_t *choices, size_t n, Rng *rng);
double one_real_of(const double *choices, size_t n, Rng *rng);

/* ---- Probes ---- */

typedef struct Probe {
    const char *exercise;      /* "1.3" */
    const char *function;      /* "perceptron_update"; NULL for a milestone */
    Function *function_itself; /* the judge's reference; in the subject the
                                  student's */
    size_t cases;              /* how many to draw: the hand-made ones first */
    void (*draw)(Case *c, size_t i, Rng *rng);
    void (*call)(Function *f, Case *c);
    double tolerance; /* |got − expected| ≤ tolerance · (|expected| + 0.001) */
    double seconds; /* processor time for one call, or a milestone; 0: 2 s */
    /* Not 0: the cases are run in the float build too, with this tolerance: for
       sums that must be kept in double. */
    double float_tolerance;
    /* For a gradient: the scalar whose derivatives the results are, as a
       function of the case's arguments, and which result belongs to which
       argument: "dx:x dw:w". A wrong result is then shown beside the centred
       difference. */
    double (*scalar)(Case *c);
    const char *derivatives;
    const char *const *objections; /* what call() may see, in words: the
                                      weightiest first */
    bool threads; /* the function may start threads of its own */
    void (*milestone)(Verdict *verdict);
} Probe;

typedef struct Mistake {
    const char *function; /* the exercise's function that it stands for */
    const char *name;
    const char *diagnosis; /* what the student reads: one or two sentences */
    const char *reread;    /* the section to read again: "sec:..." */
    Function *body;
} Mistake;

/* What is broken just now in the breakable functions (BREAKABLE below): nothing,
   one mistake, or two. */
extern const Mistake *broken[2];

/* Grades a function of this program: a mistake or a right variant, in the
   grader's own tests. */
void probe_run(const Probe *probe, Function *candidate, uint64_t seed,
               Verdict *verdict);

/* For a milestone: false ends it as wrong with this message. Counts as a
   comparison. */
bool require(Verdict *verdict, bool condition, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* For a milestone that is met more or less: which share of its points is earned, 0
   to 1, and why, in words that are shown whatever it is. Counts as a
   comparison. */
void award(Verdict *verdict, double share, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* For a milestone whose data is missing: says which and how to get it. */
void no_data(Verdict *verdict, const char *why);

/* ---- Registration ----
   PROBE and MISTAKE put pointers into sections of their own, so that no list
   has to be kept. In the judge each probe is one Criterion test. */

#ifdef WITH_CRITERION
#include <criterion/criterion.h>
void run_as_test(const Probe *probe);
#define AS_TEST(chapter, number)                                               \
    Test(chapter_##chapter, exercise_##number)                                 \
    {                                                                          \
        run_as_test(&probe_##chapter##_##number);                              \
    }
#else
#define AS_TEST(chapter, number) extern int as_test_needs_a_semicolon
#endif

/* The grader's own tests register right variants by the same macro, in a section
   of another name. */
#ifndef MISTAKE_SECTION
#define MISTAKE_SECTION "mistakes"
#endif

#define REGISTER(section_name, type, entry, pointer)                           \
    static const type *const entry                                             \
        __attribute__((section(section_name), used)) = pointer

/* The chapter's functions keep their names in the judge. In the subject these
   names are jumps (isolate.h), and the student's own are called student_f. */
#ifdef SUBJECT
#define NAME_OF_STUDENT(f) extern __typeof__(f) student_##f;
#define FUNCTION_ITSELF(f) student_##f
#else
#define NAME_OF_STUDENT(f)
#define FUNCTION_ITSELF(f) f
#endif

#define PROBE(chapter, number, f, ...)                                         \
    NAME_OF_STUDENT(f)                                                         \
    static const Probe probe_##chapter##_##number = {                          \
        .exercise = #chapter "." #number,                                      \
        .function = #f,                                                        \
        .function_itself = (Function *)FUNCTION_ITSELF(f),                     \
        __VA_ARGS__};                                                          \
    REGISTER("probes", Probe, entry_##chapter##_##number,                      \
             &probe_##chapter##_##number);                                     \
    AS_TEST(chapter, number)

#define MILESTONE(chapter, number, run, limit)                                 \
    static const Probe probe_##chapter##_##number = {                          \
        .exercise = #chapter "." #number, .milestone = run, .seconds = limit}; \
    REGISTER("probes", Probe, entry_##chapter##_##number,                      \
             &probe_##chapter##_##number);                                     \
    AS_TEST(chapter, number)

#define MISTAKE(f, body_name, text, section)                                   \
    _Static_assert(                                                            \
        __builtin_types_compatible_p(__typeof__(f), __typeof__(body_name)),    \
        #body_name " must have the type of " #f);                              \
    static const Mistake mistake_##body_name = {#f, #body_name, text, section, \
                                                (Function *)body_name};        \
    REGISTER(MISTAKE_SECTION, Mistake, mistake_entry_##body_name,              \
             &mistake_##body_name)

/* A breakable function of f's type is right as long as nothing is broken. Where
   ON(name) is true it makes the mistake `name`, which BREAKS gives its words, or
   BREAKS_SEE with another section to read again. */
#define BREAKABLE(f, body_name, section)                                       \
    static __typeof__(f) body_name;                                            \
    static const char function_of_##body_name[] = #f;                          \
    static const char section_of_##body_name[] = section;                      \
    static const Mistake breakable_##body_name = {#f, #body_name, "", section, \
                                                  (Function *)body_name};      \
    REGISTER("breakables", Mistake, breakable_entry_##body_name,               \
             &breakable_##body_name)

#define BREAKS(body_name, mistake, text)                                       \
    BREAKS_SEE(body_name, mistake, text, section_of_##body_name)

#define BREAKS_SEE(body_name, mistake, text, section)                          \
    static const Mistake mistake_##mistake = {function_of_##body_name,         \
                                              #mistake, text, section,         \
                                              (Function *)body_name};          \
    REGISTER("mistakes", Mistake, mistake_entry_##mistake, &mistake_##mistake)

#define ON(mistake)                                                            \
    (broken[0] == &mistake_##mistake || broken[1] == &mistake_##mistake)

/* Two mistakes that together are as good as right, or are what a third one is:
   the grader's own tests want to be told, and why. */
#define TOGETHER(a, b, why)                                                    \
    static const Together together_##a##_##b = {&mistake_##a, &mistake_##b};   \
    REGISTER("togethers", Together, together_entry_##a##_##b,                  \
             &together_##a##_##b)

typedef struct Together {
    const Mistake *a, *b;
} Together;

extern const Probe *const __start_probes[], *const __stop_probes[];
extern const Mistake *const __start_mistakes[] __attribute__((weak));
extern const Mistake *const __stop_mistakes[] __attribute__((weak));

#endif
