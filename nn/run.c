#define _DEFAULT_SOURCE

#include "run.h"

#include "new_file.h"
#include "words.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static const char log_head[] =
    "row\tepoch\tstep\tlearning_rate\tloss\taccuracy\tvalidation_loss\t"
    "validation_accuracy\timages_per_second\tseconds\n";

enum {
    EPOCH_COLUMN = 1,
    STEP_COLUMN,
    VALIDATION_COLUMN = 7,
    SECONDS_COLUMN = 9
};

const char *run_path(const Run *run, const char *file, char path[RUN_PATH])
{
    snprintf(path, RUN_PATH, "%s/%s", run->folder, file);
    return path;
}

bool run_has(const Run *run, const char *file)
{
    char path[RUN_PATH];
    struct stat status;
    return stat(run_path(run, file, path), &status) == 0;
}

bool make_folders(const char *folder, Error *error)
{
    char path[RUN_PATH];
    snprintf(path, sizeof path, "%s", folder);
    for (char *slash = path + 1; (slash = strchr(slash, '/')) != NULL;
         slash++) {
        *slash = '\0';
        (void)mkdir(path, 0777);
        *slash = '/';
    }
    if (mkdir(path, 0777) == 0 || errno == EEXIST) {
        return true;
    }
    return error_set(error, "%s: cannot be made: %s", folder, strerror(errno));
}

/* Names the folder, without slashes at its end. */
static bool name_folder(Run *run, const char *folder, Error *error)
{
    size_t length = strlen(folder);
    if (length >= sizeof run->folder) {
        return error_set(error, "%.80s...: the path is too long", folder);
    }
    memcpy(run->folder, folder, length + 1);
    while (length > 1 && run->folder[length - 1] == '/') {
        run->folder[--length] = '\0';
    }
    return true;
}

bool run_lock(Run *run, Error *error)
{
    const char *folder = run->folder;
    run->lock = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (run->lock < 0 && errno == ENOTDIR) {
        return error_set(error,
                         "%s: expected the folder of a run, found a "
                         "file",
                         folder);
    }
    if (run->lock < 0) {
        return error_set(error, "%s: %s", folder, strerror(errno));
    }
    if (flock(run->lock, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
        return error_set(error, "%s: another nn is training there", folder);
    }
    return true;
}

bool run_folder(Run *run, const char *folder, const char *name, Error *error)
{
    char path[RUN_PATH];
    struct stat status;
    *run = (Run){.lock = -1};
    if (folder == NULL) {
        size_t number = 0;
        do {
            number++;
            snprintf(path, sizeof path, "runs/%s-%zu", name, number);
        } while (stat(path, &status) == 0);
        folder = path;
    }
    return make_folders(folder, error) && name_folder(run, folder, error);
}

bool run_create(Run *run, const char *folder, const char *name, Error *error)
{
    char word[4 * RUN_PATH];
    if (!run_folder(run, folder, name, error) || !run_lock(run, error)) {
        return false;
    }
    return !run_has(run, "config.json") ||
           error_set(error,
                     "%s: holds a run already; nn train --resume %s goes on "
                     "with it",
                     run->folder, shell_word(run->folder, word, sizeof word));
}

bool run_open(Run *run, const char *folder, Error *error)
{
    char word[4 * RUN_PATH];
    *run = (Run){.lock = -1};
    return name_folder(run, folder, error) && run_lock(run, error) &&
           (run_has(run, "config.json") ||
            error_set(error,
                      "%s: expected the folder of a run, with a "
                      "config.json; nn train --run %s begins one",
                      folder, shell_word(folder, word, sizeof word)));
}

void run_close(Run *run)
{
    if (run->log != NULL) {
        fclose(run->log);
    }
    if (run->lock >= 0) {
        close(run->lock);
    }
    *run = (Run){.lock = -1};
}

bool run_write_config(const Run *run, const json_t *config, Error *error)
{
    char path[RUN_PATH];
    NewFile file;
    if (!new_file_begin(&file, run_path(run, "config.json", path), error)) {
        return false;
    }
    json_dumpf(config, file.stream, JSON_INDENT(4) | JSON_REAL_PRECISION(15));
    fputc('\n', file.stream);
    return new_file_end(&file, error);
}

json_t *run_read_config(const Run *run, Error *error)
{
    char path[RUN_PATH];
    json_error_t reason;
    json_t *config = json_load_file(run_path(run, "config.json", path),
                                    JSON_REJECT_DUPLICATES, &reason);
    if (!json_is_object(config)) {
        error_set(error, "%s: expected a JSON object: %s", path,
                  config == NULL ? reason.text : "it is none");
        json_decref(config);
        return NULL;
    }
    return config;
}

/* ---- The log ---- */

/* Column k of a row as a number; NAN if it is empty. */
static double column(const char *row, int k)
{
    while (k-- > 0) {
        row += strcspn(row, "\t");
        row += *row == '\t';
    }
    return *row == '\t' || *row == '\n' ? NAN : strtod(row, NULL);
}

/* Copies the rows that count from the old log, if there is one. */
static void copy_rows(const char *path, FILE *to, int64_t step, double *seconds)
{
    char row[1024];
    FILE *from = fopen(path, "r");
    if (from == NULL) {
        return;
    }
    bool more = fgets(row, sizeof row, from) != NULL; /* the head */
    while (more && fgets(row, sizeof row, from) != NULL &&
           strchr(row, '\n') != NULL) {
        if (column(row, STEP_COLUMN) <= (double)step) {
            fputs(row, to);
            *seconds = column(row, SECONDS_COLUMN);
        }
    }
    fclose(from);
}

bool run_open_log(Run *run, int64_t step, double *seconds, Error *error)
{
    char path[RUN_PATH];
    NewFile file;
    *seconds = 0;
    if (!new_file_begin(&file, run_path(run, "log.tsv", path), error)) {
        return false;
    }
    fputs(log_head, file.stream);
    copy_rows(path, file.stream, step, seconds);
    if (!new_file_end(&file, error)) {
        return false;
    }
    run->log = fopen(path, "a");
    return run->log != NULL ||
           error_set(error, "%s: cannot be written: %s", path, strerror(errno));
}

static void print_column(FILE *log, const char *format, double value)
{
    if (isnan(value)) {
        fputs("\tNaN", log);
    } else {
        fprintf(log, format, value);
    }
}

bool run_log(Run *run, const LogRow *row, Error *error)
{
    FILE *log = run->log;
    fprintf(log, "%s\t%.6g\t%lld", row->kind, row->epoch, (long long)row->step);
    print_column(log, "\t%.6g", row->learning_rate);
    print_column(log, "\t%.6g", row->loss);
    print_column(log, "\t%.6g", row->accuracy);
    print_column(log, "\t%.6g", row->validation_loss);
    print_column(log, "\t%.6g", row->validation_accuracy);
    print_column(log, "\t%.0f", row->speed);
    print_column(log, "\t%.3f", row->seconds);
    fputc('\n', log);
    return (fflush(log) == 0 && !ferror(log)) ||
           error_set(error, "%s/log.tsv: cannot be written: %s", run->folder,
                     strerror(errno));
}

bool run_score(const char *folder, RunScore *score, Error *error)
{
    char path[RUN_PATH], row[1024];
    snprintf(path, sizeof path, "%s/log.tsv", folder);
    FILE *file = fopen(path, "r");
    if (file == NULL) {
        return error_set(error, "%s: %s", path, strerror(errno));
    }
    *score = (RunScore){.accuracy = NAN};
    while (fgets(row, sizeof row, file) != NULL) {
        if (strncmp(row, "epoch\t", 6) != 0) {
            continue;
        }
        score->epochs = (size_t)column(row, EPOCH_COLUMN);
        score->seconds = column(row, SECONDS_COLUMN);
        double accuracy = column(row, VALIDATION_COLUMN);
        if (!(accuracy <= score->accuracy)) {
            score->accuracy = accuracy;
            score->best_epoch = score->epochs;
        }
    }
    fclose(file);
    return !isnan(score->accuracy) ||
           error_set(error,
                     "%s: says no validation accuracy, which chooses between "
                     "runs; --split must leave something for validation",
                     path);
}
