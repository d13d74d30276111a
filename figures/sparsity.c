/* How many numbers of the gradient are not 0 while LeNet learns: behind max
   pooling and ReLU of each convolution, and behind the ReLU of the dense
   layer. One pass by the recipe of chapter 9. */
#define _POSIX_C_SOURCE 200809L /* setenv */

#include "real_data.h"
#include "record.h"

enum { BATCH = 16, INTERVAL = 75, PLACES = 3 };

static const char *const lenet =
    "conv1: conv 20 5, relu, pool1: max_pool 2, conv2: conv 50 5, relu, "
    "pool2: max_pool 2, fc1: dense 500, act1: relu, fc2: dense 10";

/* Where it is measured, and how many numbers stand behind one of them. */
static const struct {
    const char *key, *name, *layer;
    size_t each;
} places[PLACES] = {{"conv1", "conv1", "pool1", 4},
                    {"conv2", "conv2", "pool2", 4},
                    {"fc1", "fc1", "act1", 1}};

static const Layer *layer_of(const Net *net, const char *name)
{
    size_t i = 0;
    while (strcmp(net->layers[i].name, name) != 0) {
        i++;
    }
    return &net->layers[i];
}

/* The share of the numbers through which a gradient comes back. */
static double share_of(const Net *net, size_t place, size_t n)
{
    const Layer *layer = layer_of(net, places[place].layer);
    size_t size = n * layer->out.c * layer->out.h * layer->out.w, count = 0;
    for (size_t i = 0; i < size; i++) {
        count += layer->y[i] > 0 && layer->dy[i] != 0;
    }
    return (double)count / (double)(size * places[place].each);
}

int main(void)
{
    setenv("NN_ISA", "avx2", 1);
    Dataset files = load_files("mnist", "train");
    Source source;
    Error error;
    Epoch epoch;
    Run run;
    Training how = training("nesterov", 0.01, "one_cycle", BATCH, 1);
    how.optimiser.weight_decay = 0.0005;
    end_unless(source_pictures(&source, &files, false, &error) &&
                   source_standardise(
                       &source, source_part(&source, 0, source.count), &error),
               &error);
    run_begin(&run, lenet, &how, source_part(&source, 0, source.count),
              (Part){0}, 1);
    FILE *file = figure_open("sparsity.dat");
    double sums[PLACES] = {0}, all[PLACES] = {0};
    Trainer *t = &run.trainer;
    while (!trainer_is_done(t)) {
        end_unless(trainer_step(t, &error), &error);
        for (size_t k = 0; k < PLACES; k++) {
            double share = share_of(&run.net, k, BATCH);
            sums[k] += share;
            all[k] += share;
        }
        if (t->position.step % INTERVAL == 0) {
            record_prefix("sparsity", (double[]){t->sums.row_loss, sums[1]}, 2);
            fprintf(file, "%zu", (size_t)t->position.step);
            for (size_t k = 0; k < PLACES; k++) {
                fprintf(file, " %.3f", 100 * sums[k] / INTERVAL);
                sums[k] = 0;
            }
            fprintf(file, "\n");
        }
        if (trainer_epoch_is_over(t)) {
            end_unless(trainer_end_epoch(t, &epoch, &error), &error);
        }
    }
    figure_close(file);
    FILE *values = figure_open("sparsity.values");
    printf("gradient behind the ReLU of    not 0, in the mean of a pass\n");
    for (size_t k = 0; k < PLACES; k++) {
        double percent = 100 * all[k] / (double)t->position.step;
        printf("%-31s%26.1f %%\n", places[k].name, percent);
        fprintf(values, "sparsity.%s\t%.1f\n", places[k].key, percent);
    }
    figure_close(values);
    run_end(&run);
    source_free(&source);
    dataset_free(&files);
    return 0;
}
