/* The folder of a run: config.json, log.tsv, best.safetensors and
   last.safetensors. Everything but the log, which grows row by row, is replaced
   as a whole. */
#ifndef RUN_H
#define RUN_H

#include "error.h"

#include <jansson.h>
#include <stdint.h>
#include <stdio.h>

enum { RUN_PATH = 4096 };

typedef struct Run {
    char folder[RUN_PATH - 32];
    int lock; /* holds off a second training in the same folder */
    FILE *log;
} Run;

/* What a row of the log says; NAN is left out. */
typedef struct LogRow {
    const char *kind; /* "batch": since the last row; "epoch": of the epoch */
    double epoch;     /* how many are done; 0.5 in the middle of the first */
    int64_t step;
    double learning_rate, loss, accuracy, validation_loss, validation_accuracy;
    double speed, seconds; /* images/s; since the beginning */
} LogRow;

/* Makes a folder and those above it, where they are not there. */
bool make_folders(const char *folder, Error *error);

/* A new run in a folder that holds none; NULL: runs/NAME-1 or the next that is
   free. Freed by run_close, after an error too. */
bool run_create(Run *run, const char *folder, const char *name, Error *error);

/* A folder for many runs, which is made if it is not there; NULL: as above.
   run_lock keeps a second nn from working there. */
bool run_folder(Run *run, const char *folder, const char *name, Error *error);
bool run_lock(Run *run, Error *error);

/* An old run. An error if the folder does not hold one. */
bool run_open(Run *run, const char *folder, Error *error);
void run_close(Run *run);

/* The path of a file in the folder. */
const char *run_path(const Run *run, const char *file, char path[RUN_PATH]);
bool run_has(const Run *run, const char *file);

bool run_write_config(const Run *run, const json_t *config, Error *error);
json_t *run_read_config(const Run *run, Error *error);

/* Opens the log behind its last row of a step up to `step`, and drops the
   rest, which was not saved. seconds: of that last row. */
bool run_open_log(Run *run, int64_t step, double *seconds, Error *error);
bool run_log(Run *run, const LogRow *row, Error *error);

/* What a log says of a run's epochs. */
typedef struct RunScore {
    double accuracy, seconds; /* the best on the validation set; of all */
    size_t best_epoch, epochs;
} RunScore;

/* An error if the log has no validation accuracy. */
bool run_score(const char *folder, RunScore *score, Error *error);

#endif
