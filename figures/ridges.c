/* In the plane a difference of two sigmoids is a wall, not a tower. Two walls
   cross, and a unit of a second hidden layer keeps only the crossing. */
#include "figure.h"
#include "xor.h"

enum { GRID = 48 };

int main(void)
{
    FILE *file = figure_open("ridges.dat");
    for (int i = 0; i <= GRID; i++) {
        for (int j = 0; j <= GRID; j++) {
            real x0 = (real)i / GRID, x1 = (real)j / GRID;
            real wall0 = bump(x0, (real)0.35, (real)0.65, 1, 50);
            real wall1 = bump(x1, (real)0.35, (real)0.65, 1, 50);
            real tower = sigmoid(20 * (wall0 + wall1 - (real)1.5));
            fprintf(file, "%g %g %g %g %g\n", (double)x0, (double)x1,
                    (double)wall0, (double)(wall0 + wall1), (double)tower);
        }
        fprintf(file, "\n");
    }
    figure_close(file);
    return 0;
}
