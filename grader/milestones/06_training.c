#include "probe.h"
#include "trainer.h"

#include <stdio.h>
#include <stdlib.h>

/* The whole chapter on real pictures, with the scalar kernels, which are the
   student's own: read, halve, split, standardise, train, keep the best by the
   validation set, and open the test set once, at the end. The library's loop
   does so by the student's functions. */

enum { SIDE = 28, BATCH = 64, EPOCHS = 7 };

static const char network[] = "dense 160, relu, dense 64, relu, dense 10";

/* A part of a set, whose pictures are halved: a quarter of the work. */
static bool load(Verdict *v, const char *set, const char *part, size_t count,
                 Dataset *files, Source *source)
{
    Error error;
    bool good = dataset_load(files, set, part, &error);
    if (good && (files->count != count || files->rows != SIDE ||
                 files->columns != SIDE)) {
        good = error_set(&error,
                         "%s: the part %s does not hold %zu pictures of "
                         "%d x %d",
                         set, part, count, SIDE, SIDE);
    }
    if (!good || !source_pictures(source, files, true, &error)) {
        no_data(v, error.text);
        return false;
    }
    return true;
}

/* Nine tenths for training, one for validation, both standardised as the former
   is. */
static bool prepare(Verdict *v, Source *source, Rng *rng, Part *train,
                    Part *validation)
{
    Part rest;
    Error error;
    return require(v,
                   source_split(source, 0.9, 0.1, rng, train, validation, &rest,
                                &error),
                   "%s.", error.text) &&
           require(v, train->count == 54000 && validation->count == 6000,
                   "60 000 pictures should be split into 54 000 and 6 000; "
                   "yours: %zu and %zu.",
                   train->count, validation->count) &&
           require(v, source_standardise(source, *train, &error), "%s.",
                   error.text);
}

/* Trains, and leaves the parameters that were best on the validation set. */
static bool train_best(Verdict *v, Trainer *trainer)
{
    Error error;
    Epoch epoch;
    for (int e = 1; !trainer_is_done(trainer); e++) {
        if (!require(v, trainer_epoch(trainer, &epoch, &error), "%s.",
                     error.text) ||
            !require(v, epoch.loss < 2,
                     "After %d of %d epochs the mean loss on the training set "
                     "should be below 2 (who knows nothing has ln 10 = 2.3); "
                     "it is %.3f.",
                     e, EPOCHS, epoch.loss)) {
            return false;
        }
    }
    trainer_take_best(trainer);
    return true;
}

/* Opens the test set. */
static void judge(Verdict *v, Net *net, const Loss *loss, Source *test,
                  double least)
{
    Error error;
    Evaluation result;
    if (require(v,
                evaluation_of(&result, net, loss,
                              source_part(test, 0, test->count), &error),
                "%s.", error.text)) {
        require(v, result.accuracy >= least,
                "After %d epochs at least %.1f %% of the test pictures should "
                "be recognised; yours: %.2f %%.",
                EPOCHS, 100 * least, 100 * result.accuracy);
    }
}

static void learn(Verdict *v, const char *set, double least)
{
    Training training = {.optimiser = {"adam", 0.003, NAN, NAN, 0},
                         .schedule = {.name = "one_cycle"},
                         .loss = loss_named("cross_entropy", NULL),
                         .batch = BATCH,
                         .epochs = EPOCHS,
                         .rng = rng_seeded(6)};
    Dataset files = {0}, others = {0};
    Source source = {0}, test = {0};
    Part train, validation;
    Net net = {0};
    Trainer trainer = {0};
    Error error;
    setenv("NN_ISA", "scalar", 1); /* the student's own functions */
    if (load(v, set, "train", 60000, &files, &source) &&
        load(v, set, "t10k", 10000, &others, &test) &&
        prepare(v, &source, &training.rng, &train, &validation) &&
        require(v,
                net_new(&net, network, source.shape, BATCH, 6, &error) &&
                    trainer_new(&trainer, &net, train, validation, &training,
                                &error),
                "The network cannot be built: %s", error.text) &&
        train_best(v, &trainer)) {
        test.mean = source.mean;
        test.deviation = source.deviation;
        judge(v, &net, training.loss, &test, least);
    }
    trainer_free(&trainer);
    net_free(&net);
    source_free(&source);
    source_free(&test);
    dataset_free(&files);
    dataset_free(&others);
}

static void handwriting(Verdict *v)
{
    learn(v, "mnist", 0.98);
}
MILESTONE(6, M1, handwriting, 180);

static void fashion(Verdict *v)
{
    learn(v, "fashion", 0.88);
}
MILESTONE(6, M2, fashion, 180);
