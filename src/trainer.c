#include "trainer.h"
#include "regularization.h"
#include "todo.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static bool allocate(Trainer *t, Error *error)
{
    size_t n = t->train.count, batch = t->training.batch;
    t->order = malloc(n * sizeof *t->order);
    t->numbers = calloc(batch, sizeof *t->numbers);
    t->answers = calloc(batch, sizeof *t->answers);
    t->best = calloc(t->net->parameters + t->net->states + 1, sizeof *t->best);
    if (t->order == NULL || t->numbers == NULL || t->answers == NULL ||
        t->best == NULL) {
        return error_set(error, "no memory for a training in batches of %zu",
                         batch);
    }
    for (size_t i = 0; i < n; i++) {
        t->order[i] = i;
    }
    return batch_new(&t->batch, t->train.source, batch, error);
}

static bool can_vary(const Augmentation *augmentation, const Source *source,
                     Error *error)
{
    if (augmentation_is_none(augmentation)) {
        return true;
    }
    if (!source->pictures) {
        return error_set(error,
                         "augment: expected pictures, found examples that are "
                         "numbers");
    }
    return augmentation_fits(augmentation, source->shape, error);
}

bool trainer_new(Trainer *trainer, Net *net, Part train, Part validation,
                 const Training *training, Error *error)
{
    Trainer *t = trainer;
    assert(training->batch <= net->batch);
    *t = (Trainer){.training = *training,
                   .net = net,
                   .train = train,
                   .validation = validation,
                   .batches =
                       (train.count + training->batch - 1) / training->batch};
    t->position.checksum = train.source->checksum;
    t->training.schedule.epoch = t->batches;
    t->training.schedule.total = t->batches * training->epochs;
    if (t->training.train_step == NULL) {
        t->training.train_step = train_step;
    }
    if (!evaluation_fits(net, training->loss, train.source, error) ||
        !can_vary(&training->augmentation, train.source, error) ||
        !schedule_check(&t->training.schedule, error) ||
        !optimiser_new(&t->optimiser, &training->optimiser, net->parameters,
                       error) ||
        !allocate(t, error)) {
        return false;
    }
    t->optimiser.penalty = training->penalty;
    rng_shuffle(&t->training.rng, t->order, train.count);
    return true;
}

void trainer_free(Trainer *trainer)
{
    optimiser_free(&trainer->optimiser);
    batch_free(&trainer->batch);
    free(trainer->order);
    free(trainer->numbers);
    free(trainer->answers);
    free(trainer->best);
    *trainer = (Trainer){0};
}

/* ---- Steps ---- */

/* The numbers of the batch's examples: of these alone take_batch makes copies,
   so that the pictures need not lie in memory. Returns how many there are, or 0
   and an error unless they are those that the order says. */
static size_t deal(Trainer *t, Error *error)
{
    static const real none;
    real no_copy;
    size_t size = t->training.batch, count = t->train.count;
    size_t first = (size_t)t->position.batch * size;
    size_t n = count - first < size ? count - first : size, right = 0;
    size_t dealt =
        take_batch(&none, t->train.examples, t->order, count,
                   (size_t)t->position.batch, size, &no_copy, t->numbers, 0);
    while (dealt == n && right < n &&
           t->numbers[right] == t->train.examples[t->order[first + right]]) {
        right++;
    }
    if (todo_none(error) && right < n) {
        error_set(error,
                  "take_batch: expected the batches of an epoch to hold each "
                  "of the %zu training examples once, in the order that is "
                  "given",
                  count);
    }
    return right == n ? n : 0;
}

/* What fill_piece fills in. */
typedef struct Filling {
    const Trainer *trainer;
    const Variation *variation;
    size_t size; /* numbers in an example */
} Filling;

/* The examples whose first number is in a piece of the batch. */
static void fill_piece(void *context, size_t first, size_t count)
{
    const Filling *f = context;
    const Trainer *t = f->trainer;
    const Source *source = t->train.source;
    size_t begin = (first + f->size - 1) / f->size;
    size_t end = (first + count + f->size - 1) / f->size;
    Batch part = t->batch;
    part.x += begin * f->size;
    part.labels += begin;
    part.values += begin * source->values;
    part.spare += begin * source->shape.h * source->shape.w;
    if (end > begin) {
        source->fill(source, t->numbers + begin, end - begin, f->variation,
                     &part);
    }
}

/* Fills the batch with the examples that were dealt, changed as the training
   says: that takes time, and is shared among the network's threads. */
static void fill(Trainer *t, size_t n)
{
    const Augmentation *augmentation = &t->training.augmentation;
    Variation variation = {*augmentation, t->net->pass.seed,
                           (uint64_t)t->position.epoch};
    const Source *source = t->train.source;
    Filling filling = {t, &variation, shape_size(source->shape)};
    if (augmentation_is_none(augmentation)) {
        source->fill(source, t->numbers, n, NULL, &t->batch);
    } else {
        net_share_out(t->net, n * filling.size, fill_piece, &filling);
    }
}

/* The Step of train_step.
   NOLINTNEXTLINE(readability-non-const-parameter): the type is given */
static void take_step(real *w, real *g, size_t count, void *context)
{
    Trainer *t = context;
    if (w == t->net->w && g == t->net->dw && count == t->net->parameters) {
        optimiser_step(&t->optimiser, t->net, t->rate,
                       (size_t)t->position.step + 1);
        t->taken++;
    }
}

/* Counts how the network did on a batch, before the step. */
static void count_batch(Trainer *t, double loss, size_t n)
{
    Position *p = &t->position;
    int64_t right = 0;
    if (t->training.loss->takes_labels) {
        best_class(t->net->layers[t->net->count - 1].y, t->answers, n,
                   DATASET_CLASSES);
        for (size_t i = 0; i < n; i++) {
            right += t->answers[i] == t->batch.labels[i];
        }
    }
    p->epoch_seen += (int64_t)n;
    p->row_seen += (int64_t)n;
    p->epoch_right += right;
    p->row_right += right;
    t->sums.epoch_loss += loss * (double)n;
    t->sums.row_loss += loss * (double)n;
}

bool trainer_step(Trainer *trainer, Error *error)
{
    Trainer *t = trainer;
    const Training *training = &t->training;
    if (trainer_epoch_is_over(t)) {
        return true;
    }
    size_t n = deal(t, error);
    if (n == 0) {
        return false;
    }
    fill(t, n);
    t->rate = schedule_rate(&training->schedule, (size_t)t->position.step,
                            t->optimiser.settings.learning_rate);
    t->taken = 0;
    double loss =
        (double)training->train_step(t->net, training->loss, t->batch.x,
                                     batch_target(&t->batch), n, take_step, t);
    if (!todo_none(error)) {
        return false;
    }
    if (t->taken != 1) {
        return error_set(error,
                         "train_step: expected one call of step with all "
                         "parameters and gradients of the network, found %zu",
                         t->taken);
    }
    count_batch(t, loss, n);
    t->position.batch++;
    t->position.step++;
    return todo_none(error);
}

/* ---- Epochs ---- */

bool trainer_epoch_is_over(const Trainer *trainer)
{
    return (size_t)trainer->position.batch >= trainer->batches;
}

static double score_of(const Trainer *t, const Epoch *epoch)
{
    return t->validation.count > 0 ? epoch->validation.accuracy
                                   : epoch->accuracy;
}

/* To be asked before keep_best. */
static bool ask_to_stop(Trainer *t, const Epoch *epoch, Error *error)
{
    Position *p = &t->position;
    size_t patience = t->training.patience;
    if (patience > 0) {
        Stopping stopping = {(size_t)p->epoch, (size_t)p->best_epoch,
                             t->sums.best_accuracy};
        p->stopped = stop_early(&stopping, score_of(t, epoch), patience);
    }
    return todo_none(error);
}

static void keep_best(Trainer *t, Epoch *epoch)
{
    Position *p = &t->position;
    double accuracy = score_of(t, epoch);
    epoch->best = p->best_epoch == 0 || accuracy > t->sums.best_accuracy;
    if (epoch->best) {
        t->sums.best_accuracy = accuracy;
        p->best_epoch = p->epoch + 1;
        memcpy(t->best, t->net->w, t->net->parameters * sizeof *t->best);
        memcpy(t->best + t->net->parameters, t->net->state,
               t->net->states * sizeof *t->best);
    }
}

bool trainer_end_epoch(Trainer *trainer, Epoch *epoch, Error *error)
{
    Trainer *t = trainer;
    Position *p = &t->position;
    double seen = (double)p->epoch_seen;
    *epoch = (Epoch){.loss = t->sums.epoch_loss / seen,
                     .accuracy = (double)p->epoch_right / seen,
                     .validation = {.loss = NAN, .accuracy = NAN}};
    if (t->validation.count > 0 &&
        !evaluation_of(&epoch->validation, t->net, t->training.loss,
                       t->validation, error)) {
        return false;
    }
    if (!ask_to_stop(t, epoch, error)) {
        return false;
    }
    keep_best(t, epoch);
    p->epoch++;
    p->batch = p->epoch_seen = p->epoch_right = 0;
    t->sums.epoch_loss = 0;
    rng_shuffle(&t->training.rng, t->order, t->train.count);
    return true;
}

bool trainer_epoch(Trainer *trainer, Epoch *epoch, Error *error)
{
    while (!trainer_epoch_is_over(trainer)) {
        if (!trainer_step(trainer, error)) {
            return false;
        }
    }
    return trainer_end_epoch(trainer, epoch, error);
}

bool trainer_is_done(const Trainer *trainer)
{
    const Position *p = &trainer->position;
    return (size_t)p->epoch >= trainer->training.epochs || p->stopped != 0;
}

void trainer_take_best(Trainer *trainer)
{
    Net *net = trainer->net;
    if (trainer->position.best_epoch > 0) {
        memcpy(net->w, trainer->best, net->parameters * sizeof *net->w);
        memcpy(net->state, trainer->best + net->parameters,
               net->states * sizeof *net->state);
    }
}
