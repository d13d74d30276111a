/* nn look: what a trained network looks for, sees and mistakes. */
#include "nn.h"

#include "cnn.h"
#include "input.h"
#include "options.h"
#include "run.h"
#include "sheet.h"
#include "todo.h"
#include "words.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BATCH = 256, NAME = 256 };

typedef struct Command {
    ModelWords words;
    bool filters, maps;
    size_t mistakes;
    const char *layer; /* NULL: all */
    const char *out;   /* NULL: the terminal */
    char **files;      /* NULL ends them */
} Command;

/* Shows pictures under a title, or writes them to the file of that name in the
   folder that was asked for. */
static bool put(const Command *c, const Sheet *sheet, const char *name,
                const char *title, const char *const *captions, Error *error)
{
    char path[RUN_PATH];
    if (!todo_none(error)) {
        return false;
    }
    if (c->out == NULL) {
        printf("%s\n", title);
        bool good = sheet_print(sheet, captions, error);
        printf("\n");
        return good;
    }
    int length = snprintf(path, sizeof path, "%s/%s", c->out, name);
    if (length < 0 || (size_t)length >= sizeof path) {
        return error_set(error, "%.80s...: the path is too long", path);
    }
    if (!make_folders(c->out, error) || !sheet_save(sheet, path, error)) {
        return false;
    }
    printf("%s  %s\n", path, title);
    return true;
}

/* ---- Which layers ---- */

static bool is_wanted(const Command *c, const Net *net, size_t layer,
                      char label[TENSOR_NAME])
{
    layer_label(net, &net->layers[layer], label);
    return net->layers[layer].kind == &layer_conv &&
           (c->layer == NULL || strcmp(c->layer, label) == 0);
}

/* Is there a conv layer, and the one of that name? */
static bool check_layers(const Command *c, const Net *net, const char *path,
                         Error *error)
{
    enum { MOST = 16 };
    char labels[MOST][TENSOR_NAME], all[200] = "", label[TENSOR_NAME], more[96];
    const char *names[MOST + 1] = {NULL};
    Command every = *c;
    every.layer = NULL;
    size_t count = 0, used = 0;
    bool found = false;
    for (size_t i = 1; i < net->count; i++) {
        found = found || is_wanted(c, net, i, label);
        if (count < MOST && is_wanted(&every, net, i, labels[count])) {
            names[count] = labels[count];
            if (used < sizeof all) {
                used += (size_t)snprintf(all + used, sizeof all - used, "%s%s",
                                         count > 0 ? ", " : "", labels[count]);
            }
            count++;
        }
    }
    if (count == 0) {
        return error_set(error,
                         "%s: this network has no conv layer: there are "
                         "neither filters nor feature maps to look at; "
                         "--mistakes=10 shows what it gets wrong",
                         path);
    }
    return found || error_set(error,
                              "--layer: expected a conv layer, %s, found "
                              "\"%.40s\".%s",
                              all, c->layer,
                              suggestion(c->layer, names, more, sizeof more));
}

/* The layer whose output is looked at: the activation behind a conv layer, or
   that itself. */
static size_t activated(const Net *net, size_t conv)
{
    for (size_t at = conv; at + 1 < net->count; at++) {
        const Layer *next = &net->layers[at + 1];
        if (net->layers[at].readers != 1 || next->inputs != 1 ||
            next->input[0] != at) {
            return conv;
        }
        if (next->kind->activation != IDENTITY) {
            return at + 1;
        }
        if (next->kind != &layer_batch_norm && next->kind != &layer_dropout) {
            return conv;
        }
    }
    return conv;
}

/* ---- Filters ---- */

/* Each filter by itself from black to white: of several channels, the first. */
static bool show_filters(const Command *c, const Layer *layer,
                         const char *label, Error *error)
{
    Sheet sheet;
    char name[NAME], title[NAME];
    const size_t *shape = layer->weight_shape;
    size_t size = shape[2] * shape[3];
    if (!sheet_new(&sheet, shape[0], shape[2], shape[3], error)) {
        return false;
    }
    sheet.gap = 0; /* their own levels are mostly grey */
    for (size_t k = 0; k < shape[0]; k++) {
        grey_levels(layer->w + k * shape[1] * size, sheet.grey + k * size,
                    size);
    }
    int length = snprintf(title, sizeof title, "%s: %zu filters of %zux%zu",
                          label, shape[0], shape[2], shape[3]);
    if (shape[1] > 1) {
        snprintf(title + length, sizeof title - (size_t)length,
                 ", the first of their %zu channels", shape[1]);
    }
    snprintf(name, sizeof name, "%s-filters.png", label);
    bool good = put(c, &sheet, name, title, NULL, error);
    sheet_free(&sheet);
    return good;
}

static bool show_all_filters(const Command *c, const Net *net, Error *error)
{
    char label[TENSOR_NAME];
    for (size_t i = 1; i < net->count; i++) {
        if (is_wanted(c, net, i, label) &&
            !show_filters(c, &net->layers[i], label, error)) {
            return false;
        }
    }
    return true;
}

/* ---- Feature maps ---- */

/* "seven" of "digits/seven.png", as the name of a file is made of it. */
static const char *stem_of(const char *path, char stem[NAME])
{
    const char *slash = strrchr(path, '/');
    snprintf(stem, NAME, "%.180s", slash != NULL ? slash + 1 : path);
    char *dot = strrchr(stem, '.');
    if (dot != NULL && dot != stem) {
        *dot = '\0';
    }
    return stem;
}

/* All maps of a layer on one scale, so that the strong ones stand out. */
static bool show_maps(const Command *c, const Net *net, size_t conv,
                      const char *label, const char *path, Error *error)
{
    Sheet sheet;
    char name[2 * NAME], title[2 * NAME], stem[NAME];
    const Layer *layer = &net->layers[activated(net, conv)];
    Shape out = layer->out;
    if (!sheet_new(&sheet, out.c, out.h, out.w, error)) {
        return false;
    }
    grey_levels(layer->y, sheet.grey, shape_size(out));
    snprintf(name, sizeof name, "%s-maps-%s.png", label, stem_of(path, stem));
    snprintf(title, sizeof title, "%s%s%s: %zu maps of %zux%zu for %.200s",
             label, layer->kind == &layer_conv ? "" : ", ",
             layer->kind == &layer_conv ? "" : layer->kind->name, out.c, out.h,
             out.w, path);
    bool good = put(c, &sheet, name, title, NULL, error);
    sheet_free(&sheet);
    return good;
}

static bool show_picture(const Command *c, Model *model, const char *path,
                         float *x, Error *error)
{
    Net *net = &model->net;
    char label[TENSOR_NAME];
    size_t size = shape_size(net->layers[0].out);
    if (!input_load(model, path, x, "look", error)) {
        return false;
    }
    standardise(x, model->mean, model->deviation, size);
    net_forward(net, x, 1, EVALUATE);
    for (size_t i = 1; i < net->count; i++) {
        if (is_wanted(c, net, i, label) &&
            !show_maps(c, net, i, label, path, error)) {
            return false;
        }
    }
    return true;
}

/* A picture that cannot be read is no reason not to look at the others. */
static int show_pictures(const Command *c, Model *model)
{
    Error error;
    int status = 0;
    float *x = malloc(shape_size(model->net.layers[0].out) * sizeof *x);
    if (x == NULL) {
        error_set(&error, "no memory for a picture");
        return fail("look", &error);
    }
    for (char **file = c->files; *file != NULL; file++) {
        if (!show_picture(c, model, *file, x, &error)) {
            status = fail("look", &error);
        }
    }
    free(x);
    return status;
}

/* Would two pictures be written to one file? */
static bool check_files(const Command *c, Error *error)
{
    char a[NAME], b[NAME];
    for (char **file = c->files; c->out != NULL && *file != NULL; file++) {
        for (char **other = c->files; other < file; other++) {
            if (strcmp(stem_of(*file, a), stem_of(*other, b)) == 0) {
                return error_set(error,
                                 "--out: expected pictures with different "
                                 "names, found %s and %s",
                                 *other, *file);
            }
        }
    }
    return true;
}

/* ---- Mistakes ---- */

/* The worst wrong answers to a set of examples. */
typedef struct Mistakes {
    size_t count, classes;
    real *scores; /* [examples][classes] */
    int *labels;  /* [examples] */
    int *worst;   /* [count] */
} Mistakes;

static void mistakes_free(Mistakes *m)
{
    free(m->scores);
    free(m->labels);
    free(m->worst);
}

static void ask(Net *net, const Source *source, Batch *batch, Mistakes *m)
{
    net_hold_weights(net, true);
    for (size_t first = 0; first < source->count; first += BATCH) {
        size_t left = source->count - first, n = left < BATCH ? left : BATCH;
        source->fill(source, source->order + first, n, NULL, batch);
        memcpy(m->labels + first, batch->labels, n * sizeof *m->labels);
        memcpy(m->scores + first * m->classes,
               net_forward(net, batch->x, n, EVALUATE),
               n * m->classes * sizeof *m->scores);
    }
    net_hold_weights(net, false);
}

/* What worst_mistakes says, if it can be. */
static bool find_worst(Mistakes *m, size_t examples, size_t most, Error *error)
{
    for (size_t i = 0; i < examples * m->classes; i++) {
        if (!isfinite(m->scores[i])) {
            return error_set(error, "the network's answers are no numbers");
        }
    }
    m->count = worst_mistakes(m->scores, m->labels, m->worst, examples,
                              m->classes, most);
    bool good = m->count <= most;
    for (size_t i = 0; good && i < m->count; i++) {
        good = m->worst[i] >= 0 && (size_t)m->worst[i] < examples;
    }
    return todo_none(error) &&
           (good || error_set(error,
                              "worst_mistakes: expected at most %zu numbers "
                              "below %zu",
                              most, examples));
}

static bool find_mistakes(Mistakes *m, Model *model, const Source *source,
                          size_t most, Error *error)
{
    Batch batch = {0};
    size_t n = source->count;
    *m = (Mistakes){.classes = model->classes};
    if (!evaluation_fits(&model->net, &losses[0], source, error)) {
        return false;
    }
    most = most < n ? most : n;
    m->scores = calloc(n * m->classes, sizeof *m->scores);
    m->labels = malloc(n * sizeof *m->labels);
    m->worst = malloc((most + 1) * sizeof *m->worst);
    bool good = m->scores != NULL && m->labels != NULL && m->worst != NULL;
    if (!good) {
        return error_set(error, "no memory for the answers to %zu pictures", n);
    }
    good = batch_new(&batch, source, BATCH, error);
    if (good) {
        ask(&model->net, source, &batch, m);
    }
    batch_free(&batch);
    return good && find_worst(m, n, most, error);
}

/* What each is and what it was seen as, with the network's probabilities. */
static void print_answers(const Model *model, const Mistakes *m)
{
    printf("     %8s  %-22s %s\n", "picture", "is", "seen as");
    for (size_t i = 0; i < m->count; i++) {
        size_t example = (size_t)m->worst[i];
        real *p = m->scores + example * m->classes;
        int label = m->labels[example], answer;
        softmax(p, p, 1, m->classes);
        best_class(p, &answer, 1, m->classes);
        printf("%4zu %8zu  %-12.12s %5.1f %%   %-12.12s %5.1f %%\n", i + 1,
               example, model->names[label], 100 * (double)p[label],
               model->names[answer], 100 * (double)p[answer]);
    }
}

/* Shows the pictures, and in the same order what is wrong. */
static bool print_mistakes(const Command *c, const Model *model,
                           const Dataset *set, const Mistakes *m, Error *error)
{
    Sheet sheet;
    char title[NAME];
    size_t size = set->rows * set->columns;
    if (!sheet_new(&sheet, m->count, set->rows, set->columns, error)) {
        return false;
    }
    for (size_t i = 0; i < m->count; i++) {
        memcpy(sheet.grey + i * size, set->pixels + (size_t)m->worst[i] * size,
               size);
    }
    snprintf(title, sizeof title,
             "%zu wrong answers, the worst of %zu pictures%s", m->count,
             set->count, c->out != NULL ? ", in rows, as listed" : "");
    bool good = put(c, &sheet, "mistakes.png", title, NULL, error);
    sheet_free(&sheet);
    if (good) {
        print_answers(model, m);
    }
    return good;
}

static bool show_mistakes(const Command *c, Model *model, Error *error)
{
    Dataset set = {0};
    Source source = {0};
    Mistakes mistakes = {0};
    bool good = dataset_load(&set, model->data, "t10k", error) ||
                suggest(error, dataset_names);
    good = good && source_pictures(&source, &set, false, error);
    source.mean = model->mean;
    source.deviation = model->deviation;
    good = good && find_mistakes(&mistakes, model, &source, c->mistakes, error);
    if (good && mistakes.count == 0) {
        printf("no wrong answer to %zu pictures\n", set.count);
    } else if (good) {
        good = print_mistakes(c, model, &set, &mistakes, error);
    }
    mistakes_free(&mistakes);
    source_free(&source);
    dataset_free(&set);
    return good;
}

/* ---- The command ---- */

static int run(const char *operand, const Command *c)
{
    char path[RUN_PATH];
    Model model;
    Error error;
    if (!check_files(c, &error) ||
        !model_load(&model, model_path(operand, path, sizeof path), &c->words,
                    c->mistakes > 0 ? BATCH : 1, &error)) {
        return fail("look", &error);
    }
    bool good = (!(c->filters || c->maps) ||
                 check_layers(c, &model.net, path, &error)) &&
                (!c->maps || input_fits(&model, path, &error)) &&
                (!c->filters || show_all_filters(c, &model.net, &error));
    int status = good ? 0 : fail("look", &error);
    if (good && c->maps) {
        status = show_pictures(c, &model);
    }
    if (good && c->mistakes > 0 && !show_mistakes(c, &model, &error)) {
        status = fail("look", &error);
    }
    model_free(&model);
    return status;
}

static const char examples[] =
    "MODEL is a run's folder, of which the best model is taken, or a file. "
    "Each FILE\nis a picture, as for nn predict. Without another word the "
    "filters are shown, or\nthe maps if there is a FILE. A filter is drawn "
    "from its smallest weight, black,\nto its largest, white; of several "
    "channels the first. The maps of a layer share\na scale.\n\n"
    "Examples:\n"
    "  nn look runs/mnist-1\n"
    "  nn look runs/mnist-1 seven.png --layer=conv1\n"
    "  nn look runs/mnist-1 --filters --mistakes=20 --out=looks\n";

int look_command(int argc, char **argv)
{
    Command c = {.words = {.command = "look"}};
    Option options[] = {
        {"filters", 0, FLAG, &c.filters, "", "the filters of each conv layer",
         0, 0, false, false},
        {"maps", 0, FLAG, &c.maps, "",
         "what each conv layer makes of each FILE", 0, 0, false, false},
        {"mistakes", 0, WHOLE, &c.mistakes, "COUNT",
         "the worst wrong answers on the test set", 1, 10000, false, false},
        {"layer", 0, TEXT, &c.layer, "NAME", "this conv layer only", 0, 0,
         false, false},
        {"out", 'o', TEXT, &c.out, "FOLDER",
         "writes PNG files there, prints no pictures", 0, 0, false, false},
        {"network", 0, TEXT, &c.words.network, "NETWORK",
         "of a model file that does not say it", 0, 0, false, false},
        {"data", 'd', TEXT, &c.words.data, "SET",
         "another set than it was trained on", 0, 0, false, false},
        {0}};
    Usage usage = {"look",
                   "MODEL [FILE]...",
                   "Shows what a trained network looks for (its filters), what "
                   "it sees in pictures\n(its feature maps), and what it gets "
                   "wrong.",
                   options,
                   1,
                   (size_t)-1,
                   examples};
    int operands;
    int result = options_parse(&usage, argc, argv, &operands);
    if (result >= 0) {
        return result;
    }
    c.files = argv + operands + 1;
    if (c.maps && *c.files == NULL) {
        Error error;
        error_set(&error, "--maps needs a FILE, a picture to look at");
        fail("look", &error);
        return 2;
    }
    c.maps = *c.files != NULL;
    c.filters = c.filters || (!c.maps && c.mistakes == 0);
    c.words.watched = c.maps;
    return run(argv[operands], &c);
}
