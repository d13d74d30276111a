/* Speed of the three products of a dense layer, on one thread, beside the
   machine's peak.

   Usage: NN_ISA=avx2 products [ROUNDS] */
#include "kernels.h"
#include "measure.h"
#include "rng.h"

#include <stdio.h>

enum { LARGEST = 1024, BATCH = 256, ROUNDS = 15 };

static const struct {
    size_t in, out;
} layers[] = {{784, 128}, {128, 10}, {784, 1024}, {1024, 1024}, {1024, 10}};
static const size_t batches[] = {64, 256};
static const char *const products[] = {"forward", "inputs", "weights"};
enum {
    LAYERS = sizeof layers / sizeof layers[0],
    BATCHES = sizeof batches / sizeof batches[0],
    PRODUCTS = sizeof products / sizeof products[0],
    CASES = LAYERS * BATCHES * PRODUCTS
};

static const Kernels *kernels;
static void *scratch;
static float x[BATCH * LARGEST], dx[BATCH * LARGEST], y[BATCH * LARGEST],
    dy[BATCH * LARGEST], w[LARGEST * LARGEST], dw[LARGEST * LARGEST],
    b[LARGEST], db[LARGEST];

typedef struct Case {
    const char *product;
    size_t n, in, out;
} Case;

static void multiply(const void *context)
{
    const Case *c = context;
    if (c->product == products[0]) {
        kernels->dense_forward(x, w, b, y, c->n, c->in, c->out, scratch);
    } else if (c->product == products[1]) {
        kernels->dense_inputs(w, dy, dx, c->n, c->in, c->out, scratch);
    } else {
        kernels->dense_weights(x, dy, dw, db, c->n, c->in, c->out, 0, c->out,
                               scratch);
    }
}

static void draw(float *to, size_t count, Rng *rng)
{
    for (size_t i = 0; i < count; i++) {
        to[i] = (float)rng_normal(rng);
    }
}

static void list_cases(Case *cases, Work *works)
{
    for (size_t i = 0; i < CASES; i++) {
        size_t layer = i / PRODUCTS / BATCHES;
        cases[i] =
            (Case){products[i % PRODUCTS], batches[i / PRODUCTS % BATCHES],
                   layers[layer].in, layers[layer].out};
        works[i] = (Work){
            .run = multiply,
            .context = &cases[i],
            .amount = 2.0 * (double)(cases[i].n * cases[i].in * cases[i].out)};
    }
}

int main(int argc, char **argv)
{
    static Case cases[CASES];
    static Work works[CASES];
    long wanted = argc > 1 ? strtol(argv[1], NULL, 10) : ROUNDS;
    size_t rounds =
        wanted < 1 || wanted > MOST_ROUNDS ? ROUNDS : (size_t)wanted;
    Error error;
    kernels = kernels_choose(&error);
    if (kernels == NULL) {
        fprintf(stderr, "products: %s\n", error.text);
        return EXIT_FAILURE;
    }
    size_t bytes = kernels->dense_scratch(BATCH, LARGEST, LARGEST);
    scratch = aligned_alloc(64, bytes / 64 * 64 + 64);
    list_cases(cases, works);
    Rng rng = rng_seeded(1);
    draw(x, BATCH * LARGEST, &rng);
    draw(dy, BATCH * LARGEST, &rng);
    draw(w, LARGEST * LARGEST, &rng);
    draw(b, LARGEST, &rng);
    double peak = scratch != NULL ? measure(works, CASES, rounds) : 0;
    free(scratch);
    if (peak == 0) {
        fprintf(stderr, "products: no memory\n");
        return EXIT_FAILURE;
    }
    printf("%-12s %-9s %5s %9s %8s   (%s; peak %.1f)\n", "layer", "product",
           "batch", "GFLOP/s", "of peak", kernels->name, peak);
    for (size_t i = 0; i < CASES; i++) {
        char layer[32];
        snprintf(layer, sizeof layer, "%zu-%zu", cases[i].in, cases[i].out);
        printf("%-12s %-9s %5zu %9.1f %7.0f%%\n", layer, cases[i].product,
               cases[i].n, works[i].speed, 100 * works[i].share);
    }
    return 0;
}
