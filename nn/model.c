#include "model.h"

#include "kind.h"
#include "net_named.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

const char *model_path(const char *path, char *text, size_t size)
{
    struct stat status;
    bool folder = stat(path, &status) == 0 && S_ISDIR(status.st_mode);
    snprintf(text, size, folder ? "%s/best.safetensors" : "%s", path);
    return text;
}

static bool read_number(const Safetensors *file, const char *name,
                        const char *path, real *number, Error *error)
{
    const char *text = safetensors_note(file, name);
    char *end = NULL;
    *number = text != NULL ? strtof(text, &end) : NAN;
    return (text != NULL && end != text && *end == '\0' && isfinite(*number)) ||
           error_set(error, "%s: expected a note \"%s\" that is a number", path,
                     name);
}

/* For a file without these notes: what nearly every example of PyTorch for
   MNIST has. */
static void assume_standard(Model *model, const char *path, const char *command)
{
    model->mean = (real)0.1307;
    model->deviation = (real)0.3081;
    fprintf(stderr,
            "nn %s: %s does not say the mean and deviation of its pixels; "
            "taking 0.1307 and 0.3081, as PyTorch's examples for MNIST do\n",
            command, path);
}

static bool read_standard(Model *model, const char *path,
                          const ModelWords *words, Error *error)
{
    const Safetensors *file = &model->file;
    if (words->network != NULL && safetensors_note(file, "mean") == NULL &&
        safetensors_note(file, "deviation") == NULL) {
        assume_standard(model, path, words->command);
        return true;
    }
    return read_number(file, "mean", path, &model->mean, error) &&
           read_number(file, "deviation", path, &model->deviation, error);
}

/* For a file without names: those of the data set, or else numbers. */
static json_t *assume_classes(const Model *model)
{
    const char *const *names = dataset_classes(model->data);
    json_t *list = json_array();
    for (size_t k = 0; k < model->classes; k++) {
        json_array_append_new(list, model->classes == DATASET_CLASSES
                                        ? json_string(names[k])
                                        : json_sprintf("%zu", k));
    }
    return list;
}

/* The note "classes": a JSON array of as many names as the net has outputs. */
static bool read_classes(Model *model, const char *path,
                         const ModelWords *words, Error *error)
{
    const char *text = safetensors_note(&model->file, "classes");
    json_t *list = text != NULL ? json_loads(text, 0, NULL) : NULL;
    model->classes = shape_size(model->net.layers[model->net.count - 1].out);
    if (text == NULL && words->network != NULL) {
        list = assume_classes(model);
    }
    model->json = list;
    bool good = json_array_size(list) == model->classes;
    const char **names = malloc((model->classes + 1) * sizeof *names);
    model->names = names;
    for (size_t i = 0; good && names != NULL && i < model->classes; i++) {
        names[i] = json_string_value(json_array_get(list, i));
        good = names[i] != NULL;
    }
    return (good && names != NULL) ||
           error_set(error, "%s: expected a note \"classes\" of %zu names",
                     path, model->classes);
}

static bool read_data(Model *model, const char *path, const ModelWords *words,
                      Error *error)
{
    model->data = words->data;
    if (model->data == NULL) {
        model->data = safetensors_note(&model->file, "data");
    }
    if (model->data == NULL && words->network != NULL) {
        model->data = "mnist";
    }
    return model->data != NULL ||
           error_set(error, "%s: expected a note \"data\"", path);
}

bool model_open(Safetensors *file, const char *path, Error *error)
{
    if (safetensors_load(file, path, error)) {
        return true;
    }
    Kind kind = kind_of_file(path);
    if (kind.type != KIND_MODEL && kind.type != KIND_UNKNOWN) {
        error_set(error, "%s: expected a model, a safetensors file, found %s",
                  path, kind.name);
    }
    return false;
}

bool model_check(const Safetensors *file, const char *path, Error *error)
{
    for (size_t i = 0; i < file->count; i++) {
        const Tensor *tensor = &file->tensors[i];
        bool is_real = strcmp(tensor->type, REAL_TYPE) == 0;
        size_t count = is_real ? tensor_bytes(tensor) / sizeof(real) : 0;
        for (size_t k = 0; k < count; k++) {
            real number;
            memcpy(&number, (const char *)tensor->data + k * sizeof number,
                   sizeof number);
            if (!isfinite(number)) {
                return error_set(error,
                                 "%s: %s: number %zu is %g: did the training "
                                 "diverge? A smaller --learning-rate may help",
                                 path, tensor->name, k, (double)number);
            }
        }
    }
    return true;
}

/* The layers that the file names, or else the user. */
static bool parse(Model *model, const char *path, const ModelWords *words,
                  Error *error)
{
    const char *own = safetensors_note(&model->file, "network");
    if (words->network == NULL && own != NULL) {
        return checkpoint_parse(&model->net, &model->file, path, error);
    }
    if (words->network == NULL) {
        return error_set(error,
                         "%s: expected a note \"network\", found none: a file "
                         "of another program? Say what it holds, such as "
                         "--network=lenet",
                         path);
    }
    if (own != NULL) {
        return error_set(error,
                         "%s: --network: expected a file that does not say "
                         "what it holds, found \"%.200s\"",
                         path, own);
    }
    return net_parse_words(&model->net, words->network,
                           net_input(words->network), error);
}

static bool load_net(Model *model, const char *path, const ModelWords *words,
                     size_t batch, Error *error)
{
    Net *net = &model->net;
    if (!parse(model, path, words, error)) {
        return false;
    }
    for (size_t i = 1; words->watched && i < net->count; i++) {
        net_watch(net, i);
    }
    return checkpoint_end(net, &model->file, path, batch, error) &&
           (words->network == NULL ||
            checkpoint_no_more(net, &model->file, path, error));
}

bool model_load(Model *model, const char *path, const ModelWords *words,
                size_t batch, Error *error)
{
    *model = (Model){0};
    bool good = model_open(&model->file, path, error) &&
                model_check(&model->file, path, error) &&
                load_net(model, path, words, batch, error) &&
                read_data(model, path, words, error) &&
                read_standard(model, path, words, error) &&
                read_classes(model, path, words, error);
    if (!good) {
        model_free(model);
    }
    return good;
}

void model_free(Model *model)
{
    net_free(&model->net);
    free((void *)model->names);
    json_decref(model->json);
    safetensors_free(&model->file);
    *model = (Model){0};
}

bool model_save(const char *path, const Model *model, const char *config,
                const Trainer *trainer, Error *error)
{
    char mean[32], deviation[32];
    json_t *names = json_array();
    for (size_t i = 0; i < model->classes; i++) {
        json_array_append_new(names, json_string(model->names[i]));
    }
    char *classes = json_dumps(names, JSON_COMPACT);
    json_decref(names);
    snprintf(mean, sizeof mean, "%.9g", (double)model->mean);
    snprintf(deviation, sizeof deviation, "%.9g", (double)model->deviation);
    const Note notes[] = {{"version", "1"},     {"data", model->data},
                          {"mean", mean},       {"deviation", deviation},
                          {"classes", classes}, {"config", config}};
    bool good = classes != NULL || error_set(error, "%s: no memory", path);
    size_t count = sizeof notes / sizeof notes[0];
    if (good && trainer != NULL) {
        good = trainer_save(trainer, path, notes, count, error);
    } else if (good) {
        good = checkpoint_save(path, &model->net, NULL, 0, notes, count, error);
    }
    free(classes);
    return good;
}
