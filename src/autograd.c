#include "autograd.h"

#include <assert.h>
#include <stdlib.h>

Tape tape_new(size_t capacity)
{
    return (Tape){calloc(capacity, sizeof(Value)), 0, capacity};
}

void tape_free(Tape *tape)
{
    free(tape->values);
    *tape = (Tape){0};
}

/* Records value = op(a, b), where by_a and by_b are its derivatives. */
static Value *record(Tape *tape, real value, Value *a, real by_a, Value *b,
                     real by_b)
{
    assert(tape->count < tape->capacity);
    Value *made = &tape->values[tape->count++];
    *made = (Value){value, 0, {a, b}, {by_a, by_b}};
    return made;
}

Value *tape_leaf(Tape *tape, real value)
{
    return record(tape, value, NULL, 0, NULL, 0);
}

Value *tape_add(Tape *tape, Value *a, Value *b)
{
    return record(tape, a->value + b->value, a, 1, b, 1);
}

Value *tape_subtract(Tape *tape, Value *a, Value *b)
{
    return record(tape, a->value - b->value, a, 1, b, -1);
}

Value *tape_multiply(Tape *tape, Value *a, Value *b)
{
    return record(tape, a->value * b->value, a, b->value, b, a->value);
}

Value *tape_tanh(Tape *tape, Value *a)
{
    real y = tanh(a->value);
    return record(tape, y, a, 1 - y * y, NULL, 0);
}

Value *tape_relu(Tape *tape, Value *a)
{
    bool on = a->value > 0;
    return record(tape, on ? a->value : 0, a, on, NULL, 0);
}

Value *tape_exp(Tape *tape, Value *a)
{
    real y = exp(a->value);
    return record(tape, y, a, y, NULL, 0);
}

Value *tape_log(Tape *tape, Value *a)
{
    return record(tape, log(a->value), a, 1 / a->value, NULL, 0);
}
