/* Ten examples in three folds; and a degree chosen by leaving one out. */
#include "polynomial.h"
#include "regularization.h"

enum { TEN = 10, POINTS = 12, HIGHEST = 9 };

static void print_list(const size_t *list, size_t n, int width)
{
    for (size_t i = 0; i < n; i++) {
        printf(" %zu", list[i]);
    }
    printf("%*s", width - 2 * (int)n, "");
}

static double leave_one_out(const Points *points, size_t degree)
{
    size_t order[POINTS], train[POINTS], validation[POINTS];
    double sum = 0;
    for (size_t i = 0; i < POINTS; i++) {
        order[i] = i;
    }
    for (size_t f = 0; f < POINTS; f++) {
        static Points rest;
        double w[DEGREES];
        fold(POINTS, POINTS, f, order, train, validation);
        rest.n = POINTS - 1;
        for (size_t i = 0; i < rest.n; i++) {
            rest.x[i] = points->x[train[i]];
            rest.y[i] = points->y[train[i]];
        }
        fit(&rest, degree, 0, w);
        sum += pow(value_at(points->x[validation[0]], degree, w) -
                       points->y[validation[0]],
                   2);
    }
    return sqrt(sum / POINTS);
}

int main(void)
{
    static Points points;
    size_t order[TEN], train[TEN], validation[TEN];
    Rng rng = rng_seeded(7);
    for (size_t i = 0; i < TEN; i++) {
        order[i] = i;
    }
    rng_shuffle(&rng, order, TEN);
    printf("%%%% three\nin order          ");
    print_list(order, TEN, 0);
    printf("\n");
    for (size_t f = 0; f < 3; f++) {
        size_t held = fold(TEN, 3, f, order, train, validation);
        printf("fold %zu: validation", f);
        print_list(validation, held, 10);
        printf(" training");
        print_list(train, TEN - held, 0);
        printf("\n");
    }
    rng = rng_seeded(8);
    draw_points(&points, POINTS, &rng);
    printf("%%%% one\ndegree  error, one left out\n");
    size_t best = 0;
    double least = HUGE_VAL;
    for (size_t degree = 1; degree <= HIGHEST; degree++) {
        double error = leave_one_out(&points, degree);
        printf("%6zu  %19.3f\n", degree, error);
        best = error < least ? degree : best;
        least = fmin(least, error);
    }
    FILE *values = figure_open("folds.values");
    fprintf(values, "folds.best\t%zu\n", best);
    figure_close(values);
    return 0;
}
