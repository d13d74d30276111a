/* Two spirals, and a network 2–32–32–32–1 of ReLU units that learns them from
   different starts by different optimisers; and the map of the last. */
#include "figure.h"
#include "trainer.h"

#include <string.h>

enum { POINTS = 200, BATCH = 20, EPOCHS = 60, RUNS = 5, GRID = 81 };

static const char text[] =
    "input 2, dense 32, relu, dense 32, relu, dense 32, relu, dense 1";

/* One turn and a half each, the one half a turn behind the other. */
static void draw_spirals(real *x, real *t)
{
    for (size_t i = 0; i < POINTS; i++) {
        double along = (double)(i - i % 2) / POINTS;
        double angle = 3 * PI * along + (i % 2 == 0 ? 0 : PI);
        double radius = 0.3 + 1.7 * along;
        x[2 * i] = (real)(radius * cos(angle));
        x[2 * i + 1] = (real)(radius * sin(angle));
        t[i] = i % 2 == 0;
    }
}

typedef struct Way {
    const char *name;
    bool he, adam;
    double rate;
} Way;

static const Way ways[] = {
    {"0.05 x normal, gradient descent", false, false, 0.1},
    {"He, gradient descent", true, false, 0.1},
    {"0.05 x normal, Adam", false, true, 0.01},
    {"He, Adam", true, true, 0.01}};

enum { WAYS = sizeof ways / sizeof ways[0] };

static void end_by(const Error *error)
{
    fprintf(stderr, "%s\n", error->text);
    exit(EXIT_FAILURE);
}

static void initialise(Net *net, bool he, Rng *rng)
{
    for (size_t k = 0; k < net->count; k++) {
        Layer *layer = &net->layers[k];
        if (he && layer->weights > 0) {
            he_normal(layer->w, layer_size_in(layer), layer->weights, rng);
        }
        for (size_t i = 0; !he && i < layer->weights; i++) {
            layer->w[i] = (real)(0.05 * rng_normal(rng));
        }
    }
}

static void train(Net *net, const Way *way, const Source *source, Rng rng)
{
    Training training = {
        .optimiser = {way->adam ? "adam" : "sgd", way->rate, NAN, NAN, 0},
        .schedule = {.name = "constant"},
        .loss = loss_named("binary_cross_entropy", NULL),
        .batch = BATCH,
        .epochs = EPOCHS,
        .rng = rng};
    Trainer trainer;
    Epoch epoch;
    Error error;
    bool good = trainer_new(&trainer, net, source_part(source, 0, POINTS),
                            (Part){0}, &training, &error);
    while (good && !trainer_is_done(&trainer)) {
        good = trainer_epoch(&trainer, &epoch, &error);
    }
    trainer_free(&trainer);
    if (!good) {
        end_by(&error);
    }
}

static void judge(Net *net, const real *x, const real *t, double *right,
                  double *loss)
{
    const real *y = net_forward(net, x, POINTS, EVALUATE);
    for (size_t i = 0; i < POINTS; i++) {
        *right += (y[i] > 0) == (t[i] > (real)0.5);
    }
    *loss += (double)net_loss(net, loss_named("binary_cross_entropy", NULL),
                              (Target){.values = t});
}

/* The network's answer on a grid over the plane. */
static void draw_map(Net *net)
{
    FILE *file = figure_open("spirals-map.dat");
    for (int row = 0; row < GRID; row++) {
        real x[2 * GRID];
        for (int column = 0; column < GRID; column++) {
            x[2 * column] = (real)(-2.2 + 4.4 * column / (GRID - 1));
            x[2 * column + 1] = (real)(-2.2 + 4.4 * row / (GRID - 1));
        }
        const real *y = net_forward(net, x, GRID, EVALUATE);
        for (int column = 0; column < GRID; column++) {
            fprintf(file, "%g %g %.3f\n", (double)x[2 * column],
                    (double)x[2 * column + 1],
                    1 / (1 + exp(-(double)y[column])));
        }
        fprintf(file, "\n");
    }
    figure_close(file);
}

int main(void)
{
    real x[2 * POINTS], t[POINTS];
    Error error;
    Net net;
    Source source;
    draw_spirals(x, t);
    if (!net_new(&net, text, (Shape){0}, POINTS, 1, &error) ||
        !source_numbers(&source, (Shape){2, 1, 1}, x, t, 1, POINTS, &error)) {
        end_by(&error);
    }
    printf("                                  loss   right\n");
    for (size_t k = 0; k < WAYS; k++) {
        double right = 0, loss = 0;
        for (uint64_t seed = 1; seed <= RUNS; seed++) {
            Rng rng = rng_seeded(seed);
            memset(net.w, 0, net.parameters * sizeof *net.w);
            initialise(&net, ways[k].he, &rng);
            train(&net, &ways[k], &source, rng);
            judge(&net, x, t, &right, &loss);
        }
        printf("%-31s  %5.2f  %4.0f %%\n", ways[k].name, loss / RUNS,
               100 * right / RUNS / POINTS);
    }
    draw_map(&net);
    FILE *file = figure_open("spirals.dat");
    for (size_t i = 0; i < POINTS; i++) {
        fprintf(file, "%g %g %g\n", (double)x[2 * i], (double)x[2 * i + 1],
                (double)t[i]);
    }
    figure_close(file);
    FILE *values = figure_open("spirals.values");
    fprintf(values, "spirals.parameters\t%zu\n", net.parameters);
    fprintf(values, "spirals.epochs\t%d\n", EPOCHS);
    fprintf(values, "spirals.runs\t%d\n", RUNS);
    figure_close(values);
    source_free(&source);
    net_free(&net);
    return 0;
}
