/* The milestones of chapter 5. Every optimiser walks down the ravine and down
   Rosenbrock's valley, with the learning rates and within the numbers of steps
   that are written here; the limits are about a quarter above what the reference
   needs. Then a deep network learns two spirals. */
#include "backprop.h"
#include "landscape.h"
#include "mlp.h"
#include "optim.h"
#include "probe.h"

#include <string.h>

/* An optimiser with all it remembers; step is 1, 2 ... */
typedef struct Walker {
    real w[2], g[2], first[2], second[2], rate;
    size_t step;
} Walker;

static void by_sgd(Walker *a)
{
    sgd_step(a->w, a->g, a->rate, 2);
}

static void by_momentum(Walker *a)
{
    momentum_step(a->w, a->g, a->first, a->rate, (real)0.9, 2);
}

static void by_nesterov(Walker *a)
{
    nesterov_step(a->w, a->g, a->first, a->rate, (real)0.9, 2);
}

static void by_adagrad(Walker *a)
{
    adagrad_step(a->w, a->g, a->first, a->rate, (real)1e-10, 2);
}

static void by_rmsprop(Walker *a)
{
    rmsprop_step(a->w, a->g, a->first, a->rate, (real)0.9, (real)1e-8, 2);
}

static void by_adadelta(Walker *a)
{
    adadelta_step(a->w, a->g, a->first, a->second, a->rate, (real)0.95,
                  (real)1e-6, 2);
}

static void by_adam(Walker *a)
{
    adam_step(a->w, a->g, a->first, a->second, a->rate, (real)0.9, (real)0.999,
              (real)1e-8, a->step, 2);
}

typedef struct Race {
    const char *name;
    void (*step)(Walker *a);
    double rate;
    size_t limit;
} Race;

enum { OPTIMISERS = 7 };

static void run(Verdict *v, const Race *race, const char *where,
                real (*valley)(const real *, real *), real x, real y)
{
    const real goal = (real)1e-3;
    Walker a = {.w = {x, y}, .rate = (real)race->rate};
    real e = valley(a.w, a.g);
    for (a.step = 1; a.step <= race->limit && !(e < goal); a.step++) {
        race->step(&a);
        e = valley(a.w, a.g);
    }
    require(v, e < goal,
            "%s with learning rate %g should be below E = %g in %s within %zu "
            "steps; it stands at (%.5g, %.5g), where E = %.3g",
            race->name, race->rate, (double)goal, where, race->limit,
            (double)a.w[0], (double)a.w[1], (double)e);
}

static void down_the_ravine(Verdict *v)
{
    static const Race races[OPTIMISERS] = {
        {"sgd_step", by_sgd, 0.018, 370},
        {"momentum_step", by_momentum, 0.005, 125},
        {"nesterov_step", by_nesterov, 0.005, 65},
        {"adagrad_step", by_adagrad, 2, 60},
        {"rmsprop_step", by_rmsprop, 0.005, 2500},
        {"adadelta_step", by_adadelta, 150, 70},
        {"adam_step", by_adam, 0.5, 100}};
    for (size_t i = 0; i < OPTIMISERS; i++) {
        run(v, &races[i], "the ravine", ravine, 10, 1);
    }
}
MILESTONE(5, M1, down_the_ravine, 5);

static void down_rosenbrocks_valley(Verdict *v)
{
    static const Race races[OPTIMISERS] = {
        {"sgd_step", by_sgd, 0.0015, 5500},
        {"momentum_step", by_momentum, 0.001, 700},
        {"nesterov_step", by_nesterov, 0.001, 750},
        {"adagrad_step", by_adagrad, 0.5, 4500},
        {"rmsprop_step", by_rmsprop, 0.001, 5000},
        {"adadelta_step", by_adadelta, 0.03, 11000},
        {"adam_step", by_adam, 0.1, 900}};
    for (size_t i = 0; i < OPTIMISERS; i++) {
        run(v, &races[i], "Rosenbrock's valley", rosenbrock, (real)-1.2, 1);
    }
}
MILESTONE(5, M2, down_rosenbrocks_valley, 5);

/* ---- Two spirals: a network 2-32-32-32-1 of ReLU units ---- */

enum {
    SPIRAL_POINTS = 200,
    LAYERS = 4,
    WIDTH = 32,
    BATCH = 20,
    EPOCHS = 150,
    PARAMETERS = 2 * WIDTH + 2 * WIDTH * WIDTH + WIDTH + 3 * WIDTH + 1
};

static const size_t sizes_of_layers[LAYERS + 1] = {2, WIDTH, WIDTH, WIDTH, 1};

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

typedef real Activations[LAYERS + 1][SPIRAL_POINTS * WIDTH];

/* Runs n points through all layers: u[0] is the input, z[LAYERS] the scores. */
static void forward(const real *w, Activations z, Activations u, size_t n)
{
    for (size_t k = 0; k < LAYERS; k++) {
        size_t in = sizes_of_layers[k], out = sizes_of_layers[k + 1];
        dense_forward(u[k], w, w + in * out, z[k + 1], n, in, out);
        activate(k + 1 < LAYERS ? RELU : IDENTITY, z[k + 1], u[k + 1], n * out);
        w += in * out + out;
    }
}

/* From dz, the gradient by the scores, to g, that by all parameters. */
static void backward(const real *w, Activations z, Activations u, real *dz,
                     real *dx, real *g, size_t n)
{
    size_t at = PARAMETERS;
    for (size_t k = LAYERS; k-- > 0;) {
        size_t in = sizes_of_layers[k], out = sizes_of_layers[k + 1];
        at -= in * out + out;
        dense_backward(u[k], w + at, dz, dx, g + at, g + at + in * out, n, in,
                       out);
        activate_backward(k > 0 ? RELU : IDENTITY, z[k], u[k], dx, dz, n * in);
    }
}

static void initialise(real *w, Rng *rng)
{
    memset(w, 0, PARAMETERS * sizeof *w);
    for (size_t k = 0; k < LAYERS; k++) {
        size_t in = sizes_of_layers[k], out = sizes_of_layers[k + 1];
        he_normal(w, in, in * out, rng);
        w += in * out + out;
    }
}

static double accuracy(const real *w, const real *x, const real *t)
{
    static Activations z, u;
    size_t right = 0;
    memcpy(u[0], x, 2 * SPIRAL_POINTS * sizeof *x);
    forward(w, z, u, SPIRAL_POINTS);
    for (size_t i = 0; i < SPIRAL_POINTS; i++) {
        right += (z[LAYERS][i] > 0) == (t[i] > (real)0.5);
    }
    return (double)right / SPIRAL_POINTS;
}

static void train(real *w, const real *x, const real *t, Rng *rng)
{
    static Activations z, u;
    static real dz[BATCH * WIDTH], dx[BATCH * WIDTH];
    real g[PARAMETERS], m[PARAMETERS] = {0}, s[PARAMETERS] = {0}, labels[BATCH];
    size_t order[SPIRAL_POINTS], step = 0;
    const size_t total = EPOCHS * SPIRAL_POINTS / BATCH;
    for (size_t i = 0; i < SPIRAL_POINTS; i++) {
        order[i] = i;
    }
    while (step < total) {
        rng_shuffle(rng, order, SPIRAL_POINTS);
        for (size_t i = 0; i < SPIRAL_POINTS; i += BATCH) {
            for (size_t k = 0; k < BATCH; k++) {
                memcpy(u[0] + 2 * k, x + 2 * order[i + k], 2 * sizeof *x);
                labels[k] = t[order[i + k]];
            }
            forward(w, z, u, BATCH);
            binary_cross_entropy_backward(z[LAYERS], labels, dz, BATCH);
            memset(g, 0, sizeof g);
            backward(w, z, u, dz, dx, g, BATCH);
            real rate = (real)one_cycle(step++, total, 0.3, 0.01);
            adam_step(w, g, m, s, rate, (real)0.9, (real)0.999, (real)1e-8,
                      step, PARAMETERS);
        }
    }
}

static void two_spirals(Verdict *v)
{
    real x[2 * SPIRAL_POINTS], t[SPIRAL_POINTS], w[PARAMETERS];
    draw_spirals(x, t);
    for (uint64_t seed = 1; seed <= 3; seed++) {
        Rng rng = rng_seeded(seed);
        initialise(w, &rng);
        train(w, x, t, &rng);
        double right = accuracy(w, x, t);
        require(
            v, right >= 0.98,
            "from seed %d the network should have learned at least 98 %% "
            "of the spirals' points after %d epochs; it is right on %.1f %%",
            (int)seed, EPOCHS, 100 * right);
    }
}
MILESTONE(5, M3, two_spirals, 10);
