/* The whole of chapter 6 in one program: a network learns MNIST and another
   Fashion-MNIST, the best by the validation set is kept, and the test set is
   opened once, at the end. */
#include "net_text.h"
#include "real_data.h"

enum { SETS = 2, EPOCHS = 7, BATCH = 64, SEED = 6 };

static const char *const names[SETS] = {"mnist", "fashion"};
static const char network[] = "dense 160, relu, dense 64, relu, dense 10";

typedef struct Epoch {
    double rate, loss;
    Result train, validation;
} Epoch;

typedef struct Learned {
    Epoch epochs[EPOCHS];
    int best;
    size_t train_count, validation_count;
    real mean, deviation;
    Result test;
} Learned;

/* The part of the training set on which the training loss is measured. */
static Pictures sample(const Pictures *train, size_t count)
{
    Pictures part = *train;
    part.count = count;
    return part;
}

static void learn(Run *run, const Pictures *validation, Learned *learned)
{
    Pictures seen = sample(run->train, validation->count);
    size_t bytes = run->net.parameters * sizeof *run->net.w;
    real *best = need(malloc(bytes));
    for (int e = 0; e < EPOCHS; e++) {
        Epoch *epoch = &learned->epochs[e];
        epoch->loss = run_epoch(run);
        epoch->train = judge(&run->net, &seen);
        epoch->validation = judge(&run->net, validation);
        if (e == 0 || epoch->validation.accuracy >
                          learned->epochs[learned->best].validation.accuracy) {
            learned->best = e;
            memcpy(best, run->net.w, bytes);
        }
    }
    memcpy(run->net.w, best, bytes);
    free(best);
}

static void learn_set(const char *set, Learned *learned)
{
    const Way way = {.adam = true,
                     .rate = 0.003,
                     .one_cycle = true,
                     .batch = BATCH,
                     .epochs = EPOCHS};
    Pictures all = load_half(set, "train");
    size_t *order = need(malloc(all.count * sizeof *order));
    Rng rng = rng_seeded(SEED);
    split(all.count, 0.9, 0.1, &rng, order, &learned->train_count,
          &learned->validation_count);
    Pictures train = chosen(&all, order, learned->train_count);
    Pictures validation =
        chosen(&all, order + learned->train_count, learned->validation_count);
    pictures_free(&all);
    free(order);
    mean_and_deviation(train.x, train.count * IN, &learned->mean,
                       &learned->deviation);
    standardise_sets(train.x, train.count * IN, validation.x,
                     validation.count * IN);
    Run run;
    run_begin(&run, network, &way, &train, SEED);
    learn(&run, &validation, learned);

    Pictures test = load_half(set, "t10k");
    standardise(test.x, learned->mean, learned->deviation, test.count * IN);
    learned->test = judge(&run.net, &test);
    run_end(&run);
    pictures_free(&train);
    pictures_free(&validation);
    pictures_free(&test);
}

static void show_log(const char *set, const Learned *learned)
{
    char name[64];
    snprintf(name, sizeof name, "real_run-%s.dat", set);
    FILE *file = figure_open(name);
    printf("%%%% %s\n"
           "         on the way        training        validation\n"
           "epoch       loss        loss  accuracy    loss  accuracy\n",
           set);
    for (int e = 0; e < EPOCHS; e++) {
        const Epoch *p = &learned->epochs[e];
        printf("%5d     %.4f      %.4f   %.2f %%  %.4f   %.2f %%%s\n", e + 1,
               p->loss, p->train.loss, 100 * p->train.accuracy,
               p->validation.loss, 100 * p->validation.accuracy,
               e == learned->best ? "  best" : "");
        fprintf(file, "%d %g %g %g %g %g\n", e + 1, p->loss, p->train.loss,
                100 * p->train.accuracy, p->validation.loss,
                100 * p->validation.accuracy);
    }
    figure_close(file);
}

static void show_classes(const char *set, const Result *test)
{
    static const char *const garments[CLASSES] = {
        "T-shirt", "trousers", "pullover", "dress", "coat",
        "sandal",  "shirt",    "sneaker",  "bag",   "ankle boot"};
    bool fashion = strcmp(set, "fashion") == 0;
    printf("%%%% %s_classes\n"
           "class           pictures  precision  recall     F1\n",
           set);
    for (int k = 0; k < CLASSES; k++) {
        size_t there = 0;
        for (int a = 0; a < CLASSES; a++) {
            there += test->counts[k * CLASSES + a];
        }
        printf("%d %-12s  %8zu     %6.3f  %6.3f  %5.3f\n", k,
               fashion ? garments[k] : "", there, (double)test->precision[k],
               (double)test->recall[k], (double)test->f1[k]);
    }
}

static void show_confusion(const char *set, const Result *test)
{
    char name[64];
    snprintf(name, sizeof name, "real_run-%s-confusion.dat", set);
    FILE *file = figure_open(name);
    for (int t = 0; t < CLASSES; t++) {
        for (int a = 0; a < CLASSES; a++) {
            fprintf(file, "%d %d %zu\n", t, a, test->counts[t * CLASSES + a]);
        }
    }
    figure_close(file);
}

/* The largest count off the diagonal, for the text. */
static void write_values(FILE *values, const char *set, const Learned *learned)
{
    const Result *test = &learned->test;
    size_t worst = 1, low = 0, high = 0;
    for (size_t i = 0; i < CLASSES * CLASSES; i++) {
        if (i % (CLASSES + 1) != 0 && test->counts[i] > test->counts[worst]) {
            worst = i;
        }
    }
    for (size_t k = 1; k < CLASSES; k++) {
        low = test->f1[k] < test->f1[low] ? k : low;
        high = test->f1[k] > test->f1[high] ? k : high;
    }
    size_t worst_true = worst / CLASSES;
    const Epoch *best = &learned->epochs[learned->best];
    const Epoch *first = &learned->epochs[0];
    const Epoch *last = &learned->epochs[EPOCHS - 1];
    const struct {
        const char *key;
        double value;
        int digits;
    } numbers[] = {
        {"test", 100 * test->accuracy, 2},
        {"test_loss", test->loss, 3},
        {"wrong", 10000 - 10000 * test->accuracy, 0},
        {"validation", 100 * best->validation.accuracy, 2},
        {"train", 100 * best->train.accuracy, 2},
        {"best", learned->best + 1, 0},
        {"first_on_the_way", first->loss, 3},
        {"first_train", first->train.loss, 3},
        {"gap", last->validation.loss / last->train.loss, 1},
        {"mean", (double)learned->mean, 4},
        {"deviation", (double)learned->deviation, 4},
        {"worst_true", (double)worst_true, 0},
        {"worst_answer", (double)(worst % CLASSES), 0},
        {"worst_count", (double)test->counts[worst], 0},
        {"low_class", (double)low, 0},
        {"low_f1", (double)test->f1[low], 3},
        {"low_precision", (double)test->precision[low], 3},
        {"low_recall", (double)test->recall[low], 3},
        {"high_class", (double)high, 0},
        {"high_f1", (double)test->f1[high], 3},
    };
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        fprintf(values, "real_run.%s.%s\t%.*f\n", set, numbers[i].key,
                numbers[i].digits, numbers[i].value);
    }
}

int main(void)
{
    static Learned learned[SETS];
    Net net;
    Error error;
    char summary[2048];
    for (int s = 0; s < SETS; s++) {
        learn_set(names[s], &learned[s]);
    }
    if (!net_new(&net, network, (Shape){1, HALF, HALF}, 1, SEED, &error)) {
        end_by(&error);
    }
    net_summary(&net, summary, sizeof summary);
    printf("%%%% network\n%s", summary);
    FILE *values = figure_open("real_run.values");
    fprintf(values, "real_run.parameters\t%zu %03zu\n", net.parameters / 1000,
            net.parameters % 1000);
    fprintf(values, "real_run.epochs\t%d\n", EPOCHS);
    for (int s = 0; s < SETS; s++) {
        show_log(names[s], &learned[s]);
        show_classes(names[s], &learned[s].test);
        show_confusion(names[s], &learned[s].test);
        write_values(values, names[s], &learned[s]);
    }
    figure_close(values);
    net_free(&net);
    return 0;
}
