/* Holds what the grader says to the values that it says it of. The program is
   linked with --wrap=diagnose, so that this looks at each diagnosis as it is
   made; it shares no code with the recognisers. */
#ifndef STATEMENTS_H
#define STATEMENTS_H

#include "verdict.h"

/* To be called before each grading, which may happen in a child. */
void statements_watch(void);

/* The false statement that was made since; "" if there was none. */
const char *untrue_statement(void);

/* What is wrong with the words of the message, as "expected X, got X"; NULL if
   nothing is. */
const char *bad_words(const Verdict *verdict);

#endif
