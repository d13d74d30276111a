/* The chapter's worked example: a network 2-3-3 on a batch of two examples,
   from the inputs to the loss. */
#include "figure.h"
#include "mlp.h"

enum { N = 2, IN = 2, HIDDEN = 3, CLASSES = 3 };

static const real x[N][IN] = {{2, 1}, {-1, 3}};
static const real w1[HIDDEN][IN] = {{1, -1}, {0.5, 2}, {-1, 1}};
static const real b1[HIDDEN] = {0, -1, 0.5};
static const real w2[CLASSES][HIDDEN] = {{1, 0.5, -1}, {-1, 0, 1}, {0, 0.5, 0}};
static const real b2[CLASSES] = {0, 0, -1};
static const int labels[N] = {0, 2};

static void print_row(const real *row, size_t count, const char *format)
{
    for (size_t i = 0; i < count; i++) {
        printf(format, (double)row[i]);
    }
}

static void show_scores(const real (*scores)[CLASSES], const real (*p)[CLASSES])
{
    printf("%%%% softmax\n                scores                softmax"
           "            sum\n");
    for (int e = 0; e < N; e++) {
        printf("example %d ", e + 1);
        print_row(scores[e], CLASSES, " %5.2f");
        printf("  ");
        print_row(p[e], CLASSES, " %.4f");
        printf("   %.4f\n", (double)(p[e][0] + p[e][1] + p[e][2]));
    }
}

static void show_loss(const real (*scores)[CLASSES], const real (*p)[CLASSES],
                      FILE *values)
{
    real t[N][CLASSES];
    one_hot(labels, *t, N, CLASSES);
    printf(
        "%%%% loss\n           label    one-hot   p[label]  -log p[label]\n");
    for (int e = 0; e < N; e++) {
        real loss = cross_entropy(scores[e], &labels[e], 1, CLASSES);
        printf("example %d  %4d  ", e + 1, labels[e]);
        print_row(t[e], CLASSES, "  %g");
        printf("   %.4f         %.4f\n", (double)p[e][labels[e]], (double)loss);
        fprintf(values, "batch_by_hand.loss%d\t%.4f\n", e + 1, (double)loss);
    }
    real mean = cross_entropy(*scores, labels, N, CLASSES);
    printf("mean                                       %.4f\n", (double)mean);
}

int main(void)
{
    real z[N][HIDDEN], h[N][HIDDEN], scores[N][CLASSES], p[N][CLASSES];
    dense_forward(*x, *w1, b1, *z, N, IN, HIDDEN);
    activate(RELU, *z, *h, (size_t)N * HIDDEN);
    dense_forward(*h, *w2, b2, *scores, N, HIDDEN, CLASSES);
    softmax(*scores, *p, N, CLASSES);

    printf("%%%% layers\n           input      X W1' + b1       ReLU"
           "              H W2' + b2\n");
    for (int e = 0; e < N; e++) {
        printf("example %d ", e + 1);
        print_row(x[e], IN, " %2.0f");
        printf("  ");
        print_row(z[e], HIDDEN, " %4.1f");
        printf("  ");
        print_row(h[e], HIDDEN, " %4.1f");
        printf("  ");
        print_row(scores[e], CLASSES, " %5.2f");
        printf("\n");
    }
    FILE *values = figure_open("batch_by_hand.values");
    show_scores((const real(*)[CLASSES])scores, (const real(*)[CLASSES])p);
    show_loss((const real(*)[CLASSES])scores, (const real(*)[CLASSES])p,
              values);
    figure_close(values);
    return 0;
}
