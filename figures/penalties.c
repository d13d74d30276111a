/* Four weights, their penalties and gradients in numbers; and the three penalties
   as curves. */
#include "figure.h"
#include "regularization.h"

int main(void)
{
    static const real w[] = {2, (real)-0.5, 0, (real)0.1};
    real l1[4] = {0}, l2[4] = {0}, both[4] = {0}, huber[4] = {0};
    add_elastic_net(w, l1, 1, 0, 4);
    add_elastic_net(w, l2, 0, 1, 4);
    add_elastic_net(w, both, (real)0.5, (real)0.5, 4);
    add_huber(w, huber, 1, (real)0.5, 4);
    printf("                        penalty   its gradient at the four "
           "weights\n");
    printf("weights                          ");
    for (int i = 0; i < 4; i++) {
        printf("%8.2f", (double)w[i]);
    }
    const struct {
        const char *name;
        const real *g;
        double value;
    } rows[] = {{"L1: l1 = 1", l1, (double)elastic_net(w, 1, 0, 4)},
                {"L2: l2 = 1", l2, (double)elastic_net(w, 0, 1, 4)},
                {"both, half of each", both,
                 (double)elastic_net(w, (real)0.5, (real)0.5, 4)},
                {"Huber, delta = 0.5", huber, NAN}};
    for (int k = 0; k < 4; k++) {
        printf("\n%-20s", rows[k].name);
        if (isnan(rows[k].value)) {
            printf("%13s", "");
        } else {
            printf("%11.3f  ", rows[k].value);
        }
        for (int i = 0; i < 4; i++) {
            printf("%8.2f", (double)rows[k].g[i]);
        }
    }
    printf("\n");
    FILE *file = figure_open("penalties.dat");
    for (int i = -80; i <= 80; i++) {
        double x = i / 40.0, size = fabs(x), delta = 0.5;
        double h = size <= delta ? x * x / (2 * delta) : size - delta / 2;
        real at = (real)x, slopes[3] = {0};
        add_elastic_net(&at, &slopes[0], 1, 0, 1);
        add_elastic_net(&at, &slopes[1], 0, 1, 1);
        add_huber(&at, &slopes[2], 1, (real)delta, 1);
        fprintf(file, "%g %g %g %g %g %g %g\n", x, size, x * x / 2, h,
                (double)slopes[0], (double)slopes[1], (double)slopes[2]);
    }
    figure_close(file);
    return 0;
}
