/* A trained network with what belongs to it: how pictures are standardised
   before they go in, and what its answers are called. */
#ifndef MODEL_H
#define MODEL_H

#include "trainer.h"

typedef struct Model {
    Net net;
    real mean, deviation;     /* of the pixels, 0 to 1, of its training data */
    size_t classes;           /* outputs of the net */
    const char *const *names; /* [classes] */
    const char *data;         /* the data set that it was trained on */
    Safetensors file;         /* what it came from; holds the texts */
    void *json;
} Model;

/* The path of the model: path itself, or the best model of a run's folder. */
const char *model_path(const char *path, char *text, size_t size);

/* Reads a model's file, as safetensors_load does. The error says what the file
   is if it is something else. */
bool model_open(Safetensors *file, const char *path, Error *error);

/* Is every number of the file one? A training that diverged leaves others. */
bool model_check(const Safetensors *file, const char *path, Error *error);

/* What the user says of a model. NULL: the file says it. */
typedef struct ModelWords {
    const char *command; /* for messages */
    const char *network; /* of a file of another program, which does not say */
    const char *data;    /* the data set, else MNIST for such a file */
    bool watched;        /* the outputs of all layers are wanted */
} ModelWords;

/* Loads a model for batches of up to `batch`. The caller frees it by
   model_free. An error, too, if a number in it is infinite or none. If a file
   of another program does not say how its pictures were standardised, they are
   as in PyTorch's examples for MNIST, which is said on standard error. */
bool model_load(Model *model, const char *path, const ModelWords *words,
                size_t batch, Error *error);
void model_free(Model *model);

/* Saves a network that was trained on `data`; config is JSON. With its trainer,
   the training can be gone on with. */
bool model_save(const char *path, const Model *model, const char *config,
                const Trainer *trainer, Error *error);

#endif
