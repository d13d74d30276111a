#include "optim.h"
#include "probe.h"
#include "regularization.h"
#include "trainer.h"

#include <stdlib.h>
#include <string.h>

/* ---- Folds choose: a straight-line fit with forty inputs of which three count,
   from sixty noisy examples ---- */

enum {
    INPUTS = 40,
    EXAMPLES = 60,
    UNSEEN = 1000,
    FOLDS = 5,
    TRIALS = 12,
    FIT_STEPS = 400
};

typedef struct Points {
    real x[UNSEEN * INPUTS], y[UNSEEN];
} Points;

static void draw_points(Points *points, size_t n, Rng *rng)
{
    for (size_t e = 0; e < n; e++) {
        real *x = points->x + e * INPUTS;
        fill_normal(x, INPUTS, rng);
        points->y[e] = 2 * x[3] - x[17] + x[31] + (real)rng_normal(rng);
    }
}

static real miss(const Points *points, size_t e, const real *w)
{
    real sum = -points->y[e];
    for (size_t i = 0; i < INPUTS; i++) {
        sum += w[i] * points->x[e * INPUTS + i];
    }
    return sum;
}

/* Gradient descent on half the mean square of the misses, and the penalty. */
static void fit(const Points *points, const size_t *examples, size_t n,
                const double strengths[2], real *w)
{
    memset(w, 0, INPUTS * sizeof *w);
    for (size_t step = 0; step < FIT_STEPS; step++) {
        real g[INPUTS] = {0};
        for (size_t k = 0; k < n; k++) {
            real off = miss(points, examples[k], w) / (real)n;
            for (size_t i = 0; i < INPUTS; i++) {
                g[i] += off * points->x[examples[k] * INPUTS + i];
            }
        }
        add_elastic_net(w, g, (real)strengths[0], (real)strengths[1], INPUTS);
        sgd_step(w, g, (real)0.2, INPUTS);
    }
}

static double squared_error(const Points *points, const size_t *examples,
                            size_t n, const real *w)
{
    double sum = 0;
    for (size_t k = 0; k < n; k++) {
        sum += pow((double)miss(points, examples[k], w), 2);
    }
    return sum / (double)n;
}

/* The mean error on what was held back, over all folds. */
static double cross_validate(Verdict *v, const Points *points,
                             const size_t *order, const double strengths[2])
{
    double sum = 0;
    for (size_t f = 0; f < FOLDS; f++) {
        size_t train[EXAMPLES], validation[EXAMPLES];
        real w[INPUTS];
        size_t held = fold(EXAMPLES, FOLDS, f, order, train, validation);
        if (!require(v, held == EXAMPLES / FOLDS,
                     "A fold of %d examples in %d should hold %d; yours: %zu.",
                     EXAMPLES, FOLDS, EXAMPLES / FOLDS, held)) {
            return NAN;
        }
        fit(points, train, EXAMPLES - held, strengths, w);
        sum += squared_error(points, validation, held, w) / FOLDS;
    }
    return sum;
}

static void choose(Verdict *v)
{
    static const Range ranges[2] = {{0.003, 1, true}, {0.0001, 1, true}};
    static Points points, unseen;
    size_t order[EXAMPLES], all[UNSEEN];
    Rng rng = rng_seeded(7);
    draw_points(&points, EXAMPLES, &rng);
    draw_points(&unseen, UNSEEN, &rng);
    for (size_t e = 0; e < UNSEEN; e++) {
        all[e] = e;
    }
    memcpy(order, all, sizeof order);
    rng_shuffle(&rng, order, EXAMPLES);
    double best[2] = {0}, least = HUGE_VAL;
    for (int t = 0; t < TRIALS; t++) {
        double strengths[2];
        draw_trial(ranges, strengths, 2, &rng);
        double error = cross_validate(v, &points, order, strengths);
        if (!require(v, isfinite(error),
                     "With the strengths %g and %g the fit fails.",
                     strengths[0], strengths[1])) {
            return;
        }
        if (error < least) {
            least = error;
            memcpy(best, strengths, sizeof best);
        }
    }
    real w[INPUTS];
    fit(&points, all, EXAMPLES, (double[]){0, 0}, w);
    double plain = squared_error(&unseen, all, UNSEEN, w);
    fit(&points, all, EXAMPLES, best, w);
    double chosen = squared_error(&unseen, all, UNSEEN, w);
    require(v, chosen <= 0.75 * plain,
            "On unseen points the fit with the strengths that the folds chose "
            "should have at most 0.75 of the error of the plain one, which is "
            "%.3f; it has %.3f.",
            plain, chosen);
}
MILESTONE(7, M1, choose, 60);

/* ---- A thousand pictures: the same network plain and regularised, on pictures
   at half their size, by the scalar kernels, which are the student's own ---- */

enum { PICTURES = 1000, BATCH = 50, LONGEST = 100, PATIENCE = 30 };

/* The share of wrong answers on the test set; NAN if the verdict is fixed. */
static double learn(Verdict *v, const char *network, const char *augmentation,
                    size_t patience, double l1, Part train, Part validation,
                    Part test)
{
    Training training = {.optimiser = {"adam", 0.003, NAN, NAN, 0},
                         .schedule = {.name = "cosine"},
                         .loss = loss_named("cross_entropy", NULL),
                         .penalty = {.l1 = l1},
                         .patience = patience,
                         .batch = BATCH,
                         .epochs = LONGEST,
                         .rng = rng_seeded(7)};
    Net net = {0};
    Trainer trainer = {0};
    Error error;
    Epoch epoch;
    Evaluation result = {.accuracy = NAN};
    if (require(
            v,
            augmentation_read(&training.augmentation, augmentation, &error) &&
                net_new(&net, network, train.source->shape, BATCH, 7, &error) &&
                trainer_new(&trainer, &net, train, validation, &training,
                            &error),
            "The training cannot begin: %s.", error.text)) {
        bool good = true;
        while (good && !trainer_is_done(&trainer)) {
            good = require(v, trainer_epoch(&trainer, &epoch, &error), "%s.",
                           error.text);
        }
        trainer_take_best(&trainer);
        if (good) {
            require(v,
                    evaluation_of(&result, &net, training.loss, test, &error),
                    "%s.", error.text);
        }
    }
    trainer_free(&trainer);
    net_free(&net);
    return 1 - result.accuracy;
}

static void compare(Verdict *v, Source *source, Source *test)
{
    Error error;
    Part train = source_part(source, 0, PICTURES);
    Part validation = source_part(source, PICTURES, PICTURES);
    if (!require(v, source_standardise(source, train, &error), "%s.",
                 error.text)) {
        return;
    }
    test->mean = source->mean;
    test->deviation = source->deviation;
    Part all = source_part(test, 0, test->count);
    double plain =
        learn(v, "dense 96, relu, dense 10", "", 0, 0, train, validation, all);
    if (isnan(plain)) {
        return;
    }
    double regularised = learn(
        v, "dense 96, batch_norm, relu, dropout 0.2, dense 10",
        "shift=1,rotate=10,scale=0.1", PATIENCE, 1e-5, train, validation, all);
    if (!isnan(regularised)) {
        require(v, regularised <= 0.75 * plain,
                "Of the test pictures the regularised network should answer at "
                "most 0.75 times as many wrongly as the plain one, which has "
                "%.2f %%; it has %.2f %%.",
                100 * plain, 100 * regularised);
    }
}

static void a_thousand_pictures(Verdict *v)
{
    Dataset files = {0}, others = {0};
    Source source = {0}, test = {0};
    Error error;
    setenv("NN_ISA", "scalar", 1); /* the student's own functions */
    bool good = dataset_load(&files, "mnist", "train", &error) &&
                dataset_load(&others, "mnist", "t10k", &error) &&
                source_pictures(&source, &files, true, &error) &&
                source_pictures(&test, &others, true, &error);
    if (good && source.count < 2 * (size_t)PICTURES) {
        good = error_set(&error, "mnist: expected %d pictures, found %zu",
                         2 * PICTURES, source.count);
    }
    if (good) {
        compare(v, &source, &test);
    } else {
        no_data(v, error.text);
    }
    source_free(&source);
    source_free(&test);
    dataset_free(&files);
    dataset_free(&others);
}
MILESTONE(7, M2, a_thousand_pictures, 60);
