/* Labelled pictures as a network takes them. */
#ifndef SAMPLES_H
#define SAMPLES_H

#include "dataset.h"
#include "real.h"

#include <stdint.h>

typedef struct Samples {
    size_t count, rows, columns;
    real *x;           /* [count][rows][columns], 0 to 1 */
    int *labels;       /* [count] */
    uint32_t checksum; /* of the pictures and labels */
} Samples;

/* Loads a part, "train" or "t10k", of "mnist" or "fashion", which lie in the
   folder NN_DATA or else data, or of another folder. */
bool data_load(Dataset *set, const char *data, const char *part, Error *error);

/* Makes samples of it: set's example order[i] becomes number i, or i itself if
   order is NULL. The caller frees them by samples_free. */
bool samples_new(Samples *samples, const Dataset *set, const size_t *order,
                 Error *error);
void samples_free(Samples *samples);

/* The names of the classes of a data set. */
const char *const *data_classes(const char *data);

#endif
