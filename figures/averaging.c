/* From a thousand pictures: one network, five whose probabilities are averaged,
   and one with dropout. The means of a few. */
#include "mlp.h"
#include "record.h"
#include "thousand.h"

enum { NETWORKS = 5, GROUPS = 3 };

static Run runs[NETWORKS];

static void train_one(const Thousand *t, Run *run, const char *text,
                      uint64_t seed)
{
    Training how = training("adam", 0.003, "cosine", BATCH, EPOCHS);
    run_begin(run, text, &how, t->train, t->validation, seed);
    for (int e = 0; e < EPOCHS; e++) {
        Epoch epoch = run_epoch(run);
        const double first[] = {epoch.loss, epoch.validation.loss};
        record_prefix("averaging", first, 2);
    }
}

/* How many of a hundred test pictures the mean of their probabilities gets
   right. */
static double right_together(const Thousand *t)
{
    static real sum[BATCH * CLASSES], p[BATCH * CLASSES];
    Batch batch;
    Error error;
    size_t right = 0;
    end_unless(batch_new(&batch, &t->test, BATCH, &error), &error);
    for (size_t first = 0; first < t->all.count; first += BATCH) {
        int answers[BATCH];
        t->test.fill(&t->test, t->all.examples + first, BATCH, NULL, &batch);
        memset(sum, 0, sizeof sum);
        for (int k = 0; k < NETWORKS; k++) {
            softmax(net_forward(&runs[k].net, batch.x, BATCH, EVALUATE), p,
                    BATCH, CLASSES);
            for (size_t i = 0; i < (size_t)BATCH * CLASSES; i++) {
                sum[i] += p[i];
            }
        }
        best_class(sum, answers, BATCH, CLASSES);
        for (size_t e = 0; e < BATCH; e++) {
            right += answers[e] == batch.labels[e];
        }
    }
    batch_free(&batch);
    return 100 * (double)right / (double)t->all.count;
}

int main(void)
{
    static Thousand data;
    double one = 0, five = 0, dropped = 0;
    thousand_begin(&data);
    for (uint64_t g = 0; g < GROUPS; g++) {
        for (uint64_t k = 0; k < NETWORKS; k++) {
            train_one(&data, &runs[k], "dense 128, relu, dense 10",
                      1 + g * NETWORKS + k);
            one += 100 * judge(&runs[k].net, data.all).accuracy /
                   (GROUPS * NETWORKS);
        }
        five += right_together(&data) / GROUPS;
        for (int k = 0; k < NETWORKS; k++) {
            run_end(&runs[k]);
        }
        train_one(&data, &runs[0], "dense 128, relu, dropout 0.5, dense 10",
                  g + 1);
        dropped += 100 * judge(&runs[0].net, data.all).accuracy / GROUPS;
        run_end(&runs[0]);
    }
    printf("                       right, %%\n");
    printf("one network            %8.2f\n", one);
    printf("five, averaged         %8.2f\n", five);
    printf("one, with dropout 0.5  %8.2f\n", dropped);
    FILE *values = figure_open("averaging.values");
    fprintf(values, "averaging.one\t%.1f\n", one);
    fprintf(values, "averaging.five\t%.1f\n", five);
    fprintf(values, "averaging.dropped\t%.1f\n", dropped);
    figure_close(values);
    thousand_end(&data);
    return 0;
}
