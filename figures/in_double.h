/* For a program that checks gradients: the functions of chapters 1 to 4 in
   double, compiled into the program itself. Include it before all else. */
#ifndef IN_DOUBLE_H
#define IN_DOUBLE_H

#define REAL double

/* NOLINTBEGIN(bugprone-suspicious-include) */
#include "../solutions/01_perceptron.c"
#include "../solutions/02_xor.c"
#include "../solutions/03_mlp.c"
#include "../solutions/04_backprop.c"
/* NOLINTEND(bugprone-suspicious-include) */

#endif
