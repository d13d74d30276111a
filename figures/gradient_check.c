/* A gradient check of a whole network, array by array, as it should look: first
   all in order, then with one fault built in. */
#include "in_double.h"

#include "chain.h"
#include "figure.h"

enum { N = 5, LAYERS = 3, CLASSES = 2 };

static const real step = 1e-5, least = 1e-8;

typedef struct Batch {
    Chain *chain;
    const real *x;
    const int *labels;
} Batch;

/* The loss as a function of all parameters. They are the chain's own array, so
   the checker moves them where they are. */
static real loss_of(const real *parameters, size_t count, void *context)
{
    (void)parameters;
    (void)count;
    Batch *b = context;
    const real *scores = chain_forward(b->chain, b->x, N);
    return cross_entropy(scores, b->labels, N, CLASSES);
}

static void find_gradients(Batch *b)
{
    const real *scores = chain_forward(b->chain, b->x, N);
    cross_entropy_backward(scores, b->labels, b->chain->dy[LAYERS - 1], N,
                           CLASSES);
    chain_backward(b->chain, b->x, N);
}

static void report(const Chain *c, const real *numerical)
{
    for (size_t l = 0; l < c->layers; l++) {
        size_t weights = c->sizes[l] * c->sizes[l + 1];
        size_t at = (size_t)(c->w[l] - c->parameters);
        printf("w of layer %zu  %3zu   %.1e\n", l + 1, weights,
               gradient_error(c->dw[l], numerical + at, least, weights));
        printf("b of layer %zu  %3zu   %.1e\n", l + 1, c->sizes[l + 1],
               gradient_error(c->db[l], numerical + at + weights, least,
                              c->sizes[l + 1]));
    }
}

int main(void)
{
    static const size_t sizes[] = {3, 6, 4, CLASSES};
    static const int labels[N] = {0, 1, 1, 0, 1};
    Rng rng = rng_seeded(4);
    real x[N * 3];
    for (int i = 0; i < N * 3; i++) {
        x[i] = rng_normal(&rng);
    }
    Chain c = chain_new(TANH, LAYERS, sizes, N);
    chain_draw(&c, 1, &rng);
    for (size_t l = 0; l < LAYERS; l++) {
        for (size_t i = 0; i < sizes[l + 1]; i++) {
            c.b[l][i] = 0.3 * rng_normal(&rng);
        }
    }
    Batch batch = {&c, x, labels};
    real *numerical = chain_numbers(c.count);
    numerical_gradient(loss_of, &batch, c.parameters, numerical, step, c.count);

    find_gradients(&batch);
    printf("%%%% right\narray      numbers   error\n");
    report(&c, numerical);
    FILE *values = figure_open("gradient_check.values");
    fprintf(values, "gradient_check.error\t%.0e\n",
            gradient_error(c.gradients, numerical, least, c.count));
    figure_close(values);

    /* The fault: the second layer's db keeps the last example only. */
    memcpy(c.db[1], c.dy[1] + (N - 1) * sizes[2], sizes[2] * sizeof(real));
    printf("%%%% wrong\narray      numbers   error\n");
    report(&c, numerical);
    free(numerical);
    chain_free(&c);
    return 0;
}
