/* The speed of pieces of work, beside the machine's peak: in each round every
   piece runs once, between two bursts, so that what disturbs the machine
   disturbs both. What counts is the median of the rounds. The program asks for
   POSIX (_POSIX_C_SOURCE or _GNU_SOURCE) before it includes anything. */
#ifndef MEASURE_H
#define MEASURE_H

#include "burst.h"

#include <stdlib.h>
#include <time.h>

enum { MOST_ROUNDS = 1000 };

/* For a function whose loops gcc is to leave as they are written, without
   vectors. clang has no such attribute. */
#ifdef __clang__
#define AS_WRITTEN
#else
#define AS_WRITTEN                                                             \
    __attribute__((optimize("no-tree-vectorize", "no-loop-interchange",        \
                            "no-loop-unroll-and-jam")))
#endif

/* Of one measurement, at least. */
static const double LEAST_SECONDS = 0.002;

/* A piece of work, and what measure finds. */
typedef struct Work {
    const char *name;
    void (*run)(const void *context);
    const void *context;
    double amount; /* of one call: operations, or bytes */
    double speed;  /* thousand millions of them a second */
    double share;  /* speed / the peak beside it */
} Work;

/* Processor time of this thread, in seconds: what others use does not count. */
static inline double processor_seconds(void)
{
    struct timespec time;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

/* Time by the clock on the wall, in seconds: for several threads. */
static inline double wall_seconds(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

/* GFLOP/s of one burst on this thread. */
static inline double burst_speed(void)
{
    double before = processor_seconds();
    burst();
    return BURST_OPERATIONS / (processor_seconds() - before) / 1e9;
}

/* The speed of a piece of work that is repeated until the clock can measure it.
   A first call brings its arrays into the caches. */
static inline double speed_of(const Work *work)
{
    size_t calls = 1;
    work->run(work->context);
    for (;;) {
        double before = processor_seconds();
        for (size_t i = 0; i < calls; i++) {
            work->run(work->context);
        }
        double seconds = processor_seconds() - before;
        if (seconds >= LEAST_SECONDS) {
            return (double)calls * work->amount / seconds / 1e9;
        }
        seconds = seconds > 1e-6 ? seconds : 1e-6;
        calls = 1 + (size_t)(1.2 * (double)calls * LEAST_SECONDS / seconds);
    }
}

static inline int measure_order(const void *one, const void *other)
{
    const double *left = one, *right = other;
    return (*left > *right) - (*left < *right);
}

/* Sorts the list. */
static inline double median(double *list, size_t count)
{
    qsort(list, count, sizeof *list, measure_order);
    return list[count / 2];
}

/* Fills in speed and share of all works; returns the peak, the median of all
   bursts in GFLOP/s. 1 ≤ rounds ≤ MOST_ROUNDS. 0 if there is no memory. */
static inline double measure(Work *works, size_t count, size_t rounds)
{
    size_t columns = 2 * count + 1;
    double *all = calloc(columns * rounds, sizeof *all);
    if (all == NULL) {
        return 0;
    }
    double before = burst_speed();
    for (size_t r = 0; r < rounds; r++) {
        for (size_t i = 0; i < count; i++) {
            double speed = speed_of(&works[i]), after = burst_speed();
            all[i * rounds + r] = speed;
            all[(count + i) * rounds + r] = 2 * speed / (before + after);
            all[2 * count * rounds + r] += after / (double)count;
            before = after;
        }
    }
    for (size_t i = 0; i < count; i++) {
        works[i].speed = median(all + i * rounds, rounds);
        works[i].share = median(all + (count + i) * rounds, rounds);
    }
    double peak = median(all + 2 * count * rounds, rounds);
    free(all);
    return peak;
}

#endif
