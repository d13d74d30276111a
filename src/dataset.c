#include "dataset.h"
#include "idx.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const dataset_names[] = {"mnist", "fashion", NULL};

static const char *const digits[DATASET_CLASSES] = {"0", "1", "2", "3", "4",
                                                    "5", "6", "7", "8", "9"};
static const char *const clothes[DATASET_CLASSES] = {
    "T-shirt", "trousers", "pullover", "dress", "coat",
    "sandal",  "shirt",    "sneaker",  "bag",   "ankle boot"};

const char *const *dataset_classes(const char *name)
{
    return strcmp(name, dataset_names[1]) == 0 ? clothes : digits;
}

const char *dataset_folder(const char *name, char *path, size_t size)
{
    const char *root = getenv("NN_DATA");
    for (size_t i = 0; dataset_names[i] != NULL; i++) {
        if (strcmp(name, dataset_names[i]) == 0) {
            snprintf(path, size, "%s/%s",
                     root != NULL && *root != '\0' ? root : "data", name);
            return path;
        }
    }
    return name;
}

/* A file that is there but cannot be opened exists: idx_load says why. */
static bool exists(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return errno != ENOENT;
    }
    fclose(file);
    return true;
}

/* What helps with the two folders that `make data` fills; "" for others. */
static const char *advice(const char *directory)
{
    bool fetched = strcmp(directory, "data/mnist") == 0 ||
                   strcmp(directory, "data/fashion") == 0;
    return fetched ? "; run `make data`" : "";
}

/* Loads one file of a part, plain or else with .gz, and checks its number of
   dimensions. Some who pass the files on write a dot before "idx". */
static bool load_file(Idx *idx, const char *directory, const char *part,
                      const char *kind, size_t dimensions, Error *error)
{
    static const struct {
        char separator;
        const char *ending;
    } forms[] = {{'-', ""}, {'-', ".gz"}, {'.', ""}, {'.', ".gz"}};
    *idx = (Idx){0};
    char path[4096];
    bool found = false;
    for (size_t i = 0; !found && i < sizeof forms / sizeof forms[0]; i++) {
        int length = snprintf(path, sizeof path, "%s/%s-%s%cidx%zu-ubyte%s",
                              directory, part, kind, forms[i].separator,
                              dimensions, forms[i].ending);
        if (length < 0 || (size_t)length >= sizeof path) {
            return error_set(error, "%.80s...: the path is too long",
                             directory);
        }
        found = exists(path);
    }
    if (!found) {
        return error_set(error,
                         "%s/%s-%s-idx%zu-ubyte: not found, nor with .gz or as "
                         "%s-%s.idx%zu-ubyte%s",
                         directory, part, kind, dimensions, part, kind,
                         dimensions, advice(directory));
    }
    if (!idx_load(idx, path, error)) {
        return false;
    }
    if (idx->dimensions != dimensions) {
        error_set(error, "%s: expected %zu dimensions, found %zu", path,
                  dimensions, idx->dimensions);
        idx_free(idx);
        return false;
    }
    return true;
}

/* Do the labels fit the images, and is each one a class? */
static bool check(const Dataset *dataset, size_t labels, const char *directory,
                  const char *part, Error *error)
{
    if (labels != dataset->count) {
        return error_set(error,
                         "%s: %s-images holds %zu pictures, but %s-labels "
                         "%zu labels%s",
                         directory, part, dataset->count, part, labels,
                         advice(directory));
    }
    for (size_t i = 0; i < labels; i++) {
        if (dataset->labels[i] >= DATASET_CLASSES) {
            return error_set(error,
                             "%s: %s-labels: label %zu is %d, expected 0 to "
                             "%d%s",
                             directory, part, i, dataset->labels[i],
                             DATASET_CLASSES - 1, advice(directory));
        }
    }
    return true;
}

bool dataset_load(Dataset *dataset, const char *name, const char *part,
                  Error *error)
{
    *dataset = (Dataset){0};
    Idx images, labels;
    char path[4096];
    const char *directory = dataset_folder(name, path, sizeof path);
    if (directory == name && !exists(name)) {
        return error_set(
            error, "data: expected mnist, fashion or a folder, found \"%.80s\"",
            name);
    }
    if (!load_file(&images, directory, part, "images", 3, error)) {
        return false;
    }
    if (!load_file(&labels, directory, part, "labels", 1, error)) {
        idx_free(&images);
        return false;
    }
    *dataset = (Dataset){.count = images.shape[0],
                         .rows = images.shape[1],
                         .columns = images.shape[2],
                         .pixels = images.data,
                         .labels = labels.data};
    if (!check(dataset, labels.shape[0], directory, part, error)) {
        dataset_free(dataset);
        return false;
    }
    return true;
}

void dataset_free(Dataset *dataset)
{
    free(dataset->pixels);
    free(dataset->labels);
    *dataset = (Dataset){0};
}
