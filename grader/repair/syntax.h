/* A parser for the C that students write: declarations, statements and
   expressions of C11, without goto and without directives inside a function.
   What it cannot read it refuses whole. Every node keeps the tokens that it was
   read from, so that a changed node can be put back among the others. */
#ifndef SYNTAX_H
#define SYNTAX_H

#include <stdbool.h>
#include <stddef.h>

typedef enum TokenKind {
    NAME_TOKEN,
    NUMBER_TOKEN,
    TEXT_TOKEN,
    MARK_TOKEN,
    DIRECTIVE_TOKEN,
    END_TOKEN
} TokenKind;

typedef struct Token {
    const char *text;
    size_t length;
    TokenKind kind;
    int line;
} Token;

/* A type by its name without const, and how many times a pointer or an array;
   "?" when it is not known. */
typedef struct Type {
    char base[40];
    int pointers;
} Type;

typedef enum NodeKind {
    /* expressions */
    NUMBER,
    TEXT,
    NAME,
    CALL,
    INDEX,
    MEMBER,
    UNARY,
    POSTFIX,
    BINARY,
    ASSIGN,
    CONDITION,
    CAST,
    SIZEOF,
    GROUP,
    BRACES,
    COMMA,
    /* statements */
    BLOCK,
    DECLARATION,
    DECLARATOR,
    EXPRESSION,
    IF,
    FOR,
    WHILE,
    DO,
    SWITCH,
    CASE,
    RETURN,
    BREAK,
    CONTINUE,
    NOTHING
} NodeKind;

typedef struct Node Node;

typedef struct Variable {
    const char *name;
    Type type;
    bool array;    /* its memory is its own */
    bool in_place; /* an array or static: stays where it is declared */
    bool parameter, is_static;
    int number;                /* in its function; makes its name its own */
    Node *node;                /* DECLARATOR, or NULL */
    int first_spec, last_spec; /* tokens of its declaration's specifiers */
    struct Variable *outer;    /* what else can be seen, from the inside out */
    struct Variable *next;     /* all of the function's */
} Variable;

struct Node {
    NodeKind kind;
    int first, last; /* tokens */
    int mark;        /* token of BINARY, ASSIGN, UNARY, POSTFIX, MEMBER */
    Node **child;    /* in the order of the tokens, except DO's */
    size_t children;
    Node *parent;
    Variable *variable; /* of NAME (NULL: a function, a constant), DECLARATOR */
    Variable *scope;    /* what can be seen here */
    Type type;
    bool target; /* written through: assigned, incremented, its address taken */
    bool in_sizeof;
    int loop_parts;  /* of FOR: which of its parts are there, by bits */
    int site, edits; /* of the edits at this node, or 0; how many */
};

typedef struct FunctionText {
    const char *name;
    int first, last; /* tokens of the whole definition */
    int name_token;
    Node *body;
    Variable *variables;
    Variable *scope; /* the parameters */
    Type type;
    bool is_static;
    struct FunctionText *next;
} FunctionText;

typedef struct Field {
    const char *owner, *name;
    Type type;
    struct Field *next;
} Field;

typedef struct Source {
    char *text;
    Token *tokens;
    int count;
    FunctionText *functions;   /* those that were read */
    struct Declared *declared; /* from the headers */
} Source;

/* Reads a file. Its own headers are looked for in `include`. NULL: there is no
   such file. */
Source *source_read(const char *path, const char *include);

/* The function, with everything of the file that it calls and that no header
   declares; NULL if one of them cannot be read. */
FunctionText *source_function(Source *s, const char *name);

/* Whether the headers or the file declare a function ('f') or a constant ('c') so. */
bool is_declared(const Source *s, char kind, const char *name);

/* The index-th member of a structure; NULL after the last. */
const char *member_name(const Source *s, const char *owner, size_t index,
                        Type *type);

bool token_is(const Source *s, int token, const char *text);
bool one_of(const Source *s, int token,
            const char *list); /* parted by spaces */
/* Whether it is a number that an intrinsic is given, or a shuffle of such. The
   compiler has to know them. */
bool is_immediate(const Source *s, const Node *n);
bool same_token(const Source *s, int a, const Source *other, int b);
bool same_type(Type a, Type b);
bool is_real(Type t);
bool is_whole(Type t);
int binary_precedence(const Source *s, int token);
/* 0 to 17: comma, assignment, condition, binary (3 to 12), cast and unary, postfix, primary. */
int precedence(const Source *s, const Node *n);
enum {
    COMMA_LEVEL,
    ASSIGN_LEVEL,
    CONDITION_LEVEL,
    UNARY_LEVEL = 13,
    POSTFIX_LEVEL,
    PRIMARY_LEVEL
};
bool is_expression(const Node *n);
bool is_loop(const Node *n);
bool is_inside(const Node *n, const Node *outer); /* or the same */
bool holds_kind(const Node *n, NodeKind kind);    /* or is one */
char *token_text(const Source *s, int token);
int size_of(const Node *n); /* how many nodes, without mere brackets */
void *keep(size_t bytes);   /* memory for the rest of the process */
char *keep_text(const char *text, size_t length);

/* Parses an expression that does not stand in the file; the characters 1 to 4 are
   names. `view` holds its tokens. NULL if it is none. */
Node *read_text(const Source *s, const char *text, Source *view);

#endif
