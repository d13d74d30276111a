/* nn search: many trainings, and one table. Each trial is a run of nn train in a
   folder of its own. */
#define _POSIX_C_SOURCE 200809L

#include "nn.h"

#include "jobs.h"
#include "new_file.h"
#include "options.h"
#include "run.h"
#include "todo.h"
#include "trial.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct Command {
    TextList grid, random;
    size_t trials, jobs, seed, trial; /* jobs: 0 for as many as processors */
    const char *folder;
    bool list, json;
    char **words; /* for nn train */
    size_t word_count;
} Command;

typedef enum TrialState { WAITING, FINISHED, FAILED } TrialState;

/* A trial, and what its log says. */
typedef struct Trial {
    char values[TRIAL_SETTINGS][TRIAL_VALUE];
    char folder[RUN_PATH], errors[RUN_PATH + 32];
    char **words;
    TrialState state;
    RunScore score;
} Trial;

typedef struct Search {
    const Command *command;
    Plan plan;
    Run run;
    size_t count;
    Trial *trials; /* [count] */
    Job *jobs;     /* [count] */
    Error failure; /* the first trial that failed, in words */
} Search;

/* ---- The trials ---- */

static bool exists(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0;
}

/* The words to call nn with: to begin the trial, or to go on with it. */
static bool call_of(const Search *s, Trial *t, Error *error)
{
    const Command *c = s->command;
    size_t most = c->word_count + s->plan.count + 6, n = 0;
    char config[RUN_PATH + 16];
    snprintf(config, sizeof config, "%s/config.json", t->folder);
    bool begun = exists(config), good = true;
    t->words = calloc(most, sizeof *t->words);
    if (t->words == NULL) {
        return error_set(error, "no memory for a trial");
    }
    size_t length = RUN_PATH + 64;
    const char *fixed[] = {"nn", "train", "--quiet"};
    for (size_t i = 0; i < 3; i++) {
        t->words[n++] = strdup(fixed[i]);
    }
    t->words[n] = malloc(length);
    if (t->words[n] != NULL) {
        snprintf(t->words[n], length, "--%s=%s", begun ? "resume" : "run",
                 t->folder);
    }
    n++;
    for (size_t i = 0; !begun && i < s->plan.count; i++, n++) {
        t->words[n] = malloc(length);
        if (t->words[n] != NULL) {
            snprintf(t->words[n], length, "--%s=%s", s->plan.settings[i].name,
                     t->values[i]);
        }
    }
    for (size_t i = 0; !begun && i < c->word_count; i++) {
        t->words[n++] = strdup(c->words[i]);
    }
    for (size_t i = 0; i < n; i++) {
        good = good && t->words[i] != NULL;
    }
    return good || error_set(error, "no memory for a trial");
}

static bool make_trials(Search *s, Error *error)
{
    s->count = plan_trials(&s->plan);
    s->trials = calloc(s->count, sizeof *s->trials);
    s->jobs = calloc(s->count, sizeof *s->jobs);
    if (s->trials == NULL || s->jobs == NULL) {
        return error_set(error, "no memory for %zu trials", s->count);
    }
    for (size_t i = 0; i < s->count; i++) {
        Trial *t = &s->trials[i];
        plan_values(&s->plan, i, t->values);
        if (snprintf(t->folder, sizeof t->folder, "%s/trial-%03zu",
                     s->run.folder, i + 1) >= (int)sizeof t->folder - 32) {
            return error_set(error, "%.80s...: the path is too long",
                             s->run.folder);
        }
        snprintf(t->errors, sizeof t->errors, "%s.errors", t->folder);
        if (!call_of(s, t, error)) {
            return false;
        }
        s->jobs[i] =
            (Job){.words = t->words, .errors = t->errors, .status = -1};
    }
    return todo_none(error);
}

static void free_trials(Search *s)
{
    for (size_t i = 0; s->trials != NULL && i < s->count; i++) {
        char **words = s->trials[i].words;
        for (size_t k = 0; words != NULL && words[k] != NULL; k++) {
            free(words[k]);
        }
        free(words);
    }
    free(s->trials);
    free(s->jobs);
}

/* ---- What trials say ---- */

/* The last line that a trial has said. */
static void read_errors(const Trial *t, char *text, size_t size)
{
    char row[1024];
    FILE *file = fopen(t->errors, "r");
    snprintf(text, size, "it said nothing");
    while (file != NULL && fgets(row, sizeof row, file) != NULL) {
        row[strcspn(row, "\n")] = '\0';
        if (*row != '\0' && strncmp(row, "Try ", 4) != 0) {
            snprintf(text, size, "%.300s", row);
        }
    }
    if (file != NULL) {
        fclose(file);
    }
}

/* ---- The table ---- */

/* Finished trials come first, the best of them before all. */
static int by_accuracy(const void *a, const void *b)
{
    const Trial *x = *(const Trial *const *)a, *y = *(const Trial *const *)b;
    bool x_counts = x->state == FINISHED, y_counts = y->state == FINISHED;
    if (x_counts != y_counts) {
        return x_counts ? -1 : 1;
    }
    if (x_counts && x->score.accuracy != y->score.accuracy) {
        return x->score.accuracy > y->score.accuracy ? -1 : 1;
    }
    return x < y ? -1 : x > y;
}

static const char *const states[] = {"waits", "finished", "failed"};

static bool write_table(const Search *s, Trial *const *sorted, Error *error)
{
    char path[RUN_PATH];
    NewFile file;
    if (!new_file_begin(&file, run_path(&s->run, "search.tsv", path), error)) {
        return false;
    }
    fprintf(file.stream, "trial\tstate\tvalidation_accuracy\tbest_epoch\t"
                         "epochs\tseconds");
    for (size_t k = 0; k < s->plan.count; k++) {
        fprintf(file.stream, "\t%s", s->plan.settings[k].name);
    }
    for (size_t i = 0; i < s->count; i++) {
        const Trial *t = sorted[i];
        fprintf(file.stream, "\n%zu\t%s\t%.6f\t%zu\t%zu\t%.1f",
                (size_t)(t - s->trials) + 1, states[t->state],
                t->state == FINISHED ? t->score.accuracy : NAN,
                t->score.best_epoch, t->score.epochs, t->score.seconds);
        for (size_t k = 0; k < s->plan.count; k++) {
            fprintf(file.stream, "\t%s", t->values[k]);
        }
    }
    fputc('\n', file.stream);
    return new_file_end(&file, error);
}

static void print_trial_json(const Search *s, const Trial *t)
{
    json_t *settings = json_object();
    for (size_t k = 0; k < s->plan.count; k++) {
        json_object_set_new(settings, s->plan.settings[k].name,
                            json_string(t->values[k]));
    }
    bool counts = t->state == FINISHED;
    print_json(
        json_pack("{s:I, s:s, s:o, s:o, s:I, s:I, s:s}", "trial",
                  (json_int_t)(t - s->trials) + 1, "state", states[t->state],
                  "settings", settings, "validation_accuracy",
                  number_json(counts ? t->score.accuracy : NAN), "best_epoch",
                  (json_int_t)t->score.best_epoch, "epochs",
                  (json_int_t)t->score.epochs, "run", t->folder));
}

static void print_table(const Search *s, Trial *const *sorted)
{
    int widths[TRIAL_SETTINGS];
    printf("trial  validation  epoch");
    for (size_t k = 0; k < s->plan.count; k++) {
        widths[k] = (int)strlen(s->plan.settings[k].name);
        for (size_t i = 0; i < s->count; i++) {
            int width = (int)strlen(s->trials[i].values[k]);
            widths[k] = width > widths[k] ? width : widths[k];
        }
        printf("  %*s", widths[k], s->plan.settings[k].name);
    }
    printf("\n");
    for (size_t i = 0; i < s->count; i++) {
        const Trial *t = sorted[i];
        printf("%5zu  ", (size_t)(t - s->trials) + 1);
        if (t->state == FINISHED) {
            printf("%8.2f %%  %2zu/%-2zu", 100 * t->score.accuracy,
                   t->score.best_epoch, t->score.epochs);
        } else {
            printf("%10s       ", states[t->state]);
        }
        for (size_t k = 0; k < s->plan.count; k++) {
            printf("  %*s", widths[k], t->values[k]);
        }
        printf("\n");
    }
}

static bool tell(const Search *s, Error *error)
{
    Trial **sorted = calloc(s->count, sizeof(Trial *));
    if (sorted == NULL) {
        return error_set(error, "no memory for a table");
    }
    for (size_t i = 0; i < s->count; i++) {
        sorted[i] = &s->trials[i];
    }
    qsort((void *)sorted, s->count, sizeof(Trial *), by_accuracy);
    bool good = write_table(s, sorted, error);
    for (size_t i = 0; s->command->json && i < s->count; i++) {
        print_trial_json(s, sorted[i]);
    }
    if (!s->command->json) {
        print_table(s, sorted);
    }
    free((void *)sorted);
    return good;
}

/* ---- The search ---- */

/* A status of 2, a wrong word, will be that of all other trials too. */
static bool trial_ended(void *context, const Job *job)
{
    Search *s = context;
    Trial *t = &s->trials[job - s->jobs];
    size_t number = (size_t)(job - s->jobs) + 1;
    Error reason;
    if (job->status > 128) {
        return false; /* it was stopped, and has saved */
    }
    t->state = FINISHED;
    if (job->status != 0) {
        t->state = FAILED;
        read_errors(t, reason.text, sizeof reason.text);
    } else if (!run_score(t->folder, &t->score, &reason)) {
        t->state = FAILED;
    } else {
        remove(t->errors);
    }
    if (t->state == FAILED && *s->failure.text == '\0') {
        error_set(&s->failure, "trial %zu failed: %s", number, reason.text);
    }
    if (!s->command->json) {
        printf("trial %zu of %zu: ", number, s->count);
        if (t->state == FINISHED) {
            printf("%.2f %% after epoch %zu\n", 100 * t->score.accuracy,
                   t->score.best_epoch);
        } else {
            printf("failed: %.300s\n", reason.text);
        }
        fflush(stdout);
    }
    return job->status != 2;
}

/* What makes it this search: another may not go on in its folder. */
static json_t *settings_json(const Search *s)
{
    const Command *c = s->command;
    json_t *grid = json_array(), *random = json_array(), *words = json_array();
    for (size_t i = 0; i < c->grid.count; i++) {
        json_array_append_new(grid, json_string(c->grid.texts[i]));
    }
    for (size_t i = 0; i < c->random.count; i++) {
        json_array_append_new(random, json_string(c->random.texts[i]));
    }
    for (size_t i = 0; i < c->word_count; i++) {
        json_array_append_new(words, json_string(c->words[i]));
    }
    return json_pack("{s:o, s:o, s:I, s:I, s:o}", "grid", grid, "random",
                     random, "trials", (json_int_t)c->trials, "seed",
                     (json_int_t)c->seed, "train", words);
}

static bool keep_settings(const Search *s, Error *error)
{
    char path[RUN_PATH];
    json_t *now = settings_json(s), *then = NULL;
    run_path(&s->run, "search.json", path);
    bool good = now != NULL;
    if (exists(path)) {
        then = json_load_file(path, 0, NULL);
        good = json_equal(now, then) != 0;
    } else if (good) {
        NewFile file;
        good = new_file_begin(&file, path, error);
        if (good) {
            json_dumpf(now, file.stream, JSON_INDENT(4));
            fputc('\n', file.stream);
            good = new_file_end(&file, error);
        }
    } else {
        error_set(error, "the words are not UTF-8");
    }
    if (!good && exists(path)) {
        char *before = then != NULL ? json_dumps(then, 0) : NULL;
        error_set(error,
                  "%s: holds another search, %.300s; ask for that one again, "
                  "or begin another by --run",
                  s->run.folder, before != NULL ? before : "which is damaged");
        free(before);
    }
    json_decref(now);
    json_decref(then);
    return good;
}

/* For a shell to read. */
static void print_words(char *const *words)
{
    static const char *const plain =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
        "-_=+./,:@%";
    for (size_t i = 0; words != NULL && words[i] != NULL; i++) {
        const char *word = words[i];
        bool quoted = *word == '\0' || word[strspn(word, plain)] != '\0';
        printf("%s%s", i > 0 ? " " : "", quoted ? "'" : "");
        for (; *word != '\0'; word++) {
            if (*word == '\'') {
                printf("'\\''");
            } else {
                putchar(*word);
            }
        }
        printf("%s", quoted ? "'" : "");
    }
    printf("\n");
}

/* One trial, in the place of this process. */
static int become_trial(const Search *s, Error *error)
{
    size_t number = s->command->trial;
    if (number > s->count) {
        return error_set(error, "--trial: expected 1 to %zu, found %zu",
                         s->count, number);
    }
    fflush(stdout);
    execv("/proc/self/exe", s->trials[number - 1].words);
    return error_set(error, "nn: cannot be started: %s", strerror(errno));
}

static int search_all(Search *s, Error *error)
{
    const Command *c = s->command;
    size_t processors = jobs_processors();
    size_t jobs = c->jobs > 0 ? c->jobs : processors;
    jobs = jobs < s->count ? jobs : s->count;
    size_t threads = processors / jobs > 0 ? processors / jobs : 1;
    if (!c->json) {
        printf("%zu trials in %s, %zu at once\n", s->count, s->run.folder,
               jobs);
    }
    int stopped =
        jobs_run(s->jobs, s->count, jobs, threads, trial_ended, s, error);
    if (stopped < 0 || !tell(s, error)) {
        return fail("search", error);
    }
    if (stopped > 0) {
        fprintf(stderr,
                "Stopped, and saved. The same command with --run=%s "
                "goes on.\n",
                s->run.folder);
        return 128 + stopped;
    }
    if (*s->failure.text != '\0') {
        return fail("search", &s->failure);
    }
    return 0;
}

static int search(Search *s)
{
    const Command *c = s->command;
    Error error;
    bool made =
        plan_read(&s->plan, &c->grid, &c->random, c->trials, c->seed, &error) &&
        run_folder(&s->run, c->folder, "search", &error) &&
        make_trials(s, &error);
    if (!made) {
        return fail("search", &error);
    }
    if (c->list) {
        for (size_t i = 0; i < s->count; i++) {
            print_words(s->trials[i].words);
        }
        return 0;
    }
    if (!keep_settings(s, &error)) {
        return fail("search", &error);
    }
    if (c->trial > 0) {
        become_trial(s, &error);
        return fail("search", &error);
    }
    return run_lock(&s->run, &error) ? search_all(s, &error)
                                     : fail("search", &error);
}

static const char examples[] =
    "What stands behind -- is handed to nn train. Every combination of the "
    "lists is\ntried, with TRIALS draws each if there are ranges. The best "
    "accuracy on the\nvalidation set decides. The same command with the same "
    "--run goes on.\n\n"
    "Examples:\n"
    "  nn search --grid=learning-rate=0.1,0.03,0.01 --grid=batch=32,128 "
    "--run=s\n"
    "  nn search --random=learning-rate=1e-4..1e-1,log "
    "--random=weight-decay=1e-6..1e-2,log \\\n"
    "      --trials=20 --run=runs/rates -- mlp --optimiser=adam --epochs=10\n"
    "  nn search --grid=\"network=dense 64, relu, dense 10|mlp|deep\" --run=n\n"
    "Many machines, with a folder that all of them see:\n"
    "  nn search ... --run=s --list | parallel --jobs 8\n"
    "  sbatch --array=1-20 --wrap 'nn search ... --run=s "
    "--trial=$SLURM_ARRAY_TASK_ID'\n";

int search_command(int argc, char **argv)
{
    Command c = {.trials = 20, .seed = 1};
    Option options[] = {
        {"grid", 'g', LIST, &c.grid, "NAME=A,B,C",
         "values of an option of nn train; | separates\n"
         "                               values that hold commas",
         0, 0, false, false},
        {"random", 0, LIST, &c.random, "NAME=A..B",
         "a range to draw from; \",log\": by its logarithm;\n"
         "                               \",whole\": rounded",
         0, 0, false, false},
        {"trials", 't', WHOLE, &c.trials, "COUNT", "how often is drawn", 1, 1e5,
         false, false},
        {"jobs", 'j', WHOLE, &c.jobs, "COUNT",
         "trainings at once; 0: as many as processors", 0, 1000, false, false},
        {"seed", 0, WHOLE, &c.seed, "NUMBER", "of the draws", 0,
         9007199254740992, false, false},
        {"run", 'r', TEXT, &c.folder, "FOLDER",
         "where the trials are kept, else runs/search-1 ...", 0, 0, false,
         false},
        {"list", 0, FLAG, &c.list, "", "prints the commands of the trials", 0,
         0, false, false},
        {"trial", 0, WHOLE, &c.trial, "NUMBER", "runs this one only", 0, 1e5,
         false, false},
        {"json", 0, FLAG, &c.json, "", "prints a JSON object for each trial", 0,
         0, false, false},
        {0}};
    Usage usage = {"search",
                   "[-- WORDS FOR TRAIN]",
                   "Trains with many settings and compares.",
                   options,
                   0,
                   1000,
                   examples};
    int operands;
    int status = options_parse(&usage, argc, argv, &operands);
    if (status >= 0) {
        return status;
    }
    c.words = argv + operands;
    c.word_count = (size_t)(argc - operands);
    if ((c.list || c.trial > 0) && c.folder == NULL) {
        Error error;
        error_set(&error, "--%s needs --run, a folder for all trials",
                  c.list ? "list" : "trial");
        fail("search", &error);
        return 2;
    }
    Search s = {.command = &c, .run = {.lock = -1}};
    status = search(&s);
    free_trials(&s);
    plan_free(&s.plan);
    run_close(&s.run);
    return status;
}
