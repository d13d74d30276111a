/* The trained network 49-32-10 at work on MNIST's test set: the first ten
   pictures one by one, and how far its probabilities can be trusted. */
#include "dataset.h"
#include "digits.h"
#include "figure.h"
#include "mlp.h"

enum {
    SIDE = 28,
    TILE = SIDE + 2,
    BLOCK = SIDE / DIGITS_SIDE,
    ROWS = 2 * TILE,
    COLUMNS = DIGITS_SAMPLES * TILE,
    BATCH = 100
};

static Dataset load_test(void)
{
    Dataset pictures;
    Error error;
    if (!dataset_load(&pictures, "mnist", "t10k", &error)) {
        fprintf(stderr, "%s\n", error.text);
        exit(EXIT_FAILURE);
    }
    return pictures;
}

/* The network: dense, ReLU, dense. At most BATCH examples at a time.
   x: [n][DIGITS_IN]; scores: [n][DIGITS_OUT]. */
static void forward(const real *x, real *scores, size_t n)
{
    static real h[BATCH * DIGITS_HIDDEN];
    dense_forward(x, *digits_mlp.w1, digits_mlp.b1, h, n, DIGITS_IN,
                  DIGITS_HIDDEN);
    activate(RELU, h, h, n * DIGITS_HIDDEN);
    dense_forward(h, *digits_mlp.w2, digits_mlp.b2, scores, n, DIGITS_HIDDEN,
                  DIGITS_OUT);
}

static int answer(const real *p)
{
    int best = 0;
    for (int k = 1; k < DIGITS_OUT; k++) {
        best = p[k] > p[best] ? k : best;
    }
    return best;
}

static void write_pictures(const Dataset *pictures)
{
    static real sheet[ROWS][COLUMNS];
    for (int s = 0; s < DIGITS_SAMPLES; s++) {
        for (int i = 0; i < SIDE * SIDE; i++) {
            int row = i / SIDE, column = i % SIDE;
            sheet[row][s * TILE + column] =
                pictures->pixels[s * SIDE * SIDE + i] / (real)255;
            sheet[TILE + row][s * TILE + column] =
                digits_mlp.x[s][row / BLOCK * DIGITS_SIDE + column / BLOCK];
        }
    }
    FILE *file = figure_open("digits_mlp-pictures.dat");
    for (int row = 0; row < ROWS; row++) {
        for (int column = 0; column < COLUMNS; column++) {
            fprintf(file, "%.2f ", (double)sheet[row][column]);
        }
        fprintf(file, "\n");
    }
    figure_close(file);
}

static void show_samples(FILE *values)
{
    real scores[DIGITS_SAMPLES][DIGITS_OUT], p[DIGITS_SAMPLES][DIGITS_OUT];
    double off = 0;
    forward(*digits_mlp.x, *scores, DIGITS_SAMPLES);
    softmax(*scores, *p, DIGITS_SAMPLES, DIGITS_OUT);
    printf("%%%% samples\n"
           "picture  label  answer   p[answer]   p[label]    loss\n");
    FILE *file = figure_open("digits_mlp.dat");
    for (int s = 0; s < DIGITS_SAMPLES; s++) {
        int label = digits_mlp.labels[s], a = answer(p[s]);
        printf("%7d  %5d  %6d      %.4f     %.4f  %.4f\n", s + 1, label, a,
               (double)p[s][a], (double)p[s][label],
               (double)cross_entropy(scores[s], &label, 1, DIGITS_OUT));
        for (int k = 0; k < DIGITS_OUT; k++) {
            fprintf(file, "%d %d %g %d\n", s, k, (double)p[s][k], k == label);
            off =
                fmax(off, (double)fabs(scores[s][k] - digits_mlp.scores[s][k]));
        }
    }
    figure_close(file);
    printf("%%%% scores\ndigit   score  probability\n");
    for (int k = 0; k < DIGITS_OUT; k++) {
        printf("%5d  %6.2f       %.4f\n", k, (double)scores[0][k],
               (double)p[0][k]);
    }
    fprintf(values, "digits_mlp.off\t%.6f\n", off);
}

/* What the network answered to the test set. */
typedef struct Answers {
    size_t n, right;
    bool *is_right;
    real *sure; /* the largest probability */
    double loss;
} Answers;

static Answers answer_all(const Dataset *pictures)
{
    static real x[BATCH][DIGITS_IN], scores[BATCH][DIGITS_OUT];
    static real p[BATCH][DIGITS_OUT];
    Answers all = {.n = pictures->count};
    all.is_right = malloc(all.n * sizeof *all.is_right);
    all.sure = malloc(all.n * sizeof *all.sure);
    if (all.is_right == NULL || all.sure == NULL) {
        perror("digits_mlp");
        exit(EXIT_FAILURE);
    }
    for (size_t first = 0; first < all.n; first += BATCH) {
        size_t n = all.n - first < BATCH ? all.n - first : BATCH;
        for (size_t e = 0; e < n; e++) {
            digits_shrink(pictures->pixels + (first + e) * SIDE * SIDE, x[e]);
        }
        forward(*x, *scores, n);
        softmax(*scores, *p, n, DIGITS_OUT);
        for (size_t e = 0; e < n; e++) {
            int label = pictures->labels[first + e], a = answer(p[e]);
            all.is_right[first + e] = a == label;
            all.right += a == label;
            all.sure[first + e] = p[e][a];
            all.loss += (double)cross_entropy(scores[e], &label, 1, DIGITS_OUT);
        }
    }
    return all;
}

static void show_trust(const Answers *all, FILE *values)
{
    static const real edges[] = {0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.99, 1.01};
    enum { BINS = sizeof edges / sizeof edges[0] - 1 };
    FILE *file = figure_open("digits_mlp-sure.dat");
    printf("%%%% sure\nlargest probability   pictures    mean     right\n");
    for (int bin = 0; bin < BINS; bin++) {
        size_t count = 0, right = 0;
        double sum = 0;
        for (size_t i = 0; i < all->n; i++) {
            if (all->sure[i] >= edges[bin] && all->sure[i] < edges[bin + 1]) {
                count++;
                right += all->is_right[i];
                sum += (double)all->sure[i];
            }
        }
        double mean = sum / (double)count;
        double share = (double)right / (double)count;
        printf("%4.2f to %4.2f          %7zu   %5.1f %%   %5.1f %%\n",
               (double)edges[bin], fmin((double)edges[bin + 1], 1), count,
               100 * mean, 100 * share);
        fprintf(file, "%g %g %zu\n", mean, share, count);
        fprintf(values, "digits_mlp.bin%d.count\t%zu\n", bin, count);
        fprintf(values, "digits_mlp.bin%d.wrong\t%zu\n", bin, count - right);
    }
    figure_close(file);
}

int main(void)
{
    FILE *values = figure_open("digits_mlp.values");
    Dataset pictures = load_test();
    write_pictures(&pictures);
    show_samples(values);
    Answers all = answer_all(&pictures);
    show_trust(&all, values);
    fprintf(values, "digits_mlp.n\t%zu %03zu\n", all.n / 1000, all.n % 1000);
    fprintf(values, "digits_mlp.right\t%zu\n", all.right);
    fprintf(values, "digits_mlp.accuracy\t%.1f\n",
            100 * (double)all.right / (double)all.n);
    fprintf(values, "digits_mlp.loss\t%.4f\n", all.loss / (double)all.n);
    figure_close(values);
    free(all.is_right);
    free(all.sure);
    dataset_free(&pictures);
    return 0;
}
