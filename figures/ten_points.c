/* Ten points, of which 1, 2 ... 9 are for training and the rest for validation:
   how good the fit is, and how far its validation error is from the truth. The
   fit is a straight line, over many draws. */
#include "polynomial.h"

enum { TEN = 10, UNSEEN = 400, DRAWS = 2000 };

int main(void)
{
    static Points all, unseen;
    double truth[TEN] = {0}, apart[TEN] = {0};
    Rng rng = rng_seeded(2);
    for (int d = 0; d < DRAWS; d++) {
        draw_points(&all, TEN, &rng);
        draw_points(&unseen, UNSEEN, &rng);
        for (size_t n = 1; n < TEN; n++) {
            static Points train, validation;
            double w[DEGREES];
            train.n = n;
            validation.n = TEN - n;
            memcpy(train.x, all.x, n * sizeof *all.x);
            memcpy(train.y, all.y, n * sizeof *all.y);
            memcpy(validation.x, all.x + n, (TEN - n) * sizeof *all.x);
            memcpy(validation.y, all.y + n, (TEN - n) * sizeof *all.y);
            fit(&train, 1, 0.01, w);
            double true_error = error_on(&unseen, 1, w);
            truth[n] += true_error / DRAWS;
            apart[n] += fabs(error_on(&validation, 1, w) - true_error) / DRAWS;
        }
    }
    FILE *file = figure_open("ten_points.dat");
    FILE *values = figure_open("ten_points.values");
    printf("for training  for validation  error of the fit  what validation "
           "is off by\n");
    for (int n = 1; n < TEN; n++) {
        fprintf(file, "%d %g %g\n", n, truth[n], apart[n]);
        printf("%12d  %14d  %16.3f  %24.3f\n", n, TEN - n, truth[n], apart[n]);
        fprintf(values, "ten_points.%d.error\t%.2f\n", n, truth[n]);
        fprintf(values, "ten_points.%d.off\t%.2f\n", n, apart[n]);
    }
    figure_close(file);
    figure_close(values);
    return 0;
}
