/* The kernels of winograd.h for vectors of any width. The file that includes
   this one has defined Vector, LANES, SUMS (vectors that registers hold beside
   a few others), BLOCK (vectors of filters at once) and a few functions on
   vectors. */
#include "winograd.h"

#include "kernels_avx2.h"

#include <string.h>

enum {
    OUTPUT = 4,   /* rows and columns of a tile of the output */
    TILES = 16,   /* that are transformed before their products are made */
    TOGETHER = 4, /* of them, in a product, at least ... */
    MANY = 8,     /* ... and at most */
    PHASES = 4,   /* channels at once in a folded vector ... */
    FOLD = LANES / PHASES, /* ... and its filters */
    MOST = 8,              /* rows and columns of a tile of pixels */
    LINE = 16 /* floats of a cache line: between planes, so that the same
                       number of each does not fall into the same place of the
                       cache */
};

#define INLINE static inline __attribute__((always_inline))

/* If there are one or two filters more than vectors of 16 hold, a vector of
   their own would be nearly empty. They get a folded one: PHASES times the last
   FOLD filters, each time for another of four channels, so that it takes a
   quarter of the steps. Its parts are added up in the output. (The same filters
   are folded at any width, and added up in the same order.) */

/* Where everything is. A point is a pair of points of the transforms; of each
   there is a plane of pixels, one of weights and one of products. */
typedef struct Plan {
    size_t side;              /* of a tile of pixels: 6 or 8 */
    size_t points;            /* its square */
    size_t channels, filters; /* ... */
    size_t vectors; /* of filters; the last ends with the last filter */
    size_t whole;   /* of them, those that are not folded */
    size_t padded;  /* channels, in whole vectors */
    size_t weights, pixels, products; /* numbers of a plane */
    size_t down, right;               /* tiles of a picture */
    size_t last_row, last_column;     /* where the last of them begins */
    size_t picture, row;              /* numbers of a picture, of its row */
} Plan;

/* Of a folded vector. */
static size_t steps_of(size_t channels)
{
    return (channels + PHASES - 1) / PHASES;
}

/* pooled: a last odd row and column do not count. */
static Plan plan_of(const ValidConv *conv, bool pooled)
{
    size_t rows = pooled ? conv->rows / 2 * 2 : conv->rows;
    size_t columns = pooled ? conv->columns / 2 * 2 : conv->columns;
    Plan p = {.side = conv->window_rows + OUTPUT - 1,
              .channels = conv->channels,
              .filters = conv->filters,
              .vectors = (conv->filters + LANES - 1) / LANES,
              .whole = (conv->filters + LANES - 1) / LANES,
              .padded = (conv->channels + LANES - 1) / LANES * LANES,
              .down = (rows + OUTPUT - 1) / OUTPUT,
              .right = (columns + OUTPUT - 1) / OUTPUT,
              .last_row = rows - OUTPUT,
              .last_column = columns - OUTPUT,
              .row = conv->width * conv->channels,
              .picture = conv->height * conv->width * conv->channels};
    p.points = p.side * p.side;
    if (conv->filters % 16 == 1 || conv->filters % 16 == 2) {
        p.whole--;
    }
    size_t folded = (p.vectors - p.whole) * steps_of(conv->channels);
    p.weights = (p.whole * p.channels + folded) * LANES + LINE;
    p.pixels = TILES * p.padded + LINE;
    p.products = TILES * p.vectors * LANES + LINE;
    return p;
}

/* The first filter of a vector. */
static size_t filter_of(const Plan *p, size_t vector)
{
    size_t o = vector * LANES;
    return o + LANES <= p->filters ? o : p->filters - LANES;
}

/* ---- The weights ---- */

/* L g, in place, g of `side` − 3 numbers. */
INLINE void transform_weights(Vector *g, size_t side)
{
    if (side == 6) {
        Vector even = add(g[0], g[2]), g1 = g[1], g2 = g[2];
        Vector far = madd(all(4), g2, g[0]), twice = add(g1, g1);
        g[0] = mul(all(0.25F), g[0]);
        g[1] = mul(all(-1 / 6.0F), add(even, g1));
        g[2] = mul(all(-1 / 6.0F), sub(even, g1));
        g[3] = mul(all(1 / 24.0F), add(far, twice));
        g[4] = mul(all(1 / 24.0F), sub(far, twice));
        g[5] = g2;
        return;
    }
    Vector even = add(add(g[0], g[2]), g[4]), odd = add(g[1], g[3]);
    Vector far = madd(all(16), g[4], madd(all(4), g[2], g[0]));
    Vector far_odd = madd(all(8), g[3], add(g[1], g[1]));
    Vector near = madd(all(1 / 16.0F), g[4], madd(all(0.25F), g[2], g[0]));
    Vector near_odd = madd(all(0.125F), g[3], mul(all(0.5F), g[1]));
    g[7] = g[4];
    g[1] = mul(all(-2 / 9.0F), add(even, odd));
    g[2] = mul(all(-2 / 9.0F), sub(even, odd));
    g[3] = mul(all(1 / 90.0F), add(far, far_odd));
    g[4] = mul(all(1 / 90.0F), sub(far, far_odd));
    g[5] = mul(all(32 / 45.0F), add(near, near_odd));
    g[6] = mul(all(32 / 45.0F), sub(near, near_odd));
}

/* Of one channel and a vector of filters.
   w: [K][K][LANES]; packed: of the first point. */
INLINE void weights_of_channel(const float *w, float *packed, size_t plane,
                               size_t side)
{
    size_t window = side - OUTPUT + 1;
    Vector part[MOST][MOST];
#pragma GCC unroll 8
    for (size_t l = 0; l < window; l++) {
        Vector g[MOST];
#pragma GCC unroll 8
        for (size_t k = 0; k < window; k++) {
            g[k] = load(w + (k * window + l) * LANES);
        }
        transform_weights(g, side);
#pragma GCC unroll 8
        for (size_t i = 0; i < side; i++) {
            part[i][l] = g[i];
        }
    }
#pragma GCC unroll 8
    for (size_t i = 0; i < side; i++) {
        transform_weights(part[i], side);
#pragma GCC unroll 8
        for (size_t j = 0; j < side; j++) {
            store(packed + (i * side + j) * plane, part[i][j]);
        }
    }
}

/* packed: [points][whole vectors][channels][LANES], of each point followed by a
   folded vector, if there is one, [steps][PHASES][FOLD]; at last the weights of
   a vector of filters as they were, [channels][K][K][LANES]. */
static size_t packed_size(const ValidConv *conv)
{
    Plan p = plan_of(conv, false);
    size_t window = conv->window_rows * conv->window_columns;
    return p.points * p.weights + conv->channels * window * LANES;
}

/* apart: from one channel to the next. */
INLINE void pack_vector(const float *turned, float *packed, const Plan *p,
                        size_t apart, size_t side)
{
    size_t window = (side - OUTPUT + 1) * (side - OUTPUT + 1);
    for (size_t c = p->channels; c-- > 0;) {
        weights_of_channel(turned + c * window * LANES, packed + c * apart,
                           p->weights, side);
    }
}

/* A folded vector is packed first: of each channel the last FOLD lanes count,
   and what is written before them is overwritten by what comes next. Where
   channels are missing in its last step there are zeros. */
static void pack(const float *w, float *packed, const ValidConv *conv)
{
    Plan p = plan_of(conv, false);
    size_t size = conv->channels * conv->window_rows * conv->window_columns;
    float *turned = packed + p.points * p.weights;
    for (size_t v = p.vectors; v-- > 0;) {
        bool folded = v >= p.whole;
        float *to = packed + v * p.channels * LANES;
        if (folded) {
            float *last = to + (steps_of(p.channels) - 1) * LANES;
            for (size_t point = 0; point < p.points; point++) {
                store(last + point * p.weights, all(0));
            }
            to = to + FOLD - LANES;
        }
        transpose_avx2(w + filter_of(&p, v) * size, turned, LANES, size);
        if (p.side == 6) {
            pack_vector(turned, to, &p, folded ? FOLD : LANES, 6);
        } else {
            pack_vector(turned, to, &p, folded ? FOLD : LANES, 8);
        }
    }
}

/* ---- The pixels ---- */

/* Bᵀ d, in place. */
INLINE void transform_pixels(Vector *d, size_t side)
{
    if (side == 6) {
        Vector first = madd(all(4), d[0], msub(all(5), d[2], d[4]));
        Vector last = madd(all(4), d[1], msub(all(5), d[3], d[5]));
        Vector even = msub(all(4), d[2], d[4]), odd = msub(all(4), d[1], d[3]);
        Vector far = sub(d[4], d[2]), far_odd = sub(d[3], d[1]);
        d[0] = first;
        d[1] = add(even, odd);
        d[2] = sub(even, odd);
        d[3] = madd(all(2), far_odd, far);
        d[4] = msub(all(2), far_odd, far);
        d[5] = last;
        return;
    }
    Vector first = madd(all(5.25F), sub(d[4], d[2]), sub(d[0], d[6]));
    Vector last = madd(all(5.25F), sub(d[3], d[5]), sub(d[7], d[1]));
    Vector even = msub(all(4.25F), d[4], add(d[2], d[6]));
    Vector odd = msub(all(4.25F), d[3], add(d[1], d[5]));
    Vector far = msub(all(1.25F), d[4], madd(all(0.25F), d[2], d[6]));
    Vector far_odd =
        madd(all(2), d[5], msub(all(2.5F), d[3], mul(all(0.5F), d[1])));
    Vector near = msub(all(5), d[4], madd(all(4), d[2], d[6]));
    Vector near_odd =
        madd(all(0.5F), d[5], msub(all(2.5F), d[3], add(d[1], d[1])));
    d[0] = first;
    d[1] = add(even, odd);
    d[2] = sub(even, odd);
    d[3] = add(far, far_odd);
    d[4] = sub(far, far_odd);
    d[5] = add(near, near_odd);
    d[6] = sub(near, near_odd);
    d[7] = last;
}

/* Of up to LANES channels of one tile.
   x: the first pixel; pixels: of the first point. */
INLINE void pixels_of_tile(const float *x, float *pixels, const Plan *p,
                           size_t channels, size_t side)
{
    Vector part[MOST][MOST];
#pragma GCC unroll 8
    for (size_t i = 0; i < side; i++) {
        Vector d[MOST];
#pragma GCC unroll 8
        for (size_t j = 0; j < side; j++) {
            const float *from = x + i * p->row + j * p->channels;
            d[j] = channels == LANES ? load(from) : load_first(from, channels);
        }
        transform_pixels(d, side);
#pragma GCC unroll 8
        for (size_t j = 0; j < side; j++) {
            part[j][i] = d[j];
        }
    }
#pragma GCC unroll 8
    for (size_t j = 0; j < side; j++) {
        transform_pixels(part[j], side);
#pragma GCC unroll 8
        for (size_t i = 0; i < side; i++) {
            store(pixels + (i * side + j) * p->pixels, part[j][i]);
        }
    }
}

/* All channels.   pixels: [points][TILES][padded], of this tile. */
INLINE void tile_in(const float *x, float *pixels, const Plan *p, size_t side)
{
    size_t c = 0;
    for (; c + LANES <= p->channels; c += LANES) {
        pixels_of_tile(x + c, pixels + c, p, LANES, side);
    }
    if (c < p->channels) {
        pixels_of_tile(x + c, pixels + c, p, p->channels - c, side);
    }
}

/* ---- The products ---- */

/* Of `tiles` tiles and `vectors` vectors of filters, for one point.
   weights: [vectors][channels][LANES]; pixels: [tiles][padded];
   products: [tiles][vectors of all filters][LANES]. */
INLINE void product_block(const float *weights, const float *pixels,
                          float *products, const Plan *p, size_t tiles,
                          size_t vectors)
{
    size_t apart = p->channels * LANES;
    Vector sum[MANY][BLOCK];
#pragma GCC unroll 8
    for (size_t t = 0; t < tiles; t++) {
#pragma GCC unroll 4
        for (size_t v = 0; v < vectors; v++) {
            sum[t][v] = all(0);
        }
    }
    for (size_t c = 0; c < p->channels; c++) {
        Vector weight[BLOCK];
#pragma GCC unroll 4
        for (size_t v = 0; v < vectors; v++) {
            weight[v] = load(weights + v * apart + c * LANES);
        }
#pragma GCC unroll 8
        for (size_t t = 0; t < tiles; t++) {
            Vector pixel = all(pixels[t * p->padded + c]);
#pragma GCC unroll 4
            for (size_t v = 0; v < vectors; v++) {
                sum[t][v] = madd(pixel, weight[v], sum[t][v]);
            }
        }
    }
#pragma GCC unroll 8
    for (size_t t = 0; t < tiles; t++) {
#pragma GCC unroll 4
        for (size_t v = 0; v < vectors; v++) {
            store(products + (t * p->vectors + v) * LANES, sum[t][v]);
        }
    }
}

/* Of all tiles: as many at a time as there is room for their sums, and the last
   ones four by four. (Of 8 tiles 6 would leave 2.) */
INLINE void product_tiles(const float *weights, const float *pixels,
                          float *products, const Plan *p, size_t tiles,
                          size_t vectors)
{
    size_t room = SUMS / vectors, many = room < MANY ? room : MANY, t = 0;
    while (t < tiles) {
        const float *from = pixels + t * p->padded;
        float *to = products + t * p->vectors * LANES;
        if (t + many <= tiles && (many == MANY || tiles - t != MANY)) {
            product_block(weights, from, to, p, many, vectors);
            t += many;
        } else {
            product_block(weights, from, to, p, TOGETHER, vectors);
            t += TOGETHER;
        }
    }
}

/* Of a folded vector, for one point.   weights: [steps][LANES]. */
static void product_folded(const float *weights, const float *pixels,
                           float *products, const Plan *p, size_t tiles)
{
    for (size_t t = 0; t < tiles; t += TOGETHER) {
        Vector sum[TOGETHER] = {all(0), all(0), all(0), all(0)};
        for (size_t c = 0; c < p->channels; c += PHASES) {
            Vector weight = load(weights + c * FOLD);
#pragma GCC unroll 4
            for (size_t k = 0; k < TOGETHER; k++) {
                Vector four = spread(pixels + (t + k) * p->padded + c);
                sum[k] = madd(four, weight, sum[k]);
            }
        }
#pragma GCC unroll 4
        for (size_t k = 0; k < TOGETHER; k++) {
            store(products + (t + k) * p->vectors * LANES, sum[k]);
        }
    }
}

/* For one point and all filters.   tiles: a multiple of TOGETHER. */
static void products_of_point(const float *weights, const float *pixels,
                              float *products, const Plan *p, size_t tiles)
{
    if (p->whole < p->vectors) {
        product_folded(weights + p->whole * p->channels * LANES, pixels,
                       products + p->whole * LANES, p, tiles);
    }
    for (size_t v = 0; v < p->whole;) {
        const float *from = weights + v * p->channels * LANES;
        float *to = products + v * LANES;
        size_t left = p->whole - v;
        if (left >= BLOCK) {
            product_tiles(from, pixels, to, p, tiles, BLOCK);
            v += BLOCK;
        } else if (BLOCK > 3 && left == 3) {
            product_tiles(from, pixels, to, p, tiles, 3);
            v += 3;
        } else if (BLOCK > 2 && left == 2) {
            product_tiles(from, pixels, to, p, tiles, 2);
            v += 2;
        } else {
            product_tiles(from, pixels, to, p, tiles, 1);
            v++;
        }
    }
}

/* For all points. */
static void products_of(const float *packed, const float *pixels,
                        float *products, const Plan *p, size_t tiles)
{
    for (size_t point = 0; point < p->points; point++) {
        products_of_point(packed + point * p->weights,
                          pixels + point * p->pixels,
                          products + point * p->products, p, tiles);
    }
}

/* ---- The output ---- */

/* Aᵀ m: in place, four numbers. */
INLINE void transform_products(Vector *m, size_t side)
{
    Vector even = add(m[1], m[2]), odd = sub(m[1], m[2]);
    Vector far = add(m[3], m[4]), far_odd = sub(m[3], m[4]);
    if (side == 6) {
        m[0] = add(m[0], add(even, far));
        m[1] = madd(all(2), far_odd, odd);
        m[2] = madd(all(4), far, even);
        m[3] = add(madd(all(8), far_odd, odd), m[5]);
        return;
    }
    Vector near = add(m[5], m[6]), near_odd = sub(m[5], m[6]);
    m[0] = add(add(m[0], even), add(far, near));
    m[1] = madd(all(0.5F), near_odd, madd(all(2), far_odd, odd));
    m[2] = madd(all(0.25F), near, madd(all(4), far, even));
    m[3] = add(madd(all(0.125F), near_odd, madd(all(8), far_odd, odd)), m[7]);
}

/* A tile of the output for a vector of filters, out[column][row]. The bias is
   added to the product at the points 1, 1: from there it goes to all.
   products: of the first point. */
INLINE void tile_of_products(const float *products, size_t plane, Vector bias,
                             Vector out[OUTPUT][MOST], size_t side)
{
#pragma GCC unroll 8
    for (size_t i = 0; i < side; i++) {
        Vector m[MOST];
#pragma GCC unroll 8
        for (size_t j = 0; j < side; j++) {
            m[j] = load(products + (i * side + j) * plane);
        }
        if (i == 1) {
            m[1] = add(m[1], bias);
        }
        transform_products(m, side);
#pragma GCC unroll 4
        for (size_t j = 0; j < OUTPUT; j++) {
            out[j][i] = m[j];
        }
    }
#pragma GCC unroll 4
    for (size_t j = 0; j < OUTPUT; j++) {
        transform_products(out[j], side);
    }
}

/* Where results go: of the first filter, and numbers from one filter to the
   next and from one row to the next. */
typedef struct Target {
    float *y;
    uint8_t *source; /* or NULL */
    size_t map, row;
} Target;

INLINE void write_plain(Vector out[OUTPUT][MOST], const Target *to)
{
#pragma GCC unroll 4
    for (size_t i = 0; i < OUTPUT; i++) {
        Vector row[OUTPUT] = {out[0][i], out[1][i], out[2][i], out[3][i]};
        store_fours(row, to->y + i * to->row, to->map);
    }
}

/* The largest of four, and which. */
INLINE Vector largest(Vector out[OUTPUT][MOST], size_t i, size_t j,
                      Vector *which)
{
    Vector left = out[j][i], right = out[j + 1][i];
    Vector low_left = out[j][i + 1], low_right = out[j + 1][i + 1];
    Vector top = max(left, right), bottom = max(low_left, low_right);
    Vector upper = greater(right, left, all(1), all(0));
    Vector lower = greater(low_right, low_left, all(3), all(2));
    *which = greater(bottom, top, lower, upper);
    return max(max(top, bottom), all(0));
}

/* Two numbers below 256 in each lane as bytes. */
INLINE void write_bytes(Vector left, Vector right, uint8_t *to, size_t apart)
{
    int32_t pair[LANES];
    store_whole(madd(all(256), right, left), pair);
    for (size_t l = 0; l < LANES; l++) {
        to[l * apart] = (uint8_t)(pair[l] & 255);
        to[l * apart + 1] = (uint8_t)(pair[l] >> 8);
    }
}

INLINE void write_pooled(Vector out[OUTPUT][MOST], const Target *to)
{
#pragma GCC unroll 2
    for (size_t i = 0; i < OUTPUT; i += 2) {
        Vector left_source, right_source;
        Vector left = largest(out, i, 0, &left_source);
        Vector right = largest(out, i, 2, &right_source);
        store_twos(left, right, to->y + i / 2 * to->row, to->map);
        if (to->source != NULL) {
            write_bytes(left_source, right_source, to->source + i / 2 * to->row,
                        to->map);
        }
    }
}

/* The bias of a folded vector, in one of its parts. */
static Vector folded_bias(const float *b, const Plan *p)
{
    float last[LANES] = {0};
    memcpy(last + LANES - FOLD, b + p->filters - FOLD, FOLD * sizeof *last);
    return load(last);
}

INLINE void fold_all(Vector out[OUTPUT][MOST])
{
#pragma GCC unroll 4
    for (size_t j = 0; j < OUTPUT; j++) {
#pragma GCC unroll 4
        for (size_t i = 0; i < OUTPUT; i++) {
            out[j][i] = fold(out[j][i]);
        }
    }
}

/* All filters of a tile, the last first: of a folded vector the last FOLD
   numbers are right, and those before are overwritten by their own vector.
   products: [points][TILES][vectors][LANES], of this tile. */
INLINE void tile_out(const float *products, const float *b, const Target *tile,
                     const Plan *p, size_t side, bool pooled)
{
    for (size_t v = p->vectors; v-- > 0;) {
        size_t o = filter_of(p, v);
        bool folded = v >= p->whole;
        Vector bias = folded ? folded_bias(b, p) : load(b + o);
        Vector out[OUTPUT][MOST];
        Target to = *tile;
        to.y += o * to.map;
        to.source = to.source != NULL ? to.source + o * to.map : NULL;
        tile_of_products(products + v * LANES, p->products, bias, out, side);
        if (folded) {
            fold_all(out);
        }
        if (pooled) {
            write_pooled(out, &to);
        } else {
            write_plain(out, &to);
        }
    }
}

static void plain_out(const float *products, const float *b, const Target *to,
                      const Plan *p)
{
    if (p->side == 6) {
        tile_out(products, b, to, p, 6, false);
    } else {
        tile_out(products, b, to, p, 8, false);
    }
}

static void pooled_out(const float *products, const float *b, const Target *to,
                       const Plan *p)
{
    if (p->side == 6) {
        tile_out(products, b, to, p, 6, true);
    } else {
        tile_out(products, b, to, p, 8, true);
    }
}

/* ---- All of it ---- */

static size_t scratch_size(const ValidConv *conv)
{
    Plan p = plan_of(conv, false);
    return p.points * (p.pixels + p.products);
}

/* Where tile t of all pictures begins. The last tiles of a picture end where it
   ends: what lies in two is written twice. */
typedef struct Place {
    size_t picture, row, column;
} Place;

static Place place_of(const Plan *p, size_t t)
{
    size_t column = t % p->right * OUTPUT;
    size_t row = t / p->right % p->down * OUTPUT;
    return (Place){t / p->right / p->down,
                   row < p->last_row ? row : p->last_row,
                   column < p->last_column ? column : p->last_column};
}

/* The pixels of some tiles; of fewer than a product takes, the last again. */
static size_t tiles_in(const float *x, float *pixels, const Plan *p,
                       size_t first, size_t count)
{
    size_t whole = (count + TOGETHER - 1) / TOGETHER * TOGETHER;
    for (size_t t = 0; t < whole; t++) {
        Place at = place_of(p, first + (t < count ? t : count - 1));
        const float *from = x + at.picture * p->picture + at.row * p->row +
                            at.column * p->channels;
        if (p->side == 6) {
            tile_in(from, pixels + t * p->padded, p, 6);
        } else {
            tile_in(from, pixels + t * p->padded, p, 8);
        }
    }
    return whole;
}

/* y, source: as of relu_pool if pooled, else as of conv. */
static void run(const float *x, const float *packed, const float *b, float *y,
                uint8_t *source, size_t n, const ValidConv *conv,
                float *scratch, bool pooled)
{
    Plan p = plan_of(conv, pooled);
    size_t part = pooled ? 2 : 1, row = conv->columns / part;
    size_t map = conv->rows / part * row, tiles = n * p.down * p.right;
    float *products = scratch + p.points * p.pixels;
    for (size_t first = 0; first < tiles; first += TILES) {
        size_t left = tiles - first, count = left < TILES ? left : TILES;
        size_t whole = tiles_in(x, scratch, &p, first, count);
        products_of(packed, scratch, products, &p, whole);
        for (size_t t = 0; t < count; t++) {
            Place at = place_of(&p, first + t);
            size_t to = at.picture * p.filters * map + at.row / part * row +
                        at.column / part;
            Target target = {.map = map, .row = row};
            target.y = y + to;
            target.source = source != NULL ? source + to : NULL;
            (pooled ? pooled_out : plain_out)(products + t * p.vectors * LANES,
                                              b, &target, &p);
        }
    }
}

static void plain(const float *x, const float *packed, const float *b, float *y,
                  size_t n, const ValidConv *conv, float *scratch)
{
    run(x, packed, b, y, NULL, n, conv, scratch, false);
}

static void relu_pool(const float *x, const float *packed, const float *b,
                      float *y, uint8_t *source, size_t n,
                      const ValidConv *conv, float *scratch)
{
    run(x, packed, b, y, source, n, conv, scratch, true);
}
