/* What went wrong, in words. Functions that depend on the outside (files,
   arguments, shapes, memory) return false and fill one of these in; they never
   print and never exit. */
#ifndef ERROR_H
#define ERROR_H

#include <stdbool.h>

typedef struct Error {
    char text[512]; /* names the thing, what was expected and what was found */
} Error;

/* Writes a printf-style message into error (which may be NULL) and returns
   false, so that a caller can say `return error_set(error, ...);`. */
bool error_set(Error *error, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
