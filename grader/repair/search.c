#include "align.h"
#include "run.h"

#include <stdlib.h>
#include <string.h>

/* A change of such a cost is looked for no further, with a right function beside
   it or without. */
enum { SURE = 2, CHEAP = 4 };
static const double seconds_to_confirm = 0.4;

/* ---- What to try ---- */

/* The next choice of `count` numbers below n, in order. */
static bool next_choice(size_t *chosen, size_t count, size_t n)
{
    for (size_t i = count; i-- > 0;) {
        if (chosen[i] < n - count + i) {
            chosen[i]++;
            while (++i < count) {
                chosen[i] = chosen[i - 1] + 1;
            }
            return true;
        }
    }
    return false;
}

static void add_set(Search *s, const Aligned *a, const size_t *chosen,
                    size_t count)
{
    Candidate c = {.cost = (int)count - 1, .aligned = true};
    for (size_t i = 0; i < count; i++) {
        const Edit *e = &s->edits.list[a->edit[chosen[i]]];
        if (!e->dropped) {
            c.edit[c.count++] = (unsigned short)a->edit[chosen[i]];
            c.cost += e->cost;
        }
    }
    if (a->count == 1 && c.cost <= CHEAP) {
        c.cost = 1; /* with it the function is that right one */
    }
    if (c.count == count || c.count > 3) {
        add_candidate(s, c);
    }
}

/* Of the differences from a right function: every one, two and three, and all. */
static void add_aligned(Search *s, const Aligned *a)
{
    enum { THREE_OF = 14 };
    for (size_t count = 1; count <= 3 && count <= a->count; count++) {
        size_t chosen[3] = {0, 1, 2};
        do {
            add_set(s, a, chosen, count);
        } while ((count < 3 || a->count <= THREE_OF) &&
                 next_choice(chosen, count, a->count));
    }
    size_t all[MAX_DIFFERENCES];
    for (size_t i = 0; i < a->count; i++) {
        all[i] = i;
    }
    if (a->count > 3) {
        add_set(s, a, all, a->count);
    }
}

/* Whether one change is the same as the other: of the same text, or of calls and
   operations whose operands differ. */
static bool same_change(const Search *s, const Edit *a, const Edit *b,
                        bool of_same_text)
{
    const Source *source = s->source;
    if (a->kind != b->kind || a->how != INSTEAD || b->how != INSTEAD ||
        a->at->kind != b->at->kind || strcmp(a->text, b->text) != 0) {
        return false;
    }
    if (of_same_text) {
        return strcmp(node_text(source, a->at), node_text(source, b->at)) == 0;
    }
    int x = a->at->mark, y = b->at->mark;
    return a->text[0] != '\0' && strpbrk(a->text, HOLES) != NULL &&
           (a->at->kind == CALL
                ? same_token(source, a->at->first, source, b->at->first)
            : a->at->kind == BINARY ? same_token(source, x, source, y)
                                    : a->at->kind == ASSIGN);
}

/* Whether one puts v for w and the other w for v. */
static bool exchange(const Search *s, const Edit *a, const Edit *b)
{
    return a->at->kind == NAME && b->at->kind == NAME && a->how == INSTEAD &&
           b->how == INSTEAD && token_is(s->source, a->at->first, b->text) &&
           token_is(s->source, b->at->first, a->text);
}

/* The same change wherever the same stands (step becomes step − 1), and two names
   that change places everywhere. */
static void add_everywhere(Search *s)
{
    enum { SAME_TEXT, SAME_OPERATION, PLACES, WAYS };
    const Edit *list = s->edits.list;
    for (size_t k = 0; k < WAYS * s->edits.count; k++) {
        size_t i = k / WAYS, way = k % WAYS;
        Candidate c = {.count = 1, .edit = {(unsigned short)i}};
        c.cost = list[i].cost + (way != PLACES);
        bool first = !list[i].dropped, other = way != PLACES;
        for (size_t j = 0;
             first && j < s->edits.count && c.count < MAX_TOGETHER; j++) {
            bool places = way == PLACES && exchange(s, &list[i], &list[j]);
            if (j != i && !list[j].dropped &&
                (places ||
                 same_change(s, &list[i], &list[j], way != SAME_OPERATION))) {
                first = j > i;
                other = other || places;
                c.edit[c.count++] = (unsigned short)j;
                c.cost++;
            }
        }
        if (c.count > 1 && first && other) {
            add_candidate(s, c);
        }
    }
}

typedef struct Ranked {
    size_t index;
    float key;
} Ranked;

static int by_key(const void *a, const void *b)
{
    const Ranked *x = a, *y = b;
    return x->key != y->key ? (x->key > y->key) - (x->key < y->key)
                            : (x->index > y->index) - (x->index < y->index);
}

static int by_cost(const void *a, const void *b)
{
    const Candidate *x = a, *y = b;
    return x->cost != y->cost ? x->cost - y->cost
                              : (int)x->edit[0] - (int)y->edit[0];
}

/* Pairs of the candidates from `first` on, the first being the function as it is:
   one that makes more right, and any other; then two cheap ones. */
static void add_pairs(Search *s, size_t first)
{
    enum { BETTER = 50 };
    size_t better = 0, singles = s->count - first;
    Ranked *all = malloc((singles + 1) * sizeof *all);
    for (size_t i = 0; i < singles; i++) {
        const Candidate *c = &s->list[first + i];
        bool more = c->score > s->list[first].score + 1e-4F;
        better += more;
        all[i] = (Ranked){first + i, (more ? -100 - c->score : 0) +
                                         0.01F * (float)c->cost};
    }
    qsort(all, singles, sizeof *all, by_key);
    better = better < BETTER ? better : BETTER;
    for (size_t k = 0; k < singles && s->count < MAX_CANDIDATES; k++) {
        for (size_t i = 0; i < k; i++) {
            Candidate a = s->list[all[i].index];
            const Candidate *b = &s->list[all[k].index];
            if ((i >= better && (a.cost > SURE || a.count + b->count > 2)) ||
                a.count + b->count > MAX_TOGETHER || a.count == 0 ||
                b->count == 0 ||
                edit_of(s, &a, 0)->site == edit_of(s, b, 0)->site) {
                continue;
            }
            memcpy(a.edit + a.count, b->edit, b->count * sizeof b->edit[0]);
            a.count = (unsigned short)(a.count + b->count);
            a.cost += b->cost + 1;
            add_candidate(s, a);
        }
    }
    free(all);
}

/* ---- Choosing ---- */

static char *text_with(const Search *s, const Candidate *c)
{
    Edit *edits[MAX_TOGETHER];
    for (size_t i = 0; i < c->count; i++) {
        edits[i] = edit_of(s, c, i);
    }
    return patched_source(s->source, edits, c->count);
}

/* The cheapest first; then the likelier kind; then what touches less. */
static float rank_of(const Search *s, const Candidate *c)
{
    int size = 0;
    for (size_t i = 0; i < c->count; i++) {
        const Node *n = edit_of(s, c, i)->at;
        size += n->last - n->first;
    }
    return (float)c->cost + 0.01F * (float)edit_of(s, c, 0)->kind +
           0.0001F * (float)size;
}

/* The kind of an edit in words: with the name of the variable that it starts, or
   on which side of its line a statement is missing. */
static void kind_of(const Edit *e, char *words, size_t size)
{
    const Node *n = e->kind == START_VALUE ? e->at : NULL;
    n = n != NULL && n->kind != DECLARATOR ? n->parent : n;
    bool moves_pointer = e->kind == EXCHANGED && e->at->type.pointers > 0 &&
                         strpbrk(e->text, "+[") != NULL;
    if (n != NULL && n->kind == DECLARATOR && n->variable != NULL) {
        snprintf(words, size, "the value that `%s` starts with",
                 n->variable->name);
    } else {
        snprintf(words, size, "%s%s",
                 edit_words[moves_pointer ? INDEXING : e->kind],
                 e->kind != STATEMENT_ABSENT ? ""
                 : e->after                  ? " behind it"
                                             : " before it");
    }
}

/* As much of the line as there is room for. */
static void keep_line(char *to, size_t size, const char *line)
{
    if ((size_t)snprintf(to, size, "%s", line) >= size) {
        strcpy(to + size - 5, " ...");
    }
}

/* The change of one edit: under the line that it is in. */
static void add_change(const Search *s, const Edit *e, const char *text,
                       Repair *out)
{
    char words[sizeof out->change->kind];
    kind_of(e, words, sizeof words);
    int i = 0;
    while (i < out->changed && out->change[i].line != e->line) {
        i++;
    }
    if (i == MAX_CHANGED) {
        return;
    }
    Change *change = &out->change[i];
    if (i == out->changed) {
        out->changed++;
        change->line = e->line;
        snprintf(change->kind, sizeof change->kind, "%s", words);
        keep_line(change->before, sizeof change->before,
                  line_of(s->source->text, e->line));
        keep_line(change->after, sizeof change->after, line_of(text, e->line));
    } else if (strstr(change->kind, words) == NULL) {
        size_t used = strlen(change->kind);
        snprintf(change->kind + used, sizeof change->kind - used, "; %s",
                 words);
    }
}

static int by_line(const void *a, const void *b)
{
    return ((const Change *)a)->line - ((const Change *)b)->line;
}

static void report(const Search *s, const Candidate *c, const char *text,
                   Repair *out)
{
    *out = (Repair){.cost = c->cost, .places = 1};
    for (size_t i = 0; i < c->count; i++) {
        Edit e = *edit_of(s, c, i);
        if (e.how == ADDS && e.after) {
            e.line = s->source->tokens[e.beside->last].line;
        }
        add_change(s, &e, text, out);
        out->suspect =
            out->suspect || (e.at->kind == NAME && is_whole(e.at->type));
    }
    qsort(out->change, (size_t)out->changed, sizeof *out->change, by_line);
    out->instead[0] = out->change[0].line;
}

/* Another change of the same cost: its first line. */
static void add_place(const Search *s, const Candidate *c, Repair *out)
{
    int first = edit_of(s, c, 0)->line;
    for (size_t i = 1; i < c->count; i++) {
        int line = edit_of(s, c, i)->line;
        first = line < first ? line : first;
    }
    for (int i = 0; i < out->places && i < MAX_PLACES; i++) {
        if (out->instead[i] == first) {
            return;
        }
    }
    if (is_right(s, c)) {
        if (out->places < MAX_PLACES) {
            out->instead[out->places] = first;
        }
        out->places++;
    }
}

/* Leaves out of many changes those that are not needed. */
static void minimise(const Search *s, Candidate *c)
{
    for (size_t i = 0;
         c->aligned && c->count > 3 && i < c->count && seconds_left(s) > 0;) {
        Candidate less = *c;
        less.cost -= edit_of(s, c, i)->cost + 1;
        less.edit[i] = less.edit[--less.count];
        if (is_right(s, &less)) {
            *c = less;
        } else {
            i++;
        }
    }
}

/* Whether it is of a mistake's size: in few places, and not the function anew. Two
   numbers that a right function has otherwise are another choice, not a mistake. */
static bool is_small(const Search *s, const Candidate *c)
{
    int lines = 0, gone = 0, numbers = 0, size = size_of(s->function->body);
    bool aligned = false;
    for (size_t i = 0; i < c->count; i++) {
        size_t k = 0;
        while (edit_of(s, c, k)->line != edit_of(s, c, i)->line) {
            k++;
        }
        lines += k == i;
        const Edit *e = edit_of(s, c, i);
        aligned = aligned || e->aligned;
        numbers += e->kind == CONSTANT && e->aligned;
        gone += e->how == REPLACES || e->how == REMOVES ? size_of(e->at) : 0;
    }
    return lines <= MAX_PLACES && numbers < 2 && 4 * gone <= 3 * size &&
           (!aligned || c->cost <= CHEAP ||
            (c->count <= MAX_CHANGED && 3 * c->cost <= size));
}

/* The cheapest that is right; how many other lines would do as well. */
static bool choose(Search *s, size_t begin, Repair *out)
{
    enum { MOST = 40 };
    Ranked *right = malloc((s->count - begin + 1) * sizeof *right);
    size_t count = 0;
    for (size_t i = begin; i < s->count; i++) {
        if (s->list[i].score > 1) {
            right[count++] = (Ranked){i, rank_of(s, &s->list[i])};
        }
    }
    qsort(right, count, sizeof *right, by_key);
    out->places = 0;
    double until = seconds_left(s) - seconds_to_confirm;
    for (size_t k = 0; k < count && k < MOST && seconds_left(s) > until; k++) {
        Candidate *c = &s->list[right[k].index];
        if (out->places > 0 && c->cost == out->cost && out->changed == 1) {
            add_place(s, c, out);
        } else if (out->places == 0) {
            minimise(s, c);
            char *text = text_with(s, c);
            if (is_small(s, c) && is_right(s, c) && text_is_right(s, text)) {
                report(s, c, text, out);
            }
            free(text);
        }
    }
    free(right);
    return out->places > 0 && out->places <= MAX_PLACES;
}

/* ---- Types ---- */

/* Whether a type stands there that may be meant to be real. */
static bool is_doubtful(const Search *s, int t, bool is_float)
{
    const Source *source = s->source;
    bool whole = token_is(source, t, "int") || token_is(source, t, "long") ||
                 token_is(source, t, "size_t");
    return is_float ? token_is(source, t, "float")
                    : whole && !token_is(source, t - 1, "(");
}

/* Whether the student's text is right with `real` for the types from the token
   on: for the first, or for all. */
static bool try_type(Search *s, int token, bool is_float, bool all, Repair *out)
{
    const Source *source = s->source;
    char *text = calloc(1, 4 * strlen(source->text) + 100);
    const char *from = source->text;
    Edit changed[MAX_CHANGED];
    size_t count = 0;
    for (int t = token; t < s->function->last; t++) {
        const Token *here = &source->tokens[t];
        if (t == token || (all && is_doubtful(s, t, is_float))) {
            strncat(text, from, (size_t)(here->text - from));
            strcat(text, "real");
            from = here->text + here->length;
            if (count < MAX_CHANGED) {
                changed[count++] =
                    (Edit){.kind = TYPE_NAME, .line = here->line};
            }
        }
    }
    strcat(text, from);
    bool right = text_is_right(s, text);
    if (right) {
        *out = (Repair){.cost = 1, .places = 1, .instead = {changed[0].line}};
        for (size_t i = 0; i < count; i++) {
            add_change(s, &changed[i], text, out);
        }
    }
    free(text);
    return right;
}

/* Another type for a variable: it cannot be switched, so each is compiled. */
static bool try_types(Search *s, bool is_float, Repair *out)
{
    enum { MOST = 4 };
    int doubtful[MOST], count = 0;
    for (int t = s->function->body->first;
         t < s->function->last && count < MOST; t++) {
        if (is_doubtful(s, t, is_float)) {
            doubtful[count++] = t;
        }
    }
    for (int i = 0; i < count && !is_float && seconds_left(s) > 0; i++) {
        if (try_type(s, doubtful[i], false, false, out)) {
            return true;
        }
    }
    return count > !is_float && try_type(s, doubtful[0], is_float, true, out);
}

/* ---- All ---- */

/* A function that keeps something from call to call cannot be tried call by call. */
static bool remembers(const FunctionText *f)
{
    for (; f != NULL; f = f->next) {
        for (const Variable *v = f->variables; v != NULL; v = v->next) {
            if (v->is_static) {
                return true;
            }
        }
    }
    return false;
}

/* What differs from a right function: a few changes at once, and soon tried. */
static bool search_aligned(Search *s, Repair *out)
{
    Aligned lists[MAX_ALIGNED];
    size_t count = align(s->source, s->function, s->e->probe->exercise, s->name,
                         &s->edits, lists);
    bool *dropped = calloc(s->edits.count + 1, sizeof *dropped);
    for (size_t i = 0; i < s->edits.count; i++) {
        dropped[i] = s->edits.list[i].dropped;
        s->edits.list[i].dropped = !s->edits.list[i].aligned;
    }
    bool found = false;
    if (count > 0 && compile_choices(s)) {
        for (size_t i = 0; i < count; i++) {
            add_aligned(s, &lists[i]);
        }
        qsort(s->list, s->count, sizeof *s->list, by_cost);
        try_all(s, 0, true, seconds_left(s) / 3 / WORKERS);
        found = choose(s, 0, out);
    }
    for (size_t i = 0; i < s->edits.count; i++) {
        Edit *e = &s->edits.list[i];
        e->dropped = e->aligned ? e->dropped : dropped[i];
    }
    free(dropped);
    return found;
}

static double seconds_for_each(const Search *s)
{
    return (seconds_left(s) - seconds_to_confirm) / WORKERS;
}

/* Small changes, one everywhere or two, that are cheaper than what is found
   already; a dear single one gives way to a cheaper pair. */
static bool search_blind(Search *s, const Repair *known, Repair *out)
{
    size_t begin = s->count;
    if (!compile_choices(s)) {
        return false;
    }
    add_candidate(s, (Candidate){.count = 0}); /* as it is */
    add_singles(s);
    add_everywhere(s);
    /* what is likely first: time may end */
    qsort(s->list + begin + 1, s->count - begin - 1, sizeof *s->list, by_cost);
    size_t singles = s->count;
    bool good = known != NULL && known->cost <= 2 * CHEAP;
    try_all(s, begin, false, seconds_for_each(s) / (good ? 2 : 1));
    s->list[begin].score = s->list[begin].score > 1 ? 0 : s->list[begin].score;
    bool found = choose(s, begin, out);
    if (known != NULL || (found && out->cost <= CHEAP)) {
        return found && (known == NULL || out->cost < known->cost);
    }
    if (!found && try_types(s, false, out)) {
        return true;
    }
    add_pairs(s, begin);
    try_all(s, singles, true, seconds_for_each(s));
    return choose(s, begin, out);
}

static bool search(Search *s, Repair *out)
{
    Repair aligned = {.cost = 0};
    bool found = search_aligned(s, &aligned);
    if ((!found || aligned.suspect) && try_types(s, !found, out)) {
        return true;
    }
    if ((!found || aligned.cost > SURE) &&
        search_blind(s, found ? &aligned : NULL, out)) {
        return true;
    }
    if (found) {
        *out = aligned;
    }
    return found;
}

bool repair(const Evidence *evidence, const char *source_path, uint64_t seed,
            Repair *found)
{
    Search s;
    *found = (Repair){0};
    bool done = false;
    for (size_t i = 0; i < evidence->count; i++) {
        if (evidence->got[i].objection != 0) {
            return false; /* of threads: candidates have one */
        }
    }
    if (search_begin(&s, evidence, source_path, evidence->probe->function,
                     seed)) {
        done = !remembers(s.function) && search(&s, found);
        for (size_t i = 0; i < s.count; i++) {
            found->tried += s.list[i].score >= 0;
        }
        search_end(&s);
    }
    found->seconds = seconds_used(&s);
    return done;
}
