#include "cnn.h"
#include "optim.h"
#include "probe.h"
#include "source.h"
#include "training.h"

#include <stdlib.h>
#include <string.h>

/* A network of convolutions learns a whole data set. With the student's own
   kernels that takes too long. So both learn the first steps, the scalar row,
   layer by layer, which is the student's functions, and the fast one, and must
   agree; then the fast row does the rest. */

enum { SIDE = 28, CLASSES = DATASET_CLASSES, BATCH = 16, BOTH = 20 };

typedef struct Course {
    const char *set, *network;
    size_t passes;
    double least; /* of the test pictures, in per cent */
} Course;

typedef struct Pupil {
    Net net;
    real *velocity; /* [net.parameters] */
} Pupil;

static void dismiss(Pupil *pupil)
{
    net_free(&pupil->net);
    free(pupil->velocity);
    pupil->velocity = NULL;
}

static bool enrol(Pupil *pupil, const Course *course, bool fast, Error *error)
{
    *pupil = (Pupil){0};
    setenv("NN_ISA", fast ? "" : "scalar", 1);
    setenv("NN_FUSE", fast ? "1" : "0", 1);
    bool good = net_new(&pupil->net, course->network, (Shape){1, SIDE, SIDE},
                        BATCH, 1, error);
    if (good) {
        pupil->velocity =
            calloc(pupil->net.parameters, sizeof *pupil->velocity);
        good = pupil->velocity != NULL || error_set(error, "no memory");
    }
    return good;
}

/* Step t of the whole course. */
static void learn_step(Pupil *pupil, const Source *source, const int *examples,
                       size_t n, size_t t, size_t total, const Batch *batch)
{
    Net *net = &pupil->net;
    source->fill(source, examples, n, NULL, batch);
    net_zero_gradients(net);
    net_forward(net, batch->x, n, TRAIN);
    net_loss(net, loss_named("cross_entropy", NULL), batch_target(batch));
    net_backward(net, NULL);
    recipe_step(net->w, net->dw, pupil->velocity, t, total, 0.01, (real)0.9,
                (real)0.0005, net->weights, net->parameters);
}

/* The first layer whose parameters differ by more than rounding; 0: none. */
static size_t first_difference(const Net *a, const Net *b)
{
    for (size_t i = 1; i < a->count; i++) {
        const Layer *l = &a->layers[i], *m = &b->layers[i];
        real largest = 0, difference = 0;
        for (size_t k = 0; k < l->weights; k++) {
            largest = fmax(largest, fabs(m->w[k]));
            difference = fmax(difference, fabs(l->w[k] - m->w[k]));
        }
        for (size_t k = 0; k < l->biases; k++) {
            difference = fmax(difference, fabs(l->b[k] - m->b[k]));
        }
        if (l->weights > 0 && !(difference <= (real)1e-4 * largest)) {
            return i;
        }
    }
    return 0;
}

/* The order of all steps: each pass shuffled. */
static int *draw_order(size_t count, size_t passes)
{
    int *order = malloc(count * passes * sizeof *order);
    size_t *pass = malloc(count * sizeof *pass);
    Rng rng = rng_seeded(6);
    for (size_t p = 0; order != NULL && pass != NULL && p < passes; p++) {
        for (size_t i = 0; i < count; i++) {
            pass[i] = i;
        }
        rng_shuffle(&rng, pass, count);
        for (size_t i = 0; i < count; i++) {
            order[p * count + i] = (int)pass[i];
        }
    }
    free(pass);
    return order;
}

/* The decay is too small to be seen in what a network learns. */
static bool decays(Verdict *v)
{
    enum { STEPS = 10 };
    real w[2] = {1, 1}, velocity[2] = {0, 0};
    for (size_t t = 0; t < STEPS; t++) {
        real g[2] = {0, 0};
        recipe_step(w, g, velocity, t, STEPS, 0.01, (real)0.9, (real)0.0005, 1,
                    2);
    }
    return require(v, w[0] < 1 && w[1] == 1,
                   "%d steps of the recipe with gradients of 0 should make a "
                   "weight smaller and leave a bias as it is. They made of 1 "
                   "and 1 a weight of %.6f and a bias of %.6f.",
                   STEPS, (double)w[0], (double)w[1]);
}

/* Both learn the first steps. */
static bool agree(Verdict *v, const Course *course, const Source *source,
                  const int *order, size_t total, const Batch *batch)
{
    Pupil slow = {0}, fast = {0};
    Error error;
    bool good = enrol(&slow, course, false, &error);
    good = require(v, good, "The network cannot be built: %s.", error.text);
    good = good && require(v, enrol(&fast, course, true, &error),
                           "The network cannot be built: %s.", error.text);
    if (good) {
        for (size_t t = 0; t < BOTH; t++) {
            learn_step(&slow, source, order + t * BATCH, BATCH, t, total,
                       batch);
            learn_step(&fast, source, order + t * BATCH, BATCH, t, total,
                       batch);
        }
        size_t layer = first_difference(&slow.net, &fast.net);
        good = require(v, layer == 0,
                       "After %d steps the weights of layer %zu, %s, differ "
                       "from those that the fast kernels give.",
                       BOTH, layer, slow.net.layers[layer].kind->name);
    }
    dismiss(&fast);
    dismiss(&slow);
    return good;
}

/* The share of right answers, in per cent; scores: [count][CLASSES]. */
static double examine(Net *net, const Source *test, const Batch *batch,
                      real *scores, int *labels)
{
    size_t right = 0;
    for (size_t at = 0; at < test->count; at += BATCH) {
        int examples[BATCH], answers[BATCH];
        size_t n = test->count - at < BATCH ? test->count - at : BATCH;
        for (size_t i = 0; i < n; i++) {
            examples[i] = (int)(at + i);
        }
        test->fill(test, examples, n, NULL, batch);
        memcpy(scores + at * CLASSES, net_forward(net, batch->x, n, EVALUATE),
               n * CLASSES * sizeof *scores);
        memcpy(labels + at, batch->labels, n * sizeof *labels);
        best_class(scores + at * CLASSES, answers, n, CLASSES);
        for (size_t i = 0; i < n; i++) {
            right += answers[i] == batch->labels[i];
        }
    }
    return 100 * (double)right / (double)test->count;
}

/* The worst mistakes must be mistakes, the worst first. */
static void look_at_worst(Verdict *v, const real *scores, const int *labels,
                          size_t count)
{
    enum { WORST = 12 };
    int worst[WORST] = {0}, best[1];
    double before = HUGE_VAL;
    size_t found = worst_mistakes(scores, labels, worst, count, CLASSES, WORST);
    if (!require(v, found == WORST,
                 "There should be %d worst mistakes, as there are many more; "
                 "yours: %zu.",
                 WORST, found)) {
        return;
    }
    for (size_t k = 0; k < WORST; k++) {
        size_t e = (size_t)worst[k];
        if (!require(v, e < count, "Mistake %zu is picture %d of %zu.", k,
                     worst[k], count)) {
            return;
        }
        const real *row = scores + e * CLASSES;
        top_k(row, best, CLASSES, 1);
        double loss = (double)cross_entropy(row, labels + e, 1, CLASSES);
        bool first =
            best[0] >= 0 && best[0] < CLASSES && row[best[0]] >= row[labels[e]];
        if (!require(v, first,
                     "Of picture %zu top_k puts class %d first, though class "
                     "%d has a larger score.",
                     e, best[0], labels[e]) ||
            !require(v, best[0] != labels[e],
                     "Picture %zu is no mistake: label and answer are %d.", e,
                     best[0]) ||
            !require(v, loss <= before,
                     "The mistakes are not sorted: number %zu is worse than "
                     "the one before.",
                     k)) {
            return;
        }
        before = loss;
    }
}

static void hold_course(Verdict *v, const Course *course, const Source *source,
                        const Source *test, const Batch *batch)
{
    size_t steps = source->count / BATCH, total = course->passes * steps;
    int *order = draw_order(source->count, course->passes);
    real *scores = malloc(test->count * CLASSES * sizeof *scores);
    int *labels = malloc(test->count * sizeof *labels);
    Pupil pupil = {0};
    Error error = {"no memory"};
    if (order == NULL || scores == NULL || labels == NULL) {
        require(v, false, "%s.", error.text);
    } else if (decays(v) && agree(v, course, source, order, total, batch) &&
               require(v, enrol(&pupil, course, true, &error), "%s.",
                       error.text)) {
        for (size_t t = 0; t < total; t++) {
            const int *examples =
                order + t / steps * source->count + t % steps * BATCH;
            learn_step(&pupil, source, examples, BATCH, t, total, batch);
        }
        double right = examine(&pupil.net, test, batch, scores, labels);
        require(v, right >= course->least,
                "Of the test pictures %.1f %% should be right; %.2f %% are.",
                course->least, right);
        look_at_worst(v, scores, labels, test->count);
    }
    dismiss(&pupil);
    free(order);
    free(scores);
    free(labels);
}

static bool is_fast(Error *error)
{
    const Kernels *row = kernels_choose(error);
    return row != NULL &&
           (row != &kernels_scalar ||
            error_set(error, "this processor has no AVX2, without which the "
                             "training takes too long"));
}

static void run_course(Verdict *v, const Course *course)
{
    Dataset files = {0}, others = {0};
    Source source = {0}, test = {0};
    Batch batch = {0};
    Error error;
    setenv("NN_ISA", "", 1);
    if (is_fast(&error) && dataset_load(&files, course->set, "train", &error) &&
        dataset_load(&others, course->set, "t10k", &error) &&
        source_pictures(&source, &files, false, &error) &&
        source_pictures(&test, &others, false, &error) &&
        batch_new(&batch, &source, BATCH, &error)) {
        if (require(v,
                    source_standardise(
                        &source, source_part(&source, 0, source.count), &error),
                    "%s.", error.text)) {
            test.mean = source.mean;
            test.deviation = source.deviation;
            hold_course(v, course, &source, &test, &batch);
        }
    } else {
        no_data(v, error.text);
    }
    batch_free(&batch);
    source_free(&source);
    source_free(&test);
    dataset_free(&files);
    dataset_free(&others);
}

static void digits(Verdict *v)
{
    static const Course course = {
        "mnist",
        "conv1: conv 20 5, relu, max_pool 2, conv2: conv 50 5, relu, "
        "max_pool 2, fc1: dense 500, relu, fc2: dense 10",
        1, 98.9};
    run_course(v, &course);
}
MILESTONE(9, M1, digits, 120);

static void clothes(Verdict *v)
{
    static const Course course = {
        "fashion",
        "conv 16 5, relu, max_pool 2, conv 32 5, relu, max_pool 2, "
        "dense 128, relu, dense 10",
        2, 88};
    run_course(v, &course);
}
MILESTONE(9, M2, clothes, 120);
