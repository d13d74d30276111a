#include "trainer.h"

#include "net_named.h"
#include "net_text.h"
#include "todo.h"
#include "training.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

_Static_assert(sizeof(size_t) == sizeof(int64_t), "the order is kept as I64");

enum { STATE_TENSORS = 8, MOST_SHARE = 1000000 };

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

static bool not_written(Error *error)
{
    return todo_met() != NULL &&
           !error_set(error, "exercise %s is not written yet", todo_met());
}

/* Splits a set of n examples. What rounding leaves over is for validation. */
static bool split_data(Trainer *t, size_t n, size_t **order, Error *error)
{
    double train = 0, validation = 0;
    if (!parse_split(t->config.split, &train, &validation, error)) {
        return false;
    }
    *order = malloc((n + 1) * sizeof **order);
    if (*order == NULL) {
        return error_set(error, "no memory for %zu examples", n);
    }
    size_t train_count = 0, validation_count = 0;
    split(n, train, validation, &t->rng, *order, &train_count,
          &validation_count);
    if (not_written(error)) {
        return false;
    }
    if (train_count == 0 || train_count > n) {
        return error_set(error,
                         "--split %s: leaves %zu of %zu examples to "
                         "train on",
                         t->config.split, train_count, n);
    }
    t->train_count = train_count;
    t->validation_count = validation > 0 ? n - train_count : 0;
    return true;
}

static bool load_samples(Trainer *t, Error *error)
{
    Dataset set;
    size_t *order = NULL;
    bool good = data_load(&set, t->config.data, "train", error) &&
                split_data(t, set.count, &order, error) &&
                samples_new(&t->samples, &set, order, error);
    if (good) {
        Model *m = &t->model;
        size_t size = set.rows * set.columns;
        mean_and_deviation(t->samples.x, t->train_count * size, &m->mean,
                           &m->deviation);
        standardise(t->samples.x, m->mean, m->deviation,
                    t->samples.count * size);
        good = !not_written(error);
    }
    free(order);
    dataset_free(&set);
    return good;
}

static bool allocate(Trainer *t, Error *error)
{
    size_t n = t->samples.count, batch = t->config.batch;
    size_t size = t->samples.rows * t->samples.columns;
    t->order = malloc(t->train_count * sizeof *t->order);
    t->batch_x = malloc(batch * size * sizeof *t->batch_x);
    t->batch_labels = malloc(batch * sizeof *t->batch_labels);
    t->answers = malloc((n > batch ? n : batch) * sizeof *t->answers);
    if (t->order == NULL || t->batch_x == NULL || t->batch_labels == NULL ||
        t->answers == NULL) {
        return error_set(error, "no memory for batches of %zu", batch);
    }
    for (size_t i = 0; i < t->train_count; i++) {
        t->order[i] = i;
    }
    t->position.checksum = t->samples.checksum;
    return true;
}

bool trainer_new(Trainer *trainer, Config *config, Error *error)
{
    Trainer *t = trainer;
    Model *m = &t->model;
    *t = (Trainer){.config = *config, .rng = rng_seeded(config->seed)};
    *m = (Model){.data = config->data, .names = data_classes(config->data)};
    if (!load_samples(t, error)) {
        return false;
    }
    Shape shape = {1, t->samples.rows, t->samples.columns};
    if (!net_from_words(&m->net, config->network, shape, config->batch,
                        config->seed, error)) {
        return false;
    }
    m->classes = shape_size(m->net.layers[m->net.count - 1].out);
    if (m->classes != DATASET_CLASSES) {
        return error_set(error,
                         "network: expected %d outputs, one for each class, "
                         "found %zu",
                         DATASET_CLASSES, m->classes);
    }
    t->batches = (t->train_count + config->batch - 1) / config->batch;
    config->schedule.epoch = t->batches;
    config->schedule.total = t->batches * config->epochs;
    if (!schedule_check(&config->schedule, error) ||
        !optimiser_new(&t->optimiser, &config->optimiser, m->net.parameters,
                       error)) {
        return false;
    }
    t->config = *config;
    return allocate(t, error);
}

void trainer_free(Trainer *trainer)
{
    net_free(&trainer->model.net);
    optimiser_free(&trainer->optimiser);
    samples_free(&trainer->samples);
    free(trainer->order);
    free(trainer->batch_x);
    free(trainer->batch_labels);
    free(trainer->answers);
    *trainer = (Trainer){0};
}

/* ---- Training ---- */

/* The Step of train_step. */
static void take_step(real *w, real *g, size_t count, void *context)
{
    Trainer *t = context;
    (void)count;
    optimiser_step(&t->optimiser, w, g, t->rate, (size_t)t->position.step + 1);
}

bool trainer_step(Trainer *trainer)
{
    Trainer *t = trainer;
    Position *p = &t->position;
    Net *net = &t->model.net;
    size_t size = t->samples.rows * t->samples.columns;
    size_t n = take_batch(t->samples.x, t->samples.labels, t->order,
                          t->train_count, (size_t)p->batch, t->config.batch,
                          t->batch_x, t->batch_labels, size);
    if (n == 0) {
        return false;
    }
    t->rate = schedule_rate(&t->config.schedule, (size_t)p->step,
                            t->optimiser.settings.learning_rate);
    double loss = (double)train_step(net, &losses[0], t->batch_x,
                                     (Target){.labels = t->batch_labels}, n,
                                     take_step, t);
    best_class(net->layers[net->count - 1].y, t->answers, n, t->model.classes);
    int64_t right = 0;
    for (size_t i = 0; i < n; i++) {
        right += t->answers[i] == t->batch_labels[i];
    }
    p->epoch_seen += (int64_t)n;
    p->row_seen += (int64_t)n;
    p->epoch_right += right;
    p->row_right += right;
    t->sums.epoch_loss += loss * (double)n;
    t->sums.row_loss += loss * (double)n;
    p->batch++;
    p->step++;
    return (size_t)p->batch < t->batches;
}

void trainer_validate(Trainer *trainer, double *loss, double *accuracy)
{
    const Samples *s = &trainer->samples;
    size_t from = trainer->train_count, n = trainer->validation_count;
    *loss = *accuracy = NAN;
    if (n == 0) {
        return;
    }
    *loss = (double)evaluate(&trainer->model.net, &losses[0],
                             s->x + from * s->rows * s->columns,
                             s->labels + from, trainer->answers, n);
    size_t right = 0;
    for (size_t i = 0; i < n; i++) {
        right += trainer->answers[i] == s->labels[from + i];
    }
    *accuracy = (double)right / (double)n;
}

void trainer_next_epoch(Trainer *trainer)
{
    Position *p = &trainer->position;
    p->epoch++;
    p->batch = p->epoch_seen = p->epoch_right = 0;
    trainer->sums.epoch_loss = 0;
    rng_shuffle(&trainer->rng, trainer->order, trainer->train_count);
}

/* ---- Saving ---- */

typedef struct RandomWords {
    int64_t order[RNG_WORDS], step; /* of the network's passes */
} RandomWords;

/* The tensors that hold a training's state, for saving and for restoring. */
static size_t list_state(const Trainer *t, RandomWords *words, Tensor *list)
{
    size_t n = 0, w = t->optimiser.count;
    list[n++] =
        (Tensor){"training.order", "I64", 1, {t->train_count}, t->order};
    list[n++] = (Tensor){"training.position",
                         "I64",
                         1,
                         {sizeof(Position) / sizeof(int64_t)},
                         (void *)&t->position};
    list[n++] = (Tensor){"training.sums",
                         "F64",
                         1,
                         {sizeof(Sums) / sizeof(double)},
                         (void *)&t->sums};
    list[n++] =
        (Tensor){"training.random", "I64", 1, {RNG_WORDS}, words->order};
    list[n++] = (Tensor){"network.step", "I64", 1, {1}, &words->step};
    if (t->optimiser.first != NULL) {
        list[n++] =
            (Tensor){"optimiser.first", REAL_TYPE, 1, {w}, t->optimiser.first};
    }
    if (t->optimiser.second != NULL) {
        list[n++] = (Tensor){
            "optimiser.second", REAL_TYPE, 1, {w}, t->optimiser.second};
    }
    return n;
}

bool trainer_save_model(const Trainer *trainer, const char *path, Error *error)
{
    return model_save(path, &trainer->model, trainer->config_text, NULL, 0,
                      error);
}

bool trainer_save(const Trainer *trainer, const char *path, Error *error)
{
    RandomWords words;
    Tensor list[STATE_TENSORS];
    rng_pack(&trainer->rng, words.order);
    words.step = (int64_t)trainer->model.net.pass.step;
    size_t count = list_state(trainer, &words, list);
    return model_save(path, &trainer->model, trainer->config_text, list, count,
                      error);
}

/* Is every number where it can be? A damaged file must not lead outside the
   arrays. */
static bool check_state(const Trainer *t, const char *path, Error *error)
{
    const Position *p = &t->position;
    if (p->checksum != (int64_t)t->samples.checksum) {
        return error_set(error,
                         "%s: the data in %s are not those that the "
                         "training began with",
                         path, t->config.data);
    }
    int64_t batches = (int64_t)t->batches;
    bool good = p->batch >= 0 && p->batch < batches && p->epoch >= 0 &&
                p->step >= 0 && p->epoch == p->step / batches &&
                p->batch == p->step % batches && p->best_epoch >= 0 &&
                p->best_epoch <= p->epoch;
    for (size_t i = 0; good && i < t->train_count; i++) {
        good = t->order[i] < t->train_count;
    }
    return good || error_set(error,
                             "%s: the position is not one that a "
                             "training of this configuration can have",
                             path);
}

/* Goes on from the random numbers of a file's tensor. */
static bool restore_random(Rng *rng, const int64_t words[RNG_WORDS],
                           const char *tensor, const char *path, Error *error)
{
    Error reason;
    return rng_unpack(rng, words, &reason) ||
           error_set(error,
                     "%s: %s: %s; the file is damaged, and the run cannot go "
                     "on from it",
                     path, tensor, reason.text);
}

/* Is the file's network the one that the configuration asks for? Another may
   have as many parameters. */
static bool check_network(const Net *own, const Safetensors *file,
                          const char *path, Error *error)
{
    const char *saved = safetensors_note(file, "network");
    size_t length = net_text(own, NULL, 0) + 1;
    char *text = malloc(length);
    if (text == NULL) {
        return error_set(error, "no memory for a network's text");
    }
    net_text(own, text, length);
    bool good = strcmp(text, saved) == 0 ||
                error_set(error,
                          "%s: holds the network \"%.100s\", but the run's "
                          "config.json asks for \"%.100s\"; put the old one "
                          "back there, or begin another run by --run",
                          path, saved, text);
    free(text);
    return good;
}

bool trainer_restore(Trainer *trainer, const Safetensors *file,
                     const char *path, Error *error)
{
    RandomWords words;
    Tensor list[STATE_TENSORS];
    Net net;
    Net *own = &trainer->model.net;
    size_t count = list_state(trainer, &words, list);
    if (!checkpoint_net(&net, file, path, 1, error)) {
        return false;
    }
    bool good = check_network(own, file, path, error);
    if (good) {
        memcpy(own->w, net.w, net.parameters * sizeof *net.w);
        memcpy(own->state, net.state, net.states * sizeof *net.state);
        good = checkpoint_restore(file, path, list, count, error) &&
               check_state(trainer, path, error) &&
               restore_random(&trainer->rng, words.order, "training.random",
                              path, error);
        own->pass.step = (uint64_t)words.step;
    }
    net_free(&net);
    return good;
}
