#include "source.h"
#include "regularization.h"
#include "todo.h"

#include <assert.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum {
    PIECE = 1000, /* examples that are gone through at a time */
    LINE = 64     /* bytes of a cache line */
};

/* Where a layer's number would stand in the random numbers of a variation: no
   layer has it. */
static const uint64_t no_layer = UINT64_MAX;

/* ---- Kinds of sources ---- */

/* The numbers of a batch are levels from 0 to 1: changes and standardises
   them. */
static void finish_pictures(const Source *s, const int *examples, size_t n,
                            const Variation *variation, const Batch *batch)
{
    size_t size = shape_size(s->shape);
    for (size_t i = 0; variation != NULL && i < n; i++) {
        Rng rng = rng_at(variation->seed, variation->epoch, no_layer,
                         (uint64_t)examples[i]);
        augment_picture(&variation->augmentation, batch->x + i * size,
                        batch->spare + i * s->shape.h * s->shape.w, s->shape,
                        &rng);
    }
    standardise(batch->x, s->mean, s->deviation, n * size);
}

/* A byte has one of 256 values: what becomes of each is computed once. */
static void fill_pictures(const Source *s, const int *examples, size_t n,
                          const Variation *variation, const Batch *batch)
{
    const unsigned char *pixels = s->x, *classes = s->targets;
    unsigned char bytes[256];
    real levels[256];
    size_t size = shape_size(s->shape);
    for (size_t i = 0; i < 256; i++) {
        bytes[i] = (unsigned char)i;
    }
    normalise(bytes, levels, 256);
    if (variation == NULL) {
        standardise(levels, s->mean, s->deviation, 256);
    }
    for (size_t e = 0; e < n; e++) {
        const unsigned char *picture = pixels + (size_t)examples[e] * size;
        for (size_t i = 0; i < size; i++) {
            batch->x[e * size + i] = levels[picture[i]];
        }
        batch->labels[e] = classes[examples[e]];
    }
    if (variation != NULL) {
        finish_pictures(s, examples, n, variation, batch);
    }
}

/* The means of 2 × 2 pixels.   pixels: [2 h][2 w]; x: [h][w]. */
static void halve(const unsigned char *pixels, real *x, size_t h, size_t w)
{
    for (size_t i = 0; i < h * w; i++) {
        const unsigned char *p = pixels + 2 * (i / w) * 2 * w + 2 * (i % w);
        unsigned char corners[4] = {p[0], p[1], p[2 * w], p[2 * w + 1]};
        real levels[4];
        normalise(corners, levels, 4);
        x[i] = (levels[0] + levels[1] + levels[2] + levels[3]) / 4;
    }
}

static void fill_halves(const Source *s, const int *examples, size_t n,
                        const Variation *variation, const Batch *batch)
{
    const unsigned char *pixels = s->x, *classes = s->targets;
    size_t size = shape_size(s->shape);
    for (size_t i = 0; i < n; i++) {
        halve(pixels + (size_t)examples[i] * 4 * size, batch->x + i * size,
              s->shape.h, s->shape.w);
        batch->labels[i] = classes[examples[i]];
    }
    finish_pictures(s, examples, n, variation, batch);
}

static void fill_numbers(const Source *s, const int *examples, size_t n,
                         const Variation *variation, const Batch *batch)
{
    assert(variation == NULL);
    const real *from = s->x, *targets = s->targets;
    const int *classes = s->targets;
    size_t size = shape_size(s->shape);
    for (size_t i = 0; i < n; i++) {
        size_t e = (size_t)examples[i];
        memcpy(batch->x + i * size, from + e * size, size * sizeof *from);
        if (s->values == 0) {
            batch->labels[i] = classes[e];
        } else {
            memcpy(batch->values + i * s->values, targets + e * s->values,
                   s->values * sizeof *targets);
        }
    }
    standardise(batch->x, s->mean, s->deviation, n * size);
}

static bool make_order(Source *source, Error *error)
{
    size_t n = source->count;
    source->deviation = 1;
    source->order =
        n > 0 && n <= INT_MAX ? malloc(n * sizeof *source->order) : NULL;
    for (size_t i = 0; source->order != NULL && i < n; i++) {
        source->order[i] = (int)i;
    }
    return source->order != NULL ||
           error_set(error,
                     "expected from 1 to %d examples and memory for them, "
                     "found %zu",
                     INT_MAX, n);
}

bool source_pictures(Source *source, const Dataset *dataset, bool half,
                     Error *error)
{
    size_t h = dataset->rows, w = dataset->columns;
    *source =
        (Source){.shape = half ? (Shape){1, h / 2, w / 2} : (Shape){1, h, w},
                 .count = dataset->count,
                 .pictures = true,
                 .fill = half ? fill_halves : fill_pictures,
                 .x = dataset->pixels,
                 .targets = dataset->labels};
    if (half && (h % 2 != 0 || w % 2 != 0)) {
        return error_set(error,
                         "expected pictures of even width and height to halve, "
                         "found %zux%zu",
                         h, w);
    }
    uLong sum = crc32_z(0, dataset->pixels, dataset->count * h * w);
    source->checksum = (uint32_t)crc32_z(sum, dataset->labels, dataset->count);
    return make_order(source, error);
}

bool source_numbers(Source *source, Shape shape, const real *x,
                    const void *targets, size_t values, size_t count,
                    Error *error)
{
    *source = (Source){.shape = shape,
                       .count = count,
                       .values = values,
                       .fill = fill_numbers,
                       .x = x,
                       .targets = targets};
    uLong sum = crc32_z(0, (const unsigned char *)x,
                        count * shape_size(shape) * sizeof *x);
    source->checksum = (uint32_t)crc32_z(sum, targets,
                                         values > 0 ? count * values * sizeof *x
                                                    : count * sizeof(int));
    return make_order(source, error);
}

void source_free(Source *source)
{
    free(source->order);
    *source = (Source){0};
}

/* ---- Parts ---- */

Part source_part(const Source *source, size_t first, size_t count)
{
    return (Part){source, source->order + first, count};
}

/* How many different numbers below n there are among order[0 ... n − 1]. Copies
   them. */
static size_t take_order(Source *source, const size_t *order, bool *met)
{
    size_t different = 0;
    for (size_t i = 0; i < source->count; i++) {
        if (order[i] < source->count && !met[order[i]]) {
            met[order[i]] = true;
            source->order[different++] = (int)order[i];
        }
    }
    return different;
}

bool source_split(Source *source, double part, double validation_part, Rng *rng,
                  Part *train, Part *validation, Part *rest, Error *error)
{
    size_t n = source->count, first = 0, second = 0, different = 0;
    size_t *order = calloc(n, sizeof *order);
    bool *met = calloc(n, sizeof *met);
    bool memory = order != NULL && met != NULL;
    if (memory) {
        split(n, part, validation_part, rng, order, &first, &second);
        different = take_order(source, order, met);
    }
    free(order);
    free(met);
    if (!memory || !todo_none(error)) {
        return memory || error_set(error, "no memory for %zu examples", n);
    }
    if (different != n || first > n || second > n - first) {
        return error_set(error,
                         "split: expected each of %zu examples in one part, "
                         "found %zu for training, %zu for validation and %zu "
                         "different ones in all",
                         n, first, second, different);
    }
    *train = source_part(source, 0, first);
    *validation = source_part(source, first, second);
    *rest = source_part(source, first + second, n - first - second);
    return first > 0 ||
           error_set(error, "split: leaves 0 of %zu examples to train on", n);
}

bool source_fold(Source *source, size_t folds, size_t number, Rng *rng,
                 Part *train, Part *validation, Error *error)
{
    size_t n = source->count, held = 0, different = 0;
    size_t *lists = calloc(3 * n, sizeof *lists);
    bool *met = calloc(n, sizeof *met);
    bool memory = lists != NULL && met != NULL;
    if (memory) {
        size_t *order = lists, *learned = lists + n, *others = lists + 2 * n;
        for (size_t i = 0; i < n; i++) {
            order[i] = i;
        }
        rng_shuffle(rng, order, n);
        held = fold(n, folds, number, order, learned, others);
        held = held < n ? held : 0;
        memmove(learned + (n - held), others, held * sizeof *others);
        different = take_order(source, learned, met);
    }
    free(lists);
    free(met);
    if (!memory || !todo_none(error)) {
        return memory || error_set(error, "no memory for %zu examples", n);
    }
    *train = source_part(source, 0, n - held);
    *validation = source_part(source, n - held, held);
    return (held > 0 && different == n) ||
           error_set(
               error,
               "fold: expected each of %zu examples in one list, and some "
               "for validation, found %zu for validation and %zu "
               "different ones in all",
               n, held, different);
}

bool source_standardise(Source *source, Part train, Error *error)
{
    Batch batch;
    double middle = 0, squares = 0;
    source->mean = 0;
    source->deviation = 1;
    if (!batch_new(&batch, source, PIECE, error)) {
        return false;
    }
    for (size_t first = 0; first < train.count; first += PIECE) {
        size_t left = train.count - first, n = left < PIECE ? left : PIECE;
        real mean = 0, deviation = 0;
        source->fill(source, train.examples + first, n, NULL, &batch);
        mean_and_deviation(batch.x, n * shape_size(source->shape), &mean,
                           &deviation);
        double apart = (double)mean - middle, here = (double)n;
        double weight = here / (double)(first + n);
        squares += here * (double)deviation * (double)deviation +
                   apart * apart * (double)first * weight;
        middle += apart * weight;
    }
    batch_free(&batch);
    source->mean = (real)middle;
    source->deviation = (real)sqrt(squares / (double)train.count);
    return todo_none(error);
}

/* ---- Batches ---- */

/* Zeros, from a multiple of LINE on, where kernels read fastest. */
static void *lines(size_t count, size_t size)
{
    size_t bytes = 0;
    if (__builtin_mul_overflow(count, size, &bytes) ||
        __builtin_add_overflow(bytes, LINE, &bytes)) {
        return NULL;
    }
    bytes = bytes / LINE * LINE;
    void *memory = aligned_alloc(LINE, bytes);
    return memory != NULL ? memset(memory, 0, bytes) : NULL;
}

bool batch_new(Batch *batch, const Source *source, size_t size, Error *error)
{
    batch->x = lines(size, shape_size(source->shape) * sizeof *batch->x);
    batch->labels = lines(size, sizeof *batch->labels);
    batch->values = lines(size, source->values * sizeof *batch->values);
    batch->spare =
        lines(size, source->shape.h * source->shape.w * sizeof *batch->spare);
    if (batch->x == NULL || batch->labels == NULL || batch->values == NULL ||
        batch->spare == NULL) {
        batch_free(batch);
        return error_set(error, "no memory for batches of %zu", size);
    }
    return true;
}

void batch_free(Batch *batch)
{
    free(batch->x);
    free(batch->labels);
    free(batch->values);
    free(batch->spare);
    *batch = (Batch){0};
}

Target batch_target(const Batch *batch)
{
    return (Target){.labels = batch->labels, .values = batch->values};
}
