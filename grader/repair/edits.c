#include "edits.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const edit_words[EDIT_KINDS] = {
    [COMPARISON] = "the comparison",
    [ASSIGNING] = "the kind of assignment",
    [SIGN] = "the sign",
    [INDEXING] = "an index",
    [BOUND] = "where the loop starts or ends",
    [EXCHANGED] = "a variable",
    [CONSTANT] = "a number",
    [OPERATOR] = "the operator",
    [PARENTHESES] = "the parentheses",
    [ARGUMENTS] = "the arguments",
    [CALLED] = "the function that is called",
    [WHOLE_DIVISION] = "a division of whole numbers",
    [TYPE_NAME] = "the type",
    [FACTOR_TOO_MANY] = "one factor or divisor too many",
    [TERM_TOO_MANY] = "one term too many",
    [CALL_TOO_MANY] = "one call too many",
    [FACTOR_ABSENT] = "a factor or divisor is missing",
    [TERM_ABSENT] = "a term is missing",
    [CALL_ABSENT] = "a function is not called",
    [LOGIC] = "the condition",
    [CONDITION_WRONG] = "the condition",
    [START_VALUE] = "the value that a variable starts with",
    [STATEMENT_WRONG] = "a statement",
    [STATEMENT_TOO_MANY] = "one statement too many",
    [STATEMENT_MOVED] = "a statement stands in the wrong place",
    [STATEMENT_ABSENT] = "a statement is missing",
    [WHOLE_EXPRESSION] = "an expression",
};

char *node_text(const Source *s, const Node *n)
{
    size_t room = 1;
    for (int t = n->first; t <= n->last; t++) {
        room += s->tokens[t].length + 1;
    }
    char *text = keep(room);
    for (int t = n->first; t <= n->last; t++) {
        const Token *token = &s->tokens[t];
        if (t > n->first && token[-1].text + token[-1].length < token->text) {
            strcat(text, " ");
        }
        strncat(text, token->text, token->length);
    }
    return text;
}

static char *words(const char *format, ...)
    __attribute__((format(printf, 1, 2)));
static char *words(const char *format, ...)
{
    char text[600];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    return length < (int)sizeof text ? keep_text(text, (size_t)length)
                                     : keep_text("", 0);
}

/* ---- Collecting ---- */

typedef struct Finder {
    Source *s;
    FunctionText *function;
    Edits *edits;
    Node *leaves[60]; /* different real values that the function reads */
    size_t leaf_count;
    Node *wholes[12]; /* whole numbers in structures and arrays */
    size_t whole_count;
} Finder;

Edit *add_edit(Source *s, Edits *e, How how, EditKind kind, Node *at, int cost,
               const char *text)
{
    static Edit unused;
    if (how == INSTEAD && is_expression(at) &&
        strcmp(text, node_text(s, at)) == 0) {
        return &unused;
    }
    if (at->site == 0 && how != ADDS) {
        at->site = ++e->sites;
    }
    for (size_t i = e->count; how == INSTEAD && i-- > 0;) {
        const Edit *old = &e->list[i];
        if (old->site == at->site && old->how == how &&
            strcmp(old->text, text) == 0) {
            return &unused;
        }
    }
    if (e->count == e->room) {
        e->room = 2 * e->room + 1024;
        e->list = realloc(e->list, e->room * sizeof *e->list);
        if (e->list == NULL) {
            abort();
        }
    }
    Edit *new = &e->list[e->count++];
    *new = (Edit){.kind = kind,
                  .how = how,
                  .at = at,
                  .text = text,
                  .cost = cost,
                  .line = s->tokens[at->mark].line,
                  .site = how == ADDS ? ++e->sites : at->site,
                  .value = how == ADDS ? 1 : ++at->edits,
                  .beside = at};
    size_t from = at->kind == CALL;
    for (size_t i = from; i < at->children && i - from < MAX_HOLES - 1; i++) {
        new->hole[i - from] = at->child[i];
    }
    new->hole[MAX_HOLES - 1] = at;
    return new;
}

static Edit *add(Finder *f, EditKind kind, Node *at, int cost, const char *text)
{
    return add_edit(f->s, f->edits, INSTEAD, kind, at, cost, text);
}

/* What stands in the two first holes, when not the node's own operands. */
static void fill(Edit *e, Node *first, Node *second, Node *third)
{
    e->hole[0] = first;
    e->hole[1] = second;
    e->hole[2] = third;
}

static Edit *statement(Finder *f, How how, EditKind kind, Node *at, int cost,
                       const char *text)
{
    return add_edit(f->s, f->edits, how, kind, at, cost, text);
}

bool may_be_real(const Node *n)
{
    const Node *p = n->parent;
    switch (p->kind) {
    case BINARY:
    case CALL: /* with what types is not known */
        return is_real(p->type);
    case GROUP:
    case UNARY:
        return may_be_real(p);
    case CONDITION:
        return p->child[0] == n || may_be_real(p);
    case INDEX:
        return p->child[1] != n;
    case RETURN:
    case CAST:
        return true;
    case ASSIGN:
    case DECLARATOR:
        return p->type.pointers == 0 && !is_whole(p->type);
    default:
        return false;
    }
}

/* ---- What can be seen ---- */

bool is_visible(const Variable *scope, const Variable *v)
{
    while (scope != NULL && scope != v && strcmp(scope->name, v->name) != 0) {
        scope = scope->outer;
    }
    return scope == v;
}

/* Whether all names in n mean the same in the scope, but for what `moved`
   declares, which n is in. */
static bool all_visible(const Variable *scope, const Node *n, const Node *moved)
{
    if (n->kind == NAME && n->variable != NULL &&
        !(n->variable->node != NULL && is_inside(n->variable->node, moved)) &&
        !is_visible(scope, n->variable)) {
        return false;
    }
    for (size_t i = 0; i < n->children; i++) {
        if (!all_visible(scope, n->child[i], moved)) {
            return false;
        }
    }
    return true;
}

static bool is_leaf(const Node *n)
{
    return n->kind == NAME || n->kind == INDEX || n->kind == MEMBER;
}

static void collect(const Finder *f, Node *n, Node **list, size_t *count,
                    size_t room)
{
    for (size_t i = 0; i < *count; i++) {
        if (strcmp(node_text(f->s, n), node_text(f->s, list[i])) == 0 &&
            all_visible(n->scope, list[i], NULL)) {
            return;
        }
    }
    if (*count < room) {
        list[(*count)++] = n;
    }
}

static void collect_leaves(Finder *f, Node *n)
{
    if (is_leaf(n) && is_real(n->type)) {
        collect(f, n, f->leaves, &f->leaf_count,
                sizeof f->leaves / sizeof f->leaves[0]);
    } else if (is_leaf(n) && n->kind != NAME && is_whole(n->type)) {
        collect(f, n, f->wholes, &f->whole_count,
                sizeof f->wholes / sizeof f->wholes[0]);
    }
    for (size_t i = 0; i < n->children; i++) {
        collect_leaves(f, n->child[i]);
    }
}

/* Whether v can be named at n, and n is not what it starts with. */
static bool usable(const Node *n, const Variable *v)
{
    return is_visible(n->scope, v) &&
           !(v->node != NULL && is_inside(n, v->node));
}

static bool is_number(Type t)
{
    return is_whole(t) && strcmp(t.base, "bool") != 0 &&
           strcmp(t.base, "enum") != 0;
}

enum { MAX_VALUES = 40 };

typedef struct Values {
    const char *text[MAX_VALUES];
    int cost[MAX_VALUES];
    size_t count;
} Values;

static void offer(Values *v, const char *text, int cost)
{
    for (size_t i = 0; i < v->count; i++) {
        if (strcmp(v->text[i], text) == 0) {
            return;
        }
    }
    if (v->count < MAX_VALUES) {
        v->text[v->count] = text;
        v->cost[v->count++] = cost;
    }
}

/* The elements NAME[i] by the counters i that are there. */
static void offer_elements(const Node *n, Values *v, const char *name)
{
    for (const Variable *i = n->scope; i != NULL; i = i->outer) {
        if (is_whole(i->type) && !i->parameter && usable(n, i)) {
            offer(v, words("%s[%s]", name, i->name), 2);
        }
    }
}

/* Values that could stand at n: scalars, what is read elsewhere, elements of
   arrays, members of structures. */
static Values values(const Finder *f, const Node *n, bool (*fits)(Type))
{
    Values v = {.count = 0};
    bool real = fits == is_real;
    Node *const *leaves = real ? f->leaves : f->wholes;
    for (const Variable *x = n->scope; x != NULL; x = x->outer) {
        if (fits(x->type) && usable(n, x)) {
            offer(&v, x->name, 1);
        }
    }
    for (size_t i = 0; i < (real ? f->leaf_count : f->whole_count); i++) {
        if (all_visible(n->scope, leaves[i], NULL)) {
            offer(&v, node_text(f->s, leaves[i]), 1);
        }
    }
    for (const Variable *x = n->scope; x != NULL; x = x->outer) {
        Type type = x->type;
        if (!usable(n, x) || type.pointers > 1) {
            continue;
        }
        const char *arrow = type.pointers == 1 ? "->" : ".", *name;
        type.pointers--;
        if (real && fits(type)) {
            offer_elements(n, &v, x->name);
        }
        for (size_t i = 0;
             (name = member_name(f->s, x->type.base, i, &type)) != NULL; i++) {
            char *member = words("%s%s%s", x->name, arrow, name);
            if (fits(type)) {
                offer(&v, member, 3);
            }
            type.pointers--;
            if (fits(type)) {
                offer_elements(n, &v, member);
            }
        }
    }
    return v;
}

/* ---- Where it stands ---- */

static bool in_index(const Node *n)
{
    for (; n->parent != NULL && is_expression(n->parent) &&
           n->parent->kind != CALL;
         n = n->parent) {
        if (n->parent->kind == INDEX && n->parent->child[1] == n) {
            return true;
        }
    }
    return false;
}

static bool in_loop_head(const Node *n)
{
    while (n->parent != NULL &&
           (is_expression(n->parent) || n->parent->kind == DECLARATOR ||
            n->parent->kind == DECLARATION)) {
        n = n->parent;
    }
    return n->parent != NULL && is_loop(n->parent) &&
           (is_expression(n) || n->kind == DECLARATION);
}

/* The kind of what changes, by where it stands. */
EditKind by_place(const Node *n, EditKind otherwise)
{
    return in_index(n) ? INDEXING : in_loop_head(n) ? BOUND : otherwise;
}

static bool is_root(const Node *n)
{
    const Node *p = n->parent;
    return p->kind == DECLARATOR || p->kind == RETURN ||
           (p->kind == ASSIGN && p->child[1] == n) || p->kind == BRACES;
}

/* Whether it is an operand already of an operation of that level. */
static bool in_operation(const Source *s, const Node *n, int level)
{
    const Node *p = n->parent;
    while (p != NULL && p->kind == GROUP) {
        p = p->parent;
    }
    return p != NULL && p->kind == BINARY &&
           binary_precedence(s, p->mark) == level;
}

bool is_arithmetic(Type t)
{
    return is_real(t) || is_whole(t) || (t.base[0] == '?' && t.pointers == 0);
}

bool is_struct(Type t)
{
    return t.pointers == 0 && !is_arithmetic(t) && strcmp(t.base, "void") != 0;
}

/* ---- Operations ---- */

enum {
    OR_LEVEL = 3,
    AND_LEVEL,
    EQUAL_LEVEL = 8,
    LESS_LEVEL,
    SUM_LEVEL = 11,
    PRODUCT_LEVEL
};

static void other_operators(Finder *f, Node *n, EditKind kind, const char *list)
{
    char mark[4];
    for (int used; sscanf(list, " %3s%n", mark, &used) == 1; list += used) {
        if (!token_is(f->s, n->mark, mark)) {
            add(f, kind, n, 1, words("\1 %s \2", mark));
        }
    }
}

static void drop_operands(Finder *f, Node *n, EditKind kind)
{
    for (int i = 0; i < 2; i++) {
        const Node *out = n->child[1 - i];
        int size = out->last - out->first + 1;
        int cost = out->kind == NUMBER ? 1
                   : is_leaf(out)      ? 2
                                       : 1 + (size < 6 ? size : 6);
        add(f, by_place(n, kind), n, cost, i == 0 ? "\1" : "\2");
    }
}

static void edit_comparison(Finder *f, Node *n)
{
    Node *a = n->child[0];
    while (a->kind == GROUP) {
        a = a->child[0];
    }
    bool head = in_loop_head(n);
    other_operators(f, n, head ? BOUND : COMPARISON,
                    head && token_is(f->s, n->mark, "<") ? "<= !="
                                                         : "< <= > >= == !=");
    if (a->kind == BINARY && binary_precedence(f->s, a->mark) == LESS_LEVEL) {
        fill(add(f, COMPARISON, n, 2,
                 words("\1 %s \2 && \2 %s \3", token_text(f->s, a->mark),
                       token_text(f->s, n->mark))),
             a->child[0], a->child[1], n->child[1]);
    }
}

static void edit_binary(Finder *f, Node *n)
{
    const Source *s = f->s;
    int level = binary_precedence(s, n->mark);
    bool whole = is_whole(n->child[0]->type) && is_whole(n->child[1]->type);
    bool by_one =
        token_is(s, n->child[1]->first, "1") && n->child[1]->kind == NUMBER;
    if (level == EQUAL_LEVEL || level == LESS_LEVEL) {
        edit_comparison(f, n);
    } else if (level == OR_LEVEL || level == AND_LEVEL) {
        other_operators(f, n, LOGIC, "&& ||");
        add(f, LOGIC, n, 3, "\1");
        add(f, LOGIC, n, 3, "\2");
    } else if (n->type.pointers > 0) {
        drop_operands(f, n, TERM_TOO_MANY);
    } else if (level == SUM_LEVEL) {
        other_operators(f, n, SIGN, "+ -");
        other_operators(f, n, OPERATOR, by_one ? "" : whole ? "* / %" : "* /");
        drop_operands(f, n, TERM_TOO_MANY);
        if (token_is(s, n->mark, "-")) {
            add(f, SIGN, n, 2, "\2 - \1");
        }
    } else if (level == PRODUCT_LEVEL) {
        other_operators(f, n, OPERATOR, "+ -");
        other_operators(f, n, OPERATOR, by_one ? "" : whole ? "* / %" : "* /");
        drop_operands(f, n, FACTOR_TOO_MANY);
        if (token_is(s, n->mark, "/")) {
            add(f, OPERATOR, n, 2, "\2 / \1");
        }
        if (token_is(s, n->mark, "/") && whole && may_be_real(n)) {
            add(f, WHOLE_DIVISION, n, 1, "(double)\1 / \2");
        }
    }
}

/* ---- Calls ---- */

/* The call with two of its arguments exchanged, or three turned round. */
static void permute(Finder *f, Node *n, size_t a, size_t b, size_t c)
{
    char text[600];
    int used = snprintf(text, sizeof text, "%s(", node_text(f->s, n->child[0]));
    for (size_t k = 1; k < n->children && used < 500; k++) {
        size_t from = k == a ? b : k == b ? c : k == c ? a : k;
        char hole[] = {(char)from, '\0'};
        used += snprintf(
            text + used, sizeof text - (size_t)used, "%s%s", k > 1 ? ", " : "",
            n->children <= MAX_HOLES ? hole : node_text(f->s, n->child[from]));
    }
    if (used < 500) {
        add(f, ARGUMENTS, n, 2, words("%s)", text));
    }
}

static bool same_arguments(const Source *s, const Node *a, const Node *b)
{
    return strcmp(node_text(s, a), node_text(s, b)) == 0 ||
           !(same_type(a->type, b->type) ||
             (is_arithmetic(a->type) && is_arithmetic(b->type)));
}

static void edit_call(Finder *f, Node *n)
{
    static const char *const math[] = {"exp",  "log",   "sqrt",  "fabs",
                                       "tanh", "log1p", "expm1", "cos",
                                       "sin",  "floor", "log2"};
    const Source *s = f->s;
    int name = n->child[0]->first;
    if (n->child[0]->kind != NAME || n->children < 2) {
        return;
    }
    Node *last = n->child[n->children - 1];
    if (n->children == 2 &&
        one_of(s, name,
               "exp log sqrt fabs tanh log1p expm1 cos sin floor log2 "
               "abs expf logf sqrtf fabsf tanhf log10 exp2")) {
        for (size_t i = 0; i < sizeof math / sizeof math[0]; i++) {
            if (!token_is(s, name, math[i])) {
                add(f, CALLED, n, 1, words("%s(\1)", math[i]));
            }
        }
    }
    if (n->children == 2 && is_arithmetic(n->type) &&
        is_arithmetic(last->type)) {
        add(f, CALL_TOO_MANY, n, 2, "\1");
    }
    if (one_of(s, name, "fmax fmin")) {
        add(f, CALLED, n, 1,
            token_is(s, name, "fmax") ? "fmin(\1, \2)" : "fmax(\1, \2)");
        add(f, CALL_TOO_MANY, n, 3, "\1");
        add(f, CALL_TOO_MANY, n, 3, "\2");
        return;
    }
    Node *in = n->child[1];
    if (in->kind == BINARY && is_real(n->type) && n->children <= 3 &&
        binary_precedence(s, in->mark) == SUM_LEVEL) {
        const char *mark = token_text(s, in->mark),
                   *called = token_text(s, name);
        if (n->children == 2) { /* f(x + 1): f(x) + 1 */
            fill(add(f, PARENTHESES, n, 2, words("%s(\1) %s \2", called, mark)),
                 in->child[0], in->child[1], NULL);
        }
        fill(add(f, PARENTHESES, n, 2,
                 words(n->children == 2 ? "\1 %s %s(\2)" : "\1 %s %s(\2, \3)",
                       mark, called)),
             in->child[0], in->child[1], last);
    }
    if (one_of(s, name, "memset memcpy malloc")) {
        add(f, FACTOR_ABSENT, last, 3, "\4 * sizeof(real)");
    }
    for (size_t i = 1; i < n->children; i++) {
        for (size_t j = i + 1; j < n->children; j++) {
            if (!same_arguments(s, n->child[i], n->child[j])) {
                permute(f, n, i, j, i);
            }
        }
        if (i + 2 < n->children) {
            permute(f, n, i, i + 1, i + 2);
            permute(f, n, i + 2, i + 1, i);
        }
    }
}

/* ---- Numbers and names ---- */

static void edit_number(Finder *f, Node *n)
{
    double value = strtod(node_text(f->s, n), NULL);
    bool index = in_index(n);
    EditKind kind = by_place(n, CONSTANT);
    bool whole_only =
        is_whole(n->type) && (index || in_loop_head(n) || !may_be_real(n));
    double others[] = {0,         1,         2,      value + 1, value - 1,
                       2 * value, value / 2, -value, 0.5,       0.01,
                       3,         4,         5};
    size_t count = sizeof others / sizeof others[0] - (index ? 0 : 3);
    /* + 0 and * 1 are what taking it away says better */
    const Node *p = n->parent;
    int level = p->kind == BINARY && p->child[1] == n
                    ? binary_precedence(f->s, p->mark)
                    : 0;
    for (size_t i = 0; i < count; i++) {
        double x = others[i];
        bool idle = (level == SUM_LEVEL && x == 0) ||
                    (level == PRODUCT_LEVEL && x == 1);
        bool negative = x < 0 && (index || in_loop_head(n));
        if (x != value && !idle && !negative &&
            (x == (double)(long)x || !whole_only)) {
            add(f, x == -value ? SIGN : kind, n, i < 7 ? 1 : 2,
                words("%.9g", x));
        }
    }
    if ((is_whole(n->type) && (index || in_loop_head(n))) || value >= 2) {
        Values v = values(f, n, is_number);
        for (size_t i = 0; i < v.count; i++) {
            add(f, kind, n, 2, v.text[i]);
        }
    }
}

static void edit_name(Finder *f, Node *n)
{
    const Source *s = f->s;
    if (n->variable == NULL) {
        if (one_of(s, n->first, "true false")) {
            add(f, CONSTANT, n, 1,
                token_is(s, n->first, "true") ? "false" : "true");
        }
        return;
    }
    for (Variable *v = n->scope; v != NULL; v = v->outer) {
        bool fits = same_type(v->type, n->type) ||
                    (!n->target && is_whole(n->type) && is_number(v->type)) ||
                    (!n->target && is_real(n->type) && is_real(v->type));
        if (fits && usable(n, v) && !(n->target && v->array)) {
            add(f, by_place(n, EXCHANGED), n, 1, v->name);
        }
    }
}

/* ---- Values: a factor, a term, a function around what is there; another ---- */

typedef struct Pattern {
    EditKind kind;
    int cost;
    const char *text; /* %s: a value */
} Pattern;

static const Pattern around_a_real[] = {
    {SIGN, 2, "-\4"},
    {CALL_ABSENT, 2, "sqrt(\4)"},
    {CALL_ABSENT, 2, "fabs(\4)"},
    {CALL_ABSENT, 2, "exp(\4)"},
    {CALL_ABSENT, 2, "log(\4)"},
    {CALL_ABSENT, 2, "tanh(\4)"},
    {FACTOR_ABSENT, 2, "\4 * \4"},
    {FACTOR_ABSENT, 2, "1 / \4"},
    {FACTOR_ABSENT, 2, "\4 / 2"},
    {FACTOR_ABSENT, 2, "2 * \4"},
    {TERM_ABSENT, 2, "1 - \4"},
    {TERM_ABSENT, 2, "\4 + 1"},
    {TERM_ABSENT, 2, "\4 - 1"},
    {FACTOR_ABSENT, 2, "PI * \4"},
};
static const Pattern with_a_value[] = {{FACTOR_ABSENT, 1, "\4 * %s"},
                                       {FACTOR_ABSENT, 1, "\4 / %s"},
                                       {TERM_ABSENT, 1, "\4 + %s"},
                                       {TERM_ABSENT, 1, "\4 - %s"}};
/* Dearer than a statement that moves: it may only undo what a loop does too often. */
static const Pattern with_a_count[] = {{FACTOR_ABSENT, 2, "\4 / (real)%s"},
                                       {FACTOR_ABSENT, 2, "\4 * (real)%s"}};
#define SIZE(list) (sizeof(list) / sizeof(list)[0])

static void add_patterns(Finder *f, Node *n, const Pattern *list, size_t count,
                         const char *value, int cost)
{
    bool factor = !in_operation(f->s, n, PRODUCT_LEVEL),
         term = !in_operation(f->s, n, SUM_LEVEL);
    if (strcmp(value, node_text(f->s, n)) == 0) {
        return;
    }
    for (size_t i = 0; i < count; i++) {
        EditKind kind = list[i].kind;
        if ((kind != FACTOR_ABSENT || factor) &&
            (kind != TERM_ABSENT || (term && n->kind != NUMBER))) {
            char text[300];
            const char *hole = strstr(list[i].text, "%s");
            int before = hole != NULL ? (int)(hole - list[i].text)
                                      : (int)strlen(list[i].text);
            snprintf(text, sizeof text, "%.*s%s", before, list[i].text,
                     hole != NULL ? value : "");
            add(f, is_real(n->type) ? kind : by_place(n, kind), n,
                list[i].cost + cost, keep_text(text, strlen(text)));
        }
    }
}

static void edit_real(Finder *f, Node *n)
{
    Values v = values(f, n, is_real), whole = values(f, n, is_number);
    for (size_t i = 0; i < v.count; i++) {
        add_patterns(f, n, with_a_value, SIZE(with_a_value), v.text[i],
                     v.cost[i]);
        if (is_leaf(n) && is_real(n->type)) {
            bool other =
                n->kind == INDEX && *v.text[i] != *f->s->tokens[n->first].text;
            add(f, EXCHANGED, n, v.cost[i] + 2 * other, v.text[i]);
        }
        bool sigmoid = is_declared(f->s, 'f', "sigmoid");
        if (is_root(n) && n->last > n->first && is_real(n->type) &&
            v.cost[i] == 1) {
            int cost = 7 + (n->last - n->first) / 4;
            add(f, WHOLE_EXPRESSION, n, cost,
                words(sigmoid ? "sigmoid(%s)" : "exp(%s)", v.text[i]));
            add(f, WHOLE_EXPRESSION, n, cost, words("tanh(%s)", v.text[i]));
        }
    }
    for (size_t i = 0; i < whole.count; i++) {
        add_patterns(f, n, with_a_count, SIZE(with_a_count), whole.text[i], 1);
    }
    if (is_real(n->type)) {
        bool pi = is_declared(f->s, 'c', "PI");
        size_t count = n->kind == NUMBER ? 0 : SIZE(around_a_real) - !pi;
        add_patterns(f, n, around_a_real, count, "", 0);
    }
}

static void edit_whole(Finder *f, Node *n)
{
    bool index = in_index(n);
    Values v = values(f, n, is_number);
    add_patterns(f, n, with_a_value + 2, 2, "1", 1);
    for (size_t i = 0; i < v.count; i++) {
        add_patterns(f, n, with_a_value, SIZE(with_a_value), v.text[i],
                     v.cost[i]);
        for (size_t j = i + 1;
             index && !in_operation(f->s, n, SUM_LEVEL) && j < v.count; j++) {
            add(f, INDEXING, n, 4, words("%s * %s + \4", v.text[i], v.text[j]));
        }
    }
    for (Variable *x = n->scope;
         is_leaf(n) && may_be_real(n) && !index && x != NULL; x = x->outer) {
        Type element = x->type;
        element.pointers--;
        if (is_real(element) && usable(n, x)) {
            add(f, EXCHANGED, n, 2, words("%s[\4]", x->name));
        }
    }
}

static void edit_value(Finder *f, Node *n)
{
    Node *inner = n;
    while (inner->kind == GROUP) {
        inner = inner->child[0];
    }
    int level =
        inner->kind == BINARY ? binary_precedence(f->s, inner->mark) : 0;
    bool logical = level > 0 && level < 10;
    bool bound = n->parent->kind == BINARY && n->parent->child[1] == n;
    bool condition = n->parent->kind == BINARY &&
                     binary_precedence(f->s, n->parent->mark) < 5;
    if ((condition && n->kind != NUMBER) || (logical && !is_root(n)) ||
        (in_loop_head(n) && !bound && !is_root(n))) {
        return;
    }
    if (is_leaf(n) && n->kind != NAME && is_root(n) && is_arithmetic(n->type)) {
        add(f, EXCHANGED, n, 2, "0");
        add(f, EXCHANGED, n, 2, "1");
    }
    if (is_real(n->type) || (is_number(n->type) && is_root(n) &&
                             may_be_real(n) && !in_loop_head(n))) {
        edit_real(f, n);
    }
    if (is_number(n->type) && n->kind != NUMBER) {
        edit_whole(f, n);
    }
}

static void edit_assignment(Finder *f, Node *n)
{
    static const char *const marks[] = {"=", "+=", "-=", "*=", "/="};
    if (n->type.pointers > 0 || !is_arithmetic(n->type) ||
        n->child[1]->kind == BRACES) {
        return;
    }
    for (size_t i = 0; i < SIZE(marks); i++) {
        bool sign = one_of(f->s, n->mark, "+= -=") && (i == 1 || i == 2);
        if (!token_is(f->s, n->mark, marks[i])) {
            add(f, sign ? SIGN : ASSIGNING, n, 1, words("\1 %s \2", marks[i]));
        }
    }
}

/* ---- Parentheses: a pair taken away, or put in ---- */

/* The tokens from n's first to its last, with parentheses from `open` to `close`. */
static void add_pair(Finder *f, Node *n, int open, int close)
{
    char text[600] = "";
    for (int t = n->first; t <= n->last; t++) {
        const Token *token = &f->s->tokens[t];
        bool space =
            t > n->first && token[-1].text + token[-1].length < token->text;
        size_t used = strlen(text);
        if (used + token->length + 4 > sizeof text) {
            return;
        }
        snprintf(text + used, sizeof text - used, "%s%s%.*s%s",
                 space ? " " : "", t == open ? "(" : "", (int)token->length,
                 token->text, t == close ? ")" : "");
    }
    Edit *e = add(f, PARENTHESES, n, 2, keep_text(text, strlen(text)));
    e->line = f->s->tokens[open].line;
}

/* From behind an operator that the others come after, to the end, and from the
   beginning to before one that came before. */
static void edit_parentheses(Finder *f, Node *n)
{
    bool associative = one_of(f->s, n->mark, "+ *");
    for (Node *d = n->child[0]; d->kind == BINARY; d = d->child[0]) {
        if (!associative ||
            !token_is(f->s, n->mark, token_text(f->s, d->mark))) {
            add_pair(f, n, d->child[1]->first, n->last);
        }
    }
    for (Node *d = n->child[1]; d->kind == BINARY; d = d->child[0]) {
        add_pair(f, n, n->first, d->child[0]->last);
    }
}

static void edit_expression(Finder *f, Node *n)
{
    Node *p = n->parent;
    bool callee = p->kind == CALL && p->child[0] == n;
    if ((n->kind == CALL && token_is(f->s, n->first, "assert")) ||
        n->in_sizeof || callee || is_immediate(f->s, n)) {
        return;
    }
    switch (n->kind) {
    case BINARY:
        edit_binary(f, n);
        edit_parentheses(f, n);
        break;
    case CALL:
        edit_call(f, n);
        break;
    case NUMBER:
        edit_number(f, n);
        break;
    case NAME:
        if (!is_struct(n->type)) {
            edit_name(f, n);
        }
        break;
    case CONDITION:
        add(f, CONDITION_WRONG, n, 2, "\1 ? \3 : \2");
        add(f, CONDITION_WRONG, n, 3, "\2");
        add(f, CONDITION_WRONG, n, 3, "\3");
        break;
    case ASSIGN:
        edit_assignment(f, n);
        break;
    case UNARY:
        if (!n->target && one_of(f->s, n->mark, "- !")) {
            add(f, token_is(f->s, n->mark, "-") ? SIGN : LOGIC, n, 1, "\1");
        } else if (token_is(f->s, n->mark, "*") && n->child[0]->kind == NAME) {
            add(f, INDEXING, n, 2, "*\1++"); /* it never moves */
        }
        break;
    default:
        break;
    }
    for (size_t i = 0; n->target && n->kind != NAME && is_leaf(n) &&
                       is_real(n->type) && i < f->leaf_count;
         i++) {
        if (f->leaves[i]->kind != NAME &&
            all_visible(n->scope, f->leaves[i], NULL)) {
            add(f, EXCHANGED, n, 1, node_text(f->s, f->leaves[i]));
        }
    }
    if (!n->target && !is_struct(n->type) && n->kind != ASSIGN &&
        n->kind != UNARY && n->kind != POSTFIX && n->kind != TEXT &&
        n->kind != BRACES && n->kind != COMMA && n->kind != SIZEOF &&
        (n->kind != GROUP || is_root(n))) {
        edit_value(f, n);
    }
    for (size_t i = 0; i < n->children; i++) {
        edit_expression(f, n->child[i]);
    }
}

/* ---- Statements ---- */

typedef struct Places {
    Node *statement[200];
    size_t count;
} Places;

static void collect_statements(Finder *f, Node *n, Places *p)
{
    if (is_expression(n)) {
        edit_expression(f, n);
        return;
    }
    bool head =
        n->parent != NULL && n->parent->kind == FOR && n->kind == DECLARATION;
    if (n->parent != NULL && !head && n->kind != DECLARATOR && p->count < 200) {
        p->statement[p->count++] = n;
    }
    for (size_t i = n->kind == CASE && n->children == 2; i < n->children; i++) {
        collect_statements(f, n->child[i], p);
    }
}

static bool holds_in_place(const Node *n)
{
    bool holds = n->kind == DECLARATOR && n->variable->in_place;
    for (size_t i = 0; i < n->children && !holds; i++) {
        holds = holds_in_place(n->child[i]);
    }
    return holds;
}

static bool in_loop(const Node *n, bool or_switch)
{
    while (n != NULL && !is_loop(n) && !(or_switch && n->kind == SWITCH)) {
        n = n->parent;
    }
    return n != NULL;
}

static bool is_list(const Node *n)
{
    return n->kind == BLOCK || n->kind == CASE;
}

/* A statement to no more than 12 others away. */
static void edit_moves(Finder *f, const Places *p, size_t from)
{
    enum { FAR = 12, NEAR = 3 };
    Node *n = p->statement[from];
    if (n->last - n->first > 60) {
        return;
    }
    for (size_t i = from > FAR ? from - FAR : 0;
         i < p->count && i <= from + FAR; i++) {
        Node *place = p->statement[i], *list = place->parent;
        if (is_inside(place, n) || is_list(place) || place->kind == NOTHING ||
            !all_visible(place->scope, n, n) ||
            (holds_kind(n, BREAK) && !in_loop(list, true)) ||
            (holds_kind(n, CONTINUE) && !in_loop(list, false))) {
            continue;
        }
        int cost = 2 + (i > from + NEAR || i + NEAR < from);
        statement(f, MOVES, STATEMENT_MOVED, n, cost, NULL)->beside = place;
        if (!is_list(list) || list->child[list->children - 1] == place) {
            Edit *e = statement(f, MOVES, STATEMENT_MOVED, n, cost, NULL);
            e->beside = place;
            e->after = true;
        }
    }
}

/* What is added to must start somewhere: L = 0 before each loop around it. */
static void edit_starts(Finder *f, Node *n)
{
    if (n->kind == ASSIGN && !token_is(f->s, n->mark, "=") &&
        is_arithmetic(n->type)) {
        for (Node *p = n; p != NULL; p = p->parent) {
            if (is_loop(p) && all_visible(p->scope, n->child[0], NULL)) {
                statement(f, ADDS, STATEMENT_ABSENT, p, 4,
                          words("%s = 0;", node_text(f->s, n->child[0])));
            }
        }
    }
    for (size_t i = 0; i < n->children; i++) {
        edit_starts(f, n->child[i]);
    }
}

static void edit_declaration(Finder *f, Node *n)
{
    for (size_t k = 0; k < n->children; k++) {
        Node *d = n->child[k];
        if (d->children == 0 && !d->variable->in_place &&
            is_arithmetic(d->type)) {
            add(f, START_VALUE, d, 1, "0");
        }
    }
}

/* break, continue and return in each other's place. */
static void edit_leaving(Finder *f, Node *n)
{
    bool leaves = n->kind == RETURN && n->children == 0;
    if (n->kind != BREAK && n->kind != CONTINUE && !leaves) {
        return;
    }
    if (n->kind != BREAK && in_loop(n, true)) {
        statement(f, REPLACES, STATEMENT_WRONG, n, 1, "break;");
    }
    if (n->kind != CONTINUE && in_loop(n, false)) {
        statement(f, REPLACES, STATEMENT_WRONG, n, 1, "continue;");
    }
    if (!leaves && strcmp(f->function->type.base, "void") == 0) {
        statement(f, REPLACES, STATEMENT_WRONG, n, 1, "return;");
    }
}

static void edit_statements(Finder *f, Node *body)
{
    static Places p;
    p.count = 0;
    collect_statements(f, body, &p);
    for (size_t i = 0; i < p.count; i++) {
        Node *n = p.statement[i];
        if (n->kind == DECLARATION) {
            edit_declaration(f, n);
        }
        edit_leaving(f, n);
        if (is_list(n) || n->kind == NOTHING || holds_in_place(n)) {
            continue;
        }
        if (n->kind != DECLARATION) {
            int size = n->last - n->first + 1;
            statement(f, REMOVES, STATEMENT_TOO_MANY, n, 2 + size / 12, NULL);
        }
        if (n->kind == IF && n->child[0]->kind != NUMBER) {
            add(f, CONDITION_WRONG, n->child[0], 3, "1");
            add(f, CONDITION_WRONG, n->child[0], 2, "!\4");
        }
        edit_moves(f, &p, i);
    }
    edit_starts(f, body);
}

/* ---- All ---- */

/* A long function has too many edits to be compiled in a moment: those that are
   seldom the mistake go. */
static void keep_the_likely(Edits *edits)
{
    enum { ENOUGH = 2500 };
    static const Pattern seldom[] = {
        {FACTOR_ABSENT, 3, ""},    {TERM_ABSENT, 3, ""}, {EXCHANGED, 3, ""},
        {WHOLE_EXPRESSION, 6, ""}, {CALL_ABSENT, 2, ""}, {FACTOR_ABSENT, 2, ""},
        {TERM_ABSENT, 2, ""},      {EXCHANGED, 2, ""},   {PARENTHESES, 0, ""},
        {STATEMENT_MOVED, 0, ""}};
    size_t left = edits->count;
    for (size_t k = 0; k < SIZE(seldom); k++) {
        for (size_t i = 0; i < edits->count && left > ENOUGH; i++) {
            Edit *e = &edits->list[i];
            if (!e->dropped && e->kind == seldom[k].kind &&
                e->cost >= seldom[k].cost) {
                e->dropped = true;
                left--;
            }
        }
    }
}

void find_edits(Source *s, FunctionText *functions, Edits *edits)
{
    for (FunctionText *f = functions; f != NULL; f = f->next) {
        Finder finder = {.s = s, .function = f, .edits = edits};
        collect_leaves(&finder, f->body);
        edit_statements(&finder, f->body);
    }
    keep_the_likely(edits);
}

/* ---- What a right function has ---- */

/* Whether two texts are the same but for space and parentheses. */
bool same_words(const char *a, const char *b)
{
    static const char idle[] = " ()\n\t";
    for (;; a++, b++) {
        a += strspn(a, idle);
        b += strspn(b, idle);
        if (*a != *b || *a == '\0') {
            return *a == *b;
        }
    }
}

Edit *find_edit(Source *s, Edits *edits, const Edit *wanted)
{
    for (size_t i = 0; i < edits->count; i++) {
        Edit *e = &edits->list[i];
        if (e->at == wanted->at && e->how == wanted->how &&
            e->beside == wanted->beside && e->after == wanted->after &&
            (e->text == NULL ||
             same_words(edit_text(s, e), edit_text(s, wanted)))) {
            return e;
        }
    }
    return NULL;
}
