#include "avx2.h"
#include "dataset.h"
#include "kernels_avx2.h"
#include "probe.h"
#include "todo.h"
#include "vectors_avx2.h"

#include <float.h>
#include <math.h>
#ifdef _OPENMP
#include <omp.h>
#endif
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* A milestone starts no threads. */
static void one_thread(void)
{
#ifdef _OPENMP
    omp_set_num_threads(1);
#endif
}

static float *room_for(size_t count)
{
    enum { LINE = 64 };
    size_t bytes = (count * sizeof(float) + LINE) / LINE * LINE;
    float *memory = aligned_alloc(LINE, bytes);
    if (memory != NULL) {
        memset(memory, 0, bytes);
    }
    return memory;
}

/* ---- 10.M1: LeNet on the student's kernels ----
   Two stages of convolution, ReLU and pooling, and two dense layers, which the
   library computes. Pictures are seen one by one, their gradients added up in
   chunks, and at the end of a batch the weights take a step. */

enum {
    SIDE = 28,
    PIXELS = SIDE * SIDE,
    CLASSES = DATASET_CLASSES,
    BATCH = 16,
    CHUNKS = 4,
    LEARNT = 12000,
    TESTED = 2000,
    HIDDEN = 500,
    WINDOW = 5,
    STAGES = 2,
    DENSE = 2
};

static const ValidConv convs[STAGES] = {
    {1, SIDE, SIDE, 20, WINDOW, WINDOW, 24, 24}, {20, 12, 12, 50, 5, 5, 8, 8}};

static size_t weights_of(const ValidConv *conv)
{
    return conv->filters * conv->channels * conv->window_rows *
           conv->window_columns;
}

static size_t inputs_of(const ValidConv *conv)
{
    return conv->channels * conv->height * conv->width;
}

static size_t outputs_of(const ValidConv *conv)
{
    return conv->filters * (conv->rows / 2) * (conv->columns / 2);
}

/* Its numbers, all in one piece of memory. */
typedef struct LeNet {
    float *memory;
    float *w[STAGES], *b[STAGES]; /* [filters][channels][5][5], [filters] */
    float *packed[STAGES];
    float *last[STAGES]; /* w with the channels last */
    float *x[STAGES];    /* [BATCH] pictures; x[1] is also what stage 0 made */
    float *x_last[STAGES];                /* with the channels last */
    float *y;                             /* [BATCH][800], of stage 1 */
    float *dw[DENSE], *db[DENSE];         /* of the dense layers */
    float *v[DENSE], *c[DENSE];           /* their weights and biases */
    float *hidden, *dhidden;              /* [BATCH][HIDDEN] */
    float *scores, *dscores;              /* [BATCH][CLASSES] */
    float *dy[STAGES], *dx;               /* [BATCH]; of one picture */
    float *partial, *gradient, *velocity; /* [CHUNKS]; of the convolutions */
    float *dense_velocity;
    float *scratch;
    uint8_t *source[STAGES];
    Spike *spikes;
    size_t *counts;
    size_t size, dense_size;
} LeNet;

enum { FLAT = 800, DENSE_SIZE = HIDDEN * (FLAT + 1) + CLASSES * (HIDDEN + 1) };

/* Cuts `count` floats off. With no memory it only counts. */
static float *cut(float *memory, size_t *used, size_t count)
{
    float *here = memory == NULL ? NULL : memory + *used;
    *used += (count + 15) / 16 * 16;
    return here;
}

static size_t lay_out(LeNet *net, float *memory)
{
    size_t used = 0;
    net->size = 0;
    for (size_t s = 0; s < STAGES; s++) {
        const ValidConv *conv = &convs[s];
        size_t weights = weights_of(conv), inputs = inputs_of(conv);
        net->w[s] = cut(memory, &used, weights);
        net->b[s] = cut(memory, &used, conv->filters);
        net->packed[s] =
            cut(memory, &used, weights / conv->filters * (conv->filters + 5));
        net->last[s] = cut(memory, &used, weights);
        net->x[s] = cut(memory, &used, BATCH * inputs);
        net->x_last[s] = cut(memory, &used, BATCH * inputs);
        net->dy[s] = cut(memory, &used, BATCH * outputs_of(conv));
        net->size += weights + conv->filters;
    }
    net->y = cut(memory, &used, BATCH * FLAT);
    net->v[0] = cut(memory, &used, HIDDEN * FLAT);
    net->v[1] = cut(memory, &used, CLASSES * HIDDEN);
    net->c[0] = cut(memory, &used, HIDDEN);
    net->c[1] = cut(memory, &used, CLASSES);
    net->dw[0] = cut(memory, &used, HIDDEN * FLAT);
    net->dw[1] = cut(memory, &used, CLASSES * HIDDEN);
    net->db[0] = cut(memory, &used, HIDDEN);
    net->db[1] = cut(memory, &used, CLASSES);
    net->hidden = cut(memory, &used, BATCH * HIDDEN);
    net->dhidden = cut(memory, &used, BATCH * HIDDEN);
    net->scores = cut(memory, &used, BATCH * CLASSES);
    net->dscores = cut(memory, &used, BATCH * CLASSES);
    net->dx = cut(memory, &used, BATCH * inputs_of(&convs[1]));
    net->partial = cut(memory, &used, CHUNKS * net->size);
    net->gradient = cut(memory, &used, net->size);
    net->velocity = cut(memory, &used, net->size);
    net->dense_velocity = cut(memory, &used, DENSE_SIZE + 64);
    net->scratch =
        cut(memory, &used,
            dense_scratch_avx2(BATCH, FLAT, HIDDEN) / sizeof(float) + 64);
    return used;
}

static void dismiss(LeNet *net)
{
    free(net->memory);
    free(net->source[0]);
    free(net->source[1]);
    free(net->spikes);
    free(net->counts);
}

static void fill_weights(float *w, size_t count, size_t inputs, Rng *rng)
{
    for (size_t i = 0; i < count; i++) {
        w[i] = (float)(rng_normal(rng) * sqrt(2.0 / (double)inputs));
    }
}

static bool enrol(LeNet *net)
{
    *net = (LeNet){0};
    net->memory = room_for(lay_out(net, NULL));
    lay_out(net, net->memory);
    size_t places = convs[1].rows * convs[1].columns * convs[1].filters;
    net->spikes = malloc(places * sizeof *net->spikes);
    net->counts = malloc(places * sizeof *net->counts);
    net->source[0] = malloc(BATCH * outputs_of(&convs[0]));
    net->source[1] = malloc(BATCH * outputs_of(&convs[1]));
    if (net->memory == NULL || net->spikes == NULL || net->counts == NULL ||
        net->source[0] == NULL || net->source[1] == NULL) {
        return false;
    }
    Rng rng = rng_seeded(10);
    for (size_t s = 0; s < STAGES; s++) {
        size_t weights = weights_of(&convs[s]);
        fill_weights(net->w[s], weights, weights / convs[s].filters, &rng);
    }
    fill_weights(net->v[0], HIDDEN * FLAT, FLAT, &rng);
    fill_weights(net->v[1], CLASSES * HIDDEN, HIDDEN, &rng);
    return true;
}

/* From [outer][channels][inner] to [outer][inner][channels], and back. */
static void channels_last(const float *from, float *to, size_t outer,
                          size_t channels, size_t inner)
{
    for (size_t n = 0; n < outer * channels * inner; n++) {
        size_t o = n / (channels * inner), c = n / inner % channels;
        to[(o * inner + n % inner) * channels + c] = from[n];
    }
}

static void channels_first(const float *from, float *to, size_t outer,
                           size_t channels, size_t inner)
{
    for (size_t n = 0; n < outer * channels * inner; n++) {
        size_t o = n / (channels * inner), c = n / inner % channels;
        to[n] = from[(o * inner + n % inner) * channels + c];
    }
}

static void look(LeNet *net, size_t n)
{
    for (size_t s = 0; s < STAGES; s++) {
        const ValidConv *conv = &convs[s];
        size_t outputs = outputs_of(conv), inputs = inputs_of(conv);
        pack_rows(net->w[s], net->packed[s], conv->filters,
                  weights_of(conv) / conv->filters, FILTERS_AT_ONCE);
        float *y = s == 0 ? net->x[1] : net->y;
        for (size_t e = 0; e < n; e++) {
            conv_relu_pool_avx2(net->x[s] + e * inputs, net->packed[s],
                                net->b[s], y + e * outputs,
                                net->source[s] + e * outputs, conv);
        }
    }
    dense_forward_avx2(net->y, net->v[0], net->c[0], net->hidden, n, FLAT,
                       HIDDEN, net->scratch);
    for (size_t i = 0; i < n * HIDDEN; i++) {
        net->hidden[i] = net->hidden[i] > 0 ? net->hidden[i] : 0;
    }
    dense_forward_avx2(net->hidden, net->v[1], net->c[1], net->scores, n,
                       HIDDEN, CLASSES, net->scratch);
}

/* What picture e of the batch adds to the gradient of the convolutions. */
static void add_gradient(const void *context, size_t e, float *dw)
{
    const LeNet *net = context;
    for (size_t s = 0; s < STAGES; s++) {
        const ValidConv *conv = &convs[s];
        size_t outputs = outputs_of(conv), filters = conv->filters;
        size_t weights = weights_of(conv) / filters;
        float *db = dw + weights * filters;
        for (size_t o = 0; o < filters; o++) {
            sparse_weights(net->x_last[s] + e * inputs_of(conv),
                           net->dy[s] + e * outputs,
                           (s == 0 ? net->x[1] : net->y) + e * outputs,
                           net->source[s] + e * outputs, dw + o * weights,
                           db + o, o, 1, net->spikes, add_windows_avx2, conv);
        }
        dw = db + filters;
    }
}

/* The gradient by what stage 1 was given, which is by what stage 0 made. */
static void go_back(LeNet *net, size_t n)
{
    const ValidConv *conv = &convs[1];
    size_t inputs = inputs_of(conv), outputs = outputs_of(conv);
    size_t size = conv->height * conv->width;
    for (size_t s = 0; s < STAGES; s++) {
        channels_last(net->x[s], net->x_last[s], n, convs[s].channels,
                      convs[s].height * convs[s].width);
    }
    channels_last(net->w[1], net->last[1], conv->filters, conv->channels,
                  conv->window_rows * conv->window_columns);
    for (size_t e = 0; e < n; e++) {
        sparse_inputs(net->last[1], net->dy[1] + e * outputs,
                      net->y + e * outputs, net->source[1] + e * outputs,
                      net->dx, net->spikes, net->counts, add_windows_avx2,
                      conv);
        channels_first(net->dx, net->dy[0] + e * inputs, 1, conv->channels,
                       size);
    }
}

static void learn_dense(LeNet *net, const unsigned char *labels, size_t n)
{
    for (size_t e = 0; e < n; e++) {
        const float *scores = net->scores + e * CLASSES;
        float largest = scores[0], sum = 0;
        for (size_t c = 1; c < CLASSES; c++) {
            largest = scores[c] > largest ? scores[c] : largest;
        }
        for (size_t c = 0; c < CLASSES; c++) {
            sum += expf(scores[c] - largest);
        }
        for (size_t c = 0; c < CLASSES; c++) {
            float share = expf(scores[c] - largest) / sum;
            net->dscores[e * CLASSES + c] =
                (share - (labels[e] == c ? 1 : 0)) / (float)n;
        }
    }
    memset(net->dw[0], 0, HIDDEN * FLAT * sizeof(float));
    memset(net->dw[1], 0, CLASSES * HIDDEN * sizeof(float));
    memset(net->db[0], 0, HIDDEN * sizeof(float));
    memset(net->db[1], 0, CLASSES * sizeof(float));
    dense_weights_avx2(net->hidden, net->dscores, net->dw[1], net->db[1], n,
                       HIDDEN, CLASSES, 0, CLASSES, net->scratch);
    dense_inputs_avx2(net->v[1], net->dscores, net->dhidden, n, HIDDEN, CLASSES,
                      net->scratch);
    for (size_t i = 0; i < n * HIDDEN; i++) {
        net->dhidden[i] = net->hidden[i] > 0 ? net->dhidden[i] : 0;
    }
    dense_weights_avx2(net->y, net->dhidden, net->dw[0], net->db[0], n, FLAT,
                       HIDDEN, 0, HIDDEN, net->scratch);
    dense_inputs_avx2(net->v[0], net->dhidden, net->dy[1], n, FLAT, HIDDEN,
                      net->scratch);
}

/* w += momentum · velocity − rate · gradient, by the student's axpy. Returns the
   velocity behind it. */
static float *step(float *w, const float *gradient, float *velocity, size_t n,
                   float rate)
{
    for (size_t i = 0; i < n; i++) {
        velocity[i] *= 0.9F;
    }
    axpy_avx2(-rate, gradient, velocity, n);
    axpy_avx2(1, velocity, w, n);
    return velocity + n;
}

static void learn(LeNet *net, const unsigned char *labels, size_t n, float rate)
{
    look(net, n);
    learn_dense(net, labels, n);
    go_back(net, n);
    memset(net->gradient, 0, net->size * sizeof(float));
    sum_in_chunks(add_gradient, net, n, CHUNKS, net->partial, net->gradient,
                  net->size);
    const float *gradient = net->gradient;
    float *velocity = net->velocity;
    for (size_t s = 0; s < STAGES; s++) {
        const ValidConv *conv = &convs[s];
        size_t weights = weights_of(conv);
        channels_first(gradient, net->last[s], conv->filters, conv->channels,
                       conv->window_rows * conv->window_columns);
        velocity = step(net->w[s], net->last[s], velocity, weights, rate);
        velocity =
            step(net->b[s], gradient + weights, velocity, conv->filters, rate);
        gradient += weights + conv->filters;
    }
    velocity = net->dense_velocity;
    for (size_t d = 0; d < DENSE; d++) {
        size_t in = d == 0 ? FLAT : HIDDEN, out = d == 0 ? HIDDEN : CLASSES;
        velocity = step(net->v[d], net->dw[d], velocity, in * out, rate);
        velocity = step(net->c[d], net->db[d], velocity, out, rate);
    }
}

static void show_pictures(LeNet *net, const Dataset *set, const size_t *which,
                          size_t n)
{
    for (size_t i = 0; i < n * PIXELS; i++) {
        unsigned char pixel =
            set->pixels[which[i / PIXELS] * PIXELS + i % PIXELS];
        net->x[0][i] = ((float)pixel / 255 - 0.13F) / 0.31F;
    }
}

static size_t best_of(const float *scores)
{
    size_t best = 0;
    for (size_t c = 1; c < CLASSES; c++) {
        best = scores[c] > scores[best] ? c : best;
    }
    return best;
}

/* The last layer once more, in 8 bits. Returns its answer. */
static size_t answer_in_bytes(const LeNet *net, size_t e)
{
    int8_t x[HIDDEN], w[HIDDEN];
    float scores[CLASSES];
    float scale = quantize(net->hidden + e * HIDDEN, x, HIDDEN);
    for (size_t c = 0; c < CLASSES; c++) {
        float of_w = quantize(net->v[1] + c * HIDDEN, w, HIDDEN);
        scores[c] =
            (float)dot_int8_avx2(x, w, HIDDEN) * scale * of_w + net->c[1][c];
    }
    return best_of(scores);
}

/* The largest difference between the scores and those of dot_avx2. */
static double difference_of_dots(const LeNet *net, size_t e)
{
    double largest = 0;
    for (size_t c = 0; c < CLASSES; c++) {
        float score =
            dot_avx2(net->hidden + e * HIDDEN, net->v[1] + c * HIDDEN, HIDDEN) +
            net->c[1][c];
        largest = fmax(largest, fabs((double)score -
                                     (double)net->scores[e * CLASSES + c]));
    }
    return largest;
}

/* Stage 1 of a picture three times: in tiles, row by row, and as a matrix
   product. Each result is pooled and compared with what the tiles made.
   Returns the largest difference. */
static double difference_of_ways(const LeNet *net, size_t e)
{
    const ValidConv *conv = &convs[1];
    size_t places = conv->rows * conv->columns, inputs = inputs_of(conv);
    size_t k = weights_of(conv) / conv->filters, outputs = outputs_of(conv);
    size_t groups = (conv->filters + TILE_ROWS - 1) / TILE_ROWS;
    Axis axis = {conv->height, WINDOW, 1, 0, 1, conv->rows};
    Conv plan = {conv->channels, conv->filters, 1, axis, axis};
    float *map = room_for(conv->filters * places);
    float *columns = room_for(k * places);
    float *packed = room_for(groups * TILE_ROWS * k);
    double largest =
        map == NULL || columns == NULL || packed == NULL ? HUGE_VAL : 0;
    for (int way = 0; way < 2 && largest == 0; way++) {
        const float *x = net->x[1] + e * inputs;
        if (way == 0) {
            conv_axpy(x, net->w[1], net->b[1], map, conv);
        } else {
            im2col(x, columns, &plan);
            pack_rows(net->w[1], packed, conv->filters, k, TILE_ROWS);
            product_avx2(packed, columns, net->b[1], map, conv->filters, k,
                         places);
        }
        for (size_t n = 0; n < outputs; n++) {
            size_t width = conv->columns / 2, o = n / (conv->rows / 2 * width);
            const float *at = map + o * places +
                              n / width % (conv->rows / 2) * 2 * conv->columns +
                              n % width * 2;
            float best = fmaxf(fmaxf(at[0], at[1]),
                               fmaxf(at[conv->columns], at[conv->columns + 1]));
            double y = (double)net->y[e * outputs + n];
            largest = fmax(largest, fabs(fmax(0, (double)best) - y));
        }
    }
    free(map);
    free(columns);
    free(packed);
    return largest;
}

/* Two rows of the picture under a filter of three, by Winograd's formula. */
static double difference_of_winograd(const LeNet *net, size_t e)
{
    enum { PLACES = SIDE - 2 };
    static const float g[3] = {0.25F, -1.5F, 0.75F};
    double largest = 0;
    for (size_t row = 0; row < SIDE; row++) {
        const float *x = net->x[0] + e * PIXELS + row * SIDE;
        float y[PLACES];
        winograd_row(x, g, y, PLACES);
        for (size_t j = 0; j < PLACES; j++) {
            double sum = 0;
            for (size_t l = 0; l < 3; l++) {
                sum += (double)g[l] * (double)x[j + l];
            }
            largest = fmax(largest, fabs((double)y[j] - sum));
        }
    }
    return largest;
}

/* Sums of some hundred numbers of the size of 1 to 10, rounded each time. */
static const double rounding = 2000 * (double)FLT_EPSILON;

static bool compare_ways(Verdict *v, const LeNet *net, size_t e)
{
    double way = difference_of_ways(net, e), dots = difference_of_dots(net, e);
    double winograd = difference_of_winograd(net, e);
    return require(v, way <= rounding,
                   "conv2 of a test picture differs by %.3g when conv_axpy, or "
                   "im2col and product_avx2, compute it and not "
                   "conv_relu_pool_avx2.",
                   way) &&
           require(v, dots <= rounding,
                   "The scores of a test picture differ by %.3g when dot_avx2 "
                   "computes them.",
                   dots) &&
           require(v, winograd <= rounding,
                   "A row of a test picture under a filter of three differs by "
                   "%.3g when winograd_row computes it.",
                   winograd);
}

static void examine(Verdict *v, LeNet *net, const Dataset *test)
{
    static const double least = 95.5, lost = 0.5;
    size_t right = 0, right_in_bytes = 0;
    for (size_t at = 0; at < TESTED; at += BATCH) {
        size_t which[BATCH];
        for (size_t i = 0; i < BATCH; i++) {
            which[i] = at + i;
        }
        show_pictures(net, test, which, BATCH);
        look(net, BATCH);
        for (size_t e = 0; e < BATCH; e++) {
            size_t label = test->labels[at + e];
            right += best_of(net->scores + e * CLASSES) == label;
            right_in_bytes += answer_in_bytes(net, e) == label;
        }
        if (at == 0 && !compare_ways(v, net, 0)) {
            return;
        }
    }
    double share = 100 * (double)right / TESTED;
    double in_bytes = 100 * (double)right_in_bytes / TESTED;
    if (require(v, share >= least,
                "After %d digits %.1f %% of %d others should be right; %.2f %% "
                "are.",
                LEARNT, least, TESTED, share)) {
        require(
            v, in_bytes >= share - lost,
            "With the last layer in 8 bits %.2f %% should be right; %.2f %% "
            "are.",
            share - lost, in_bytes);
    }
}

static void hold_course(Verdict *v, const Dataset *set, const Dataset *test)
{
    LeNet net;
    size_t *order = malloc(LEARNT * sizeof *order);
    bool memory = enrol(&net) && order != NULL;
    if (require(v, memory, "no memory.") && memory) {
        Rng rng = rng_seeded(6);
        for (size_t i = 0; i < LEARNT; i++) {
            order[i] = i;
        }
        rng_shuffle(&rng, order, LEARNT);
        for (size_t at = 0; at < LEARNT; at += BATCH) {
            unsigned char labels[BATCH];
            for (size_t e = 0; e < BATCH; e++) {
                labels[e] = set->labels[order[at + e]];
            }
            show_pictures(&net, set, order + at, BATCH);
            double t = (double)at / LEARNT, peak = 0.3;
            double rise = fmin(t / peak, (1 - t) / (1 - peak));
            learn(&net, labels, BATCH, (float)(0.012 * rise));
        }
        examine(v, &net, test);
    }
    dismiss(&net);
    free(order);
}

static void digits(Verdict *v)
{
    Dataset set = {0}, test = {0};
    Error error;
    one_thread();
    if (dataset_load(&set, "mnist", "train", &error) &&
        dataset_load(&test, "mnist", "t10k", &error)) {
        hold_course(v, &set, &test);
    } else {
        no_data(v, error.text);
    }
    dataset_free(&set);
    dataset_free(&test);
}
MILESTONE(10, M1, digits, 60);

/* ---- 10.M2: speed ----
   Each kernel, the student's, the reference's and a plain loop, on the same
   numbers by turns; a round takes each so often that it lasts about a
   millisecond of processor time. What counts is the median of the rounds'
   ratios: a busy machine slows down all three. */

enum { ROUNDS = 31, KERNELS = 5, MOST_RESULTS = 50 * 64 };
static const double enough = 0.8; /* of the reference's speed */
static const double round_seconds = 1e-3;

/* In the subject; the judge, which calls no milestone, has none of them. */
#define BESIDE(f) extern __typeof__(f) ref_##f __attribute__((weak))
BESIDE(dot_avx2);
BESIDE(product_avx2);
BESIDE(conv_relu_pool_avx2);
BESIDE(add_windows_avx2);
BESIDE(dot_int8_avx2);
BESIDE(pack_rows);

/* What the kernels are given, and where they put what they make. */
typedef struct Bench {
    float *a, *b, *bias, *packed_six, *packed_five, *y;
    int8_t *bytes;
    Spike spikes[16];
} Bench;

enum {
    DOT = 4096,
    FILTERS = 50,
    DEPTH = 500,
    PLACES = 64,
    SPIKES = 16,
    RUN = 100,
    STRIDE = 240,
    ROWS = 5
};

typedef struct Kernel {
    const char *name, *exercise;
    double operations; /* of a call */
    bool in_float;     /* the peak is that of floats */
    void (*run)(const Bench *bench, size_t who);
    size_t results;
} Kernel;

enum { YOURS, OURS, PLAIN_LOOPS, RUNNERS };

static float plain_dot(const float *a, const float *b, size_t n)
{
    float sum = 0;
    for (size_t i = 0; i < n; i++) {
        sum += a[i] * b[i];
    }
    return sum;
}

static void run_dot(const Bench *d, size_t who)
{
    static __typeof__(dot_avx2) *const f[] = {dot_avx2, ref_dot_avx2,
                                              plain_dot};
    d->y[0] = f[who](d->a, d->b, DOT);
}

static void plain_product(const float *packed, const float *b,
                          const float *bias, float *y, size_t filters, size_t k,
                          size_t places)
{
    for (size_t i = 0; i < filters; i++) {
        for (size_t j = 0; j < places; j++) {
            float sum = bias[i];
            for (size_t p = 0; p < k; p++) {
                sum += packed[(i / TILE_ROWS * k + p) * TILE_ROWS +
                              i % TILE_ROWS] *
                       b[p * places + j];
            }
            y[i * places + j] = sum;
        }
    }
}

static void run_product(const Bench *d, size_t who)
{
    static __typeof__(product_avx2) *const f[] = {
        product_avx2, ref_product_avx2, plain_product};
    f[who](d->packed_six, d->b, d->bias, d->y, FILTERS, DEPTH, PLACES);
}

static float plain_sum(const float *x, const float *w, const ValidConv *conv)
{
    float sum = 0;
    for (size_t c = 0; c < conv->channels; c++) {
        for (size_t k = 0; k < conv->window_rows; k++) {
            for (size_t l = 0; l < conv->window_columns; l++) {
                sum += *w * x[(c * conv->height + k) * conv->width + l];
                w += FILTERS_AT_ONCE;
            }
        }
    }
    return sum;
}

static void plain_conv(const float *x, const float *packed, const float *b,
                       float *y, uint8_t *source, const ValidConv *conv)
{
    size_t height = conv->rows / 2, width = conv->columns / 2;
    size_t weights = conv->channels * conv->window_rows * conv->window_columns;
    if (source != NULL) {
        memset(source, 0, conv->filters * height * width);
    }
    for (size_t n = 0; n < conv->filters * height * width; n++) {
        size_t o = n / (height * width), i = n / width % height, j = n % width;
        const float *w = packed +
                         o / FILTERS_AT_ONCE * FILTERS_AT_ONCE * weights +
                         o % FILTERS_AT_ONCE;
        float best = 0;
        for (size_t place = 0; place < 4; place++) {
            const float *at =
                x + (2 * i + place / 2) * conv->width + 2 * j + place % 2;
            best = fmaxf(best, b[o] + plain_sum(at, w, conv));
        }
        y[n] = best;
    }
}

static void run_conv(const Bench *d, size_t who)
{
    static __typeof__(conv_relu_pool_avx2) *const f[] = {
        conv_relu_pool_avx2, ref_conv_relu_pool_avx2, plain_conv};
    f[who](d->a, d->packed_five, d->bias, d->y, NULL, &convs[1]);
}

static void plain_windows(const Spike *spikes, size_t count, const float *from,
                          size_t from_row, float *to, size_t to_row,
                          size_t rows, size_t run)
{
    for (size_t k = 0; k < rows; k++) {
        for (size_t i = 0; i < run; i++) {
            for (size_t s = 0; s < count; s++) {
                to[k * to_row + i] +=
                    spikes[s].value * from[spikes[s].at + k * from_row + i];
            }
        }
    }
}

static void run_windows(const Bench *d, size_t who)
{
    static __typeof__(add_windows_avx2) *const f[] = {
        add_windows_avx2, ref_add_windows_avx2, plain_windows};
    memset(d->y, 0, RUN * ROWS * sizeof(float));
    f[who](d->spikes, SPIKES, d->a, STRIDE, d->y, RUN, ROWS, RUN);
}

static int32_t plain_dot_int8(const int8_t *a, const int8_t *b, size_t n)
{
    int32_t sum = 0;
    for (size_t i = 0; i < n; i++) {
        sum += a[i] * b[i];
    }
    return sum;
}

static void run_dot_int8(const Bench *d, size_t who)
{
    static __typeof__(dot_int8_avx2) *const f[] = {
        dot_int8_avx2, ref_dot_int8_avx2, plain_dot_int8};
    d->y[0] = (float)f[who](d->bytes, d->bytes + DOT, DOT);
}

static const Kernel kernels[KERNELS] = {
    {"dot_avx2", "10.1", 2.0 * DOT, true, run_dot, 1},
    {"product_avx2", "10.7", 2.0 * FILTERS *DEPTH *PLACES, true, run_product,
     FILTERS *PLACES},
    {"conv_relu_pool_avx2", "10.10", 2.0 * FILTERS *DEPTH *PLACES, true,
     run_conv, FILTERS *PLACES / 4},
    {"add_windows_avx2", "10.11", 2.0 * SPIKES *ROWS *RUN, true, run_windows,
     ROWS *RUN},
    {"dot_int8_avx2", "10.17", 2.0 * DOT, false, run_dot_int8, 1},
};

/* Sixteenths, so that each sum is exact in whatever order. */
static void fill_parts(float *x, size_t n, Rng *rng)
{
    for (size_t i = 0; i < n; i++) {
        x[i] = (float)((int)rng_below(rng, 33) - 16) / 16;
    }
}

static bool bench_begin(Bench *d)
{
    Rng rng = rng_seeded(2);
    float *w = room_for(FILTERS * DEPTH);
    *d = (Bench){.a = room_for(DEPTH * PLACES),
                 .b = room_for(DEPTH * PLACES),
                 .bias = room_for(FILTERS),
                 .packed_six = room_for((FILTERS + TILE_ROWS) * DEPTH),
                 .packed_five = room_for((FILTERS + FILTERS_AT_ONCE) * DEPTH),
                 .y = room_for(MOST_RESULTS),
                 .bytes = malloc(2 * DOT)};
    bool memory = w != NULL && d->a != NULL && d->b != NULL &&
                  d->bias != NULL && d->packed_six != NULL &&
                  d->packed_five != NULL && d->y != NULL && d->bytes != NULL;
    if (memory) {
        fill_parts(w, FILTERS * DEPTH, &rng);
        fill_parts(d->a, DEPTH * PLACES, &rng);
        fill_parts(d->b, DEPTH * PLACES, &rng);
        fill_parts(d->bias, FILTERS, &rng);
        ref_pack_rows(w, d->packed_six, FILTERS, DEPTH, TILE_ROWS);
        ref_pack_rows(w, d->packed_five, FILTERS, DEPTH, FILTERS_AT_ONCE);
        for (size_t i = 0; i < 2 * DOT; i++) {
            d->bytes[i] = (int8_t)((int)rng_below(&rng, 255) - 127);
        }
        for (size_t s = 0; s < SPIKES; s++) {
            d->spikes[s] = (Spike){20 * rng_below(&rng, 16), d->b[s]};
        }
    }
    free(w);
    return memory;
}

static void bench_end(const Bench *d)
{
    free(d->a);
    free(d->b);
    free(d->bias);
    free(d->packed_six);
    free(d->packed_five);
    free(d->y);
    free(d->bytes);
}

/* Of this thread's processor time. */
static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

/* Seconds for a call, of so many. */
static double time_of(const Kernel *k, const Bench *d, size_t who, size_t calls)
{
    double before = now();
    for (size_t i = 0; i < calls; i++) {
        k->run(d, who);
    }
    return (now() - before) / (double)calls;
}

/* So many calls as last about as long as a round may. */
static size_t calls_of(const Kernel *k, const Bench *d, size_t who)
{
    size_t calls = 1;
    while (time_of(k, d, who, calls) * (double)calls < round_seconds) {
        calls *= 2;
    }
    return calls;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *x, size_t n)
{
    qsort(x, n, sizeof *x, by_size);
    return x[n / 2];
}

/* The most operations in a second that fused multiply-adds reach, which wait for
   nothing. */
static double burst(void)
{
    enum { CHAINS = 12, STEPS = 1 << 16 };
    __m256 sum[CHAINS], x = _mm256_set1_ps(0.999F);
    double before = now();
#pragma GCC unroll 12
    for (int i = 0; i < CHAINS; i++) {
        sum[i] = _mm256_set1_ps((float)i);
    }
    for (int s = 0; s < STEPS; s++) {
#pragma GCC unroll 12
        for (int i = 0; i < CHAINS; i++) {
            sum[i] = _mm256_fmadd_ps(sum[i], x, x);
        }
    }
#pragma GCC unroll 12
    for (int i = 1; i < CHAINS; i++) {
        sum[0] = _mm256_add_ps(sum[0], sum[i]);
    }
    volatile float kept = _mm256_cvtss_f32(sum[0]);
    (void)kept;
    return 2.0 * LANES * CHAINS * STEPS / (now() - before);
}

static double peak_of(void)
{
    double best = 0;
    for (int i = 0; i < 100; i++) {
        best = fmax(best, burst());
    }
    return best;
}

typedef struct Speeds {
    double share;        /* of the reference's speed */
    double plain;        /* the plain loop's share of it */
    double of_reference; /* operations in a second, at best */
    bool right;          /* the results are the reference's */
} Speeds;

static Speeds race(const Kernel *k, const Bench *d)
{
    static float expected[MOST_RESULTS];
    double ratio[ROUNDS], plain[ROUNDS], best = HUGE_VAL;
    size_t bytes = k->results * sizeof(float), calls[RUNNERS];
    Speeds s = {.right = true};
    k->run(d, OURS);
    memcpy(expected, d->y, bytes);
    for (size_t who = 0; who < RUNNERS; who++) {
        calls[who] = calls_of(k, d, who);
    }
    for (size_t r = 0; r < ROUNDS && s.right; r++) {
        double seconds[RUNNERS];
        for (size_t n = 0; n < RUNNERS; n++) {
            size_t who = r % 2 == 0 ? n : RUNNERS - 1 - n;
            seconds[who] = time_of(k, d, who, calls[who]);
            s.right = s.right && memcmp(d->y, expected, bytes) == 0;
        }
        ratio[r] = seconds[OURS] / seconds[YOURS];
        plain[r] = seconds[OURS] / seconds[PLAIN_LOOPS];
        best = fmin(best, seconds[OURS]);
    }
    if (s.right) {
        s.share = median(ratio, ROUNDS);
        s.plain = median(plain, ROUNDS);
        s.of_reference = k->operations / best;
    }
    return s;
}

/* From twice the speed of plain loops, which earns nothing, to what is enough. */
static double earned(const Speeds *s)
{
    double nothing = fmin(2 * s->plain, enough / 2);
    double part = (s->share - nothing) / (enough - nothing);
    return part > 1 ? 1 : part > 0 ? part : 0;
}

static void describe(const Kernel *k, const Speeds *s, double peak, char *text,
                     size_t size)
{
    double speed = s->share * s->of_reference;
    verdict_add(text, size, "%-20s %3.0f %% of our speed", k->name,
                100 * s->share);
    if (k->in_float) {
        verdict_add(text, size, ", %5.1f GFLOP/s, %2.0f %% of the peak",
                    speed / 1e9, 100 * speed / peak);
    } else {
        verdict_add(text, size, ", %5.1f billion operations a second",
                    speed / 1e9);
    }
    verdict_add(text, size, "; plain loops %.1f %%\n", 100 * s->plain);
}

static void speed(Verdict *v)
{
    static char text[2000];
    Bench d;
    double sum = 0, peak = peak_of();
    size_t unwritten = 0;
    one_thread();
    if (!require(v, bench_begin(&d), "no memory.")) {
        bench_end(&d);
        return;
    }
    for (size_t i = 0; i < KERNELS; i++) {
        const Kernel *k = &kernels[i];
        todo_forget();
        k->run(&d, YOURS);
        if (todo_met() != NULL) {
            verdict_add(text, sizeof text, "%-20s waits for exercise %s\n",
                        k->name, todo_met());
            unwritten++;
            continue;
        }
        Speeds s = race(k, &d);
        if (s.right) {
            describe(k, &s, peak, text, sizeof text);
            sum += earned(&s) / KERNELS;
        } else {
            verdict_add(text, sizeof text, "%-20s is wrong: see exercise %s\n",
                        k->name, k->exercise);
        }
    }
    if (unwritten < KERNELS) {
        todo_forget(); /* the others count */
    }
    text[strlen(text) - 1] = '\0'; /* the last newline */
    award(v, sum > 0.9999 ? 1 : sum, "%s", text);
    bench_end(&d);
}
MILESTONE(10, M2, speed, 60);
