/* One training step in numbers, and what becomes of a training when a line of
   it is wrong. */
#include "real_data.h"

enum { TRAIN_COUNT = 6000, TEST_COUNT = 2000, EPOCHS = 5, BATCH = 32 };

typedef enum Fault {
    NONE,
    NOT_ZEROED,
    NOT_SHUFFLED,
    LABELS_ASTRAY,
    FAULTS
} Fault;

static const char *const names[FAULTS] = {
    "as it should be", "gradients never set to zero",
    "sorted by class, never shuffled", "labels not shuffled with pictures"};
static const char *const keys[FAULTS] = {"good", "kept", "sorted", "astray"};

/* train_step, but for the zero. */
static real not_zeroed(Net *net, const Loss *loss, const real *x, Target target,
                       size_t n, Step *step, void *context)
{
    net_forward(net, x, n, TRAIN);
    real before = net_loss(net, loss, target);
    net_backward(net, NULL);
    step(net->w, net->dw, net->parameters, context);
    return before;
}

/* train_step with the labels of other pictures: as they come in the file. */
static real labels_astray(Net *net, const Loss *loss, const real *x,
                          Target target, size_t n, Step *step, void *context)
{
    const Trainer *t = context;
    const unsigned char *labels = t->train.source->targets;
    int others[BATCH];
    (void)target;
    for (size_t k = 0; k < n; k++) {
        others[k] = labels[(size_t)t->position.batch * BATCH + k];
    }
    return train_step(net, loss, x, (Target){.labels = others}, n, step,
                      context);
}

static double length(const real *g, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += (double)g[i] * (double)g[i];
    }
    return sqrt(sum);
}

static int compare_labels(const void *a, const void *b)
{
    const unsigned char *const *first = a, *const *second = b;
    return (**first > **second) - (**first < **second);
}

/* The order of the first `count` examples by their labels. */
static void sort_by_label(const unsigned char *labels, size_t count,
                          size_t *order)
{
    const unsigned char **sorted = need(malloc(count * sizeof *sorted));
    for (size_t i = 0; i < count; i++) {
        sorted[i] = labels + i;
    }
    qsort(sorted, count, sizeof *sorted, compare_labels);
    for (size_t i = 0; i < count; i++) {
        order[i] = (size_t)(sorted[i] - labels);
    }
    free(sorted);
}

/* Trains with a fault; lengths: of the gradient in the first steps. Returns how
   much of the test set is right. */
static double try(Fault fault, Part train, Part test, double lengths[5])
{
    Training how = training("nesterov", 0.002, "constant", BATCH, EPOCHS);
    how.train_step = fault == NOT_ZEROED      ? not_zeroed
                     : fault == LABELS_ASTRAY ? labels_astray
                                              : train_step;
    Run run;
    Error error;
    run_begin(&run, "dense 64, relu, dense 10", &how, train, test, 1);
    Trainer *t = &run.trainer;
    double right = 0;
    for (int e = 0; e < EPOCHS; e++) {
        if (fault == NOT_SHUFFLED) {
            sort_by_label(train.source->targets, train.count, t->order);
        }
        for (int b = 0; e == 0 && b < 5; b++) {
            end_unless(trainer_step(t, &error), &error);
            lengths[b] = length(run.net.dw, run.net.parameters);
        }
        right = run_epoch(&run).validation.accuracy;
    }
    run_end(&run);
    return right;
}

int main(void)
{
    Dataset files = load_files("mnist", "train");
    Source source = halves(&files);
    Part train, test;
    cut(&source, TRAIN_COUNT, TEST_COUNT, &train, &test);
    double lengths[FAULTS][5], right[FAULTS];
    for (int f = 0; f < FAULTS; f++) {
        right[f] = 100 * try((Fault)f, train, test, lengths[f]);
    }
    FILE *values = figure_open("step_mistakes.values");
    printf("%%%% faults\n%-36s   right\n", "");
    for (int f = 0; f < FAULTS; f++) {
        printf("%-36s  %4.1f %%\n", names[f], right[f]);
        fprintf(values, "step_mistakes.%s\t%.1f\n", keys[f], right[f]);
    }
    figure_close(values);
    printf("%%%% lengths\nstep             1      2      3      4      5\n"
           "set to zero");
    for (int b = 0; b < 5; b++) {
        printf("  %5.2f", lengths[NONE][b]);
    }
    printf("\nnot         ");
    for (int b = 0; b < 5; b++) {
        printf(" %5.2f ", lengths[NOT_ZEROED][b]);
    }
    printf("\n");
    source_free(&source);
    dataset_free(&files);
    return 0;
}
