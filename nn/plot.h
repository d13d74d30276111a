/* The curves of runs, drawn by gnuplot. */
#ifndef PLOT_H
#define PLOT_H

#include "error.h"

#include <stddef.h>

typedef struct Plot {
    const char *const *folders; /* [count] */
    size_t count;
    const char *output; /* FILE.png, .svg, .pdf; NULL: where one looks */
    bool terminal;      /* as text even if there is a screen */
} Plot;

/* An error if a log cannot be read or has no rows, or if gnuplot fails: then no
   file is written. */
bool plot_draw(const Plot *plot, Error *error);

#endif
