/* What a subject's process may take. */
#ifndef CONFINE_H
#define CONFINE_H

#include <stdbool.h>

/* For the rest of this process's life: `megabytes` of memory, `seconds` of
   processor time, 1 MB of output. On Linux it may also ask no more of the operating system
   than memory, to read files, and to write to what it has open: no new file,
   process or connection, no signal to others; threads only if `threads`. What
   asks for more gets SIGSYS. */
void confine(double seconds, unsigned megabytes, bool threads);

/* Whether this process has come near its limit of memory; false if there is none. */
bool confined_memory_full(void);

#endif
