/* The milestones of chapter 5. Every optimiser walks down the ravine and down
   Rosenbrock's valley, with the learning rates and within the numbers of steps
   that are written here; the limits are about a quarter above what the reference
   needs. Then a deep network learns two spirals. */
#include "landscape.h"
#include "probe.h"
#include "trainer.h"

#include <stdlib.h>
#include <string.h>

typedef struct Race {
    const char *name; /* of an optimiser */
    double rate, decay;
    size_t limit;
} Race;

static void run(Verdict *v, const Race *race, const char *where,
                real (*valley)(const real *, real *), real x, real y)
{
    const real goal = (real)1e-3;
    OptimiserSettings settings = {race->name, race->rate, NAN, race->decay, 0};
    Optimiser optimiser;
    Error error;
    if (!require(v, optimiser_new(&optimiser, &settings, 2, &error), "%s.",
                 error.text)) {
        return;
    }
    real w[2] = {x, y}, g[2], e = valley(w, g);
    for (size_t step = 1; step <= race->limit && !(e < goal); step++) {
        optimiser_change(&optimiser, w, g, race->rate, step);
        e = valley(w, g);
    }
    optimiser_free(&optimiser);
    require(v, e < goal,
            "%s_step with learning rate %g should be below E = %g in %s within "
            "%zu steps; it stands at (%.5g, %.5g), where E = %.3g",
            race->name, race->rate, (double)goal, where, race->limit,
            (double)w[0], (double)w[1], (double)e);
}

static void down_the_ravine(Verdict *v)
{
    static const Race races[OPTIMISERS] = {
        {"sgd", 0.018, NAN, 370},      {"momentum", 0.005, NAN, 125},
        {"nesterov", 0.005, NAN, 65},  {"adagrad", 2, NAN, 60},
        {"rmsprop", 0.005, NAN, 2500}, {"adadelta", 150, 0.95, 70},
        {"adam", 0.5, NAN, 100}};
    for (size_t i = 0; i < OPTIMISERS; i++) {
        run(v, &races[i], "the ravine", ravine, 10, 1);
    }
}
MILESTONE(5, M1, down_the_ravine, 5);

static void down_rosenbrocks_valley(Verdict *v)
{
    static const Race races[OPTIMISERS] = {
        {"sgd", 0.0015, NAN, 5500},    {"momentum", 0.001, NAN, 700},
        {"nesterov", 0.001, NAN, 750}, {"adagrad", 0.5, NAN, 4500},
        {"rmsprop", 0.001, NAN, 5000}, {"adadelta", 0.03, 0.95, 11000},
        {"adam", 0.1, NAN, 900}};
    for (size_t i = 0; i < OPTIMISERS; i++) {
        run(v, &races[i], "Rosenbrock's valley", rosenbrock, (real)-1.2, 1);
    }
}
MILESTONE(5, M2, down_rosenbrocks_valley, 5);

/* ---- Two spirals: a network 2-32-32-32-1 of ReLU units ---- */

enum { SPIRAL_POINTS = 200, BATCH = 20, EPOCHS = 150 };

static const char network[] =
    "dense 32, relu, dense 32, relu, dense 32, relu, dense 1";

/* One turn and a half each, the one half a turn behind the other. */
static void draw_spirals(real *x, real *t)
{
    for (size_t i = 0; i < SPIRAL_POINTS; i++) {
        double along = (double)(i - i % 2) / SPIRAL_POINTS;
        double angle = 3 * PI * along + (i % 2 == 0 ? 0 : PI);
        double radius = 0.3 + 1.7 * along;
        x[2 * i] = (real)(radius * cos(angle));
        x[2 * i + 1] = (real)(radius * sin(angle));
        t[i] = i % 2 == 0;
    }
}

static void initialise(Net *net, Rng *rng)
{
    memset(net->w, 0, net->parameters * sizeof *net->w);
    for (size_t k = 1; k < net->count; k++) {
        const Layer *layer = &net->layers[k];
        if (layer->weights > 0) {
            he_normal(layer->w, layer_size_in(layer), layer->weights, rng);
        }
    }
}

static bool train(Net *net, const Source *source, Rng rng, Error *error)
{
    Training training = {.optimiser = {"adam", 0.01, NAN, NAN, 0},
                         .schedule = {.name = "one_cycle"},
                         .loss = loss_named("binary_cross_entropy", NULL),
                         .batch = BATCH,
                         .epochs = EPOCHS,
                         .rng = rng};
    Trainer trainer;
    Epoch epoch;
    bool good =
        trainer_new(&trainer, net, source_part(source, 0, source->count),
                    (Part){0}, &training, error);
    while (good && !trainer_is_done(&trainer)) {
        good = trainer_epoch(&trainer, &epoch, error);
    }
    trainer_free(&trainer);
    return good;
}

static double accuracy(Net *net, const real *x, const real *t)
{
    size_t right = 0;
    const real *y = net_forward(net, x, SPIRAL_POINTS, EVALUATE);
    for (size_t i = 0; i < SPIRAL_POINTS; i++) {
        right += (y[i] > 0) == (t[i] > (real)0.5);
    }
    return (double)right / SPIRAL_POINTS;
}

/* By the student's own kernels, which are the scalar ones. */
static void two_spirals(Verdict *v)
{
    static real x[2 * SPIRAL_POINTS], t[SPIRAL_POINTS];
    Shape shape = {2, 1, 1};
    Source source;
    Net net;
    Error error;
    draw_spirals(x, t);
    setenv("NN_ISA", "scalar", 1);
    bool good =
        source_numbers(&source, shape, x, t, 1, SPIRAL_POINTS, &error) &&
        net_new(&net, network, shape, SPIRAL_POINTS, 0, &error);
    if (!require(v, good, "The network cannot be built: %s", error.text)) {
        return;
    }
    for (uint64_t seed = 1; good && seed <= 3; seed++) {
        Rng rng = rng_seeded(seed);
        initialise(&net, &rng);
        good = require(v, train(&net, &source, rng, &error), "%s.", error.text);
        double right = accuracy(&net, x, t);
        require(
            v, right >= 0.98,
            "from seed %d the network should have learned at least 98 %% "
            "of the spirals' points after %d epochs; it is right on %.1f %%",
            (int)seed, EPOCHS, 100 * right);
    }
    source_free(&source);
    net_free(&net);
}
MILESTONE(5, M3, two_spirals, 10);
