/* A place to try your functions: change it as you like and run `make try`. */
#include "perceptron.h"

#include <stdio.h>

int main(void)
{
    real x[] = {2, 3}, w[] = {0.5, -1};
    printf("score %g\n", (double)perceptron_score(x, w, 4, 2));
    return 0;
}
