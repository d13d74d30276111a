#include "run.h"

#include <string.h>

/* Whether the first two arguments may change places: x + y, x y, x y + z. */
static bool commutes(const Source *s, const Node *call)
{
    static const char *const operations[] = {"_add_", "_mul_", "_fmadd_",
                                             "_madd_", "_max_"};
    const Token *name = &s->tokens[call->first];
    for (size_t i = 0; i < sizeof operations / sizeof operations[0]; i++) {
        const char *at = strstr(name->text, operations[i]);
        if (name->text[0] == '_' && at != NULL &&
            at < name->text + name->length) {
            return true;
        }
    }
    return false;
}

/* What a mistake could be, and no more: additions are seldom mistakes, and a
   statement that moves or parentheses that regroup often change nothing. */
static bool is_mutation(const Source *s, const Edit *e)
{
    const Node *n = e->at;
    bool element = e->text != NULL && strchr(e->text, '[') != NULL;
    if (e->kind == EXCHANGED && element != (n->kind == INDEX)) {
        return false; /* often another name for it */
    }
    if (e->kind == BOUND && e->text != NULL && strstr(e->text, "!=") != NULL) {
        return false; /* a counter that goes by ones meets its end */
    }
    for (const Node *p = n->parent, *c = n; p != NULL; c = p, p = p->parent) {
        if (c->kind == CALL && token_is(s, c->first, "error_set")) {
            return false; /* words for people */
        }
    }
    if (e->kind == ARGUMENTS && e->text != NULL && commutes(s, n) &&
        strncmp(e->text + strcspn(e->text, HOLES), "\2, \1", 4) == 0) {
        return false;
    }
    if (n->kind == RETURN && n->children > 0) {
        return false; /* the compiler refuses the rest */
    }
    bool call = n->kind == EXPRESSION && n->child[0]->kind == CALL;
    if (e->kind == STATEMENT_TOO_MANY && call &&
        (token_is(s, n->first, "assert") || token_is(s, n->first, "free"))) {
        return false; /* no result depends on it */
    }
    if (e->kind == SIGN && n->parent != NULL && n->parent->kind == CALL &&
        (token_is(s, n->parent->first, "fabs") ||
         token_is(s, n->parent->first, "isnan") ||
         token_is(s, n->parent->first, "cos"))) {
        return false; /* even functions */
    }
    switch (e->kind) {
    case COMPARISON:
    case ASSIGNING:
    case SIGN:
    case INDEXING:
    case BOUND:
    case EXCHANGED:
    case CONSTANT:
    case OPERATOR:
    case ARGUMENTS:
    case CALLED:
    case FACTOR_TOO_MANY:
    case TERM_TOO_MANY:
    case CALL_TOO_MANY:
    case LOGIC:
    case CONDITION_WRONG:
    case STATEMENT_TOO_MANY:
        return e->kind == STATEMENT_TOO_MANY ||
               e->cost <= (e->kind == INDEXING || e->kind == BOUND ? 1 : 3);
    default:
        return false;
    }
}

static void tell_survivors(const Search *s, Survivor *survived)
{
    for (size_t i = 0; i < s->count; i++) {
        const Candidate *c = &s->list[i];
        if (c->count == 0 || c->score < 1.5F || !is_right(s, c)) {
            continue;
        }
        Edit *e = edit_of(s, c, 0);
        char *text = patched_source(s->source, &e, 1);
        survived(edit_words[e->kind], e->line,
                 line_of(s->source->text, e->line), line_of(text, e->line));
    }
}

long mutants(const Evidence *evidence, const char *source_path,
             const char *function, uint64_t seed, Survivor *survived)
{
    Search s;
    long tried = -1;
    if (!search_begin(&s, evidence, source_path, function, seed)) {
        return -1;
    }
    for (size_t i = 0; i < s.edits.count; i++) {
        s.edits.list[i].dropped = !is_mutation(s.source, &s.edits.list[i]);
    }
    if (compile_choices(&s)) {
        add_candidate(&s, (Candidate){.count = 0});
        add_singles(&s);
        try_all(&s, 0, true, 60);
        if (s.list[0].score > 1) { /* else it is not right as it stands */
            tell_survivors(&s, survived);
            tried = (long)s.count - 1;
        }
    }
    search_end(&s);
    return tried;
}
