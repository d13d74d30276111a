/* Files that are whole or not there. A new file is written under a temporary
   name beside its own, brought to the disk and renamed: whoever opens the path
   at any moment, and whatever kills the writer, finds the old file or the new
   one, never a part. */
#ifndef NEW_FILE_H
#define NEW_FILE_H

#include "error.h"

#include <stdio.h>

typedef struct NewFile {
    FILE *stream; /* to be written to; failures are noticed by new_file_end */
    char *path, *temporary;
} NewFile;

/* Opens a new file, to be named path in the end; if path is a link, it takes
   the place of what that points to. An error leaves nothing to be ended. The
   temporary name is path with ".part" behind it: two processes must not write
   the same file. */
bool new_file_begin(NewFile *file, const char *path, Error *error);

/* Gives the file its name. An error if anything could not be written; the old
   file of that name is then as it was. */
bool new_file_end(NewFile *file, Error *error);

/* Instead of new_file_end: leaves the old file as it was. */
void new_file_abandon(NewFile *file);

#endif
