#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* sched_getaffinity */
#endif

#include "jobs.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t caught;

static void catch_signal(int signal_number)
{
    caught = signal_number;
}

/* Without SA_RESTART: waiting for a job ends. */
static void watch_signals(void)
{
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
    struct sigaction action = {.sa_handler = catch_signal};
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
        sigaction(signals[i], &action, NULL);
    }
}

size_t jobs_processors(void)
{
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) == 0) {
        return (size_t)CPU_COUNT(&set);
    }
    return 1;
}

/* In the new process: its errors go to a file, and nothing else is said. */
static void become(const Job *job, size_t threads)
{
    char number[24];
    int file = open(job->errors, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    int nowhere = open("/dev/null", O_RDWR);
    if (file < 0 || nowhere < 0) {
        _exit(126);
    }
    dup2(nowhere, STDIN_FILENO);
    dup2(nowhere, STDOUT_FILENO);
    dup2(file, STDERR_FILENO);
    snprintf(number, sizeof number, "%zu", threads);
    setenv("NN_THREADS", number, 0);
    execv("/proc/self/exe", job->words);
    _exit(127);
}

static bool start(Job *job, size_t threads, Error *error)
{
    fflush(stdout);
    pid_t process = fork();
    if (process == 0) {
        become(job, threads);
    }
    if (process < 0) {
        return error_set(error, "no process can be started: %s",
                         strerror(errno));
    }
    job->process = process;
    return true;
}

static void hand_on(const Job *jobs, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (jobs[i].process > 0 && jobs[i].status < 0) {
            kill(jobs[i].process, caught);
        }
    }
}

/* The job that has ended, or NULL if a signal came before. */
static Job *wait_for_one(Job *jobs, size_t count)
{
    int status;
    pid_t process = wait(&status);
    for (size_t i = 0; process > 0 && i < count; i++) {
        if (jobs[i].process == process && jobs[i].status < 0) {
            jobs[i].status = WIFEXITED(status) ? WEXITSTATUS(status)
                                               : 128 + WTERMSIG(status);
            return &jobs[i];
        }
    }
    return NULL;
}

int jobs_run(Job *jobs, size_t count, size_t at_once, size_t threads,
             bool (*ended)(void *context, const Job *job), void *context,
             Error *error)
{
    size_t next = 0, running = 0;
    bool go_on = true, handed_on = false, good = true;
    watch_signals();
    while (running > 0 || (go_on && next < count)) {
        if (caught && !handed_on) {
            hand_on(jobs, count);
            handed_on = true;
            go_on = false;
        }
        if (go_on && next < count && running < at_once) {
            bool wanted = jobs[next].status < 0;
            good = !wanted || start(&jobs[next], threads, error);
            running += wanted && good;
            go_on = good;
            next++;
            continue;
        }
        const Job *job = running > 0 ? wait_for_one(jobs, count) : NULL;
        if (job != NULL) {
            running--;
            go_on = ended(context, job) && go_on;
        }
    }
    return good ? caught : -1;
}
