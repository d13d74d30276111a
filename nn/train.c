/* nn train: all that one sees of a training. */
#define _POSIX_C_SOURCE 200809L

#include "nn.h"

#include "model.h"
#include "net_named.h"
#include "options.h"
#include "plot.h"
#include "progress.h"
#include "run.h"
#include "words.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What a training is told. All of it is kept in the run's folder. */
typedef struct Config {
    const char *network, *data, *split, *fold, *augment;
    size_t seed;
    Training training;
} Config;

/* What the command line says beyond the configuration. */
typedef struct Command {
    Config config;
    const char *run, *resume;
    double save_every;
    size_t log_every;
    bool plot, json, quiet;
} Command;

enum { MOST_SHARE = 1000000 };

/* How settings are written as JSON. */
enum { DIGITS = JSON_ENCODE_ANY | JSON_COMPACT | JSON_REAL_PRECISION(15) };

typedef struct Session {
    const Command *command;
    Dataset set;
    Source source;
    Model model;
    Trainer trainer;
    Run run;
    json_t *config;
    char *config_text;
    Progress progress;
    double before;   /* seconds of training in earlier sessions */
    double saved_at; /* when the last checkpoint was written */
} Session;

static volatile sig_atomic_t caught; /* the signal, or 0 */

/* The first one asks; a later one ends the program as usual. What comes within
   half a second is one wish: timeout sends its signal to the program and to its
   group, a closed terminal breaks the pipe as well. */
static void catch_signal(int signal_number)
{
    static volatile double first;
    if (caught == 0) {
        first = seconds_now();
        caught = signal_number;
    } else if (signal_number != SIGPIPE && seconds_now() - first > 0.5) {
        signal(signal_number, SIG_DFL);
        raise(signal_number);
    }
}

/* What nohup or a shell's trap has ignored stays so; but for Ctrl-C, which
   shells ignore for what runs in the background. */
static void watch_signals(void)
{
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP, SIGPIPE};
    struct sigaction action = {.sa_handler = catch_signal,
                               .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
        struct sigaction before;
        sigaction(signals[i], NULL, &before);
        if (before.sa_handler != SIG_IGN || signals[i] == SIGINT) {
            sigaction(signals[i], &action, NULL);
        }
    }
}

static double mean(double sum, int64_t count)
{
    return count > 0 ? sum / (double)count : NAN;
}

static Moment moment_of(const Session *s)
{
    const Trainer *t = &s->trainer;
    const Position *p = &t->position;
    return (Moment){.epoch = (size_t)p->epoch + 1,
                    .epochs = t->training.epochs,
                    .batch = (size_t)p->batch,
                    .batches = t->batches,
                    .step = (size_t)p->step,
                    .steps = t->batches * t->training.epochs,
                    .batch_size = t->training.batch,
                    .loss = mean(t->sums.epoch_loss, p->epoch_seen),
                    .accuracy = mean((double)p->epoch_right, p->epoch_seen)};
}

/* ---- The log ---- */

/* A row with what is the same for both kinds. */
static LogRow row_of(const Session *s, const char *kind)
{
    const Trainer *t = &s->trainer;
    const Position *p = &t->position;
    Moment moment = moment_of(s);
    return (LogRow){.kind = kind,
                    .epoch = (double)p->epoch +
                             (double)p->batch / (double)t->batches,
                    .step = p->step,
                    .learning_rate = t->rate,
                    .validation_loss = NAN,
                    .validation_accuracy = NAN,
                    .speed = progress_speed(&s->progress, &moment),
                    .seconds = s->before + seconds_now() - s->progress.start};
}

static bool log_batches(Session *s, Error *error)
{
    Trainer *t = &s->trainer;
    Position *p = &t->position;
    LogRow row = row_of(s, "batch");
    row.loss = mean(t->sums.row_loss, p->row_seen);
    row.accuracy = mean((double)p->row_right, p->row_seen);
    p->row_seen = p->row_right = 0;
    t->sums.row_loss = 0;
    return run_log(&s->run, &row, error);
}

static void tell_epoch(const Session *s, const LogRow *row, bool best)
{
    const Command *c = s->command;
    if (c->json) {
        print_json(json_pack(
            "{s:i, s:I, s:o, s:o, s:o, s:o, s:o, s:o, s:b}", "epoch",
            (int)row->epoch, "step", (json_int_t)row->step, "loss",
            number_json(row->loss), "accuracy", number_json(row->accuracy),
            "validation_loss", number_json(row->validation_loss),
            "validation_accuracy", number_json(row->validation_accuracy),
            "images_per_second", number_json(row->speed), "seconds",
            number_json(row->seconds), "best", best));
    } else if (!c->quiet) {
        printf("epoch %2.0f  loss %.4f  accuracy %.2f %%", row->epoch,
               row->loss, 100 * row->accuracy);
        if (!isnan(row->validation_loss)) {
            printf("  validation %.4f  %.2f %%%s", row->validation_loss,
                   100 * row->validation_accuracy, best ? " *" : "  ");
        }
        printf("  %.0f/s\n", row->speed);
        fflush(stdout);
    }
}

/* ---- An epoch's end ---- */

/* Saves the model alone, or with what is needed to go on. */
static bool save_as(const Session *s, const char *name, const Trainer *trainer,
                    Error *error)
{
    char path[RUN_PATH];
    return model_save(run_path(&s->run, name, path), &s->model, s->config_text,
                      trainer, error);
}

static bool draw(const Session *s, Error *error)
{
    const char *folder = s->run.folder;
    Plot plot = {.folders = &folder, .count = 1, .terminal = true};
    return plot_draw(&plot, error);
}

static bool end_epoch(Session *s, Error *error)
{
    LogRow row = row_of(s, "epoch");
    Epoch epoch;
    if (!trainer_end_epoch(&s->trainer, &epoch, error)) {
        return false;
    }
    row.loss = epoch.loss;
    row.accuracy = epoch.accuracy;
    row.validation_loss = epoch.validation.loss;
    row.validation_accuracy = epoch.validation.accuracy;
    if (!run_log(&s->run, &row, error) ||
        (epoch.best && !save_as(s, "best.safetensors", NULL, error))) {
        return false;
    }
    progress_clear(&s->progress);
    tell_epoch(s, &row, epoch.best);
    return true;
}

/* ---- The loop ---- */

static bool save(Session *s, Error *error)
{
    s->saved_at = seconds_now();
    return save_as(s, "last.safetensors", &s->trainer, error);
}

/* Each checkpoint is a place between two batches, or between two epochs. */
static bool loop(Session *s, Error *error)
{
    Trainer *t = &s->trainer;
    while (!trainer_is_done(t) && !caught) {
        if (!trainer_step(t, error)) {
            return false;
        }
        Moment moment = moment_of(s);
        progress_update(&s->progress, &moment);
        if ((size_t)t->position.step % s->command->log_every == 0 &&
            !log_batches(s, error)) {
            return false;
        }
        bool over = trainer_epoch_is_over(t);
        if (over && !end_epoch(s, error)) {
            return false;
        }
        bool due = seconds_now() - s->saved_at >= s->command->save_every;
        if ((over || due || caught) && !save(s, error)) {
            return false;
        }
        if (over && s->command->plot && !draw(s, error)) {
            return false;
        }
    }
    progress_clear(&s->progress);
    return true;
}

/* Says how it ended; returns the status to exit with. */
static int conclude(const Session *s)
{
    const Trainer *t = &s->trainer;
    const Position *p = &t->position;
    const char *folder = s->run.folder;
    char word[4 * RUN_PATH];
    shell_word(folder, word, sizeof word);
    bool finished = trainer_is_done(t);
    if (s->command->json) {
        print_json(json_pack(
            "{s:s, s:b, s:I, s:I, s:I, s:o}", "run", folder, "finished",
            finished, "epoch", (json_int_t)p->epoch, "step",
            (json_int_t)p->step, "best_epoch", (json_int_t)p->best_epoch,
            "best_accuracy", number_json(t->sums.best_accuracy)));
    } else if (finished && !s->command->quiet) {
        printf("Best (*): epoch %lld, in %s/best.safetensors.\n"
               "  nn eval %s      how good it is on the test set\n"
               "  nn plot %s      its curves\n",
               (long long)p->best_epoch, folder, word, word);
    }
    if (!finished) {
        fprintf(stderr,
                "Stopped in epoch %lld of %zu after batch %lld of %zu, and "
                "saved. To go on:\n  nn train --resume %s\n",
                (long long)p->epoch + 1, t->training.epochs,
                (long long)p->batch, t->batches, word);
        return 128 + caught;
    }
    return 0;
}

/* ---- Beginning ---- */

/* A new run has a checkpoint before it has a configuration, so that whatever
   has one can go on. */
static bool keep_config(Session *s, const Option *options, Error *error)
{
    bool resumed = s->command->resume != NULL;
    s->config = options_json(options);
    json_object_set_new(s->config, "kernels",
                        json_string(s->model.net.pass.kernels->name));
    s->config_text = json_dumps(s->config, DIGITS);
    if (s->config_text == NULL) {
        return error_set(error, "the configuration is not UTF-8");
    }
    return (resumed || save(s, error)) &&
           run_write_config(&s->run, s->config, error);
}

static void introduce(const Session *s)
{
    const Trainer *t = &s->trainer;
    const Net *net = t->net;
    if (s->command->json || s->command->quiet) {
        return;
    }
    printf("%s: %zu examples to train on, %zu for validation\n"
           "network: %zu parameters, %s kernels\nrun: %s\n",
           s->model.data, t->train.count, t->validation.count, net->parameters,
           net->pass.kernels->name, s->run.folder);
    if ((size_t)t->position.epoch >= t->training.epochs) {
        printf("finished already; --epochs=%zu would train for longer\n",
               t->training.epochs + 5);
    } else if (trainer_is_done(t)) {
        printf("finished already: %zu epochs in a row were not better\n",
               t->training.patience);
    } else if (t->position.step > 0) {
        printf("going on in epoch %lld after batch %lld of %zu\n",
               (long long)t->position.epoch + 1, (long long)t->position.batch,
               t->batches);
    }
    fflush(stdout);
}

/* Has config.json been changed since the checkpoint was made? Epochs may be
   added, and what else may change is not computed with, or compared elsewhere:
   the network by its text, the data by their checksum. */
static bool same_settings(const Option *options, const Safetensors *file,
                          const char *path, Error *error)
{
    static const char *const others[] = {"epochs", "network", "data",
                                         "log-every"};
    const char *note = safetensors_note(file, "config");
    json_t *then = note != NULL ? json_loads(note, 0, NULL) : NULL;
    json_t *now = options_json(options), *value;
    const char *name, *changed = NULL;
    json_object_foreach(then, name, value)
    {
        const json_t *other = json_object_get(now, name);
        bool counts = other != NULL && !json_equal(value, other);
        for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
            counts = counts && strcmp(name, others[i]) != 0;
        }
        changed = counts ? name : changed;
    }
    if (changed != NULL) {
        char *before = json_dumps(json_object_get(then, changed), DIGITS);
        char *after = json_dumps(json_object_get(now, changed), DIGITS);
        error_set(error,
                  "%s: was made with %s %.60s, but the run's config.json says "
                  "%.60s; put the old value back there, or begin another run "
                  "by --run",
                  path, changed, before, after);
        free(before);
        free(after);
    }
    json_decref(then);
    json_decref(now);
    return changed == NULL;
}

static bool restore(Session *s, const Option *options, Error *error)
{
    char path[RUN_PATH];
    Safetensors file;
    run_path(&s->run, "last.safetensors", path);
    if (!run_has(&s->run, "last.safetensors")) {
        return error_set(error,
                         "%s: not found, and without it the run cannot go on; "
                         "begin another one by --run",
                         path);
    }
    if (!safetensors_load(&file, path, error)) {
        return false;
    }
    bool good = same_settings(options, &file, path, error) &&
                model_check(&file, path, error) &&
                trainer_restore(&s->trainer, &file, path, error);
    safetensors_free(&file);
    return good;
}

/* Other kernels round differently: it goes on, but not bit for bit. */
static void compare_kernels(const Session *s, const json_t *old)
{
    const char *before = json_string_value(json_object_get(old, "kernels"));
    const char *now = s->model.net.pass.kernels->name;
    if (before != NULL && strcmp(before, now) != 0) {
        fprintf(stderr,
                "nn train: this run was begun with %s kernels and goes on "
                "with %s ones: its bits will differ\n",
                before, now);
    }
}

/* The old configuration, but for the number of epochs if that is given. */
static bool take_config(const Option *options, Command *command, json_t *old,
                        Error *error)
{
    size_t epochs = command->config.training.epochs;
    bool given = false;
    for (const Option *o = options; o->name != NULL; o++) {
        if (o->value == &command->config.training.epochs) {
            given = o->given;
        } else if (o->kept && o->given) {
            return error_set(error,
                             "--%s: is fixed by the run; only --epochs can "
                             "be changed",
                             o->name);
        }
    }
    if (!options_from_json((Option *)options, old, error)) {
        return false;
    }
    if (given) {
        command->config.training.epochs = epochs;
    }
    return true;
}

/* "90:10", in parts of any size. */
static bool parse_split(const char *text, double *train, double *validation,
                        Error *error)
{
    double a, b;
    int end = 0;
    if (sscanf(text, "%lf:%lf%n", &a, &b, &end) != 2 || text[end] != '\0' ||
        !(a > 0 && a <= MOST_SHARE && b >= 0 && b <= MOST_SHARE)) {
        return error_set(error,
                         "--split: expected shares for training and "
                         "validation such as 90:10, found \"%.40s\"",
                         text);
    }
    *train = a / (a + b);
    *validation = b / (a + b);
    return true;
}

/* Fills in what was left open, and says early what is wrong. */
static bool settle(Training *training, Error *error)
{
    Error reason;
    Schedule schedule = training->schedule;
    schedule.total = SIZE_MAX; /* known only with the data */
    if (!optimiser_settle(&training->optimiser, &reason)) {
        error_set(error, "--%s", reason.text);
        return suggest(error, optimiser_names);
    }
    if (!schedule_check(&schedule, &reason)) {
        error_set(error, "--%s", reason.text);
        return suggest(error, schedule_names);
    }
    return true;
}

/* "2/5": fold 2 of 5. */
static bool parse_fold(const char *text, size_t count, size_t *number,
                       size_t *folds, Error *error)
{
    int end = 0;
    if (sscanf(text, "%zu/%zu%n", number, folds, &end) == 2 &&
        text[end] == '\0' && *text != '-' && *number >= 1 &&
        *number <= *folds && *folds >= 2 && *folds <= count) {
        return true;
    }
    return error_set(error,
                     "--fold: expected a fold such as 2/5, of at most %zu, "
                     "found \"%.40s\"",
                     count, text);
}

/* What rounding leaves over is for validation. */
static bool cut_data(Session *s, const Config *config, Rng *rng, Part *train,
                     Part *validation, Error *error)
{
    Part rest;
    double part = 0, other = 0;
    size_t number = 0, folds = 0;
    if (config->fold != NULL) {
        return parse_fold(config->fold, s->source.count, &number, &folds,
                          error) &&
               source_fold(&s->source, folds, number - 1, rng, train,
                           validation, error);
    }
    if (!parse_split(config->split, &part, &other, error) ||
        !source_split(&s->source, part, other, rng, train, validation, &rest,
                      error)) {
        return false;
    }
    validation->count += other > 0 ? rest.count : 0;
    return true;
}

/* The data and their two parts. */
static bool open_data(Session *s, const Config *config, Rng *rng, Part *train,
                      Part *validation, Error *error)
{
    if (!dataset_load(&s->set, config->data, "train", error)) {
        return suggest(error, dataset_names);
    }
    return source_pictures(&s->source, &s->set, false, error) &&
           cut_data(s, config, rng, train, validation, error) &&
           source_standardise(&s->source, *train, error);
}

static bool read_augmentation(Config *config, Error *error)
{
    Error reason;
    const char *text = config->augment != NULL ? config->augment : "";
    if (augmentation_read(&config->training.augmentation, text, &reason)) {
        return true;
    }
    error_set(error, "--%s", reason.text);
    return suggest(error, augmentation_names);
}

static bool build(Session *s, Config *config, Error *error)
{
    Training *training = &config->training;
    Part train = {0}, validation = {0};
    training->loss = &losses[0];
    training->rng = rng_seeded(config->seed);
    if (!settle(training, error) || !read_augmentation(config, error) ||
        !open_data(s, config, &training->rng, &train, &validation, error)) {
        return false;
    }
    s->model = (Model){.mean = s->source.mean,
                       .deviation = s->source.deviation,
                       .classes = DATASET_CLASSES,
                       .names = dataset_classes(config->data),
                       .data = config->data};
    return net_from_words(&s->model.net, config->network, s->source.shape,
                          training->batch, config->seed, error) &&
           trainer_new(&s->trainer, &s->model.net, train, validation, training,
                       error);
}

static bool begin(Session *s, Command *command, Option *options, json_t **old,
                  Error *error)
{
    if (command->resume != NULL) {
        if (!run_open(&s->run, command->resume, error) ||
            (*old = run_read_config(&s->run, error)) == NULL ||
            !take_config(options, command, *old, error)) {
            return false;
        }
    }
    if (!build(s, &command->config, error)) {
        return false;
    }
    if (command->resume == NULL) {
        const char *slash = strrchr(command->config.data, '/');
        const char *name = slash != NULL ? slash + 1 : command->config.data;
        if (!run_create(&s->run, command->run, name, error)) {
            return false;
        }
    }
    compare_kernels(s, *old);
    watch_signals();
    return (command->resume == NULL || restore(s, options, error)) &&
           keep_config(s, options, error) &&
           run_open_log(&s->run, s->trainer.position.step, &s->before, error);
}

static int run(Command *command, Option *options)
{
    Session s = {.command = command, .run = {.lock = -1}};
    json_t *old = NULL;
    Error error;
    int status = 1;
    if (begin(&s, command, options, &old, &error)) {
        introduce(&s);
        s.progress = progress_begin(!command->json && !command->quiet,
                                    (size_t)s.trainer.position.step);
        s.saved_at = s.progress.start;
        if (loop(&s, &error)) {
            status = conclude(&s);
        } else {
            progress_clear(&s.progress);
            fail("train", &error);
        }
    } else {
        fail("train", &error);
    }
    run_close(&s.run);
    trainer_free(&s.trainer);
    net_free(&s.model.net);
    source_free(&s.source);
    dataset_free(&s.set);
    free(s.config_text);
    json_decref(s.config);
    json_decref(old);
    return status;
}

static const char examples[] =
    "NETWORK is a name (softmax, mlp, deep, lenet, net32) or layers in "
    "words. While\nit trains, Ctrl-C finishes the batch, saves, and says how "
    "to go "
    "on.\n\n"
    "Examples:\n"
    "  nn train                                   an mlp on MNIST\n"
    "  nn train \"dense 64, tanh, dense 10\" --data=fashion --epochs=10\n"
    "  nn train deep --optimiser=adam --schedule=cosine --run=runs/deep\n"
    "  nn train --resume=runs/deep --epochs=20    go on, or train for longer\n";

int train_command(int argc, char **argv)
{
    Command c = {
        .config = {.network = "mlp",
                   .data = "mnist",
                   .split = "90:10",
                   .seed = 1,
                   .training = {.optimiser = {"nesterov", NAN, NAN, NAN, 0},
                                .schedule = {"cosine", .factor = 0.5,
                                             .every = 1},
                                .penalty = {.delta = 1},
                                .batch = 64,
                                .epochs = 5}},
        .save_every = 30,
        .log_every = 100};
    Training *t = &c.config.training;
    OptimiserSettings *o = &t->optimiser;
    Schedule *s = &t->schedule;
    Penalty *p = &t->penalty;
    Option options[] = {
        {"data", 'd', TEXT, &c.config.data, "SET",
         "mnist, fashion or a folder of IDX files", 0, 0, true, false},
        {"split", 0, TEXT, &c.config.split, "A:B",
         "shares for training and validation", 0, 0, true, false},
        {"fold", 0, TEXT, &c.config.fold, "F/K",
         "in place of that, fold F of K is for validation", 0, 0, true, false},
        {"optimiser", 'o', TEXT, &o->name, "NAME",
         "sgd, momentum, nesterov, adagrad, rmsprop,\n"
         "                               adadelta, adam",
         0, 0, true, false},
        {"learning-rate", 'l', NUMBER, &o->learning_rate, "RATE",
         "the full rate, else what suits the optimiser", 1e-12, 1e6, true,
         false},
        {"momentum", 0, NUMBER, &o->momentum, "SHARE",
         "of momentum and nesterov; adam's first", 0, 0.999999, true, false},
        {"decay", 0, NUMBER, &o->decay, "SHARE",
         "of rmsprop and adadelta; adam's second", 0, 0.9999999, true, false},
        {"weight-decay", 0, NUMBER, &o->weight_decay, "RATE",
         "pulls the weights towards 0", 0, 1, true, false},
        {"l1", 0, NUMBER, &p->l1, "STRENGTH",
         "of a penalty on the sizes of the weights", 0, 1e3, true, false},
        {"huber", 0, NUMBER, &p->huber, "STRENGTH",
         "of Huber's penalty on the weights", 0, 1e3, true, false},
        {"delta", 0, NUMBER, &p->delta, "SIZE",
         "where Huber's penalty becomes a line", 1e-12, 1e6, true, false},
        {"augment", 'a', TEXT, &c.config.augment, "CHANGES",
         "of the training pictures, such as\n"
         "                               shift=2,rotate=15,scale=0.1",
         0, 0, true, false},
        {"schedule", 's', TEXT, &s->name, "NAME",
         "constant, step, exponential, cosine,\n"
         "                               one_cycle",
         0, 0, true, false},
        {"factor", 0, NUMBER, &s->factor, "FACTOR", "of step and exponential",
         1e-6, 1, true, false},
        {"every", 0, WHOLE, &s->every, "EPOCHS", "of step", 1, 1e6, true,
         false},
        {"warmup", 0, WHOLE, &s->warmup, "BATCHES",
         "rises to the full rate at first", 0, 1e9, true, false},
        {"batch", 'b', WHOLE, &t->batch, "COUNT", "examples in a batch", 1,
         65536, true, false},
        {"epochs", 'e', WHOLE, &t->epochs, "COUNT",
         "times through the training data", 1, 1e6, true, false},
        {"patience", 0, WHOLE, &t->patience, "EPOCHS",
         "stops if so many were not better; 0: never", 0, 1e6, true, false},
        {"seed", 0, WHOLE, &c.config.seed, "NUMBER",
         "of everything that is random", 0, 9007199254740992, true, false},
        {"run", 'r', TEXT, &c.run, "FOLDER",
         "where the run is kept, else runs/SET-1, -2 ...", 0, 0, false, false},
        {"resume", 0, TEXT, &c.resume, "FOLDER", "goes on with a run", 0, 0,
         false, false},
        {"save-every", 0, NUMBER, &c.save_every, "SECONDS",
         "between checkpoints in an epoch", 0, 1e6, false, false},
        {"log-every", 0, WHOLE, &c.log_every, "BATCHES",
         "between rows of log.tsv", 1, 1e9, true, false},
        {"plot", 'p', FLAG, &c.plot, "", "draws the curves after each epoch", 0,
         0, false, false},
        {"json", 0, FLAG, &c.json, "", "prints a JSON object for each epoch", 0,
         0, false, false},
        {"quiet", 'q', FLAG, &c.quiet, "", "prints nothing", 0, 0, false,
         false},
        {"network", 0, TEXT, &c.config.network, "NETWORK",
         "the same as the operand", 0, 0, true, false},
        {0}};
    Usage usage = {"train", "[NETWORK]", "Trains a network.", options, 0,
                   1,       examples};
    int operands;
    int status = options_parse(&usage, argc, argv, &operands);
    if (status >= 0) {
        return status;
    }
    if (operands < argc) {
        c.config.network = argv[operands];
        for (Option *option = options; option->name != NULL; option++) {
            option->given |= option->value == &c.config.network;
        }
    }
    if (c.resume != NULL && c.run != NULL) {
        Error error;
        error_set(&error, "--run and --resume do not go together");
        fail("train", &error);
        return 2;
    }
    return run(&c, options);
}
