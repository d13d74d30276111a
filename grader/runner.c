/* The judge of one chapter, a Criterion program. Each exercise is a test in a
   process of its own, which runs the hand-in's program (subject_main.c) and
   leaves a verdict in its mapped file.

   Criterion's options are its arguments; what is judged is in the environment.
   JUDGE_SUBJECT is the hand-in's program, JUDGE_IN_FLOAT the same with real =
   float, or "-"; JUDGE_SOURCE the student's file. What the exercises print goes
   to the folder JUDGE_RECORDS. Writes the file JUDGE_RESULT: {"exercises":
   [{"id", "status", "message", ...}, ...]}. The seed is in GRADE_SEED (default
   1). main() is Criterion's: Ubuntu's does not run the tests of a program that
   has a main() of its own. */
#include "case.h"
#include "subject.h"

#include <criterion/criterion.h>
#include <criterion/hooks.h>
#include <jansson.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static uint64_t seed(void)
{
    const char *text = getenv("GRADE_SEED");
    return text != NULL && *text != '\0' ? strtoull(text, NULL, 10) : 1;
}

static const char *setting(const char *name)
{
    const char *value = getenv(name);
    return value != NULL ? value : "";
}

static void record_path(char *path, size_t size, const char *exercise,
                        const char *ending)
{
    snprintf(path, size, "%s/%s.%s", setting("JUDGE_RECORDS"), exercise,
             ending);
}

/* ---- In the process of one test ---- */

/* Files named so hold AVX2 code, in the judge too. */
static bool is_out_of_reach(const char *source)
{
    const char *ending = strstr(source, "_avx2.c");
    if (ending == NULL || ending[strlen("_avx2.c")] != '\0') {
        return false;
    }
#if defined(__x86_64__)
    return *setting("JUDGE_WITHOUT_AVX2") != '\0' ||
           !__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma");
#else
    return false; /* SIMDe made other instructions of them */
#endif
}

void run_as_test(const Probe *probe)
{
    char output[4096], path[4096];
    record_path(output, sizeof output, probe->exercise, "out");
    record_path(path, sizeof path, probe->exercise, "verdict");
    const char *in_float = setting("JUDGE_IN_FLOAT");
    Subject subject = {.program = setting("JUDGE_SUBJECT"),
                       .in_float = strcmp(in_float, "-") == 0 ? NULL : in_float,
                       .source = setting("JUDGE_SOURCE"),
                       .output = output};
    Verdict *verdict = verdict_map(path, true);
    cr_assert(verdict != NULL, "cannot write %s", path);
    if (is_out_of_reach(subject.source)) {
        verdict->status = NOT_HERE;
        snprintf(verdict->message, sizeof verdict->message,
                 "this processor has no AVX2: chapter %d is not graded here",
                 atoi(probe->exercise));
        verdict->complete = COMPLETE;
    } else {
        grade_subject(probe, &subject, seed(), verdict);
    }
    cr_assert(verdict->complete == COMPLETE && verdict->status == PASSED);
}

/* ---- In the runner ---- */

static const Probe *probe_of(const struct criterion_test *test)
{
    for (const Probe *const *p = __start_probes; p < __stop_probes; p++) {
        char name[32];
        snprintf(name, sizeof name, "exercise_%s",
                 strchr((*p)->exercise, '.') + 1);
        if (strcmp(name, test->name) == 0) {
            return *p;
        }
    }
    return NULL;
}

/* What addr2line says of the frames, a line "file:line" for each. */
static void ask_for_lines(const Verdict *v, char *answer, size_t size)
{
    char addresses[24][24];
    char *arguments[24 + 4] = {"addr2line", "-e",
                               (char *)setting("JUDGE_SUBJECT"), NULL};
    for (size_t i = 0; i < v->frame_count && i < 24; i++) {
        /* a return address stands behind its call */
        snprintf(addresses[i], sizeof addresses[i], "%p",
                 (void *)((char *)v->frames[i] - 1));
        arguments[3 + i] = addresses[i];
    }
    int ends[2];
    answer[0] = '\0';
    if (pipe(ends) != 0) {
        return;
    }
    pid_t child = fork();
    if (child == 0) {
        dup2(ends[1], STDOUT_FILENO);
        execvp(arguments[0], arguments);
        _exit(127);
    }
    close(ends[1]);
    size_t used = 0;
    for (ssize_t n; child > 0 && used + 1 < size &&
                    (n = read(ends[0], answer + used, size - 1 - used)) > 0;) {
        used += (size_t)n;
    }
    answer[used] = '\0';
    close(ends[0]);
    waitpid(child, NULL, 0);
}

/* The innermost places in the student's file of where it ended, as "file:31,
   called from line 50". */
static void find_line(const Verdict *v, char *line, size_t size)
{
    char answer[8192];
    const char *file = setting("JUDGE_SOURCE");
    int places = 0;
    line[0] = '\0';
    if (v->frame_count == 0) {
        return;
    }
    ask_for_lines(v, answer, sizeof answer);
    char *rest = answer;
    for (char *place; places < 2 && (place = strsep(&rest, "\n")) != NULL;) {
        size_t length = strlen(file);
        char *found = strstr(place, file);
        if (found == NULL || found[length] != ':') {
            continue;
        }
        found[strcspn(found, " ")] = '\0';
        verdict_add(line, size, places == 0 ? "%s" : ", called from line %s",
                    places == 0 ? found : found + length + 1);
        places++;
    }
}

/* Reads what the student's code printed; at most a screenful is kept. */
static json_t *printed(const char *exercise)
{
    char path[4096], text[2001];
    record_path(path, sizeof path, exercise, "out");
    FILE *file = fopen(path, "r");
    if (file == NULL) {
        return json_string("");
    }
    size_t size = fread(text, 1, sizeof text - 1, file);
    fclose(file);
    for (size_t i = 0; i < size; i++) {
        unsigned char byte = (unsigned char)text[i];
        if ((byte < 32 && byte != '\n' && byte != '\t') || byte == 127) {
            text[i] = '?';
        }
    }
    text[size] = '\0';
    json_t *string = json_string(text);
    for (size_t i = 0; string == NULL && i < size; i++) {
        text[i] = (unsigned char)text[i] > 127 ? '?' : text[i]; /* no UTF-8 */
    }
    return string != NULL ? string : json_string(text);
}

/* The verdict in the file. A test that did not end as its verdict says is a fault
   of the judge. */
static Verdict final_verdict(const struct criterion_test_stats *stats,
                             const Probe *probe)
{
    char path[4096];
    record_path(path, sizeof path, probe->exercise, "verdict");
    Verdict *mapped = verdict_map(path, false);
    Verdict v = {0};
    if (mapped != NULL) {
        v = *mapped;
    }
    if (v.complete != COMPLETE ||
        (v.status == PASSED) != (stats->test_status == CR_STATUS_PASSED)) {
        v.status = UNDECIDED;
        snprintf(v.message, sizeof v.message,
                 "the judge did not come to its end: this is a fault of the "
                 "grader, please report it");
    }
    return v;
}

/* For make hint: what would have to change. */
static void write_change(const Verdict *v, const char *exercise)
{
    char path[4096];
    record_path(path, sizeof path, exercise, "change");
    FILE *file = v->change[0] != '\0' ? fopen(path, "w") : NULL;
    if (file != NULL) {
        fputs(v->change, file);
        fclose(file);
    }
}

static json_t *as_json(const struct criterion_test_stats *stats,
                       const Probe *probe)
{
    Verdict v = final_verdict(stats, probe);
    char line[512];
    find_line(&v, line, sizeof line);
    write_change(&v, probe->exercise);
    return json_pack(
        "{s:s, s:s, s:s, s:s, s:s, s:s, s:o, s:f, s:s, s:I, s:I, s:f}", "id",
        probe->exercise, "status", status_name(v.status), "message", v.message,
        "diagnosis", v.diagnosis, "reread", v.reread, "line", line, "printed",
        printed(probe->exercise), "seconds", (double)stats->elapsed_time,
        "mistake", v.named_count > 0 ? v.named[0] : "", "handmade",
        (json_int_t)v.handmade, "handmade_passed",
        (json_int_t)v.handmade_passed, "share", v.is_shared ? v.share : -1.0);
}

ReportHook(POST_ALL)(struct criterion_global_stats *stats)
{
    json_t *list = json_array();
    for (struct criterion_suite_stats *suite = stats->suites; suite != NULL;
         suite = suite->next) {
        for (struct criterion_test_stats *test = suite->tests; test != NULL;
             test = test->next) {
            const Probe *probe = probe_of(test->test);
            if (probe != NULL) {
                json_array_append_new(list, as_json(test, probe));
            }
        }
    }
    json_t *root =
        json_pack("{s:I, s:o}", "seed", (json_int_t)seed(), "exercises", list);
    const char *result_file = setting("JUDGE_RESULT");
    char temporary[4096];
    snprintf(temporary, sizeof temporary, "%s.new", result_file);
    if (json_dump_file(root, temporary, JSON_INDENT(1)) != 0 ||
        rename(temporary, result_file) != 0) {
        fprintf(stderr, "grader: cannot write %s\n", result_file);
        remove(temporary);
    }
    json_decref(root);
}

/* Ctrl-C: Criterion would go on to the next test. */
static void leave(int signal)
{
    (void)signal;
    kill(0, SIGTERM);
    _exit(130);
}

ReportHook(PRE_ALL)(struct criterion_test_set *tests)
{
    (void)tests;
    signal(SIGINT, leave);
}
