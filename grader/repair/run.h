/* Candidates, each a set of edits, and running them: all in one program of
   choices, in confined processes that end when their time is up. */
#ifndef RUN_H
#define RUN_H

#include "program.h"
#include "repair.h"

enum { MAX_TOGETHER = 24, MAX_CANDIDATES = 400000, WORKERS = 2 };

typedef struct Candidate {
    float score; /* how much is right, 0 to 1; 2: all is; −1: not tried */
    int cost;
    bool aligned; /* all of it from one right function */
    unsigned short count;
    unsigned short edit[MAX_TOGETHER];
} Candidate;

typedef struct Progress {
    size_t current;
    bool out_of_time;
} Progress;

typedef struct Search {
    const Evidence *e;
    const char *name; /* of the function in the file */
    uint64_t seed;
    char folder[200];
    Source *source;
    FunctionText *function;
    Edits edits;
    size_t order[MAX_CASES]; /* of the cases: those that tell most first */
    size_t cases;
    Candidate *list; /* shared with the workers, as is their progress */
    size_t count;
    volatile Progress *progress;
    double start; /* processor time */
} Search;

/* Reads the function and prepares. False: it cannot be read. search_end takes
   away what was made. */
bool search_begin(Search *s, const Evidence *e, const char *path,
                  const char *name, uint64_t seed);
void search_end(const Search *s);

double seconds_used(const Search *s); /* of processor time */
double seconds_left(const Search *s); /* ... for all */
Edit *edit_of(const Search *s, const Candidate *c, size_t i);
void add_candidate(Search *s, Candidate c);
void add_singles(Search *s);

/* The program of all edits that are not dropped; those that the compiler refuses
   are dropped then. */
bool compile_choices(Search *s);

/* Tries the candidates from `begin` on, each until the first difference if
   `quick`; a worker stops after `limit` seconds of processor time. */
void try_all(Search *s, size_t begin, bool quick, double limit);

/* Whether the candidate is right on the evidence's cases and on others. */
bool is_right(const Search *s, const Candidate *c);

/* Whether the text, compiled as the student's file is, is. */
bool text_is_right(const Search *s, const char *text);

#endif
