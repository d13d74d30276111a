/* What memory costs: reading arrays of growing size, reading numbers that lie
   apart, and reading rows that begin 4096 bytes apart. */
#define _POSIX_C_SOURCE 200809L /* clock_gettime */

#include "../bench/measure.h"
#include "record.h"

#include <math.h>
#include <string.h>

enum {
    NUMBERS = 1 << 26, /* 256 MB */
    MOST = 40,
    ROUNDS = 15,
    FAR = 1 << 24,   /* numbers of the array that is read with strides */
    LINE = 64,       /* bytes */
    PAGE = 4096 / 4, /* floats */
    READS = 1 << 16  /* in a call */
};

static float *stream;

/* ---- Arrays of growing size ---- */

typedef struct Array {
    size_t bytes, times;
} Array;

static Array arrays[MOST];

static void run_array(const void *context)
{
    const Array *a = context;
    read_floats(stream, a->bytes / sizeof(float), a->times);
}

/* 4 KB, 8 KB ... 256 MB, and one between each two. */
static size_t list_arrays(Work *works)
{
    size_t count = 0;
    for (size_t bytes = 4096; bytes <= NUMBERS * sizeof(float); bytes *= 2) {
        for (size_t half = 0; half < 2; half++) {
            size_t size = bytes + half * bytes / 2;
            if (size <= NUMBERS * sizeof(float)) {
                Array *a = &arrays[count];
                *a = (Array){size, 1 + (1 << 20) / size};
                works[count++] = (Work){.run = run_array,
                                        .context = a,
                                        .amount = (double)(size * a->times)};
            }
        }
    }
    return count;
}

/* ---- Strides ---- */

static size_t strides[MOST];

/* Every stride-th number of an array, by eight sums, so that none waits for
   another. */
static void run_stride(const void *context)
{
    size_t stride = *(const size_t *)context;
    float sum[8] = {0};
    for (size_t i = 0; i + 8 * stride <= FAR; i += 8 * stride) {
#pragma GCC unroll 8
        for (size_t l = 0; l < 8; l++) {
            sum[l] += stream[i + l * stride];
        }
    }
    for (size_t l = 1; l < 8; l++) {
        sum[0] += sum[l];
    }
    kept = sum[0];
}

static size_t list_strides(Work *works)
{
    size_t count = 0;
    for (size_t stride = 1; stride <= 1024; stride *= 2) {
        strides[count] = stride;
        works[count] = (Work){.run = run_stride,
                              .context = &strides[count],
                              .amount = (double)(FAR / stride)};
        count++;
    }
    return count;
}

/* ---- Rows ---- */

/* A column of `rows` rows, read again and again. */
typedef struct Column {
    size_t rows, apart; /* in floats */
} Column;

static const Column columns[] = {
    {64, PAGE}, {64, PAGE + 16}, {512, PAGE}, {512, PAGE + 16}};
enum { COLUMNS = sizeof columns / sizeof columns[0] };

static void run_column(const void *context)
{
    const Column *c = context;
    float sum[8] = {0};
    for (size_t t = 0; t < READS / c->rows; t++) {
        const float *at = stream;
        for (size_t i = 0; i < c->rows; i += 8) {
#pragma GCC unroll 8
            for (size_t l = 0; l < 8; l++) {
                sum[l] += *at;
                at += c->apart;
            }
        }
    }
    for (size_t l = 1; l < 8; l++) {
        sum[0] += sum[l];
    }
    kept = sum[0];
}

static void list_columns(Work *works)
{
    for (size_t i = 0; i < COLUMNS; i++) {
        works[i] =
            (Work){.run = run_column, .context = &columns[i], .amount = READS};
    }
}

/* ---- What is found ---- */

/* The largest speed of arrays from `least` to `most` KB. */
static double best(const Work *works, size_t count, double least, double most)
{
    double found = 0;
    for (size_t i = 0; i < count; i++) {
        double size = (double)arrays[i].bytes / 1024;
        if (size >= least && size <= most) {
            found = fmax(found, works[i].speed);
        }
    }
    return found;
}

static void show_arrays(const Work *works, size_t count, FILE *values)
{
    FILE *data = figure_open("caches.dat");
    for (size_t i = 0; i < count; i++) {
        fprintf(data, "%g %.2f\n", (double)arrays[i].bytes / 1024,
                works[i].speed);
    }
    figure_close(data);
    double near = best(works, count, 4, 32), far = works[count - 1].speed;
    fprintf(values, "caches.near\t%.0f\n", near);
    fprintf(values, "caches.second\t%.0f\n", best(works, count, 256, 1024));
    fprintf(values, "caches.far\t%.0f\n", far);
    fprintf(values, "caches.times\t%.0f\n", near / far);
}

static void show_strides(const Work *works, size_t count, FILE *values)
{
    FILE *data = figure_open("caches-strides.dat");
    for (size_t i = 0; i < count; i++) {
        double time = 1 / works[i].speed;
        fprintf(data, "%zu %.4f\n", strides[i], time);
        fprintf(values, "caches.stride%zu\t%.1f\n", strides[i], time);
    }
    fprintf(values, "caches.stride16.times\t%.0f\n",
            works[0].speed / works[4].speed);
    figure_close(data);
}

static void show_columns(const Work *works, FILE *values)
{
    printf("rows   apart by    nanoseconds a read\n");
    for (size_t i = 0; i < COLUMNS; i++) {
        const Column *c = &columns[i];
        double time = 1 / works[i].speed;
        printf("%4zu   %zu bytes %14.2f\n", c->rows, c->apart * sizeof(float),
               time);
        fprintf(values, "caches.rows%zu.%s\t%.2f\n", c->rows,
                c->apart == PAGE ? "page" : "shifted", time);
        if (c->apart == PAGE) {
            fprintf(values, "caches.rows%zu.times\t%.1f\n", c->rows,
                    works[i + 1].speed / works[i].speed);
        }
    }
}

int main(void)
{
    static Work works[3 * MOST];
    stream = aligned_alloc(LINE, NUMBERS * sizeof *stream);
    if (stream == NULL) {
        perror("memory");
        return EXIT_FAILURE;
    }
    for (size_t i = 0; i < NUMBERS; i++) {
        stream[i] = (float)(i % 7);
    }
    strides[0] = 1;
    run_stride(strides);
    double sum = (double)kept;
    record_prefix("caches", &sum, 1);
    if (!has_avx2()) {
        fprintf(stderr, "caches: this processor has no AVX2\n");
        return EXIT_FAILURE;
    }
    size_t array_count = list_arrays(works);
    size_t stride_count = list_strides(works + array_count);
    size_t before = array_count + stride_count;
    list_columns(works + before);
    measure(works, before + COLUMNS, ROUNDS);
    FILE *values = figure_open("caches.values");
    show_arrays(works, array_count, values);
    show_strides(works + array_count, stride_count, values);
    show_columns(works + before, values);
    figure_close(values);
    free(stream);
    return 0;
}
