/* conv, ReLU and max_pool 2 with the kernels of chapter 10: a convolution that
   moves by one pixel, is activated and pooled in registers, and whose gradients
   follow only the pixels that were the largest and greater than 0. Forward by
   Winograd's method where it fits, else by the row kernel. */
#include "conv_ways.h"
#include "kernels_avx2.h"
#include "layer_window.h"
#include "stage.h"

#if HAS_AVX2

#include <string.h>

enum { TOGETHER = 4 /* pictures that a kernel is given at once */ };

static ValidConv valid_of(const Layer *layers)
{
    Conv conv = layer_conv_of(layers);
    return valid_conv_of(&conv);
}

static bool halves(const Axis *axis)
{
    return axis->window == 2 && axis->stride == 2 && axis->padding == 0 &&
           axis->dilation == 1;
}

static bool fits(const Layer *layers, const Kernels *kernels)
{
    const Layer *pool = &layers[2];
    if (kernels->conv_relu_pool == NULL || layers[0].kind != &layer_conv ||
        layers[1].kind != &layer_relu || pool->kind != &layer_max_pool) {
        return false;
    }
    Conv conv = layer_conv_of(layers);
    return conv.groups == 1 && conv_moves_by_one(&conv) &&
           conv.rows.places >= 2 && conv.columns.places >= COLUMNS_AT_ONCE &&
           halves(&pool->rows) && halves(&pool->columns);
}

/* Numbers: of a padded picture, of a filter, of a filter's pooled map. */
static size_t picture_size(const ValidConv *v)
{
    return v->channels * v->height * v->width;
}

static size_t filter_size(const ValidConv *v)
{
    return v->channels * v->window_rows * v->window_columns;
}

static size_t map_size(const ValidConv *v)
{
    return (v->rows / 2) * (v->columns / 2);
}

/* Memory that is shared out from left to right, in whole cache lines. */
static void *part(char **memory, size_t count, size_t size)
{
    void *begin = *memory;
    *memory += (count * size + 63) / 64 * 64;
    return begin;
}

/* Kept for backward, of a whole batch: the padded pictures, channels last, and
   of each pooled number where in its window it stood. */
typedef struct Kept {
    float *pictures;
    uint8_t *source;
} Kept;

static Kept kept_of(void *memory, const ValidConv *v, size_t batch, size_t *end)
{
    char *at = memory;
    Kept kept;
    kept.pictures = part(&at, batch * picture_size(v), sizeof(float));
    kept.source = part(&at, batch * v->filters * map_size(v), 1);
    *end = (size_t)(at - (char *)memory);
    return kept;
}

/* The way forward: NULL is the row kernel. */
static const Winograd *winograd_of(const Kernels *kernels, const ValidConv *v)
{
    return winograd_fits(v) ? kernels->winograd : NULL;
}

/* The weights as the way forward wants them, and with the channels last. */
typedef struct Packed {
    float *forward, *channels_last;
} Packed;

static Packed packed_of(void *memory, const ValidConv *v,
                        const Kernels *kernels, size_t *end)
{
    const Winograd *winograd = winograd_of(kernels, v);
    char *at = memory;
    Packed packed;
    size_t size = (v->filters + FILTERS_AT_ONCE - 1) * filter_size(v);
    size = winograd != NULL ? winograd->packed_size(v) : size;
    packed.forward = part(&at, size, sizeof(float));
    packed.channels_last =
        part(&at, v->filters * filter_size(v), sizeof(float));
    *end = (size_t)(at - (char *)memory);
    return packed;
}

/* Of a thread: a padded picture, its gradient with the channels last, the
   gradient of the filters with the channels last, and lists of spikes; for the
   way forward some pictures with the channels last, and its own. */
typedef struct Scratch {
    float *picture, *gradient, *filters;
    Spike *spikes;
    size_t *counts;
    float *pictures, *winograd;
} Scratch;

static Scratch scratch_of(void *memory, const ValidConv *v,
                          const Kernels *kernels, size_t *end)
{
    const Winograd *winograd = winograd_of(kernels, v);
    char *at = memory;
    Scratch scratch;
    size_t places = v->rows * v->columns, maps = TOGETHER * map_size(v);
    size_t spikes = places * v->filters;
    scratch.picture = part(&at, picture_size(v), sizeof(float));
    scratch.gradient = part(&at, picture_size(v), sizeof(float));
    scratch.filters = part(&at, v->filters * filter_size(v), sizeof(float));
    scratch.spikes = part(&at, spikes > maps ? spikes : maps, sizeof(Spike));
    scratch.counts = part(&at, places, sizeof(size_t));
    scratch.pictures = part(&at, TOGETHER * picture_size(v), sizeof(float));
    scratch.winograd = part(
        &at, winograd != NULL ? winograd->scratch_size(v) : 0, sizeof(float));
    *end = (size_t)(at - (char *)memory);
    return scratch;
}

static void needs(const Layer *layers, const Kernels *kernels, size_t batch,
                  Needs *needs)
{
    ValidConv v = valid_of(layers);
    kept_of(NULL, &v, batch, &needs->kept);
    packed_of(NULL, &v, kernels, &needs->packed);
    scratch_of(NULL, &v, kernels, &needs->scratch);
    needs->gradient_parts = v.filters;
}

static void pack(const Layer *layers, const Pass *pass, Share *share)
{
    ValidConv v = valid_of(layers);
    size_t end, window = v.window_rows * v.window_columns;
    Packed packed = packed_of(share->packed, &v, pass->kernels, &end);
    const Winograd *winograd = winograd_of(pass->kernels, &v);
    if (winograd != NULL) {
        winograd->pack(layers->w, packed.forward, &v);
    } else {
        pack_rows(layers->w, packed.forward, v.filters, filter_size(&v),
                  FILTERS_AT_ONCE);
    }
    for (size_t o = 0; pass->backward && o < v.filters; o++) {
        transpose_avx2(layers->w + o * filter_size(&v),
                       packed.channels_last + o * filter_size(&v), v.channels,
                       window);
    }
}

/* Some pictures at a time, from their place in the batch on: padded and turned
   to channels last, where backward or Winograd's method will read them. */
static void forward_some(const Layer *layers, const Pass *pass,
                         const Share *share, size_t first, size_t count)
{
    ValidConv v = valid_of(layers);
    Conv conv = layer_conv_of(layers);
    const Winograd *winograd = winograd_of(pass->kernels, &v);
    size_t end, maps = v.filters * map_size(&v);
    Packed packed = packed_of(share->packed, &v, pass->kernels, &end);
    Kept kept = kept_of(share->kept, &v, pass->n, &end);
    Scratch scratch = scratch_of(share->scratch, &v, pass->kernels, &end);
    size_t number = share->first + first;
    float *pictures = scratch.pictures, *y = share->y + first * maps;
    uint8_t *source = NULL;
    if (pass->backward) {
        pictures = kept.pictures + number * picture_size(&v);
        source = kept.source + number * maps;
    }
    for (size_t e = 0; e < count; e++) {
        const float *x = share->x[0] + (first + e) * layer_size_in(layers);
        if (kernels_is_padded(&conv)) {
            kernels_pad(x, scratch.picture, layer_border_of(layers), &conv);
            x = scratch.picture;
        }
        if (pass->backward || winograd != NULL) {
            transpose_avx2(x, pictures + e * picture_size(&v), v.channels,
                           v.height * v.width);
        }
        if (winograd == NULL) {
            pass->kernels->conv_relu_pool(
                x, packed.forward, layers->b, y + e * maps,
                source != NULL ? source + e * maps : NULL, &v);
        }
    }
    if (winograd != NULL) {
        winograd->relu_pool(pictures, packed.forward, layers->b, y, source,
                            count, &v, scratch.winograd);
    }
}

static void forward(const Layer *layers, const Pass *pass, Share *share)
{
    for (size_t e = 0; e < share->n; e += TOGETHER) {
        size_t left = share->n - e;
        forward_some(layers, pass, share, e, left < TOGETHER ? left : TOGETHER);
    }
}

static void backward(const Layer *layers, const Pass *pass, Share *share)
{
    ValidConv v = valid_of(layers);
    Conv conv = layer_conv_of(layers);
    size_t end, maps = v.filters * map_size(&v), pixels = v.height * v.width;
    Packed packed = packed_of(share->packed, &v, pass->kernels, &end);
    Kept kept = kept_of(share->kept, &v, pass->n, &end);
    Scratch scratch = scratch_of(share->scratch, &v, pass->kernels, &end);
    for (size_t e = 0; share->dx[0] != NULL && e < share->n; e++) {
        float *dx = share->dx[0] + e * layer_size_in(layers);
        bool padded = kernels_is_padded(&conv);
        sparse_inputs(
            packed.channels_last, share->dy + e * maps, share->y + e * maps,
            kept.source + (share->first + e) * maps, scratch.gradient,
            scratch.spikes, scratch.counts, pass->kernels->add_windows, &v);
        transpose_avx2(scratch.gradient, padded ? scratch.picture : dx, pixels,
                       v.channels);
        if (padded) {
            pad_backward(scratch.picture, dx, layer_border_of(layers),
                         v.channels, &conv.rows, &conv.columns);
        }
    }
}

/* Picture by picture to some filters' gradients, which stay in the cache. */
static void gradient(const Layer *layers, const Pass *pass, Share *share)
{
    ValidConv v = valid_of(layers);
    size_t end, maps = v.filters * map_size(&v), size = filter_size(&v);
    size_t window = v.window_rows * v.window_columns;
    Kept kept = kept_of(share->kept, &v, pass->n, &end);
    Scratch scratch = scratch_of(share->scratch, &v, pass->kernels, &end);
    memset(scratch.filters, 0, share->parts * size * sizeof(float));
    for (size_t e = 0; e < share->n; e += TOGETHER) {
        size_t n = share->n - e < TOGETHER ? share->n - e : TOGETHER;
        for (size_t f = 0; f < share->parts; f++) {
            size_t o = share->part + f;
            sparse_weights(kept.pictures + e * picture_size(&v),
                           share->dy + e * maps, share->y + e * maps,
                           kept.source + e * maps, scratch.filters + f * size,
                           layers->db + o, o, n, scratch.spikes,
                           pass->kernels->add_windows, &v);
        }
    }
    for (size_t f = 0; f < share->parts; f++) {
        float *dw = layers->dw + (share->part + f) * size;
        for (size_t k = 0; k < window; k++) {
            for (size_t c = 0; c < v.channels; c++) {
                dw[c * window + k] +=
                    scratch.filters[f * size + k * v.channels + c];
            }
        }
    }
}

const StageKind stage_conv_pool_2x2 = {
    .name = "conv + relu + max_pool 2",
    .count = 3,
    .fits = fits,
    .compute = {.needs = needs,
                .pack = pack,
                .forward = forward,
                .backward = backward,
                .gradient = gradient},
};

#endif
