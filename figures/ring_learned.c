/* A network learns the ring: what it answers over the square on the way. */
#include "chain.h"
#include "figure.h"
#include "ring.h"

enum { POINTS = 400, TEST = 2000, STEPS = 2000, PANELS = 4, GRID = 60 };

static const size_t sizes[] = {2, 16, 16, 2};
static const real learning_rate = (real)0.1;
static const int shown_at[PANELS] = {0, 50, 250, STEPS};

/* The answer at x: by how much class 1 leads. */
static real lead(Chain *c, const real *x)
{
    const real *scores = chain_forward(c, x, 1);
    return scores[1] - scores[0];
}

static void write_plane(Chain *c, FILE *file)
{
    for (int i = 0; i <= GRID; i++) {
        for (int j = 0; j <= GRID; j++) {
            real x[2] = {6 * (real)j / GRID - 3, 6 * (real)i / GRID - 3};
            fprintf(file, "%g %g %g\n", (double)x[0], (double)x[1],
                    (double)lead(c, x));
        }
        fprintf(file, "\n");
    }
    fprintf(file, "\n");
}

static double accuracy(Chain *c, const real *x, const int *labels, size_t n)
{
    size_t right = 0;
    for (size_t i = 0; i < n; i++) {
        right += (lead(c, x + 2 * i) > 0) == labels[i];
    }
    return 100 * (double)right / (double)n;
}

int main(void)
{
    static real x[2 * POINTS], test_x[2 * TEST];
    static int labels[POINTS], test_labels[TEST];
    Rng rng = rng_seeded(4);
    ring_draw(x, labels, POINTS, &rng);
    ring_draw(test_x, test_labels, TEST, &rng);
    Chain c = chain_new(RELU, 3, sizes, POINTS);
    chain_draw(&c, 2, &rng);

    FILE *points = figure_open("ring_learned-points.dat");
    for (int i = 0; i < POINTS; i++) {
        fprintf(points, "%g %g %d\n", (double)x[2 * i], (double)x[2 * i + 1],
                labels[i]);
    }
    figure_close(points);

    FILE *plane = figure_open("ring_learned.dat");
    FILE *values = figure_open("ring_learned.values");
    printf("step     loss   right, learned from   right, new\n");
    for (int step = 0, panel = 0; panel < PANELS; step++) {
        if (step == shown_at[panel]) {
            const real *scores = chain_forward(&c, x, POINTS);
            double loss = (double)cross_entropy(scores, labels, POINTS, 2);
            double fresh = accuracy(&c, test_x, test_labels, TEST);
            printf("%4d   %.4f   %17.1f %%   %8.1f %%\n", step, loss,
                   accuracy(&c, x, labels, POINTS), fresh);
            fprintf(values, "ring_learned.at%d\t%.1f\n", step, fresh);
            write_plane(&c, plane);
            panel++;
        }
        chain_learn(&c, x, labels, learning_rate, POINTS);
    }
    fprintf(values, "ring_learned.points\t%d\n", POINTS);
    fprintf(values, "ring_learned.parameters\t%zu\n", c.count);
    fprintf(values, "ring_learned.rate\t%g\n", (double)learning_rate);
    figure_close(values);
    figure_close(plane);
    chain_free(&c);
    return 0;
}
