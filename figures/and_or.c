/* AND and OR, learned from their truth tables: every mistake of the training
   for AND, and the weights both end with. */
#include "figure.h"
#include "perceptron.h"

enum { ROWS = 4, INPUTS = 2, LIMIT = 100 };

static const real x[ROWS][INPUTS] = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
static const int and_labels[ROWS] = {-1, -1, -1, 1};
static const int or_labels[ROWS] = {-1, 1, 1, 1};

/* The training for AND once more, step by step. */
static void show_mistakes(void)
{
    real w[INPUTS] = {0}, b = 0;
    size_t errors;
    size_t epoch = 0;
    printf("%%%% mistakes\nepoch   x1 x2  label  score      w1  w2   b\n");
    do {
        epoch++;
        errors = 0;
        for (int i = 0; i < ROWS; i++) {
            double score = perceptron_score(x[i], w, b, INPUTS);
            if (perceptron_update(x[i], and_labels[i], 1, w, &b, INPUTS)) {
                errors++;
                printf(
                    "%5zu  %3.0f%3.0f  %+4d  %+5.0f     %+4.0f%+4.0f%+4.0f\n",
                    epoch, (double)x[i][0], (double)x[i][1], and_labels[i],
                    score, (double)w[0], (double)w[1], (double)b);
            }
        }
    } while (errors > 0);
}

static void learn(const char *name, const int *labels, FILE *values)
{
    real w[INPUTS] = {0}, b = 0;
    size_t errors[LIMIT], mistakes = 0;
    size_t epochs =
        perceptron_train(*x, labels, 1, LIMIT, w, &b, errors, ROWS, INPUTS);
    for (size_t i = 0; i < epochs; i++) {
        mistakes += errors[i];
    }
    printf("%%%% %s\nx1 x2   score  class\n", name);
    for (int i = 0; i < ROWS; i++) {
        printf("%2.0f %2.0f   %+5.0f  %+5d\n", (double)x[i][0], (double)x[i][1],
               (double)perceptron_score(x[i], w, b, INPUTS),
               perceptron_predict(x[i], w, b, INPUTS));
    }
    fprintf(values, "and_or.%s.epochs\t%zu\n", name, epochs);
    fprintf(values, "and_or.%s.mistakes\t%zu\n", name, mistakes);
    fprintf(values, "and_or.%s.w1\t%.0f\n", name, (double)w[0]);
    fprintf(values, "and_or.%s.w2\t%.0f\n", name, (double)w[1]);
    fprintf(values, "and_or.%s.b\t%s%.0f\n", name, b < 0 ? "−" : "",
            (double)fabs(b));

    FILE *file =
        figure_open(labels == and_labels ? "and_or-and.dat" : "and_or-or.dat");
    for (int i = 0; i < ROWS; i++) {
        fprintf(file, "%g %g %d\n", (double)x[i][0], (double)x[i][1],
                labels[i]);
    }
    fprintf(file, "\n\n");
    for (int x1 = -1; x1 <= 2; x1 += 3) {
        fprintf(file, "%d %g\n", x1, -(double)(w[0] * x1 + b) / w[1]);
    }
    figure_close(file);
}

int main(void)
{
    FILE *values = figure_open("and_or.values");
    show_mistakes();
    learn("and", and_labels, values);
    learn("or", or_labels, values);
    figure_close(values);
    return 0;
}
