#include "syntax.h"

#include <ctype.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

void *keep(size_t bytes)
{
    static char *free_from, *end;
    bytes = (bytes + 15) & ~(size_t)15;
    if (free_from == NULL || (size_t)(end - free_from) < bytes) {
        size_t size = bytes > 1 << 20 ? bytes : 1 << 20;
        free_from = calloc(1, size);
        if (free_from == NULL) {
            abort();
        }
        end = free_from + size;
    }
    void *kept = free_from;
    free_from += bytes;
    return kept;
}

char *keep_text(const char *text, size_t length)
{
    char *kept = keep(length + 1);
    memcpy(kept, text, length);
    return kept;
}

/* ---- Tokens ---- */

/* Whether the word is one of the list, in which spaces part them. */
static bool is_listed(const char *word, size_t length, const char *list)
{
    for (size_t n; *list != '\0'; list += n + (list[n] == ' ')) {
        n = strcspn(list, " ");
        if (n == length && memcmp(list, word, n) == 0) {
            return true;
        }
    }
    return false;
}

static size_t mark_length(const char *p)
{
    static const char marks[] =
        "<<= >>= ... -> ++ -- << >> <= >= == != && || += "
        "-= *= /= %= &= |= ^=";
    for (size_t n = 3; n > 1; n--) {
        if (strnlen(p, n) == n && is_listed(p, n, marks)) {
            return n;
        }
    }
    return 1;
}

static const char *end_of_quote(const char *p)
{
    char quote = *p++;
    while (*p != '\0' && *p != quote && *p != '\n') {
        p += *p == '\\' && p[1] != '\0' ? 2 : 1;
    }
    return *p == quote ? p + 1 : p;
}

static const char *end_of_directive(const char *p)
{
    while (*p != '\0' && *p != '\n') {
        p += *p == '\\' && p[1] == '\n' ? 2 : 1;
    }
    return p;
}

static const char *end_of_number(const char *p)
{
    while (isalnum((unsigned char)*p) || *p == '.' || *p == '_' ||
           ((*p == '+' || *p == '-') && strchr("eEpP", p[-1]) != NULL &&
            p[-1] != '\0')) {
        p++;
    }
    return p;
}

static const char *skip_space(const char *p, int *line, bool *line_start)
{
    for (;;) {
        if (isspace((unsigned char)*p)) {
            if (*p == '\n') {
                ++*line;
                *line_start = true;
            }
            p++;
        } else if (p[0] == '/' && p[1] == '/') {
            p += strcspn(p, "\n");
        } else if (p[0] == '/' && p[1] == '*') {
            for (p += 2; *p != '\0' && !(p[0] == '*' && p[1] == '/'); p++) {
                *line += *p == '\n';
            }
            p += *p != '\0' ? 2 : 0;
        } else if (p[0] == '\\' && p[1] == '\n') {
            ++*line;
            p += 2;
        } else {
            return p;
        }
    }
}

/* What it tells the compiler changes no result: it is skipped. */
static bool is_pragma(const char *directive)
{
    directive += 1 + strspn(directive + 1, " \t");
    return strncmp(directive, "pragma", strlen("pragma")) == 0;
}

static void tokenise(Source *s)
{
    size_t room = strlen(s->text) + 2;
    s->tokens = keep(room * sizeof(Token));
    int line = 1;
    bool line_start = true;
    for (const char *p = s->text;;) {
        p = skip_space(p, &line, &line_start);
        while (*p == '#' && line_start && is_pragma(p)) {
            p = skip_space(end_of_directive(p), &line, &line_start);
        }
        Token *t = &s->tokens[s->count++];
        *t = (Token){p, 0, END_TOKEN, line};
        if (*p == '\0') {
            return;
        }
        const char *end;
        if (*p == '#' && line_start) {
            t->kind = DIRECTIVE_TOKEN;
            end = end_of_directive(p);
        } else if (*p == '"' || *p == '\'') {
            t->kind = TEXT_TOKEN;
            end = end_of_quote(p);
        } else if (isdigit((unsigned char)*p) ||
                   (*p == '.' && isdigit((unsigned char)p[1]))) {
            t->kind = NUMBER_TOKEN;
            end = end_of_number(p);
        } else if (isalpha((unsigned char)*p) || *p == '_' || *p < 5) {
            t->kind = NAME_TOKEN;
            for (end = p + 1; isalnum((unsigned char)*end) || *end == '_';) {
                end++;
            }
        } else {
            t->kind = MARK_TOKEN;
            end = p + mark_length(p);
        }
        for (const char *q = p; q < end; q++) {
            line += *q == '\n';
        }
        t->length = (size_t)(end - p);
        p = end;
        line_start = false;
    }
}

bool one_of(const Source *s, int token, const char *list)
{
    return is_listed(s->tokens[token].text, s->tokens[token].length, list);
}

bool token_is(const Source *s, int token, const char *text)
{
    const Token *t = &s->tokens[token];
    return t->length == strlen(text) && memcmp(t->text, text, t->length) == 0;
}

bool is_immediate(const Source *s, const Node *n)
{
    const Node *call = n->parent;
    bool shuffle =
        n->kind == CALL && strncmp(s->tokens[n->first].text, "_MM_", 4) == 0;
    return shuffle ||
           (n->kind == NUMBER && call != NULL && call->kind == CALL &&
            strncasecmp(s->tokens[call->first].text, "_mm", 3) == 0);
}

bool same_token(const Source *s, int a, const Source *other, int b)
{
    const Token *x = &s->tokens[a], *y = &other->tokens[b];
    return x->length == y->length && memcmp(x->text, y->text, x->length) == 0;
}

char *token_text(const Source *s, int token)
{
    return keep_text(s->tokens[token].text, s->tokens[token].length);
}

/* ---- Types ---- */

bool same_type(Type a, Type b)
{
    return a.pointers == b.pointers && strcmp(a.base, b.base) == 0 &&
           a.base[0] != '?';
}

bool is_real(Type t)
{
    return t.pointers == 0 &&
           is_listed(t.base, strlen(t.base), "real double float");
}

bool is_whole(Type t)
{
    return t.pointers == 0 &&
           is_listed(t.base, strcspn(t.base, " "),
                     "int size_t bool _Bool char short long unsigned enum "
                     "ptrdiff_t int32_t int64_t uint8_t uint16_t uint32_t "
                     "uint64_t");
}

/* ---- What the headers declare: types, members, functions, constants ---- */

typedef struct Declared {
    char
        kind; /* t: type, e: enumerated type, f: function, m: member, c: constant */
    const char *name, *owner;
    Type type;
    struct Declared *next;
} Declared;

static void declare(Source *s, char kind, const char *name, const char *owner,
                    Type type)
{
    Declared *d = keep(sizeof *d);
    *d = (Declared){kind, name, owner, type, s->declared};
    s->declared = d;
}

static const Declared *find_declared(const Source *s, char kind,
                                     const char *name, size_t length,
                                     const char *owner)
{
    for (const Declared *d = s->declared; d != NULL; d = d->next) {
        if (d->kind == kind && strlen(d->name) == length &&
            memcmp(d->name, name, length) == 0 &&
            (owner == NULL || (d->owner && strcmp(owner, d->owner) == 0))) {
            return d;
        }
    }
    return NULL;
}

bool is_declared(const Source *s, char kind, const char *name)
{
    return find_declared(s, kind, name, strlen(name), NULL) != NULL;
}

const char *member_name(const Source *s, const char *owner, size_t index,
                        Type *type)
{
    for (const Declared *d = s->declared; d != NULL; d = d->next) {
        if (d->kind == 'm' && strcmp(d->owner, owner) == 0 && index-- == 0) {
            *type = d->type;
            return d->name;
        }
    }
    return NULL;
}

static bool is_qualifier(const Source *s, int t)
{
    return one_of(s, t,
                  "const volatile static register extern inline restrict "
                  "auto typedef _Noreturn");
}

static bool is_user_type(const Source *s, int t)
{
    const Token *token = &s->tokens[t];
    return token->kind == NAME_TOKEN &&
           find_declared(s, 't', token->text, token->length, NULL) != NULL;
}

static bool is_type_word(const Source *s, int t)
{
    return is_user_type(s, t) ||
           one_of(s, t,
                  "void char short int long float double signed unsigned "
                  "_Bool bool size_t real struct enum union uint8_t "
                  "uint16_t uint32_t uint64_t int8_t int16_t int32_t "
                  "int64_t ptrdiff_t FILE uintptr_t __m128 __m128i __m256 "
                  "__m256i");
}

/* Reads specifiers from token t on; returns the token after them. */
static int read_specifiers(const Source *s, int t, Type *type, bool *is_static)
{
    *type = (Type){"", 0};
    bool named = false;
    for (;; t++) {
        if (is_qualifier(s, t)) {
            *is_static = *is_static || token_is(s, t, "static");
            continue;
        }
        const Token *token = &s->tokens[t];
        bool user = is_user_type(s, t);
        if (!is_type_word(s, t) || (named && user)) {
            break;
        }
        if (one_of(s, t, "struct enum union")) {
            bool is_enum = token_is(s, t, "enum");
            if (s->tokens[t + 1].kind == NAME_TOKEN) {
                t++;
            }
            snprintf(type->base, sizeof type->base, "%.*s",
                     is_enum ? 4 : (int)s->tokens[t].length,
                     is_enum ? "enum" : s->tokens[t].text);
            named = true;
            continue;
        }
        if (user && find_declared(s, 'e', token->text, token->length, NULL)) {
            snprintf(type->base, sizeof type->base, "enum");
            named = true;
            continue;
        }
        size_t used = strlen(type->base);
        snprintf(type->base + used, sizeof type->base - used, "%s%.*s",
                 used > 0 ? " " : "", (int)token->length, token->text);
        named = true;
    }
    if (type->base[0] == '\0') {
        strcpy(type->base, "?");
    }
    return t;
}

static int matching(const Source *s, int t)
{
    int depth = 0;
    for (; t < s->count - 1; t++) {
        depth += one_of(s, t, "( [ {");
        if (one_of(s, t, ") ] }") && --depth == 0) {
            return t;
        }
    }
    return s->count - 1;
}

/* The members between braces. */
static void declare_members(Source *s, const Source *h, int from, int to,
                            const char *owner)
{
    for (int t = from; t < to;) {
        Type type;
        bool is_static = false;
        int next = read_specifiers(h, t, &type, &is_static);
        if (token_is(h, next, "{")) {
            next = matching(h, next) + 1;
        }
        for (t = next; t < to && !token_is(h, t, ";"); t++) {
            if (token_is(h, t, "*")) {
                type.pointers++;
            } else if (token_is(h, t, ",")) {
                type.pointers = 0;
            } else if (token_is(h, t, "[") || token_is(h, t, "(")) {
                t = matching(h, t);
            } else if (h->tokens[t].kind == NAME_TOKEN) {
                Type member = type;
                for (int u = t + 1; token_is(h, u, "[");
                     u = matching(h, u) + 1) {
                    member.pointers++;
                }
                declare(s, 'm', token_text(h, t), owner, member);
            }
        }
        t++;
    }
}

static void read_header(Source *s, const char *path, const char *include,
                        int depth);

static void read_includes(Source *s, const Source *h, const char *include,
                          int depth)
{
    for (int t = 0; t < h->count; t++) {
        char name[200];
        if (h->tokens[t].kind == DIRECTIVE_TOKEN &&
            sscanf(h->tokens[t].text, "# include \"%199[^\"\n]\"", name) == 1) {
            char path[1000];
            snprintf(path, sizeof path, "%s/%s", include, name);
            read_header(s, path, include, depth + 1);
        }
    }
}

/* Top-level declarations of a header, or of the file itself. */
static void read_declarations(Source *s, const Source *h)
{
    Source view = *h;
    for (int t = 0; t < h->count - 1; t++) {
        view.declared = s->declared;
        if (h->tokens[t].kind == DIRECTIVE_TOKEN || token_is(h, t, ";")) {
            char name[100], value[100];
            if (sscanf(h->tokens[t].text, "# define %99[A-Za-z0-9_] %99[^\n]",
                       name, value) == 2) {
                Type type = {"?", 0};
                strcpy(type.base, strstr(value, "real") ||
                                          strstr(value, "double") ||
                                          strchr(value, '.')
                                      ? "real"
                                      : "int");
                declare(s, 'c', keep_text(name, strlen(name)), NULL, type);
            }
            continue;
        }
        bool is_typedef = token_is(h, t, "typedef");
        int start = t, brace = -1;
        bool is_enum = false;
        /* to the declaration's end */
        int name_at = -1;
        bool is_function = false;
        for (; t < h->count - 1 && !token_is(h, t, ";"); t++) {
            if (token_is(h, t, "enum")) {
                is_enum = true;
            }
            if (token_is(h, t, "{")) {
                if (brace < 0) {
                    brace = t;
                }
                int end = matching(h, t);
                if (is_function) {
                    t = end;
                    break;
                }
                t = end;
            } else if (is_typedef && token_is(h, t, "(") &&
                       token_is(h, t + 1, "*") && brace < 0) {
                name_at = t + 2; /* a pointer to a function */
                t = matching(h, matching(h, t) + 1);
            } else if (token_is(h, t, "(")) {
                is_function = is_function ||
                              (!is_typedef && brace < 0 && name_at > start);
                t = matching(h, t);
            } else if (token_is(h, t, "[")) {
                t = matching(h, t);
            } else if (h->tokens[t].kind == NAME_TOKEN && !is_function &&
                       !token_is(h, t, "__attribute__")) {
                name_at = t;
            }
        }
        if (name_at < 0) {
            continue;
        }
        char *name = token_text(h, name_at);
        Type none = {"?", 0};
        if (is_typedef) {
            if (is_enum) {
                declare(s, 'e', name, NULL, none);
            }
            declare(s, 't', name, NULL, none);
        }
        if (brace > 0 && !is_function) {
            view.declared = s->declared;
            if (is_enum) {
                for (int u = brace + 1; !token_is(h, u, "}"); u++) {
                    if (h->tokens[u].kind == NAME_TOKEN &&
                        (token_is(h, u - 1, "{") || token_is(h, u - 1, ","))) {
                        declare(s, 'c', token_text(h, u), NULL,
                                (Type){"enum", 0});
                    }
                }
            } else {
                declare_members(s, &view, brace + 1, matching(h, brace), name);
            }
        }
        if (is_function) {
            Type type;
            bool is_static = false;
            int u = read_specifiers(&view, start, &type, &is_static);
            for (; token_is(h, u, "*"); u++) {
                type.pointers++;
            }
            declare(s, h == s ? 'o' : 'f', name, NULL, type);
        }
    }
}

static char *read_file(const char *path)
{
    FILE *file = fopen(path, "r");
    if (file == NULL) {
        return NULL;
    }
    size_t size = 0, room = 1 << 16;
    char *text = malloc(room + 1);
    for (size_t got; (got = fread(text + size, 1, room - size, file)) > 0;) {
        size += got;
        if (size == room) {
            char *grown = realloc(text, (room *= 2) + 1);
            if (grown == NULL) {
                abort();
            }
            text = grown;
        }
    }
    fclose(file);
    text[size] = '\0';
    return text;
}

static void read_header(Source *s, const char *path, const char *include,
                        int depth)
{
    if (depth > 8) {
        return;
    }
    for (const Declared *d = s->declared; d != NULL; d = d->next) {
        if (d->kind == 'h' && strcmp(d->name, path) == 0) {
            return;
        }
    }
    declare(s, 'h', keep_text(path, strlen(path)), NULL, (Type){"?", 0});
    Source h = {.text = read_file(path)};
    if (h.text == NULL) {
        return;
    }
    tokenise(&h);
    read_includes(s, &h, include, depth);
    read_declarations(s, &h);
}

/* ---- Parsing ---- */

typedef struct Parser {
    Source *s;
    int at;
    Variable *scope;
    FunctionText *function;
    jmp_buf refuse;
} Parser;

static bool next_is(const Parser *p, const char *text)
{
    return token_is(p->s, p->at, text);
}

static void refuse(Parser *p)
{
    longjmp(p->refuse, 1);
}

static bool accept(Parser *p, const char *text)
{
    if (next_is(p, text)) {
        p->at++;
        return true;
    }
    return false;
}

static void expect(Parser *p, const char *text)
{
    if (!accept(p, text)) {
        refuse(p);
    }
}

static Node *new_node(Parser *p, NodeKind kind, int first)
{
    Node *n = keep(sizeof *n);
    *n = (Node){.kind = kind,
                .first = first,
                .mark = first,
                .scope = p->scope,
                .type = {"?", 0}};
    return n;
}

static Node *finish(Parser *p, Node *n)
{
    n->last = p->at - 1;
    return n;
}

static void add_child(Node *n, Node *child)
{
    enum { FIRST = 4 };
    size_t room = n->children; /* full at 0, 4, 8, 16 ... */
    if (room == 0 || (room >= FIRST && (room & (room - 1)) == 0)) {
        Node **grown = keep((room == 0 ? FIRST : 2 * room) * sizeof(void *));
        if (room > 0) {
            memcpy(grown, n->child, room * sizeof(void *));
        }
        n->child = grown;
    }
    n->child[n->children++] = child;
    child->parent = n;
}

static bool type_begins(const Parser *p, int t)
{
    const Source *s = p->s;
    if (is_qualifier(s, t)) {
        return true;
    }
    if (!is_type_word(s, t)) {
        return false;
    }
    for (const Variable *v = p->scope; v != NULL; v = v->outer) {
        if (token_is(s, t, v->name)) {
            return false;
        }
    }
    return true;
}

static Node *expression(Parser *p);
static Node *assignment(Parser *p);

static Node *braces(Parser *p)
{
    Node *n = new_node(p, BRACES, p->at);
    expect(p, "{");
    while (!next_is(p, "}")) {
        while (next_is(p, ".") || next_is(p, "[")) {
            p->at = next_is(p, "[") ? matching(p->s, p->at) + 1 : p->at + 2;
        }
        accept(p, "=");
        add_child(n, next_is(p, "{") ? braces(p) : assignment(p));
        if (!accept(p, ",")) {
            break;
        }
    }
    expect(p, "}");
    return finish(p, n);
}

static Type pointed(Type t)
{
    if (t.pointers > 0) {
        t.pointers--;
    } else {
        strcpy(t.base, "?");
    }
    return t;
}

static Node *primary(Parser *p)
{
    const Token *t = &p->s->tokens[p->at];
    Node *n = new_node(p, NAME, p->at);
    if (accept(p, "(")) {
        n->kind = GROUP;
        add_child(n, expression(p));
        expect(p, ")");
        n->type = n->child[0]->type;
        return finish(p, n);
    }
    p->at++;
    if (t->kind == NUMBER_TOKEN) {
        n->kind = NUMBER;
        bool hex = t->length > 1 && (t->text[1] == 'x' || t->text[1] == 'X');
        bool floating = memchr(t->text, '.', t->length) != NULL ||
                        (!hex && (memchr(t->text, 'e', t->length) ||
                                  memchr(t->text, 'E', t->length)));
        strcpy(n->type.base, floating ? "real" : "int");
    } else if (t->kind == TEXT_TOKEN) {
        n->kind = TEXT;
        while (p->s->tokens[p->at].kind == TEXT_TOKEN) {
            p->at++;
        }
        n->type = *t->text == '"' ? (Type){"char", 1} : (Type){"int", 0};
    } else if (t->kind == NAME_TOKEN) {
        for (Variable *v = p->scope; v != NULL; v = v->outer) {
            if (token_is(p->s, n->first, v->name)) {
                n->variable = v;
                n->type = v->type;
                return finish(p, n);
            }
        }
        const Declared *d = find_declared(p->s, 'c', t->text, t->length, NULL);
        if (d != NULL) {
            n->type = d->type;
        } else if (one_of(p->s, n->first, "true false")) {
            strcpy(n->type.base, "bool");
        }
    } else {
        refuse(p);
    }
    return finish(p, n);
}

static Type type_of_call(const Parser *p, const Node *callee)
{
    const Token *t = &p->s->tokens[callee->first];
    if (one_of(p->s, callee->first,
               "exp log sqrt fabs tanh log1p expm1 fmax fmin pow sin cos floor "
               "ceil round expf logf sqrtf fabsf log2 log10 atan2 hypot fmod "
               "cbrt tan exp2 tanhf powf fmaxf fminf")) {
        return (Type){"real", 0};
    }
    const Declared *d = find_declared(p->s, 'f', t->text, t->length, NULL);
    if (d == NULL) {
        d = find_declared(p->s, 'o', t->text, t->length, NULL);
    }
    return d != NULL && callee->kind == NAME && callee->variable == NULL
               ? d->type
           : callee->variable != NULL &&
                   strcmp(callee->variable->type.base, "Scalar") == 0
               ? (Type){"real", 0}
               : (Type){"?", 0};
}

/* Of a, ... that is written through: the names that the write reaches. */
static void mark_target(Node *n)
{
    n->target = true;
    if (n->kind == GROUP || (n->kind == MEMBER && n->children > 0)) {
        mark_target(n->child[0]);
    }
    if (n->kind == INDEX && n->child[0]->kind != NAME) {
        n->child[0]->target = true;
        if (n->child[0]->kind == MEMBER || n->child[0]->kind == INDEX) {
            mark_target(n->child[0]);
        }
    }
}

static Node *postfix(Parser *p)
{
    Node *n = primary(p);
    for (;;) {
        Node *outer = new_node(p, CALL, n->first);
        outer->mark = p->at;
        if (accept(p, "(")) {
            add_child(outer, n);
            while (!next_is(p, ")")) {
                add_child(outer, assignment(p));
                if (!accept(p, ",")) {
                    break;
                }
            }
            expect(p, ")");
            outer->type = type_of_call(p, n);
        } else if (accept(p, "[")) {
            outer->kind = INDEX;
            add_child(outer, n);
            add_child(outer, expression(p));
            expect(p, "]");
            outer->type = pointed(n->type);
        } else if (next_is(p, ".") || next_is(p, "->")) {
            outer->kind = MEMBER;
            p->at += 2;
            add_child(outer, n);
            const Token *t = &p->s->tokens[p->at - 1];
            const Declared *d =
                find_declared(p->s, 'm', t->text, t->length, n->type.base);
            if (d != NULL) {
                outer->type = d->type;
            }
        } else if (next_is(p, "++") || next_is(p, "--")) {
            outer->kind = POSTFIX;
            p->at++;
            add_child(outer, n);
            mark_target(n);
            outer->type = n->type;
        } else {
            return n;
        }
        n = finish(p, outer);
    }
}

static Type read_type_name(Parser *p)
{
    Type type;
    bool is_static = false;
    p->at = read_specifiers(p->s, p->at, &type, &is_static);
    while (next_is(p, "*") || is_qualifier(p->s, p->at)) {
        type.pointers += next_is(p, "*");
        p->at++;
    }
    while (next_is(p, "[")) {
        p->at = matching(p->s, p->at) + 1;
        type.pointers++;
    }
    return type;
}

static Node *unary(Parser *p)
{
    Node *n = new_node(p, UNARY, p->at);
    if (accept(p, "sizeof")) {
        n->kind = SIZEOF;
        if (next_is(p, "(") && type_begins(p, p->at + 1)) {
            p->at = matching(p->s, p->at) + 1;
        } else {
            unary(p); /* read, but not changed */
        }
        n->type = (Type){"size_t", 0};
        return finish(p, n);
    }
    if (one_of(p->s, p->at, "- + ! ~ * & ++ --")) {
        bool address = next_is(p, "&"), through = next_is(p, "*"),
             counts = next_is(p, "++") || next_is(p, "--"),
             negates = next_is(p, "!");
        p->at++;
        Node *child = unary(p);
        add_child(n, child);
        n->type = child->type;
        if (address) {
            n->type.pointers++;
        } else if (through) {
            n->type = pointed(child->type);
        } else if (negates) {
            n->type = (Type){"int", 0};
        }
        if (address || counts) {
            mark_target(child);
        }
        return finish(p, n);
    }
    if (next_is(p, "(") && type_begins(p, p->at + 1)) {
        p->at++;
        Type type = read_type_name(p);
        expect(p, ")");
        n->kind = CAST;
        n->type = type;
        add_child(n, next_is(p, "{") ? braces(p) : unary(p));
        return finish(p, n);
    }
    return postfix(p);
}

int binary_precedence(const Source *s, int token)
{
    enum { LOWEST = 3 };
    static const char *const by_level[] = {"||",  "&&",    "|",         "^",
                                           "&",   "== !=", "< > <= >=", "<< >>",
                                           "+ -", "* / %"};
    for (int i = 0; i < (int)(sizeof by_level / sizeof by_level[0]); i++) {
        if (s->tokens[token].kind == MARK_TOKEN &&
            one_of(s, token, by_level[i])) {
            return LOWEST + i;
        }
    }
    return 0;
}

static Type type_of_binary(const Source *s, int mark, Type a, Type b)
{
    int level = binary_precedence(s, mark);
    if (level < 5 || level == 8 || level == 9) {
        return (Type){"int", 0};
    }
    if (a.pointers > 0 && b.pointers > 0) {
        return (Type){"size_t", 0};
    }
    if (a.pointers > 0) {
        return a;
    }
    if (b.pointers > 0) {
        return b;
    }
    if (is_real(a) || is_real(b)) {
        return is_real(a) ? a : b;
    }
    if (a.base[0] == '?' || b.base[0] == '?') {
        return (Type){"?", 0};
    }
    return strcmp(a.base, "size_t") == 0 || strcmp(b.base, "size_t") == 0
               ? (Type){"size_t", 0}
               : (Type){"int", 0};
}

static Node *binary(Parser *p, int lowest)
{
    Node *n = unary(p);
    for (;;) {
        int level = binary_precedence(p->s, p->at);
        if (level < lowest || level == 0) {
            return n;
        }
        Node *outer = new_node(p, BINARY, n->first);
        outer->mark = p->at++;
        add_child(outer, n);
        add_child(outer, binary(p, level + 1));
        outer->type = type_of_binary(p->s, outer->mark, outer->child[0]->type,
                                     outer->child[1]->type);
        n = finish(p, outer);
    }
}

static bool is_assignment(const Parser *p)
{
    const Token *t = &p->s->tokens[p->at];
    return t->kind == MARK_TOKEN && t->text[t->length - 1] == '=' &&
           binary_precedence(p->s, p->at) == 0;
}

static Node *assignment(Parser *p)
{
    Node *n = binary(p, 3);
    if (next_is(p, "?")) {
        Node *outer = new_node(p, CONDITION, n->first);
        outer->mark = p->at++;
        add_child(outer, n);
        add_child(outer, expression(p));
        expect(p, ":");
        add_child(outer, assignment(p)); /* C: a condition; more never stands */
        Type a = outer->child[1]->type, b = outer->child[2]->type;
        outer->type = is_real(b) || a.pointers < b.pointers ? b : a;
        return finish(p, outer);
    }
    if (is_assignment(p)) {
        Node *outer = new_node(p, ASSIGN, n->first);
        outer->mark = p->at++;
        mark_target(n);
        add_child(outer, n);
        add_child(outer, assignment(p));
        outer->type = n->type;
        return finish(p, outer);
    }
    return n;
}

static Node *expression(Parser *p)
{
    Node *n = assignment(p);
    while (next_is(p, ",")) {
        Node *outer = new_node(p, COMMA, n->first);
        p->at++;
        add_child(outer, n);
        add_child(outer, assignment(p));
        outer->type = outer->child[1]->type;
        n = finish(p, outer);
    }
    return n;
}

/* ---- Statements ---- */

static Variable *new_variable(Parser *p, int name, Type type)
{
    Variable *v = keep(sizeof *v);
    static int numbers;
    *v = (Variable){.name = token_text(p->s, name),
                    .type = type,
                    .number = ++numbers,
                    .outer = p->scope,
                    .next = p->function->variables};
    p->function->variables = v;
    p->scope = v;
    return v;
}

static Node *declaration(Parser *p)
{
    Node *n = new_node(p, DECLARATION, p->at);
    Type base;
    bool is_static = false;
    int first = p->at;
    p->at = read_specifiers(p->s, p->at, &base, &is_static);
    int last = p->at - 1;
    if (p->at == first || next_is(p, "{")) {
        refuse(p);
    }
    do {
        Type type = base;
        Node *d = new_node(p, DECLARATOR, p->at);
        while (next_is(p, "*") || is_qualifier(p->s, p->at)) {
            type.pointers += next_is(p, "*");
            p->at++;
        }
        if (p->s->tokens[p->at].kind != NAME_TOKEN) {
            refuse(p);
        }
        int name = p->at++;
        bool array = false;
        while (next_is(p, "[")) {
            p->at = matching(p->s, p->at) + 1;
            type.pointers++;
            array = true;
        }
        if (next_is(p, "(")) {
            refuse(p);
        }
        d->mark = name;
        Variable *v = new_variable(p, name, type);
        v->array = array;
        v->in_place = array || is_static;
        v->is_static = is_static;
        v->node = d;
        v->first_spec = first;
        v->last_spec = last;
        d->variable = v;
        d->type = type;
        if (accept(p, "=")) {
            add_child(d, next_is(p, "{") ? braces(p) : assignment(p));
        }
        d->scope = p->scope;
        add_child(n, finish(p, d));
    } while (accept(p, ","));
    expect(p, ";");
    return finish(p, n);
}

static Node *statement(Parser *p);

static Node *block(Parser *p)
{
    Node *n = new_node(p, BLOCK, p->at);
    Variable *before = p->scope;
    expect(p, "{");
    while (!next_is(p, "}")) {
        add_child(n, statement(p));
    }
    p->at++;
    p->scope = before;
    return finish(p, n);
}

static Node *statement(Parser *p)
{
    Node *n = new_node(p, NOTHING, p->at);
    Variable *before = p->scope;
    if (next_is(p, "{")) {
        return block(p);
    }
    if (accept(p, ";")) {
        return finish(p, n);
    }
    if (accept(p, "if")) {
        n->kind = IF;
        expect(p, "(");
        add_child(n, expression(p));
        expect(p, ")");
        add_child(n, statement(p));
        if (accept(p, "else")) {
            add_child(n, statement(p));
        }
    } else if (accept(p, "while") || accept(p, "switch")) {
        n->kind = token_is(p->s, n->first, "while") ? WHILE : SWITCH;
        expect(p, "(");
        add_child(n, expression(p));
        expect(p, ")");
        add_child(n, statement(p));
    } else if (accept(p, "do")) {
        n->kind = DO;
        add_child(n, statement(p));
        expect(p, "while");
        expect(p, "(");
        add_child(n, expression(p));
        expect(p, ")");
        expect(p, ";");
    } else if (accept(p, "for")) {
        n->kind = FOR;
        expect(p, "(");
        if (type_begins(p, p->at)) {
            add_child(n, declaration(p));
            n->loop_parts |= 1;
        } else if (!accept(p, ";")) {
            add_child(n, expression(p));
            n->loop_parts |= 1;
            expect(p, ";");
        }
        if (!next_is(p, ";")) {
            add_child(n, expression(p));
            n->loop_parts |= 2;
        }
        expect(p, ";");
        if (!next_is(p, ")")) {
            add_child(n, expression(p));
            n->loop_parts |= 4;
        }
        expect(p, ")");
        add_child(n, statement(p));
        p->scope = before;
    } else if (accept(p, "case") || accept(p, "default")) {
        n->kind = CASE;
        if (token_is(p->s, n->first, "case")) {
            add_child(n, binary(p, 3));
        }
        expect(p, ":");
        add_child(n, statement(p));
        if (n->child[n->children - 1]->kind == DECLARATION) {
            refuse(p);
        }
    } else if (accept(p, "return")) {
        n->kind = RETURN;
        if (!next_is(p, ";")) {
            add_child(n, expression(p));
        }
        expect(p, ";");
    } else if (accept(p, "break") || accept(p, "continue")) {
        n->kind = token_is(p->s, n->first, "break") ? BREAK : CONTINUE;
        expect(p, ";");
    } else if (type_begins(p, p->at)) {
        return declaration(p);
    } else {
        if (next_is(p, "goto") || p->s->tokens[p->at].kind == DIRECTIVE_TOKEN ||
            (p->s->tokens[p->at].kind == NAME_TOKEN &&
             token_is(p->s, p->at + 1, ":"))) {
            refuse(p);
        }
        n->kind = EXPRESSION;
        add_child(n, expression(p));
        expect(p, ";");
    }
    return finish(p, n);
}

static void parameters(Parser *p)
{
    expect(p, "(");
    if (next_is(p, "void") && token_is(p->s, p->at + 1, ")")) {
        p->at += 2;
        return;
    }
    while (!accept(p, ")")) {
        Type type;
        bool is_static = false;
        p->at = read_specifiers(p->s, p->at, &type, &is_static);
        while (next_is(p, "*") || is_qualifier(p->s, p->at)) {
            type.pointers += next_is(p, "*");
            p->at++;
        }
        if (next_is(p, "(") && token_is(p->s, p->at + 1, "*")) {
            strcpy(type.base, "?");
            new_variable(p, p->at + 2, type)->parameter = true;
            p->at = matching(p->s, p->at) + 1;
            p->at = matching(p->s, p->at) + 1;
        } else {
            if (p->s->tokens[p->at].kind != NAME_TOKEN) {
                refuse(p);
            }
            int name = p->at++;
            while (next_is(p, "[")) {
                p->at = matching(p->s, p->at) + 1;
                type.pointers++;
            }
            new_variable(p, name, type)->parameter = true;
        }
        if (!accept(p, ",") && !next_is(p, ")")) {
            refuse(p);
        }
    }
}

/* The definition of a function whose name is the token, from `first`. */
static FunctionText *parse_function(Source *s, int first, int name)
{
    Parser p = {.s = s, .at = first};
    FunctionText *f = keep(sizeof *f);
    *f = (FunctionText){
        .name = token_text(s, name), .first = first, .name_token = name};
    p.function = f;
    if (setjmp(p.refuse) != 0) {
        return NULL;
    }
    p.at = read_specifiers(s, first, &f->type, &f->is_static);
    for (; next_is(&p, "*"); p.at++) {
        f->type.pointers++;
    }
    if (p.at != name) {
        refuse(&p);
    }
    p.at++;
    parameters(&p);
    f->scope = p.scope;
    f->body = block(&p);
    f->last = p.at - 1;
    return f;
}

Node *read_text(const Source *s, const char *text, Source *view)
{
    static FunctionText nowhere;
    *view = *s;
    view->text = keep_text(text, strlen(text));
    view->count = 0;
    tokenise(view);
    Parser p = {.s = view, .function = &nowhere};
    if (setjmp(p.refuse) != 0) {
        return NULL;
    }
    Node *n = expression(&p);
    return p.at == view->count - 1 ? n : NULL;
}

/* The first token of the definition of `name` and the name's, or false. */
static bool find_definition(const Source *s, const char *name, int *first,
                            int *at)
{
    int start = 0;
    for (int t = 0; t < s->count - 1; t++) {
        if (s->tokens[t].kind == DIRECTIVE_TOKEN || token_is(s, t, ";")) {
            start = t + 1;
        } else if (token_is(s, t, "{")) {
            t = matching(s, t);
            start = token_is(s, t + 1, ";") ? t + 2 : t + 1;
        } else if (token_is(s, t, "(")) {
            int end = matching(s, t);
            if (t > start && token_is(s, t - 1, name) &&
                token_is(s, end + 1, "{")) {
                *first = start;
                *at = t - 1;
                return true;
            }
            t = end;
        }
    }
    return false;
}

/* Adds to the list the functions of the file that n calls. */
static bool add_called(Source *s, Node *n, FunctionText *list)
{
    if (n->kind == CALL && n->child[0]->kind == NAME &&
        n->child[0]->variable == NULL) {
        const Token *t = &s->tokens[n->child[0]->first];
        int first, at;
        char *name = keep_text(t->text, t->length);
        bool known = find_declared(s, 'f', t->text, t->length, NULL) != NULL;
        for (FunctionText *f = list; f != NULL; f = f->next) {
            known = known || strcmp(f->name, name) == 0;
        }
        if (!known && find_definition(s, name, &first, &at)) {
            FunctionText *f = parse_function(s, first, at);
            if (f == NULL) {
                return false;
            }
            FunctionText *end = list;
            while (end->next != NULL) {
                end = end->next;
            }
            end->next = f;
            if (!add_called(s, f->body, list)) {
                return false;
            }
        }
    }
    for (size_t i = 0; i < n->children; i++) {
        if (!add_called(s, n->child[i], list)) {
            return false;
        }
    }
    return true;
}

FunctionText *source_function(Source *s, const char *name)
{
    int first, at;
    if (!find_definition(s, name, &first, &at)) {
        return NULL;
    }
    FunctionText *f = parse_function(s, first, at);
    return f != NULL && add_called(s, f->body, f) ? f : NULL;
}

Source *source_read(const char *path, const char *include)
{
    Source *s = keep(sizeof *s);
    s->text = read_file(path);
    if (s->text == NULL) {
        return NULL;
    }
    tokenise(s);
    read_includes(s, s, include, 0);
    read_declarations(s, s);
    return s;
}

int precedence(const Source *s, const Node *n)
{
    switch (n->kind) {
    case COMMA:
        return COMMA_LEVEL;
    case ASSIGN:
        return ASSIGN_LEVEL;
    case CONDITION:
        return CONDITION_LEVEL;
    case BINARY:
        return binary_precedence(s, n->mark);
    case UNARY:
    case CAST:
    case SIZEOF:
        return UNARY_LEVEL;
    case CALL:
    case INDEX:
    case MEMBER:
    case POSTFIX:
        return POSTFIX_LEVEL;
    default:
        return PRIMARY_LEVEL;
    }
}

bool is_expression(const Node *n)
{
    return n->kind < BLOCK;
}

int size_of(const Node *n)
{
    int size = n->kind != GROUP && n->kind != BLOCK;
    for (size_t i = 0; i < n->children; i++) {
        size += size_of(n->child[i]);
    }
    return size;
}

bool is_inside(const Node *n, const Node *outer)
{
    while (n != NULL && n != outer) {
        n = n->parent;
    }
    return n != NULL;
}

bool holds_kind(const Node *n, NodeKind kind)
{
    bool holds = n->kind == kind;
    for (size_t i = 0; i < n->children && !holds; i++) {
        holds = holds_kind(n->child[i], kind);
    }
    return holds;
}

bool is_loop(const Node *n)
{
    return n->kind == FOR || n->kind == WHILE || n->kind == DO;
}
