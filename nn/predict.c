/* nn predict: what a trained network sees in pictures. */
#include "nn.h"

#include "cnn.h"
#include "input.h"
#include "kind.h"
#include "options.h"
#include "terminal.h"
#include "todo.h"
#include "training.h"
#include "words.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Command {
    ModelWords words;
    size_t top; /* how many classes are named */
    bool top_given, json, show;
} Command;

/* Puts the numbers of the `named` best classes in order. As long as nobody asks
   for more or fewer than two, chapter 9 need not have been written. */
static bool rank(const real *p, int *order, size_t named, const Model *model,
                 bool asked, Error *error)
{
    size_t classes = model->classes;
    if (asked) {
        top_k(p, order, classes, named);
    } else {
        best_class(p, order, 1, classes);
        size_t second = order[0] == 0;
        for (size_t k = 0; k < classes; k++) {
            second = (int)k != order[0] && p[k] > p[second] ? k : second;
        }
        order[named - 1] = named > 1 ? (int)second : order[0];
    }
    for (size_t i = 0; i < named; i++) {
        if (order[i] < 0 || (size_t)order[i] >= classes) {
            return error_set(
                error, "%s: expected classes from 0 to %zu, found %d",
                asked ? "top_k" : "best_class", classes - 1, order[i]);
        }
    }
    return true;
}

static void print_answer(const Model *model, const char *path, const real *p,
                         const int *order, size_t named, bool as_json)
{
    const char *const *names = model->names;
    if (as_json) {
        json_t *all = json_object();
        for (size_t k = 0; k < model->classes; k++) {
            json_object_set_new(all, names[k], number_json((double)p[k]));
        }
        print_json(json_pack("{s:s, s:s, s:o}", "file", path, "class",
                             names[order[0]], "probabilities", all));
        return;
    }
    printf("%s: %s  %.1f %%", path, names[order[0]], 100 * (double)p[order[0]]);
    for (size_t i = 1; i < named; i++) {
        printf("%s%s %.1f %%", i == 1 ? "  (" : ", ", names[order[i]],
               100 * (double)p[order[i]]);
    }
    printf("%s\n", named > 1 ? ")" : "");
}

/* order: room for a number for each class. */
static bool predict(Model *model, const char *path, const Command *c, float *x,
                    real *p, int *order, Error *error)
{
    Shape in = model->net.layers[0].out;
    size_t classes = model->classes;
    size_t named = c->top < classes ? c->top : classes;
    if (!input_load(model, path, x, "predict", error)) {
        return false;
    }
    if (c->show) {
        print_pictures(x, 1, in.h, in.w, &path);
    }
    standardise(x, model->mean, model->deviation, shape_size(in));
    softmax(net_forward(&model->net, x, 1, EVALUATE), p, 1, classes);
    if (!rank(p, order, named, model, c->top_given, error) ||
        !todo_none(error)) {
        return false;
    }
    if (!isfinite(p[order[0]])) {
        return error_set(error, "%s: the network's answer is no number", path);
    }
    print_answer(model, path, p, order, named, c->json);
    return true;
}

/* Adds to what is wrong with the model that it is a picture, and where it
   belongs. */
static void notice_order(const char *operand, const char *file, Error *error)
{
    enum { WORD = 1 << 14 };
    char model[WORD], picture[WORD];
    if (kind_of_file(operand).type != KIND_PICTURE) {
        return;
    }
    FileType type = kind_of_file(file).type;
    bool swapped = type == KIND_FOLDER || type == KIND_MODEL;
    size_t length = strlen(error->text);
    snprintf(error->text + length, sizeof error->text - length,
             "; the model comes first: nn predict %s %s",
             swapped ? shell_word(file, model, WORD) : "MODEL",
             shell_word(operand, picture, WORD));
}

static bool check(const Model *model, const char *path, const Command *c,
                  Error *error)
{
    return input_fits(model, path, error) &&
           (!c->top_given || c->top <= model->classes ||
            error_set(error,
                      "--top: expected at most %zu, which is how many classes "
                      "%s knows, found %zu",
                      model->classes, path, c->top));
}

static int run(const char *operand, char **files, const Command *c)
{
    char path[4096];
    Model model;
    Error error;
    int status = 0;
    if (!model_load(&model, model_path(operand, path, sizeof path), &c->words,
                    1, &error)) {
        notice_order(operand, *files, &error);
        return fail("predict", &error);
    }
    float *x = malloc(shape_size(model.net.layers[0].out) * sizeof *x);
    real *p = malloc(model.classes * sizeof *p);
    int *order = malloc(model.classes * sizeof *order);
    if (!check(&model, path, c, &error)) {
        status = fail("predict", &error);
    } else if (x == NULL || p == NULL || order == NULL) {
        error_set(&error, "no memory for a picture");
        status = fail("predict", &error);
    }
    bool ready = status == 0 && x != NULL && p != NULL && order != NULL;
    for (; ready && *files != NULL; files++) {
        if (!predict(&model, *files, c, x, p, order, &error)) {
            status = fail("predict", &error);
        }
    }
    free(x);
    free(p);
    free(order);
    model_free(&model);
    return status;
}

int predict_command(int argc, char **argv)
{
    Command c = {.words = {.command = "predict"}, .top = 2};
    Option options[] = {
        {"top", 'k', WHOLE, &c.top, "COUNT", "how many classes are named", 1,
         1e6, false, false},
        {"network", 0, TEXT, &c.words.network, "NETWORK",
         "of a model file that does not say it", 0, 0, false, false},
        {"data", 'd', TEXT, &c.words.data, "SET",
         "that it was trained on, if not as the file says", 0, 0, false, false},
        {"show", 0, FLAG, &c.show, "",
         "shows the picture as the network gets it", 0, 0, false, false},
        {"json", 0, FLAG, &c.json, "", "prints a JSON object for each file", 0,
         0, false, false},
        {0}};
    Usage usage = {
        "predict",
        "MODEL FILE...",
        "Says what a trained network sees in pictures: PNG or JPEG, of any "
        "size, dark on\nlight or light on dark.",
        options,
        2,
        (size_t)-1,
        "MODEL is a run's folder, of which the best model is taken, or a file. "
        "A picture\nshould show one digit on plain paper, with paper on all "
        "sides. It is brought\ninto the form of MNIST's: grey, ink light on "
        "dark, cropped to the ink, fitted into\n20 x 20 pixels, and laid with "
        "its centre of mass into the middle of 28 x 28.\n\nExamples:\n  nn "
        "predict runs/mnist-1 seven.png\n  nn predict runs/mnist-1 *.jpg "
        "--show --top=3\n"};
    int operands;
    int result = options_parse(&usage, argc, argv, &operands);
    if (result >= 0) {
        return result;
    }
    c.top_given = options[0].given;
    return run(argv[operands], argv + operands + 1, &c);
}
