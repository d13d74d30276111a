/* The picture of the cover: the letter C as Rosenblatt's Mark I would have seen
   it, through 20 by 20 photocells. Each cell reports how much of it is covered
   by the letter, measured at points a little beyond its edges, as a lens that
   is not quite sharp would. */
#include "figure.h"

#include <math.h>
#include <stdbool.h>

enum { CELLS = 20, SAMPLES = 12 };

/* Whether (x, y), with both in [-1, 1], lies on the letter. */
static bool on_letter(double x, double y)
{
    double radius = hypot(x, y);
    double angle = fabs(atan2(y, x));
    return radius > 0.5 && radius < 0.82 && angle > 0.72;
}

/* The part of a cell's light that the letter covers, from 0 to 1. */
static double covered(int row, int column)
{
    const double lens = 1.5; /* what a cell sees, in cell widths */
    int hits = 0;
    for (int i = 0; i < SAMPLES; i++) {
        for (int j = 0; j < SAMPLES; j++) {
            double x = column + 0.5 + lens * ((j + 0.5) / SAMPLES - 0.5);
            double y = row + 0.5 + lens * ((i + 0.5) / SAMPLES - 0.5);
            hits += on_letter(2 * x / CELLS - 1, 2 * y / CELLS - 1);
        }
    }
    return (double)hits / (SAMPLES * SAMPLES);
}

int main(void)
{
    FILE *file = figure_open("cover.dat");
    for (int row = 0; row < CELLS; row++) {
        for (int column = 0; column < CELLS; column++) {
            fprintf(file, "%d %d %.3f\n", column, row, covered(row, column));
        }
    }
    figure_close(file);
    return 0;
}
