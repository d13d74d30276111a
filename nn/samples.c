#include "samples.h"

#include "training.h"
#include "words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <zlib.h>

static const char *const digits[DATASET_CLASSES] = {"0", "1", "2", "3", "4",
                                                    "5", "6", "7", "8", "9"};
static const char *const clothes[DATASET_CLASSES] = {
    "T-shirt", "trousers", "pullover", "dress", "coat",
    "sandal",  "shirt",    "sneaker",  "bag",   "ankle boot"};
static const char *const known[] = {"mnist", "fashion", NULL};

const char *const *data_classes(const char *data)
{
    return strcmp(data, "fashion") == 0 ? clothes : digits;
}

static bool is_known(const char *data)
{
    return strcmp(data, known[0]) == 0 || strcmp(data, known[1]) == 0;
}

/* Where a data set lies: data itself if it is no known name. */
static const char *data_folder(const char *data, char *path, size_t size)
{
    const char *root = getenv("NN_DATA");
    if (is_known(data)) {
        snprintf(path, size, "%s/%s",
                 root != NULL && *root != '\0' ? root : "data", data);
    } else {
        snprintf(path, size, "%s", data);
    }
    return path;
}

bool data_load(Dataset *set, const char *data, const char *part, Error *error)
{
    char folder[4096], more[96];
    struct stat status;
    *set = (Dataset){0};
    data_folder(data, folder, sizeof folder);
    if (!is_known(data) && stat(folder, &status) != 0) {
        return error_set(error, "%s: expected mnist, fashion or a folder.%s",
                         data, suggestion(data, known, more, sizeof more));
    }
    return dataset_load(set, folder, part, error);
}

bool samples_new(Samples *samples, const Dataset *set, const size_t *order,
                 Error *error)
{
    size_t size = set->rows * set->columns;
    *samples = (Samples){
        .count = set->count,
        .rows = set->rows,
        .columns = set->columns,
        .x = malloc(set->count * size * sizeof *samples->x),
        .labels = malloc(set->count * sizeof *samples->labels),
    };
    if (samples->x == NULL || samples->labels == NULL) {
        samples_free(samples);
        return error_set(error, "no memory for %zu pictures", set->count);
    }
    for (size_t i = 0; i < set->count; i++) {
        size_t from = order != NULL ? order[i] : i;
        normalise(set->pixels + from * size, samples->x + i * size, size);
        samples->labels[i] = set->labels[from];
    }
    uLong sum = crc32_z(0, set->pixels, set->count * size);
    samples->checksum = (uint32_t)crc32_z(sum, set->labels, set->count);
    return true;
}

void samples_free(Samples *samples)
{
    free(samples->x);
    free(samples->labels);
    *samples = (Samples){0};
}
