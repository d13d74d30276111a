#include "training.h"

bool idx_head(const unsigned char *bytes, size_t size, IdxHead *head,
              Error *error)
{
    /* BEGIN SOLUTION 6.1 */
    if (size < 4) {
        return error_set(error, "expected a head of 8 bytes or more, found %zu",
                         size);
    }
    if (bytes[0] != 0 || bytes[1] != 0 || bytes[2] != 0x08) {
        return error_set(error, "expected 0 0 8, found %d %d %d", bytes[0],
                         bytes[1], bytes[2]);
    }
    head->dimensions = bytes[3];
    if (head->dimensions < 1 || head->dimensions > 4) {
        return error_set(error, "expected 1 to 4 dimensions, found %zu",
                         head->dimensions);
    }
    head->bytes = 4 + 4 * head->dimensions;
    if (size < head->bytes) {
        return error_set(error, "expected a head of %zu bytes, found %zu",
                         head->bytes, size);
    }
    for (size_t i = 0; i < head->dimensions; i++) {
        const unsigned char *b = bytes + 4 + 4 * i;
        head->shape[i] = (size_t)b[0] << 24 | (size_t)b[1] << 16 |
                         (size_t)b[2] << 8 | (size_t)b[3];
    }
    return true;
    /* END SOLUTION */
}

void normalise(const unsigned char *pixels, real *x, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        x[i] = pixels[i] / (real)255;
    }
}

void mean_and_deviation(const real *x, size_t count, real *mean,
                        real *deviation)
{
    /* BEGIN SOLUTION 6.2 */
    double sum = 0, squares = 0;
    for (size_t i = 0; i < count; i++) {
        sum += (double)x[i];
    }
    double middle = sum / (double)count;
    for (size_t i = 0; i < count; i++) {
        double distance = (double)x[i] - middle;
        squares += distance * distance;
    }
    *mean = (real)middle;
    *deviation = (real)sqrt(squares / (double)count);
    /* END SOLUTION */
}

void standardise(real *x, real mean, real deviation, size_t count)
{
    /* BEGIN SOLUTION 6.3 */
    for (size_t i = 0; i < count; i++) {
        x[i] -= mean;
        if (deviation != 0) {
            x[i] /= deviation;
        }
    }
    /* END SOLUTION */
}

void standardise_sets(real *train, size_t train_count, real *other,
                      size_t other_count)
{
    /* BEGIN SOLUTION 6.4 */
    real mean, deviation;
    mean_and_deviation(train, train_count, &mean, &deviation);
    standardise(train, mean, deviation, train_count);
    standardise(other, mean, deviation, other_count);
    /* END SOLUTION */
}

void split(size_t n, double train, double validation, Rng *rng, size_t *order,
           size_t *train_count, size_t *validation_count)
{
    /* BEGIN SOLUTION 6.5 */
    for (size_t i = 0; i < n; i++) {
        order[i] = i;
    }
    rng_shuffle(rng, order, n);
    *train_count = (size_t)((double)n * train);
    *validation_count = (size_t)((double)n * validation);
    /* END SOLUTION */
}

size_t take_batch(const real *x, const int *labels, const size_t *order,
                  size_t count, size_t batch, size_t size, real *batch_x,
                  int *batch_labels, size_t in)
{
    /* BEGIN SOLUTION 6.6 */
    size_t first = batch * size, n = 0;
    while (n < size && first + n < count) {
        size_t e = order[first + n];
        for (size_t i = 0; i < in; i++) {
            batch_x[n * in + i] = x[e * in + i];
        }
        batch_labels[n] = labels[e];
        n++;
    }
    return n;
    /* END SOLUTION */
}

real train_step(Net *net, const Loss *loss, const real *x, Target target,
                size_t n, Step *step, void *context)
{
    /* BEGIN SOLUTION 6.7 */
    net_zero_gradients(net);
    net_forward(net, x, n, TRAIN);
    real before = net_loss(net, loss, target);
    net_backward(net, NULL);
    step(net->w, net->dw, net->parameters, context);
    return before;
    /* END SOLUTION */
}

void best_class(const real *scores, int *answers, size_t n, size_t classes)
{
    /* BEGIN SOLUTION 6.8 */
    for (size_t e = 0; e < n; e++) {
        const real *row = scores + e * classes;
        size_t best = 0;
        for (size_t k = 1; k < classes; k++) {
            if (row[k] > row[best]) {
                best = k;
            }
        }
        answers[e] = (int)best;
    }
    /* END SOLUTION */
}

real evaluate(Net *net, const Loss *loss, const real *x, const int *labels,
              int *answers, size_t n)
{
    /* BEGIN SOLUTION 6.9 */
    size_t in = shape_size(net->layers[0].out);
    size_t classes = shape_size(net->layers[net->count - 1].out);
    double sum = 0;
    for (size_t first = 0; first < n; first += net->batch) {
        size_t here = n - first < net->batch ? n - first : net->batch;
        const real *scores = net_forward(net, x + first * in, here, EVALUATE);
        best_class(scores, answers + first, here, classes);
        Target target = {.labels = labels + first};
        sum += (double)net_loss(net, loss, target) * (double)here;
    }
    return (real)(sum / (double)n);
    /* END SOLUTION */
}

void confusion_matrix(const int *labels, const int *answers, size_t *counts,
                      size_t n, size_t classes)
{
    /* BEGIN SOLUTION 6.10 */
    for (size_t i = 0; i < classes * classes; i++) {
        counts[i] = 0;
    }
    for (size_t e = 0; e < n; e++) {
        counts[(size_t)labels[e] * classes + (size_t)answers[e]]++;
    }
    /* END SOLUTION */
}

real share(real part, real whole)
{
    return whole > 0 ? part / whole : 0;
}

void metrics(const size_t *counts, real *accuracy, real *precision,
             real *recall, real *f1, size_t classes)
{
    /* BEGIN SOLUTION 6.11 */
    size_t right = 0, all = 0;
    for (size_t k = 0; k < classes; k++) {
        size_t answered = 0, there = 0, both = counts[k * classes + k];
        for (size_t j = 0; j < classes; j++) {
            answered += counts[j * classes + k];
            there += counts[k * classes + j];
        }
        precision[k] = share((real)both, (real)answered);
        recall[k] = share((real)both, (real)there);
        f1[k] = share(2 * precision[k] * recall[k], precision[k] + recall[k]);
        right += both;
        all += there;
    }
    *accuracy = share((real)right, (real)all);
    /* END SOLUTION */
}
