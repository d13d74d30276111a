#include "confine.h"
#include "program.h"
#include "repair.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MEGABYTES = 512 };
enum { WORKERS = 2, MAX_TOGETHER = 24, PROBED = 6, FRESH_SEEDS = 3 };
/* Of processor time for a worker: for single changes, which are few but may be slow
   to call, and for pairs. */
static const double seconds_for_singles = 2.5, seconds_for_pairs = 1.4,
                    seconds_to_confirm = 2;

/* ---- Candidates ---- */

typedef struct Candidate {
    unsigned short count;
    unsigned short edit[MAX_TOGETHER];
    int cost;
} Candidate;

/* What the workers write: how much is right, 0 to 1; 2: all is. −1: not tried */
typedef struct Board {
    float *score;
    volatile size_t *current; /* one for each worker */
    volatile bool *out_of_time;
} Board;

typedef struct Search {
    const Evidence *e;
    const char *path;
    const char *name; /* of the function in the file */
    uint64_t seed;
    char folder[200];
    Source *source;
    FunctionText *function;
    Edits edits;
    size_t order[MAX_CASES]; /* of the cases: those that tell most first */
    size_t cases;
    Candidate *list;
    size_t count, room;
    size_t tried;
} Search;

static void *shared(size_t bytes)
{
    void *memory = mmap(NULL, bytes + 1, PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) {
        abort();
    }
    return memory;
}

static Candidate *new_candidate(Search *s)
{
    if (s->count == s->room) {
        s->room = 2 * s->room + 1024;
        s->list = realloc(s->list, s->room * sizeof *s->list);
        if (s->list == NULL) {
            abort();
        }
    }
    Candidate *c = &s->list[s->count++];
    memset(c, 0, sizeof *c);
    return c;
}

/* ---- Compiling ---- */

static int run_compiler(const char *command)
{
    int status = system(command);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static const char *compiler(void)
{
    const char *cc = getenv("CC");
    return cc != NULL && *cc != '\0' ? cc : "gcc";
}

/* Drops what the compiler refuses. False: it refuses something else. */
static bool drop_refused(Search *s, const char *log)
{
    FILE *file = fopen(log, "r");
    if (file == NULL) {
        return false;
    }
    static int lines[20000];
    size_t count = 0, sure = 0;
    char line[2000];
    for (int pass = 0; pass < 2 && sure == 0; pass++) {
        rewind(file);
        while (fgets(line, sizeof line, file) != NULL && count < 20000) {
            int number;
            const char *at = strstr(line, "choices.c:");
            if (at == NULL || strstr(line, "error:") == NULL ||
                sscanf(at, "choices.c:%d", &number) != 1) {
                continue;
            }
            /* what follows from another error */
            bool follows = strstr(line, "\u2018t") != NULL ||
                           strstr(line, "'t") != NULL ||
                           strstr(line, "type-generic") != NULL;
            if (pass == 1 || !follows) {
                lines[count++] = number;
                sure++;
            }
        }
    }
    fclose(file);
    bool dropped = false;
    for (size_t i = 0; i < s->edits.count; i++) {
        Edit *e = &s->edits.list[i];
        for (size_t k = 0; k < count && !e->dropped; k++) {
            if (e->written_at == lines[k]) {
                e->dropped = dropped = true;
            }
        }
    }
    return dropped;
}

static bool compile_choices(Search *s)
{
    char path[300], command[1500], log[300];
    snprintf(path, sizeof path, "%s/choices.c", s->folder);
    snprintf(log, sizeof log, "%s/choices.log", s->folder);
    snprintf(command, sizeof command,
             "%s -std=gnu11 -O0 -pipe -w -fmax-errors=0 -DREAL=double -Isrc "
             "-Igrader -fPIC -shared %s -o %s/choices.so -lm > %s 2>&1",
             compiler(), path, s->folder, log);
    for (int attempt = 0; attempt < 6; attempt++) {
        FILE *file = fopen(path, "w");
        if (file == NULL) {
            return false;
        }
        write_choices(s->source, s->function, &s->edits, file);
        fclose(file);
        if (run_compiler(command) == 0) {
            return true;
        }
        if (!drop_refused(s, log)) {
            return false;
        }
    }
    return false;
}

/* ---- Running, in a process of its own ---- */

typedef struct Program {
    Function *f;
    int *choice;
    long *steps_left;
    long steps;
    Probe probe;
} Program;

static bool load(const Search *s, Program *p)
{
    char path[300], name[200];
    snprintf(path, sizeof path, "%s/choices.so", s->folder);
    snprintf(name, sizeof name, PREFIX "%s", s->name);
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) {
        return false;
    }
    p->choice = dlsym(library, "choice");
    p->steps_left = dlsym(library, "steps_left");
    *(void **)&p->f = dlsym(library, name);
    void (**out_of_steps)(void) = dlsym(library, "out_of_steps");
    if (out_of_steps != NULL) {
        *out_of_steps = guard_leave;
    }
    p->probe = *s->e->probe;
    p->probe.seconds = 0.05;
    p->steps = 1000000;
    return p->f != NULL && p->choice != NULL && p->steps_left != NULL;
}

/* How much of what is expected came out, 0 to 1. */
static double share_right(const Outcome *got, const Outcome *expected,
                          double tolerance)
{
    if (outcomes_agree(got, expected, tolerance)) {
        return 1;
    }
    if (got->ending.signal != 0 || got->count != expected->count ||
        got->count == 0) {
        return 0;
    }
    size_t right = 0;
    for (size_t i = 0; i < got->count; i++) {
        right += values_agree(got->values[i], expected->values[i], tolerance);
    }
    bool damage = got->damaged != NULL || got->overwrote != NULL ||
                  got->unwritten != NULL;
    return (damage ? 0.5 : 0.95) * (double)right / (double)got->count;
}

static double run_case(Program *p, Case *c, const Outcome *expected,
                       bool *damaged)
{
    *p->steps_left = p->steps;
    Outcome got = case_run(c, &p->probe, p->f, p->probe.seconds);
    double share = share_right(&got, expected, p->probe.tolerance);
    const Array *a = got.damaged;
    *damaged = a != NULL &&
               guarded_written(a->data,
                               array_count(a) * element_size(a->element)) != 0;
    outcome_free(&got);
    return share;
}

static void switch_on(const Search *s, Program *p, const Candidate *c, bool on)
{
    for (size_t i = 0; i < c->count; i++) {
        const Edit *e = &s->edits.list[c->edit[i]];
        p->choice[e->site] = on ? e->value : 0;
    }
}

/* Of all cases, or until the first difference if `quick`. */
static float try_candidate(const Search *s, Program *p, const Candidate *c,
                           bool quick)
{
    switch_on(s, p, c, true);
    double sum = 0;
    size_t run = 0;
    for (; run < s->cases; run++) {
        size_t i = s->order[run];
        bool damaged = false;
        sum += run_case(p, s->e->cases[i], &s->e->expected[i], &damaged);
        if (damaged) { /* what stands around its arrays is not as it was */
            case_free(s->e->cases[i]);
            s->e->cases[i] = case_draw(s->e->probe, i, s->seed);
        }
        bool all_right = sum > (double)run + 0.999;
        if (!all_right && (quick || run + 1 >= PROBED)) {
            run++;
            break;
        }
    }
    switch_on(s, p, c, false);
    return sum > (double)s->cases - 0.001
               ? 2
               : (float)(sum / (double)(run > PROBED ? PROBED : run));
}

static double processor_time(void)
{
    struct rusage self, children;
    getrusage(RUSAGE_SELF, &self);
    getrusage(RUSAGE_CHILDREN, &children);
    return (double)(self.ru_utime.tv_sec + self.ru_stime.tv_sec +
                    children.ru_utime.tv_sec + children.ru_stime.tv_sec) +
           1e-6 *
               (double)(self.ru_utime.tv_usec + self.ru_stime.tv_usec +
                        children.ru_utime.tv_usec + children.ru_stime.tv_usec);
}

static double own_time(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* A candidate needs at most some times the steps of the function as it is, or of
   one that looks at each element. */
static void measure_steps(const Search *s, Program *p)
{
    long most = 0;
    for (size_t i = 0; i < s->cases; i++) {
        Case *c = s->e->cases[i];
        *p->steps_left = p->steps;
        Outcome got = case_run(c, &p->probe, p->f, p->probe.seconds);
        long steps =
            got.ending.signal == SIGPROF ? 0 : p->steps - *p->steps_left;
        outcome_free(&got);
        for (size_t k = 0; k < c->array_count; k++) {
            steps += (long)array_count(&c->arrays[k]);
        }
        most = steps > most ? steps : most;
    }
    p->steps = 20 * most + 2000;
}

static void work(const Search *s, Board b, size_t worker, size_t from,
                 size_t begin, bool quick, double limit)
{
    Program p;
    int nowhere = open("/dev/null", O_WRONLY);
    dup2(nowhere, STDOUT_FILENO);
    dup2(nowhere, STDERR_FILENO);
    if (!load(s, &p)) {
        _exit(1);
    }
    guard_steadily(0.03);
    confine(20, MEGABYTES);
    measure_steps(s, &p);
    double start = own_time();
    for (size_t i = from; i < s->count; i += WORKERS) {
        b.current[worker] = i;
        if (i >= begin) {
            b.score[i] = 0;
            b.score[i] = try_candidate(s, &p, &s->list[i], quick);
        }
        if (own_time() - start > limit) {
            b.out_of_time[worker] = true;
            break;
        }
    }
    _exit(0);
}

/* Tries the candidates from `begin` on; a worker that dies is followed by another. */
static void try_all(Search *s, Board b, size_t begin, bool quick, double limit)
{
    pid_t child[WORKERS];
    size_t next[WORKERS];
    for (size_t w = 0; w < WORKERS; w++) {
        next[w] = begin + w;
        b.out_of_time[w] = false;
        child[w] = 0;
    }
    fflush(NULL);
    for (int deaths = 0;;) {
        bool any = false;
        for (size_t w = 0; w < WORKERS; w++) {
            if (child[w] == 0 && next[w] < s->count && !b.out_of_time[w] &&
                deaths < 60) {
                b.current[w] = next[w];
                child[w] = fork();
                if (child[w] == 0) {
                    alarm(20);
                    work(s, b, w, next[w], begin, quick, limit);
                }
            }
            any = any || child[w] > 0;
        }
        if (!any) {
            break;
        }
        int status;
        pid_t ended = wait(&status);
        for (size_t w = 0; w < WORKERS; w++) {
            if (child[w] == ended) {
                child[w] = 0;
                bool well = WIFEXITED(status);
                next[w] = well ? s->count : b.current[w] + WORKERS;
                deaths += !well;
            }
        }
        if (ended < 0 && errno != EINTR) {
            break;
        }
    }
    for (size_t i = begin; i < s->count; i++) {
        s->tried += b.score[i] >= 0;
    }
}

/* ---- What to try ---- */

static void add_singles(Search *s)
{
    for (size_t i = 0; i < s->edits.count; i++) {
        if (!s->edits.list[i].dropped) {
            Candidate *c = new_candidate(s);
            c->count = 1;
            c->edit[0] = (unsigned short)i;
            c->cost = s->edits.list[i].cost;
        }
    }
}

/* Of calls and operations: the same change of the same, whatever the operands. */
static bool alike(const Search *s, const Edit *a, const Edit *b)
{
    return a->at->kind == b->at->kind && a->kind == b->kind &&
           strchr(a->text, 1) != NULL && strcmp(a->text, b->text) == 0 &&
           (a->at->kind == CALL || a->at->kind == BINARY ||
            a->at->kind == ASSIGN) &&
           (a->at->kind == CALL
                ? strcmp(node_text(s->source, a->at->child[0]),
                         node_text(s->source, b->at->child[0])) == 0
                : binary_precedence(s->source, a->at->mark) ==
                          binary_precedence(s->source, b->at->mark) &&
                      s->source->tokens[a->at->mark].text[0] ==
                          s->source->tokens[b->at->mark].text[0]);
}

static const char *old_text(const Search *s, const Edit *e)
{
    return node_text(s->source, e->at);
}

/* The same change wherever the same stands: step becomes step − 1. */
static void add_everywhere(Search *s)
{
    size_t n = s->edits.count;
    char **old = calloc(n + 1, sizeof *old);
    for (size_t i = 0; i < n; i++) {
        const Edit *e = &s->edits.list[i];
        bool simple = !e->dropped && e->text != NULL && e->beside == NULL &&
                      !e->guards && e->at->last - e->at->first < 12 &&
                      is_expression(e->at);
        old[i] = simple ? (char *)old_text(s, e) : NULL;
    }
    for (size_t i = 0; i < n; i++) {
        if (old[i] == NULL) {
            continue;
        }
        const Edit *e = &s->edits.list[i];
        Candidate c = {
            .count = 1, .edit = {(unsigned short)i}, .cost = e->cost + 1};
        bool first = true;
        for (size_t j = 0; j < n && c.count < MAX_TOGETHER; j++) {
            if (j != i && old[j] != NULL && e->kind == s->edits.list[j].kind &&
                strcmp(old[i], old[j]) == 0 &&
                strcmp(e->text, s->edits.list[j].text) == 0) {
                first = first && j > i;
                c.edit[c.count++] = (unsigned short)j;
                c.cost++;
            }
        }
        if (c.count > 1 && first) {
            *new_candidate(s) = c;
        }
        c = (Candidate){
            .count = 1, .edit = {(unsigned short)i}, .cost = e->cost + 1};
        first = true;
        for (size_t j = 0; j < n && c.count < MAX_TOGETHER; j++) {
            if (j != i && old[j] != NULL && alike(s, e, &s->edits.list[j])) {
                first = first && j > i;
                c.edit[c.count++] = (unsigned short)j;
                c.cost++;
            }
        }
        if (c.count > 1 && first) {
            *new_candidate(s) = c;
        }
        /* and two that change places everywhere */
        if (e->at->kind == NAME && e->at->variable != NULL &&
            strcmp(old[i], e->text) < 0) {
            Candidate x = {.count = 0, .cost = 2};
            bool other = false, leading = true;
            for (size_t j = 0; j < n && x.count < MAX_TOGETHER; j++) {
                if (old[j] == NULL || s->edits.list[j].at->kind != NAME) {
                    continue;
                }
                bool here = strcmp(old[j], old[i]) == 0 &&
                            strcmp(s->edits.list[j].text, e->text) == 0;
                bool there = strcmp(old[j], e->text) == 0 &&
                             strcmp(s->edits.list[j].text, old[i]) == 0;
                if (here && j < i) {
                    leading = false;
                }
                if (here || there) {
                    x.edit[x.count++] = (unsigned short)j;
                    x.cost++;
                    other = other || there;
                }
            }
            if (other && leading && x.count > 1) {
                *new_candidate(s) = x;
            }
        }
    }
    free(old);
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

/* Pairs: one that makes more right, and any other; then all cheap ones. */
static void add_pairs(Search *s, const float *score, float base, size_t singles)
{
    enum { BETTER = 50, MOST = 390000 };
    Ranked *better = malloc((singles + 1) * sizeof *better),
           *all = malloc((singles + 1) * sizeof *all);
    size_t better_count = 0;
    for (size_t i = 0; i < singles; i++) {
        all[i] = (Ranked){i, (float)s->list[i].cost};
        if (score[i] > base + 1e-4F) {
            better[better_count++] =
                (Ranked){i, -score[i] + 0.01F * (float)s->list[i].cost};
        }
    }
    qsort(better, better_count, sizeof *better, by_key);
    qsort(all, singles, sizeof *all, by_key);
    better_count = better_count < BETTER ? better_count : BETTER;
    size_t begin = s->count;
    for (size_t k = 0; k < singles && s->count - begin < MOST; k++) {
        for (size_t i = 0; i < better_count; i++) {
            Candidate a = s->list[better[i].index];
            const Candidate *b = &s->list[all[k].index];
            if (a.count + b->count > MAX_TOGETHER ||
                s->edits.list[a.edit[0]].site ==
                    s->edits.list[b->edit[0]].site) {
                continue;
            }
            memcpy(a.edit + a.count, b->edit, b->count * sizeof b->edit[0]);
            a.count = (unsigned short)(a.count + b->count);
            a.cost += b->cost + 1;
            *new_candidate(s) = a;
        }
    }
    for (size_t k = 1; k < singles && s->count - begin < MOST; k++) {
        for (size_t i = 0; i < k && all[k].key <= 2; i++) {
            Candidate a = s->list[all[i].index];
            const Candidate *b = &s->list[all[k].index];
            if (a.count + b->count > 2 || s->edits.list[a.edit[0]].site ==
                                              s->edits.list[b->edit[0]].site) {
                continue;
            }
            a.edit[1] = b->edit[0];
            a.count = 2;
            a.cost += b->cost + 1;
            *new_candidate(s) = a;
        }
    }
    free(better);
    free(all);
}

/* ---- Choosing ---- */

/* In a process of its own: whether f is right on the evidence's cases and on others. */
static bool right_on_fresh_seeds(const Search *s, Program *p)
{
    for (size_t i = 0; i < s->cases; i++) {
        bool damaged;
        if (run_case(p, s->e->cases[i], &s->e->expected[i], &damaged) < 1) {
            return false;
        }
    }
    for (uint64_t k = 1; k <= FRESH_SEEDS; k++) {
        for (size_t i = 0; i < case_total(s->e->probe); i++) {
            Case *c = case_draw(s->e->probe, i, s->seed + 1000 * k);
            Outcome expected =
                case_run(c, s->e->probe, s->e->probe->function_itself,
                         call_seconds(s->e->probe));
            bool damaged;
            double share = run_case(p, c, &expected, &damaged);
            outcome_free(&expected);
            case_free(c);
            if (share < 1) {
                return false;
            }
        }
    }
    return true;
}

static bool in_a_child(const Search *s, const Candidate *c, const char *library)
{
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        alarm(20);
        int nowhere = open("/dev/null", O_WRONLY);
        dup2(nowhere, STDOUT_FILENO);
        dup2(nowhere, STDERR_FILENO);
        Program p = {.probe = *s->e->probe};
        long unused;
        if (library == NULL) {
            if (!load(s, &p)) {
                _exit(1);
            }
            switch_on(s, &p, c, true);
        } else {
            char name[200];
            snprintf(name, sizeof name, PREFIX "%s", s->name);
            void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
            if (handle == NULL) {
                _exit(1);
            }
            *(void **)&p.f = dlsym(handle, name);
            p.steps_left = &unused;
            p.probe.seconds = 2;
        }
        confine(20, MEGABYTES);
        _exit(p.f != NULL && right_on_fresh_seeds(s, &p) ? 0 : 1);
    }
    int status = 1;
    waitpid(child, &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* Whether the student's file, so changed and compiled as it is graded, is right. */
static bool confirmed_text(const Search *s, const Candidate *c,
                           const char *text)
{
    char path[300], command[1500];
    snprintf(path, sizeof path, "%s/changed.c", s->folder);
    FILE *file = fopen(path, "w");
    if (file == NULL) {
        return false;
    }
    fputs(text, file);
    fclose(file);
    snprintf(command, sizeof command,
             "%s -std=c11 -O1 -w -D%s=" PREFIX
             "%s -DREAL=double -Isrc -Igrader -fPIC -shared %s -o "
             "%s/changed.so -lm > %s/changed.log 2>&1",
             compiler(), s->name, s->name, path, s->folder, s->folder);
    if (run_compiler(command) != 0) {
        return false;
    }
    snprintf(path, sizeof path, "%s/changed.so", s->folder);
    return in_a_child(s, c, path);
}

static bool confirmed(const Search *s, const Candidate *c, char **text)
{
    Edit *edits[MAX_TOGETHER];
    for (size_t i = 0; i < c->count; i++) {
        edits[i] = &s->edits.list[c->edit[i]];
    }
    *text = patched_source(s->source, edits, c->count);
    return confirmed_text(s, c, *text);
}

static const Edit *edit_of(const Search *s, const Candidate *c, size_t i)
{
    return &s->edits.list[c->edit[i]];
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

static int first_line(const Search *s, const Candidate *c)
{
    int first = edit_of(s, c, 0)->line;
    for (size_t i = 1; i < c->count; i++) {
        int line = edit_of(s, c, i)->line;
        first = line < first ? line : first;
    }
    return first;
}

/* The kind of an edit, with the name of the variable that it starts. */
static void kind_of(const Edit *e, char *words, size_t size)
{
    const Node *n = e->kind == START_VALUE ? e->at : NULL;
    n = n != NULL && n->kind != DECLARATOR ? n->parent : n;
    if (n != NULL && n->kind == DECLARATOR && n->variable != NULL) {
        snprintf(words, size, "the value that `%s` starts with",
                 n->variable->name);
    } else {
        snprintf(words, size, "%s", edit_words[e->kind]);
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
        snprintf(change->before, sizeof change->before, "%s",
                 line_of(s->source->text, e->line));
        snprintf(change->after, sizeof change->after, "%s",
                 line_of(text, e->line));
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
    *out = (Repair){.cost = c->cost};
    for (size_t i = 0; i < c->count; i++) {
        add_change(s, edit_of(s, c, i), text, out);
    }
    qsort(out->change, (size_t)out->changed, sizeof *out->change, by_line);
}

/* The cheapest that is right; how many other lines would do as well. */
static bool choose(Search *s, const float *score, size_t begin, Repair *out)
{
    Ranked *right = malloc((s->count - begin + 1) * sizeof *right);
    size_t count = 0;
    for (size_t i = begin; i < s->count; i++) {
        if (score[i] > 1.5F) {
            right[count++] = (Ranked){i, rank_of(s, &s->list[i])};
        }
    }
    qsort(right, count, sizeof *right, by_key);
    bool done = false;
    int best = 0;
    double start = processor_time();
    for (size_t k = 0;
         k < count && k < 40 && processor_time() - start < seconds_to_confirm;
         k++) {
        const Candidate *c = &s->list[right[k].index];
        char *text;
        if (!done) {
            if (in_a_child(s, c, NULL) && confirmed(s, c, &text)) {
                report(s, c, text, out);
                best = c->cost;
                out->instead[0] = out->change[0].line;
                out->places = 1;
                done = true;
            }
        } else if (c->cost == best) {
            int first = first_line(s, c);
            bool known = false;
            for (int i = 0; i < out->places && i < MAX_PLACES; i++) {
                known = known || out->instead[i] == first;
            }
            if (!known && in_a_child(s, c, NULL)) {
                if (out->places < MAX_PLACES) {
                    out->instead[out->places] = first;
                }
                out->places++;
            }
        }
    }
    free(right);
    return done && out->places <= MAX_PLACES;
}

/* ---- All ---- */

static bool has_failed(const Evidence *e, size_t i)
{
    return i < e->count &&
           !outcomes_agree(&e->got[i], &e->expected[i], e->probe->tolerance);
}

static void order_cases(Search *s)
{
    const Evidence *e = s->e;
    size_t n = 0;
    for (int wanted = 1; wanted >= 0; wanted--) {
        for (size_t i = 0; i < s->cases; i++) {
            if (has_failed(e, i) == (wanted == 1)) {
                s->order[n++] = i;
            }
        }
    }
    size_t failing = 0;
    while (failing < n && has_failed(e, s->order[failing])) {
        failing++;
    }
    /* those that are counted lie apart from each other */
    for (size_t k = 1; k < PROBED && failing > PROBED; k++) {
        size_t far = k * failing / PROBED;
        size_t moved = s->order[k];
        s->order[k] = s->order[far];
        s->order[far] = moved;
    }
}

static Board new_board(size_t room)
{
    Board b = {shared(room * sizeof(float)), shared(WORKERS * sizeof(size_t)),
               shared(WORKERS)};
    for (size_t i = 0; i < room; i++) {
        b.score[i] = -1;
    }
    return b;
}

/* The next place where the same word stands. */
static const char *next_word(const Search *s, const char *at, size_t length,
                             const char *word)
{
    for (int t = s->function->first; t < s->function->last; t++) {
        const Token *token = &s->source->tokens[t];
        if (token->text > at && token->length == length &&
            memcmp(token->text, word, length) == 0) {
            return token->text;
        }
    }
    return NULL;
}

/* Another type for a variable: it cannot be switched, so each is compiled. */
static bool try_text(Search *s, const char *at, size_t length,
                     const char *instead, bool all, Repair *out)
{
    size_t room = 3 * strlen(s->source->text) + 100;
    char *text = calloc(1, room);
    const Token *end = &s->source->tokens[s->function->last];
    const char *from = s->source->text, *begin = at;
    for (; at != NULL && at < end->text;
         at = all ? next_word(s, at, length, begin) : NULL) {
        strncat(text, from, (size_t)(at - from));
        strcat(text, instead);
        from = at + length;
    }
    strcat(text, from);
    Candidate none = {.count = 0};
    bool right = confirmed_text(s, &none, text);
    if (right) {
        int line = 1;
        for (const char *c = s->source->text; c < begin; c++) {
            line += *c == '\n';
        }
        Edit e = {.kind = TYPE_NAME, .line = line};
        *out = (Repair){.cost = 1, .places = 1, .instead = {line}};
        add_change(s, &e, text, out);
    }
    free(text);
    return right;
}

static bool try_types(Search *s, bool only_float, Repair *out)
{
    const Source *source = s->source;
    size_t tried = 0;
    for (int t = s->function->body->first; t < s->function->last && tried < 4;
         t++) {
        bool is_float = token_is(source, t, "float");
        bool whole = token_is(source, t, "int") ||
                     token_is(source, t, "long") ||
                     token_is(source, t, "size_t");
        bool in_loop_head = token_is(source, t - 1, "(");
        const Token *token = &source->tokens[t];
        if (only_float ? is_float : whole && !in_loop_head) {
            tried++;
            if (try_text(s, token->text, token->length, "real", only_float,
                         out)) {
                return true;
            }
            if (only_float) {
                return false;
            }
        }
    }
    return false;
}

static int by_cost(const void *a, const void *b)
{
    const Candidate *x = a, *y = b;
    return x->cost != y->cost ? x->cost - y->cost
                              : (int)x->edit[0] - (int)y->edit[0];
}

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

static bool search(Search *s, Repair *out)
{
    s->source = source_read(s->path, "src");
    s->function =
        s->source != NULL ? source_function(s->source, s->name) : NULL;
    if (s->function == NULL) {
        return false;
    }
    if (remembers(s->function)) {
        return false;
    }
    find_edits(s->source, s->function, &s->edits);
    if (s->edits.count > 60000 || !compile_choices(s)) {
        return false;
    }
    order_cases(s);
    Board b = new_board(400000);
    if (try_types(s, true, out)) {
        return true;
    }
    new_candidate(s); /* as it is */
    add_singles(s);
    add_everywhere(s);
    /* As it is comes first, then what is likely: time may end. */
    qsort(s->list + 1, s->count - 1, sizeof *s->list, by_cost);
    size_t singles = s->count;
    try_all(s, b, 0, false, seconds_for_singles);
    /* A dear single change gives way to a cheaper pair. */
    enum { CHEAP = 4 };
    bool found = choose(s, b.score, 0, out);
    if (found && out->cost <= CHEAP) {
        return true;
    }
    if (!found && try_types(s, false, out)) {
        return true;
    }
    add_pairs(s, b.score, b.score[0], singles);
    try_all(s, b, singles, true, seconds_for_pairs);
    return choose(s, b.score, 0, out);
}

static void remove_folder(const Search *s)
{
    static const char *const names[] = {"choices.c",   "choices.so",
                                        "choices.log", "changed.c",
                                        "changed.so",  "changed.log"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char path[300];
        snprintf(path, sizeof path, "%s/%s", s->folder, names[i]);
        remove(path);
    }
    rmdir(s->folder);
}

static bool make_folder(Search *s)
{
    const char *temporary = getenv("TMPDIR");
    snprintf(s->folder, sizeof s->folder, "%s/repair-XXXXXX",
             temporary != NULL ? temporary : "/tmp");
    return mkdtemp(s->folder) != NULL;
}

bool repair(const Evidence *evidence, const char *source_path, uint64_t seed,
            Repair *found)
{
    Search s = {.e = evidence,
                .path = source_path,
                .name = evidence->probe->function,
                .seed = seed};
    *found = (Repair){0};
    if (!make_folder(&s)) {
        return false;
    }
    s.cases = case_total(evidence->probe);
    double start = processor_time();
    bool done = search(&s, found);
    found->seconds = processor_time() - start;
    found->tried = s.tried;
    remove_folder(&s);
    return done;
}

/* ---- Mutants ---- */

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

static void tell_survivors(Search *s, const float *score, Survivor *survived)
{
    for (size_t i = 0; i < s->count; i++) {
        const Candidate *c = &s->list[i];
        if (c->count == 0 || score[i] < 1.5F || !in_a_child(s, c, NULL)) {
            continue;
        }
        Edit *e = &s->edits.list[c->edit[0]];
        char *text = patched_source(s->source, &e, 1);
        survived(edit_words[e->kind], e->line,
                 line_of(s->source->text, e->line), line_of(text, e->line));
    }
}

long mutants(const Evidence *evidence, const char *source_path,
             const char *function, uint64_t seed, Survivor *survived)
{
    Search s = {.e = evidence,
                .path = source_path,
                .name = function,
                .seed = seed,
                .cases = case_total(evidence->probe)};
    s.source = source_read(s.path, "src");
    s.function = s.source != NULL ? source_function(s.source, function) : NULL;
    if (s.function == NULL || !make_folder(&s)) {
        return -1;
    }
    find_edits(s.source, s.function, &s.edits);
    for (size_t i = 0; i < s.edits.count; i++) {
        s.edits.list[i].dropped = !is_mutation(s.source, &s.edits.list[i]);
    }
    long tried = -1;
    if (compile_choices(&s)) {
        order_cases(&s);
        new_candidate(&s);
        add_singles(&s);
        Board b = new_board(s.count);
        try_all(&s, b, 0, true, 60);
        if (b.score[0] > 1.5F) { /* else it is not right as it stands */
            tell_survivors(&s, b.score, survived);
            tried = (long)s.count - 1;
        }
    }
    remove_folder(&s);
    return tried;
}
