/* Kernels as pieces of work whose speed is measured, on layers of LeNet and on
   others. All numbers are small whole ones, of which a float holds every sum
   exactly: so whatever order a kernel adds in, its result has the same bits. */
#ifndef SPEED_H
#define SPEED_H

#include "../bench/measure.h"
#include "avx2.h"
#include "backprop.h"
#include "figure.h"
#include "kernels_avx2.h"
#include "rng.h"
#include "winograd.h"

#include <string.h>

enum { NUMBERS = 1 << 22, PICTURES = 16, PLACES = 16 /* of the row kernel */ };

/* A kernel and what it is called for: a vector of n numbers, a dense layer and n
   examples, or n pictures and a convolution. */
typedef struct Kernel {
    const char *key, *name;
    void (*run)(const void *kernel);
    const Kernels *row;       /* NULL: a function of a chapter, or */
    const Winograd *winograd; /* ... those of one width */
    bool wide;                /* vectors of sixteen */
    size_t n, in, out;
    Conv conv;
    double operations, bytes; /* each array is read or written once */
} Kernel;

static float *x, *y, *w, *dx, *dy, *dw, *columns, bias[1024];
static float *sixes, *fives;                  /* filters, packed */
static float *last;                           /* pictures, channels last */
static float *transformed, *transformed_wide; /* filters, Winograd's */
static int *where;
static uint8_t *source;
static Spike *spikes;
static void *scratch;

/* ---- Layers ---- */

static inline Axis axis(size_t size, size_t window)
{
    return (Axis){size, window, 1, 0, 1, size - window + 1};
}

static inline Conv square(size_t channels, size_t size, size_t filters,
                          size_t window)
{
    return (Conv){channels, filters, 1, axis(size, window), axis(size, window)};
}

static inline ValidConv valid(const Conv *conv)
{
    return (ValidConv){conv->in_channels,  conv->rows.size,
                       conv->columns.size, conv->out_channels,
                       conv->rows.window,  conv->columns.window,
                       conv->rows.places,  conv->columns.places};
}

static inline size_t in_of(const Conv *conv)
{
    return conv->in_channels * conv->rows.size * conv->columns.size;
}

static inline size_t out_of(const Conv *conv)
{
    return conv->out_channels * conv->rows.places * conv->columns.places;
}

static inline size_t filter_of(const Conv *conv)
{
    return conv->in_channels * conv->rows.window * conv->columns.window;
}

/* ---- The kernels ---- */

static inline void run_dot(const void *kernel)
{
    kept = dot_avx2(x, w, ((const Kernel *)kernel)->n);
}

static inline void run_axpy(const void *kernel)
{
    axpy_avx2(0.5F, x, y, ((const Kernel *)kernel)->n);
}

static inline void run_dense_forward(const void *kernel)
{
    const Kernel *k = kernel;
    k->row->dense_forward(x, w, bias, y, k->n, k->in, k->out, scratch);
}

static inline void run_dense_inputs(const void *kernel)
{
    const Kernel *k = kernel;
    k->row->dense_inputs(w, dy, dx, k->n, k->in, k->out, scratch);
}

static inline void run_dense_weights(const void *kernel)
{
    const Kernel *k = kernel;
    k->row->dense_weights(x, dy, dw, bias, k->n, k->in, k->out, 0, k->out,
                          scratch);
}

static inline void run_conv_forward(const void *kernel)
{
    const Kernel *k = kernel;
    k->row->conv_forward(x, w, bias, y, PAD_ZERO, &k->conv, k->n, scratch);
}

static inline void run_conv_inputs(const void *kernel)
{
    const Kernel *k = kernel;
    k->row->conv_inputs(w, dy, dx, PAD_ZERO, &k->conv, k->n, scratch);
}

static inline void run_conv_weights(const void *kernel)
{
    const Kernel *k = kernel;
    k->row->conv_weights(x, dy, dw, bias, PAD_ZERO, &k->conv, k->n, 0,
                         k->conv.out_channels, scratch);
}

static inline void run_pool(const void *kernel)
{
    const Kernel *k = kernel;
    Axis two = {k->conv.rows.size, 2, 2, 0, 1, k->conv.rows.size / 2};
    Pool pool = {k->conv.in_channels, two, two};
    k->row->max_pool(x, y, where, &pool, k->n);
}

static inline void run_relu(const void *kernel)
{
    const Kernel *k = kernel;
    k->row->activate(RELU, x, y, k->n);
}

/* Of chapters 8 and 10. What is made of the weights alone is made before. */
static inline void run_plain(const void *kernel)
{
    const Kernel *k = kernel;
    for (size_t e = 0; e < k->n; e++) {
        conv_forward(x + e * in_of(&k->conv), w, bias, y + e * out_of(&k->conv),
                     &k->conv);
    }
}

static inline void run_conv_axpy(const void *kernel)
{
    const Kernel *k = kernel;
    ValidConv conv = valid(&k->conv);
    for (size_t e = 0; e < k->n; e++) {
        conv_axpy(x + e * in_of(&k->conv), w, bias, y + e * out_of(&k->conv),
                  &conv);
    }
}

static inline void run_product(const void *kernel)
{
    const Kernel *k = kernel;
    const Conv *conv = &k->conv;
    for (size_t e = 0; e < k->n; e++) {
        im2col(x + e * in_of(conv), columns, conv);
        product_avx2(sixes, columns, bias, y + e * out_of(conv),
                     conv->out_channels, filter_of(conv),
                     conv->rows.places * conv->columns.places);
    }
}

/* One tile of the row kernel, to its place in a picture's y. */
static inline void one_tile(const float *from, float *to, size_t o, size_t i,
                            size_t j, const ValidConv *conv)
{
    float sums[FILTERS_AT_ONCE * PLACES];
    size_t weights = conv->channels * conv->window_rows * conv->window_columns;
    conv_tile_avx2(from + i * conv->width + j, fives + o * weights, bias + o,
                   sums, conv);
    for (size_t t = 0; t < FILTERS_AT_ONCE * ROWS_AT_ONCE; t++) {
        size_t row = (o + t / ROWS_AT_ONCE) * conv->rows + i + t % ROWS_AT_ONCE;
        memcpy(to + row * conv->columns + j, sums + t * COLUMNS_AT_ONCE,
               COLUMNS_AT_ONCE * sizeof *to);
    }
}

/* The row kernel by itself, for sizes that its tiles divide. */
static inline void run_tiles(const void *kernel)
{
    const Kernel *k = kernel;
    ValidConv conv = valid(&k->conv);
    for (size_t e = 0; e < k->n; e++) {
        for (size_t o = 0; o < conv.filters; o += FILTERS_AT_ONCE) {
            for (size_t i = 0; i < conv.rows; i += ROWS_AT_ONCE) {
                for (size_t j = 0; j < conv.columns; j += COLUMNS_AT_ONCE) {
                    one_tile(x + e * in_of(&k->conv), y + e * out_of(&k->conv),
                             o, i, j, &conv);
                }
            }
        }
    }
}

static inline void run_fused(const void *kernel)
{
    const Kernel *k = kernel;
    ValidConv conv = valid(&k->conv);
    size_t pooled = conv.filters * (conv.rows / 2) * (conv.columns / 2);
    for (size_t e = 0; e < k->n; e++) {
        k->row->conv_relu_pool(x + e * in_of(&k->conv), fives, bias,
                               y + e * pooled, source + e * pooled, &conv);
    }
}

/* Winograd's way, without and with ReLU and pooling. */
static inline void run_winograd(const void *kernel)
{
    const Kernel *k = kernel;
    ValidConv conv = valid(&k->conv);
    k->winograd->conv(last, k->wide ? transformed_wide : transformed, bias, y,
                      k->n, &conv, scratch);
}

static inline void run_winograd_pool(const void *kernel)
{
    const Kernel *k = kernel;
    ValidConv conv = valid(&k->conv);
    k->winograd->relu_pool(last, k->wide ? transformed_wide : transformed, bias,
                           y, source, k->n, &conv, scratch);
}

static inline void run_sparse_weights(const void *kernel)
{
    const Kernel *k = kernel;
    ValidConv conv = valid(&k->conv);
    size_t weights = filter_of(&k->conv);
    for (size_t o = 0; o < conv.filters; o++) {
        sparse_weights(x, dy, y, source, dw + o * weights, bias + o, o, k->n,
                       spikes, add_windows_avx2, &conv);
    }
}

static inline void run_sparse_inputs(const void *kernel)
{
    static size_t counts[1024];
    ValidConv conv = valid(&((const Kernel *)kernel)->conv);
    sparse_inputs(w, dy, y, source, dx, spikes, counts, add_windows_avx2,
                  &conv);
}

/* ---- What they cost ---- */

static inline Kernel vector_kernel(const char *key, const char *name,
                                   void (*run)(const void *), size_t n,
                                   double operations, double numbers)
{
    return (Kernel){.key = key,
                    .name = name,
                    .run = run,
                    .n = n,
                    .operations = operations * (double)n,
                    .bytes = 4 * numbers * (double)n};
}

/* Of a layer whose arrays have so many numbers. */
static inline double bytes_of(size_t n, size_t in, size_t out,
                              size_t parameters)
{
    return 4.0 * (double)(n * (in + out) + parameters);
}

static inline Kernel dense_kernel(const char *key, const char *name,
                                  void (*run)(const void *), const Kernels *row,
                                  size_t n, size_t in, size_t out)
{
    return (Kernel){.key = key,
                    .name = name,
                    .run = run,
                    .row = row,
                    .wide = row != NULL && strcmp(row->name, "avx512") == 0,
                    .n = n,
                    .in = in,
                    .out = out,
                    .operations = 2.0 * (double)(n * in * out),
                    .bytes = bytes_of(n, in, out, (in + 1) * out)};
}

static inline Kernel conv_kernel(const char *key, const char *name,
                                 void (*run)(const void *), const Kernels *row,
                                 size_t n, Conv conv)
{
    size_t weights = conv.out_channels * filter_of(&conv);
    size_t places = conv.rows.places * conv.columns.places;
    return (Kernel){.key = key,
                    .name = name,
                    .run = run,
                    .row = row,
                    .wide = row != NULL && strcmp(row->name, "avx512") == 0,
                    .n = n,
                    .conv = conv,
                    .operations = 2.0 * (double)(n * weights * places),
                    .bytes = bytes_of(n, in_of(&conv), out_of(&conv),
                                      weights + conv.out_channels)};
}

/* The same by Winograd: so many operations stand for what a plain convolution
   would take. */
static inline Kernel winograd_kernel(const char *key, const char *name,
                                     void (*run)(const void *),
                                     const Winograd *winograd, bool wide,
                                     size_t n, Conv conv)
{
    Kernel kernel = conv_kernel(key, name, run, NULL, n, conv);
    kernel.winograd = winograd;
    kernel.wide = wide;
    return kernel;
}

/* ---- Numbers to work on ---- */

static inline void *speed_memory(size_t bytes)
{
    void *memory = aligned_alloc(64, (bytes + 63) / 64 * 64);
    if (memory == NULL) {
        perror("memory");
        exit(EXIT_FAILURE);
    }
    memset(memory, 0, bytes);
    return memory;
}

/* Whole numbers from −most to most. */
static inline void whole_numbers(float *to, size_t count, int most, Rng *rng)
{
    for (size_t i = 0; i < count; i++) {
        to[i] = (float)((int)rng_below(rng, 2 * (size_t)most + 1) - most);
    }
}

static inline void speed_begin(void)
{
    float **all[] = {&x,     &y,    &w,           &dx,
                     &dy,    &dw,   &columns,     &sixes,
                     &fives, &last, &transformed, &transformed_wide};
    Rng rng = rng_seeded(1);
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        *all[i] = speed_memory(NUMBERS * sizeof(float));
    }
    where = speed_memory(NUMBERS * sizeof *where);
    source = speed_memory(NUMBERS);
    spikes = speed_memory(NUMBERS / 64 * sizeof *spikes);
    scratch = speed_memory(NUMBERS * sizeof(float));
    whole_numbers(x, NUMBERS, 2, &rng);
    whole_numbers(w, NUMBERS, 1, &rng);
    whole_numbers(dy, NUMBERS, 1, &rng);
}

static inline void speed_end(void)
{
    void *all[] = {x,     y,     w,     dx,     dy,     dw,     columns,
                   sixes, fives, where, source, spikes, scratch};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        free(all[i]);
    }
}

/* Packs the filters of a layer for the kernels of chapter 10, and pictures for
   those that want the channels last. */
static inline void speed_pack(const Conv *conv)
{
    ValidConv v = valid(conv);
    pack_rows(w, sixes, conv->out_channels, filter_of(conv), TILE_ROWS);
    pack_rows(w, fives, conv->out_channels, filter_of(conv), FILTERS_AT_ONCE);
    winograd_avx2.pack(w, transformed, &v);
#if HAS_AVX512
    if (kernels_avx512.runs_here()) {
        winograd_avx512.pack(w, transformed_wide, &v);
    }
#endif
    for (size_t e = 0; e < PICTURES; e++) {
        size_t at = e * in_of(conv);
        transpose_avx2(x + at, last + at, v.channels, v.height * v.width);
    }
}

/* LeNet's second layer: 20 maps of 12 × 12, 50 filters of 5 × 5. */
static inline Conv lenet_conv2(void)
{
    return square(20, 12, 50, 5);
}

/* Chapter 8's answer for it, of PICTURES pictures in y, and its sum: of what is
   timed, only the results can be computed again. */
static inline double speed_check(void)
{
    Kernel plain = {.conv = lenet_conv2(), .n = PICTURES};
    double sum = 0, squares = 0;
    run_plain(&plain);
    for (size_t i = 0; i < PICTURES * out_of(&plain.conv); i++) {
        sum += (double)y[i];
        squares += (double)(y[i] * y[i]);
    }
    return sum + squares / 1e9;
}

static inline Work work_of(const Kernel *kernel)
{
    return (Work){.name = kernel->name,
                  .run = kernel->run,
                  .context = kernel,
                  .amount = kernel->operations};
}

#endif
