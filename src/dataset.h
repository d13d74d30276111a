/* A set of labelled pictures, as MNIST and Fashion-MNIST come: a file of
   images and a file of labels for each part. */
#ifndef DATASET_H
#define DATASET_H

#include "error.h"

#include <stddef.h>

enum { DATASET_CLASSES = 10 };

typedef struct Dataset {
    size_t count;          /* pictures, and labels */
    size_t rows, columns;  /* of one picture */
    unsigned char *pixels; /* [count][rows][columns], 0 (paper) to 255 (ink) */
    unsigned char *labels; /* [count], each below DATASET_CLASSES */
} Dataset;

/* The sets that have a name, "mnist" and "fashion"; NULL ends them. They lie in
   the folder of that name in the folder that the environment variable NN_DATA
   says, or else in data/. */
extern const char *const dataset_names[];

/* The folder of a set: of its name, or else name itself. Returns it; path:
   [size], memory for it. */
const char *dataset_folder(const char *name, char *path, size_t size);

/* What its classes are called.   Returns [DATASET_CLASSES]. */
const char *const *dataset_classes(const char *name);

/* Loads a part, "train" or "t10k" (the test set), of a set that has a name, or
   of the folder `name`: the files PART-images-idx3-ubyte and
   PART-labels-idx1-ubyte, as they are or with .gz, or with a dot before "idx".
   An error if one is missing or damaged or they do not fit together; it leaves
   dataset empty. The caller frees it by dataset_free. */
bool dataset_load(Dataset *dataset, const char *name, const char *part,
                  Error *error);

/* Frees what dataset holds and empties it; an empty one is left as it is. */
void dataset_free(Dataset *dataset);

#endif
