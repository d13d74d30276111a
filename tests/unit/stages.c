/* What is run equals what is written: every kind of layer and of stage, with
   every row of kernels that this machine can run, at odd shapes and batches,
   against the same network run layer by layer with the scalar kernels; and the
   bits do not depend on how many threads there are. A new kind is tested by being listed here;
   one that is not listed fails. */
#include "net.h"

#include <criterion/criterion.h>
#include <float.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Texts around a kind, in which %zu is a size. */
static const struct {
    const char *kind, *text;
} cases[] = {
    {"dense", "input %zu, dense %zu"},
    {"identity", "input %zu, identity, dense %zu"},
    {"sigmoid", "input %zu, sigmoid, dense %zu"},
    {"tanh", "input %zu, tanh, dense %zu"},
    {"relu", "input %zu, relu, dense %zu"},
    {"leaky_relu", "input %zu, leaky_relu, dense %zu"},
    {"elu", "input %zu, elu, dense %zu"},
    {"softplus", "input %zu, softplus, dense %zu"},
    {"hard_tanh", "input %zu, hard_tanh, dense %zu"},
    {"maxout", "input 2x%zux3, maxout 3, dense %zu"},
    {"radial_basis", "input %zu, radial_basis %zu width 9, dense 3"},
    {"flatten", "input 2x3x%zu, flatten, dense %zu"},
    {"add", "input %zu, a: dense %zu, tanh, add a, dense 3"},
    {"concat", "input %zu, a: dense %zu, tanh, concat input a, dense 3"},
    {"dropout", "input %zu, dropout 0.4, dense %zu"},
    {"stochastic_depth",
     "input %zu, a: dense %zu, tanh, stochastic_depth 0.4, add a, dense 3"},
    {"batch_norm", "input %zu, batch_norm, dense %zu"},
    {"batch_norm", "input 2x%zux3, batch_norm epsilon 0.1, tanh, dense %zu"},
    {"conv", "input 2x%zux5, conv %zu 3 padding 1"},
    {"conv", "input 3x9x%zu, conv 5 4x1 padding 2x0, dense %zu"},
    {"conv", "input 4x9x%zu, conv 6 3x1 stride 2x1 groups 2, dense %zu"},
    {"conv", "input 2x9x%zu, conv 3 3x1 stride 2x3 rest drop, dense %zu"},
    {"conv", "input 6x5x%zu, conv 6 3 padding 2 dilation 2 groups 6 border "
             "replicate, dense %zu"},
    {"conv", "input 3x%zux16, conv %zu 1x7, relu, conv 5 1x2 stride 1x5 border "
             "reflect padding 0x1"},
    {"max_pool", "input 2x%zux9, max_pool 3 stride 1 padding 1, dense %zu"},
    {"max_pool", "input %zux4x6, max_pool 2, dense %zu"},
    /* What "rest drop" leaves out may be more than the picture. */
    {"max_pool", "input 1x1x%zu, max_pool 2x1 padding 1x0 rest drop, "
                 "dense %zu"},
    {"avg_pool", "input 1x2x%zu, avg_pool 2x1 stride 5x1 padding 2x0 "
                 "dilation 2x1 rest drop, dense %zu"},
    {"conv", "input 1x1x%zu, conv 1 2x1 stride 2x1 padding 1x0 rest drop, "
             "dense %zu"},
    {"max_pool",
     "input 2x9x%zu, max_pool 2x1 padding 1x0 dilation 2x1 stride 2x1, "
     "dense %zu"},
    {"avg_pool", "input 2x%zux9, avg_pool 3 stride 1 padding 1, dense %zu"},
    {"avg_pool", "input %zux4x6, avg_pool 2x4 padding 1x1 count window rest "
                 "drop, dense %zu"},
    {"global_avg_pool", "input %zux4x3, global_avg_pool, dense %zu"},
    {"conv + activation",
     "input 2x%zux7, conv %zu 3 padding 1, relu, conv 2 1 frozen, leaky_relu"},
    {"conv + relu + max_pool",
     "input 1x%zux6, conv %zu 3 padding 1, relu, max_pool 1x2, dense 3"},
    {"conv + relu + max_pool",
     "input 2x6x%zu, conv %zu 3x1 padding 1x0, relu, max_pool 3x1 "
     "stride 1 padding 1x0, dense 3"},
    {"conv + relu + max_pool",
     "input 1x13x15, a: conv %zu 4x6, relu, max_pool 2, conv %zu 2, relu, "
     "max_pool 2x2, dense 3"},
    {"conv + relu + max_pool",
     "input 2x9x9, conv 4 2 frozen, relu, max_pool 2, conv %zu 1, relu, "
     "max_pool 3 stride 1 output, dense %zu"},
    {"conv + relu + max_pool 2",
     "input 3x10x9, conv %zu 3x2, relu, max_pool 2, dense %zu"},
    {"conv + relu + max_pool 2",
     "input 1x%zux21, conv 7 3 padding 4x2 border replicate, relu, max_pool 2 "
     "rest drop, conv %zu 2x1, relu, max_pool 2 rest drop, dense 3"},
    {"conv + relu + max_pool 2",
     "input %zux4x8, conv 21 3 padding 1, relu, max_pool 2, a: conv %zu 1x2 "
     "padding 0x3 border reflect, relu, max_pool 2 rest drop, dense 3"},
    {"dense + activation", "input %zu, dense %zu, relu, dense 3"},
    {"dense + activation", "input %zu, dense %zu, leaky_relu"},
    {"dense + activation", "input %zu, dense %zu, sigmoid, dense 3"},
    {"dense + activation", "input %zu, a: dense %zu, softplus, dense 9, elu"},
    {"dense + activation", "input %zu, dense 5 frozen, tanh, dense %zu, relu"},
    {"dense + activation", "input %zu, dense 5, a: relu, dense 5, relu, add a, "
                           "dense %zu"},
};
static const size_t sizes[] = {1, 3, 8, 17, 40}, batches[] = {1, 7, 16, 67};
enum {
    CASES = sizeof cases / sizeof cases[0],
    SIZES = sizeof sizes / sizeof sizes[0],
    BATCHES = sizeof batches / sizeof batches[0]
};

/* What a pass forward and backward makes of a network. */
typedef struct Results {
    size_t outputs, inputs, parameters, joined; /* layers run with another */
    real *y, *dx, *dw;
} Results;

static real *numbers(size_t count)
{
    real *memory = calloc(count + 1, sizeof *memory);
    cr_assert_not_null(memory);
    return memory;
}

/* The same for the same text and batch. */
static Results passed(const char *text, size_t n, const char *isa,
                      const char *fuse, const char *threads)
{
    Net net;
    Error error;
    setenv("NN_ISA", isa, 1);
    setenv("NN_FUSE", fuse, 1);
    setenv("NN_THREADS", threads, 1);
    cr_assert(net_new(&net, text, (Shape){0}, n, 5, &error), "%s: %s", text,
              error.text);
    net.worth_a_team = 0;
    Results r = {.inputs = n * layer_size_out(&net.layers[0]),
                 .outputs = n * layer_size_out(&net.layers[net.count - 1]),
                 .parameters = net.parameters,
                 .joined = net.count - 1 - net.stage_count};
    r.y = numbers(r.outputs);
    r.dx = numbers(r.inputs);
    r.dw = numbers(r.parameters);
    Rng rng = rng_seeded(n + r.inputs);
    real *x = numbers(r.inputs), *t = numbers(r.outputs);
    for (size_t i = 0; i < r.inputs; i++) {
        x[i] = (real)rng_normal(&rng);
    }
    for (size_t i = 0; i < r.outputs; i++) {
        t[i] = (real)rng_normal(&rng);
    }
    net_zero_gradients(&net);
    memcpy(r.y, net_forward(&net, x, n, TRAIN), r.outputs * sizeof(real));
    net_loss(&net, loss_named("mean_squared_error", NULL),
             (Target){.values = t});
    net_backward(&net, r.dx);
    memcpy(r.dw, net.dw, r.parameters * sizeof(real));
    net_free(&net);
    free(x);
    free(t);
    return r;
}

static void release(Results *r)
{
    free(r->y);
    free(r->dx);
    free(r->dw);
}

/* The largest difference, relative to the largest number or to `size`, that of
   the products that were added. */
static double distance(const real *a, const real *b, size_t count, double size)
{
    double scale = size, most = 0;
    for (size_t i = 0; i < count; i++) {
        scale = fmax(scale, fabs((double)b[i]));
        most = fmax(most, fabs((double)a[i] - (double)b[i]));
    }
    return most / scale;
}

static void expect_same(const Results *a, const Results *b, const char *what)
{
    cr_expect_arr_eq(a->y, b->y, b->outputs * sizeof(real), "y: %s", what);
    cr_expect_arr_eq(a->dx, b->dx, b->inputs * sizeof(real), "dx: %s", what);
    cr_expect_arr_eq(a->dw, b->dw, b->parameters * sizeof(real), "dw: %s",
                     what);
}

/* Within the rounding of float sums. */
static void expect_near(const Results *a, const Results *reference,
                        const char *what)
{
    double slope = 0.1 / (double)a->outputs; /* of the mean of squares */
    cr_expect_lt(distance(a->y, reference->y, a->outputs, 0.1), 1e-5, "y: %s",
                 what);
    cr_expect_lt(distance(a->dx, reference->dx, a->inputs, slope), 1e-5,
                 "dx: %s", what);
    cr_expect_lt(distance(a->dw, reference->dw, a->parameters, slope), 1e-5,
                 "dw: %s", what);
}

/* Between rows of kernels, and between layers one by one and stages, within
   rounding; between numbers of threads, bit for bit. */
static void check(const char *text, size_t n, const char *isa,
                  const Results *reference, size_t *joined)
{
    static const char *const fuse[] = {"0", "1"};
    static const char *const threads[] = {"3", "2"};
    for (size_t f = 0; f < 2; f++) {
        char what[300];
        snprintf(what, sizeof what, "%s, n = %zu, %s, NN_FUSE=%s", text, n, isa,
                 fuse[f]);
        Results one = passed(text, n, isa, fuse[f], "1");
        expect_near(&one, reference, what);
        for (size_t t = 0; t <= f; t++) {
            Results several = passed(text, n, isa, fuse[f], threads[t]);
            expect_same(&several, &one, what);
            release(&several);
        }
        *joined += one.joined;
        release(&one);
    }
}

/* Every size with every other and every batch. With the sanitizers, which look
   at memory and take ten times as long, each pair of sizes has one batch: so each
   two of the three still meet. */
static bool is_tried(size_t first, size_t second, size_t batch)
{
#ifdef __SANITIZE_ADDRESS__
    return (first + second) % BATCHES == batch;
#else
    (void)first;
    (void)second;
    (void)batch;
    return true;
#endif
}

Test(stages, equal_the_layers_one_by_one_with_every_row_of_kernels)
{
    for (size_t c = 0; c < CASES; c++) {
        size_t joined = 0;
        for (size_t i = 0; i < SIZES * SIZES * BATCHES; i++) {
            char text[200];
            size_t first = i % SIZES, second = i / SIZES % SIZES;
            size_t batch = i / SIZES / SIZES, n = batches[batch];
            if (!is_tried(first, second, batch)) {
                continue;
            }
            snprintf(text, sizeof text, cases[c].text, sizes[first],
                     sizes[second]);
            Results reference = passed(text, n, "scalar", "0", "1");
            for (size_t k = 0; kernel_rows[k] != NULL; k++) {
                if (kernel_rows[k]->runs_here()) {
                    check(text, n, kernel_rows[k]->name, &reference, &joined);
                }
            }
            release(&reference);
        }
        bool fast =
            kernel_rows[0]->dense_inputs != NULL && kernel_rows[0]->runs_here();
        cr_expect(!fast || strchr(cases[c].kind, '+') == NULL || joined > 0,
                  "no layers of \"%s\" were run together", cases[c].text);
    }
}

static bool is_listed(const char *kind)
{
    for (size_t c = 0; c < CASES; c++) {
        if (strcmp(cases[c].kind, kind) == 0) {
            return true;
        }
    }
    return false;
}

Test(stages, of_every_kind_are_listed)
{
    for (size_t i = 0; layer_kinds[i] != NULL; i++) {
        cr_expect(is_listed(layer_kinds[i]->name), "%s", layer_kinds[i]->name);
    }
    for (size_t i = 0; stage_kinds[i] != NULL; i++) {
        cr_expect(is_listed(stage_kinds[i]->name), "%s", stage_kinds[i]->name);
    }
}
