/* A scalar autograd engine: numbers that remember how they were made. The
   operations are given; running the chain rule over them is exercise 4.2. */
#ifndef AUTOGRAD_H
#define AUTOGRAD_H

#include "real.h"

/* One number of a computation, and the at most two it was made from. */
typedef struct Value {
    real value;
    real gradient;         /* ∂(result)/∂(this), after tape_backward */
    struct Value *from[2]; /* NULL where there is none */
    real local[2];         /* ∂(this)/∂(from[i]) */
} Value;

/* All numbers of a computation, in the order in which they were made: a number
   always comes after those it was made from. Setting count to 0 empties the
   tape for the next computation. */
typedef struct Tape {
    Value *values;
    size_t count, capacity;
} Tape;

/* A tape with room for capacity numbers; values is NULL without memory. The
   numbers never move, so pointers to them stay good until tape_free. */
Tape tape_new(size_t capacity);
void tape_free(Tape *tape);

/* Each of these records one number on the tape and returns it, with the local
   derivatives filled in and the gradient 0. A full tape is a broken
   precondition. */
Value *tape_leaf(Tape *tape, real value);        /* a number from outside */
Value *tape_add(Tape *tape, Value *a, Value *b); /* a + b */
Value *tape_subtract(Tape *tape, Value *a, Value *b); /* a − b */
Value *tape_multiply(Tape *tape, Value *a, Value *b); /* a b */
Value *tape_tanh(Tape *tape, Value *a);               /* tanh a */
Value *tape_relu(Tape *tape, Value *a);               /* max(0, a) */
Value *tape_exp(Tape *tape, Value *a);                /* e^a */
Value *tape_log(Tape *tape, Value *a);                /* log a, for a > 0 */

/* Fills in the gradient of every number on the tape, whatever it held before:
   1 for result itself, and for every other number the sum, over all numbers
   made from it, of their gradient times their local derivative. Numbers that
   result does not depend on get 0. result is on the tape. What lies behind
   count is not on the tape. */
void tape_backward(Tape *tape, Value *result);

#endif
