#ifndef FILL_H
#define FILL_H

/* Makes local variables and heap memory hold this byte before they are given a
   value. Local ones: what was compiled with gcc's
   -ftrivial-auto-var-init=pattern writes bytes 0xFE; in the program's code and
   constants these are changed (where they stand as such: on x86-64). */
void fill_unset_memory(unsigned char byte);

#endif
