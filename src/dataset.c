#include "dataset.h"
#include "idx.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

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

/* Loads one file of a part, plain or else with .gz, and checks its number of
   dimensions. */
static bool load_file(Idx *idx, const char *directory, const char *part,
                      const char *kind, size_t dimensions, Error *error)
{
    *idx = (Idx){0};
    char path[4096];
    int length = snprintf(path, sizeof path, "%s/%s-%s-idx%zu-ubyte", directory,
                          part, kind, dimensions);
    if (length < 0 || (size_t)length + sizeof ".gz" > sizeof path) {
        return error_set(error, "%.80s...: the path is too long", directory);
    }
    if (!exists(path)) {
        snprintf(path + length, sizeof ".gz", ".gz");
        if (!exists(path)) {
            path[length] = '\0';
            return error_set(
                error, "%s: not found, nor with .gz; run `make data`", path);
        }
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
                         "%zu labels; run `make data`",
                         directory, part, dataset->count, part, labels);
    }
    for (size_t i = 0; i < labels; i++) {
        if (dataset->labels[i] >= DATASET_CLASSES) {
            return error_set(error,
                             "%s: %s-labels: label %zu is %d, expected 0 to "
                             "%d; run `make data`",
                             directory, part, i, dataset->labels[i],
                             DATASET_CLASSES - 1);
        }
    }
    return true;
}

bool dataset_load(Dataset *dataset, const char *directory, const char *part,
                  Error *error)
{
    *dataset = (Dataset){0};
    Idx images, labels;
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
