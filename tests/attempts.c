/* The wrong attempts of one chapter, tests/attempts/EXERCISE/ID.c, graded as if
   handed in. Each begins with a comment that says what is wrong; a line of it may
   say what is expected of the grader:
       expect: named NAME         this named mistake is recognised
       expect: compile            it does not compile
       expect: passes because ... it is right after all

   Usage: attempts-CHAPTER FOLDER [table | show]
   FOLDER holds EXERCISE/ID.so, an empty file where it did not compile. Prints
   "ok" and "not ok" lines: an attempt may not pass, and nothing false may be said
   of it. With `table` what became of them, by exercise; with `show` each verdict
   beside the comment too. Both look for the change that repairs what got no name;
   that takes a second or two for each. */
#include "confine.h"
#include "guard.h"
#include "repair/repair.h"
#include "statements.h"
#include "trial.h"

#include <dirent.h>
#include <dlfcn.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

typedef enum Fate {
    NAMED,
    REPAIRED,
    STATED,
    BARE,
    OTHER,
    UNCOMPILED,
    RIGHT,
    FATES
} Fate;

static const char *const fate_names[FATES] = {
    "named",           "repaired",   "stated", "bare",
    "crashed or slow", "no compile", "passed"};

typedef struct Attempt {
    const char *exercise;
    char id[64];
    char comment[1024]; /* without the lines that expect */
    char expect[256];
} Attempt;

static Verdict *verdict; /* shared with the process that grades */

/* The comment at the file's head, in one line. */
static bool read_attempt(Attempt *a)
{
    char path[512], text[2048];
    snprintf(path, sizeof path, "tests/attempts/%s/%s.c", a->exercise, a->id);
    FILE *file = fopen(path, "r");
    if (file == NULL) {
        return false;
    }
    size_t length = fread(text, 1, sizeof text - 1, file);
    fclose(file);
    text[length] = '\0';
    char *end = strstr(text, "*/");
    if (strncmp(text, "/*", 2) != 0 || end == NULL) {
        return false;
    }
    *end = '\0';
    a->comment[0] = a->expect[0] = '\0';
    char *rest = NULL;
    for (char *line = strtok_r(text + 2, "\n", &rest); line != NULL;
         line = strtok_r(NULL, "\n", &rest)) {
        line += strspn(line, " ");
        bool expects = strncmp(line, "expect: ", 8) == 0;
        if (expects || a->expect[0] != '\0') {
            verdict_add(a->expect, sizeof a->expect, "%s%s", expects ? "" : " ",
                        line + (expects ? 8 : 0));
        } else {
            verdict_add(a->comment, sizeof a->comment, "%s%s",
                        a->comment[0] == '\0' ? "" : " ", line);
        }
    }
    a->expect[strcspn(a->expect, "\n")] = '\0';
    for (size_t n = strlen(a->expect); n > 0 && a->expect[n - 1] == ' '; n--) {
        a->expect[n - 1] = '\0';
    }
    return a->comment[0] != '\0';
}

/* The compiler's first error, into the verdict, if there is one. */
static void read_error(const char *object)
{
    char path[520], line[512];
    snprintf(path, sizeof path, "%s.log", object);
    FILE *log = fopen(path, "r");
    while (log != NULL && fgets(line, sizeof line, log) != NULL) {
        if (strstr(line, " error: ") != NULL) {
            line[strcspn(line, "\n")] = '\0';
            snprintf(verdict->message, sizeof verdict->message, "%s", line);
            break;
        }
    }
    if (log != NULL) {
        fclose(log);
    }
}

/* Grades the candidate in a process of its own; the second time on other cases,
   in arrays that begin at a forbidden page. */
static void run(const Probe *probe, Function *candidate, bool again)
{
    memset(verdict, 0, sizeof *verdict);
    statements_watch();
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        if (freopen("/dev/null", "w", stdout) == NULL ||
            freopen("/dev/null", "w", stderr) == NULL) {
            _exit(1);
        }
        alarm(60);
        confine(60, probe->threads ? 4096 : 1024, probe->threads);
        guard_threads(probe->threads);
        guard_arrays_at_start(again);
        probe_run(probe, candidate, again ? 2 : 1, verdict);
        _exit(0);
    }
    waitpid(child, NULL, 0);
}

/* ---- Repair ---- */

/* The attempt as a file that compiles by itself. Returns how many lines stand
   before it, or −1. */
static int write_source(const Attempt *a, const char *folder, const char *path)
{
    char pattern[512], own[512], line[4096];
    snprintf(pattern, sizeof pattern, "%s/%02d_*.h", folder, atoi(a->exercise));
    snprintf(own, sizeof own, "tests/attempts/%s/%s.c", a->exercise, a->id);
    glob_t found;
    FILE *out = fopen(path, "w");
    int before = 0;
    if (out == NULL || glob(pattern, 0, NULL, &found) != 0) {
        return -1;
    }
    const char *parts[] = {found.gl_pathv[0], own};
    for (int i = 0; i < 2; i++) {
        FILE *in = fopen(parts[i], "r");
        while (in != NULL && fgets(line, sizeof line, in) != NULL) {
            before += i == 0;
            fputs(line, out);
        }
        if (in != NULL) {
            fclose(in);
        }
    }
    globfree(&found);
    fclose(out);
    return before;
}

static void look_for_change(const Probe *probe, Function *candidate,
                            const char *path, int before)
{
    Trial t;
    static Verdict unheard;
    Repair found;
    guard_threads(probe->threads);
    if (!trial_begin(&t, probe, 1, &unheard)) {
        return;
    }
    trial_run(&t, candidate);
    Evidence e = trial_evidence(&t);
    if (repair(&e, path, 1, &found)) {
        for (int i = 0; i < found.changed; i++) {
            found.change[i].line -= before;
        }
        for (int i = 0; i < found.places && i < MAX_PLACES; i++) {
            found.instead[i] -= before;
        }
        repair_tell(&found, verdict);
    }
    trial_end(&t);
}

/* In a process of its own. */
static void try_repair(const Attempt *a, const Probe *probe,
                       Function *candidate, const char *folder)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s.source.c", folder, a->exercise);
    int before = write_source(a, folder, path);
    pid_t child = before >= 0 ? fork() : -1;
    if (child == 0) {
        if (freopen("/dev/null", "w", stdout) == NULL) {
            _exit(1);
        }
        alarm(60);
        look_for_change(probe, candidate, path, before);
        _exit(0);
    }
    waitpid(child, NULL, 0);
    remove(path);
}

static Fate grade(const Attempt *a, const Probe *probe, const char *folder,
                  bool with_repair)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s/%s.so", folder, a->exercise, a->id);
    memset(verdict, 0, sizeof *verdict);
    statements_watch();
    Function *candidate;
    void *object = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    void *function = object == NULL ? NULL : dlsym(object, probe->function);
    if (function == NULL) {
        snprintf(verdict->message, sizeof verdict->message, "%s", dlerror());
        read_error(path);
        return UNCOMPILED;
    }
    memcpy(&candidate, &function, sizeof candidate);
    run(probe, candidate, false);
    if (verdict->status == PASSED) {
        run(probe, candidate, true);
    }
    if (with_repair && verdict->status == WRONG && verdict->named_count == 0) {
        try_repair(a, probe, candidate, folder);
    }
    dlclose(object);
    return verdict->status == PASSED      ? RIGHT
           : verdict->named_count > 0     ? NAMED
           : verdict->status != WRONG     ? OTHER
           : verdict->change[0] != '\0'   ? REPAIRED
           : verdict->statement_count > 0 ? STATED
                                          : BARE;
}

/* What is not as it should be; NULL if all is. */
static const char *fault(const Attempt *a, Fate fate)
{
    static char text[128];
    const char *untrue = untrue_statement();
    if (untrue[0] != '\0') {
        return untrue;
    }
    if (bad_words(verdict) != NULL) {
        return bad_words(verdict);
    }
    if ((strncmp(a->expect, "passes because ", 15) == 0) != (fate == RIGHT)) {
        return fate == RIGHT ? "it passes" : "it was expected to pass";
    }
    if ((strcmp(a->expect, "compile") == 0) != (fate == UNCOMPILED)) {
        return fate == UNCOMPILED ? verdict->message : "it compiles";
    }
    if (strncmp(a->expect, "named ", 6) == 0 &&
        (fate != NAMED || strcmp(verdict->named[0], a->expect + 6) != 0)) {
        snprintf(text, sizeof text, "called \"%s\"", verdict->named[0]);
        return text;
    }
    return NULL;
}

static void show(const Attempt *a, Fate fate)
{
    printf("---- %s/%s  %s\n  is:   %s\n  says: %s: %s\n  %s%s\n", a->exercise,
           a->id, fate_names[fate], a->comment, status_name(verdict->status),
           verdict->message, verdict->diagnosis[0] != '\0' ? "=> " : "",
           verdict->diagnosis);
}

static int only_sources(const struct dirent *entry)
{
    size_t length = strlen(entry->d_name);
    return length > 2 && strcmp(entry->d_name + length - 2, ".c") == 0;
}

/* Grades the attempts at one exercise. Returns how many are not as they should
   be. */
static int grade_exercise(const Probe *probe, const char *folder,
                          const char *mode, size_t counts[FATES])
{
    char path[512];
    struct dirent **files = NULL;
    snprintf(path, sizeof path, "tests/attempts/%s", probe->exercise);
    int count = scandir(path, &files, only_sources, versionsort), bad = 0;
    for (int i = 0; i < count; i++) {
        Attempt a = {.exercise = probe->exercise};
        snprintf(a.id, sizeof a.id, "%.*s", (int)strlen(files[i]->d_name) - 2,
                 files[i]->d_name);
        free(files[i]);
        bool readable = read_attempt(&a);
        Fate fate = grade(&a, probe, folder, strcmp(mode, "test") != 0);
        const char *why =
            readable ? fault(&a, fate) : "it begins with no comment";
        counts[fate]++;
        if (strcmp(mode, "show") == 0) {
            show(&a, fate);
        }
        if (strcmp(mode, "test") == 0 || why != NULL) {
            printf("%sok attempt %s/%s%s%s\n", why == NULL ? "" : "not ",
                   a.exercise, a.id, why == NULL ? "" : ": ",
                   why == NULL ? "" : why);
        }
        bad += why != NULL;
    }
    free(files);
    return bad;
}

static void print_row(const char *name, const size_t counts[FATES])
{
    printf("%-8s", name);
    for (int i = 0; i < FATES; i++) {
        printf(" %*zu", (int)strlen(fate_names[i]), counts[i]);
    }
    putchar('\n');
}

int main(int argc, char *argv[])
{
    const char *mode = argc == 3 ? argv[2] : "test";
    verdict = mmap(NULL, sizeof *verdict, PROT_READ | PROT_WRITE,
                   MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (argc < 2 || verdict == MAP_FAILED) {
        fprintf(stderr, "usage: %s FOLDER [table | show]\n", argv[0]);
        return 2;
    }
    size_t rows[64][FATES] = {{0}}, all[FATES] = {0}, row = 0;
    const Probe *probes[64];
    int bad = 0;
    for (const Probe *const *p = __start_probes; p < __stop_probes; p++) {
        probes[row] = *p;
        bad += grade_exercise(*p, argv[1], mode, rows[row++]);
    }
    if (strcmp(mode, "test") != 0) {
        printf("\n        ");
        for (int i = 0; i < FATES; i++) {
            printf(" %s", fate_names[i]);
        }
        putchar('\n');
        for (size_t i = 0; i < row; i++) {
            print_row(probes[i]->exercise, rows[i]);
            for (int k = 0; k < FATES; k++) {
                all[k] += rows[i][k];
            }
        }
        print_row("all", all);
    }
    return bad > 0;
}
