/* What the report knows: every exercise of the book's text and what became of
   it. */
#ifndef REPORT_H
#define REPORT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct Exercise {
    char id[16], chapter[64], function[96], title[128], file[256];
    int points, line;
    const char *status;  /* "passed", "wrong", "not started" ... */
    const char *message; /* what was expected, what came */
    const char *diagnosis, *reread, *where, *printed, *mistake;
    const char *fault; /* of memory, found by make memcheck */
    const char *log;   /* all that the compiler said, if it is the reason */
    double seconds;
    int handmade, handmade_passed; /* cases */
    double share; /* of its points, where a milestone is met in part; or −1 */
    int score;
} Exercise;

typedef struct Section {
    char label[64], title[128], file[256];
    int line;
} Section;

typedef struct Report {
    Exercise *all; /* every exercise of the book */
    size_t all_count;
    Exercise *exercises; /* those that were asked for */
    size_t count;
    Section *sections;
    size_t section_count;
    const char *build, *folder, *impl;
    json_t *kept; /* owns every text that exercises point to */
    bool colour, bars, memory_too, partial;
    int width; /* of the terminal, in columns */
    int wrap;  /* where lines are broken */
} Report;

/* ---- results.c ---- */

/* Reads the lists of exercises and sections and every result under r->folder. */
void read_results(Report *r, const char *exercises, const char *sections);

/* Keeps those of r->all that `what` names: chapters and exercises, "1 2.3 2.M1".
   Returns the first word that names none, to be freed by the caller, or NULL. */
char *choose_exercises(Report *r, const char *what);

void report_free(Report *r);
_Noreturn void give_up(const char *what, const char *path);
bool is_milestone(const Exercise *e);

/* Whether it cannot be graded here, whatever was handed in. */
bool is_out_of_reach(const Exercise *e);
bool full_marks(const Report *r);

/* What the compiler and tools/admit said of a chapter's file; at most `lines`
   lines. The caller frees it. */
char *build_log(const Report *r, const char *chapter, bool milestone,
                int lines);

/* ---- details.c ---- */

typedef struct Detail {
    char *text;
    bool bold;
} Detail;

enum { DETAILS = 8 };

/* What is said of an exercise below its line, in order. Returns how many texts
   there are; the caller frees them. */
size_t details(const Report *r, const Exercise *e, Detail list[DETAILS]);

/* What stands above what its code printed. */
const char *printed_title(const Exercise *e);

/* What to do next. The caller frees it. */
char *next_step(const Report *r);

/* ---- terminal.c and files.c ---- */

void print_report(const Report *r);
void write_gradescope(const Report *r);
void write_junit(const Report *r);

#endif
