#ifndef GIVEN_H
#define GIVEN_H

/* A pair. */
typedef struct Pair {
    int a, b;
} Pair;

/* Given: the larger of a pair. */
int given(Pair pair);

#endif
