/* Early stopping in an example of seven epochs, and in a training that goes on
   too long. */
#include "regularization.h"
#include "thousand.h"

enum { LONG = 60, PATIENCE = 8 };

int main(void)
{
    static const double scores[] = {70, 74, 73, 75, 75, 74, 73};
    static Thousand data;
    Stopping stopping = {0};
    printf("epoch  score  best  since  stop?\n");
    for (int e = 0; e < 7; e++) {
        bool stop = stop_early(&stopping, scores[e], 3);
        printf("%5d  %5.0f  %4.0f  %5zu  %s\n", e + 1, scores[e], stopping.best,
               stopping.epochs - stopping.best_epoch, stop ? "stop" : "go on");
    }
    thousand_begin(&data);
    Training how = training("adam", 0.001, "constant", BATCH, LONG);
    Run run;
    run_begin(&run, "dense 256, relu, dense 10", &how, data.train,
              data.validation, 2);
    FILE *file = figure_open("stopping.dat");
    size_t stopped = 0;
    double loss[LONG][2];
    stopping = (Stopping){0};
    for (int e = 0; e < LONG; e++) {
        Epoch epoch = run_epoch(&run);
        loss[e][0] = judge(&run.net, data.train).loss;
        loss[e][1] = epoch.validation.loss;
        fprintf(file, "%d %g %g\n", e + 1, loss[e][0], loss[e][1]);
        if (stopped == 0 && stop_early(&stopping, -loss[e][1], PATIENCE)) {
            stopped = stopping.epochs;
        }
    }
    size_t best = stopping.best_epoch;
    fprintf(file, "\n\n%zu %g\n%zu %g\n", best, loss[best - 1][1], stopped,
            loss[stopped - 1][1]);
    figure_close(file);
    FILE *values = figure_open("stopping.values");
    fprintf(values, "stopping.best\t%zu\n", best);
    fprintf(values, "stopping.stopped\t%zu\n", stopped);
    fprintf(values, "stopping.loss\t%.3f\n", loss[best - 1][1]);
    fprintf(values, "stopping.last\t%.3f\n", loss[LONG - 1][1]);
    fprintf(values, "stopping.patience\t%d\n", PATIENCE);
    figure_close(values);
    run_end(&run);
    thousand_end(&data);
    return 0;
}
