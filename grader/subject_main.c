/* A hand-in's program for one chapter: holds the student's functions, draws the
   cases, calls the function on them and sends what it did to the judge. It knows
   neither the reference of the exercise (its code is erased first) nor the
   verdict.

   Usage: SUBJECT EXERCISE SEED FILL start|end alone|together FD
   See Setting in subject.h; FD is the pipe to the judge. */
#include "channel.h"
#include "confine.h"
#include "fill.h"
#include "isolate.h"
#include "milestone.h"
#include "subject.h"
#include "todo.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Each thread takes up addresses for a stack and for its heap. */
enum {
    EXERCISE_MEGABYTES = 512,
    MILESTONE_MEGABYTES = 1024,
    THREADS_MEGABYTES = 4096
};

static const Probe *find_probe(const char *exercise)
{
    for (const Probe *const *p = __start_probes; p < __stop_probes; p++) {
        if (strcmp((*p)->exercise, exercise) == 0) {
            return *p;
        }
    }
    return NULL;
}

static void run_exercise(const Probe *probe, const Setting *setting, int fd)
{
    static Case *cases[MAX_CASES];
    guard_arrays_at_start(setting->at_start);
    for (size_t i = 0; i < case_total(probe); i++) {
        cases[i] = case_draw(probe, i, setting->seed);
    }
    erase_reference(probe);
    isolate(probe, setting->together);
    fill_unset_memory(setting->fill);
    confine(call_seconds(probe) * (double)(case_total(probe) + 1),
            probe->threads ? THREADS_MEGABYTES : EXERCISE_MEGABYTES,
            probe->threads);
    guard_threads(probe->threads);
    for (size_t i = 0; i < case_total(probe); i++) {
        Outcome outcome = case_run(cases[i], probe, probe->function_itself,
                                   call_seconds(probe));
        fflush(NULL);
        send_outcome(fd, cases[i], &outcome);
        if (outcome.ending.signal != 0 || outcome.met_todo[0] != '\0') {
            break;
        }
        outcome_free(&outcome);
    }
}

static void call_milestone(void *argument)
{
    ((const Probe *)argument)->milestone(NULL);
}

static void run_milestone(const Probe *probe, int fd)
{
    milestone_tells(fd);
    confine(probe->seconds + 10, MILESTONE_MEGABYTES, false);
    Ending ending = guarded_call(call_milestone, (void *)probe, probe->seconds);
    if (todo_met() != NULL) {
        send_message(fd, TODO_MET, todo_met(), strlen(todo_met()));
    }
    fflush(NULL);
    send_message(fd, ENDED, &ending, sizeof ending);
}

int main(int argc, char *argv[])
{
    const Probe *probe = argc == 7 ? find_probe(argv[1]) : NULL;
    if (probe == NULL) {
        fprintf(stderr, "this program is run by the grader\n");
        return 2;
    }
    Setting setting = {.seed = strtoull(argv[2], NULL, 10),
                       .fill = (unsigned char)atoi(argv[3]),
                       .at_start = strcmp(argv[4], "start") == 0,
                       .together = strcmp(argv[5], "together") == 0};
    int fd = atoi(argv[6]);
    setvbuf(stdout, NULL, _IOLBF, 0);
    signal(SIGXFSZ, SIG_IGN);     /* when the rest is flushed */
    setenv("NN_THREADS", "1", 1); /* the library starts no threads */
    if (probe->milestone != NULL) {
        run_milestone(probe, fd);
    } else {
        run_exercise(probe, &setting, fd);
    }
    _exit(0);
}
