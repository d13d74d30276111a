#include "program.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/* ---- A text that grows, and its lines are counted ---- */

typedef struct Text {
    char *bytes;
    size_t length, room;
    int line;
} Text;

static void put_bytes(Text *o, const char *bytes, size_t length)
{
    if (o->length + length + 1 > o->room) {
        o->room = 2 * o->room + length + 4096;
        o->bytes = realloc(o->bytes, o->room);
        if (o->bytes == NULL) {
            abort();
        }
    }
    memcpy(o->bytes + o->length, bytes, length);
    o->length += length;
    o->bytes[o->length] = '\0';
    for (size_t i = 0; i < length; i++) {
        o->line += bytes[i] == '\n';
    }
}

static void put(Text *o, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
static void put(Text *o, const char *format, ...)
{
    char text[1000];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    put_bytes(o, text,
              (size_t)length < sizeof text ? (size_t)length : sizeof text - 1);
}

/* ---- The program of choices ---- */

typedef struct Writer {
    Source *s;
    Edits *edits;
    int *first_of; /* by site: its edits are chained */
    int *next_of;
    Text out;
} Writer;

static void put_expression(Writer *w, Node *n, bool live);
static void put_statement(Writer *w, Node *n, bool live);

static int first_edit(const Writer *w, const Node *n)
{
    int i = n->site == 0 ? -1 : w->first_of[n->site];
    while (i >= 0 && w->edits->list[i].dropped) {
        i = w->next_of[i];
    }
    return i;
}

static int next_edit(const Writer *w, int i)
{
    do {
        i = w->next_of[i];
    } while (i >= 0 && w->edits->list[i].dropped);
    return i;
}

static const Variable *find_variable(const Variable *scope, const Token *t)
{
    for (; scope != NULL; scope = scope->outer) {
        if (strlen(scope->name) == t->length &&
            memcmp(scope->name, t->text, t->length) == 0) {
            return scope;
        }
    }
    return NULL;
}

/* Local variables are declared at the function's start, under names of their own. */
static void put_name(Writer *w, const Variable *v, const Token *t)
{
    if (v != NULL && !v->parameter && !v->in_place) {
        put(&w->out, "%s__%d ", v->name, v->number);
    } else {
        put_bytes(&w->out, t->text, t->length);
        put_bytes(&w->out, " ", 1);
    }
}

static void put_token(Writer *w, const Variable *scope, int t)
{
    const Token *token = &w->s->tokens[t];
    bool member =
        t > 0 && (token_is(w->s, t - 1, ".") || token_is(w->s, t - 1, "->"));
    put_name(w,
             token->kind == NAME_TOKEN && !member ? find_variable(scope, token)
                                                  : NULL,
             token);
}

/* Names in an edit's own text. */
static void put_words(Writer *w, const Variable *scope, const char *text,
                      size_t length)
{
    for (size_t i = 0; i < length;) {
        size_t n = strspn(
            text + i,
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789");
        n = n > length - i ? length - i : n;
        bool number = text[i] >= '0' && text[i] <= '9';
        bool member =
            i > 0 && (text[i - 1] == '.' ||
                      (i > 1 && text[i - 1] == '>' && text[i - 2] == '-'));
        if (n > 0) {
            Token t = {text + i, n, NAME_TOKEN, 0};
            if (number || member) {
                put_bytes(&w->out, text + i, n);
            } else {
                put_name(w, find_variable(scope, &t), &t);
            }
            i += n;
        } else {
            put_bytes(&w->out, text + i++, 1);
        }
    }
}

static bool bare(const Writer *w, const Node *n)
{
    return n->kind == BRACES ||
           ((n->kind == NAME || n->kind == NUMBER || n->kind == TEXT) &&
            first_edit(w, n) < 0);
}

/* The node's tokens, its children written by themselves; where `given` is not
   NULL, temporaries of that name stand for them. */
static void compose(Writer *w, Node *n, bool live, bool temporaries,
                    int first_temporary)
{
    size_t c = 0;
    for (int t = n->first; t <= n->last; t++) {
        while (c < n->children && n->child[c]->first < t) {
            c++;
        }
        if (c < n->children && n->child[c]->first == t) {
            Node *child = n->child[c];
            if (temporaries && (int)c >= first_temporary) {
                put(&w->out, "t%d_%zu ", n->site, c);
            } else if (bare(w, child) || (n->kind == CALL && c == 0)) {
                compose(w, child, live, false, 0);
            } else {
                put_bytes(&w->out, "(", 1);
                put_expression(w, child, live);
                put_bytes(&w->out, ")", 1);
            }
            t = child->last;
            c++;
        } else {
            put_token(w, n->scope, t);
        }
    }
}

static int child_number(const Node *n, const Node *hole)
{
    for (size_t i = 0; i < n->children; i++) {
        if (n->child[i] == hole) {
            return (int)i;
        }
    }
    return -1;
}

static void put_edit(Writer *w, const Edit *e, bool temporaries)
{
    for (const char *p = e->text; *p != '\0';) {
        if (*p >= 1 && *p <= MAX_HOLES) {
            Node *hole = e->hole[*p - 1];
            int child = temporaries ? child_number(e->at, hole) : -1;
            if (child >= 0) {
                put(&w->out, "t%d_%d", e->site, child);
            } else if (hole == e->at) {
                put_bytes(&w->out, "(", 1);
                compose(w, hole, false, temporaries, hole->kind == CALL);
                put_bytes(&w->out, ")", 1);
            } else {
                put_bytes(&w->out, "(", 1);
                compose(w, hole, false, false, 0);
                put_bytes(&w->out, ")", 1);
            }
            p++;
        } else {
            size_t n = 0;
            while (p[n] != '\0' && !(p[n] >= 1 && p[n] <= MAX_HOLES)) {
                n++;
            }
            put_words(w, e->at->scope, p, n);
            p += n;
        }
    }
}

static bool scalar(Type t)
{
    return is_real(t) || is_whole(t) || t.pointers > 0;
}

/* Whether the operands can be computed once, before the choice. */
static bool operands_first(const Source *s, const Node *n)
{
    int from = n->kind == CALL ? 1 : 0;
    if (n->kind == BINARY) {
        int level = binary_precedence(s, n->mark);
        if (level == 3 || level == 4) {
            return false;
        }
    } else if (n->kind == UNARY) {
        if (!token_is(s, n->mark, "-") && !token_is(s, n->mark, "!")) {
            return false;
        }
    } else if (n->kind != CALL && n->kind != CAST && n->kind != GROUP) {
        return false;
    }
    for (size_t i = (size_t)from; i < n->children; i++) {
        if (!scalar(n->child[i]->type) || n->child[i]->kind == BRACES) {
            return false;
        }
    }
    return true;
}

/* All that the node can be: itself, or what one of its edits makes of it. */
static void put_choices(Writer *w, Node *n)
{
    Text *o = &w->out;
    bool first = operands_first(w->s, n);
    int from = n->kind == CALL ? 1 : 0;
    put(o, "({ ");
    for (size_t i = (size_t)from; first && i < n->children; i++) {
        put(o, "__auto_type t%d_%zu = ", n->site, i);
        put_expression(w, n->child[i], true);
        put(o, "; ");
    }
    bool wide = false;
    for (int i = first_edit(w, n); i >= 0; i = next_edit(w, i)) {
        wide = wide || w->edits->list[i].widens;
    }
    put(o, "typedef __typeof__(");
    compose(w, n, false, first, from);
    put(o, ") y%d; choice[%d] == 0 ? ", n->site, n->site);
    put(o, wide && is_whole(n->type) ? "(double)(" : "(");
    compose(w, n, true, first, from);
    put(o, ")");
    for (int i = first_edit(w, n); i >= 0; i = next_edit(w, i)) {
        Edit *e = &w->edits->list[i];
        put(o, "\n: choice[%d] == %d ? ", n->site, e->value);
        if (!e->widens) {
            put(o, "(y%d)", n->site);
        }
        put(o, "(");
        e->written_at = o->line;
        put_edit(w, e, first);
        put(o, ")");
    }
    put(o, "\n: (");
    compose(w, n, false, first, from);
    put(o, "); })");
}

/* The same for what is written to: a choice of addresses. */
static void put_target(Writer *w, Node *n)
{
    Text *o = &w->out;
    put(o, "*(choice[%d] == 0 ? &(", n->site);
    compose(w, n, true, false, 0);
    put(o, ")");
    for (int i = first_edit(w, n); i >= 0; i = next_edit(w, i)) {
        Edit *e = &w->edits->list[i];
        put(o, "\n: choice[%d] == %d ? (__typeof__(", n->site, e->value);
        compose(w, n, false, false, 0);
        put(o, ") *)&(");
        e->written_at = o->line;
        put_edit(w, e, false);
        put(o, ")");
    }
    put(o, "\n: 0)");
}

static void put_assignment(Writer *w, Node *n)
{
    Text *o = &w->out;
    put(o, "({ __auto_type t%d_1 = ", n->site);
    put_expression(w, n->child[1], true);
    put(o, "; __auto_type t%d_p = &(", n->site);
    put_expression(w, n->child[0], true);
    put(o, "); choice[%d] == 0 ? (*t%d_p ", n->site, n->site);
    put_token(w, NULL, n->mark);
    put(o, "t%d_1)", n->site);
    for (int i = first_edit(w, n); i >= 0; i = next_edit(w, i)) {
        Edit *e = &w->edits->list[i];
        put(o, "\n: choice[%d] == %d ? (", n->site, e->value);
        e->written_at = o->line;
        for (const char *p = e->text; *p != '\0'; p++) {
            if (*p == 1 || *p == 2) {
                put(o, *p == 1 ? "*t%d_p" : "t%d_1", n->site);
            } else {
                put(o, "%c", *p);
            }
        }
        put(o, ")");
    }
    put(o, "\n: *t%d_p; })", n->site);
}

static void put_expression(Writer *w, Node *n, bool live)
{
    if (!live || first_edit(w, n) < 0) {
        compose(w, n, live, false, 0);
    } else if (n->target) {
        put_target(w, n);
    } else if (n->kind == ASSIGN) {
        put_assignment(w, n);
    } else {
        put_choices(w, n);
    }
}

static void put_declarator(Writer *w, Node *d, bool live)
{
    Text *o = &w->out;
    Variable *v = d->variable;
    if (v->in_place) {
        for (int t = v->first_spec; t <= v->last_spec; t++) {
            put_token(w, NULL, t);
        }
        compose(w, d, live && !v->is_static, false, 0);
        put(o, ";\n");
        return;
    }
    if (d->children == 0) {
        put(o, "__builtin_memset(&%s__%d, 0xFE, sizeof %s__%d);\n", v->name,
            v->number, v->name, v->number);
        for (int i = live ? first_edit(w, d) : -1; i >= 0;
             i = next_edit(w, i)) {
            Edit *e = &w->edits->list[i];
            put(o, "if (choice[%d] == %d) ", e->site, e->value);
            e->written_at = o->line;
            put(o, "%s__%d = ", v->name, v->number);
            put_edit(w, e, false);
            put(o, ";\n");
        }
        return;
    }
    put(o, "%s__%d = ", v->name, v->number);
    if (d->child[0]->kind == BRACES) {
        put(o, "(__typeof__(%s__%d))", v->name, v->number);
        compose(w, d->child[0], live, false, 0);
    } else {
        put_expression(w, d->child[0], live);
    }
    put(o, ";\n");
}

static void put_beside(Writer *w, Node *n, bool after)
{
    for (size_t i = 0; i < w->edits->count; i++) {
        Edit *e = &w->edits->list[i];
        if (e->beside != n || e->after != after || e->dropped) {
            continue;
        }
        put(&w->out, "if (choice[%d] == %d) {\n", e->site, e->value);
        e->written_at = w->out.line;
        if (e->adds || e->replaces) {
            put_words(w, n->scope, e->text, strlen(e->text));
        } else {
            put_statement(w, e->at, false);
        }
        put(&w->out, "}\n");
    }
}

static void put_body(Writer *w, Node *n, bool live, bool loop)
{
    put(&w->out, "{\n");
    if (loop) {
        put(&w->out, "STEP;\n");
    }
    put_statement(w, n, live);
    put(&w->out, "}\n");
}

static void put_plain_statement(Writer *w, Node *n, bool live)
{
    Text *o = &w->out;
    size_t last = n->children - 1;
    switch (n->kind) {
    case BLOCK:
        put(o, "{\n");
        for (size_t i = 0; i < n->children; i++) {
            put_statement(w, n->child[i], live);
        }
        put(o, "}\n");
        break;
    case DECLARATION:
        for (size_t i = 0; i < n->children; i++) {
            put_declarator(w, n->child[i], live);
        }
        break;
    case IF:
    case SWITCH:
    case WHILE:
        put(o, n->kind == IF       ? "if ("
               : n->kind == SWITCH ? "switch ("
                                   : "while (");
        put_expression(w, n->child[0], live);
        put(o, ") ");
        put_body(w, n->child[1], live, n->kind == WHILE);
        if (n->children == 3) {
            put(o, "else ");
            put_body(w, n->child[2], live, false);
        }
        break;
    case DO:
        put(o, "do ");
        put_body(w, n->child[0], live, true);
        put(o, "while (");
        put_expression(w, n->child[1], live);
        put(o, ");\n");
        break;
    case FOR: {
        size_t c = 0;
        put(o, "{ ");
        if (n->loop_parts & 1) {
            if (n->child[c]->kind == DECLARATION) {
                put_plain_statement(w, n->child[c], live);
            } else {
                put_expression(w, n->child[c], live);
                put(o, ";\n");
            }
            c++;
        }
        put(o, "for (; ");
        if (n->loop_parts & 2) {
            put_expression(w, n->child[c++], live);
        }
        put(o, "; ");
        if (n->loop_parts & 4) {
            put_expression(w, n->child[c++], live);
        }
        put(o, ") ");
        put_body(w, n->child[last], live, true);
        put(o, "}\n");
        break;
    }
    case CASE:
        for (int t = n->first; t < n->child[last]->first; t++) {
            put_token(w, NULL, t);
        }
        put(o, ";\n");
        put_statement(w, n->child[last], live);
        break;
    case RETURN:
        put(o, "return ");
        if (n->children > 0) {
            put_expression(w, n->child[0], live);
        }
        put(o, ";\n");
        break;
    case EXPRESSION:
        put_expression(w, n->child[0], live);
        put(o, ";\n");
        break;
    default:
        for (int t = n->first; t <= n->last; t++) {
            put_token(w, NULL, t);
        }
        put(o, "\n");
    }
}

/* A statement that edits take out, move away or guard. */
static void put_statement(Writer *w, Node *n, bool live)
{
    Text *o = &w->out;
    if (!live) {
        put_plain_statement(w, n, false);
        return;
    }
    put_beside(w, n, false);
    bool guarded = false;
    for (int i = first_edit(w, n); i >= 0; i = next_edit(w, i)) {
        guarded = guarded || !w->edits->list[i].adds;
    }
    if (guarded) {
        put(o, "if (choice[%d] == 0", n->site);
        for (int i = first_edit(w, n); i >= 0; i = next_edit(w, i)) {
            Edit *e = &w->edits->list[i];
            if (e->adds) {
                put(o, " || choice[%d] == %d", n->site, e->value);
            } else if (e->guards) {
                put(o, "\n || (choice[%d] == %d && (", n->site, e->value);
                e->written_at = o->line;
                put_edit(w, e, false);
                put(o, "))");
            }
        }
        put(o, "\n) {\n");
    }
    put_plain_statement(w, n, true);
    if (guarded) {
        put(o, "}\n");
    }
    put_beside(w, n, true);
}

/* The head, without static: the function is called from outside. */
static void put_head(Writer *w, const FunctionText *f)
{
    for (int t = f->first; t < f->body->first; t++) {
        if (!token_is(w->s, t, "static") && !token_is(w->s, t, "inline")) {
            put_token(w, NULL, t);
        }
    }
}

static void put_function(Writer *w, FunctionText *f)
{
    Text *o = &w->out;
    put_head(w, f);
    put(o, "{\n");
    for (Variable *v = f->variables; v != NULL; v = v->next) {
        if (v->parameter || v->in_place) {
            continue;
        }
        for (int t = v->first_spec; t <= v->last_spec; t++) {
            put_token(w, NULL, t);
        }
        put(o, "%.*s%s__%d;\n", v->type.pointers, "********", v->name,
            v->number);
    }
    put(o, "STEP;\n");
    for (size_t i = 0; i < f->body->children; i++) {
        put_statement(w, f->body->child[i], true);
    }
    put(o, "}\n");
}

/* Everything outside of functions, in order: directives, types, constants. */
static void put_outside(Writer *w)
{
    const Source *s = w->s;
    int depth = 0, start = 0;
    for (int t = 0; t < s->count - 1; t++) {
        if (depth == 0 && s->tokens[t].kind == DIRECTIVE_TOKEN) {
            put_bytes(&w->out, s->tokens[t].text, s->tokens[t].length);
            put(&w->out, "\n");
            start = t + 1;
            continue;
        }
        depth += token_is(s, t, "{");
        if (token_is(s, t, "}") && --depth == 0 && !token_is(s, t + 1, ";") &&
            t + 1 < s->count) {
            bool function = false;
            for (int u = start; u < t && !token_is(s, u, "{"); u++) {
                function = function || token_is(s, u, ")");
            }
            if (function) {
                start = t + 1;
            }
        }
        bool macro = token_is(s, start + 1, "(");
        if (depth == 0 && token_is(s, t, ";") && macro) {
            start = t + 1;
        } else if (depth == 0 && token_is(s, t, ";")) {
            for (int u = start; u <= t; u++) {
                put_token(w, NULL, u);
            }
            put(&w->out, "\n");
            start = t + 1;
        }
    }
}

void write_choices(Source *s, FunctionText *functions, Edits *edits, FILE *file)
{
    Writer w = {.s = s, .edits = edits, .out = {.line = 1}};
    w.first_of = malloc(((size_t)edits->sites + 1) * sizeof(int));
    w.next_of = malloc((edits->count + 1) * sizeof(int));
    for (int i = 0; i <= edits->sites; i++) {
        w.first_of[i] = -1;
    }
    for (size_t i = edits->count; i-- > 0;) {
        w.next_of[i] = w.first_of[edits->list[i].site];
        w.first_of[edits->list[i].site] = (int)i;
    }
    Text *o = &w.out;
    put(o,
        "#include <assert.h>\n#include <math.h>\n#include "
        "<stdbool.h>\n#include <stdint.h>\n"
        "#include <stdio.h>\n#include <stdlib.h>\n#include "
        "<string.h>\n#include <tgmath.h>\n"
        "#define const\nint choice[%d];\nlong steps_left;\nvoid "
        "(*out_of_steps)(void);\n"
        "#define STEP (steps_left-- > 0 ? (void)0 : out_of_steps())\n",
        edits->sites + 1);
    for (FunctionText *f = functions; f != NULL; f = f->next) {
        put(o, "#define %s " PREFIX "%s\n", f->name, f->name);
    }
    put_outside(&w);
    for (FunctionText *f = functions; f != NULL; f = f->next) {
        put_head(&w, f);
        put(o, ";\n");
    }
    for (FunctionText *f = functions; f != NULL; f = f->next) {
        put_function(&w, f);
    }
    fwrite(o->bytes, 1, o->length, file);
    free(o->bytes);
    free(w.first_of);
    free(w.next_of);
}

/* ---- The student's text, changed ---- */

typedef struct Splice {
    const char *from, *to; /* of the old text */
    char *text;
    int order;
} Splice;

typedef struct Patch {
    Source *s;
    Edit *const *edits;
    size_t count;
} Patch;

static const Edit *made_at(const Patch *p, const Node *n)
{
    for (size_t i = 0; i < p->count; i++) {
        if (p->edits[i]->at == n && !p->edits[i]->adds &&
            !p->edits[i]->guards && p->edits[i]->beside == NULL &&
            p->edits[i]->text != NULL) {
            return p->edits[i];
        }
    }
    return NULL;
}

static int wanted_level(const Source *s, const Node *n)
{
    const Node *p = n->parent;
    if (p == NULL) {
        return 0;
    }
    switch (p->kind) {
    case BINARY:
        return binary_precedence(s, p->mark) + (p->child[1] == n);
    case UNARY:
    case CAST:
        return UNARY_LEVEL;
    case INDEX:
    case CALL:
        return p->child[0] == n ? POSTFIX_LEVEL : ASSIGN_LEVEL;
    case MEMBER:
    case POSTFIX:
        return POSTFIX_LEVEL;
    case CONDITION:
        return p->child[0] == n ? 3 : p->child[1] == n ? 0 : CONDITION_LEVEL;
    case ASSIGN:
        return p->child[0] == n ? UNARY_LEVEL : ASSIGN_LEVEL;
    case DECLARATOR:
    case BRACES:
        return ASSIGN_LEVEL;
    default:
        return 0;
    }
}

static void render(const Patch *p, Text *o, Node *n, int wanted,
                   const Edit *not_again)
{
    const Edit *e = made_at(p, n);
    if (e != NULL && e != not_again && n->kind != DECLARATOR) {
        bool parentheses = e->level < wanted;
        put(o, parentheses ? "(" : "%s", "");
        for (const char *c = e->text; *c != '\0'; c++) {
            if (*c >= 1 && *c <= MAX_HOLES) {
                render(p, o, e->hole[*c - 1], e->need[*c - 1], e);
            } else {
                put_bytes(o, c, 1);
            }
        }
        put(o, parentheses ? ")" : "%s", "");
        return;
    }
    bool parentheses = is_expression(n) && precedence(p->s, n) < wanted;
    put(o, parentheses ? "(" : "%s", "");
    size_t c = 0;
    for (int t = n->first; t <= n->last; t++) {
        const Token *token = &p->s->tokens[t];
        if (t > n->first && token[-1].text + token[-1].length < token->text) {
            put_bytes(o, " ", 1);
        }
        while (c < n->children && n->child[c]->first < t) {
            c++;
        }
        if (c < n->children && n->child[c]->first == t) {
            render(p, o, n->child[c], wanted_level(p->s, n->child[c]),
                   not_again);
            t = n->child[c]->last;
        } else {
            put_bytes(o, token->text, token->length);
        }
    }
    put(o, parentheses ? ")" : "%s", "");
}

static bool under_another(const Patch *p, const Edit *e)
{
    for (const Node *n = e->at->parent; n != NULL; n = n->parent) {
        for (size_t i = 0; i < p->count; i++) {
            const Edit *other = p->edits[i];
            if (other != e && other->at == n && !other->adds &&
                !other->guards) {
                return true;
            }
        }
    }
    return false;
}

static int by_place(const void *a, const void *b)
{
    const Splice *x = a, *y = b;
    return x->from != y->from ? (x->from > y->from) - (x->from < y->from)
                              : x->order - y->order;
}

char *patched_source(Source *s, Edit *const *edits, size_t count)
{
    Patch p = {s, edits, count};
    Splice *splice = calloc(4 * count + 1, sizeof *splice);
    size_t splices = 0;
    for (size_t i = 0; i < count; i++) {
        Edit *e = edits[i];
        Node *n = e->at;
        const Token *first = &s->tokens[n->first], *last = &s->tokens[n->last];
        bool listed = n->parent != NULL && n->parent->kind == BLOCK;
        if (e->replaces) {
            splice[splices++] = (Splice){first->text, last->text + last->length,
                                         (char *)e->text, 1};
            continue;
        }
        if (e->beside != NULL) { /* a statement that comes */
            Node *b = e->beside;
            bool bare_place = b->parent->kind == BLOCK;
            const Token *f = &s->tokens[b->first], *l = &s->tokens[b->last];
            Text o = {.line = 1};
            if (e->adds) {
                put_bytes(&o, e->text, strlen(e->text));
            } else {
                render(&p, &o, n, 0, NULL);
            }
            Text framed = {.line = 1};
            put(&framed, e->after ? " " : bare_place ? "%s" : "{ ", "");
            put_bytes(&framed, o.bytes, o.length);
            free(o.bytes);
            put(&framed, !e->after ? " " : bare_place ? "%s" : " }", "");
            const char *at = e->after ? l->text + l->length : f->text;
            splice[splices++] = (Splice){at, at, framed.bytes, 1};
            if (!bare_place) {
                at = e->after ? f->text : l->text + l->length;
                splice[splices++] =
                    (Splice){at, at, e->after ? "{ " : " }", e->after ? 0 : 2};
            }
            if (e->adds) {
                continue;
            }
        }
        if (e->guards) {
            Text o = {.line = 1};
            put(&o, "if (%s) ", e->text);
            splice[splices++] = (Splice){first->text, first->text, o.bytes, 1};
        } else if (n->kind == DECLARATOR) {
            Text o = {.line = 1};
            put(&o, " = %s", e->text);
            splice[splices++] = (Splice){last->text + last->length,
                                         last->text + last->length, o.bytes, 1};
        } else if (e->text == NULL) {
            splice[splices++] = (Splice){first->text, last->text + last->length,
                                         listed ? "" : ";", 1};
        } else if (!under_another(&p, e)) {
            Text o = {.line = 1};
            render(&p, &o, n, wanted_level(s, n), NULL);
            splice[splices++] =
                (Splice){first->text, last->text + last->length, o.bytes, 1};
        }
    }
    qsort(splice, splices, sizeof *splice, by_place);
    Text o = {.line = 1};
    const char *at = s->text;
    for (size_t i = 0; i < splices; i++) {
        if (splice[i].from < at) {
            continue;
        }
        put_bytes(&o, at, (size_t)(splice[i].from - at));
        put_bytes(&o, splice[i].text, strlen(splice[i].text));
        /* what was taken out keeps its lines, so that the others keep their numbers */
        for (const char *c = splice[i].from; c < splice[i].to; c++) {
            if (*c == '\n') {
                put_bytes(&o, "\n", 1);
            }
        }
        at = splice[i].to;
    }
    put_bytes(&o, at, strlen(at));
    free(splice);
    return o.bytes;
}

char *line_of(const char *text, int number)
{
    for (; number > 1 && *text != '\0'; number--) {
        text += strcspn(text, "\n");
        text += *text == '\n';
    }
    text += strspn(text, " \t");
    size_t length = strcspn(text, "\n");
    while (length > 0 &&
           (text[length - 1] == ' ' || text[length - 1] == '\t')) {
        length--;
    }
    return keep_text(text, length);
}
