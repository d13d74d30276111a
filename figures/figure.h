/* What the programs of the figures share: a file that cannot be written ends
   the program, so that no figure is drawn from half of its numbers. */
#ifndef FIGURE_H
#define FIGURE_H

#include <stdio.h>
#include <stdlib.h>

/* Opens a file of the working directory for writing. */
static inline FILE *figure_open(const char *name)
{
    FILE *file = fopen(name, "w");
    if (file == NULL) {
        perror(name);
        exit(EXIT_FAILURE);
    }
    return file;
}

/* Closes it, once all that was written has arrived. */
static inline void figure_close(FILE *file)
{
    int failed = ferror(file);
    if (fclose(file) != 0 || failed) {
        perror("writing a figure's data");
        exit(EXIT_FAILURE);
    }
}

#endif
