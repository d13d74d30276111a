/* Eight hidden layers of sigmoids, which learn nothing by themselves, with batch
   normalisation before each and without. */
#include "thousand.h"

enum { LONG = 30 };

int main(void)
{
    static Thousand data;
    double loss[2][LONG], right[2];
    thousand_begin(&data);
    for (int norm = 0; norm < 2; norm++) {
        char text[400] = "";
        size_t used = 0;
        for (int k = 0; k < 8; k++) {
            used += (size_t)snprintf(text + used, sizeof text - used,
                                     "dense 32, %ssigmoid, ",
                                     norm ? "batch_norm, " : "");
        }
        snprintf(text + used, sizeof text - used, "dense 10");
        Training how = training("momentum", 0.05, "constant", BATCH, LONG);
        Run run;
        run_begin(&run, text, &how, data.train, data.validation, 1);
        for (int e = 0; e < LONG; e++) {
            loss[norm][e] = run_epoch(&run).loss;
        }
        right[norm] = 100 * judge(&run.net, data.validation).accuracy;
        run_end(&run);
    }
    FILE *file = figure_open("norm_depth.dat");
    for (int e = 0; e < LONG; e++) {
        fprintf(file, "%d %g %g\n", e + 1, loss[0][e], loss[1][e]);
    }
    figure_close(file);
    FILE *values = figure_open("norm_depth.values");
    fprintf(values, "norm_depth.without\t%.2f\n", loss[0][LONG - 1]);
    fprintf(values, "norm_depth.with\t%.2f\n", loss[1][LONG - 1]);
    fprintf(values, "norm_depth.without.right\t%.0f\n", right[0]);
    fprintf(values, "norm_depth.with.right\t%.0f\n", right[1]);
    figure_close(values);
    thousand_end(&data);
    return 0;
}
