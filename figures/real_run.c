/* The whole of chapter 6 in one program: a network learns MNIST and another
   Fashion-MNIST, the best by the validation set is kept, and the test set is
   opened once, at the end. */
#include "net_text.h"
#include "real_data.h"
#include "record.h"

enum { SETS = 2, EPOCHS = 7, BATCH = 64, SEED = 6 };

static const char *const names[SETS] = {"mnist", "fashion"};
static const char network[] = "dense 160, relu, dense 64, relu, dense 10";

typedef struct Learned {
    Epoch epochs[EPOCHS];
    Evaluation train[EPOCHS]; /* of a part of the training set */
    int best;
    real mean, deviation;
    Evaluation test;
} Learned;

static void learn(Run *run, Learned *learned)
{
    Part seen = run->trainer.train;
    seen.count = run->trainer.validation.count;
    for (int e = 0; e < EPOCHS; e++) {
        Epoch *epoch = &learned->epochs[e];
        *epoch = run_epoch(run);
        learned->train[e] = judge(&run->net, seen);
        const double first[] = {epoch->loss, epoch->validation.loss};
        record_prefix("real_run", first, 2);
    }
    learned->best = (int)run->trainer.position.best_epoch - 1;
    trainer_take_best(&run->trainer);
}

static void learn_set(const char *set, Learned *learned)
{
    Training how = training("adam", 0.003, "one_cycle", BATCH, EPOCHS);
    Dataset files = load_files(set, "train"), others = load_files(set, "t10k");
    Source source = halves(&files), test = halves(&others);
    Rng rng = rng_seeded(SEED);
    Part train, validation, rest;
    Error error;
    Run run;
    end_unless(source_split(&source, 0.9, 0.1, &rng, &train, &validation, &rest,
                            &error) &&
                   source_standardise(&source, train, &error),
               &error);
    run_begin(&run, network, &how, train, validation, SEED);
    learn(&run, learned);
    learned->mean = test.mean = source.mean;
    learned->deviation = test.deviation = source.deviation;
    learned->test = judge(&run.net, source_part(&test, 0, test.count));
    run_end(&run);
    source_free(&source);
    source_free(&test);
    dataset_free(&files);
    dataset_free(&others);
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
        const Evaluation *train = &learned->train[e];
        printf("%5d     %.4f      %.4f   %.2f %%  %.4f   %.2f %%%s\n", e + 1,
               p->loss, train->loss, 100 * train->accuracy, p->validation.loss,
               100 * p->validation.accuracy,
               e == learned->best ? "  best" : "");
        fprintf(file, "%d %g %g %g %g %g\n", e + 1, p->loss, train->loss,
                100 * train->accuracy, p->validation.loss,
                100 * p->validation.accuracy);
    }
    figure_close(file);
}

static void show_classes(const char *set, const Evaluation *test)
{
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
               fashion ? dataset_classes(set)[k] : "", there,
               (double)test->precision[k], (double)test->recall[k],
               (double)test->f1[k]);
    }
}

static void show_confusion(const char *set, const Evaluation *test)
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
    const Evaluation *test = &learned->test;
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
    const Epoch *e = learned->epochs;
    const Evaluation *train = learned->train;
    const struct {
        const char *key;
        double value;
        int digits;
    } numbers[] = {
        {"test", 100 * test->accuracy, 2},
        {"test_loss", test->loss, 3},
        {"wrong", 10000 - 10000 * test->accuracy, 0},
        {"validation", 100 * e[learned->best].validation.accuracy, 2},
        {"train", 100 * train[learned->best].accuracy, 2},
        {"best", learned->best + 1, 0},
        {"first_on_the_way", e[0].loss, 3},
        {"first_train", train[0].loss, 3},
        {"gap", e[EPOCHS - 1].validation.loss / train[EPOCHS - 1].loss, 1},
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
    end_unless(net_new(&net, network, (Shape){1, HALF, HALF}, 1, SEED, &error),
               &error);
    net_summary(&net, NULL, summary, sizeof summary);
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
