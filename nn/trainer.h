/* A training that can be stopped at any moment and gone on with: all that it
   depends on is in a checkpoint, and its next steps follow from that alone. */
#ifndef TRAINER_H
#define TRAINER_H

#include "config.h"
#include "model.h"
#include "samples.h"

/* Where a training is. Kept as it lies here: whole numbers, then real ones. */
typedef struct Position {
    int64_t epoch, batch, step;      /* done; batch: of this epoch */
    int64_t epoch_seen, epoch_right; /* examples of this epoch */
    int64_t row_seen, row_right;     /* ... since the last row of the log */
    int64_t best_epoch;              /* 0: none yet */
    int64_t checksum;                /* of the data */
} Position;

typedef struct Sums {
    double epoch_loss, row_loss; /* over the examples seen */
    double best_accuracy;
} Sums;

typedef struct Trainer {
    Config config;
    const char *config_text; /* as JSON */
    Model model;
    Optimiser optimiser;
    Samples samples; /* the first train_count for training, then validation */
    size_t train_count, validation_count, batches;
    Rng rng;
    size_t *order; /* [train_count], of this epoch */
    real *batch_x;
    int *batch_labels, *answers;
    double rate; /* of the step that is taken */
    Position position;
    Sums sums;
} Trainer;

/* Loads the data, splits it, builds network and optimiser. Settings that were
   left open are filled in config. Freed by trainer_free, after an error too. */
bool trainer_new(Trainer *trainer, Config *config, Error *error);
void trainer_free(Trainer *trainer);

/* One batch; false after the last of an epoch. */
bool trainer_step(Trainer *trainer);

/* Loss and accuracy on the validation part. */
void trainer_validate(Trainer *trainer, double *loss, double *accuracy);

/* Shuffles for the next epoch. */
void trainer_next_epoch(Trainer *trainer);

/* Saves the model alone, or all that is needed to go on. */
bool trainer_save_model(const Trainer *trainer, const char *path, Error *error);
bool trainer_save(const Trainer *trainer, const char *path, Error *error);

/* Goes on from a checkpoint, which must be of the same training. */
bool trainer_restore(Trainer *trainer, const Safetensors *file,
                     const char *path, Error *error);

#endif
