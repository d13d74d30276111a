/* A training kept in a file: what trainer.h says of saving and restoring. */
#include "net_text.h"
#include "trainer.h"

#include <stdlib.h>
#include <string.h>

_Static_assert(sizeof(size_t) == sizeof(int64_t), "the order is kept as I64");

enum { STATE_TENSORS = 8 };

typedef struct RandomWords {
    int64_t order[RNG_WORDS], step; /* of the network's passes */
} RandomWords;

/* The tensors that hold a training's state, for saving and for restoring. */
static size_t list_state(const Trainer *t, RandomWords *words, Tensor *list)
{
    size_t n = t->train.count, w = t->net->parameters, s = t->net->states;
    size_t position = sizeof(Position) / sizeof(int64_t);
    size_t sums = sizeof(Sums) / sizeof(double), count = 0;
    const Tensor all[STATE_TENSORS] = {
        {"training.order", "I64", 1, {n}, t->order},
        {"training.position", "I64", 1, {position}, (void *)&t->position},
        {"training.sums", "F64", 1, {sums}, (void *)&t->sums},
        {"training.random", "I64", 1, {RNG_WORDS}, words->order},
        {"training.best", REAL_TYPE, 1, {w + s}, t->best},
        {"network.step", "I64", 1, {1}, &words->step},
        {"optimiser.first", REAL_TYPE, 1, {w}, t->optimiser.first},
        {"optimiser.second", REAL_TYPE, 1, {w}, t->optimiser.second},
    };
    for (size_t i = 0; i < STATE_TENSORS; i++) {
        if (all[i].data != NULL) {
            list[count++] = all[i];
        }
    }
    return count;
}

bool trainer_save(const Trainer *trainer, const char *path, const Note *notes,
                  size_t note_count, Error *error)
{
    RandomWords words;
    Tensor list[STATE_TENSORS];
    rng_pack(&trainer->training.rng, words.order);
    words.step = (int64_t)trainer->net->pass.step;
    size_t count = list_state(trainer, &words, list);
    return checkpoint_save(path, trainer->net, list, count, notes, note_count,
                           error);
}

/* Is every number where it can be? A damaged file must not lead outside the
   arrays. */
static bool check_state(const Trainer *t, const char *path, Error *error)
{
    const Position *p = &t->position;
    if (p->checksum != (int64_t)t->train.source->checksum) {
        return error_set(error,
                         "%s: the data are not those that the training began "
                         "with",
                         path);
    }
    int64_t batches = (int64_t)t->batches;
    bool good = p->batch >= 0 && p->batch < batches && p->epoch >= 0 &&
                p->step >= 0 && p->epoch == p->step / batches &&
                p->batch == p->step % batches && p->best_epoch >= 0 &&
                p->best_epoch <= p->epoch && p->stopped >= 0 && p->stopped <= 1;
    for (size_t i = 0; good && i < t->train.count; i++) {
        good = t->order[i] < t->train.count;
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

/* Is the file's network the one that is trained? Another may have as many
   parameters. */
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
    bool good = (saved != NULL && strcmp(text, saved) == 0) ||
                error_set(error,
                          "%s: holds the network \"%.100s\", but the "
                          "configuration asks for \"%.100s\"; put the old one "
                          "back there, or begin another run",
                          path, saved != NULL ? saved : "", text);
    free(text);
    return good;
}

/* Before random numbers were counters, the generator was saved. */
static bool check_format(const Safetensors *file, const char *path,
                         Error *error)
{
    return safetensors_tensor(file, "network.random") == NULL ||
           error_set(error,
                     "%s: expected a training of this version, found one of an "
                     "earlier version, which cannot be gone on with; its "
                     "network can still be used, or begin the training anew",
                     path);
}

bool trainer_restore(Trainer *trainer, const Safetensors *file,
                     const char *path, Error *error)
{
    RandomWords words;
    Tensor list[STATE_TENSORS];
    Net *net = trainer->net;
    size_t count = list_state(trainer, &words, list);
    if (!check_format(file, path, error) ||
        !check_network(net, file, path, error) ||
        !checkpoint_load(net, file, path, EVERY, NULL, error) ||
        !checkpoint_restore(file, path, list, count, error) ||
        !check_state(trainer, path, error) ||
        !restore_random(&trainer->training.rng, words.order, "training.random",
                        path, error)) {
        return false;
    }
    net->pass.step = (uint64_t)words.step;
    return true;
}
