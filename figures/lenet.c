/* LeNet learns MNIST in two passes, and an MLP beside it; then what LeNet has
   learned to look for, what it sees in a digit, where it is wrong, and what it
   makes of a photograph. By the fast kernels: they have the same bits wherever
   they run. */
#define _POSIX_C_SOURCE 200809L /* setenv */

#include "cnn.h"
#include "matrix.h"
#include "net_text.h"
#include "optim.h"
#include "real_data.h"
#include "record.h"
#include "regularization.h"

enum {
    EPOCHS = 2,
    BATCH = 16,
    INTERVAL = 150,
    WORST = 18,
    SHOWN = 2,
    LINE = 90
};

static const char *const lenet =
    "conv1: conv 20 5, a: relu, max_pool 2, conv2: conv 50 5, b: relu, "
    "max_pool 2, fc1: dense 500, relu, fc2: dense 10";

/* All pictures are for training: the recipe was chosen before, on another
   split. */
static void train_begin(Run *run, const char *network, const Source *source)
{
    Training how = training("nesterov", 0.01, "one_cycle", BATCH, EPOCHS);
    how.optimiser.weight_decay = 0.0005;
    run_begin(run, network, &how, source_part(source, 0, source->count),
              (Part){0}, 1);
}

/* The mean loss and the wrong answers of every INTERVAL batches, as it learns. */
static void train(Run *run, FILE *file)
{
    Trainer *t = &run->trainer;
    Epoch epoch;
    Error error;
    while (!trainer_is_done(t)) {
        end_unless(trainer_step(t, &error), &error);
        if (t->position.step % INTERVAL == 0) {
            double seen = (double)t->position.row_seen;
            double first[] = {t->sums.row_loss};
            record_prefix("lenet", first, 1);
            fprintf(file, "%.4f %.4f %.3f\n",
                    (double)t->position.step / (double)t->batches,
                    t->sums.row_loss / seen,
                    100 - 100 * (double)t->position.row_right / seen);
            t->position.row_seen = t->position.row_right = 0;
            t->sums.row_loss = 0;
        }
        if (trainer_epoch_is_over(t)) {
            end_unless(trainer_end_epoch(t, &epoch, &error), &error);
        }
    }
    fprintf(file, "\n\n");
}

static void write_sheet(FILE *file, const unsigned char *sheet, size_t h,
                        size_t w)
{
    for (size_t i = 0; i < h; i++) {
        for (size_t j = 0; j < w; j++) {
            fprintf(file, "%d ", sheet[i * w + j]);
        }
        fprintf(file, "\n");
    }
    fprintf(file, "\n\n");
}

/* `count` maps as one sheet, each with grey levels of its own. */
static void show_maps(FILE *file, const real *maps, size_t count,
                      size_t columns, size_t h, size_t w, unsigned char gap)
{
    size_t rows = (count + columns - 1) / columns;
    /* NOLINTNEXTLINE(clang-analyzer-optin.portability.UnixAPI): not 0 */
    unsigned char *grey = need(malloc(count * h * w));
    unsigned char *sheet = need(malloc(rows * (h + 1) * columns * (w + 1)));
    for (size_t k = 0; k < count; k++) {
        grey_levels(maps + k * h * w, grey + k * h * w, h * w);
    }
    lay_out_maps(grey, sheet, count, columns, h, w, gap);
    write_sheet(file, sheet, rows * (h + 1) - 1, columns * (w + 1) - 1);
    free(grey);
    free(sheet);
}

static size_t layer_named(const Net *net, const char *name)
{
    size_t i = 0;
    while (strcmp(net->layers[i].name, name) != 0) {
        i++;
    }
    return i;
}

/* A network with the same weights that keeps its feature maps. */
static void watched(const Net *trained, Net *net)
{
    Error error;
    end_unless(net_parse(net, lenet, (Shape){1, SIDE, SIDE}, &error), &error);
    net_watch(net, layer_named(net, "a"));
    net_watch(net, layer_named(net, "b"));
    end_unless(net_end(net, 1, 1, &error), &error);
    memcpy(net->w, trained->w, net->parameters * sizeof(real));
}

static void look_inside(const Net *trained, const Source *test)
{
    Net net;
    Batch batch;
    Error error;
    watched(trained, &net);
    end_unless(batch_new(&batch, test, 1, &error), &error);
    FILE *file = figure_open("lenet-filters.dat");
    show_maps(file, net.layers[1].w, 20, 10, 5, 5, 255);
    figure_close(file);
    file = figure_open("lenet-maps.dat");
    for (int e = 0; e < SHOWN; e++) {
        test->fill(test, &(int){e}, 1, NULL, &batch);
        net_forward(&net, batch.x, 1, EVALUATE);
        show_maps(file, batch.x, 1, 1, SIDE, SIDE, LINE);
        show_maps(file, net.layers[layer_named(&net, "a")].y, 20, 10, 24, 24,
                  LINE);
        show_maps(file, net.layers[layer_named(&net, "b")].y, 50, 17, 8, 8,
                  LINE);
    }
    figure_close(file);
    batch_free(&batch);
    net_free(&net);
}

/* The scores of all test pictures: [count][CLASSES]. */
static real *ask_all(Net *net, const Source *test, int *labels)
{
    Batch batch;
    Error error;
    real *scores = need(malloc(test->count * CLASSES * sizeof *scores));
    end_unless(batch_new(&batch, test, BATCH, &error), &error);
    for (size_t at = 0; at < test->count; at += BATCH) {
        size_t n = test->count - at < BATCH ? test->count - at : BATCH;
        int examples[BATCH];
        for (size_t i = 0; i < n; i++) {
            examples[i] = (int)(at + i);
        }
        test->fill(test, examples, n, NULL, &batch);
        memcpy(scores + at * CLASSES, net_forward(net, batch.x, n, EVALUATE),
               n * CLASSES * sizeof *scores);
        memcpy(labels + at, batch.labels, n * sizeof *labels);
    }
    batch_free(&batch);
    return scores;
}

static void show_worst(const real *scores, const int *labels,
                       const Dataset *files, size_t count, FILE *values)
{
    int worst[WORST], best[2];
    real p[CLASSES];
    static real pictures[WORST * SIDE * SIDE];
    size_t found = worst_mistakes(scores, labels, worst, count, CLASSES, WORST);
    FILE *names = figure_open("lenet-names.dat");
    for (size_t k = 0; k < found; k++) {
        size_t e = (size_t)worst[k];
        softmax(scores + e * CLASSES, p, 1, CLASSES);
        top_k(p, best, CLASSES, 2);
        fprintf(names, "%zu %d %d %.0f\n", k, labels[e], best[0],
                100 * (double)p[best[0]]);
        normalise(files->pixels + e * SIDE * SIDE, pictures + k * SIDE * SIDE,
                  SIDE * SIDE);
    }
    figure_close(names);
    FILE *file = figure_open("lenet-worst.dat");
    show_maps(file, pictures, found, WORST / 2, SIDE, SIDE, LINE);
    figure_close(file);
    size_t wrong = 0, second = 0;
    for (size_t e = 0; e < count; e++) {
        top_k(scores + e * CLASSES, best, CLASSES, 2);
        wrong += best[0] != labels[e];
        second += best[0] != labels[e] && best[1] == labels[e];
    }
    fprintf(values, "lenet.wrong\t%zu\n", wrong);
    fprintf(values, "lenet.second\t%zu\n", second);
    fprintf(values, "lenet.top2\t%.2f\n",
            100 * (1 - (double)(wrong - second) / (double)count));
}

/* ---- A photograph of our own making: a digit with a felt pen on paper that is
   lit from one side ---- */

enum { PHOTO_H = 120, PHOTO_W = 160, TIMES = 4, BOX = 20 };

static void take_photograph(const unsigned char *digit, unsigned char *grey)
{
    static real ink[SIDE * SIDE];
    Rng rng = rng_seeded(5);
    normalise(digit, ink, SIDE * SIDE);
    for (int i = 0; i < PHOTO_H; i++) {
        for (int j = 0; j < PHOTO_W; j++) {
            double row = (i - 8 + 0.15 * j) / TIMES - 4;
            double column = (j - 30 - 0.15 * i) / TIMES;
            double here = (double)bilinear(ink, row, column, SIDE, SIDE);
            double paper = 205 + 12.0 * j / PHOTO_W - 9.0 * i / PHOTO_H;
            double level = paper - 150 * here + 2.5 * rng_normal(&rng);
            grey[i * PHOTO_W + j] =
                (unsigned char)fmin(255, fmax(0, level + 0.5));
        }
    }
}

/* The part of x in a box, scaled so that the longer side has BOX pixels: each is
   the mean of what it covers. y: [BOX][BOX]. */
static void fit(const real *x, const Box *box, real *y)
{
    double h = (double)(box->bottom - box->top);
    double w = (double)(box->right - box->left), scale = fmax(h, w) / BOX;
    for (int i = 0; i < BOX * BOX; i++) {
        double sum = 0;
        for (int k = 0; k < 64; k++) {
            double row =
                (double)box->top + (i / BOX + (k / 8 + 0.5) / 8) * scale - 0.5;
            double column =
                (double)box->left + (i % BOX + (k % 8 + 0.5) / 8) * scale - 0.5;
            bool inside = row < (double)box->bottom - 0.5 &&
                          column < (double)box->right - 0.5;
            sum +=
                inside ? (double)bilinear(x, row, column, PHOTO_H, PHOTO_W) : 0;
        }
        y[i] = (real)(sum / 64);
    }
}

static void read_photograph(Net *net, const Source *test, const Dataset *files)
{
    static unsigned char grey[PHOTO_H * PHOTO_W];
    static real ink[PHOTO_H * PHOTO_W], fitted[BOX * BOX], x[SIDE * SIDE];
    real p[CLASSES];
    Box box;
    double row, column;
    int best[3];
    enum { EXAMPLE = 4 };
    take_photograph(files->pixels + EXAMPLE * SIDE * SIDE, grey);
    find_ink(grey, ink, PHOTO_H, PHOTO_W);
    ink_box(ink, (real)0.3, PHOTO_H, PHOTO_W, &box);
    fit(ink, &box, fitted);
    for (int i = 0; i < BOX * BOX; i++) { /* what is hardly there is paper */
        fitted[i] = fitted[i] < (real)0.15 ? 0 : fitted[i];
    }
    centre_of_mass(fitted, BOX, BOX, &row, &column);
    int top = (int)lround(13.5 - row), left = (int)lround(13.5 - column);
    for (int i = 0; i < BOX * BOX; i++) {
        int r = top + i / BOX, c = left + i % BOX;
        if (r >= 0 && r < SIDE && c >= 0 && c < SIDE) {
            x[r * SIDE + c] = fitted[i];
        }
    }
    FILE *file = figure_open("lenet-photo.dat");
    write_sheet(file, grey, PHOTO_H, PHOTO_W);
    write_matrix(file, ink, PHOTO_H, PHOTO_W);
    fprintf(file, "%zu %zu\n%zu %zu\n%zu %zu\n%zu %zu\n%zu %zu\n\n\n", box.left,
            box.top, box.right, box.top, box.right, box.bottom, box.left,
            box.bottom, box.left, box.top);
    write_matrix(file, x, SIDE, SIDE);
    figure_close(file);
    standardise(x, test->mean, test->deviation, SIDE * SIDE);
    softmax(net_forward(net, x, 1, EVALUATE), p, 1, CLASSES);
    top_k(p, best, CLASSES, 3);
    printf("%%%% photograph\n");
    printf("box: rows %zu to %zu, columns %zu to %zu\n", box.top,
           box.bottom - 1, box.left, box.right - 1);
    printf("centre of mass in the 20 x 20: row %.2f, column %.2f\n", row,
           column);
    for (int k = 0; k < 3; k++) {
        printf("%d  %8.4f %%\n", best[k], 100 * (double)p[best[k]]);
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
    FILE *file = figure_open("lenet.dat"), *values;
    train_begin(&run, lenet, &source);
    train(&run, file);
    Evaluation result = judge(&run.net, source_part(&test, 0, test.count));
    values = figure_open("lenet.values");
    fprintf(values, "lenet.test\t%.2f\n", 100 * result.accuracy);
    int *labels = need(malloc(test.count * sizeof *labels));
    real *scores = ask_all(&run.net, &test, labels);
    show_worst(scores, labels, &others, test.count, values);
    look_inside(&run.net, &test);
    read_photograph(&run.net, &test, &others);
    FILE *confusion = figure_open("lenet-confusion.dat");
    for (int i = 0; i < CLASSES * CLASSES; i++) {
        fprintf(confusion, "%d %d %zu\n", i / CLASSES, i % CLASSES,
                result.counts[i]);
    }
    figure_close(confusion);
    run_end(&run);
    train_begin(&run, "dense 128, relu, dense 10", &source);
    train(&run, file);
    fprintf(values, "lenet.mlp\t%.2f\n",
            100 * judge(&run.net, source_part(&test, 0, test.count)).accuracy);
    run_end(&run);
    figure_close(values);
    figure_close(file);
    free(labels);
    free(scores);
    source_free(&source);
    source_free(&test);
    dataset_free(&files);
    dataset_free(&others);
    return 0;
}
