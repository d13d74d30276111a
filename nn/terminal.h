/* Pictures in the terminal. */
#ifndef TERMINAL_H
#define TERMINAL_H

#include <stddef.h>

/* Prints pictures side by side, as many as fit in a line, with a caption above
   each: in shades of grey on a terminal, in characters elsewhere.
   x: [count][rows][columns], 0 (paper) to 1 (ink); captions: [count]. */
void print_pictures(const float *x, size_t count, size_t rows, size_t columns,
                    const char *const *captions);

#endif
