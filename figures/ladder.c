/* The ladder: LeNet's second convolution, forward for a batch, by each of the ways
   of chapter 10, in GFLOP/s and as a share of what fused
   multiply-adds on vectors of eight can do. */
#define _POSIX_C_SOURCE 200809L /* clock_gettime */

#include "record.h"
#include "speed.h"

#include <math.h>

enum { MOST = 12, ROUNDS = 151 };

static Kernel rungs[MOST];
static size_t count;

static void add(const char *key, const char *name, void (*run)(const void *),
                const Kernels *row)
{
    rungs[count++] = conv_kernel(key, name, run, row, PICTURES, lenet_conv2());
}

static void add_winograd(const Winograd *winograd, bool wide)
{
    rungs[count++] = winograd_kernel(
        wide ? "winograd.avx512" : "winograd.avx2",
        wide ? "Winograd (avx512)" : "Winograd (avx2)", run_winograd_pool,
        winograd, wide, PICTURES, lenet_conv2());
}

static void list_rungs(void)
{
    add("plain", "six loops (chapter 8)", run_plain, NULL);
    add("axpy", "row by row: axpy", run_conv_axpy, NULL);
    add("product", "im2col and product", run_product, NULL);
    add("tiles", "row kernel", run_tiles, NULL);
    add("fused", "row kernel, ReLU, pooling", run_fused, &kernels_avx2);
    add_winograd(&winograd_avx2, false);
#if HAS_AVX512
    if (kernels_avx512.runs_here()) {
        add_winograd(&winograd_avx512, true);
    }
#endif
}

static bool is_pooled(const Kernel *rung)
{
    return rung->run == run_fused || rung->run == run_winograd_pool;
}

/* What the kernels that pool make of chapter 8's answer. */
static void pool(const float *from, float *to, const Conv *conv)
{
    Axis two = {conv->rows.places, 2, 2, 0, 1, conv->rows.places / 2};
    Pool pool = {conv->out_channels, two, two};
    for (size_t e = 0; e < PICTURES; e++) {
        activate(RELU, from + e * out_of(conv), dx, out_of(conv));
        max_pool_forward(dx, to + e * out_of(conv) / 4, where, &pool);
    }
}

/* Ends the program if a rung has other results than chapter 8. Only Winograd's
   sums are not exact. */
static void check(const Kernel *rung, const float *expected)
{
    size_t size = PICTURES * out_of(&rung->conv) / (is_pooled(rung) ? 4 : 1);
    rung->run(rung);
    for (size_t i = 0; i < size; i++) {
        float error = fabsf(y[i] - expected[i]);
        if (!(error <= (rung->winograd != NULL ? 0.01F : 0))) {
            fprintf(stderr, "%s: expected %g, found %g\n", rung->name,
                    (double)expected[i], (double)y[i]);
            exit(EXIT_FAILURE);
        }
    }
}

static void show(const Work *works, double peak)
{
    FILE *data = figure_open("ladder.dat");
    FILE *values = figure_open("ladder.values");
    printf("%-26s %9s  %7s\n", "", "GFLOP/s", "of peak");
    for (size_t i = 0; i < count; i++) {
        const char *key = rungs[i].key;
        double share = 100 * works[i].share;
        printf("%-26s %9.1f  %5.1f %%\n", works[i].name, works[i].speed, share);
        fprintf(data, "\"%s\"\t%.4g\t%.4g\n", works[i].name, works[i].speed,
                share);
        fprintf(values, "ladder.%s\t%.1f\n", key, works[i].speed);
        fprintf(values, "ladder.%s.share\t%.*f\n", key, share < 10, share);
        fprintf(values, "ladder.%s.times\t%.*f\n", key,
                works[i].share < 10 * works[0].share,
                works[i].share / works[0].share);
    }
    printf("%-26s %9.1f\n", "peak", peak);
    fprintf(values, "ladder.peak\t%.1f\n", peak);
    figure_close(values);
    figure_close(data);
}

int main(void)
{
    speed_begin();
    double sum = speed_check();
    record_prefix("ladder", &sum, 1);
    if (!has_avx2()) {
        fprintf(stderr, "ladder: this processor has no AVX2\n");
        return EXIT_FAILURE;
    }
    list_rungs();
    static float expected[PICTURES * 50 * 8 * 8], pooled[PICTURES * 50 * 4 * 4];
    Work works[MOST];
    memcpy(expected, y, sizeof expected);
    pool(expected, pooled, &rungs[0].conv);
    speed_pack(&rungs[0].conv);
    for (size_t i = 0; i < count; i++) {
        check(&rungs[i], is_pooled(&rungs[i]) ? pooled : expected);
        works[i] = work_of(&rungs[i]);
    }
    show(works, measure(works, count, ROUNDS));
    speed_end();
    return 0;
}
