/* What the grader would say of one exercise of a file: the verdict, the
   diagnosis, and the change that repairs it.

   With REPAIR_ALL set the change is looked for even when a mistake was named.
   Usage: repair-NN_topic SOURCE.c EXERCISE [SEED] */
#include "repair/repair.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const Probe *probe_of(const char *exercise)
{
    for (const Probe *const *p = __start_probes; p < __stop_probes; p++) {
        if (strcmp((*p)->exercise, exercise) == 0) {
            return *p;
        }
    }
    return NULL;
}

static Function *compiled(const char *path, const char *function)
{
    char library[100], command[1000], name[200];
    snprintf(library, sizeof library, "/tmp/subject-%d.so", (int)getpid());
    snprintf(
        command, sizeof command,
        "gcc -std=c11 -O1 -w -ftrivial-auto-var-init=pattern -D%s=subject_%s "
        "-DREAL=double -Isrc -fPIC -shared %s -o %s -lm 2>/dev/null",
        function, function, path, library);
    if (system(command) != 0) {
        return NULL;
    }
    void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
    remove(library);
    snprintf(name, sizeof name, "subject_%s", function);
    Function *f = NULL;
    if (handle != NULL) {
        *(void **)&f = dlsym(handle, name);
    }
    return f;
}

int main(int argc, char *argv[])
{
    const Probe *probe = argc > 2 ? probe_of(argv[2]) : NULL;
    if (probe == NULL) {
        fprintf(stderr, "usage: %s SOURCE.c EXERCISE [SEED]\n", argv[0]);
        return 2;
    }
    uint64_t seed = argc > 3 ? strtoull(argv[3], NULL, 10) : 1;
    Function *f = compiled(argv[1], probe->function);
    if (f == NULL) {
        printf("status\tdoes not compile\n");
        return 0;
    }
    static Verdict verdict;
    FILE *out = fdopen(dup(STDOUT_FILENO), "w");
    if (out == NULL || freopen("/dev/null", "w", stdout) == NULL) {
        return 1;
    }
    probe_run(probe, f, seed, &verdict);
    fprintf(out, "status\t%s\nnamed\t%s\ndiagnosis\t%s\n",
            status_name(verdict.status),
            verdict.named_count > 0 ? verdict.named[0] : "", verdict.diagnosis);
    if (verdict.status == PASSED ||
        (verdict.named_count > 0 && getenv("REPAIR_ALL") == NULL)) {
        fflush(out);
        return 0;
    }
    static Case *cases[MAX_CASES];
    static Outcome expected[MAX_CASES], got[MAX_CASES];
    Evidence e = {probe, cases, expected, got, 0};
    bool over = false;
    for (size_t i = 0; i < case_total(probe); i++) {
        cases[i] = case_draw(probe, i, seed);
        expected[i] = case_run(cases[i], probe, probe->function_itself,
                               call_seconds(probe));
        if (!over) {
            got[i] = case_run(cases[i], probe, f, 0.2);
            e.count = i + 1;
            over = got[i].ending.signal != 0;
        }
    }
    Repair r;
    bool found = repair(&e, argv[1], seed, &r);
    fprintf(out, "found\t%d\ncost\t%d\ntried\t%zu\nseconds\t%.2f\n", found,
            r.cost, r.tried, r.seconds);
    for (int i = 0; i < r.changed; i++) {
        fprintf(out, "line\t%d\nkind\t%s\nbefore\t%s\nafter\t%s\n",
                r.change[i].line, r.change[i].kind, r.change[i].before,
                r.change[i].after);
    }
    for (int i = 1; i < r.places && i < MAX_PLACES; i++) {
        fprintf(out, "or\t%d\n", r.instead[i]);
    }
    fflush(out);
    _exit(0);
}
