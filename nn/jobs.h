/* Processes that run side by side: nn starts itself. */
#ifndef JOBS_H
#define JOBS_H

#include "error.h"

#include <stddef.h>
#include <sys/types.h>

typedef struct Job {
    char *const *words; /* what nn is called with; the first is its own name */
    const char *errors; /* a file for what it says, which its end leaves empty
                           if all was well */
    pid_t process;      /* 0: not yet begun */
    int status;         /* −1 until it has ended; 128 + n after signal n */
} Job;

/* The processors that this process may use. */
size_t jobs_processors(void);

/* Runs jobs[0 ... count − 1], `at_once` of them at a time, each on `threads`
   threads unless NN_THREADS says another number; ended(context, job) is called
   after each, and no other is begun once it returns false. Those whose status
   is not −1 are left out. A signal that asks to stop is handed on to those that
   run. Returns the signal, or 0, or −1 and an error if none can be started. */
int jobs_run(Job *jobs, size_t count, size_t at_once, size_t threads,
             bool (*ended)(void *context, const Job *job), void *context,
             Error *error);

#endif
