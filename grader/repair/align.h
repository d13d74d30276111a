/* Search, align, repair: the differences between the student's function and a
   right one are changes too, and a few of them together may repair what no small
   change does. After Sarfgen (Wang, Singh and Su 2018) and FAPR (Lu, Meng and
   Li 2021). */
#ifndef ALIGN_H
#define ALIGN_H

#include "edits.h"

enum { MAX_DIFFERENCES = 24, MAX_ALIGNED = 8 };

typedef struct Aligned {
    size_t edit[MAX_DIFFERENCES]; /* numbers in Edits: Edit.aligned is set */
    size_t count;
} Aligned;

/* Compares with the right functions that are there, solutions/NN*.c and
   tests/variants/NN*.c, and adds what differs to the edits. Returns how many
   lists it filled; those with too many differences are left out. */
size_t align(Source *s, FunctionText *function, const char *exercise,
             const char *name, Edits *edits, Aligned lists[MAX_ALIGNED]);

#endif
