/* How good a network is that tells classes apart: what it answers to a part of
   a source, counted. */
#ifndef EVALUATION_H
#define EVALUATION_H

#include "source.h"

typedef struct Evaluation {
    size_t count; /* examples */
    double loss, accuracy;
    size_t counts[DATASET_CLASSES * DATASET_CLASSES]; /* confusion_matrix */
    real precision[DATASET_CLASSES], recall[DATASET_CLASSES];
    real f1[DATASET_CLASSES];
} Evaluation;

/* Are these examples something for this network? An error if not: its input has
   another size, or it has not an output for each class, where it is a loss of
   labels. */
bool evaluation_fits(const Net *net, const Loss *loss, const Source *source,
                     Error *error);

/* Asks the network about all examples of a part, a piece at a time. */
bool evaluation_of(Evaluation *evaluation, Net *net, const Loss *loss,
                   Part part, Error *error);

#endif
