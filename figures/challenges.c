/* What makes seeing hard: one digit as it is, turned, in shadow, covered and
   among others, and another digit; for each, how far its dots are from those of
   the first. */
#include "dataset.h"
#include "figure.h"

#include <math.h>

enum { SIDE = 28, DOTS = SIDE * SIDE, SHOWN = 6, FIRST = 0, OTHER = 9 };

/* The level at a place between the dots; paper outside. */
static double level_at(const double *x, double row, double column)
{
    double sum = 0;
    for (int i = (int)floor(row); i <= (int)floor(row) + 1; i++) {
        for (int j = (int)floor(column); j <= (int)floor(column) + 1; j++) {
            if (i >= 0 && i < SIDE && j >= 0 && j < SIDE) {
                sum += x[i * SIDE + j] * (1 - fabs(row - i)) *
                       (1 - fabs(column - j));
            }
        }
    }
    return sum;
}

/* Turned by 30 degrees and seen from the side: narrower by a quarter. */
static void turn(const double *x, double *y)
{
    const double angle = acos(-1) / 6, middle = (SIDE - 1) / 2.0;
    for (int i = 0; i < SIDE; i++) {
        for (int j = 0; j < SIDE; j++) {
            double down = i - middle, right = (j - middle) / 0.75;
            y[i * SIDE + j] =
                level_at(x, middle + cos(angle) * down - sin(angle) * right,
                         middle + sin(angle) * down + cos(angle) * right);
        }
    }
}

/* Half of the contrast is gone, and a shadow lies on the right. */
static void shade(const double *x, double *y)
{
    for (int i = 0; i < SIDE; i++) {
        for (int j = 0; j < SIDE; j++) {
            double shadow = 0.7 * j / (SIDE - 1);
            y[i * SIDE + j] = shadow + 0.5 * (1 - shadow) * x[i * SIDE + j];
        }
    }
}

/* A sheet of paper lies on the lower third. */
static void cover(const double *x, double *y)
{
    for (int i = 0; i < DOTS; i++) {
        y[i] = i / SIDE < SIDE * 3 / 5 ? x[i] : 0.2;
    }
}

/* Pieces of other digits all around. */
static void clutter(const double *x, double *y, const unsigned char *others)
{
    static const int moves[][2] = {{-13, -11}, {-12, 11}, {13, -10}, {12, 12}};
    for (int i = 0; i < DOTS; i++) {
        y[i] = x[i];
        for (int k = 0; k < 4; k++) {
            int row = i / SIDE - moves[k][0], column = i % SIDE - moves[k][1];
            if (row >= 0 && row < SIDE && column >= 0 && column < SIDE) {
                double level = others[k * DOTS + row * SIDE + column] / 255.0;
                y[i] = fmax(y[i], level);
            }
        }
    }
}

int main(void)
{
    static double pictures[SHOWN][DOTS];
    static const char *const names[SHOWN] = {"as it is",     "viewpoint",
                                             "illumination", "occlusion",
                                             "clutter",      "another digit"};
    static const char *const keys[SHOWN] = {
        "itself", "viewpoint", "illumination", "occlusion", "clutter", "other"};
    Dataset digits;
    Error error;
    if (!dataset_load(&digits, "mnist", "t10k", &error)) {
        fprintf(stderr, "%s\n", error.text);
        return EXIT_FAILURE;
    }
    for (int i = 0; i < DOTS; i++) {
        pictures[0][i] = digits.pixels[FIRST * DOTS + i] / 255.0;
        pictures[5][i] = digits.pixels[OTHER * DOTS + i] / 255.0;
    }
    turn(pictures[0], pictures[1]);
    shade(pictures[0], pictures[2]);
    cover(pictures[0], pictures[3]);
    clutter(pictures[0], pictures[4], digits.pixels + 2 * DOTS);

    FILE *file = figure_open("challenges.dat");
    FILE *labels = figure_open("challenges-labels.dat");
    FILE *values = figure_open("challenges.values");
    for (int k = 0; k < SHOWN; k++) {
        double distance = 0;
        for (int i = 0; i < DOTS; i++) {
            distance += 255 * fabs(pictures[k][i] - pictures[0][i]) / DOTS;
            fprintf(file, "%g%c", pictures[k][i],
                    i % SIDE == SIDE - 1 ? '\n' : ' ');
        }
        fprintf(file, "\n\n");
        fprintf(labels, "\"%s\" %.0f\n", names[k], distance);
        fprintf(values, "challenges.%s\t%.0f\n", keys[k], distance);
    }
    fprintf(values, "challenges.digit\t%d\n", digits.labels[FIRST]);
    fprintf(values, "challenges.other_digit\t%d\n", digits.labels[OTHER]);
    figure_close(values);
    figure_close(labels);
    figure_close(file);
    dataset_free(&digits);
    return EXIT_SUCCESS;
}
