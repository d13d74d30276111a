#include "subject.h"
#include "channel.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

/* In the new process. */
static void become(const Subject *s, const char *program, const char *exercise,
                   const Setting *setting, int fd)
{
    char seed[32], fill[8], to[16];
    snprintf(seed, sizeof seed, "%llu", (unsigned long long)setting->seed);
    snprintf(fill, sizeof fill, "%u", setting->fill);
    snprintf(to, sizeof to, "%d", fd);
    int nothing = open("/dev/null", O_RDONLY);
    int out = open(s->output, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0666);
    if (nothing < 0 || out < 0) {
        _exit(126);
    }
    dup2(nothing, STDIN_FILENO);
    dup2(out, STDOUT_FILENO);
    dup2(out, STDERR_FILENO);
    setpgid(0, 0);
#ifdef __linux__
    prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
    execl(program, program, exercise, seed, fill,
          setting->at_start ? "start" : "end",
          setting->together ? "together" : "alone", to, (char *)NULL);
    _exit(126);
}

bool subject_start(Running *running, const Subject *subject,
                   const char *program, const char *exercise,
                   const Setting *setting)
{
    int ends[2];
    if (pipe(ends) != 0) {
        return false;
    }
    fflush(NULL);
    running->process = fork();
    if (running->process == 0) {
        close(ends[0]);
        become(subject, program, exercise, setting, ends[1]);
    }
    close(ends[1]);
    running->fd = ends[0];
    if (running->process < 0) {
        close(ends[0]);
        return false;
    }
    setpgid(running->process, running->process);
    return true;
}

void subject_stop(Running *running, double deadline, Verdict *verdict)
{
    close(running->fd);
    bool late = monotonic_seconds() >= deadline;
    int status = 0;
    if (verdict == NULL || late) {
        kill(-running->process, SIGKILL);
    }
    waitpid(running->process, &status, 0);
    kill(-running->process, SIGKILL);
    if (verdict == NULL) {
        return;
    }
    const char *why = "something ended the process early";
    verdict->status = UNDECIDED;
    if (late) {
        verdict->status = TOO_SLOW;
        why = "time limit";
    } else if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU) {
        verdict->status = TOO_SLOW;
        why = "limit of processor time";
    } else if (WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS) {
        verdict->status = CRASHED;
        why = "it asked the operating system for what exercises may not have, "
              "such as a thread";
    } else if (WIFSIGNALED(status)) {
        verdict->status = CRASHED;
        why = strsignal(WTERMSIG(status));
    } else if (WIFEXITED(status) && WEXITSTATUS(status) == 126) {
        why = "its program could not be started";
    }
    snprintf(verdict->message, sizeof verdict->message,
             "the check did not run to its end (%s)%s%s", why,
             verdict->running[0] != '\0' ? " in " : "", verdict->running);
}
