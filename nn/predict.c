/* nn predict: what a trained network sees in pictures. */
#include "nn.h"

#include "kind.h"
#include "model.h"
#include "options.h"
#include "picture.h"
#include "terminal.h"
#include "todo.h"
#include "training.h"
#include "words.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool is_of_digits(const Model *model)
{
    return strcmp(model->data, "fashion") != 0;
}

/* MNIST's digits fit a box of 20 × 20 in the 28 × 28; clothes fill it all. */
static size_t box_of(const Model *model, size_t side)
{
    return is_of_digits(model) ? side * 20 / 28 : side;
}

static void print_answer(const Model *model, const char *path, const real *p,
                         size_t best, bool as_json)
{
    size_t second = best == 0;
    for (size_t k = 0; k < model->classes; k++) {
        second = k != best && p[k] > p[second] ? k : second;
    }
    if (as_json) {
        json_t *all = json_object();
        for (size_t k = 0; k < model->classes; k++) {
            json_object_set_new(all, model->names[k],
                                number_json((double)p[k]));
        }
        print_json(json_pack("{s:s, s:s, s:o}", "file", path, "class",
                             model->names[best], "probabilities", all));
    } else {
        printf("%s: %s  %.1f %%", path, model->names[best],
               100 * (double)p[best]);
        if (model->classes > 1) {
            printf("  (%s %.1f %%)", model->names[second],
                   100 * (double)p[second]);
        }
        printf("\n");
    }
}

static bool predict(Model *model, const char *path, float *x, real *p,
                    bool as_json, bool show, Error *error)
{
    Shape in = model->net.layers[0].out;
    Picture picture;
    int best;
    if (!picture_load(&picture, path, error)) {
        return false;
    }
    bool good =
        picture_prepare(&picture, in.h, box_of(model, in.h), x, path, error);
    bool scaled = picture.width != in.h || picture.height != in.h;
    size_t marks =
        good && scaled && is_of_digits(model) ? picture_marks(&picture) : 1;
    picture_free(&picture);
    if (!good) {
        return false;
    }
    if (marks > 1) {
        fprintf(stderr,
                "nn predict: %s: found %zu marks that do not touch, expected "
                "one digit; the answer is for all of them together\n",
                path, marks);
    }
    if (show) {
        print_pictures(x, 1, in.h, in.w, &path);
    }
    standardise(x, model->mean, model->deviation, shape_size(in));
    softmax(net_forward(&model->net, x, 1, EVALUATE), p, 1, model->classes);
    best_class(p, &best, 1, model->classes);
    if (!todo_none(error)) {
        return false;
    }
    if (!isfinite(p[best])) {
        return error_set(error, "%s: the network's answer is no number", path);
    }
    print_answer(model, path, p, (size_t)best, as_json);
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

static int run(const char *operand, char **files, bool as_json, bool show)
{
    char path[4096];
    Model model;
    Error error;
    int status = 0;
    if (!model_load(&model, model_path(operand, path, sizeof path), 1,
                    &error)) {
        notice_order(operand, *files, &error);
        return fail("predict", &error);
    }
    Shape in = model.net.layers[0].out;
    float *x = malloc(shape_size(in) * sizeof *x);
    real *p = malloc(model.classes * sizeof *p);
    if (in.c != 1 || in.h != in.w) {
        error_set(&error, "%s: expected a network for square grey pictures",
                  path);
        status = fail("predict", &error);
    } else if (x == NULL || p == NULL) {
        error_set(&error, "no memory for a picture");
        status = fail("predict", &error);
    }
    bool ready = status == 0 && x != NULL && p != NULL;
    for (; ready && *files != NULL; files++) {
        if (!predict(&model, *files, x, p, as_json, show, &error)) {
            status = fail("predict", &error);
        }
    }
    free(x);
    free(p);
    model_free(&model);
    return status;
}

int predict_command(int argc, char **argv)
{
    bool as_json = false, show = false;
    Option options[] = {
        {"show", 0, FLAG, &show, "", "shows the picture as the network gets it",
         0, 0, false, false},
        {"json", 0, FLAG, &as_json, "", "prints a JSON object for each file", 0,
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
        "--show\n"};
    int operands;
    int result = options_parse(&usage, argc, argv, &operands);
    if (result >= 0) {
        return result;
    }
    return run(argv[operands], argv + operands + 1, as_json, show);
}
