#ifndef ONE_H
#define ONE_H

/* Twice x. */
int twice(int x);

#endif
