/* Two mistakes in one function at once: the diagnosis and the section name
   those two. */
#include "probe.h"
#include "training.h"

static real training_and_dropped(Net *net, const Loss *loss, const real *x,
                                 const int *labels, int *answers, size_t n)
{
    size_t in = shape_size(net->layers[0].out);
    size_t classes = shape_size(net->layers[net->count - 1].out);
    double sum = 0;
    for (size_t first = 0; first + net->batch <= n; first += net->batch) {
        best_class(net_forward(net, x + first * in, net->batch, TRAIN),
                   answers + first, net->batch, classes);
        sum += (double)net_loss(net, loss, (Target){.labels = labels + first}) *
               (double)net->batch;
    }
    return (real)(sum / (double)n);
}
MISTAKE(evaluate, training_and_dropped, "in_training_mode",
        "last_batch_dropped");

static void swapped_and_added(const int *labels, const int *answers,
                              size_t *counts, size_t n, size_t classes)
{
    for (size_t e = 0; e < n; e++) {
        counts[(size_t)answers[e] * classes + (size_t)labels[e]]++;
    }
}
MISTAKE(confusion_matrix, swapped_and_added, "answers_in_rows",
        "counts_not_cleared");

static void swapped_and_plain_mean(const size_t *counts, real *accuracy,
                                   real *precision, real *recall, real *f1,
                                   size_t classes)
{
    metrics(counts, accuracy, recall, precision, f1, classes);
    for (size_t k = 0; k < classes; k++) {
        f1[k] = (precision[k] + recall[k]) / 2;
    }
}
MISTAKE(metrics, swapped_and_plain_mean, "precision_and_recall_swapped",
        "plain_mean_for_f1");
