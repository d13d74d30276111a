/* A digit turned and made larger, pixel by pixel, in both directions; and the
   worked examples of looking up between the pixels. */
#include "real_data.h"
#include "regularization.h"

static const double angle = 0.4, scale = 1.4;

/* Sends each pixel of x to where it goes: the wrong way. */
static void send(const real *x, real *y)
{
    double middle = (SIDE - 1) / 2.0, c = cos(angle) * scale;
    double s = sin(angle) * scale;
    memset(y, 0, (size_t)SIDE * SIDE * sizeof *y);
    for (int i = 0; i < SIDE; i++) {
        for (int j = 0; j < SIDE; j++) {
            double u = i - middle, v = j - middle;
            long row = lround(middle + u * c - v * s);
            long column = lround(middle + v * c + u * s);
            if (row >= 0 && row < SIDE && column >= 0 && column < SIDE) {
                y[row * SIDE + column] = x[i * SIDE + j];
            }
        }
    }
}

static void write_picture(FILE *file, const real *x)
{
    for (int i = 0; i < SIDE; i++) {
        for (int j = 0; j < SIDE; j++) {
            fprintf(file, "%g ", (double)x[i * SIDE + j]);
        }
        fprintf(file, "\n");
    }
    fprintf(file, "\n\n");
}

static void print_square(const char *name, const real *x)
{
    printf("%-12s", name);
    for (int i = 0; i < 3; i++) {
        printf("%s%6.2f %6.2f %6.2f\n", i > 0 ? "            " : "",
               (double)x[3 * i], (double)x[3 * i + 1], (double)x[3 * i + 2]);
    }
}

int main(void)
{
    static const real small[] = {1, 2, 3, 5, 7, 11};
    static const real square[] = {0, 0, 9, 0, 6, 0, 3, 0, 0};
    static real x[SIDE * SIDE], y[SIDE * SIDE];
    real turned[9];
    printf("%%%% between\n");
    printf("     1  2  3\n     5  7 11\n\n");
    static const double places[][2] = {{1, 2},     {0, 0.5},  {0.25, 0.75},
                                       {0.5, 1.5}, {-0.5, 1}, {1.5, 2.5}};
    for (size_t k = 0; k < sizeof places / sizeof places[0]; k++) {
        printf("row %5.2f, column %5.2f: %7.4f\n", places[k][0], places[k][1],
               (double)bilinear(small, places[k][0], places[k][1], 2, 3));
    }
    printf("%%%% turned\n");
    print_square("x", square);
    turn_picture(square, turned, 3.14159265358979323846 / 2, 1, 3, 3);
    print_square("a quarter", turned);
    turn_picture(square, turned, 3.14159265358979323846 / 4, 1, 3, 3);
    print_square("an eighth", turned);
    Dataset files = load_files("mnist", "train");
    FILE *file = figure_open("holes.dat");
    normalise(files.pixels, x, SIDE * SIDE);
    write_picture(file, x);
    send(x, y);
    write_picture(file, y);
    turn_picture(x, y, angle, scale, SIDE, SIDE);
    write_picture(file, y);
    figure_close(file);
    dataset_free(&files);
    return 0;
}
