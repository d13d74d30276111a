/* Full batch, mini-batch and one point at a time: the loss after each epoch, for
   the small network; and how far the gradient of a batch is from that of all
   points. */
#include "figure.h"
#include "small_network.h"

enum { EPOCHS = 100, DRAWS = 400, RUNS = 4 };

typedef struct Run {
    const char *name;
    size_t batch;
    double rate;
} Run;

static const Run runs[RUNS] = {{"full batch", POINTS, 2},
                               {"mini-batches of 10", 10, 0.3},
                               {"one at a time", 1, 0.03},
                               {"one at a time, 10 x the rate", 1, 0.3}};

/* One epoch: all points once, in random order, a step after each batch. */
static void epoch(real *w, const Points *points, size_t batch, real rate,
                  size_t *order, Rng *rng)
{
    real g[PARAMETERS], x[POINTS * IN], t[POINTS];
    rng_shuffle(rng, order, POINTS);
    for (size_t i = 0; i < POINTS; i += batch) {
        size_t n = i + batch <= POINTS ? batch : POINTS - i;
        gather(points, order + i, n, x, t);
        loss_gradient(w, x, t, g, n);
        sgd_step(w, g, rate, PARAMETERS);
    }
}

static void train(const Run *run, const Points *points, FILE *file)
{
    real w[PARAMETERS];
    size_t order[POINTS];
    for (size_t i = 0; i < POINTS; i++) {
        order[i] = i;
    }
    draw_parameters(w, 1);
    Rng rng = rng_seeded(7);
    printf("%-29s %5g %6zu", run->name, run->rate,
           (POINTS + run->batch - 1) / run->batch);
    for (int e = 0; e <= EPOCHS; e++) {
        double loss = (double)whole_loss(w, points);
        fprintf(file, "%d %g\n", e, loss);
        if (e == 5 || e == 20 || e == EPOCHS) {
            printf("  %6.3f", loss);
        }
        epoch(w, points, run->batch, (real)run->rate, order, &rng);
    }
    printf("\n");
    fprintf(file, "\n\n");
}

static double distance(const real *a, const real *b)
{
    double sum = 0;
    for (size_t i = 0; i < PARAMETERS; i++) {
        sum += ((double)a[i] - b[i]) * ((double)a[i] - b[i]);
    }
    return sqrt(sum);
}

/* The mean distance of a batch's gradient from the whole one, at the start. */
static double noise(const Points *points, size_t batch)
{
    static const real zero[PARAMETERS] = {0};
    real w[PARAMETERS], whole[PARAMETERS], g[PARAMETERS];
    real x[POINTS * IN], t[POINTS];
    draw_parameters(w, 1);
    loss_gradient(w, points->x, points->t, whole, POINTS);
    Rng rng = rng_seeded(batch);
    double sum = 0;
    for (int k = 0; k < DRAWS; k++) {
        size_t chosen[POINTS];
        for (size_t i = 0; i < batch; i++) {
            chosen[i] = rng_below(&rng, POINTS);
        }
        gather(points, chosen, batch, x, t);
        loss_gradient(w, x, t, g, batch);
        sum += distance(g, whole);
    }
    return sum / DRAWS / distance(whole, zero);
}

int main(void)
{
    static Points points;
    draw_points(&points, 1);
    FILE *file = figure_open("batches.dat");
    printf("%%%% runs\n                                    steps of   "
           "loss after epoch\n");
    printf(
        "                               rate  an epoch     5      20     %d\n",
        EPOCHS);
    for (int i = 0; i < RUNS; i++) {
        train(&runs[i], &points, file);
    }
    figure_close(file);

    FILE *values = figure_open("batches.values");
    printf("%%%% noise\nbatch   noise / gradient\n");
    for (size_t batch = 1; batch <= 256; batch *= 4) {
        double relative = noise(&points, batch);
        printf("%5zu   %16.2f\n", batch, relative);
        fprintf(values, "batches.noise%zu\t%.2f\n", batch, relative);
    }
    fprintf(values, "batches.points\t%d\n", POINTS);
    fprintf(values, "batches.parameters\t%d\n", PARAMETERS);
    fprintf(values, "batches.epochs\t%d\n", EPOCHS);
    figure_close(values);
    return 0;
}
