/* The grader's own test of one chapter. Every named mistake is graded as if a
   student had handed it in: it must fail, and be called by its own name and no
   other. Every right variant must pass. Two mistakes at once (pairs) must fail
   and never be called by a third name. No sentence may be said that the values
   do not support. Prints "ok" and "not ok" lines. */
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
extern const Mistake *const __start_pairs[] __attribute__((weak));
extern const Mistake *const __stop_pairs[] __attribute__((weak));

static const Probe *probe_of(const char *function)
{
    for (const Probe *const *p = __start_probes; p < __stop_probes; p++) {
        if (strcmp((*p)->function, function) == 0) {
            return *p;
        }
    }
    return NULL;
}

/* Grades the candidate in a process of its own, as the real grader does. */
static void grade(const Mistake *candidate, uint64_t seed, Verdict *verdict)
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
        freopen("/dev/null", "w", stdout);
        alarm(60);
        probe_run(probe, candidate->body, seed, verdict);
        _exit(0);
    }
    waitpid(child, NULL, 0);
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

int main(void)
{
    Verdict *v = mmap(NULL, sizeof *v, PROT_READ | PROT_WRITE,
                      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (v == MAP_FAILED) {
        return 2;
    }
    int bad = 0;
    for (const Mistake *const *m = __start_mistakes; m < __stop_mistakes; m++) {
        grade(*m, 1, v);
        bad += tell(failed(v) && v->named_count == 1 &&
                        only_called(v, (*m)->name, (*m)->name),
                    "mistake", *m, v);
    }
    for (const Mistake *const *m = __start_variants; m < __stop_variants; m++) {
        for (uint64_t seed = 1; seed <= 5; seed++) {
            grade(*m, seed, v);
            if (v->status != PASSED) {
                break;
            }
        }
        bad += tell(v->status == PASSED, "right variant", *m, v);
    }
    for (const Mistake *const *m = __start_pairs; m < __stop_pairs; m++) {
        grade(*m, 1, v);
        bad += tell(failed(v) && only_called(v, (*m)->diagnosis, (*m)->reread),
                    "pair", *m, v);
    }
    return bad > 0;
}
