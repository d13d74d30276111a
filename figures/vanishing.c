/* How large the gradient is in each layer of a deep network, and what that means
   for learning: the ring, ten hidden layers, three activations. */
#include "chain.h"
#include "figure.h"
#include "ring.h"

enum {
    POINTS = 200,
    HIDDEN = 10,
    LAYERS = HIDDEN + 1,
    WIDTH = 16,
    STEPS = 500,
    DRAWS = 20
};

typedef struct Kind {
    const char *name;
    Activation g;
    double variance; /* times the number of inputs */
} Kind;

static const Kind kinds[] = {
    {"sigmoid", SIGMOID, 1}, {"tanh", TANH, 1}, {"relu", RELU, 2}};

enum { KINDS = sizeof kinds / sizeof kinds[0] };

static double norm(const real *x, size_t count)
{
    double squares = 0;
    for (size_t i = 0; i < count; i++) {
        squares += (double)x[i] * (double)x[i];
    }
    return sqrt(squares);
}

static Chain new_chain(const Kind *kind, uint64_t seed)
{
    size_t sizes[LAYERS + 1] = {2};
    for (int l = 1; l <= HIDDEN; l++) {
        sizes[l] = WIDTH;
    }
    sizes[LAYERS] = 2;
    Chain c = chain_new(kind->g, LAYERS, sizes, POINTS);
    Rng rng = rng_seeded(seed);
    chain_draw(&c, kind->variance, &rng);
    return c;
}

/* The norm of each layer's weight gradient at the start, as the geometric mean
   over many draws. */
static void measure(const Kind *kind, const real *x, const int *labels,
                    double *norms)
{
    for (int l = 0; l < LAYERS; l++) {
        norms[l] = 0;
    }
    for (int seed = 1; seed <= DRAWS; seed++) {
        Chain c = new_chain(kind, (uint64_t)seed);
        chain_learn(&c, x, labels, 0, POINTS);
        for (int l = 0; l < LAYERS; l++) {
            norms[l] += log(norm(c.dw[l], c.sizes[l] * c.sizes[l + 1])) / DRAWS;
        }
        chain_free(&c);
    }
    for (int l = 0; l < LAYERS; l++) {
        norms[l] = exp(norms[l]);
    }
}

/* The loss after STEPS steps; the first one's is log 2, or near it. */
static double learned(const Kind *kind, const real *x, const int *labels,
                      real learning_rate)
{
    Chain c = new_chain(kind, 1);
    real loss = 0;
    for (int step = 0; step < STEPS; step++) {
        loss = chain_learn(&c, x, labels, learning_rate, POINTS);
    }
    chain_free(&c);
    return (double)loss;
}

static void show_norms(double norms[KINDS][LAYERS], FILE *values)
{
    FILE *data = figure_open("vanishing.dat");
    printf("%%%% norms\nlayer    sigmoid      tanh      ReLU\n");
    for (int l = 0; l < LAYERS; l++) {
        printf("%5d    %.1e   %.1e   %.1e\n", l + 1, norms[0][l], norms[1][l],
               norms[2][l]);
        fprintf(data, "%d %g %g %g\n", l + 1, norms[0][l], norms[1][l],
                norms[2][l]);
    }
    figure_close(data);
    for (int k = 0; k < KINDS; k++) {
        double ratio =
            pow(norms[k][LAYERS - 2] / norms[k][1], 1.0 / (LAYERS - 3));
        fprintf(values, "vanishing.%s.ratio\t%.2f\n", kinds[k].name, ratio);
    }
    fprintf(values, "vanishing.sigmoid.first\t%.8f\n", norms[0][0]);
    fprintf(values, "vanishing.sigmoid.last\t%.2f\n", norms[0][LAYERS - 1]);
    fprintf(values, "vanishing.draws\t%d\n", DRAWS);
}

static void show_learning(const real *x, const int *labels, FILE *values)
{
    static const real rates[] = {(real)0.01, (real)0.1, 1};
    enum { RATES = sizeof rates / sizeof rates[0] };
    printf("%%%% learning\nlearning rate");
    for (int r = 0; r < RATES; r++) {
        printf("%8g", (double)rates[r]);
    }
    printf("\n");
    for (int k = 0; k < KINDS; k++) {
        printf("%-13s", k == KINDS - 1 ? "ReLU" : kinds[k].name);
        for (int r = 0; r < RATES; r++) {
            double loss = learned(&kinds[k], x, labels, rates[r]);
            if (isfinite(loss)) {
                printf("%8.3f", loss);
            } else {
                printf("     NaN");
            }
        }
        printf("\n");
    }
    fprintf(values, "vanishing.steps\t%d\n", STEPS);
    fprintf(values, "vanishing.guess\t%.4f\n", log(2.0));
}

int main(void)
{
    static real x[2 * POINTS];
    static int labels[POINTS];
    Rng rng = rng_seeded(4);
    ring_draw(x, labels, POINTS, &rng);
    double norms[KINDS][LAYERS];
    for (int k = 0; k < KINDS; k++) {
        measure(&kinds[k], x, labels, norms[k]);
    }
    FILE *values = figure_open("vanishing.values");
    show_norms(norms, values);
    show_learning(x, labels, values);
    figure_close(values);
    return 0;
}
