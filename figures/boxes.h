/* Numbers in boxes, for figures that show what stands where. */
#ifndef BOXES_H
#define BOXES_H

#include "figure.h"

/* How a box looks: empty, filled, or with a broken frame. */
enum { EMPTY, FILLED, BROKEN };

/* One box: its middle, what is written in it ("-" is nothing), its look. */
static inline void box(FILE *file, double x, double y, const char *text,
                       int look)
{
    fprintf(file, "%g %g %s %d\n", x, y, text, look);
}

static inline void number_box(FILE *file, double x, double y, double number,
                              int look)
{
    fprintf(file, "%g %g %s%g %d\n", x, y, number < 0 ? "−" : "",
            number < 0 ? -number : number, look);
}

#endif
