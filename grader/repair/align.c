#include "align.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_VARIABLES = 60, MAX_ITEMS = 60 };

/* A right function beside the student's. */
typedef struct Pair {
    Source *s, *right;
    FunctionText *own, *other;
    Edits *edits;
    Aligned *out;
    /* of the right function, what the student calls them (or NULL), and of the
       student's */
    const Variable *theirs[MAX_VARIABLES], *ours[MAX_VARIABLES],
        *locals[MAX_VARIABLES];
    size_t their_count, local_count;
    int votes[MAX_VARIABLES][MAX_VARIABLES]; /* theirs for ours */
    bool voting;   /* first round: any name may be any other */
    bool wrapping; /* looking at operands by themselves */
    bool too_many;
} Pair;

/* ---- Variables ---- */

static size_t index_of(const Variable *const *list, size_t count,
                       const Variable *v)
{
    size_t i = 0;
    while (i < count && list[i] != v) {
        i++;
    }
    return i;
}

/* A number may be of another type; the type is looked at by itself. */
static bool alike(const Variable *a, const Variable *b)
{
    if (a == NULL || b == NULL) {
        return false;
    }
    bool number = is_real(a->type) || is_whole(a->type);
    return same_type(a->type, b->type) ||
           (number && (is_real(b->type) || is_whole(b->type)));
}

static size_t list_variables(const FunctionText *f, const Variable **list)
{
    size_t count = 0;
    for (const Variable *v = f->variables; v != NULL; v = v->next) {
        if (count < MAX_VARIABLES) {
            list[count++] = v;
        }
    }
    return count;
}

/* Parameters by their place; the list of all begins with the last. */
static void match_parameters(Pair *p)
{
    size_t j = p->local_count;
    for (size_t i = p->their_count; i-- > 0;) {
        bool found = !p->theirs[i]->parameter;
        while (!found && j > 0) {
            j--;
            found = p->locals[j]->parameter;
        }
        p->ours[i] =
            p->theirs[i]->parameter && j < p->local_count ? p->locals[j] : NULL;
    }
}

/* The pairs of names that stood in the same places most often. */
static void match_locals(Pair *p)
{
    for (;;) {
        int most = 0;
        size_t their = 0, our = 0;
        for (size_t i = 0; i < p->their_count; i++) {
            for (size_t j = 0; j < p->local_count; j++) {
                if (p->votes[i][j] > most) {
                    most = p->votes[i][j];
                    their = i;
                    our = j;
                }
            }
        }
        if (most == 0) {
            return;
        }
        p->ours[their] = p->locals[our];
        for (size_t k = 0; k < MAX_VARIABLES; k++) {
            p->votes[their][k] = p->votes[k][our] = 0;
        }
    }
}

static const Variable *ours(const Pair *p, const Variable *theirs)
{
    size_t i = index_of(p->theirs, p->their_count, theirs);
    return i < p->their_count ? p->ours[i] : NULL;
}

static void vote(Pair *p, const Variable *a, const Variable *b)
{
    size_t i = index_of(p->theirs, p->their_count, b),
           j = index_of(p->locals, p->local_count, a);
    if (p->voting && i < p->their_count && j < p->local_count &&
        !a->parameter && !b->parameter && alike(a, b)) {
        p->votes[i][j] += 2 + (strcmp(a->name, b->name) == 0);
    }
}

/* ---- Their text in our names ---- */

typedef struct Words {
    char text[600];
    bool impossible; /* it needs what the student's function has not */
} Words;

static void say(Words *w, const char *text, size_t length)
{
    size_t used = strlen(w->text);
    if (used + length + 1 > sizeof w->text) {
        w->impossible = true;
        return;
    }
    memcpy(w->text + used, text, length);
    w->text[used + length] = '\0';
}

static bool is_written(const Node *n, const Variable *v)
{
    bool found = n->target && n->kind == NAME && n->variable == v;
    for (size_t i = 0; i < n->children && !found; i++) {
        found = is_written(n->child[i], v);
    }
    return found;
}

/* What their variable only stands for, if the student has none for it. */
static Node *stands_for(const Pair *p, const Variable *v, const Node *root,
                        const Variable *scope)
{
    const Variable *own = v != NULL ? ours(p, v) : NULL;
    if (v == NULL || v->node == NULL || is_inside(v->node, root) ||
        (own != NULL && is_visible(scope, own)) || v->in_place ||
        v->node->children != 1 || v->node->child[0]->kind == BRACES ||
        is_written(p->other->body, v)) {
        return NULL;
    }
    return v->node->child[0];
}

static void say_node(const Pair *p, Words *w, const Node *root, const Node *n,
                     const Variable *scope);

static void say_in(const Pair *p, Words *w, const Node *root, const Node *n,
                   const Variable *scope, const char *around)
{
    say(w, around, around[0] != ' ');
    say_node(p, w, root, n, scope);
    say(w, around + 1, around[1] != ' ');
}

/* A name of theirs. */
static void say_name(const Pair *p, Words *w, const Node *root, const Node *n,
                     const Variable *scope)
{
    const Variable *v = n->variable, *own = v != NULL ? ours(p, v) : NULL;
    const Node *value = stands_for(p, v, root, scope);
    const char *name = node_text(p->right, n);
    if (value != NULL) {
        say_in(p, w, root, value, scope, value->children == 0 ? "  " : "()");
        return;
    }
    bool inside = v != NULL && v->node != NULL && is_inside(v->node, root);
    if (v == NULL) {
        w->impossible = w->impossible || (!is_declared(p->s, 'c', name) &&
                                          !is_declared(p->s, 'f', name) &&
                                          (is_declared(p->right, 'o', name) ||
                                           is_declared(p->right, 'c', name) ||
                                           is_declared(p->right, 'f', name)));
    } else if (!inside && own != NULL && is_visible(scope, own)) {
        name = own->name;
    } else if (!inside) {
        w->impossible = true;
    }
    say(w, name, strlen(name));
}

static void say_node(const Pair *p, Words *w, const Node *root, const Node *n,
                     const Variable *scope)
{
    if (n->kind == NAME) {
        say_name(p, w, root, n, scope);
        return;
    }
    const Node *row = n->kind == INDEX && n->child[0]->kind == NAME
                          ? stands_for(p, n->child[0]->variable, root, scope)
                          : NULL;
    if (row != NULL && row->kind == BINARY &&
        token_is(p->right, row->mark, "+") && row->child[0]->kind == NAME) {
        /* row[k], where row is x + e: x[e + k] */
        bool first = token_is(p->right, n->child[1]->first, "0");
        say_node(p, w, root, row->child[0], scope);
        say_in(p, w, root, row->child[1], scope, first ? "[]" : "[ ");
        if (!first) {
            say(w, " + ", 3);
            say_in(p, w, root, n->child[1], scope, " ]");
        }
        return;
    }
    size_t c = 0;
    for (int t = n->first; t <= n->last && !w->impossible; t++) {
        const Token *token = &p->right->tokens[t];
        if (t > n->first && token[-1].text + token[-1].length < token->text) {
            say(w, " ", 1);
        }
        while (c < n->children && n->child[c]->first < t) {
            c++;
        }
        if (c < n->children && n->child[c]->first == t) {
            say_node(p, w, root, n->child[c], scope);
            t = n->child[c]->last;
        } else {
            say(w, token->text, token->length);
        }
    }
}

/* NULL: it cannot be said at that place. */
static char *in_our_names(const Pair *p, const Node *n, const Variable *scope)
{
    Words w = {"", false};
    say_node(p, &w, n, n, scope);
    return w.impossible ? NULL : keep_text(w.text, strlen(w.text));
}

/* ---- Keeping a difference ---- */

/* The edit, which may be there already. */
static void keep_edit(Pair *p, Edit wanted)
{
    Aligned *out = p->out;
    Edit *e = find_edit(p->s, p->edits, &wanted);
    if (e == NULL && wanted.text != NULL && wanted.how != MOVES) {
        e = add_edit(p->s, p->edits, wanted.how, wanted.kind, wanted.at,
                     wanted.cost, wanted.text);
        e->beside = wanted.beside;
        e->after = wanted.after;
    }
    if (e == NULL || e->at == NULL) {
        return;
    }
    e->aligned = true;
    e->dropped = false;
    size_t i = (size_t)(e - p->edits->list), k = 0;
    while (k < out->count && out->edit[k] != i) {
        k++;
    }
    p->too_many = p->too_many || k == MAX_DIFFERENCES;
    if (k == out->count && k < MAX_DIFFERENCES) {
        out->edit[out->count++] = i;
    }
}

/* A term, a factor or a call more, or less; else what it is that changes. */
static EditKind kind_of(const Pair *p, const Node *a, const Node *b, int nodes)
{
    enum { SUM_LEVEL = 11, PRODUCT_LEVEL };
    const Node *up = a->parent;
    /* otherwise the one is no operand of the other */
    bool operand = nodes < size_of(a) + size_of(b);
    int more = operand && b->kind == BINARY
                   ? binary_precedence(p->right, b->mark)
                   : 0,
        less =
            operand && a->kind == BINARY ? binary_precedence(p->s, a->mark) : 0;
    EditKind kind =
        a->kind == DECLARATOR || up->kind == DECLARATOR ? START_VALUE
        : up->kind == IF                                ? CONDITION_WRONG
        : less == 0 && more == PRODUCT_LEVEL            ? FACTOR_ABSENT
        : less == 0 && more == SUM_LEVEL                ? TERM_ABSENT
        : less == PRODUCT_LEVEL && more == 0            ? FACTOR_TOO_MANY
        : less == SUM_LEVEL && more == 0                ? TERM_TOO_MANY
        : operand && a->kind != CALL && b->kind == CALL ? CALL_ABSENT
        : operand && a->kind == CALL && b->kind != CALL ? CALL_TOO_MANY
        : up->kind == CALL                              ? ARGUMENTS
        : a->kind == INDEX && b->kind == INDEX          ? INDEXING
        : a->kind == NAME || a->kind == INDEX           ? EXCHANGED
        : a->kind == NUMBER                             ? CONSTANT
                                                        : WHOLE_EXPRESSION;
    return by_place(a, kind);
}

/* Another expression at the node a, in which so many nodes differ. */
static void differ(Pair *p, Node *a, const Node *b, int nodes)
{
    bool starts = a->kind == DECLARATOR,
         callee = a->parent->kind == CALL && a->parent->child[0] == a,
         odd = holds_kind(b, ASSIGN) || (a->target && holds_kind(b, POSTFIX)),
         fits = a->type.pointers == b->type.pointers ||
                a->type.base[0] == '?' || b->type.base[0] == '?';
    if (p->voting || odd || callee || !fits || a->in_sizeof ||
        is_immediate(p->s, a) || is_struct(a->type) ||
        (starts && (a->variable->in_place || !is_arithmetic(a->type)))) {
        return;
    }
    const char *text = in_our_names(p, b, a->scope);
    if (text != NULL) {
        keep_edit(p, (Edit){.how = INSTEAD,
                            .kind = kind_of(p, a, b, nodes),
                            .at = a,
                            .beside = a,
                            .text = text,
                            .cost = (nodes + 1) / 2});
    }
}

/* Another operator between the same. */
static void differ_in_mark(Pair *p, Node *a, const Node *b)
{
    char text[] = "\1 == \2";
    snprintf(text, sizeof text, "\1 %s \2", token_text(p->right, b->mark));
    keep_edit(p, (Edit){.how = INSTEAD,
                        .kind = OPERATOR,
                        .at = a,
                        .beside = a,
                        .text = keep_text(text, strlen(text)),
                        .cost = 1,
                        .hole = {a->child[0], a->child[1]}});
}

/* ---- Expressions ---- */

static int least(int a, int b)
{
    return a < b ? a : b;
}

static Node *bare(Node *n)
{
    while (n->kind == GROUP) {
        n = n->child[0];
    }
    return n;
}

/* Whether a and b are the same but for their children. */
static bool same_head(const Pair *p, const Node *a, const Node *b)
{
    switch (a->kind) {
    case NAME:
        if (a->variable == NULL || b->variable == NULL) {
            return a->variable == b->variable &&
                   same_token(p->s, a->first, p->right, b->first);
        }
        return p->voting && !b->variable->parameter
                   ? !a->variable->parameter && alike(a->variable, b->variable)
                   : ours(p, b->variable) == a->variable;
    case NUMBER:
        return strtod(node_text(p->s, a), NULL) ==
               strtod(node_text(p->right, b), NULL);
    case CAST:
        return same_type(a->type, b->type) ||
               (is_real(a->type) && is_real(b->type));
    case CALL:
        return a->child[0]->kind != NAME || b->child[0]->kind != NAME ||
               same_head(p, a->child[0], b->child[0]);
    case MEMBER:
        return same_token(p->s, a->last, p->right, b->last);
    case UNARY:
    case POSTFIX:
    case BINARY:
    case ASSIGN:
        return same_token(p->s, a->mark, p->right, b->mark);
    default:
        return true;
    }
}

static int expression(Pair *p, Node *a, Node *b, bool tell);

static int operands(Pair *p, Node *a, Node *b, bool crossed, bool tell)
{
    int sum = 0;
    for (size_t i = 0; i < a->children; i++) {
        sum += expression(p, a->child[i],
                          b->child[crossed ? a->children - 1 - i : i], tell);
    }
    return sum;
}

/* A conversion that only one of them has: most often it changes nothing. */
static int conversion(Pair *p, Node *a, Node *b, bool tell)
{
    Node *from = a->kind == CAST ? a->child[0] : a,
         *to = b->kind == CAST ? b->child[0] : b;
    int same = expression(p, from, to, false);
    if (tell && same == 0) {
        differ(p, a, b, 1);
    }
    return 1 + (tell ? expression(p, from, to, true) : same);
}

/* What a variable of the student's stands for that the right function lacks. */
static Node *behind(const Pair *p, Node *a, const Node *b)
{
    const Variable *v = a->kind == NAME ? a->variable : NULL;
    if (p->voting || b->kind == NAME || v == NULL || v->node == NULL ||
        v->in_place || v->node->children != 1 ||
        v->node->child[0]->kind == BRACES || is_written(p->own->body, v) ||
        index_of(p->ours, p->their_count, v) < p->their_count) {
        return a;
    }
    return bare(v->node->child[0]);
}

/* How much differs if the one is an operand of the other: a term, a factor or a
   function more, or less. */
static int wrapped(Pair *p, Node *a, Node *b)
{
    int best = size_of(a) + size_of(b);
    if (p->wrapping || p->voting) {
        return best;
    }
    p->wrapping = true;
    bool outer = b->kind == BINARY || b->kind == CALL || b->kind == UNARY,
         inner = a->kind == BINARY || a->kind == CALL || a->kind == UNARY;
    for (size_t i = 0; outer && i < b->children; i++) {
        best = least(best, expression(p, a, b->child[i], false) + size_of(b) -
                               size_of(b->child[i]));
    }
    for (size_t i = 0; inner && i < a->children; i++) {
        best = least(best, expression(p, a->child[i], b, false) + size_of(a) -
                               size_of(a->child[i]));
    }
    p->wrapping = false;
    return best;
}

/* How many nodes differ. With `tell`, where: as votes, or as edits. */
static int expression(Pair *p, Node *a, Node *b, bool tell)
{
    b = bare(b);
    a = behind(p, bare(a), b);
    if ((a->kind == CAST) != (b->kind == CAST) && is_arithmetic(a->type) &&
        is_arithmetic(b->type)) {
        return conversion(p, a, b, tell);
    }
    int other = size_of(a) + size_of(b), best = other;
    bool crossed = false, head = a->kind == b->kind && same_head(p, a, b);
    bool marks = a->kind == BINARY || a->kind == ASSIGN;
    if (a->kind == b->kind && a->children == b->children && (head || marks)) {
        /* of names that may mean the same, the same are nearest */
        bool named = p->voting && a->kind == NAME &&
                     !same_token(p->s, a->first, p->right, b->first);
        best = !head + named + operands(p, a, b, false, false);
        if (a->kind == BINARY && head &&
            (token_is(p->s, a->mark, "+") || token_is(p->s, a->mark, "*"))) {
            int across = operands(p, a, b, true, false);
            crossed = across < best;
            best = crossed ? across : best;
        }
    }
    int as_operand = wrapped(p, a, b);
    other = least(other, as_operand);
    if (!tell) {
        return least(best, other);
    }
    /* another row of an array, and not another array */
    bool row = !p->voting && a->kind == INDEX && best < other &&
               b->child[0]->kind == NAME &&
               expression(p, a->child[0], b->child[0], false) > 0 &&
               stands_for(p, b->child[0]->variable, b, a->scope) != NULL;
    if (best >= other || row) {
        differ(p, a, b, row ? best : other);
        return least(best, other);
    }
    if (a->kind == NAME && a->variable != NULL) {
        vote(p, a->variable, b->variable);
    }
    if (!head && !p->voting) {
        differ_in_mark(p, a, b);
    }
    operands(p, a, b, crossed, true);
    return best;
}

/* ---- Statements ---- */

typedef struct List {
    Node *item[MAX_ITEMS]; /* statements, and each declarator by itself */
    size_t count;
} List;

static void list_items(Node *n, List *list)
{
    if (n->kind == BLOCK || n->kind == DECLARATION) {
        for (size_t i = 0; i < n->children; i++) {
            list_items(n->child[i], list);
        }
    } else if (n->kind != NOTHING && list->count < MAX_ITEMS) {
        list->item[list->count++] = n;
    }
}

/* Of v = value, as a declaration or not: the value and v. */
static Node *value_of(const Source *s, Node *n, const Variable **v)
{
    Node *e = n->kind == EXPRESSION ? n->child[0] : n;
    if (n->kind == DECLARATOR && n->children == 1) {
        *v = n->variable;
        return n->child[0];
    }
    if (e->kind == ASSIGN && e->child[0]->kind == NAME &&
        token_is(s, e->mark, "=")) {
        *v = e->child[0]->variable;
        return e->child[1];
    }
    return NULL;
}

static int lists(Pair *p, Node *a, Node *b, bool tell);

static Node *condition_of(Node *loop)
{
    bool starts = loop->kind == FOR && (loop->loop_parts & 1);
    return loop->kind == DO                               ? loop->child[1]
           : loop->kind == FOR && !(loop->loop_parts & 2) ? NULL
                                                          : loop->child[starts];
}

static int apart(const Node *a, const Node *b)
{
    return size_of(a) + size_of(b) + 2;
}

static bool same_label(const Pair *p, const Node *a, const Node *b)
{
    return a->children == b->children &&
           (a->children == 1 || strcmp(node_text(p->s, a->child[0]),
                                       node_text(p->right, b->child[0])) == 0);
}

static int statement(Pair *p, Node *a, Node *b, bool tell)
{
    const Variable *x = NULL, *y = NULL;
    Node *left = value_of(p->s, a, &x), *right = value_of(p->right, b, &y);
    if (x != NULL && y != NULL) {
        bool fits = p->voting ? alike(x, y) && x->parameter == y->parameter
                              : ours(p, y) == x;
        if (tell && fits) {
            vote(p, x, y);
        }
        return fits ? expression(p, left, right, tell) : apart(a, b);
    }
    if (a->kind == DECLARATOR && a->kind == b->kind && left == NULL) {
        bool fits = p->voting ? alike(a->variable, b->variable)
                              : ours(p, b->variable) == a->variable;
        if (tell && fits && right != NULL) {
            differ(p, a, right, size_of(right));
        }
        return fits ? right != NULL : apart(a, b);
    }
    if (is_loop(a) && is_loop(b) &&
        (a->kind != b->kind || a->loop_parts != b->loop_parts) &&
        condition_of(a) != NULL && condition_of(b) != NULL) {
        return 2 + expression(p, condition_of(a), condition_of(b), tell) +
               lists(p, a->child[a->kind == DO ? 0 : a->children - 1],
                     b->child[b->kind == DO ? 0 : b->children - 1], tell);
    }
    if (a->kind != b->kind || a->loop_parts != b->loop_parts ||
        a->kind == DECLARATOR || (a->kind == CASE && !same_label(p, a, b)) ||
        (a->kind == RETURN && a->children != b->children) ||
        (a->kind == IF && a->children != b->children)) {
        return apart(a, b);
    }
    /* what writes elsewhere is rather another statement */
    int sum = 0;
    if (a->kind == EXPRESSION && a->child[0]->kind == ASSIGN &&
        b->child[0]->kind == ASSIGN) {
        Node *own = a->child[0]->child[0], *other = b->child[0]->child[0];
        if (own->type.pointers != other->type.pointers) {
            return apart(a, b);
        }
        sum += 4 * (expression(p, own, other, false) > 0);
    }
    for (size_t i = a->kind == CASE ? a->children - 1 : 0; i < a->children;
         i++) {
        Node *own = a->child[i], *other = b->child[i];
        bool both = is_expression(own) && is_expression(other);
        if (!both && (is_expression(own) || is_expression(other))) {
            return apart(a, b);
        }
        sum +=
            both ? expression(p, own, other, tell) : lists(p, own, other, tell);
    }
    return least(sum, apart(a, b));
}

static Node *statement_of(Node *n)
{
    return n->kind == DECLARATOR ? n->parent : n;
}

/* Their statement comes beside the student's, or in its place. */
static void comes(Pair *p, const Node *b, Node *beside, bool after, How how)
{
    if (p->voting || b->kind == CASE) {
        return;
    }
    const Variable *scope = beside->scope;
    const char *text = NULL;
    if (b->kind == DECLARATOR) {
        const Variable *own = ours(p, b->variable);
        const char *value =
            own != NULL && b->children == 1 && is_visible(scope, own)
                ? in_our_names(p, b->child[0], scope)
                : NULL;
        if (value != NULL) {
            char words[700];
            snprintf(words, sizeof words, "%s = %s;", own->name, value);
            text = keep_text(words, strlen(words));
        }
    } else {
        text = in_our_names(p, b, scope);
    }
    if (text != NULL) {
        keep_edit(
            p, (Edit){.how = how,
                      .kind = how == ADDS ? STATEMENT_ABSENT : STATEMENT_WRONG,
                      .at = beside,
                      .beside = beside,
                      .after = after,
                      .text = text,
                      .cost = 4 + size_of(b) / 4});
    }
}

static void goes(Pair *p, Node *a)
{
    if (a->kind != DECLARATOR && !p->voting) {
        keep_edit(p, (Edit){.how = REMOVES, .at = a, .beside = a});
    }
}

/* Two lists of statements: which belong together, and before which of ours each
   of theirs stands. */
typedef struct Matching {
    List a, b;
    int same[MAX_ITEMS][MAX_ITEMS]; /* how much two of them differ */
    int mate[MAX_ITEMS];            /* of ours: which of theirs, or -1 */
    bool taken[MAX_ITEMS];          /* of theirs */
    size_t place[MAX_ITEMS];        /* of theirs */
} Matching;

/* In order, so that least differs. Returns how much. */
static int match_in_order(Matching *m)
{
    size_t rows = m->a.count, columns = m->b.count;
    static int cost[MAX_ITEMS + 1][MAX_ITEMS + 1];
    for (size_t i = rows + 1; i-- > 0;) {
        for (size_t j = columns + 1; j-- > 0;) {
            int best = i == rows && j == columns ? 0 : 1 << 20;
            if (i < rows) {
                best = least(best, size_of(m->a.item[i]) + 1 + cost[i + 1][j]);
            }
            if (j < columns) {
                best = least(best, size_of(m->b.item[j]) + 1 + cost[i][j + 1]);
            }
            if (i < rows && j < columns) {
                best = least(best, m->same[i][j] + cost[i + 1][j + 1]);
            }
            cost[i][j] = best;
        }
    }
    for (size_t i = 0, j = 0; i < rows || j < columns;) {
        bool both = i < rows && j < columns;
        if (both && cost[i][j] == m->same[i][j] + cost[i + 1][j + 1]) {
            m->mate[i++] = (int)j;
            m->taken[j++] = true;
        } else if (i < rows &&
                   cost[i][j] == size_of(m->a.item[i]) + 1 + cost[i + 1][j]) {
            m->mate[i++] = -1;
        } else {
            m->place[j++] = i;
        }
    }
    return cost[0][0];
}

/* What is left over may stand in another order: the closest first. */
static void match_out_of_order(Matching *m)
{
    for (;;) {
        size_t i = 0, j = 0;
        int best = 1 << 20;
        for (size_t x = 0; x < m->a.count; x++) {
            for (size_t y = 0; y < m->b.count && m->mate[x] < 0; y++) {
                int same = m->same[x][y];
                if (!m->taken[y] && same > 0 && same < best) {
                    best = same;
                    i = x;
                    j = y;
                }
            }
        }
        if (best == 1 << 20 || 2 * best >= apart(m->a.item[i], m->b.item[j])) {
            return;
        }
        m->mate[i] = (int)j;
        m->taken[j] = true;
    }
}

static void tell_lists(Pair *p, const Matching *m)
{
    for (size_t i = 0; i < m->a.count; i++) {
        Node *a = m->a.item[i], *b = m->b.item[m->mate[i] < 0 ? 0 : m->mate[i]];
        if (m->mate[i] < 0) {
            goes(p, a);
        } else if (m->same[i][m->mate[i]] < apart(a, b)) {
            statement(p, a, b, true);
        } else if (a->kind != DECLARATOR) {
            comes(p, b, a, false, REPLACES);
        }
    }
    for (size_t j = 0; j < m->b.count && m->a.count > 0; j++) {
        size_t i = m->place[j];
        for (size_t x = 0; x < m->a.count; x++) {
            i = m->mate[x] == (int)j + 1 ? x : i; /* what it comes before */
        }
        bool after = i == m->a.count;
        if (!m->taken[j]) {
            comes(p, m->b.item[j], statement_of(m->a.item[i - after]), after,
                  ADDS);
        }
    }
}

static int lists(Pair *p, Node *a, Node *b, bool tell)
{
    Matching *m = calloc(1, sizeof *m);
    if (m == NULL) {
        abort();
    }
    list_items(a, &m->a);
    list_items(b, &m->b);
    for (size_t i = 0; i < m->a.count; i++) {
        for (size_t j = 0; j < m->b.count; j++) {
            m->same[i][j] = statement(p, m->a.item[i], m->b.item[j], false);
        }
    }
    int cost = match_in_order(m);
    if (tell) {
        match_out_of_order(m);
        tell_lists(p, m);
    }
    free(m);
    return cost;
}

/* What goes in one place and comes in another has moved. */
static void find_moves(Pair *p)
{
    Aligned *all = p->out;
    for (size_t k = 0; k < all->count * all->count; k++) {
        size_t i = k / all->count, j = k % all->count;
        const Edit *from = &p->edits->list[all->edit[i]],
                   *to = &p->edits->list[all->edit[j]];
        Edit move = {.how = MOVES,
                     .at = from->at,
                     .beside = to->beside,
                     .after = to->after};
        if (from->how == REMOVES && to->how == ADDS &&
            same_words(node_text(p->s, from->at), to->text) &&
            find_edit(p->s, p->edits, &move) != NULL) {
            all->edit[i > j ? i : j] = all->edit[--all->count];
            all->edit[i > j ? j : i] = all->edit[--all->count];
            keep_edit(p, move);
            k = 0;
        }
    }
}

/* ---- All right functions that are there ---- */

static bool compare(Source *s, FunctionText *own, Source *right,
                    const char *name, Edits *edits, Aligned *out)
{
    static Pair p;
    FunctionText *other = source_function(right, name);
    if (other == NULL) {
        return false;
    }
    p = (Pair){.s = s,
               .right = right,
               .own = own,
               .other = other,
               .edits = edits,
               .out = out,
               .voting = true};
    p.their_count = list_variables(other, p.theirs);
    p.local_count = list_variables(own, p.locals);
    match_parameters(&p);
    lists(&p, own->body, other->body, true);
    match_locals(&p);
    p.voting = false;
    *out = (Aligned){.count = 0};
    lists(&p, own->body, other->body, true);
    find_moves(&p);
    return !p.too_many && out->count > 0;
}

/* The next name that MISTAKE(function, NAME, ...) gives to a right variant. */
static const char *next_variant(const Source *s, const char *function, int *at)
{
    for (int t = *at; t + 4 < s->count; t++) {
        if (token_is(s, t, "MISTAKE") && token_is(s, t + 2, function)) {
            *at = t + 4;
            return keep_text(s->tokens[t + 4].text, s->tokens[t + 4].length);
        }
    }
    return NULL;
}

size_t align(Source *s, FunctionText *function, const char *exercise,
             const char *name, Edits *edits, Aligned out[MAX_ALIGNED])
{
    static const char *const patterns[] = {"solutions/%02d*.c",
                                           "tests/variants/%02d*.c"};
    size_t count = 0;
    for (size_t k = 0; k < sizeof patterns / sizeof patterns[0]; k++) {
        char pattern[100];
        glob_t found;
        snprintf(pattern, sizeof pattern, patterns[k], atoi(exercise));
        if (glob(pattern, 0, NULL, &found) != 0) {
            continue;
        }
        for (size_t i = 0; i < found.gl_pathc; i++) {
            Source *right = source_read(found.gl_pathv[i], "src");
            int at = 0;
            const char *next = k == 0 ? name : next_variant(right, name, &at);
            while (next != NULL && count < MAX_ALIGNED) {
                count += compare(s, function, right, next, edits, &out[count]);
                next = k == 0 ? NULL : next_variant(right, name, &at);
            }
        }
        globfree(&found);
    }
    return count;
}
