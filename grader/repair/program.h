/* Writing a function out again: as one program in which every edit can be
   switched on while it runs, and as the student's own text with some edits made. */
#ifndef PROGRAM_H
#define PROGRAM_H

#include "edits.h"

#include <stdio.h>

/* Writes the program of choices: the functions with all edits that are not
   dropped, renamed to PREFIX and their names. Each edit has a line of its own
   (Edit.written_at). In it
     int choice[]      chooses an edit for each site, 0 none
     long steps_left   is counted down by every turn of a loop; at 0
     void (*out_of_steps)(void)  is called. */
#define PREFIX "changed_"
void write_choices(Source *s, FunctionText *functions, Edits *edits,
                   FILE *file);

/* The student's file with these edits made. */
char *patched_source(Source *s, Edit *const *edits, size_t count);

/* One line of the text (numbered from 1), without the space around it. */
char *line_of(const char *text, int number);

#endif
