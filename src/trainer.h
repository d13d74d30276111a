/* The training of a network: epochs, batches, steps of an optimiser whose rate
   follows a schedule, validation after each epoch, the best parameters kept. It
   can be stopped after any step and gone on with: all that it depends on is in
   a checkpoint, and its next steps follow from that alone.

       trainer_new(&trainer, &net, train, validation, &training, &error);
       while (!trainer_is_done(&trainer)) {
           trainer_epoch(&trainer, &epoch, &error);
       }
       trainer_take_best(&trainer);

   The work is done by the functions of training.h and regularization.h. */
#ifndef TRAINER_H
#define TRAINER_H

#include "checkpoint.h"
#include "evaluation.h"
#include "optimiser.h"

/* What a training is told. */
typedef struct Training {
    OptimiserSettings optimiser;
    Schedule schedule; /* but for epoch and total, which follow */
    Penalty penalty;
    Augmentation augmentation; /* of the training examples alone */
    const Loss *loss;
    size_t batch, epochs;
    size_t patience; /* stops after so many epochs that were not better; 0:
                        never */
    Rng rng;         /* from which the order of the examples is drawn */
    /* In place of train_step, unless NULL. */
    real (*train_step)(Net *net, const Loss *loss, const real *x, Target target,
                       size_t n, Step *step, void *context);
} Training;

/* Where a training is. Kept as it lies here: whole numbers, then real ones. */
typedef struct Position {
    int64_t epoch, batch, step;      /* done; batch: of this epoch */
    int64_t epoch_seen, epoch_right; /* examples of this epoch */
    int64_t row_seen, row_right;     /* ... since the caller set them to 0 */
    int64_t best_epoch;              /* 1, 2 ...; 0: none yet */
    int64_t checksum;                /* of the data */
    int64_t stopped;                 /* 1: patience is at its end */
} Position;

typedef struct Sums {
    double epoch_loss, row_loss; /* over the examples seen */
    double best_accuracy;
} Sums;

typedef struct Trainer {
    Training training;
    Net *net;
    Part train, validation;
    Optimiser optimiser;
    size_t batches; /* in an epoch */
    size_t *order;  /* [train.count], of this epoch */
    int *numbers;   /* [training.batch], of a batch's examples */
    int *answers;   /* [training.batch] */
    Batch batch;
    double rate;  /* of the last step */
    size_t taken; /* steps in the last train_step */
    real *best;   /* [parameters and states of the net] */
    Position position;
    Sums sums;
} Trainer;

/* How an epoch went. The loss is that of the data, without penalties. */
typedef struct Epoch {
    double loss, accuracy; /* mean over the examples, while it learned */
    Evaluation validation; /* loss and accuracy NAN without examples */
    bool best;             /* so far */
} Epoch;

/* For a network of at least training->batch examples; the network and the
   sources stay the caller's. What is best is judged by validation, or if that
   is empty by the accuracy while it learned. The caller frees it by
   trainer_free. */
bool trainer_new(Trainer *trainer, Net *net, Part train, Part validation,
                 const Training *training, Error *error);
void trainer_free(Trainer *trainer);

/* One batch, if the epoch is not over. An error, as for all that follow, if one
   of the functions of those headers is not written yet or does not what it
   should. */
bool trainer_step(Trainer *trainer, Error *error);
bool trainer_epoch_is_over(const Trainer *trainer);

/* After the last batch of an epoch: validates, keeps the best, shuffles for the
   next one. */
bool trainer_end_epoch(Trainer *trainer, Epoch *epoch, Error *error);

/* All of that for what is left of an epoch. */
bool trainer_epoch(Trainer *trainer, Epoch *epoch, Error *error);

/* After all epochs, or as many as patience has. */
bool trainer_is_done(const Trainer *trainer);

/* Gives the network the best parameters that it has had after an epoch. */
void trainer_take_best(Trainer *trainer);

/* Saves all that is needed to go on.   notes: [note_count], further notes. */
bool trainer_save(const Trainer *trainer, const char *path, const Note *notes,
                  size_t note_count, Error *error);

/* Goes on from a checkpoint, which must be of the same training. After an error
   the network may hold anything. */
bool trainer_restore(Trainer *trainer, const Safetensors *file,
                     const char *path, Error *error);

#endif
