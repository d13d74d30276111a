/* conv, ReLU and max_pool 2 with the kernels of chapter 10: a convolution that
   moves by one pixel, is activated and pooled in registers, and whose gradients
   follow only the pixels that were the largest and greater than 0. */
#include "kernels_avx2.h"
#include "layer_window.h"
#include "stage.h"

#if HAS_AVX2

#include "avx2.h"

#include <string.h>

enum { TOGETHER = 4 /* pictures whose gradients go to the weights in turn */ };

static ValidConv valid_of(const Layer *layers)
{
    Conv conv = layer_conv_of(layers);
    return (ValidConv){.channels = conv.in_channels,
                       .height = padded_size(&conv.rows),
                       .width = padded_size(&conv.columns),
                       .filters = conv.out_channels,
                       .window_rows = conv.rows.window,
                       .window_columns = conv.columns.window,
                       .rows = conv.rows.places,
                       .columns = conv.columns.places};
}

static bool moves_by_one(const Axis *axis)
{
    return axis->stride == 1 && axis->dilation == 1;
}

static bool halves(const Axis *axis)
{
    return axis->window == 2 && axis->stride == 2 && axis->padding == 0 &&
           axis->dilation == 1;
}

static bool fits(const Layer *layers, const Kernels *kernels)
{
    const Layer *conv = &layers[0], *pool = &layers[2];
    return kernels->conv_relu_pool != NULL && conv->kind == &layer_conv &&
           layers[1].kind == &layer_relu && pool->kind == &layer_max_pool &&
           layer_conv_of(conv).groups == 1 && moves_by_one(&conv->rows) &&
           moves_by_one(&conv->columns) && conv->rows.places >= 2 &&
           conv->columns.places >= COLUMNS_AT_ONCE && halves(&pool->rows) &&
           halves(&pool->columns);
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

/* The weights: in groups of filters, as the row kernel wants them, and with the
   channels last. */
typedef struct Packed {
    float *groups, *channels_last;
} Packed;

static Packed packed_of(void *memory, const ValidConv *v, size_t *end)
{
    char *at = memory;
    Packed packed;
    size_t filters = v->filters + FILTERS_AT_ONCE - 1;
    packed.groups = part(&at, filters * filter_size(v), sizeof(float));
    packed.channels_last =
        part(&at, v->filters * filter_size(v), sizeof(float));
    *end = (size_t)(at - (char *)memory);
    return packed;
}

/* Of a thread: a padded picture, its gradient with the channels last, the
   gradient of the filters with the channels last, and lists of spikes. */
typedef struct Scratch {
    float *picture, *gradient, *filters;
    Spike *spikes;
    size_t *counts;
} Scratch;

static Scratch scratch_of(void *memory, const ValidConv *v, size_t *end)
{
    char *at = memory;
    Scratch scratch;
    size_t places = v->rows * v->columns;
    scratch.picture = part(&at, picture_size(v), sizeof(float));
    scratch.gradient = part(&at, picture_size(v), sizeof(float));
    scratch.filters = part(&at, v->filters * filter_size(v), sizeof(float));
    scratch.spikes = part(&at, places * v->filters, sizeof(Spike));
    scratch.counts = part(&at, places, sizeof(size_t));
    *end = (size_t)(at - (char *)memory);
    return scratch;
}

static void needs(const Layer *layers, const Kernels *kernels, size_t batch,
                  Needs *needs)
{
    (void)kernels;
    ValidConv v = valid_of(layers);
    kept_of(NULL, &v, batch, &needs->kept);
    packed_of(NULL, &v, &needs->packed);
    scratch_of(NULL, &v, &needs->scratch);
    needs->gradient_parts = v.filters;
}

static void pack(const Layer *layers, const Pass *pass, Share *share)
{
    ValidConv v = valid_of(layers);
    size_t end, window = v.window_rows * v.window_columns;
    Packed packed = packed_of(share->packed, &v, &end);
    pack_rows(layers->w, packed.groups, v.filters, filter_size(&v),
              FILTERS_AT_ONCE);
    for (size_t o = 0; pass->backward && o < v.filters; o++) {
        transpose_avx2(layers->w + o * filter_size(&v),
                       packed.channels_last + o * filter_size(&v), v.channels,
                       window);
    }
}

static void forward(const Layer *layers, const Pass *pass, Share *share)
{
    ValidConv v = valid_of(layers);
    Conv conv = layer_conv_of(layers);
    size_t end, maps = v.filters * map_size(&v), pixels = v.height * v.width;
    Packed packed = packed_of(share->packed, &v, &end);
    Kept kept = kept_of(share->kept, &v, pass->n, &end);
    Scratch scratch = scratch_of(share->scratch, &v, &end);
    for (size_t e = 0; e < share->n; e++) {
        const float *x = share->x[0] + e * layer_size_in(layers);
        uint8_t *source = NULL;
        if (kernels_is_padded(&conv)) {
            kernels_pad(x, scratch.picture, layer_border_of(layers), &conv);
            x = scratch.picture;
        }
        if (pass->backward) {
            size_t number = share->first + e;
            source = kept.source + number * maps;
            transpose_avx2(x, kept.pictures + number * picture_size(&v),
                           v.channels, pixels);
        }
        pass->kernels->conv_relu_pool(x, packed.groups, layers->b,
                                      share->y + e * maps, source, &v);
    }
}

static void backward(const Layer *layers, const Pass *pass, Share *share)
{
    ValidConv v = valid_of(layers);
    Conv conv = layer_conv_of(layers);
    size_t end, maps = v.filters * map_size(&v), pixels = v.height * v.width;
    Packed packed = packed_of(share->packed, &v, &end);
    Kept kept = kept_of(share->kept, &v, pass->n, &end);
    Scratch scratch = scratch_of(share->scratch, &v, &end);
    for (size_t e = 0; share->dx[0] != NULL && e < share->n; e++) {
        float *dx = share->dx[0] + e * layer_size_in(layers);
        bool padded = kernels_is_padded(&conv);
        pass->kernels->sparse_inputs(
            packed.channels_last, share->dy + e * maps, share->y + e * maps,
            kept.source + (share->first + e) * maps, scratch.gradient,
            scratch.spikes, scratch.counts, &v);
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
    Scratch scratch = scratch_of(share->scratch, &v, &end);
    memset(scratch.filters, 0, share->parts * size * sizeof(float));
    for (size_t first = 0; first < share->n; first += TOGETHER) {
        for (size_t f = 0; f < share->parts; f++) {
            size_t o = share->part + f;
            for (size_t e = first; e < share->n && e < first + TOGETHER; e++) {
                pass->kernels->sparse_weights(
                    kept.pictures + e * picture_size(&v), share->dy + e * maps,
                    share->y + e * maps, kept.source + e * maps,
                    scratch.filters + f * size, layers->db + o, o,
                    scratch.spikes, &v);
            }
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
