/* The numbers of chapter 4's worked example. */
#ifndef WORKED_EXAMPLE_H
#define WORKED_EXAMPLE_H

#include "backprop.h"

static const Example worked_example = {
    .x = {1, 2},
    .t = 1,
    .w = {(real)0.5, (real)-0.5, -1, (real)0.5, 2, -1},
    .b = {1, -1, (real)0.5},
};

#endif
