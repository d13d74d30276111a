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
static real step_without_zero(Run *run, size_t n, Target target)
{
    const Loss *loss = loss_named("cross_entropy", NULL);
    net_forward(&run->net, run->batch_x, n, TRAIN);
    real before = net_loss(&run->net, loss, target);
    net_backward(&run->net, NULL);
    take_step(run->net.w, run->net.dw, run->net.parameters, &run->memory);
    return before;
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
    const int *const *first = a, *const *second = b;
    return (**first > **second) - (**first < **second);
}

/* The order of the examples by their labels. */
static void sort_by_label(const Pictures *pictures, size_t *order)
{
    const int **labels = need(malloc(pictures->count * sizeof *labels));
    for (size_t i = 0; i < pictures->count; i++) {
        labels[i] = pictures->labels + i;
    }
    qsort(labels, pictures->count, sizeof *labels, compare_labels);
    for (size_t i = 0; i < pictures->count; i++) {
        order[i] = (size_t)(labels[i] - pictures->labels);
    }
    free(labels);
}

/* An epoch with a fault; lengths: of the gradient in the first steps. */
static void epoch(Run *run, Fault fault, int number, double lengths[5])
{
    const Loss *loss = loss_named("cross_entropy", NULL);
    const Pictures *t = run->train;
    size_t n;
    if (fault == NOT_SHUFFLED) {
        sort_by_label(t, run->order);
    } else {
        rng_shuffle(&run->rng, run->order, t->count);
    }
    for (size_t b = 0; (n = run_batch(run, b)) > 0; b++) {
        Target target = {.labels = fault == LABELS_ASTRAY
                                       ? t->labels + b * BATCH
                                       : run->batch_labels};
        if (fault == NOT_ZEROED) {
            step_without_zero(run, n, target);
        } else {
            train_step(&run->net, loss, run->batch_x, target, n, take_step,
                       &run->memory);
        }
        if (number == 0 && b < 5) {
            lengths[b] = length(run->net.dw, run->net.parameters);
        }
    }
}

int main(void)
{
    Pictures all = load_half("mnist", "train"), train, test;
    cut(&all, TRAIN_COUNT, TEST_COUNT, &train, &test);
    pictures_free(&all);
    double lengths[FAULTS][5], right[FAULTS];
    for (int f = 0; f < FAULTS; f++) {
        const Way way = {.rate = 0.002, .batch = BATCH, .epochs = EPOCHS};
        Run run;
        run_begin(&run, "dense 64, relu, dense 10", &way, &train, 1);
        for (int e = 0; e < EPOCHS; e++) {
            epoch(&run, (Fault)f, e, lengths[f]);
        }
        right[f] = 100 * judge(&run.net, &test).accuracy;
        run_end(&run);
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
    pictures_free(&train);
    pictures_free(&test);
    return 0;
}
