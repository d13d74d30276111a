/* Calling code that may do anything: crash, never return, write where it must
   not. */
#ifndef GUARD_H
#define GUARD_H

#include <stdbool.h>
#include <stddef.h>

/* The plain build (-DPLAIN) guards nothing, so that Valgrind and the sanitizers
   see the student's code as it is. */
#ifdef PLAIN
enum { IS_PLAIN = 1 };
#else
enum { IS_PLAIN = 0 };
#endif

typedef struct Ending {
    int signal;    /* 0: it returned; SIGPROF: it used up its time */
    void *address; /* what it touched, for SIGSEGV and SIGBUS */
    void *frames[24];
    size_t frame_count;
} Ending;

/* Calls body(argument) with at most `seconds` of processor time. A crash or the
   end of the time comes back here. Stack overflow included. */
Ending guarded_call(void (*body)(void *), void *argument, double seconds);

/* An array of `bytes` bytes that ends right before a page that may not be
   touched, with a pattern in the bytes before it. Returns NULL when there is no
   memory. In the plain build it is malloc. */
void *guarded_array(size_t bytes);
void guarded_free(void *array, size_t bytes);

/* Whether the pattern before the array still stands. */
bool guarded_intact(const void *array, size_t bytes);

/* Whether address lies in the forbidden page behind the array. */
bool guarded_behind(const void *array, size_t bytes, const void *address);

/* Limits of this process: memory, and what it may print to a file. */
void guard_limits(void);

/* Whether this process has come near its limit of memory. */
bool guard_out_of_memory(void);

#endif
