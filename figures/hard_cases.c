/* Three sets of points that no line divides, and the best that any line
   can do on each. */
#include "figure.h"
#include "real.h"
#include "rng.h"

enum { EACH = 200, POINTS = 2 * EACH, DIRECTIONS = 360 };

static const double pi = 3.14159265358979323846;

typedef struct Case {
    const char *name;
    double (*rule)(const double *x); /* class +1 where it is > 0 */
} Case;

static double norm(double x0, double x1)
{
    return sqrt(x0 * x0 + x1 * x1);
}

static double quadrants(const double *x)
{
    return x[0] * x[1];
}

static double ring(const double *x)
{
    return 0.5 - fabs(norm(x[0], x[1]) - 1.5);
}

static double modes(const double *x)
{
    static const double centres[3][2] = {{-1.5, -1}, {0.2, 1.6}, {1.7, -0.8}};
    double nearest = HUGE_VAL;
    for (int k = 0; k < 3; k++) {
        nearest =
            fmin(nearest, norm(x[0] - centres[k][0], x[1] - centres[k][1]));
    }
    return 0.7 - nearest;
}

/* Points drawn evenly from the square, EACH of class +1, then EACH of −1. */
static void draw(const Case *c, double (*x)[2], Rng *rng)
{
    for (int i = 0; i < POINTS; i++) {
        do {
            x[i][0] = rng_between(rng, -3, 3);
            x[i][1] = rng_between(rng, -3, 3);
        } while ((c->rule(x[i]) > 0) != (i < EACH));
    }
}

typedef struct Line {
    double normal[2];
    double offset; /* class +1 where normal · x > offset */
    int right;     /* points on their side */
} Line;

typedef struct Score {
    double score;
    int label;
} Score;

static int by_score(const void *p, const void *q)
{
    double a = ((const Score *)p)->score, b = ((const Score *)q)->score;
    return (a > b) - (a < b);
}

/* The best line of all: every direction, and for each every place between two
   points that follow each other in it. */
static Line best_line(double (*x)[2])
{
    Line best = {{1, 0}, 0, 0};
    Score scores[POINTS];
    for (int d = 0; d < DIRECTIONS; d++) {
        double angle = 2 * pi * d / DIRECTIONS;
        double normal[2] = {cos(angle), sin(angle)};
        for (int i = 0; i < POINTS; i++) {
            scores[i].score = normal[0] * x[i][0] + normal[1] * x[i][1];
            scores[i].label = i < EACH ? 1 : -1;
        }
        qsort(scores, POINTS, sizeof scores[0], by_score);
        int right = EACH; /* a line before all points calls all of them +1 */
        for (int i = 0; i + 1 < POINTS; i++) {
            right -= scores[i].label;
            if (right > best.right) {
                best = (Line){{normal[0], normal[1]},
                              (scores[i].score + scores[i + 1].score) / 2,
                              right};
            }
        }
    }
    return best;
}

static void write_points(const Case *c, double (*x)[2], const Line *line)
{
    char name[64];
    snprintf(name, sizeof name, "hard_cases-%s.dat", c->name);
    FILE *file = figure_open(name);
    for (int i = 0; i < POINTS; i++) {
        fprintf(file, "%s%g %g\n", i == EACH ? "\n\n" : "", x[i][0], x[i][1]);
    }
    fprintf(file, "\n\n"); /* two points of the line, far outside the square */
    for (int end = -10; end <= 10; end += 20) {
        fprintf(file, "%g %g\n",
                line->offset * line->normal[0] - end * line->normal[1],
                line->offset * line->normal[1] + end * line->normal[0]);
    }
    figure_close(file);
}

int main(void)
{
    static const Case cases[] = {
        {"quadrants", quadrants},
        {"ring", ring},
        {"modes", modes},
    };
    Rng rng = rng_seeded(2);
    FILE *values = figure_open("hard_cases.values");
    printf("case       right, of %d   share\n", POINTS);
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
        double x[POINTS][2];
        draw(&cases[k], x, &rng);
        Line line = best_line(x);
        write_points(&cases[k], x, &line);
        printf("%-9s  %13d  %5.1f %%\n", cases[k].name, line.right,
               100.0 * line.right / POINTS);
    }
    fprintf(values, "hard_cases.each\t%d\n", EACH);
    fprintf(values, "hard_cases.directions\t%d\n", DIRECTIONS);
    figure_close(values);
    return 0;
}
