#include "probe.h"
#include "training.h"

#include <stdlib.h>
#include <string.h>

static bool by_arithmetic(const unsigned char *bytes, size_t size,
                          IdxHead *head, Error *error)
{
    static const unsigned char begin[3] = {0, 0, 8};
    if (size < 8) {
        return error_set(error, "only %zu bytes, at least 8 are needed", size);
    }
    if (memcmp(bytes, begin, 3) != 0) {
        return error_set(error, "begins with %02x %02x %02x, not 00 00 08",
                         bytes[0], bytes[1], bytes[2]);
    }
    memset(head, 0, sizeof *head);
    head->dimensions = bytes[3];
    head->bytes = 4 * (head->dimensions + 1);
    if (bytes[3] == 0 || bytes[3] > 4) {
        return error_set(error, "0x%X dimensions, not 1 to 4", bytes[3]);
    }
    if (size < head->bytes) {
        return error_set(error, "%zu bytes of dimensions in place of %zu",
                         size - 4, head->bytes - 4);
    }
    for (size_t i = 4; i < head->bytes; i++) {
        head->shape[i / 4 - 1] = head->shape[i / 4 - 1] * 256 + bytes[i];
    }
    return true;
}
MISTAKE(idx_head, by_arithmetic, "", "");

/* Welford's way: one passage, and no cancellation. */
static void running_mean(const real *x, size_t count, real *mean,
                         real *deviation)
{
    double middle = 0, squares = 0;
    for (size_t i = 0; i < count; i++) {
        double before = (double)x[i] - middle;
        middle += before / (double)(i + 1);
        squares += before * ((double)x[i] - middle);
    }
    *mean = (real)middle;
    *deviation = (real)sqrt(squares / (double)count);
}
MISTAKE(mean_and_deviation, running_mean, "", "");

static void from_behind(const real *x, size_t count, real *mean,
                        real *deviation)
{
    double sum = 0, squares = 0;
    for (size_t i = count; i-- > 0;) {
        sum += (double)x[i] / (double)count;
    }
    for (size_t i = count; i-- > 0;) {
        squares += pow((double)x[i] - sum, 2) / (double)count;
    }
    *mean = (real)sum;
    *deviation = (real)sqrt(squares);
}
MISTAKE(mean_and_deviation, from_behind, "", "");

static void by_reciprocal(real *x, real mean, real deviation, size_t count)
{
    real factor = deviation == 0 ? 1 : 1 / deviation;
    for (real *end = x + count; x < end; x++) {
        *x = (*x - mean) * factor;
    }
}
MISTAKE(standardise, by_reciprocal, "", "");

static void other_first(real *train, size_t train_count, real *other,
                        size_t other_count)
{
    real mean, deviation;
    mean_and_deviation(train, train_count, &mean, &deviation);
    standardise(other, mean, deviation, other_count);
    standardise(train, mean, deviation, train_count);
}
MISTAKE(standardise_sets, other_first, "", "");

static void counts_first(size_t n, double train, double validation, Rng *rng,
                         size_t *order, size_t *train_count,
                         size_t *validation_count)
{
    *train_count = (size_t)floor(train * (double)n);
    *validation_count = (size_t)floor(validation * (double)n);
    for (size_t i = n; i-- > 0;) {
        order[i] = i;
    }
    rng_shuffle(rng, order, n);
}
MISTAKE(split, counts_first, "", "");

static size_t by_memcpy(const real *x, const int *labels, const size_t *order,
                        size_t count, size_t batch, size_t size, real *batch_x,
                        int *batch_labels, size_t in)
{
    if (batch * size >= count) {
        return 0;
    }
    size_t left = count - batch * size, n = left < size ? left : size;
    for (size_t k = n; k-- > 0;) {
        size_t e = order[batch * size + k];
        memcpy(batch_x + k * in, x + e * in, in * sizeof *x);
        batch_labels[k] = labels[e];
    }
    return n;
}
MISTAKE(take_batch, by_memcpy, "", "");

static size_t labels_first(const real *x, const int *labels,
                           const size_t *order, size_t count, size_t batch,
                           size_t size, real *batch_x, int *batch_labels,
                           size_t in)
{
    size_t end = (batch + 1) * size < count ? (batch + 1) * size : count;
    for (size_t k = batch * size; k < end; k++) {
        *batch_labels++ = labels[order[k]];
    }
    for (size_t k = batch * size; k < end; k++) {
        for (size_t i = 0; i < in; i++) {
            *batch_x++ = x[order[k] * in + i];
        }
    }
    return end > batch * size ? end - batch * size : 0;
}
MISTAKE(take_batch, labels_first, "", "");

static real zero_by_hand(Net *net, const Loss *loss, const real *x,
                         Target target, size_t n, Step *step, void *context)
{
    net_forward(net, x, n, TRAIN);
    for (size_t i = 0; i < net->parameters; i++) {
        net->dw[i] = 0;
    }
    real before = net_loss(net, loss, target);
    net_backward(net, NULL);
    step(net->w, net->dw, net->parameters, context);
    return before;
}
MISTAKE(train_step, zero_by_hand, "", "");

static real gradient_by_input_too(Net *net, const Loss *loss, const real *x,
                                  Target target, size_t n, Step *step,
                                  void *context)
{
    real *dx = malloc(n * shape_size(net->layers[0].out) * sizeof *dx);
    net_forward(net, x, n, TRAIN);
    real before = net_loss(net, loss, target);
    net_zero_gradients(net);
    net_backward(net, dx);
    free(dx);
    (*step)(net->w, net->dw, net->parameters, context);
    return before;
}
MISTAKE(train_step, gradient_by_input_too, "", "");

static void by_pointer(const real *scores, int *answers, size_t n,
                       size_t classes)
{
    while (n-- > 0) {
        const real *best = scores;
        for (const real *s = scores; s < scores + classes; s++) {
            best = *s > *best ? s : best;
        }
        *answers++ = (int)(best - scores);
        scores += classes;
    }
}
MISTAKE(best_class, by_pointer, "", "");

static void from_the_last(const real *scores, int *answers, size_t n,
                          size_t classes)
{
    for (size_t e = n; e-- > 0;) {
        size_t best = classes - 1;
        for (size_t k = classes; k-- > 0;) {
            best = scores[e * classes + k] >= scores[e * classes + best] ? k
                                                                         : best;
        }
        answers[e] = (int)best;
    }
}
MISTAKE(best_class, from_the_last, "", "");

static real one_at_a_time(Net *net, const Loss *loss, const real *x,
                          const int *labels, int *answers, size_t n)
{
    size_t in = shape_size(net->layers[0].out);
    size_t classes = shape_size(net->layers[net->count - 1].out);
    double mean = 0;
    for (size_t e = 0; e < n; e++) {
        best_class(net_forward(net, x + e * in, 1, EVALUATE), answers + e, 1,
                   classes);
        mean += (double)net_loss(net, loss, (Target){.labels = labels + e}) /
                (double)n;
    }
    return (real)mean;
}
MISTAKE(evaluate, one_at_a_time, "", "");

static real value_only(Net *net, const Loss *loss, const real *x,
                       const int *labels, int *answers, size_t n)
{
    const Layer *last = &net->layers[net->count - 1];
    size_t in = shape_size(net->layers->out), done = 0;
    real sum = 0;
    while (done < n) {
        size_t here = net->batch;
        if (done + here > n) {
            here = n - done;
        }
        net_forward(net, x + done * in, here, EVALUATE);
        best_class(last->y, answers + done, here, shape_size(last->out));
        Target target = {.labels = labels + done};
        sum += (real)here * loss->value(last->y, target, NULL, here, last->out);
        done += here;
    }
    return sum / (real)n;
}
MISTAKE(evaluate, value_only, "", "");

static void cell_by_cell(const int *labels, const int *answers, size_t *counts,
                         size_t n, size_t classes)
{
    for (size_t t = 0; t < classes; t++) {
        for (size_t a = 0; a < classes; a++) {
            size_t count = 0;
            for (size_t e = 0; e < n; e++) {
                count += labels[e] == (int)t && answers[e] == (int)a;
            }
            counts[t * classes + a] = count;
        }
    }
}
MISTAKE(confusion_matrix, cell_by_cell, "", "");

static void cleared_by_memset(const int *labels, const int *answers,
                              size_t *counts, size_t n, size_t classes)
{
    memset(counts, 0, classes * classes * sizeof *counts);
    while (n-- > 0) {
        counts[labels[n] * (int)classes + answers[n]] += 1;
    }
}
MISTAKE(confusion_matrix, cleared_by_memset, "", "");

/* F1 = 2 · hits / (answered + there), which is the same. */
static void f1_from_counts(const size_t *counts, real *accuracy,
                           real *precision, real *recall, real *f1,
                           size_t classes)
{
    real right = 0, all = 0;
    for (size_t k = 0; k < classes; k++) {
        real row = 0, column = 0, hits = (real)counts[k * classes + k];
        for (size_t j = 0; j < classes; j++) {
            row += (real)counts[k * classes + j];
            column += (real)counts[j * classes + k];
        }
        precision[k] = column > 0 ? hits / column : 0;
        recall[k] = row > 0 ? hits / row : 0;
        f1[k] = row + column > 0 ? 2 * hits / (row + column) : 0;
        right += hits;
        all += row;
    }
    *accuracy = all > 0 ? right / all : 0;
}
MISTAKE(metrics, f1_from_counts, "", "");

static void in_one_passage(const size_t *counts, real *accuracy,
                           real *precision, real *recall, real *f1,
                           size_t classes)
{
    real all = 0, right = 0;
    memset(precision, 0, classes * sizeof *precision);
    memset(recall, 0, classes * sizeof *recall);
    for (size_t i = 0; i < classes * classes; i++) {
        recall[i / classes] += (real)counts[i];
        precision[i % classes] += (real)counts[i];
        all += (real)counts[i];
    }
    for (size_t k = 0; k < classes; k++) {
        real hits = (real)counts[k * (classes + 1)];
        right += hits;
        recall[k] = share(hits, recall[k]);
        precision[k] = share(hits, precision[k]);
        f1[k] = 0;
        if (hits > 0) {
            f1[k] = 2 / (1 / recall[k] + 1 / precision[k]);
        }
    }
    *accuracy = share(right, all);
}
MISTAKE(metrics, in_one_passage, "", "");
