/* The grader's own test of one chapter. Every named mistake is graded as if a
   student had handed it in: it must fail, and be called by its own name and no
   other. Every right variant must pass, and so must a breakable function with
   nothing broken. Two mistakes at once must fail and never be called by a third
   name, but for those that TOGETHER tells of. No sentence may be said that the values
   do not support. Prints "ok" and "not ok" lines.

   Usage: mistakes-CHAPTER [FUNCTION] */
#include "probe.h"
#include "statements.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

extern const Mistake *const __start_variants[] __attribute__((weak));
extern const Mistake *const __stop_variants[] __attribute__((weak));
extern const Mistake *const __start_breakables[] __attribute__((weak));
extern const Mistake *const __stop_breakables[] __attribute__((weak));
extern const Together *const __start_togethers[] __attribute__((weak));
extern const Together *const __stop_togethers[] __attribute__((weak));

static const Probe *probe_of(const char *function)
{
    for (const Probe *const *p = __start_probes; p < __stop_probes; p++) {
        if (strcmp((*p)->function, function) == 0) {
            return *p;
        }
    }
    return NULL;
}

/* Grades the candidate in a process of its own, as the real grader does. If it is
   breakable, a and b are broken in it. */
static void grade_broken(const Mistake *candidate, const Mistake *a,
                         const Mistake *b, uint64_t seed, Verdict *verdict)
{
    memset(verdict, 0, sizeof *verdict);
    statements_watch();
    const Probe *probe = probe_of(candidate->function);
    if (probe == NULL) {
        snprintf(verdict->message, sizeof verdict->message,
                 "no probe grades the function %s", candidate->function);
        return;
    }
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        if (freopen("/dev/null", "w", stdout) == NULL) {
            _exit(1);
        }
        alarm(60);
        broken[0] = a;
        broken[1] = b;
        probe_run(probe, candidate->body, seed, verdict);
        _exit(0);
    }
    waitpid(child, NULL, 0);
}

static void grade(const Mistake *candidate, uint64_t seed, Verdict *verdict)
{
    grade_broken(candidate, candidate, NULL, seed, verdict);
}

static int tell(bool good, const char *kind, const Mistake *m, const Verdict *v)
{
    const char *untrue = untrue_statement();
    untrue = untrue[0] == '\0' ? bad_words(v) : untrue;
    if (untrue != NULL) {
        printf("not ok %s %s of %s: %s\n", kind, m->name, m->function, untrue);
        return 1;
    }
    printf("%sok %s %s of %s", good ? "" : "not ", kind, m->name, m->function);
    if (!good) {
        printf(": %s, called", status_name(v->status));
        for (size_t i = 0; i < v->named_count && i < 8; i++) {
            printf(" %s", v->named[i]);
        }
        printf("%s; %s", v->named_count == 0 ? " nothing" : "", v->message);
    }
    putchar('\n');
    return good ? 0 : 1;
}

static bool failed(const Verdict *v)
{
    return v->status != PASSED && v->status != UNDECIDED &&
           v->status != NOT_STARTED;
}

static bool only_called(const Verdict *v, const char *a, const char *b)
{
    for (size_t i = 0; i < v->named_count; i++) {
        if (i >= 8 ||
            (strcmp(v->named[i], a) != 0 && strcmp(v->named[i], b) != 0)) {
            return false;
        }
    }
    return true;
}

static bool passes_always(const Mistake *m, Verdict *v)
{
    for (uint64_t seed = 1; seed <= 5; seed++) {
        grade_broken(m, NULL, NULL, seed, v);
        if (v->status != PASSED) {
            return false;
        }
    }
    return true;
}

static bool told_of(const Mistake *a, const Mistake *b)
{
    for (const Together *const *t = __start_togethers; t < __stop_togethers;
         t++) {
        if (((*t)->a == a && (*t)->b == b) || ((*t)->a == b && (*t)->b == a)) {
            return true;
        }
    }
    return false;
}

/* Both are switches of this breakable function. */
static bool are_pair(const Mistake *breakable, const Mistake *a,
                     const Mistake *b)
{
    return a->body == breakable->body && b->body == breakable->body;
}

static size_t count_pairs(const Mistake *breakable)
{
    size_t switches = 0;
    for (const Mistake *const *m = __start_mistakes; m < __stop_mistakes; m++) {
        switches += (*m)->body == breakable->body;
    }
    return switches * (switches - 1) / 2;
}

/* Pairs of mistakes of one breakable function: all of them, or, of very many,
   those that are told of and each nth of the others, unless the environment has
   ALL_PAIRS. None where the diagnosis looks for none. */
static int test_pairs(const Mistake *breakable, Verdict *v)
{
    enum { MANY = 60 };
    if (probe_of(breakable->function)->threads) {
        return 0;
    }
    int bad = 0, named = 0, all = 0;
    size_t pairs = count_pairs(breakable), number = 0;
    size_t step = getenv("ALL_PAIRS") != NULL ? 1 : pairs / MANY + 1;
    const Mistake *const *end = __stop_mistakes;
    for (const Mistake *const *a = __start_mistakes; a < end; a++) {
        for (const Mistake *const *b = a + 1; b < end; b++) {
            if (!are_pair(breakable, *a, *b) ||
                (number++ % step != 0 && !told_of(*a, *b))) {
                continue;
            }
            grade_broken(breakable, *a, *b, 1, v);
            bool good = failed(v) && only_called(v, (*a)->name, (*b)->name);
            const char *untrue = untrue_statement();
            if (good == told_of(*a, *b) || untrue[0] != '\0') {
                char name[160];
                snprintf(name, sizeof name, "%s and %s", (*a)->name,
                         (*b)->name);
                Mistake pair = **a;
                pair.name = name;
                bad += tell(false, "pair", &pair, v);
            }
            named += v->named_count == 2;
            all++;
        }
    }
    if (bad == 0 && all > 0) {
        printf("ok %d of %zu pairs of %s in %s, %d named\n", all, pairs,
               breakable->function, breakable->name, named);
    }
    return bad;
}

static const char *asked; /* function, or NULL: all */

static bool is_asked(const Mistake *m)
{
    return asked == NULL || strcmp(m->function, asked) == 0;
}

int main(int argc, char *argv[])
{
    asked = argc > 1 ? argv[1] : NULL;
    Verdict *v = mmap(NULL, sizeof *v, PROT_READ | PROT_WRITE,
                      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (v == MAP_FAILED) {
        return 2;
    }
    int bad = 0;
    for (const Mistake *const *m = __start_mistakes; m < __stop_mistakes; m++) {
        if (!is_asked(*m)) {
            continue;
        }
        grade(*m, 1, v);
        bad += tell(failed(v) && v->named_count == 1 &&
                        only_called(v, (*m)->name, (*m)->name),
                    "mistake", *m, v);
    }
    for (const Mistake *const *m = __start_variants; m < __stop_variants; m++) {
        if (is_asked(*m)) {
            bad += tell(passes_always(*m, v), "right variant", *m, v);
        }
    }
    for (const Mistake *const *m = __start_breakables; m < __stop_breakables;
         m++) {
        if (is_asked(*m)) {
            bad += tell(passes_always(*m, v), "unbroken", *m, v);
            bad += test_pairs(*m, v);
        }
    }
    return bad > 0;
}
