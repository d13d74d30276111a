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

/* Loads a part, "train" or "t10k" (the test set), from a directory: the files
   PART-images-idx3-ubyte and PART-labels-idx1-ubyte, as they are or with .gz,
   or with a dot before "idx". An error if one is missing or damaged or they do
   not fit together; it leaves dataset empty. The caller frees it by
   dataset_free. */
bool dataset_load(Dataset *dataset, const char *directory, const char *part,
                  Error *error);

/* Frees what dataset holds and empties it; an empty one is left as it is. */
void dataset_free(Dataset *dataset);

#endif
