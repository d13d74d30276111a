/* nn data: what is in a file. */
#include "nn.h"

#include "idx.h"
#include "kind.h"
#include "model.h"
#include "options.h"
#include "picture.h"
#include "safetensors.h"
#include "source.h"
#include "terminal.h"
#include "todo.h"
#include "words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

typedef struct Command {
    size_t pictures, from;
    const char *class; /* NULL: all */
    const char *part;
    const char *augment; /* NULL: as they are */
    bool json;
} Command;

/* ---- A data set ---- */

enum { VARIATIONS = 5 /* of each picture, one for an epoch */ };

/* Fills in example i, and behind it what the first epochs of a training with
   seed 1 make of it. Returns how many pictures that is. */
static size_t fill_in(const Source *source, size_t i, Variation *variation,
                      Batch *batch)
{
    int example = (int)i;
    Batch next = *batch;
    source->fill(source, &example, 1, NULL, &next);
    size_t count = 1, size = shape_size(source->shape);
    for (; variation != NULL && count <= VARIATIONS; count++) {
        next.x += size;
        variation->epoch = count - 1;
        source->fill(source, &example, 1, variation, &next);
    }
    return count;
}

/* The first so many examples, of one class if asked for. */
static bool print_examples(const Source *source, const unsigned char *labels,
                           const char *const *classes, const Command *c,
                           Variation *variation, Error *error)
{
    static const char *const epochs[] = {"epoch 1", "epoch 2", "epoch 3",
                                         "epoch 4", "epoch 5"};
    size_t each = variation != NULL ? 1 + VARIATIONS : 1, count = 0;
    size_t wanted = c->pictures < source->count ? c->pictures : source->count;
    size_t most = wanted * each, size = shape_size(source->shape);
    const char **captions = malloc(most * sizeof *captions + 1);
    Batch batch;
    if (!batch_new(&batch, source, most + 1, error) || captions == NULL) {
        free(captions);
        return error_set(error, "no memory for %zu pictures", most);
    }
    for (size_t i = c->from; i < source->count && count < most; i++) {
        const char *class = classes[labels[i]];
        if (c->class == NULL || strcmp(c->class, class) == 0) {
            Batch rest = batch;
            rest.x += count * size;
            size_t filled = fill_in(source, i, variation, &rest);
            for (size_t k = 0; k < filled; k++) {
                captions[count++] = k == 0 ? class : epochs[k - 1];
            }
        }
    }
    print_pictures(batch.x, count, source->shape.h, source->shape.w, captions);
    batch_free(&batch);
    free(captions);
    return true;
}

/* As a network gets them, but for the standardising. */
static bool show_examples(const Dataset *set, const char *const *classes,
                          const Command *c, Error *error)
{
    Source source;
    Variation variation = {.seed = 1};
    bool varied = c->augment != NULL;
    bool good =
        source_pictures(&source, set, false, error) &&
        (!varied ||
         (augmentation_read(&variation.augmentation, c->augment, error) &&
          augmentation_fits(&variation.augmentation, source.shape, error)));
    if (!good) {
        source_free(&source);
        return varied ? suggest(error, augmentation_names) : false;
    }
    good = print_examples(&source, set->labels, classes, c,
                          varied ? &variation : NULL, error) &&
           todo_none(error);
    source_free(&source);
    return good;
}

/* What --class says is a class, or nothing. */
static bool check_class(const char *class, const char *const *classes,
                        Error *error)
{
    const char *names[DATASET_CLASSES + 1] = {NULL};
    char all[160] = "", more[96];
    for (size_t k = 0; k < DATASET_CLASSES; k++) {
        if (class == NULL || strcmp(class, classes[k]) == 0) {
            return true;
        }
        size_t used = strlen(all);
        snprintf(all + used, sizeof all - used, "%s%s", k > 0 ? ", " : "",
                 classes[k]);
        names[k] = classes[k];
    }
    return error_set(error, "--class: expected %s, found \"%.40s\".%s", all,
                     class, suggestion(class, names, more, sizeof more));
}

static bool show_set(const char *data, const Command *c, Error *error)
{
    Dataset set;
    size_t counts[DATASET_CLASSES] = {0};
    const char *const *classes = dataset_classes(data);
    bool test = strcmp(c->part, "test") == 0;
    if (!check_class(c->class, classes, error)) {
        return false;
    }
    if (!dataset_load(&set, data, test ? "t10k" : "train", error)) {
        return suggest(error, dataset_names);
    }
    for (size_t i = 0; i < set.count; i++) {
        counts[set.labels[i]]++;
    }
    if (c->json) {
        json_t *object = json_object();
        for (size_t k = 0; k < DATASET_CLASSES; k++) {
            json_object_set_new(object, classes[k],
                                json_integer((json_int_t)counts[k]));
        }
        print_json(json_pack("{s:s, s:s, s:I, s:I, s:I, s:o}", "data", data,
                             "part", c->part, "pictures", (json_int_t)set.count,
                             "rows", (json_int_t)set.rows, "columns",
                             (json_int_t)set.columns, "classes", object));
        dataset_free(&set);
        return true;
    }
    printf("%s, %s: %zu pictures of %zu x %zu\n\n%-12s %8s\n", data, c->part,
           set.count, set.rows, set.columns, "class", "pictures");
    for (size_t k = 0; k < DATASET_CLASSES; k++) {
        printf("%-12s %8zu\n", classes[k], counts[k]);
    }
    printf("\n");
    bool good = show_examples(&set, classes, c, error);
    dataset_free(&set);
    return good;
}

/* ---- Single files ---- */

static bool show_idx(const char *path, const Command *c, Error *error)
{
    Idx idx;
    if (!idx_load(&idx, path, error)) {
        return false;
    }
    size_t count = 1;
    json_t *shape = json_array();
    for (size_t i = 0; i < idx.dimensions; i++) {
        count *= idx.shape[i];
        json_array_append_new(shape, json_integer((json_int_t)idx.shape[i]));
    }
    unsigned char least = 255, most = 0;
    for (size_t i = 0; i < count; i++) {
        least = idx.data[i] < least ? idx.data[i] : least;
        most = idx.data[i] > most ? idx.data[i] : most;
    }
    if (c->json) {
        print_json(json_pack("{s:s, s:O, s:i, s:i}", "format", "idx", "shape",
                             shape, "least", least, "most", most));
    } else {
        char *text = json_dumps(shape, 0);
        printf("%s: IDX, bytes from %d to %d, shape %s\n", path, least, most,
               text);
        free(text);
    }
    json_decref(shape);
    idx_free(&idx);
    return true;
}

static json_t *tensor_json(const Tensor *tensor)
{
    json_t *shape = json_array();
    for (size_t i = 0; i < tensor->dimensions; i++) {
        json_array_append_new(shape,
                              json_integer((json_int_t)tensor->shape[i]));
    }
    return json_pack("{s:s, s:s, s:o}", "name", tensor->name, "type",
                     tensor->type, "shape", shape);
}

static bool show_safetensors(const char *path, const Command *c, Error *error)
{
    Safetensors file;
    if (!model_open(&file, path, error)) {
        return false;
    }
    json_t *tensors = json_array(), *notes = json_object();
    for (size_t i = 0; i < file.count; i++) {
        json_array_append_new(tensors, tensor_json(&file.tensors[i]));
    }
    for (size_t i = 0; i < file.note_count; i++) {
        json_object_set_new(notes, file.notes[i].name,
                            json_string(file.notes[i].text));
    }
    json_t *all = json_pack("{s:s, s:o, s:o}", "format", "safetensors",
                            "tensors", tensors, "notes", notes);
    if (c->json) {
        print_json(all);
    } else {
        json_dumpf(all, stdout, JSON_INDENT(2));
        printf("\n");
        json_decref(all);
    }
    safetensors_free(&file);
    return true;
}

static bool show_picture(const char *path, const Command *c, Error *error)
{
    enum { SIDE = 28, BOX = 20 };
    Picture picture;
    float x[SIDE * SIDE];
    if (!picture_load(&picture, path, error)) {
        return false;
    }
    if (c->json) {
        print_json(json_pack("{s:s, s:I, s:I}", "format", "picture", "width",
                             (json_int_t)picture.width, "height",
                             (json_int_t)picture.height));
        picture_free(&picture);
        return true;
    }
    printf("%s: a picture of %zu x %zu pixels; as a network for MNIST gets "
           "it:\n\n",
           path, picture.width, picture.height);
    bool good = picture_prepare(&picture, SIDE, BOX, x, path, error);
    if (good) {
        print_pictures(x, 1, SIDE, SIDE, (const char *[]){""});
    }
    picture_free(&picture);
    return good;
}

/* What is read as what its first bytes say that it is. What they do not say is
   damaged, perhaps, and its name says what it was. */
static FileType type_of(const char *path)
{
    static const struct {
        const char *ending;
        FileType type;
    } endings[] = {{".safetensors", KIND_MODEL},
                   {".png", KIND_PICTURE},
                   {".jpg", KIND_PICTURE},
                   {".jpeg", KIND_PICTURE},
                   {"-ubyte", KIND_IDX}};
    FileType type = kind_of_file(path).type;
    const char *end = path + strlen(path);
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        size_t length = strlen(endings[i].ending);
        if (type == KIND_UNKNOWN && (size_t)(end - path) > length &&
            strcmp(end - length, endings[i].ending) == 0) {
            type = endings[i].type;
        }
    }
    return type;
}

static bool show(const char *operand, const Command *c, Error *error)
{
    struct stat status;
    if (stat(operand, &status) != 0) {
        return show_set(operand, c, error);
    }
    switch (type_of(operand)) {
    case KIND_FOLDER:
        return show_set(operand, c, error);
    case KIND_MODEL:
        return show_safetensors(operand, c, error);
    case KIND_PICTURE:
        return show_picture(operand, c, error);
    case KIND_IDX:
    case KIND_GZIP:
    case KIND_UNKNOWN:
        return show_idx(operand, c, error);
    default:
        return error_set(error,
                         "%s: expected a PNG or JPEG picture, a model or an "
                         "IDX file, found %s",
                         operand, kind_of_file(operand).name);
    }
}

int data_command(int argc, char **argv)
{
    Command c = {.pictures = 10, .part = "train"};
    Option options[] = {
        {"part", 0, TEXT, &c.part, "PART", "train or test", 0, 0, false, false},
        {"pictures", 'n', WHOLE, &c.pictures, "COUNT", "how many are shown", 0,
         10000, false, false},
        {"from", 0, WHOLE, &c.from, "NUMBER", "the first that is shown", 0, 1e9,
         false, false},
        {"class", 'c', TEXT, &c.class, "NAME", "shows this class only", 0, 0,
         false, false},
        {"augment", 'a', TEXT, &c.augment, "CHANGES",
         "shows what training makes of them", 0, 0, false, false},
        {"json", 0, FLAG, &c.json, "", "prints a JSON object", 0, 0, false,
         false},
        {0}};
    Usage usage = {"data",
                   "WHAT",
                   "Says what is in a data set (mnist, fashion or a "
                   "folder), an IDX file, a model\nfile or a picture.",
                   options,
                   1,
                   1,
                   "Examples:\n  nn data mnist --class=7 --pictures=20\n  nn "
                   "data mnist -n 3 "
                   "--augment=shift=2,rotate=15\n  nn data "
                   "runs/mnist-1/best.safetensors\n  nn data seven.png\n"};
    int operands;
    Error error;
    int result = options_parse(&usage, argc, argv, &operands);
    if (result >= 0) {
        return result;
    }
    if (strcmp(c.part, "train") != 0 && strcmp(c.part, "test") != 0) {
        error_set(&error, "--part: expected train or test, found \"%.40s\"",
                  c.part);
        fail("data", &error);
        return 2;
    }
    return show(argv[operands], &c, &error) ? 0 : fail("data", &error);
}
