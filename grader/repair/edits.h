/* The small changes of a function that a mistake may hide behind: each replaces
   one expression, or takes out, moves, adds or guards one statement. */
#ifndef EDITS_H
#define EDITS_H

#include "syntax.h"

/* In the order in which one is believed before another, all else being equal. */
typedef enum EditKind {
    COMPARISON,
    ASSIGNING,
    SIGN,
    INDEXING,
    BOUND,
    EXCHANGED,
    CONSTANT,
    OPERATOR,
    PARENTHESES,
    ARGUMENTS,
    CALLED,
    WHOLE_DIVISION,
    TYPE_NAME,
    FACTOR_TOO_MANY,
    TERM_TOO_MANY,
    CALL_TOO_MANY,
    FACTOR_ABSENT,
    TERM_ABSENT,
    CALL_ABSENT,
    LOGIC,
    CONDITION_WRONG,
    CONDITION_ABSENT,
    START_VALUE,
    STATEMENT_WRONG,
    STATEMENT_TOO_MANY,
    STATEMENT_MOVED,
    STATEMENT_ABSENT,
    WHOLE_EXPRESSION,
    EDIT_KINDS
} EditKind;

extern const char *const edit_words[EDIT_KINDS];

enum { MAX_HOLES = 4 };

typedef struct Edit {
    EditKind kind;
    Node *at;         /* the expression or the statement that changes */
    const char *text; /* what comes instead; \1 to \4 are the holes. For a
                         guarded statement its condition, for a new one all. */
    Node *hole[MAX_HOLES];
    int need[MAX_HOLES]; /* the lowest precedence that needs no parentheses */
    int level;           /* the precedence of what comes instead */
    Node *beside;        /* where a moved or new statement goes ... */
    bool after;
    bool adds;     /* a new statement; `at` is `beside` */
    bool guards;   /* a condition before a statement */
    bool replaces; /* another statement; `beside` is `at` */
    bool widens;   /* a real takes the place of a whole number */
    int cost;      /* tokens that change, and more for what is seldom */
    int line;
    int site, value; /* it is made where choice[site] == value */
    int written_at;  /* line of the program of choices */
    bool dropped;    /* does not compile */
} Edit;

typedef struct Edits {
    Edit *list;
    size_t count, room;
    int sites;
} Edits;

void find_edits(Source *s, FunctionText *functions, Edits *edits);

/* The node's text as it stands, one space for a break between lines. */
char *node_text(const Source *s, const Node *n);

#endif
