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
    [CONDITION_ABSENT] = "a condition is missing",
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
    Node *constants[5]; /* whole numbers from 2 on */
    size_t constant_count;
    Node *sums[10]; /* short sums and products in parentheses */
    size_t sum_count;
} Finder;

static Edit *add(Finder *f, EditKind kind, Node *at, int level, int cost,
                 const char *text)
{
    Edits *e = f->edits;
    static Edit unused;
    if (text != NULL && at->kind != DECLARATOR && is_expression(at) &&
        strcmp(text, node_text(f->s, at)) == 0) {
        return &unused;
    }
    if (at->site == 0) {
        at->site = ++e->sites;
    }
    for (size_t i = e->count; i-- > 0;) {
        if (e->list[i].site == at->site) {
            if (text != NULL && e->list[i].text != NULL && !e->list[i].adds &&
                strcmp(e->list[i].text, text) == 0 &&
                e->list[i].guards == false) {
                return &unused;
            }
        }
    }
    if (e->count == e->room) {
        size_t room = 2 * e->room + 1024;
        Edit *list = realloc(e->list, room * sizeof *list);
        if (list == NULL) {
            abort();
        }
        e->list = list;
        e->room = room;
    }
    Edit *new = &e->list[e->count++];
    *new = (Edit){.kind = kind,
                  .at = at,
                  .text = text,
                  .level = level,
                  .cost = cost,
                  .line = f->s->tokens[at->mark].line,
                  .site = at->site,
                  .value = ++at->edits};
    return new;
}

/* Whether a real may stand where a whole number stands now. */
static bool may_be_real(const Node *n)
{
    const Node *p = n->parent;
    switch (p->kind) {
    case BINARY:
        return is_real(p->type);
    case GROUP:
    case UNARY:
        return may_be_real(p);
    case CONDITION:
        return p->child[0] == n || may_be_real(p);
    case INDEX:
        return p->child[1] != n;
    case CALL:
    case RETURN:
    case CAST:
        return true;
    case ASSIGN:
    case DECLARATOR:
        return !is_whole(p->type);
    default:
        return false;
    }
}

static void hole(Edit *e, int i, Node *n, int need)
{
    e->hole[i] = n;
    e->need[i] = need;
}

static Edit *with(Finder *f, EditKind kind, Node *at, int level, int cost,
                  const char *text, Node *a, int need_a, Node *b, int need_b)
{
    Edit *e = add(f, kind, at, level, cost, text);
    hole(e, 0, a, need_a);
    hole(e, 1, b, need_b);
    return e;
}

/* ---- What can be seen ---- */

static bool visible(const Variable *scope, const Variable *v)
{
    for (const Variable *seen = scope; seen != NULL; seen = seen->outer) {
        if (seen == v) {
            return true;
        }
        if (strcmp(seen->name, v->name) == 0) {
            return false;
        }
    }
    return false;
}

static bool all_visible(const Variable *scope, const Node *n)
{
    if (n->kind == NAME && n->variable != NULL &&
        !visible(scope, n->variable)) {
        return false;
    }
    for (size_t i = 0; i < n->children; i++) {
        if (!all_visible(scope, n->child[i])) {
            return false;
        }
    }
    return true;
}

static bool same_text(const Source *s, const Node *a, const Node *b)
{
    int length = a->last - a->first;
    if (length != b->last - b->first) {
        return false;
    }
    for (int t = 0; t <= length; t++) {
        const Token *x = &s->tokens[a->first + t],
                    *y = &s->tokens[b->first + t];
        if (x->length != y->length ||
            memcmp(x->text, y->text, x->length) != 0) {
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
        if (same_text(f->s, n, list[i]) && all_visible(n->scope, list[i])) {
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
    } else if (n->kind == NUMBER && is_whole(n->type) &&
               strtol(node_text(f->s, n), NULL, 10) > 1) {
        collect(f, n, f->constants, &f->constant_count,
                sizeof f->constants / sizeof f->constants[0]);
    } else if (n->kind == GROUP && is_real(n->type) &&
               n->last - n->first < 10) {
        collect(f, n, f->sums, &f->sum_count,
                sizeof f->sums / sizeof f->sums[0]);
    }
    for (size_t i = 0; i < n->children; i++) {
        collect_leaves(f, n->child[i]);
    }
}

static bool is_inside(const Node *n, const Node *outer)
{
    for (; n != NULL; n = n->parent) {
        if (n == outer) {
            return true;
        }
    }
    return false;
}

/* Whether v can be named at n, and n is not what it starts with. */
static bool usable(const Node *n, const Variable *v)
{
    return visible(n->scope, v) && !(v->node != NULL && is_inside(n, v->node));
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

/* Members of the structures that can be seen. */
static void offer_members(const Finder *f, const Node *n, Values *v,
                          bool (*fits)(Type))
{
    for (const Variable *x = n->scope; x != NULL; x = x->outer) {
        Type type;
        const char *name;
        for (size_t i = 0;
             x->type.pointers < 2 &&
             (name = member_name(f->s, x->type.base, i, &type)) != NULL;
             i++) {
            if (!usable(n, x)) {
                break;
            }
            const char *arrow = x->type.pointers == 1 ? "->" : ".";
            if (fits(type)) {
                offer(v, words("%s%s%s", x->name, arrow, name), 3);
            }
            type.pointers--;
            for (const Variable *k = n->scope; fits(type) && k != NULL;
                 k = k->outer) {
                if (is_whole(k->type) && !k->parameter && usable(n, k)) {
                    offer(v, words("%s%s%s[%s]", x->name, arrow, name, k->name),
                          2);
                }
            }
        }
    }
}

/* Real values that could stand at n: scalars, what is read elsewhere, elements
   of arrays by the counters that are there. */
static Values real_values(const Finder *f, const Node *n)
{
    Values v = {.count = 0};
    for (const Variable *x = n->scope; x != NULL; x = x->outer) {
        if (is_real(x->type) && usable(n, x)) {
            offer(&v, x->name, 1);
        }
    }
    for (size_t i = 0; i < f->leaf_count; i++) {
        if (all_visible(n->scope, f->leaves[i])) {
            offer(&v, node_text(f->s, f->leaves[i]), 1);
        }
    }
    for (const Variable *x = n->scope; x != NULL; x = x->outer) {
        Type element = x->type;
        element.pointers--;
        for (const Variable *i = n->scope; is_real(element) && i != NULL;
             i = i->outer) {
            if (is_whole(i->type) && !i->parameter && usable(n, x) &&
                usable(n, i)) {
                offer(&v, words("%s[%s]", x->name, i->name), 2);
            }
        }
    }
    offer_members(f, n, &v, is_real);
    return v;
}

static Values whole_values(const Finder *f, const Node *n)
{
    Values v = {.count = 0};
    for (const Variable *x = n->scope; x != NULL; x = x->outer) {
        if (is_whole(x->type) && strcmp(x->type.base, "bool") != 0 &&
            strcmp(x->type.base, "enum") != 0 && usable(n, x)) {
            offer(&v, x->name, 1);
        }
    }
    for (size_t i = 0; i < f->whole_count; i++) {
        if (all_visible(n->scope, f->wholes[i])) {
            offer(&v, node_text(f->s, f->wholes[i]), 1);
        }
    }
    offer_members(f, n, &v, is_whole);
    return v;
}

static bool is_parameter(const Variable *scope, const char *name)
{
    for (; scope != NULL; scope = scope->outer) {
        if (strcmp(scope->name, name) == 0) {
            return scope->parameter;
        }
    }
    return false;
}

static bool in_index(const Node *n)
{
    for (const Node *p = n; p->parent != NULL && is_expression(p->parent);
         p = p->parent) {
        if (p->parent->kind == INDEX && p->parent->child[1] == p) {
            return true;
        }
        if (p->parent->kind == CALL) {
            return false;
        }
    }
    return false;
}

static bool in_loop_head(const Node *n)
{
    const Node *p = n;
    while (p->parent != NULL &&
           (is_expression(p->parent) || p->parent->kind == DECLARATOR ||
            p->parent->kind == DECLARATION)) {
        p = p->parent;
    }
    return p->parent != NULL &&
           (p->parent->kind == FOR || p->parent->kind == WHILE ||
            p->parent->kind == DO) &&
           is_expression(p) + (p->kind == DECLARATION) > 0;
}

/* The kind of an exchanged name or number, by where it stands. */
static EditKind by_place(const Node *n, EditKind otherwise)
{
    return in_index(n) ? INDEXING : in_loop_head(n) ? BOUND : otherwise;
}

static bool parent_is(const Source *s, const Node *n, const char *a,
                      const char *b)
{
    const Node *p = n->parent;
    while (p != NULL && p->kind == GROUP) {
        p = p->parent;
    }
    return p != NULL && p->kind == BINARY &&
           (token_is(s, p->mark, a) || token_is(s, p->mark, b));
}

/* ---- Expressions ---- */

static const char *operator_text(const Finder *f, const Node *n)
{
    const Token *t = &f->s->tokens[n->mark];
    return keep_text(t->text, t->length);
}

static void other_operators(Finder *f, Node *n, EditKind kind, int level,
                            const char *const *list)
{
    const char *own = operator_text(f, n);
    for (; *list != NULL; list++) {
        bool idle = n->child[1]->kind == NUMBER &&
                    token_is(f->s, n->child[1]->first, "1");
        if (strcmp(*list, own) != 0 && !(idle && level == 12)) {
            with(f, kind, n, level, 1, words("\1 %s \2", *list), n->child[0],
                 level, n->child[1], level + 1);
        }
    }
}

static bool scalar(Type t)
{
    return is_real(t) || is_whole(t) || t.pointers > 0;
}

static bool is_arithmetic(Type t)
{
    return is_real(t) || is_whole(t) || (t.base[0] == '?' && t.pointers == 0);
}

static void drop_operand(Finder *f, Node *n)
{
    const char *own = operator_text(f, n);
    bool product = *own == '*' || *own == '/' || *own == '%';
    EditKind kind = by_place(n, product ? FACTOR_TOO_MANY : TERM_TOO_MANY);
    for (int i = 0; i < 2; i++) {
        Node *rest = n->child[i], *out = n->child[1 - i];
        int cost = out->kind == NUMBER ? 1
                   : is_leaf(out)      ? 2
                                       : 1 + (out->last - out->first + 1 < 6
                                                  ? out->last - out->first + 1
                                                  : 6);
        Edit *e =
            add(f, kind, n, precedence(f->s, rest), cost, i == 0 ? "\1" : "\2");
        hole(e, i, rest, 0);
        e->widens = is_real(n->type);
        if (i == 1 && *own == '-') {
            e = add(f, kind, n, UNARY_LEVEL, cost, "-\2");
            hole(e, 1, rest, UNARY_LEVEL);
        }
    }
}

static void edit_binary(Finder *f, Node *n)
{
    static const char *const comparisons[] = {
        "<", "<=", ">", ">=", "==", "!=", NULL};
    static const char *const sums[] = {"+", "-", NULL};
    static const char *const products[] = {"*", "/", NULL};
    static const char *const whole_products[] = {"*", "/", "%", NULL};
    static const char *const logic[] = {"&&", NULL}, *const logic2[] = {"||",
                                                                        NULL};
    Source *s = f->s;
    int level = binary_precedence(s, n->mark);
    Node *a = n->child[0], *b = n->child[1];
    if (level == 8 || level == 9) {
        const char *own = operator_text(f, n);
        for (const char *const *c = comparisons; *c != NULL; c++) {
            bool never =
                in_loop_head(n) && *own == '<' && **c != '<' && **c != '!';
            if (strcmp(*c, own) != 0 && !never) {
                int their =
                    strlen(*c) == 2 && (**c == '=' || **c == '!') ? 8 : 9;
                with(f, in_loop_head(n) ? BOUND : COMPARISON, n, their, 1,
                     words("\1 %s \2", *c), a, their, b, their + 1);
            }
        }
        Node *inner = a->kind == GROUP ? a->child[0] : a;
        if (level == 9 && inner->kind == BINARY &&
            binary_precedence(s, inner->mark) == 9) {
            Edit *e = add(
                f, COMPARISON, n, 4, 2,
                words("\1 %s \2 && \2 %s \3", operator_text(f, inner), own));
            hole(e, 0, inner->child[0], 9);
            hole(e, 1, inner->child[1], 10);
            hole(e, 2, b, 10);
        }
        return;
    }
    if (level == 3 || level == 4) {
        other_operators(f, n, LOGIC, 4, logic);
        other_operators(f, n, LOGIC, 3, logic2);
        Edit *e = add(f, LOGIC, n, precedence(s, a), 3, "\1");
        hole(e, 0, a, 0);
        e = add(f, LOGIC, n, precedence(s, b), 3, "\2");
        hole(e, 1, b, 0);
        return;
    }
    bool whole = is_whole(a->type) && is_whole(b->type);
    if (level == 11 || level == 12) {
        if (n->type.pointers > 0) {
            drop_operand(f, n);
            return;
        }
        other_operators(f, n,
                        token_is(s, n->mark, "+") || token_is(s, n->mark, "-")
                            ? SIGN
                            : OPERATOR,
                        11, sums);
        other_operators(f, n, OPERATOR, 12, whole ? whole_products : products);
        drop_operand(f, n);
        if (token_is(s, n->mark, "-")) {
            with(f, SIGN, n, 11, 2, "\2 - \1", a, 12, b, 11);
        } else if (token_is(s, n->mark, "/")) {
            with(f, OPERATOR, n, 12, 2, "\2 / \1", a, 13, b, 12);
        }
        if (token_is(s, n->mark, "/") && whole && may_be_real(n)) {
            Edit *e = with(f, WHOLE_DIVISION, n, 12, 1, "(double)\1 / \2", a,
                           UNARY_LEVEL, b, UNARY_LEVEL);
            e->widens = true;
        }
        if (token_is(s, n->mark, "-") && a->kind == CALL &&
            token_is(s, a->first, "exp") && token_is(s, b->first, "1") &&
            b->first == b->last) {
            Edit *e = add(f, CALLED, n, POSTFIX_LEVEL, 3, "expm1(\1)");
            hole(e, 0, a->child[1], ASSIGN_LEVEL);
        }
    } else {
        static const char *const powers[] = {"*", NULL};
        if (level == 6) {
            other_operators(f, n, OPERATOR, 12, powers);
            Edit *e = with(f, OPERATOR, n, POSTFIX_LEVEL, 2, "pow(\1, \2)", a,
                           ASSIGN_LEVEL, b, ASSIGN_LEVEL);
            e->widens = true;
        }
    }
}

static const char *const math[] = {"exp",  "log",   "sqrt",  "fabs",
                                   "tanh", "log1p", "expm1", "cos",
                                   "sin",  "floor", "log2"};
enum { MATH = sizeof math / sizeof math[0] };

static bool is_math(const Finder *f, const Node *call)
{
    static const char *const wrong[] = {"abs",   "expf",  "logf",  "sqrtf",
                                        "fabsf", "tanhf", "log10", "exp2"};
    for (size_t i = 0; i < MATH; i++) {
        if (token_is(f->s, call->first, math[i])) {
            return true;
        }
    }
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        if (token_is(f->s, call->first, wrong[i])) {
            return true;
        }
    }
    return false;
}

/* The call with its arguments in another order, by their numbers from 1. */
static void permute(Finder *f, Node *n, const int *order)
{
    char text[400];
    Edit *e = NULL;
    bool holes = n->children <= MAX_HOLES + 1;
    size_t used = (size_t)snprintf(text, sizeof text, "%s(",
                                   node_text(f->s, n->child[0]));
    for (size_t k = 1; k < n->children && used < sizeof text; k++) {
        used += (size_t)snprintf(text + used, sizeof text - used,
                                 k > 1 ? ", " : "%s", "");
        if (holes) {
            used += (size_t)snprintf(text + used, sizeof text - used, "%c",
                                     order[k]);
        } else {
            used += (size_t)snprintf(text + used, sizeof text - used, "%s",
                                     node_text(f->s, n->child[order[k]]));
        }
    }
    if (used + 2 > sizeof text) {
        return;
    }
    strcat(text, ")");
    e = add(f, ARGUMENTS, n, POSTFIX_LEVEL, 2, keep_text(text, strlen(text)));
    for (size_t k = 1; holes && k < n->children; k++) {
        hole(e, (int)k - 1, n->child[k], ASSIGN_LEVEL);
    }
}

static void edit_call(Finder *f, Node *n)
{
    Source *s = f->s;
    Node *callee = n->child[0];
    if (callee->kind != NAME) {
        return;
    }
    if (n->children == 2 && is_math(f, n)) {
        for (size_t i = 0; i < MATH; i++) {
            if (!token_is(s, callee->first, math[i])) {
                Edit *e = add(f, CALLED, n, POSTFIX_LEVEL, 1,
                              words("%s(\1)", math[i]));
                hole(e, 0, n->child[1], ASSIGN_LEVEL);
                e->widens = true;
            }
        }
        Node *arg = n->child[1];
        if (token_is(s, callee->first, "log") && arg->kind == BINARY &&
            token_is(s, arg->mark, "+") && token_is(s, arg->first, "1")) {
            Edit *e = add(f, CALLED, n, POSTFIX_LEVEL, 2, "log1p(\1)");
            hole(e, 0, arg->child[1], ASSIGN_LEVEL);
        }
    }
    Node *inside = n->children > 1 ? n->child[1] : n;
    if (inside->kind == BINARY && token_is(s, inside->mark, "-") &&
        token_is(s, inside->first, "1") && is_real(n->type)) {
        Edit *e = add(f, PARENTHESES, n, 11, 2,
                      words(n->children == 2 ? "1 - %s(\1)" : "1 - %s(\1, \2)",
                            node_text(s, callee)));
        hole(e, 0, inside->child[1], ASSIGN_LEVEL);
        hole(e, 1, n->children > 2 ? n->child[2] : NULL, ASSIGN_LEVEL);
    }
    if (n->children == 2 && is_arithmetic(n->type) &&
        is_arithmetic(n->child[1]->type)) {
        Edit *e = add(f, CALL_TOO_MANY, n, precedence(s, n->child[1]), 2, "\1");
        e->widens = may_be_real(n) || !is_expression(n->parent);
        hole(e, 0, n->child[1], 0);
    }
    if (token_is(s, callee->first, "fmax") ||
        token_is(s, callee->first, "fmin")) {
        with(f, CALLED, n, POSTFIX_LEVEL, 1,
             token_is(s, callee->first, "fmax") ? "fmin(\1, \2)"
                                                : "fmax(\1, \2)",
             n->child[1], ASSIGN_LEVEL, n->child[2], ASSIGN_LEVEL);
        for (int i = 1; i <= 2; i++) {
            Edit *e = add(f, CALL_TOO_MANY, n, precedence(s, n->child[i]), 3,
                          i == 1 ? "\1" : "\2");
            hole(e, i - 1, n->child[i], 0);
        }
    }
    if (n->children > 1 && (token_is(s, callee->first, "memset") ||
                            token_is(s, callee->first, "memcpy") ||
                            token_is(s, callee->first, "__builtin_memcpy") ||
                            token_is(s, callee->first, "malloc"))) {
        Node *size = n->child[n->children - 1];
        with(f, FACTOR_ABSENT, size, 12, 3, "\1 * sizeof(real)", size, 12, NULL,
             0);
        with(f, FACTOR_ABSENT, size, 12, 3, "\1 * sizeof(size_t)", size, 12,
             NULL, 0);
        with(f, FACTOR_ABSENT, size, 12, 3, "\1 * sizeof(int)", size, 12, NULL,
             0);
    }
    for (size_t i = 1; i < n->children; i++) {
        for (size_t j = i + 1; j < n->children; j++) {
            Type a = n->child[i]->type, b = n->child[j]->type;
            bool alike =
                same_type(a, b) || (is_arithmetic(a) && is_arithmetic(b));
            bool either_way = token_is(s, callee->first, "fmax") ||
                              token_is(s, callee->first, "fmin");
            if (either_way || !alike ||
                same_text(s, n->child[i], n->child[j])) {
                continue;
            }
            int order[16];
            for (int k = 0; k < 16; k++) {
                order[k] = k == (int)i ? (int)j : k == (int)j ? (int)i : k;
            }
            permute(f, n, order);
        }
    }
    for (size_t i = 1; i + 2 < n->children && n->children < 16; i++) {
        for (int way = 1; way <= 2; way++) {
            int order[16];
            for (int k = 0; k < 16; k++) {
                int in = k - (int)i;
                order[k] = in >= 0 && in < 3 ? (int)i + (in + way) % 3 : k;
            }
            permute(f, n, order);
        }
    }
}

static void edit_number(Finder *f, Node *n)
{
    const char *own = node_text(f->s, n);
    double value = strtod(own, NULL);
    bool index = in_index(n);
    EditKind kind = by_place(n, CONSTANT);
    bool whole_only = is_whole(n->type) && (index || in_loop_head(n));
    double others[] = {0,         1,         2,      value + 1, value - 1,
                       2 * value, value / 2, -value, 0.5,       0.01,
                       3,         4,         5};
    size_t count = sizeof others / sizeof others[0] - (index ? 0 : 3);
    /* + 0 and * 1 are what taking it away says better */
    const Node *p = n->parent;
    double idle = p->kind != BINARY || p->child[1] != n    ? -12345
                  : binary_precedence(f->s, p->mark) == 11 ? 0
                  : binary_precedence(f->s, p->mark) == 12 ? 1
                                                           : -12345;
    if (value > 3 && value < 3.2 && is_declared(f->s, 'c', "PI")) {
        add(f, CONSTANT, n, PRIMARY_LEVEL, 1, "PI");
    }
    for (size_t i = 0; i < count; i++) {
        double x = others[i];
        if (x == value || x == idle ||
            (x != (double)(long)x && is_whole(n->type) && !may_be_real(n)) ||
            (whole_only && (x < 0 || x != (double)(long)x))) {
            continue;
        }
        int level = x < 0 ? UNARY_LEVEL : PRIMARY_LEVEL;
        bool fraction = x != (double)(long)x;
        Edit *e = add(f, x == -value ? SIGN : kind, n, level, i < 7 ? 1 : 2,
                      words("%.9g", x));
        e->widens = fraction && is_whole(n->type);
    }
    if (whole_only || value >= 2) {
        Values v = whole_values(f, n);
        for (size_t i = 0; i < v.count; i++) {
            add(f, kind, n, PRIMARY_LEVEL, 2, v.text[i]);
        }
    }
}

static void edit_name(Finder *f, Node *n)
{
    Source *s = f->s;
    if (n->parent->kind == CALL && n->parent->child[0] == n) {
        return;
    }
    if (n->variable == NULL) {
        if (token_is(s, n->first, "true") || token_is(s, n->first, "false")) {
            add(f, CONSTANT, n, PRIMARY_LEVEL, 1,
                token_is(s, n->first, "true") ? "false" : "true");
        }
        return;
    }
    for (Variable *v = n->scope; v != NULL; v = v->outer) {
        bool fits =
            same_type(v->type, n->type) ||
            (n->type.pointers == 0 && is_whole(n->type) && is_whole(v->type) &&
             !n->target && strcmp(v->type.base, "bool") != 0 &&
             strcmp(v->type.base, "enum") != 0) ||
            (is_real(n->type) && is_real(v->type) && !n->target);
        if (v != n->variable && fits && usable(n, v) &&
            !(n->target && v->array)) {
            add(f, by_place(n, EXCHANGED), n, PRIMARY_LEVEL, 1, v->name);
        }
    }
    if (n->type.pointers > 0 && n->parent->kind == CALL) {
        add(f, ARGUMENTS, n, PRIMARY_LEVEL, 1, "NULL");
        Values whole = whole_values(f, n);
        for (size_t i = 0; i < whole.count; i++) {
            with(f, INDEXING, n, 11, 1 + whole.cost[i],
                 words("\1 + %s", whole.text[i]), n, 11, NULL, 0);
        }
    }
}

static bool is_root(const Node *n)
{
    const Node *p = n->parent;
    return p->kind == DECLARATOR || p->kind == RETURN ||
           (p->kind == ASSIGN && p->child[1] == n) || p->kind == BRACES;
}

/* A factor, a term, a function around what is there; something else in its place. */
static void edit_value(Finder *f, Node *n)
{
    Source *s = f->s;
    bool real_here = is_real(n->type);
    bool whole_here = is_whole(n->type) && strcmp(n->type.base, "bool") != 0 &&
                      strcmp(n->type.base, "enum") != 0;
    Node *inner = n;
    while (inner->kind == GROUP) {
        inner = inner->child[0];
    }
    bool logical =
        inner->kind == BINARY && binary_precedence(s, inner->mark) < 10;
    bool in_condition = n->parent->kind == BINARY &&
                        (binary_precedence(s, n->parent->mark) < 5);
    if (in_condition || n->kind == NUMBER) {
        if (n->kind != NUMBER) {
            return;
        }
    }
    if (logical && !is_root(n)) {
        return;
    }
    bool bound = n->parent->kind == BINARY && n->parent->child[1] == n;
    if (in_loop_head(n) && !bound && !is_root(n)) {
        return;
    }
    bool factor = !parent_is(s, n, "*", "/"), term = !parent_is(s, n, "+", "-");
    Values whole = whole_values(f, n);
    for (Variable *x = n->scope; whole_here && is_leaf(n) && may_be_real(n) &&
                                 !in_index(n) && x != NULL;
         x = x->outer) {
        Type element = x->type;
        element.pointers--;
        if (is_real(element) && usable(n, x)) {
            with(f, EXCHANGED, n, POSTFIX_LEVEL, 2, words("%s[\1]", x->name), n,
                 ASSIGN_LEVEL, NULL, 0)
                ->widens = true;
        }
    }
    if (is_leaf(n) && n->kind != NAME && is_root(n) &&
        (whole_here || real_here)) {
        add(f, EXCHANGED, n, PRIMARY_LEVEL, 2, "0");
        add(f, EXCHANGED, n, PRIMARY_LEVEL, 2, "1");
    }
    if (real_here ||
        (whole_here && is_root(n) && may_be_real(n) && !in_loop_head(n))) {
        Values v = real_values(f, n);
        const char *own = node_text(s, n);
        for (size_t i = 0; i < v.count; i++) {
            if (strcmp(own, v.text[i]) == 0) {
                continue;
            }
            if (factor) {
                with(f, FACTOR_ABSENT, n, 12, 1 + v.cost[i],
                     words("\1 * %s", v.text[i]), n, 12, NULL, 0)
                    ->widens = true;
                with(f, FACTOR_ABSENT, n, 12, 1 + v.cost[i],
                     words("\1 / %s", v.text[i]), n, 12, NULL, 0)
                    ->widens = true;
            }
            if (term && n->kind != NUMBER) {
                with(f, TERM_ABSENT, n, 11, 1 + v.cost[i],
                     words("\1 + %s", v.text[i]), n, 11, NULL, 0)
                    ->widens = true;
                with(f, TERM_ABSENT, n, 11, 1 + v.cost[i],
                     words("\1 - %s", v.text[i]), n, 11, NULL, 0)
                    ->widens = true;
            }
            if (is_leaf(n) && real_here) {
                add(f, EXCHANGED, n, POSTFIX_LEVEL,
                    v.cost[i] + 2 * (n->kind == INDEX &&
                                     v.text[i][0] != *s->tokens[n->first].text),
                    v.text[i]);
            }
        }
        if (factor) {
            for (size_t i = 0; i < whole.count; i++) {
                if (!is_parameter(n->scope, whole.text[i])) {
                    continue;
                }
                with(f, FACTOR_ABSENT, n, 12, 2,
                     words("\1 / (real)%s", whole.text[i]), n, 12, NULL, 0)
                    ->widens = true;
                with(f, FACTOR_ABSENT, n, 12, 2,
                     words("\1 * (real)%s", whole.text[i]), n, 12, NULL, 0)
                    ->widens = true;
            }
            static const char *const by[] = {"\1 / 2", "2 * \1", "0.01 * \1",
                                             "PI * \1"};
            for (size_t i = 0; i < (is_declared(s, 'c', "PI") ? 4 : 3); i++) {
                with(f, FACTOR_ABSENT, n, 12, 2, by[i], n, 12, NULL, 0)
                    ->widens = true;
            }
        }
    }
    if (real_here) {
        if (term && n->kind != NUMBER) {
            with(f, TERM_ABSENT, n, 11, 2, "\1 + 1", n, 11, NULL, 0);
            with(f, TERM_ABSENT, n, 11, 2, "\1 - 1", n, 11, NULL, 0);
        }
        if (n->kind != NUMBER && n->kind != GROUP) {
            with(f, TERM_ABSENT, n, 11, 2, "1 - \1", n, 12, NULL, 0);
            with(f, SIGN, n, UNARY_LEVEL, 2, "-\1", n, UNARY_LEVEL, NULL, 0);
            static const char *const around[] = {
                "sqrt(\1)", "fabs(\1)", "exp(\1)", "log(\1)", "tanh(\1)"};
            for (size_t i = 0; i < 5; i++) {
                with(f, CALL_ABSENT, n, POSTFIX_LEVEL, 2, around[i], n,
                     ASSIGN_LEVEL, NULL, 0);
            }
            with(f, FACTOR_ABSENT, n, 12, 2, "\1 * \1", n, UNARY_LEVEL, NULL,
                 0);
            with(f, FACTOR_ABSENT, n, 12, 2, "1 / \1", n, UNARY_LEVEL, NULL, 0);
        }
    } else if (whole_here && n->kind != NUMBER) {
        bool index = in_index(n);
        EditKind kind = by_place(n, TERM_ABSENT);
        if (term) {
            with(f, kind, n, 11, 2, "\1 + 1", n, 11, NULL, 0);
            with(f, kind, n, 11, 2, "\1 - 1", n, 11, NULL, 0);
            for (size_t i = 0; i < whole.count; i++) {
                if (strcmp(node_text(s, n), whole.text[i]) == 0) {
                    continue;
                }
                with(f, kind, n, 11, 1 + whole.cost[i],
                     words("\1 + %s", whole.text[i]), n, 11, NULL, 0);
                with(f, kind, n, 11, 1 + whole.cost[i],
                     words("\1 - %s", whole.text[i]), n, 11, NULL, 0);
                for (size_t j = 0; index && j < whole.count; j++) {
                    if (i < j) {
                        with(
                            f, kind, n, 11, 4,
                            words("%s * %s + \1", whole.text[i], whole.text[j]),
                            n, 12, NULL, 0);
                    }
                }
            }
        }
        if (factor) {
            for (size_t i = 0; i < f->constant_count; i++) {
                with(f, by_place(n, FACTOR_ABSENT), n, 12, 2,
                     words("%s * \1", node_text(s, f->constants[i])), n, 12,
                     NULL, 0);
            }
            if (n->parent->kind == BINARY && in_loop_head(n)) {
                for (size_t i = 0; i < whole.count * whole.count && i < 40;
                     i++) {
                    const char *a = whole.text[i / whole.count],
                               *b = whole.text[i % whole.count];
                    if (strcmp(a, b) <= 0 && is_parameter(n->scope, a) &&
                        is_parameter(n->scope, b)) {
                        add(f, BOUND, n, 12, 4, words("%s * %s", a, b));
                    }
                }
            }
            for (size_t i = 0; i < whole.count; i++) {
                if (strcmp(node_text(s, n), whole.text[i]) == 0) {
                    continue;
                }
                with(f, by_place(n, FACTOR_ABSENT), n, 12, 1 + whole.cost[i],
                     words("\1 * %s", whole.text[i]), n, 12, NULL, 0);
                with(f, by_place(n, FACTOR_ABSENT), n, 12, 1 + whole.cost[i],
                     words("\1 / %s", whole.text[i]), n, 12, NULL, 0);
            }
        }
    }
    if (is_root(n) && (real_here || (whole_here && n->kind == NUMBER))) {
        static const char *const functions[] = {"sigmoid", "exp", "tanh",
                                                "sqrt",    "log", "fabs"};
        Values v = real_values(f, n);
        for (size_t i = 0; i < v.count && real_here; i++) {
            for (size_t j = !is_declared(s, 'f', "sigmoid");
                 j < 4 && n->last > n->first && v.cost[i] == 1; j++) {
                add(f, WHOLE_EXPRESSION, n, POSTFIX_LEVEL,
                    6 + v.cost[i] + (n->last - n->first) / 4,
                    words("%s(%s)", functions[j], v.text[i]));
            }
            if (n->kind != NAME && n->kind != INDEX) {
                add(f,
                    n->parent->kind == DECLARATOR ? START_VALUE
                                                  : WHOLE_EXPRESSION,
                    n, POSTFIX_LEVEL, 5 + v.cost[i], v.text[i]);
            }
            if (v.cost[i] > 1) {
                continue;
            }
            with(f, CALL_ABSENT, n, POSTFIX_LEVEL, 3,
                 words("fmax(\1, %s)", v.text[i]), n, ASSIGN_LEVEL, NULL, 0);
            with(f, CALL_ABSENT, n, POSTFIX_LEVEL, 3,
                 words("fmin(\1, %s)", v.text[i]), n, ASSIGN_LEVEL, NULL, 0);
        }
        for (size_t i = 0; i < f->sum_count && real_here && n->kind != NUMBER;
             i++) {
            if (all_visible(n->scope, f->sums[i])) {
                add(f, WHOLE_EXPRESSION, n, PRIMARY_LEVEL, 5,
                    node_text(s, f->sums[i]));
            }
        }
        if (n->parent->kind == DECLARATOR) {
            add(f, START_VALUE, n, PRIMARY_LEVEL, 1, "0");
            for (size_t i = 0; i < v.count; i++) {
                add(f, START_VALUE, n, POSTFIX_LEVEL, 2, v.text[i])->widens =
                    true;
            }
        }
    }
}

static void edit_condition(Finder *f, Node *n)
{
    Source *s = f->s;
    Node *a = n->child[0], *b = n->child[1], *c = n->child[2];
    Edit *e = add(f, CONDITION_WRONG, n, CONDITION_LEVEL, 2, "\1 ? \3 : \2");
    hole(e, 0, a, 3);
    hole(e, 1, b, CONDITION_LEVEL);
    hole(e, 2, c, COMMA_LEVEL);
    e = add(f, CONDITION_WRONG, n, precedence(s, b), 3, "\2");
    hole(e, 1, b, 0);
    e = add(f, CONDITION_WRONG, n, precedence(s, c), 3, "\3");
    hole(e, 2, c, 0);
}

static void edit_assignment(Finder *f, Node *n)
{
    static const char *const kinds[] = {"=", "+=", "-=", "*=", "/="};
    if (n->type.pointers > 0 || !is_arithmetic(n->type) ||
        n->child[1]->kind == BRACES) {
        return;
    }
    for (size_t i = 0; i < 5; i++) {
        if (!token_is(f->s, n->mark, kinds[i])) {
            bool sign = (token_is(f->s, n->mark, "+=") && i == 2) ||
                        (token_is(f->s, n->mark, "-=") && i == 1);
            with(f, sign ? SIGN : ASSIGNING, n, ASSIGN_LEVEL, 1,
                 words("\1 %s \2", kinds[i]), n->child[0], UNARY_LEVEL,
                 n->child[1], ASSIGN_LEVEL);
        }
    }
    if (n->parent->kind != EXPRESSION && n->parent->kind != FOR) {
        with(f, COMPARISON, n, 8, 1, "\1 == \2", n->child[0], 8, n->child[1],
             9);
    }
}

static bool is_struct(Type t)
{
    return t.pointers == 0 && !is_real(t) && !is_whole(t) && t.base[0] != '?' &&
           strcmp(t.base, "void") != 0;
}

static void edit_expression(Finder *f, Node *n)
{
    if (n->kind == CALL && token_is(f->s, n->first, "assert")) {
        return;
    }
    if (n->kind != BRACES && n->kind != COMMA && n->kind != SIZEOF &&
        !n->in_sizeof) {
        bool value = !n->target && !is_struct(n->type);
        switch (n->kind) {
        case BINARY:
            edit_binary(f, n);
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
            edit_condition(f, n);
            break;
        case ASSIGN:
            edit_assignment(f, n);
            break;
        case POSTFIX:
            if (n->parent->kind == FOR && token_is(f->s, n->mark, "++")) {
                Values whole = whole_values(f, n);
                for (size_t i = 0; i < whole.count; i++) {
                    with(f, BOUND, n, ASSIGN_LEVEL, 1 + whole.cost[i],
                         words("\1 += %s", whole.text[i]), n->child[0],
                         UNARY_LEVEL, NULL, 0);
                }
            }
            break;
        case UNARY:
            for (Variable *x = n->scope;
                 n->parent->kind == CALL && token_is(f->s, n->mark, "&") &&
                 x != NULL;
                 x = x->outer) {
                if (same_type(x->type, n->type) && usable(n, x)) {
                    add(f, EXCHANGED, n, PRIMARY_LEVEL, 1, x->name);
                }
            }
            if (value && (token_is(f->s, n->mark, "-") ||
                          token_is(f->s, n->mark, "!"))) {
                Edit *e = add(f, token_is(f->s, n->mark, "-") ? SIGN : LOGIC, n,
                              precedence(f->s, n->child[0]), 1, "\1");
                hole(e, 0, n->child[0], 0);
            }
            break;
        default:
            break;
        }
        if (n->target && is_leaf(n) && n->kind != NAME && is_real(n->type)) {
            for (size_t i = 0; i < f->leaf_count; i++) {
                if (f->leaves[i]->kind != NAME &&
                    all_visible(n->scope, f->leaves[i])) {
                    add(f, EXCHANGED, n, POSTFIX_LEVEL, 1,
                        node_text(f->s, f->leaves[i]));
                }
            }
        }
        bool callee = n->parent->kind == CALL && n->parent->child[0] == n;
        if (value && n->kind != ASSIGN && n->kind != UNARY &&
            (n->kind != GROUP || is_root(n)) && n->kind != POSTFIX && !callee &&
            n->kind != TEXT) {
            edit_value(f, n);
        }
    }
    for (size_t i = 0; i < n->children; i++) {
        edit_expression(f, n->child[i]);
    }
}

/* ---- Parentheses: any pair put in, taken away, or one of it moved ---- */

static void shape(const Source *s, const Node *n, char *text, size_t size)
{
    while (n->kind == GROUP) {
        n = n->child[0];
    }
    size_t used = strlen(text);
    if (n->children == 0) {
        for (int t = n->first; t <= n->last; t++) {
            used += (size_t)snprintf(text + used, used < size ? size - used : 0,
                                     "%.*s ", (int)s->tokens[t].length,
                                     s->tokens[t].text);
            used = used < size ? used : size - 1;
        }
        return;
    }
    snprintf(text + used, size - used, "(%d%.*s", (int)n->kind,
             n->kind == CALL || n->kind == INDEX
                 ? 0
                 : (int)s->tokens[n->mark].length,
             s->tokens[n->mark].text);
    for (size_t i = 0; i < n->children; i++) {
        shape(s, n->child[i], text, size);
    }
    used = strlen(text);
    snprintf(text + used, size - used, ")");
}

enum { MAX_TOKENS = 70, SHAPE = 1200 };

typedef struct Regroup {
    Finder *f;
    Node *root;
    char own[SHAPE];
    char (*seen)[SHAPE];
    size_t count;
} Regroup;

/* Whether numbers are not called, indexed or given pointers to multiply. */
static bool sensible(const Source *s, const Node *n)
{
    Type first = n->children > 0 ? n->child[0]->type : (Type){"?", 0};
    if (n->kind == COMMA ||
        (n->kind == MEMBER && scalar(first) && first.pointers == 0) ||
        (n->kind == CALL && n->child[0]->kind != NAME) ||
        (n->kind == CALL && scalar(first)) ||
        (n->kind == INDEX && first.pointers == 0 && first.base[0] != '?')) {
        return false;
    }
    int level = n->kind == BINARY ? binary_precedence(s, n->mark) : 0;
    Type second = n->children > 1 ? n->child[1]->type : first;
    if ((level == 12 && (first.pointers > 0 || second.pointers > 0)) ||
        (level == 11 && (is_real(first) || is_real(second)) &&
         (first.pointers > 0 || second.pointers > 0)) ||
        (n->kind == UNARY && token_is(s, n->mark, "*") && first.pointers == 0 &&
         first.base[0] != '?')) {
        return false;
    }
    for (size_t i = 0; i < n->children; i++) {
        if (!sensible(s, n->child[i])) {
            return false;
        }
    }
    return true;
}

/* The root's tokens without `drop` (if not −1) or with parentheses before
   `open` and behind `close`. */
static void regroup(Regroup *r, int open, int close, int drop1, int drop2,
                    int cost, int line_token)
{
    enum { MAX_SEEN = 120 };
    Source view = *r->f->s;
    Token tokens[MAX_TOKENS + 3];
    int count = 0;
    static const Token left = {"(", 1, MARK_TOKEN, 0},
                       right = {")", 1, MARK_TOKEN, 0},
                       end = {"", 0, END_TOKEN, 0};
    char text[800] = "";
    for (int t = r->root->first; t <= r->root->last; t++) {
        const Token *token = &view.tokens[t];
        if (t > r->root->first &&
            token[-1].text + token[-1].length < token->text) {
            strcat(text, " ");
        }
        if (t == open) {
            tokens[count++] = left;
            strcat(text, "(");
        }
        if (t != drop1 && t != drop2) {
            tokens[count++] = *token;
            strncat(text, token->text, token->length);
        }
        if (t == close) {
            tokens[count++] = right;
            strcat(text, ")");
        }
        if (strlen(text) > 700) {
            return;
        }
    }
    tokens[count] = end;
    view.tokens = tokens;
    view.count = count + 1;
    Node *n = expression_again(&view, 0, count - 1, r->root->scope);
    if (n == NULL || !sensible(&view, n)) {
        return;
    }
    char new[SHAPE] = "";
    shape(&view, n, new, sizeof new);
    if (strcmp(new, r->own) == 0 || r->count >= MAX_SEEN) {
        return;
    }
    for (size_t i = 0; i < r->count; i++) {
        if (strcmp(new, r->seen[i]) == 0) {
            return;
        }
    }
    strcpy(r->seen[r->count++], new);
    Edit *e = add(r->f, PARENTHESES, r->root, precedence(&view, n), cost,
                  keep_text(text, strlen(text)));
    e->widens = true;
    e->line = r->f->s->tokens[line_token].line;
}

static bool opens(const Source *s, int t)
{
    return token_is(s, t, "(") || token_is(s, t, "[") || token_is(s, t, "{");
}

static bool closes(const Source *s, int t)
{
    return token_is(s, t, ")") || token_is(s, t, "]") || token_is(s, t, "}");
}

static void edit_parentheses(Finder *f, Node *root)
{
    if (root->last - root->first >= MAX_TOKENS ||
        root->last - root->first < 2 || root->kind == BRACES) {
        return;
    }
    static char seen[130][SHAPE];
    Source *s = f->s;
    Regroup r = {.f = f, .root = root, .seen = seen};
    shape(s, root, r.own, sizeof r.own);
    for (int i = root->first; i <= root->last; i++) {
        int match = -1;
        if (token_is(s, i, "(")) {
            int depth = 0;
            for (int t = i; t <= root->last; t++) {
                depth += opens(s, t) - closes(s, t);
                if (depth == 0) {
                    match = t;
                    break;
                }
            }
            regroup(&r, -1, -1, i, match, 2, i);
            for (int t = root->first; t <= root->last; t++) {
                if (t > i && t != match - 1) {
                    regroup(&r, -1, t, match, -1, 2, i);
                }
                if (t < match && t != i + 1) {
                    regroup(&r, t, -1, i, -1, 2, i);
                }
            }
        }
        bool behind_operand =
            i > root->first &&
            (closes(s, i - 1) || s->tokens[i - 1].kind != MARK_TOKEN);
        if (closes(s, i) ||
            (s->tokens[i].kind == MARK_TOKEN &&
             (behind_operand || (!token_is(s, i, "(") && !token_is(s, i, "-") &&
                                 !token_is(s, i, "*"))))) {
            continue;
        }
        int depth = 0;
        for (int j = i; j <= root->last; j++) {
            depth += opens(s, j) - closes(s, j);
            if (depth < 0) {
                break;
            }
            bool ends = closes(s, j) || s->tokens[j].kind != MARK_TOKEN;
            if (depth == 0 && j > i && ends) {
                regroup(&r, i, j, -1, -1, 2, i);
            }
        }
    }
}

/* ---- Statements ---- */

typedef struct Places {
    Node *statement[200];
    size_t count;
} Places;

static bool is_list(const Node *n)
{
    return n->kind == BLOCK || n->kind == CASE;
}

static void collect_statements(Node *n, Places *p)
{
    if (is_expression(n)) {
        return;
    }
    bool body = n->parent != NULL &&
                !(n->parent->kind == FOR && n->kind == DECLARATION) &&
                n->kind != DECLARATOR;
    if (body && p->count < 200) {
        p->statement[p->count++] = n;
    }
    for (size_t i = 0; i < n->children; i++) {
        collect_statements(n->child[i], p);
    }
}

static bool holds_in_place(const Node *n)
{
    if (n->kind == DECLARATOR && n->variable->in_place) {
        return true;
    }
    for (size_t i = 0; i < n->children; i++) {
        if (holds_in_place(n->child[i])) {
            return true;
        }
    }
    return false;
}

static bool holds_kind(const Node *n, NodeKind kind)
{
    if (n->kind == kind) {
        return true;
    }
    for (size_t i = 0; i < n->children; i++) {
        if (holds_kind(n->child[i], kind)) {
            return true;
        }
    }
    return false;
}

/* What can be seen at the statement, and with it its own variables. */
static bool fits_at(const Node *moved, const Node *place)
{
    for (const Variable *v = place->scope; v != NULL; v = v->outer) {
        if (v->node != NULL && is_inside(v->node, moved)) {
            return true; /* its own, seen by later ones */
        }
    }
    return true;
}

static bool names_visible(const Node *n, const Node *moved,
                          const Variable *scope)
{
    if (n->kind == NAME && n->variable != NULL &&
        !(n->variable->node && is_inside(n->variable->node, moved)) &&
        !visible(scope, n->variable)) {
        return false;
    }
    for (size_t i = 0; i < n->children; i++) {
        if (!names_visible(n->child[i], moved, scope)) {
            return false;
        }
    }
    return true;
}

static bool in_loop_or_switch(const Node *n)
{
    for (; n != NULL; n = n->parent) {
        if (n->kind == FOR || n->kind == WHILE || n->kind == DO ||
            n->kind == SWITCH) {
            return true;
        }
    }
    return false;
}

static bool in_loop(const Node *n)
{
    for (; n != NULL; n = n->parent) {
        if (n->kind == FOR || n->kind == WHILE || n->kind == DO) {
            return true;
        }
    }
    return false;
}

static int distance(const Places *p, const Node *a, const Node *b)
{
    int i = 0, j = 0;
    for (int k = 0; k < (int)p->count; k++) {
        i = p->statement[k] == a ? k : i;
        j = p->statement[k] == b ? k : j;
    }
    return i < j ? j - i : i - j;
}

static void edit_moves(Finder *f, const Places *p, Node *n)
{
    if (n->kind == BLOCK || n->kind == CASE || n->kind == NOTHING ||
        holds_in_place(n) || n->last - n->first > 60) {
        return;
    }
    for (size_t i = 0; i < p->count; i++) {
        Node *place = p->statement[i];
        bool own_body = place->kind == BLOCK;
        if (is_inside(place, n) || own_body || place->kind == CASE ||
            place->kind == NOTHING || !fits_at(n, place) ||
            !names_visible(n, n, place->scope)) {
            continue;
        }
        if ((holds_kind(n, BREAK) && !in_loop_or_switch(place->parent)) ||
            (holds_kind(n, CONTINUE) && !in_loop(place->parent))) {
            continue;
        }
        int far = distance(p, n, place);
        if (far > 12) {
            continue;
        }
        for (int after = 0; after < 2; after++) {
            bool last_of_list =
                is_list(place->parent)
                    ? place->parent->child[place->parent->children - 1] == place
                    : true;
            if (after && !last_of_list) {
                continue;
            }
            Edit *e = add(f, STATEMENT_MOVED, n, 0, 2 + (far > 3), NULL);
            e->beside = place;
            e->after = after;
        }
    }
}

static void guard_with(Finder *f, Node *n, const char *condition)
{
    Edit *e = add(f, CONDITION_ABSENT, n, 0, 4, condition);
    e->guards = true;
}

static void used_pointers(Finder *f, Node *statement, Node *n)
{
    if (n->kind == NAME && n->variable != NULL && n->variable->parameter) {
        if (n->variable->type.pointers > 0) {
            guard_with(f, statement, words("%s != NULL", n->variable->name));
        } else if (is_real(n->variable->type) ||
                   strcmp(n->variable->type.base, "size_t") == 0) {
            guard_with(f, statement, words("%s != 0", n->variable->name));
        }
    }
    for (size_t i = 0; i < n->children; i++) {
        used_pointers(f, statement, n->child[i]);
    }
}

static void guard_by_counters(Finder *f, Node *n)
{
    for (Node *p = n->parent; p != NULL; p = p->parent) {
        if (p->kind != FOR || p->child[0]->kind != DECLARATION ||
            p->child[0]->children != 1) {
            continue;
        }
        const char *counter = p->child[0]->child[0]->variable->name;
        guard_with(f, n, words("%s == 0", counter));
        if (n->kind == IF) {
            with(f, LOGIC, n->child[0], 4, 4, words("\1 && %s == 0", counter),
                 n->child[0], 4, NULL, 0);
            with(f, LOGIC, n->child[0], 4, 4, words("\1 && %s != 0", counter),
                 n->child[0], 4, NULL, 0);
        }
    }
}

static void add_statement(Finder *f, Node *beside, bool after, int cost,
                          const char *text)
{
    Edit *e = add(f, STATEMENT_ABSENT, beside, 0, cost, text);
    e->beside = beside;
    e->after = after;
    e->adds = true;
}

/* What is added to must start somewhere: L = 0 before each loop around it. */
static void edit_starts(Finder *f, Node *n)
{
    if (n->kind == ASSIGN && !token_is(f->s, n->mark, "=") &&
        is_arithmetic(n->type)) {
        for (Node *p = n; p != NULL; p = p->parent) {
            bool loop = p->kind == FOR || p->kind == WHILE || p->kind == DO;
            if (loop && all_visible(p->scope, n->child[0])) {
                add_statement(f, p, false, 4,
                              words("%s = 0;", node_text(f->s, n->child[0])));
            }
        }
    }
    for (size_t i = 0; i < n->children; i++) {
        edit_starts(f, n->child[i]);
    }
}

static void edit_statements(Finder *f, Node *body)
{
    static Places p;
    p.count = 0;
    collect_statements(body, &p);
    for (size_t i = 0; i < p.count; i++) {
        Node *n = p.statement[i];
        if (n->kind == DECLARATION) {
            for (size_t k = 0; k < n->children; k++) {
                Node *d = n->child[k];
                if (d->children == 0 && !d->variable->in_place &&
                    d->type.pointers == 0 && is_arithmetic(d->type)) {
                    add(f, START_VALUE, d, 0, 1, "0");
                    Values v = is_real(d->type) ? real_values(f, n)
                                                : whole_values(f, n);
                    for (size_t j = 0; j < v.count; j++) {
                        add(f, START_VALUE, d, 0, 2, v.text[j]);
                    }
                }
            }
        }
        if (n->kind != DECLARATION && n->kind != BLOCK && n->kind != NOTHING &&
            n->kind != CASE && !holds_in_place(n)) {
            int size = n->last - n->first + 1;
            add(f, STATEMENT_TOO_MANY, n, 0, 2 + size / 12, NULL);
            used_pointers(f, n, n);
            guard_by_counters(f, n);
        }
        if (n->kind == IF) {
            Node *c = n->child[0];
            if (c->kind != NUMBER) {
                add(f, CONDITION_WRONG, c, PRIMARY_LEVEL, 3, "1");
                Edit *e = add(f, CONDITION_WRONG, c, UNARY_LEVEL, 2, "!\1");
                hole(e, 0, c, UNARY_LEVEL);
            }
        }
        if (n->kind == BREAK || n->kind == CONTINUE ||
            (n->kind == RETURN && n->children == 0)) {
            static const char *const leaves[] = {"break;", "continue;",
                                                 "return;"};
            for (int k = 0; k < 3; k++) {
                bool own = token_is(f->s, n->first,
                                    k == 0   ? "break"
                                    : k == 1 ? "continue"
                                             : "return");
                bool fits = k == 2 ? strcmp(f->function->type.base, "void") == 0
                            : k == 1 ? in_loop(n)
                                     : in_loop_or_switch(n);
                if (!own && fits) {
                    Edit *e = add(f, STATEMENT_WRONG, n, 0, 1, leaves[k]);
                    e->beside = n;
                    e->replaces = true;
                }
            }
        }
        edit_moves(f, &p, n);
        if (n->kind == EXPRESSION || n->kind == IF) {
            if (in_loop_or_switch(n)) {
                add_statement(f, n, true, 3, "break;");
            }
        }
    }
    for (size_t i = 0; i < p.count; i++) {
        Node *loop = p.statement[i];
        Node *inside = loop->kind == WHILE ? loop->child[1] : NULL;
        if (inside != NULL && inside->kind == BLOCK && inside->children > 0) {
            for (Variable *v = loop->scope; v != NULL; v = v->outer) {
                if (is_whole(v->type) && !v->parameter) {
                    add_statement(f, inside->child[inside->children - 1], true,
                                  3, words("%s++;", v->name));
                }
            }
        }
    }
    edit_starts(f, body);
    Node *last = body->children > 0 ? body->child[body->children - 1] : body;
    for (Variable *v = last->scope;
         last != body && last->kind != RETURN && v != NULL; v = v->outer) {
        if ((is_real(f->function->type) && is_real(v->type)) ||
            (is_whole(f->function->type) && is_whole(v->type))) {
            add_statement(f, last, true, 3, words("return %s;", v->name));
        }
    }
}

/* ---- All ---- */

static void walk(Finder *f, Node *n)
{
    if (is_expression(n)) {
        edit_expression(f, n);
        Node *root = n->kind == ASSIGN ? n->child[1] : n;
        edit_parentheses(f, root);
        return;
    }
    if (n->kind == CASE && n->children == 2) {
        walk(f, n->child[1]);
        return;
    }
    for (size_t i = 0; i < n->children; i++) {
        if (n->child[i]->kind == BRACES) { /* each of its values */
            edit_expression(f, n->child[i]);
            for (size_t k = 0; k < n->child[i]->children; k++) {
                edit_parentheses(f, n->child[i]->child[k]);
            }
        } else {
            walk(f, n->child[i]);
        }
    }
}

/* A long function has too many edits to be compiled in a moment: those that are
   seldom the mistake go. */
static void keep_the_likely(Edits *edits)
{
    enum { ENOUGH = 2500 };
    static const struct {
        EditKind kind;
        int from_cost;
    } seldom[] = {
        {FACTOR_ABSENT, 3},    {TERM_ABSENT, 3}, {CALL_ABSENT, 3},
        {WHOLE_EXPRESSION, 6}, {EXCHANGED, 3},   {CALL_ABSENT, 2},
        {FACTOR_ABSENT, 2},    {TERM_ABSENT, 2}, {EXCHANGED, 2},
        {STATEMENT_MOVED, 0},  {PARENTHESES, 0}, {WHOLE_EXPRESSION, 0}};
    size_t left = edits->count;
    for (size_t k = 0; k < sizeof seldom / sizeof seldom[0]; k++) {
        for (size_t i = 0; i < edits->count && left > ENOUGH; i++) {
            Edit *e = &edits->list[i];
            if (!e->dropped && e->kind == seldom[k].kind &&
                e->cost >= seldom[k].from_cost) {
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
        walk(&finder, f->body);
        edit_statements(&finder, f->body);
    }
    keep_the_likely(edits);
}
