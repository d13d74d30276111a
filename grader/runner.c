/* The Criterion runner of one chapter. Each probe is a test in a process of its
   own. What the grader believes is not what those processes print but the
   verdict that each leaves in its mapped file, together with Criterion's own
   record of how the process ended.

   Usage: RUNNER RESULT.json RECORDS
   Writes RESULT.json: {"exercises": [{"id", "status", "message", ...}, ...]}.
   The seed is in GRADE_SEED (default 1). */
#include "case.h"
#include "todo.h"

#include <criterion/criterion.h>
#include <criterion/hooks.h>
#include <criterion/internal/ordered-set.h>
#include <criterion/options.h>
#include <fcntl.h>
#include <jansson.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static uint64_t seed(void)
{
    const char *text = getenv("GRADE_SEED");
    return text != NULL && *text != '\0' ? strtoull(text, NULL, 10) : 1;
}

static void record_path(char *path, size_t size, const char *exercise,
                        const char *ending)
{
    const char *records = getenv("GRADE_RECORDS");
    snprintf(path, size, "%s/%s.%s", records != NULL ? records : ".", exercise,
             ending);
}

/* ---- In the process of one test ---- */

static void print_into(const char *path)
{
    fflush(NULL);
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0666);
    if (fd >= 0) {
        dup2(fd, STDOUT_FILENO);
        dup2(fd, STDERR_FILENO);
        close(fd);
    }
    setvbuf(stdout, NULL, _IOLBF, 0);
}

typedef struct MilestoneCall {
    const Probe *probe;
    Verdict *verdict;
} MilestoneCall;

static void run_milestone(void *argument)
{
    MilestoneCall *call = argument;
    call->probe->milestone(call->verdict);
}

static void grade_milestone(const Probe *probe, Verdict *v)
{
    MilestoneCall call = {probe, v};
    todo_forget();
    Ending ending = guarded_call(run_milestone, &call, probe->seconds);
    if (todo_met() != NULL) {
        v->status = NOT_STARTED;
        snprintf(v->message, sizeof v->message,
                 "waits for exercise %s, which is not started", todo_met());
    } else if (ending.signal == SIGPROF) {
        v->status = TOO_SLOW;
        snprintf(v->message, sizeof v->message,
                 "not done after %.3g s of processor time: does its loop end?",
                 probe->seconds);
    } else if (ending.signal != 0) {
        v->status = CRASHED;
        v->message[0] = '\0';
        describe_crash(&ending, v);
    } else if (v->status == UNDECIDED && v->comparisons > 0) {
        v->status = PASSED;
    }
    v->complete = COMPLETE;
}

/* Against what uses no processor time and yet does not end. */
enum { WALL_SECONDS = 300 };

void run_as_test(const Probe *probe)
{
    char path[4096];
    record_path(path, sizeof path, probe->exercise, "out");
    print_into(path);
    record_path(path, sizeof path, probe->exercise, "verdict");
    Verdict *verdict = verdict_map(path, true);
    cr_assert(verdict != NULL, "cannot write %s", path);
    guard_limits();
    alarm(WALL_SECONDS);
    if (probe->milestone != NULL) {
        grade_milestone(probe, verdict);
    } else {
        probe_run(probe, probe->student, seed(), verdict);
    }
    fflush(NULL);
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

/* The innermost places in the student's file (its path ends in GRADE_FILE) of a
   crash, asked of addr2line: "file:31, called from line 50". */
static void find_line(const Verdict *v, char *line, size_t size)
{
    const char *file = getenv("GRADE_FILE");
    line[0] = '\0';
    if (v->frame_count == 0 || file == NULL) {
        return;
    }
    char command[1024];
    int used = snprintf(command, sizeof command, "addr2line -e /proc/%ld/exe",
                        (long)getpid());
    for (size_t i = 0; i < v->frame_count && used < 900; i++) {
        /* a return address stands behind its call */
        used += snprintf(command + used, sizeof command - (size_t)used, " %p",
                         (void *)((char *)v->frames[i] - 1));
    }
    FILE *pipe = popen(command, "r");
    char answer[1024];
    int places = 0;
    while (pipe != NULL && places < 2 &&
           fgets(answer, sizeof answer, pipe) != NULL) {
        char *found = strstr(answer, file);
        if (found == NULL || found[strlen(file)] != ':') {
            continue;
        }
        found[strcspn(found, " \n")] = '\0';
        verdict_add(line, size, places == 0 ? "%s" : ", called from line %s",
                    places == 0 ? found : found + strlen(file) + 1);
        places++;
    }
    if (pipe != NULL) {
        pclose(pipe);
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

/* The verdict in the file, corrected by how the process really ended. */
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
    bool decided = v.status != UNDECIDED;
    if (v.complete == COMPLETE && decided &&
        (v.status == PASSED) == (stats->test_status == CR_STATUS_PASSED)) {
        return v;
    }
    if (decided && v.status != PASSED) {
        return v; /* it died while looking for the reason */
    }
    v.status = stats->timed_out ? TOO_SLOW
               : stats->crashed ? CRASHED
                                : UNDECIDED;
    if (v.message[0] == '\0') {
        snprintf(v.message, sizeof v.message,
                 "the check did not run to its end (%s)%s%s",
                 stats->timed_out ? "time limit"
                 : stats->crashed ? "the process was killed"
                                  : "something ended the process early",
                 v.running[0] != '\0' ? " in " : "", v.running);
    }
    return v;
}

static json_t *as_json(const struct criterion_test_stats *stats,
                       const Probe *probe)
{
    Verdict v = final_verdict(stats, probe);
    char line[512];
    find_line(&v, line, sizeof line);
    return json_pack(
        "{s:s, s:s, s:s, s:s, s:s, s:s, s:o, s:f, s:s}", "id", probe->exercise,
        "status", status_name(v.status), "message", v.message, "diagnosis",
        v.diagnosis, "reread", v.reread, "line", line, "printed",
        printed(probe->exercise), "seconds", (double)stats->elapsed_time,
        "mistake", v.named_count > 0 ? v.named[0] : "");
}

static const char *result_file;

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

int main(int argc, char *argv[])
{
    if (argc < 3) {
        fprintf(stderr, "usage: %s RESULT.json RECORDS\n", argv[0]);
        return 2;
    }
    result_file = argv[1];
    remove(result_file);
    setenv("GRADE_RECORDS", argv[2], 1);
    struct criterion_test_set *tests = criterion_initialize();
    criterion_options.logging_threshold = CRITERION_IMPORTANT + 100;
    criterion_options.jobs = 1;
    signal(SIGINT, leave);
    int passed = criterion_run_all_tests(tests);
    criterion_finalize(tests);
    return passed ? 0 : 1;
}
