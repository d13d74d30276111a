/* Networks kept in safetensors files: a tensor for the weights, the biases and
   the state of each layer, "dense1.weight" and so on, a note "network" with the
   network's text, and whatever else the caller adds. With an optimiser's
   memory, the random numbers and the counters added, a file holds all that is
   needed to go on as if nothing had happened: a checkpoint. */
#ifndef CHECKPOINT_H
#define CHECKPOINT_H

#include "net.h"
#include "safetensors.h"

enum {
    RNG_WORDS = 6,
    TENSOR_NAME = 2 * LAYER_NAME /* bytes of a tensor's name */
};

/* Writes a network; see safetensors_save.
   more: [more_count], further tensors; notes: [note_count], further notes. */
bool checkpoint_save(const char *path, const Net *net, const Tensor *more,
                     size_t more_count, const Note *notes, size_t note_count,
                     Error *error);

/* The tensors of a network, with their names: those of a layer are called by
   its name, or by its kind and the how manieth of that kind it is, and by what
   they are: "dense1.weight", "dense1.bias". Freed by net_tensors_free. */
typedef struct NetTensors {
    Tensor *tensors;            /* [count] */
    char (*names)[TENSOR_NAME]; /* [count] */
    size_t count;
} NetTensors;

/* What a layer's tensors are called by: "dense1". */
void layer_label(const Net *net, const Layer *layer, char text[TENSOR_NAME]);

bool net_tensors(const Net *net, NetTensors *list, Error *error);
void net_tensors_free(NetTensors *list);

/* Copies a file's parameters and states into a network that is there already.
   EVERY: an error if one of the network's tensors is not in the file, or has
   another type or shape there; then some may have been copied. FITTING: those
   that fit are copied and the others left as they are, so that a network with a
   new head begins where another ended; an error if none fits. Whoever takes a
   layer out names the others: a layer without a name is called by its number.
   copied: NULL, or how many there were. */
typedef enum Fit { EVERY, FITTING } Fit;
bool checkpoint_load(Net *net, const Safetensors *file, const char *path,
                     Fit fit, size_t *copied, Error *error);

/* Builds the network of a file, its parameters included, for up to `batch`
   examples. An error that names path if the file does not hold one that fits;
   it leaves net empty. */
bool checkpoint_net(Net *net, const Safetensors *file, const char *path,
                    size_t batch, Error *error);

/* The same in two steps, between which layers can be watched, or for a file
   that does not say which network it holds, as those of other programs: then
   the first is net_parse. After an error in either the caller frees net, by
   net_free. */
bool checkpoint_parse(Net *net, const Safetensors *file, const char *path,
                      Error *error);
bool checkpoint_end(Net *net, const Safetensors *file, const char *path,
                    size_t batch, Error *error);

/* An error if the file holds more than the network's tensors. PyTorch's counts
   of batches, which nobody reads, are no more. */
bool checkpoint_no_more(const Net *net, const Safetensors *file,
                        const char *path, Error *error);

/* Copies the file's tensors of the same names, types and shapes into the data
   of tensors. An error if one is missing or differs.   tensors: [count]. */
bool checkpoint_restore(const Safetensors *file, const char *path,
                        const Tensor *tensors, size_t count, Error *error);

/* A random number generator as whole numbers that can be kept, and back. An
   error, which leaves rng as it is, if no generator can have these words: four
   zeros are xoshiro256**'s only state that never changes. */
void rng_pack(const Rng *rng, int64_t words[RNG_WORDS]);
bool rng_unpack(Rng *rng, const int64_t words[RNG_WORDS], Error *error);

#endif
