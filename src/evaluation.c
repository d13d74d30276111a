#include "evaluation.h"
#include "todo.h"

#include <stdlib.h>
#include <string.h>

enum { PIECE = 1000 }; /* examples that are asked about at a time, at least */

bool evaluation_fits(const Net *net, const Loss *loss, const Source *source,
                     Error *error)
{
    Shape in = net->layers[0].out, out = net->layers[net->count - 1].out;
    char expected[SHAPE_TEXT], found[SHAPE_TEXT];
    if (shape_size(in) != shape_size(source->shape)) {
        return error_set(error, "network: expected examples of %s, found %s",
                         shape_text(in, expected),
                         shape_text(source->shape, found));
    }
    size_t outputs = loss->takes_labels ? DATASET_CLASSES : source->values;
    if (loss->takes_labels != (source->values == 0)) {
        return error_set(error, "%s: expected examples with %s", loss->name,
                         loss->takes_labels ? "labels" : "values");
    }
    bool is_vector = out.c == shape_size(out); /* a label is for one place */
    return (shape_size(out) == outputs && (is_vector || !loss->takes_labels)) ||
           error_set(error, "network: expected %zu outputs%s, found %s",
                     outputs, loss->takes_labels ? ", one for each class" : "",
                     shape_text(out, found));
}

/* Counts the answers, if all are classes. */
static bool count_answers(Evaluation *e, const int *labels, const int *answers,
                          Error *error)
{
    real accuracy = 0;
    for (size_t i = 0; i < e->count; i++) {
        if (answers[i] < 0 || answers[i] >= DATASET_CLASSES) {
            return error_set(error,
                             "evaluate: expected answers from 0 to %d, "
                             "found %d",
                             DATASET_CLASSES - 1, answers[i]);
        }
    }
    confusion_matrix(labels, answers, e->counts, e->count, DATASET_CLASSES);
    metrics(e->counts, &accuracy, e->precision, e->recall, e->f1,
            DATASET_CLASSES);
    e->accuracy = (double)accuracy;
    return todo_none(error);
}

/* Fills in labels and answers [count]; returns the sum of the losses. */
static double ask(Net *net, const Loss *loss, Part part, Batch *batch,
                  size_t size, int *labels, int *answers)
{
    double sum = 0;
    net_hold_weights(net, true);
    for (size_t first = 0; first < part.count; first += size) {
        size_t left = part.count - first, n = left < size ? left : size;
        part.source->fill(part.source, part.examples + first, n, NULL, batch);
        memcpy(labels + first, batch->labels, n * sizeof *labels);
        sum += (double)n * (double)evaluate(net, loss, batch->x, labels + first,
                                            answers + first, n);
    }
    net_hold_weights(net, false);
    return sum;
}

bool evaluation_of(Evaluation *evaluation, Net *net, const Loss *loss,
                   Part part, Error *error)
{
    Batch batch = {0};
    size_t n = part.count, size = net->batch > PIECE ? net->batch : PIECE;
    *evaluation = (Evaluation){.count = n};
    if (!evaluation_fits(net, loss, part.source, error)) {
        return false;
    }
    int *labels = calloc(2 * n + 1, sizeof *labels);
    if (labels == NULL) {
        return error_set(error, "no memory for the answers to %zu examples", n);
    }
    bool good = batch_new(&batch, part.source, size, error);
    if (good) {
        int *answers = labels + n;
        evaluation->loss =
            ask(net, loss, part, &batch, size, labels, answers) / (double)n;
        good = todo_none(error) &&
               count_answers(evaluation, labels, answers, error);
    }
    batch_free(&batch);
    free(labels);
    return good;
}
