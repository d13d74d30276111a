/* Speed of the three products of a dense layer, on one thread, beside the
   machine's peak: in each round every product runs once, between two bursts, so
   that what disturbs the machine disturbs both. Shown are medians.

   Usage: NN_ISA=avx2 products [ROUNDS] */
#include "burst.h"
#include "kernels.h"
#include "rng.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { LARGEST = 1024, BATCH = 256, ROUNDS = 15, MOST_ROUNDS = 1000 };
static const double OPERATIONS = 4e8; /* of one measurement, at least */

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

/* Processor time: what others use does not count. */
static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

static double peak(void)
{
    double before = now();
    burst();
    return BURST_OPERATIONS / (now() - before) / 1e9;
}

static void multiply(size_t product, size_t n, size_t in, size_t out)
{
    if (product == 0) {
        kernels->dense_forward(x, w, b, y, n, in, out, scratch);
    } else if (product == 1) {
        kernels->dense_inputs(w, dy, dx, n, in, out, scratch);
    } else {
        kernels->dense_weights(x, dy, dw, db, n, in, out, 0, out, scratch);
    }
}

/* GFLOP/s of a product that is repeated until the clock can measure it. */
static double speed(size_t product, size_t n, size_t in, size_t out)
{
    double operations = 2.0 * (double)(n * in * out);
    int repetitions = 1 + (int)(OPERATIONS / operations);
    multiply(product, n, in, out); /* brings the arrays into the caches */
    double before = now();
    for (int i = 0; i < repetitions; i++) {
        multiply(product, n, in, out);
    }
    return repetitions * operations / (now() - before) / 1e9;
}

static void draw(float *to, size_t count, Rng *rng)
{
    for (size_t i = 0; i < count; i++) {
        to[i] = (float)rng_normal(rng);
    }
}

static int ascending(const void *one, const void *other)
{
    const double *left = one, *right = other;
    return (*left > *right) - (*left < *right);
}

static double median(double *list, size_t count)
{
    qsort(list, count, sizeof *list, ascending);
    return list[count / 2];
}

int main(int argc, char **argv)
{
    static double gflops[CASES][MOST_ROUNDS], share[CASES][MOST_ROUNDS];
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
    scratch = aligned_alloc(64, bytes + 64);
    if (scratch == NULL) {
        fprintf(stderr, "products: no memory\n");
        return EXIT_FAILURE;
    }
    Rng rng = rng_seeded(1);
    draw(x, BATCH * LARGEST, &rng);
    draw(dy, BATCH * LARGEST, &rng);
    draw(w, LARGEST * LARGEST, &rng);
    draw(b, LARGEST, &rng);

    for (size_t r = 0; r < rounds; r++) {
        double before = peak();
        for (size_t c = 0; c < CASES; c++) {
            size_t layer = c / PRODUCTS / BATCHES;
            gflops[c][r] = speed(c % PRODUCTS, batches[c / PRODUCTS % BATCHES],
                                 layers[layer].in, layers[layer].out);
            double after = peak();
            share[c][r] = 2 * gflops[c][r] / (before + after);
            before = after;
        }
    }
    printf("%-12s %-9s %5s %9s %8s   (%s)\n", "layer", "product", "batch",
           "GFLOP/s", "of peak", kernels->name);
    for (size_t c = 0; c < CASES; c++) {
        char layer[32];
        snprintf(layer, sizeof layer, "%zu-%zu",
                 layers[c / PRODUCTS / BATCHES].in,
                 layers[c / PRODUCTS / BATCHES].out);
        printf("%-12s %-9s %5zu %9.1f %7.0f%%\n", layer, products[c % PRODUCTS],
               batches[c / PRODUCTS % BATCHES], median(gflops[c], rounds),
               100 * median(share[c], rounds));
    }
    free(scratch);
    return 0;
}
