/* Learning from the first thousand pictures of MNIST, at half their size; the
   next thousand are for validation, and the test set is opened once for what
   validation has chosen. */
#ifndef THOUSAND_H
#define THOUSAND_H

#include "real_data.h"

enum { PICTURES = 1000, BATCH = 50, EPOCHS = 100, SEEDS = 5 };

/* What is set against learning by heart. */
typedef struct Remedies {
    bool batch_norm, best_epoch; /* keep that epoch, not the last */
    double dropout, l1, l2;
    const char *augmentation;
} Remedies;

typedef struct Thousand {
    Dataset files, others;
    Source source, test;
    Part train, validation, all;
} Thousand;

static inline void thousand_begin(Thousand *t)
{
    t->files = load_files("mnist", "train");
    t->others = load_files("mnist", "t10k");
    t->source = halves(&t->files);
    t->test = halves(&t->others);
    cut(&t->source, PICTURES, PICTURES, &t->train, &t->validation);
    t->test.mean = t->source.mean;
    t->test.deviation = t->source.deviation;
    t->all = source_part(&t->test, 0, t->test.count);
}

static inline void thousand_end(Thousand *t)
{
    source_free(&t->source);
    source_free(&t->test);
    dataset_free(&t->files);
    dataset_free(&t->others);
}

static inline void network_of(const Remedies *r, char *text, size_t size)
{
    char dropout[32] = "";
    if (r->dropout > 0) {
        snprintf(dropout, sizeof dropout, "dropout %g, ", r->dropout);
    }
    snprintf(text, size, "dense 128, %srelu, %sdense 10",
             r->batch_norm ? "batch_norm, " : "", dropout);
}

/* How many of a hundred are answered rightly. */
typedef struct Right {
    double train, validation, test;
} Right;

/* Trains, and asks about the test set too if `opened`. */
static inline Right learn(const Thousand *t, const Remedies *r, double rate,
                          uint64_t seed, bool opened, double first[2])
{
    char text[120];
    Error error;
    Run run;
    Right right = {0, 0, NAN};
    Training how = training("adam", rate, "cosine", BATCH, EPOCHS);
    how.penalty.l1 = r->l1;
    how.optimiser.weight_decay = r->l2;
    end_unless(augmentation_read(&how.augmentation,
                                 r->augmentation != NULL ? r->augmentation : "",
                                 &error),
               &error);
    network_of(r, text, sizeof text);
    run_begin(&run, text, &how, t->train, t->validation, seed);
    for (int e = 0; e < EPOCHS; e++) {
        Epoch epoch = run_epoch(&run);
        if (e == 0) {
            first[0] = epoch.loss;
            first[1] = epoch.validation.loss;
        }
    }
    if (r->best_epoch) {
        trainer_take_best(&run.trainer);
    }
    right.train = 100 * judge(&run.net, t->train).accuracy;
    right.validation = 100 * judge(&run.net, t->validation).accuracy;
    if (opened) {
        right.test = 100 * judge(&run.net, t->all).accuracy;
    }
    run_end(&run);
    return right;
}

#endif
