/* A network on the tape: two inputs, hidden tanh units, one output. It learns
   XOR with nothing but the scalar engine. */
#ifndef TAPE_NETWORK_H
#define TAPE_NETWORK_H

#include "backprop.h"
#include "rng.h"

enum { TAPE_HIDDEN = 8, TAPE_PARAMETERS = 4 * TAPE_HIDDEN + 1 }; /* at most */

/* Parameters: for each hidden unit its two weights, its bias and its weight to
   the output; last the bias of the output. */
typedef struct TapeNetwork {
    size_t hidden, count;
    real parameters[TAPE_PARAMETERS];
} TapeNetwork;

static inline TapeNetwork tape_network(size_t hidden, uint64_t seed)
{
    Rng rng = rng_seeded(seed);
    TapeNetwork network = {hidden, 4 * hidden + 1, {0}};
    for (size_t i = 0; i < network.count; i++) {
        network.parameters[i] = (real)rng_normal(&rng);
    }
    return network;
}

/* The output for one input; p are the parameters as leaves. */
static inline Value *tape_answer(Tape *tape, Value *const *p, size_t hidden,
                                 real x1, real x2)
{
    Value *first = tape_leaf(tape, x1), *second = tape_leaf(tape, x2);
    Value *y = p[4 * hidden];
    for (size_t k = 0; k < hidden; k++, p += 4) {
        Value *h = tape_add(tape, tape_multiply(tape, p[0], first),
                            tape_multiply(tape, p[1], second));
        Value *u = tape_tanh(tape, tape_add(tape, h, p[2]));
        y = tape_add(tape, y, tape_multiply(tape, p[3], u));
    }
    return y;
}

/* One step of gradient descent on the four rows of XOR with the targets +1 and
   −1. Returns the sum of the squared errors before it; *right, if not NULL,
   receives how many of the four answers had the right sign. */
static inline real tape_network_step(TapeNetwork *network, Tape *tape,
                                     real learning_rate, int *right)
{
    Value *p[TAPE_PARAMETERS] = {NULL};
    tape->count = 0;
    for (size_t i = 0; i < network->count; i++) {
        p[i] = tape_leaf(tape, network->parameters[i]);
    }
    Value *e = tape_leaf(tape, 0);
    int signs = 0;
    for (int row = 0; row < 4; row++) {
        int x1 = row / 2, x2 = row % 2;
        real target = x1 != x2 ? 1 : -1;
        Value *y = tape_answer(tape, p, network->hidden, (real)x1, (real)x2);
        Value *miss = tape_subtract(tape, y, tape_leaf(tape, target));
        e = tape_add(tape, e, tape_multiply(tape, miss, miss));
        signs += y->value * target > 0;
    }
    tape_backward(tape, e);
    for (size_t i = 0; i < network->count; i++) {
        network->parameters[i] -= learning_rate * p[i]->gradient;
    }
    if (right != NULL) {
        *right = signs;
    }
    return e->value;
}

#endif
