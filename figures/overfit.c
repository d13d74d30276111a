/* A network large enough for its pictures: the loss on the training set goes on
   sinking, that on the validation set turns. */
#include "real_data.h"

enum { TRAIN_COUNT = 2000, TEST_COUNT = 4000, EPOCHS = 40 };

int main(void)
{
    Training how = training("adam", 0.002, "constant", 32, EPOCHS);
    Dataset files = load_files("fashion", "train");
    Source source = halves(&files);
    Part train, validation;
    Run run;
    cut(&source, TRAIN_COUNT, TEST_COUNT, &train, &validation);
    run_begin(&run, "dense 128, relu, dense 10", &how, train, validation, 1);
    FILE *file = figure_open("overfit.dat");
    FILE *values = figure_open("overfit.values");
    double train_loss[EPOCHS + 1], loss[EPOCHS + 1], right[EPOCHS + 1];
    int best = 1;
    for (int e = 1; e <= EPOCHS; e++) {
        Evaluation result = run_epoch(&run).validation;
        train_loss[e] = judge(&run.net, train).loss;
        loss[e] = result.loss;
        right[e] = 100 * result.accuracy;
        best = loss[e] < loss[best] ? e : best;
        fprintf(file, "%d %g %g %g\n", e, train_loss[e], loss[e], right[e]);
    }
    fprintf(file, "\n\n%d %g\n", best, loss[best]);
    fprintf(values, "overfit.best\t%d\n", best);
    fprintf(values, "overfit.loss\t%.3f\n", loss[best]);
    fprintf(values, "overfit.right\t%.1f\n", right[best]);
    fprintf(values, "overfit.last\t%.3f\n", loss[EPOCHS]);
    fprintf(values, "overfit.last_right\t%.1f\n", right[EPOCHS]);
    fprintf(values, "overfit.last_train\t%.4f\n", train_loss[EPOCHS]);
    figure_close(file);
    figure_close(values);
    run_end(&run);
    source_free(&source);
    dataset_free(&files);
    return 0;
}
