/* What one sees of a training: a bar on a terminal. */
#ifndef PROGRESS_H
#define PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

typedef struct Progress {
    bool shown; /* on a terminal, and wanted */
    bool drawn; /* there is a bar in the current line */
    double last_drawn;
    double start;      /* of this training */
    size_t start_step; /* the steps that were done before it */
} Progress;

typedef struct Moment {
    size_t epoch, epochs; /* 1 ... epochs */
    size_t batch, batches;
    size_t step, steps; /* over all epochs */
    size_t batch_size;
    double loss, accuracy; /* of this epoch so far */
} Moment;

/* Seconds since some moment in the past. */
double seconds_now(void);

Progress progress_begin(bool wanted, size_t step);

/* Draws the bar anew if a tenth of a second has gone by. */
void progress_update(Progress *progress, const Moment *moment);

/* Images a second since progress_begin. */
double progress_speed(const Progress *progress, const Moment *moment);

/* Takes the bar away, so that something else can be printed. */
void progress_clear(Progress *progress);

#endif
