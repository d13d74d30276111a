/* The perceptron rule on XOR: the first steps one by one, the cycle it falls
   into, and the same run on OR beside it. */
#include "figure.h"
#include "perceptron.h"

enum { CORNERS = 4, EPOCHS = 1000, DRAWN_EPOCHS = 8, PRINTED_EPOCHS = 4 };

typedef struct Neuron {
    real w[2];
    real b;
} Neuron;

static const real corners[CORNERS][2] = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
static const int xor_labels[CORNERS] = {-1, 1, 1, -1};
static const int or_labels[CORNERS] = {-1, 1, 1, 1};

static bool learn(Neuron *neuron, const int *labels, int corner)
{
    return perceptron_update(corners[corner], labels[corner], 1, neuron->w,
                             &neuron->b, 2);
}

static void print_first_steps(void)
{
    Neuron neuron = {{0, 0}, 0};
    printf("epoch  x       label  score  verdict     w        b\n");
    for (int epoch = 1; epoch <= PRINTED_EPOCHS; epoch++) {
        for (int i = 0; i < CORNERS; i++) {
            real score = perceptron_score(corners[i], neuron.w, neuron.b, 2);
            bool changed = learn(&neuron, xor_labels, i);
            printf("%5d  (%g, %g)    %+d  %5g  %-7s  (%2g, %g)  %3g\n", epoch,
                   (double)corners[i][0], (double)corners[i][1], xor_labels[i],
                   (double)score, changed ? "wrong" : "right",
                   (double)neuron.w[0], (double)neuron.w[1], (double)neuron.b);
        }
    }
}

/* The weights after every example. Returns the last epoch that changed them. */
static int write_weights(const char *name, const int *labels)
{
    FILE *file = figure_open(name);
    Neuron neuron = {{0, 0}, 0};
    int last_change = 0;
    fprintf(file, "0 0 0 0\n");
    for (int step = 1; step <= DRAWN_EPOCHS * CORNERS; step++) {
        if (learn(&neuron, labels, (step - 1) % CORNERS)) {
            last_change = (step - 1) / CORNERS + 1;
        }
        fprintf(file, "%d %g %g %g\n", step, (double)neuron.w[0],
                (double)neuron.w[1], (double)neuron.b);
    }
    figure_close(file);
    return last_change;
}

static bool same(const Neuron *p, const Neuron *q)
{
    return p->w[0] == q->w[0] && p->w[1] == q->w[1] && p->b == q->b;
}

/* The neuron before every epoch, and the errors of that epoch. */
static void run(Neuron *before, size_t *errors)
{
    Neuron neuron = {{0, 0}, 0};
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
        before[epoch] = neuron;
        errors[epoch] = 0;
        for (int i = 0; i < CORNERS; i++) {
            errors[epoch] += learn(&neuron, xor_labels, i);
        }
    }
}

/* The first epoch that begins as the last one does. */
static int first_repeated(const Neuron *before)
{
    int epoch = 0;
    while (!same(&before[epoch], &before[EPOCHS - 1])) {
        epoch++;
    }
    return epoch;
}

/* The part of the square [−0.5, 1.5]² in which the neuron answers +1, as the
   corners of a polygon: go round the square, keep the corners that are inside,
   and add the points where the way crosses the boundary. */
static void write_positive_side(FILE *file, const Neuron *neuron)
{
    static const real square[5][2] = {
        {-0.5, -0.5}, {1.5, -0.5}, {1.5, 1.5}, {-0.5, 1.5}, {-0.5, -0.5}};
    for (int i = 0; i < 4; i++) {
        const real *p = square[i], *q = square[i + 1];
        real at_p = perceptron_score(p, neuron->w, neuron->b, 2);
        real at_q = perceptron_score(q, neuron->w, neuron->b, 2);
        if (at_p > 0) {
            fprintf(file, "%g %g\n", (double)p[0], (double)p[1]);
        }
        if ((at_p > 0) != (at_q > 0)) {
            real t = at_p / (at_p - at_q);
            fprintf(file, "%g %g\n", (double)(p[0] + t * (q[0] - p[0])),
                    (double)(p[1] + t * (q[1] - p[1])));
        }
    }
    fprintf(file, "\n\n");
}

/* The cycle, four states: for each a line with the corner that is shown next
   and the weights in words, and a block with the side that answers +1. */
static void write_cycle(Neuron neuron)
{
    FILE *states = figure_open("xor_perceptron.dat");
    FILE *sides = figure_open("xor_perceptron-sides.dat");
    for (int i = 0; i < CORNERS; i++) {
        fprintf(states, "%g %g \"w = (%g, %g), b = %g\"\n",
                (double)corners[i][0], (double)corners[i][1],
                (double)neuron.w[0], (double)neuron.w[1], (double)neuron.b);
        write_positive_side(sides, &neuron);
        learn(&neuron, xor_labels, i);
    }
    figure_close(states);
    figure_close(sides);
}

int main(void)
{
    static Neuron before[EPOCHS];
    static size_t errors[EPOCHS];
    run(before, errors);

    int first = first_repeated(before);
    print_first_steps();
    write_cycle(before[first]);
    write_weights("xor_perceptron-weights-xor.dat", xor_labels);
    int or_last = write_weights("xor_perceptron-weights-or.dat", or_labels);

    size_t fewest = errors[0];
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
        fewest = errors[epoch] < fewest ? errors[epoch] : fewest;
    }
    FILE *values = figure_open("xor_perceptron.values");
    fprintf(values, "xor_perceptron.epochs\t%d\n", EPOCHS);
    fprintf(values, "xor_perceptron.first\t%d\n", first + 1);
    fprintf(values, "xor_perceptron.last_errors\t%zu\n", errors[EPOCHS - 1]);
    fprintf(values, "xor_perceptron.fewest_errors\t%zu\n", fewest);
    fprintf(values, "xor_perceptron.or_last\t%d\n", or_last);
    figure_close(values);
    return 0;
}
