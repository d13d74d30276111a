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
    int signal;      /* 0: it returned; SIGPROF: it used up its time; SIGSYS: it
                        asked the operating system for what it may not have */
    void *address;   /* what it touched, for SIGSEGV and SIGBUS */
    bool stack_full; /* it touched what lies below the stack */
    bool lost_way_back; /* it could not return to its caller */
    bool misaligned;    /* an instruction for aligned data met other data */
    bool memory_full;   /* it had taken all the memory it may have */
    void *frames[24];   /* where it was, innermost first; the others are return
                         addresses */
    size_t frame_count;
} Ending;

/* Calls body(argument) with at most `seconds` of processor time. A crash or the
   end of the time comes back here. Stack overflow included. */
Ending guarded_call(void (*body)(void *), void *argument, double seconds);

/* From now on guarded_call is quick, for very many calls: it asks the system for
   nothing and notes no frames. A call ends at the latest at the second tick of a
   clock that ticks every `seconds` of processor time. */
void guard_steadily(double seconds);

/* Whether what is called may start threads: what ends one of them ends the call,
   and those that are left are stopped where they are. */
void guard_threads(bool threads);
bool guard_has_threads(void);

/* Ends the quick call that is under way, as the clock would. */
void guard_leave(void);

/* Whether arrays begin right behind a forbidden page, and do not end before
   one. To be said before the first array is made. */
void guard_arrays_at_start(bool at_start);

/* An array of `bytes` bytes that ends right before a page that may not be
   touched (or begins right behind one), with a pattern in the bytes beside it.
   Returns NULL when there is no memory. In the plain build it is malloc. */
void *guarded_array(size_t bytes);
void guarded_free(void *array, size_t bytes);

/* Where bytes beside the array were written: their distance behind its end, or,
   negative, from its start. 0 if none were. */
long guarded_written(const void *array, size_t bytes);

/* Puts the pattern beside the array back, for the next call. */
void guarded_mend(void *array, size_t bytes);

/* If address lies in a forbidden page beside the array: 1 + its distance behind
   the end, or, negative, from its start. Else 0. */
long guarded_touched(const void *array, size_t bytes, const void *address);

#endif
