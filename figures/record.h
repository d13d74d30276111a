/* A program that takes longer than about ten seconds includes this, and hands in
   the first numbers of its run: its result is recorded (tools/book/record). */
#ifndef RECORD_H
#define RECORD_H

#include "figure.h"

#include <stdbool.h>

/* Writes the numbers, bit by bit, to NAME.prefix. Only the first call counts;
   with RECORD_PREFIX in the environment the program ends with it. One of them
   should be a sum in double that all of the run so far has gone into: a mean in
   float may stay the same when what it is the mean of changes by a bit.
   numbers: [count]. */
static inline void record_prefix(const char *name, const double *numbers,
                                 size_t count)
{
    static bool written;
    if (written) {
        return;
    }
    written = true;
    char path[256];
    snprintf(path, sizeof path, "%s.prefix", name);
    FILE *file = figure_open(path);
    for (size_t i = 0; i < count; i++) {
        fprintf(file, "%a\n", numbers[i]);
    }
    figure_close(file);
    if (getenv("RECORD_PREFIX") != NULL) {
        exit(EXIT_SUCCESS);
    }
}

#endif
