/* Trains a small network of all kinds of layers for some steps with the kernels
   that NN_ISA names, and prints a checksum of the parameters' bits. */
#include "net.h"
#include "optim.h"

#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>

enum { N = 64, IN = 48, CLASSES = 5, STEPS = 12 };

static const char text[] =
    "input 48, a: dense 70, relu, dense 70, tanh, add a, b: dense 33, "
    "leaky_relu, maxout 3, c: radial_basis 20 width 5, dense 40 from b, "
    "batch_norm, sigmoid, dropout 0.2, concat c, d: dense 17, elu, dense 17, "
    "stochastic_depth 0.3, add d, dense 9, softplus, hard_tanh, dense 5";

int main(void)
{
    static real x[N * IN], m[20000], s[20000];
    int labels[N];
    Net net;
    Error error;
    Rng rng = rng_seeded(3);
    if (!net_new(&net, text, (Shape){0}, N, 1, &error)) {
        fprintf(stderr, "bits: %s\n", error.text);
        return EXIT_FAILURE;
    }
    net.worth_a_team = 0;
    if (net.parameters > sizeof m / sizeof m[0]) {
        fprintf(stderr, "bits: expected at most %zu parameters, found %zu\n",
                sizeof m / sizeof m[0], net.parameters);
        return EXIT_FAILURE;
    }
    real first = 0, loss = 0;
    for (size_t step = 0; step < STEPS; step++) {
        for (size_t i = 0; i < N * IN; i++) {
            x[i] = (real)rng_normal(&rng);
        }
        for (size_t e = 0; e < N; e++) {
            labels[e] = (x[e * IN] > 0) + 2 * (x[e * IN + 1] > 0);
        }
        net_zero_gradients(&net);
        net_forward(&net, x, N, TRAIN);
        loss = net_loss(&net, losses, (Target){.labels = labels});
        net_backward(&net, NULL);
        adam_step(net.w, net.dw, m, s, (real)0.01, (real)0.9, (real)0.999,
                  (real)1e-8, step + 1, net.parameters);
        first = step == 0 ? loss : first;
    }
    if (!(loss < first)) {
        fprintf(stderr, "bits: the loss went from %g to %g\n", (double)first,
                (double)loss);
        return EXIT_FAILURE;
    }
    printf("%08lx\n", crc32_z(0, (const unsigned char *)net.w,
                              net.parameters * sizeof *net.w));
    net_free(&net);
    return 0;
}
