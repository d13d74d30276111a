/* Full batch, mini-batch and one point at a time: the loss after each epoch, for
   the small network; and how far the gradient of a batch is from that of all
   points. */
#include "figure.h"
#include "small_network.h"

enum { EPOCHS = 100, DRAWS = 400, RUNS = 4 };

static const struct {
    const char *name;
    size_t batch;
    double rate;
} runs[RUNS] = {{"full batch", POINTS, 2},
                {"mini-batches of 10", 10, 0.3},
                {"one at a time", 1, 0.03},
                {"one at a time, 10 x the rate", 1, 0.3}};

static void train(size_t k, const Points *points, FILE *file)
{
    Run run;
    run_begin(&run, points, 1,
              (Training){.optimiser = {"sgd", runs[k].rate, NAN, NAN, 0},
                         .schedule = {.name = "constant"},
                         .batch = runs[k].batch,
                         .epochs = EPOCHS,
                         .rng = rng_seeded(7)});
    printf("%-29s %5g %6zu", runs[k].name, runs[k].rate, run.trainer.batches);
    for (int e = 0; e <= EPOCHS; e++) {
        double loss = run_loss(&run, points);
        fprintf(file, "%d %g\n", e, loss);
        if (e == 5 || e == 20 || e == EPOCHS) {
            printf("  %6.3f", loss);
        }
        run_epoch(&run);
    }
    printf("\n");
    fprintf(file, "\n\n");
    run_end(&run);
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
    for (size_t k = 0; k < RUNS; k++) {
        train(k, &points, file);
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
