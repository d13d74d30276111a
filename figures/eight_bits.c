/* LeNet in fewer bits: it learns as in chapter 9, then its weights are rounded to
   b bits, and the inputs of its layers too; sums are exact, of whole numbers. How
   many test pictures are still right? */
#define _POSIX_C_SOURCE 200809L /* setenv */

#include "avx2.h"
#include "cnn.h"
#include "net_text.h"
#include "real_data.h"
#include "record.h"

#include <math.h>

enum {
    BATCH = 16,
    EPOCHS = 2,
    FIRST = 150, /* steps until the prefix */
    LAYERS = 4,
    KNOWN = 1000, /* pictures that say how large the numbers become */
    MOST = 24 * 24 * 50,
    LEAST_BITS = 2,
    MOST_BITS = 8
};

static const char *const lenet =
    "conv1: conv 20 5, relu, max_pool 2, conv2: conv 50 5, relu, max_pool 2, "
    "fc1: dense 500, relu, fc2: dense 10";

/* A layer of weights; a convolution has windows of 5 × 5, a dense layer one
   window that is all of its input. */
typedef struct Part8 {
    const char *name;
    size_t layer; /* of the net */
    size_t channels, side, window, filters;
    bool pools, activates;
    float most; /* of its input's sizes */
    float *scale;
    int8_t *q;
} Part8;

static Part8 parts[LAYERS] = {
    {"conv1", 1, 1, 28, 5, 20, true, true, 0, NULL, NULL},
    {"conv2", 4, 20, 12, 5, 50, true, true, 0, NULL, NULL},
    {"fc1", 7, 50, 4, 4, 500, false, true, 0, NULL, NULL},
    {"fc2", 9, 500, 1, 1, 10, false, false, 0, NULL, NULL},
};

static size_t filter_size(const Part8 *p)
{
    return p->channels * p->window * p->window;
}

/* ---- Rounding ---- */

/* To whole numbers of so many bits; what is too large becomes the largest. */
static void to_bits(const float *x, int8_t *q, size_t n, float scale, int bits)
{
    float most = (float)((1 << (bits - 1)) - 1);
    for (size_t i = 0; i < n; i++) {
        q[i] = (int8_t)lrintf(fminf(fmaxf(x[i] / scale, -most), most));
    }
}

static float scale_of(float most, int bits)
{
    return most > 0 ? most / (float)((1 << (bits - 1)) - 1) : 1;
}

static float largest(const float *x, size_t n)
{
    float most = 0;
    for (size_t i = 0; i < n; i++) {
        most = fmaxf(most, fabsf(x[i]));
    }
    return most;
}

/* One scale for a layer, or one for each of its filters. */
static void round_weights(const Net *net, int bits, bool each_filter)
{
    for (size_t k = 0; k < LAYERS; k++) {
        Part8 *p = &parts[k];
        const float *w = net->layers[p->layer].w;
        size_t size = filter_size(p);
        float scale = scale_of(largest(w, p->filters * size), bits);
        for (size_t o = 0; o < p->filters; o++) {
            p->scale[o] = each_filter
                              ? scale_of(largest(w + o * size, size), bits)
                              : scale;
            to_bits(w + o * size, p->q + o * size, size, p->scale[o], bits);
        }
    }
}

/* ---- A layer in whole numbers ---- */

/* The windows of x, one after the other. */
static void windows_of(const int8_t *x, int8_t *rows, const Part8 *p)
{
    size_t places = p->side - p->window + 1;
    for (size_t i = 0; i < places; i++) {
        for (size_t j = 0; j < places; j++) {
            for (size_t c = 0; c < p->channels; c++) {
                for (size_t k = 0; k < p->window; k++, rows += p->window) {
                    memcpy(rows, x + (c * p->side + i + k) * p->side + j,
                           p->window);
                }
            }
        }
    }
}

static void pool(const float *x, float *y, size_t maps, size_t side)
{
    for (size_t i = 0; i < maps * side / 2; i++) {
        const float *upper = x + 2 * i * side, *lower = upper + side;
        for (size_t j = 0; j < side; j += 2) {
            *y++ = fmaxf(fmaxf(upper[j], upper[j + 1]),
                         fmaxf(lower[j], lower[j + 1]));
        }
    }
}

/* x becomes the layer's output. */
static void run_layer(float *x, const float *b, const Part8 *p, int bits)
{
    static int8_t q[MOST], rows[MOST * 25];
    static float y[MOST];
    size_t places = p->side - p->window + 1, size = filter_size(p);
    float scale = scale_of(p->most, bits);
    to_bits(x, q, p->channels * p->side * p->side, scale, bits);
    windows_of(q, rows, p);
    places *= places;
    for (size_t o = 0; o < p->filters; o++) {
        for (size_t i = 0; i < places; i++) {
            int32_t sum = dot_int8_avx2(p->q + o * size, rows + i * size, size);
            float z = scale * p->scale[o] * (float)sum + b[o];
            y[o * places + i] = p->activates ? fmaxf(z, 0) : z;
        }
    }
    if (p->pools) {
        pool(y, x, p->filters, p->side - p->window + 1);
    } else {
        memcpy(x, y, p->filters * places * sizeof *x);
    }
}

/* ---- All of it ---- */

static void ask(const Source *source, int example, Batch *batch)
{
    source->fill(source, &example, 1, NULL, batch);
}

/* How large the inputs of each layer become, on training pictures. */
static void know_sizes(const Net *trained, const Source *source)
{
    Net net;
    Batch batch;
    Error error;
    end_unless(net_parse(&net, lenet, (Shape){1, SIDE, SIDE}, &error), &error);
    for (size_t k = 1; k < LAYERS; k++) {
        net_watch(&net, parts[k].layer - 1);
    }
    end_unless(net_end(&net, 1, 1, &error), &error);
    memcpy(net.w, trained->w, net.parameters * sizeof(real));
    end_unless(batch_new(&batch, source, 1, &error), &error);
    for (int e = 0; e < KNOWN; e++) {
        ask(source, e, &batch);
        net_forward(&net, batch.x, 1, EVALUATE);
        for (size_t k = 0; k < LAYERS; k++) {
            Part8 *p = &parts[k];
            const float *x = k == 0 ? batch.x : net.layers[p->layer - 1].y;
            size_t n = p->channels * p->side * p->side;
            p->most = fmaxf(p->most, largest(x, n));
        }
    }
    batch_free(&batch);
    net_free(&net);
}

/* The share of right answers, in whole numbers. */
static double right_answers(const Net *net, const Source *test, int bits)
{
    static float x[MOST];
    Batch batch;
    Error error;
    size_t right = 0;
    end_unless(batch_new(&batch, test, 1, &error), &error);
    for (size_t e = 0; e < test->count; e++) {
        int best;
        ask(test, (int)e, &batch);
        memcpy(x, batch.x, SIDE * SIDE * sizeof *x);
        for (size_t k = 0; k < LAYERS; k++) {
            run_layer(x, net->layers[parts[k].layer].b, &parts[k], bits);
        }
        top_k(x, &best, CLASSES, 1);
        right += best == batch.labels[0];
    }
    batch_free(&batch);
    return 100 * (double)right / (double)test->count;
}

/* With rounded weights, and all else in float. */
static double with_weights(Net *net, const Source *test)
{
    real *kept = need(malloc(net->parameters * sizeof *kept));
    memcpy(kept, net->w, net->parameters * sizeof *kept);
    for (size_t k = 0; k < LAYERS; k++) {
        const Part8 *p = &parts[k];
        size_t size = filter_size(p);
        for (size_t i = 0; i < p->filters * size; i++) {
            net->layers[p->layer].w[i] = p->scale[i / size] * (real)p->q[i];
        }
    }
    double accuracy =
        100 * judge(net, source_part(test, 0, test->count)).accuracy;
    memcpy(net->w, kept, net->parameters * sizeof *kept);
    free(kept);
    return accuracy;
}

static void show_layers(const Net *net)
{
    printf("%%%% layers\n");
    printf("          weights        KB   in 8 bits   largest     scale"
           "   largest input\n");
    round_weights(net, 8, false);
    for (size_t k = 0; k < LAYERS; k++) {
        const Part8 *p = &parts[k];
        size_t count = p->filters * filter_size(p);
        printf("%-8s%9zu%10.1f%12.1f%10.3f%10.5f%16.2f\n", p->name, count,
               (double)count * 4 / 1000, (double)count / 1000,
               (double)largest(net->layers[p->layer].w, count),
               (double)p->scale[0], (double)p->most);
    }
}

static void show_bits(Net *net, const Source *test, double whole)
{
    FILE *file = figure_open("eight_bits.dat");
    FILE *values = figure_open("eight_bits.values");
    printf("%%%% bits\n");
    printf("right answers, %%                  in float %.2f\n\n", whole);
    printf("bits   weights alone   inputs too   a scale for each filter\n");
    fprintf(values, "eight_bits.float\t%.2f\n", whole);
    for (int bits = MOST_BITS; bits >= LEAST_BITS; bits--) {
        round_weights(net, bits, false);
        double weights = with_weights(net, test);
        double both = right_answers(net, test, bits);
        round_weights(net, bits, true);
        double each = right_answers(net, test, bits);
        printf("%4d%16.2f%13.2f%26.2f\n", bits, weights, both, each);
        fprintf(file, "%d %.2f %.2f %.2f\n", bits, weights, both, each);
        fprintf(values, "eight_bits.weights.%d\t%.2f\n", bits, weights);
        fprintf(values, "eight_bits.both.%d\t%.2f\n", bits, both);
        fprintf(values, "eight_bits.each.%d\t%.2f\n", bits, each);
    }
    figure_close(file);
    figure_close(values);
}

static void train(Run *run, const Source *source)
{
    Error error;
    Epoch epoch;
    Training how = training("nesterov", 0.01, "one_cycle", BATCH, EPOCHS);
    how.optimiser.weight_decay = 0.0005;
    run_begin(run, lenet, &how, source_part(source, 0, source->count),
              (Part){0}, 1);
    Trainer *t = &run->trainer;
    while (!trainer_is_done(t)) {
        end_unless(trainer_step(t, &error), &error);
        if (t->position.step == FIRST) {
            record_prefix("eight_bits", &t->sums.row_loss, 1);
        }
        if (trainer_epoch_is_over(t)) {
            end_unless(trainer_end_epoch(t, &epoch, &error), &error);
        }
    }
}

int main(void)
{
    setenv("NN_ISA", "avx2", 1);
    Dataset files = load_files("mnist", "train");
    Dataset others = load_files("mnist", "t10k");
    Source source, test;
    Error error;
    Run run;
    end_unless(source_pictures(&source, &files, false, &error) &&
                   source_pictures(&test, &others, false, &error) &&
                   source_standardise(
                       &source, source_part(&source, 0, source.count), &error),
               &error);
    test.mean = source.mean;
    test.deviation = source.deviation;
    train(&run, &source);
    for (size_t k = 0; k < LAYERS; k++) {
        Part8 *p = &parts[k];
        p->scale = need(malloc(p->filters * sizeof *p->scale));
        p->q = need(malloc(p->filters * filter_size(p)));
    }
    know_sizes(&run.net, &source);
    show_layers(&run.net);
    show_bits(&run.net, &test,
              100 *
                  judge(&run.net, source_part(&test, 0, test.count)).accuracy);
    for (size_t k = 0; k < LAYERS; k++) {
        free(parts[k].scale);
        free(parts[k].q);
    }
    run_end(&run);
    source_free(&source);
    source_free(&test);
    dataset_free(&files);
    dataset_free(&others);
    return 0;
}
