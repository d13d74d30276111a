#include "conv_ways.h"

#if HAS_AVX2

#include "kernels_avx2.h"

#include <string.h>

enum { LINE = 16 /* floats of a line of the cache */ };

ValidConv valid_conv_of(const Conv *conv)
{
    return (ValidConv){.channels = conv->in_channels / conv->groups,
                       .height = padded_size(&conv->rows),
                       .width = padded_size(&conv->columns),
                       .filters = conv->out_channels / conv->groups,
                       .window_rows = conv->rows.window,
                       .window_columns = conv->columns.window,
                       .rows = conv->rows.places,
                       .columns = conv->columns.places};
}

bool conv_moves_by_one(const Conv *conv)
{
    return conv->rows.stride == 1 && conv->rows.dilation == 1 &&
           conv->columns.stride == 1 && conv->columns.dilation == 1;
}

/* ---- A way: what it needs, and how it computes a picture ---- */

/* A convolution and its way: winograd is NULL for the others. Arrays of floats:
   the packed filters, and a room for what is made of a picture. */
typedef struct Way {
    Conv conv;
    ValidConv valid; /* of one group */
    const Winograd *winograd;
    bool tiles;
    float *packed, *room;
} Way;

static Way way_of(const Conv *conv, const Winograd *winograd)
{
    Way way = {.conv = *conv, .valid = valid_conv_of(conv)};
    bool by_one = conv_moves_by_one(conv);
    if (by_one && conv->groups == 1 && winograd_fits(&way.valid)) {
        way.winograd = winograd;
    }
    way.tiles = by_one && way.valid.rows >= ROWS_AT_ONCE &&
                way.valid.columns >= COLUMNS_AT_ONCE;
    return way;
}

static size_t in_lines(size_t floats)
{
    return (floats + LINE - 1) / LINE * LINE;
}

static size_t filter_size(const ValidConv *v)
{
    return v->channels * v->window_rows * v->window_columns;
}

/* Filters of a group are packed in groups of so many. */
static size_t tile_of(const Way *way)
{
    return way->tiles ? (size_t)FILTERS_AT_ONCE : (size_t)TILE_ROWS;
}

static size_t packed_group(const Way *way)
{
    size_t tile = tile_of(way);
    size_t filters = (way->valid.filters + tile - 1) / tile * tile;
    return filters * filter_size(&way->valid);
}

static size_t packed_size(const Way *way)
{
    return way->winograd != NULL ? way->winograd->packed_size(&way->valid)
                                 : way->conv.groups * packed_group(way);
}

/* A picture with the channels last and what Winograd's method needs; nothing;
   or all windows as columns. */
static size_t room_size(const Way *way)
{
    const ValidConv *v = &way->valid;
    if (way->winograd != NULL) {
        return in_lines(v->channels * v->height * v->width) +
               way->winograd->scratch_size(v);
    }
    return way->tiles ? 0 : filter_size(v) * v->rows * v->columns;
}

static void pack(const Way *way, const float *w)
{
    size_t filters = way->valid.filters, size = filter_size(&way->valid);
    if (way->winograd != NULL) {
        way->winograd->pack(w, way->packed, &way->valid);
        return;
    }
    for (size_t g = 0; g < way->conv.groups; g++) {
        pack_rows(w + g * filters * size, way->packed + g * packed_group(way),
                  filters, size, tile_of(way));
    }
}

/* The row kernel, tile by tile. The last of a row or column of tiles ends where
   the output ends. */
static void forward_tiles(const float *x, const float *packed, const float *b,
                          float *y, const ValidConv *v)
{
    for (size_t o = 0; o < v->filters; o += FILTERS_AT_ONCE) {
        size_t filters = v->filters - o;
        filters = filters < FILTERS_AT_ONCE ? filters : FILTERS_AT_ONCE;
        float bias[FILTERS_AT_ONCE] = {0};
        memcpy(bias, b + o, filters * sizeof *bias);
        for (size_t top = 0; top < v->rows; top += ROWS_AT_ONCE) {
            size_t i =
                top + ROWS_AT_ONCE <= v->rows ? top : v->rows - ROWS_AT_ONCE;
            for (size_t left = 0; left < v->columns; left += COLUMNS_AT_ONCE) {
                size_t j = left + COLUMNS_AT_ONCE <= v->columns
                               ? left
                               : v->columns - COLUMNS_AT_ONCE;
                float sums[FILTERS_AT_ONCE][ROWS_AT_ONCE][COLUMNS_AT_ONCE];
                conv_tile_avx2(x + i * v->width + j, packed, bias, sums[0][0],
                               v);
                for (size_t f = 0; f < filters; f++) {
                    float *to = y + ((o + f) * v->rows + i) * v->columns + j;
                    memcpy(to, sums[f][0], sizeof sums[f][0]);
                    memcpy(to + v->columns, sums[f][1], sizeof sums[f][1]);
                }
            }
        }
        packed += FILTERS_AT_ONCE * filter_size(v);
    }
}

/* One padded picture. */
static void forward_picture(const Way *way, const float *x, const float *b,
                            float *y)
{
    const ValidConv *v = &way->valid;
    size_t pixels = v->height * v->width;
    if (way->winograd != NULL) {
        transpose_avx2(x, way->room, v->channels, pixels);
        way->winograd->conv(way->room, way->packed, b, y, 1, v,
                            way->room + in_lines(v->channels * pixels));
        return;
    }
    for (size_t g = 0; g < way->conv.groups; g++) {
        const float *packed = way->packed + g * packed_group(way);
        const float *group = x + g * v->channels * pixels;
        const float *bias = b + g * v->filters;
        float *to = y + g * v->filters * v->rows * v->columns;
        if (way->tiles) {
            forward_tiles(group, packed, bias, to, v);
        } else {
            Conv one = way->conv;
            one.in_channels = v->channels;
            im2col(group, way->room, &one);
            product_avx2(packed, way->room, bias, to, v->filters,
                         filter_size(v), v->rows * v->columns);
        }
    }
}

/* ---- Forward ---- */

void conv_ways_forward(const float *x, const float *w, const float *b, float *y,
                       Padding kind, const Conv *conv, size_t n, void *scratch,
                       const Winograd *winograd)
{
    size_t in = conv->in_channels * conv->rows.size * conv->columns.size;
    size_t out = conv->out_channels * conv->rows.places * conv->columns.places;
    Way way = way_of(conv, winograd);
    float *padded = scratch;
    way.packed = padded + in_lines(kernels_padded(conv));
    way.room = way.packed + in_lines(packed_size(&way));
    pack(&way, w);
    for (size_t e = 0; e < n; e++) {
        const float *picture = x + e * in;
        if (kernels_is_padded(conv)) {
            kernels_pad(picture, padded, kind, conv);
            picture = padded;
        }
        forward_picture(&way, picture, b, y + e * out);
    }
}

/* ---- Gradient by the input: a convolution of dy, with as many zeros around it
   as the window is long, by the filters turned round ---- */

/* That convolution, for stride 1. */
static Conv turned(const Conv *conv)
{
    Conv back = *conv;
    Axis *axes[] = {&back.rows, &back.columns};
    back.in_channels = conv->out_channels;
    back.out_channels = conv->in_channels;
    for (size_t i = 0; i < 2; i++) {
        Axis *axis = axes[i];
        size_t places = padded_size(axis);
        axis->size = axis->places;
        axis->padding = axis->dilation * (axis->window - 1);
        axis->places = places;
    }
    return back;
}

static bool turns(const Conv *conv)
{
    return conv->rows.stride == 1 && conv->columns.stride == 1;
}

static size_t weights_of(const Conv *conv)
{
    ValidConv v = valid_conv_of(conv);
    return conv->out_channels * filter_size(&v);
}

/* to[c][o][k][l] = from[o][c][K − 1 − k][L − 1 − l], group by group. */
static void turn_filters(const float *from, float *to, const Conv *conv)
{
    ValidConv v = valid_conv_of(conv);
    size_t window = v.window_rows * v.window_columns;
    for (size_t g = 0; g < conv->groups; g++) {
        for (size_t c = 0; c < v.channels; c++) {
            for (size_t o = 0; o < v.filters; o++) {
                for (size_t k = 0; k < window; k++) {
                    to[(c * v.filters + o) * window + k] =
                        from[(o * v.channels + c) * window + window - 1 - k];
                }
            }
        }
        from += v.filters * v.channels * window;
        to += v.filters * v.channels * window;
    }
}

/* The padded gradient, the bias that there is not, the turned filters and dy
   with zeros around it, before what the way needs. */
void conv_ways_inputs(const float *w, const float *dy, float *dx, Padding kind,
                      const Conv *conv, size_t n, void *scratch,
                      const Winograd *winograd)
{
    size_t in = conv->in_channels * conv->rows.size * conv->columns.size;
    size_t out = conv->out_channels * conv->rows.places * conv->columns.places;
    bool padded = kernels_is_padded(conv);
    Conv back = turned(conv);
    Way way = way_of(&back, winograd);
    float *dpadded = scratch;
    float *zeros = dpadded + in_lines(kernels_padded(conv));
    float *filters = zeros + in_lines(conv->in_channels);
    float *around = filters + in_lines(weights_of(conv));
    way.packed = around + in_lines(kernels_padded(&back));
    way.room = way.packed + in_lines(packed_size(&way));
    if (turns(conv)) {
        memset(zeros, 0, conv->in_channels * sizeof *zeros);
        turn_filters(w, filters, conv);
        pack(&way, filters);
    }
    for (size_t e = 0; e < n; e++) {
        float *to = padded ? dpadded : dx + e * in;
        if (turns(conv)) {
            kernels_pad(dy + e * out, around, PAD_ZERO, &back);
            forward_picture(&way, around, zeros, to);
        } else {
            conv_input_gradient(w, dy + e * out, to, conv);
        }
        if (padded) {
            pad_backward(dpadded, dx + e * in, kind, conv->in_channels,
                         &conv->rows, &conv->columns);
        }
    }
}

size_t conv_ways_scratch(const Conv *conv, const Winograd *winograd)
{
    Conv back = turned(conv);
    Way there = way_of(conv, winograd), here = way_of(&back, winograd);
    size_t padded = in_lines(kernels_padded(conv));
    size_t forward = padded + in_lines(packed_size(&there)) + room_size(&there);
    size_t inputs = padded + in_lines(conv->in_channels) +
                    in_lines(weights_of(conv)) +
                    in_lines(kernels_padded(&back)) +
                    in_lines(packed_size(&here)) + room_size(&here);
    size_t floats = turns(conv) && inputs > forward ? inputs : forward;
    return floats * sizeof(float);
}

#endif
