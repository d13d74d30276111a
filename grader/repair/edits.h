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
    START_VALUE,
    STATEMENT_WRONG,
    STATEMENT_TOO_MANY,
    STATEMENT_MOVED,
    STATEMENT_ABSENT,
    WHOLE_EXPRESSION,
    EDIT_KINDS
} EditKind;

extern const char *const edit_words[EDIT_KINDS];

/* In an edit's text the characters 1 to 4 are holes, to be filled by what stood
   there before. */
enum { MAX_HOLES = 4 };
#define HOLES "\1\2\3\4"

typedef enum How {
    INSTEAD,  /* the text stands in the place of the expression `at`, or is what
                 the variable of the declarator `at` starts with */
    REMOVES,  /* the statement `at` goes */
    MOVES,    /* ... and comes beside another */
    ADDS,     /* the text comes as a statement beside `at` */
    REPLACES, /* ... or in its place */
} How;

typedef struct Edit {
    EditKind kind;
    How how;
    Node *at;
    const char *text;
    Node
        *hole[MAX_HOLES]; /* the node's operands or arguments; the last is it */
    Node *beside;         /* where a statement comes ... */
    bool after;
    bool dropped; /* does not compile, or there are too many */
    bool aligned; /* so it stands in a right function */
    int cost;     /* tokens that change, and more for what is seldom */
    int line;
    int site, value; /* it is made where choice[site] == value */
    int written_at;  /* line of the program of choices */
} Edit;

typedef struct Edits {
    Edit *list;
    size_t count, room;
    int sites;
} Edits;

void find_edits(Source *s, FunctionText *functions, Edits *edits);

/* The node's text as it stands, one space for a break between lines. */
char *node_text(const Source *s, const Node *n);

/* One change more, beside the node itself where it comes beside one. What is
   returned is not in the list if it is there already or changes nothing. */
Edit *add_edit(Source *s, Edits *edits, How how, EditKind kind, Node *at,
               int cost, const char *text);
Edit *find_edit(Source *s, Edits *edits, const Edit *wanted);
char *edit_text(Source *s, const Edit *e); /* its holes filled */
/* Whether two texts are the same but for space and parentheses. */
bool same_words(const char *a, const char *b);

EditKind by_place(const Node *n, EditKind otherwise);
bool is_arithmetic(Type t);
bool is_struct(Type t);
bool is_visible(const Variable *scope, const Variable *v);
/* Whether a real may stand where a whole number stands now. */
bool may_be_real(const Node *n);

#endif
