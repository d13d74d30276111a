/* Three classification functions for the nuts: a neuron, a decision tree and a
   network. What each has learned, as a line over the plane, and its errors on the nuts and on
   others. */
#include "figure.h"
#include "nuts.h"
#include "perceptron.h"
#include "trainer.h"

#include <string.h>

enum { OTHERS = 10000, NODES = 64, GRID = 160, EPOCHS = 400 };

static const double HIGHEST = 2.3; /* of the widths in the picture */

typedef struct Node {
    int feature; /* -1: a leaf, with the answer in label */
    int label;
    real threshold;
    size_t below, above; /* nodes */
} Node;

typedef struct Tree {
    Node nodes[NODES];
    size_t count;
} Tree;

/* n · p · (1 − p), up to a factor: how mixed a heap of nuts is. */
static double mixture(double almonds, double hazelnuts)
{
    double n = almonds + hazelnuts;
    return n > 0 ? almonds * hazelnuts / n : 0;
}

/* Cuts the nuts of `members` where both heaps are least mixed, and so on until
   no heap is mixed. Returns the node. */
static size_t grow(Tree *tree, const real *x, const int *labels,
                   const size_t *members, size_t n)
{
    size_t here = tree->count++;
    /* NOLINTNEXTLINE(clang-analyzer-core.uninitialized.ArraySubscript): n > 0 */
    Node node = {-1, labels[members[0]], 0, 0, 0};
    double hazelnuts = 0, least;
    for (size_t i = 0; i < n; i++) {
        hazelnuts += labels[members[i]] == HAZELNUT;
    }
    least = mixture((double)n - hazelnuts, hazelnuts);
    if (least > 0) {
        least = INFINITY;
        for (int feature = 0; feature < NUT_FEATURES; feature++) {
            for (size_t k = 0; k < n; k++) {
                real cut = x[members[k] * NUT_FEATURES + (size_t)feature];
                real next = INFINITY;
                double below[2] = {0}, above[2] = {0};
                for (size_t i = 0; i < n; i++) {
                    real value = x[members[i] * NUT_FEATURES + (size_t)feature];
                    int kind = labels[members[i]] == HAZELNUT;
                    (value <= cut ? below : above)[kind]++;
                    if (value > cut && value < next) {
                        next = value;
                    }
                }
                double now =
                    mixture(below[0], below[1]) + mixture(above[0], above[1]);
                if (next < INFINITY && now < least) {
                    least = now;
                    node.feature = feature;
                    node.threshold = (cut + next) / 2;
                }
            }
        }
        size_t below[NUTS], above[NUTS], b = 0, a = 0;
        for (size_t i = 0; i < n; i++) {
            size_t place = members[i] * NUT_FEATURES + (size_t)node.feature;
            if (x[place] <= node.threshold) {
                below[b++] = members[i];
            } else {
                above[a++] = members[i];
            }
        }
        node.below = grow(tree, x, labels, below, b);
        node.above = grow(tree, x, labels, above, a);
    }
    tree->nodes[here] = node;
    return here;
}

static int tree_answer(const Tree *tree, const real *x)
{
    const Node *node = tree->nodes;
    while (node->feature >= 0) {
        node =
            tree->nodes +
            (x[node->feature] <= node->threshold ? node->below : node->above);
    }
    return node->label;
}

typedef struct Learned {
    real w[NUT_FEATURES], b;
    Tree tree;
    Net net;
} Learned;

static void end_unless(bool good, const Error *error)
{
    if (!good) {
        fprintf(stderr, "%s\n", error->text);
        exit(EXIT_FAILURE);
    }
}

static void learn(Learned *learned, const real *x, const int *labels)
{
    size_t errors[1000], members[NUTS];
    real centred[NUTS * NUT_FEATURES], t[NUTS];
    for (size_t i = 0; i < NUTS; i++) {
        members[i] = i;
        t[i] = labels[i] == HAZELNUT;
        centred[2 * i] = x[2 * i] - 2;
        centred[2 * i + 1] = x[2 * i + 1] - (real)1.5;
    }
    perceptron_train(x, labels, 1, 1000, learned->w, &learned->b, errors, NUTS,
                     NUT_FEATURES);
    grow(&learned->tree, x, labels, members, NUTS);

    Error error;
    Source source;
    Trainer trainer;
    Epoch epoch;
    Training training = {.optimiser = {"adam", 0.02, NAN, NAN, 0},
                         .schedule = {.name = "constant"},
                         .loss = loss_named("binary_cross_entropy", NULL),
                         .batch = 10,
                         .epochs = EPOCHS,
                         .rng = rng_seeded(1)};
    end_unless(net_new(&learned->net, "input 2, dense 16, relu, dense 1",
                       (Shape){0}, GRID, 2, &error),
               &error);
    end_unless(
        source_numbers(&source, (Shape){2, 1, 1}, centred, t, 1, NUTS, &error),
        &error);
    bool good =
        trainer_new(&trainer, &learned->net, source_part(&source, 0, NUTS),
                    (Part){0}, &training, &error);
    while (good && !trainer_is_done(&trainer)) {
        good = trainer_epoch(&trainer, &epoch, &error);
    }
    end_unless(good, &error);
    trainer_free(&trainer);
    source_free(&source);
}

/* What the three answer for one nut. */
static void answers(Learned *learned, const real *x, int *answer)
{
    real centred[NUT_FEATURES] = {x[0] - 2, x[1] - (real)1.5};
    answer[0] = perceptron_predict(x, learned->w, learned->b, NUT_FEATURES);
    answer[1] = tree_answer(&learned->tree, x);
    answer[2] =
        net_forward(&learned->net, centred, 1, EVALUATE)[0] > 0 ? 1 : -1;
}

static void count_errors(Learned *learned, const real *x, const int *labels,
                         size_t n, size_t *errors)
{
    memset(errors, 0, 3 * sizeof *errors);
    for (size_t i = 0; i < n; i++) {
        int answer[3];
        answers(learned, x + i * NUT_FEATURES, answer);
        for (int k = 0; k < 3; k++) {
            errors[k] += answer[k] != labels[i];
        }
    }
}

/* For each length the least width that is a hazelnut's, for the three of them. */
static void draw_boundaries(Learned *learned)
{
    FILE *file = figure_open("boundaries.dat");
    for (int column = 0; column <= GRID; column++) {
        double least[3] = {HIGHEST, HIGHEST, HIGHEST};
        real x[] = {(real)(1.1 + 1.9 * column / GRID), 0};
        for (int below = 0; HIGHEST - 0.002 * below > 0.9; below++) {
            double width = HIGHEST - 0.002 * below;
            int answer[3];
            x[1] = (real)width;
            answers(learned, x, answer);
            for (int k = 0; k < 3; k++) {
                least[k] = answer[k] > 0 ? width : least[k];
            }
        }
        fprintf(file, "%.4f %.3f %.3f %.3f\n", (double)x[0], least[0], least[1],
                least[2]);
    }
    figure_close(file);
}

int main(void)
{
    static real x[NUTS * NUT_FEATURES], others[OTHERS * NUT_FEATURES];
    static int labels[NUTS], other_labels[OTHERS];
    static Learned learned;
    size_t errors[3], other_errors[3];
    static const char *const names[] = {"neuron", "tree", "network"};
    nuts_draw(NUTS_SEED, x, labels, NUTS);
    nuts_draw(NUTS_SEED + 1, others, other_labels, OTHERS);
    learn(&learned, x, labels);
    count_errors(&learned, x, labels, NUTS, errors);
    count_errors(&learned, others, other_labels, OTHERS, other_errors);
    draw_boundaries(&learned);

    size_t cuts = 0;
    for (size_t k = 0; k < learned.tree.count; k++) {
        cuts += learned.tree.nodes[k].feature >= 0;
    }
    size_t numbers[] = {NUT_FEATURES + 1, cuts, learned.net.parameters};
    FILE *values = figure_open("boundaries.values");
    printf("           numbers learned   wrong of %d   wrong of %d others\n",
           NUTS, OTHERS);
    for (int k = 0; k < 3; k++) {
        printf("%-8s  %16zu  %12zu  %19zu\n", names[k], numbers[k], errors[k],
               other_errors[k]);
        fprintf(values, "boundaries.%s\t%zu\n", names[k], other_errors[k]);
    }
    fprintf(values, "boundaries.cuts\t%zu\n", cuts);
    figure_close(values);
    net_free(&learned.net);
    return EXIT_SUCCESS;
}
