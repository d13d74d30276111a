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

/* A word; local variables are declared at the function's start, under names of
   their own. */
static void put_word(Writer *w, const Variable *scope, const char *text,
                     size_t length)
{
    while (scope != NULL && (strlen(scope->name) != length ||
                             memcmp(scope->name, text, length) != 0)) {
        scope = scope->outer;
    }
    if (scope != NULL && !scope->parameter && !scope->in_place) {
        put(&w->out, "%s__%d ", scope->name, scope->number);
    } else {
        put_bytes(&w->out, text, length);
        put_bytes(&w->out, " ", 1);
    }
}

static void put_token(Writer *w, const Variable *scope, int t)
{
    const Token *token = &w->s->tokens[t];
    bool member =
        t > 0 && (token_is(w->s, t - 1, ".") || token_is(w->s, t - 1, "->"));
    put_word(w, member ? NULL : scope, token->text, token->length);
}

static void put_tokens(Writer *w, int first, int last)
{
    for (int t = first; t <= last; t++) {
        put_token(w, NULL, t);
    }
}

/* An edit's own text, to the next hole. */
static void put_words(Writer *w, const Variable *scope, const char *text)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQR"
                                  "STUVWXYZ_0123456789";
    const char *end = text + strcspn(text, HOLES);
    for (const char *p = text; p < end;) {
        size_t n = strspn(p, letters);
        bool member = p > text && (p[-1] == '.' || p[-1] == '>') &&
                      (p[-1] == '.' || p[-2] == '-');
        if (n > 0) {
            put_word(w, member ? NULL : scope, p, n);
            p += n;
        } else {
            put_bytes(&w->out, p++, 1);
        }
    }
}

static bool bare(const Writer *w, const Node *n)
{
    return n->kind == BRACES ||
           ((n->kind == NAME || n->kind == NUMBER || n->kind == TEXT) &&
            first_edit(w, n) < 0);
}

/* A child that was computed before the choice. */
static void put_temporary(Writer *w, const Node *n, size_t child)
{
    bool address = n->kind == ASSIGN && child == 0;
    put(&w->out, address ? "(*t%d_%zu)" : "t%d_%zu ", n->site, child);
}

/* The node's tokens, its children written by themselves, or as temporaries. */
static void compose(Writer *w, Node *n, bool live, bool temporaries)
{
    size_t c = 0;
    for (int t = n->first; t <= n->last; t++) {
        while (c < n->children && n->child[c]->first < t) {
            c++;
        }
        if (c == n->children || n->child[c]->first != t) {
            put_token(w, n->scope, t);
            continue;
        }
        Node *child = n->child[c];
        bool callee = n->kind == CALL && c == 0;
        if (temporaries && !callee) {
            put_temporary(w, n, c);
        } else if (bare(w, child) || callee) {
            compose(w, child, live, false);
        } else {
            put(&w->out, "(");
            put_expression(w, child, live);
            put(&w->out, ")");
        }
        t = child->last;
        c++;
    }
}

static void put_edit(Writer *w, Edit *e, bool temporaries)
{
    e->written_at = w->out.line;
    for (const char *p = e->text; *p != '\0';) {
        put_words(w, e->at->scope, p);
        p += strcspn(p, HOLES);
        if (*p == '\0') {
            return;
        }
        Node *hole = e->hole[*p++ - 1];
        size_t child = 0;
        while (child < e->at->children && e->at->child[child] != hole) {
            child++;
        }
        if (temporaries && child < e->at->children) {
            put_temporary(w, e->at, child);
        } else {
            put(&w->out, "(");
            compose(w, hole, false, temporaries && hole == e->at);
            put(&w->out, ")");
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
    int level = n->kind == BINARY ? binary_precedence(s, n->mark) : 0;
    if ((n->kind == UNARY && !token_is(s, n->mark, "-") &&
         !token_is(s, n->mark, "!")) ||
        level == 3 || level == 4 ||
        (n->kind != BINARY && n->kind != UNARY && n->kind != CALL &&
         n->kind != CAST && n->kind != GROUP && n->kind != ASSIGN)) {
        return false;
    }
    for (size_t i = n->kind == CALL; i < n->children; i++) {
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
    put(o, "({ ");
    for (size_t i = n->kind == CALL; first && i < n->children; i++) {
        put(o, "__auto_type t%d_%zu = %s(", n->site, i,
            n->kind == ASSIGN && i == 0 ? "&" : "");
        put_expression(w, n->child[i], true);
        put(o, "); ");
    }
    bool wide = is_whole(n->type) && may_be_real(n);
    bool keeps = !wide && !is_real(n->type) && n->type.base[0] != '?';
    put(o, "typedef __typeof__(");
    compose(w, n, false, first);
    put(o, ") y%d; choice[%d] == 0 ? %s(", n->site, n->site,
        wide ? "(double)" : "");
    compose(w, n, true, first);
    put(o, ")");
    for (int i = first_edit(w, n); i >= 0; i = next_edit(w, i)) {
        Edit *e = &w->edits->list[i];
        put(o, "\n: choice[%d] == %d ? ", n->site, e->value);
        if (keeps) {
            put(o, "(y%d)", n->site);
        }
        put(o, "(");
        put_edit(w, e, first);
        put(o, ")");
    }
    put(o, "\n: (");
    compose(w, n, false, first);
    put(o, "); })");
}

/* The same for what is written to: a choice of addresses. */
static void put_target(Writer *w, Node *n)
{
    Text *o = &w->out;
    put(o, "*(choice[%d] == 0 ? &(", n->site);
    compose(w, n, true, false);
    put(o, ")");
    for (int i = first_edit(w, n); i >= 0; i = next_edit(w, i)) {
        Edit *e = &w->edits->list[i];
        put(o, "\n: choice[%d] == %d ? (__typeof__(", n->site, e->value);
        compose(w, n, false, false);
        put(o, ") *)&(");
        put_edit(w, e, false);
        put(o, ")");
    }
    put(o, "\n: 0)");
}

static void put_expression(Writer *w, Node *n, bool live)
{
    if (!live || first_edit(w, n) < 0) {
        compose(w, n, live, false);
    } else if (n->target) {
        put_target(w, n);
    } else {
        put_choices(w, n);
    }
}

static void put_declarator(Writer *w, Node *d, bool live)
{
    Text *o = &w->out;
    Variable *v = d->variable;
    if (v->in_place) {
        put_tokens(w, v->first_spec, v->last_spec);
        compose(w, d, live && !v->is_static, false);
        put(o, ";\n");
        return;
    }
    if (d->children == 0) {
        put(o, "__builtin_memset(&%s__%d, 0xFE, sizeof %s__%d);\n", v->name,
            v->number, v->name, v->number);
        for (int i = live ? first_edit(w, d) : -1; i >= 0;
             i = next_edit(w, i)) {
            Edit *e = &w->edits->list[i];
            put(o, "if (choice[%d] == %d) %s__%d = ", e->site, e->value,
                v->name, v->number);
            put_edit(w, e, false);
            put(o, ";\n");
        }
        return;
    }
    put(o, "%s__%d = ", v->name, v->number);
    if (d->child[0]->kind == BRACES) {
        put(o, "(__typeof__(%s__%d))", v->name, v->number);
        compose(w, d->child[0], live, false);
    } else {
        put_expression(w, d->child[0], live);
    }
    put(o, ";\n");
}

static void put_beside(Writer *w, Node *n, bool after)
{
    for (size_t i = 0; i < w->edits->count; i++) {
        Edit *e = &w->edits->list[i];
        if (e->beside != n || e->after != after || e->dropped ||
            (e->how != ADDS && e->how != REPLACES && e->how != MOVES)) {
            continue;
        }
        put(&w->out, "if (choice[%d] == %d) {\n", e->site, e->value);
        e->written_at = w->out.line;
        if (e->text != NULL) {
            put_words(w, n->scope, e->text);
        } else {
            put_statement(w, e->at, false);
        }
        put(&w->out, "}\n");
    }
}

/* A child of a statement, in whose tokens it stands. */
static void put_child(Writer *w, const Node *n, Node *child, bool live)
{
    Text *o = &w->out;
    bool loop = n->kind == FOR || n->kind == WHILE || n->kind == DO;
    if (is_expression(child)) {
        put_expression(w, child, live && n->kind != CASE);
    } else if (n->kind == BLOCK) {
        put_statement(w, child, live);
    } else if (child->kind == DECLARATION) { /* of a loop: stands before it */
        put(o, ";");
    } else {
        put(o, "{\n%s", loop ? "STEP;\n" : "");
        put_statement(w, child, live);
        put(o, "}\n");
    }
}

static void put_plain_statement(Writer *w, Node *n, bool live)
{
    bool declares = n->kind == FOR && (n->loop_parts & 1) &&
                    n->child[0]->kind == DECLARATION;
    if (n->kind == DECLARATION) {
        for (size_t i = 0; i < n->children; i++) {
            put_declarator(w, n->child[i], live);
        }
        return;
    }
    put(&w->out, "{\n");
    if (declares) {
        put_plain_statement(w, n->child[0], live);
    }
    size_t c = 0;
    for (int t = n->first; t <= n->last; t++) {
        if (c < n->children && n->child[c]->first == t) {
            put_child(w, n, n->child[c], live);
            t = n->child[c++]->last;
        } else {
            put_token(w, NULL, t);
        }
    }
    put(&w->out, "}\n");
}

/* A statement that edits take out or move away. */
static void put_statement(Writer *w, Node *n, bool live)
{
    if (!live || n->kind == CASE) {
        put_plain_statement(w, n, live);
        return;
    }
    bool goes = first_edit(w, n) >= 0;
    put_beside(w, n, false);
    if (goes) {
        put(&w->out, "if (choice[%d] == 0) {\n", n->site);
    }
    put_plain_statement(w, n, true);
    put(&w->out, "%s", goes ? "}\n" : "");
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
        put_tokens(w, v->first_spec, v->last_spec);
        put(o, "%.*s%s__%d;\n", v->type.pointers, "********", v->name,
            v->number);
    }
    put(o, "STEP;\n");
    for (size_t i = 0; i < f->body->children; i++) {
        put_statement(w, f->body->child[i], true);
    }
    put(o, "}\n");
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
        put(o, "#define %s as_it_was_%s\n", f->name, f->name);
    }
    put_bytes(o, s->text, strlen(s->text));
    for (FunctionText *f = functions; f != NULL; f = f->next) {
        put(o, "\n#undef %s\n#define %s " PREFIX "%s\n", f->name, f->name,
            f->name);
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
    Splice *splice;
    size_t splices;
} Patch;

static const Edit *made_at(const Patch *p, const Node *n)
{
    for (size_t i = 0; i < p->count; i++) {
        if (p->edits[i]->at == n && p->edits[i]->how == INSTEAD &&
            n->kind != DECLARATOR) {
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
                   const Edit *not_again);

static int hole_number(const Source *s, const Node *n)
{
    int c = n->kind == NAME ? *s->tokens[n->first].text : 0;
    return c > 0 && c <= MAX_HOLES ? c : 0;
}

/* The precedence that the hole's place in the text asks for. */
static int level_at_hole(const Source *s, const Node *n, int hole)
{
    if (hole_number(s, n) == hole) {
        return wanted_level(s, n);
    }
    int level = 0;
    for (size_t i = 0; i < n->children && level == 0; i++) {
        level = level_at_hole(s, n->child[i], hole);
    }
    return level;
}

static void render_edit(const Patch *p, Text *o, const Edit *e, int wanted)
{
    Source view;
    Node *n = read_text(p->s, e->text, &view);
    if (n != NULL && hole_number(&view, n) > 0) {
        render(p, o, e->hole[hole_number(&view, n) - 1], wanted, e);
        return;
    }
    bool parentheses = n != NULL && precedence(&view, n) < wanted;
    put(o, "%s", parentheses ? "(" : "");
    for (const char *c = e->text; *c != '\0'; c++) {
        if (n != NULL && (unsigned char)*c <= MAX_HOLES) {
            render(p, o, e->hole[*c - 1], level_at_hole(&view, n, *c), e);
        } else {
            put_bytes(o, c, 1);
        }
    }
    put(o, "%s", parentheses ? ")" : "");
}

char *edit_text(Source *s, const Edit *e)
{
    Patch p = {.s = s};
    Text o = {.line = 1};
    put_bytes(&o, "", 0);
    if (e->text != NULL) {
        render_edit(&p, &o, e, 0);
    }
    char *text = keep_text(o.bytes, o.length);
    free(o.bytes);
    return text;
}

/* The node as the student wrote it, with the edits in it made. */
static void render(const Patch *p, Text *o, Node *n, int wanted,
                   const Edit *not_again)
{
    const Edit *e = made_at(p, n);
    if (e != NULL && e != not_again) {
        render_edit(p, o, e, wanted);
        return;
    }
    bool parentheses = is_expression(n) && precedence(p->s, n) < wanted;
    put(o, "%s", parentheses ? "(" : "");
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
    put(o, "%s", parentheses ? ")" : "");
}

static bool under_another(const Patch *p, const Edit *e)
{
    for (const Node *n = e->at->parent; n != NULL; n = n->parent) {
        for (size_t i = 0; i < p->count; i++) {
            const Edit *other = p->edits[i];
            if (other != e && other->at == n && other->how != ADDS) {
                return true;
            }
        }
    }
    return false;
}

static int by_position(const void *a, const void *b)
{
    const Splice *x = a, *y = b;
    return x->from != y->from ? (x->from > y->from) - (x->from < y->from)
                              : x->order - y->order;
}

static void splice(Patch *p, const char *from, const char *to, int order,
                   const char *before, const char *text, const char *after)
{
    Text o = {.line = 1};
    put_bytes(&o, before, strlen(before));
    put_bytes(&o, text, strlen(text));
    put_bytes(&o, after, strlen(after));
    p->splice[p->splices++] = (Splice){from, to, o.bytes, order};
}

/* A statement that comes beside another; where that stands alone, in braces. */
static void splice_beside(Patch *p, const Edit *e, const char *text)
{
    const Token *f = &p->s->tokens[e->beside->first],
                *l = &p->s->tokens[e->beside->last];
    const char *begin = f->text, *end = l->text + l->length;
    if (e->beside->parent->kind != BLOCK) {
        splice(p, begin, begin, 0, "{ ", "", "");
        splice(p, end, end, 2, " }", "", "");
    }
    if (e->after) {
        splice(p, end, end, 1, " ", text, "");
    } else {
        splice(p, begin, begin, 1, "", text, " ");
    }
}

static void splice_edit(Patch *p, Edit *e)
{
    Node *n = e->at;
    const Token *f = &p->s->tokens[n->first], *l = &p->s->tokens[n->last];
    const char *begin = f->text, *end = l->text + l->length;
    bool listed = n->parent != NULL && n->parent->kind == BLOCK;
    Text o = {.line = 1};
    put_bytes(&o, "", 0);
    switch (e->how) {
    case ADDS:
        splice_beside(p, e, e->text);
        break;
    case MOVES:
        render(p, &o, n, 0, NULL);
        splice_beside(p, e, o.bytes);
        splice(p, begin, end, 1, "", listed ? "" : ";", "");
        break;
    case REMOVES:
        splice(p, begin, end, 1, "", listed ? "" : ";", "");
        break;
    case REPLACES:
        splice(p, begin, end, 1, "", e->text, "");
        break;
    case INSTEAD:
        if (n->kind == DECLARATOR) {
            splice(p, end, end, 1, " = ", e->text, "");
        } else if (!under_another(p, e)) {
            render(p, &o, n, wanted_level(p->s, n), NULL);
            splice(p, begin, end, 1, "", o.bytes, "");
        }
    }
    free(o.bytes);
}

char *patched_source(Source *s, Edit *const *edits, size_t count)
{
    Patch p = {s, edits, count, calloc(5 * count + 1, sizeof(Splice)), 0};
    for (size_t i = 0; i < count; i++) {
        splice_edit(&p, edits[i]);
    }
    qsort(p.splice, p.splices, sizeof *p.splice, by_position);
    Text o = {.line = 1};
    const char *at = s->text;
    for (size_t i = 0; i < p.splices; i++) {
        const Splice *x = &p.splice[i];
        if (x->from >= at) {
            put_bytes(&o, at, (size_t)(x->from - at));
            put_bytes(&o, x->text, strlen(x->text));
            /* what was taken out keeps its lines, and the others their numbers */
            for (at = x->from; at < x->to; at++) {
                put_bytes(&o, "\n", *at == '\n');
            }
        }
        free(x->text);
    }
    put_bytes(&o, at, strlen(at));
    free(p.splice);
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
