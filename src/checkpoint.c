#include "checkpoint.h"

#include "net_text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    PARTS = 2 + LAYER_STATES, /* tensors of a layer: weight, bias, states */
    MOST_LAYERS = 10000,
    MOST_NUMBERS = 1 << 27 /* in the outputs of all layers, for a batch */
};

static bool is_taken(const Net *net, const char *name)
{
    for (size_t i = 0; i < net->count; i++) {
        if (strcmp(net->layers[i].name, name) == 0) {
            return true;
        }
    }
    return false;
}

/* A layer's own name, or its kind and the how manieth of that kind it is; with
   _ behind it as long as another layer has that name. */
void layer_label(const Net *net, const Layer *layer, char text[TENSOR_NAME])
{
    size_t number = 0;
    for (const Layer *l = net->layers; l <= layer; l++) {
        number += l->kind == layer->kind;
    }
    int length = snprintf(text, TENSOR_NAME, "%s", layer->name);
    if (length == 0) {
        length =
            snprintf(text, TENSOR_NAME, "%s%zu", layer->kind->name, number);
        while (is_taken(net, text)) {
            length +=
                snprintf(text + length, TENSOR_NAME - (size_t)length, "_");
        }
    }
}

static void add(NetTensors *list, const char *layer, const char *part,
                const size_t *shape, size_t dimensions, real *data)
{
    if (shape[0] == 0) {
        return;
    }
    Tensor *tensor = &list->tensors[list->count];
    char *name = list->names[list->count++];
    snprintf(name, TENSOR_NAME, "%.48s.%s", layer, part);
    *tensor = (Tensor){.name = name, .type = REAL_TYPE};
    tensor->data = data;
    while (tensor->dimensions < dimensions && shape[tensor->dimensions] > 0) {
        tensor->shape[tensor->dimensions] = shape[tensor->dimensions];
        tensor->dimensions++;
    }
}

bool net_tensors(const Net *net, NetTensors *list, Error *error)
{
    *list = (NetTensors){
        .tensors = malloc((PARTS * net->count + 1) * sizeof *list->tensors),
        .names = malloc((PARTS * net->count + 1) * sizeof *list->names)};
    if (list->tensors == NULL || list->names == NULL) {
        return error_set(error, "no memory for a list of tensors");
    }
    for (size_t i = 1; i < net->count; i++) {
        const Layer *layer = &net->layers[i];
        char text[TENSOR_NAME];
        layer_label(net, layer, text);
        add(list, text, "weight", layer->weight_shape, LAYER_DIMENSIONS,
            layer->w);
        add(list, text, "bias", &layer->biases, 1, layer->b);
        for (size_t k = 0; k < LAYER_STATES && layer->states > 0 &&
                           layer->kind->states[k] != NULL;
             k++) {
            add(list, text, layer->kind->states[k], &layer->state_size, 1,
                layer->state + k * layer->state_size);
        }
    }
    return true;
}

void net_tensors_free(NetTensors *list)
{
    free(list->tensors);
    free(list->names);
}

/* ---- Writing ---- */

/* The two lists one behind the other; NULL without memory. */
static void *join(const void *a, size_t a_bytes, const void *b, size_t b_bytes)
{
    char *both = malloc(a_bytes + b_bytes + 1);
    if (both != NULL) {
        memcpy(both, a, a_bytes);
        memcpy(both + a_bytes, b_bytes > 0 ? b : a, b_bytes);
    }
    return both;
}

bool checkpoint_save(const char *path, const Net *net, const Tensor *more,
                     size_t more_count, const Note *notes, size_t note_count,
                     Error *error)
{
    NetTensors own;
    size_t length = net_text(net, NULL, 0) + 1;
    char *text = malloc(length);
    bool good = net_tensors(net, &own, error);
    Note note = {"network", text};
    Tensor *tensors = join(own.tensors, own.count * sizeof *more, more,
                           more_count * sizeof *more);
    Note *all_notes = join(&note, sizeof note, notes, note_count * sizeof note);
    if (good && (text == NULL || tensors == NULL || all_notes == NULL)) {
        good = error_set(error, "%s: no memory", path);
    }
    if (good) {
        net_text(net, text, length);
        good = safetensors_save(path, tensors, own.count + more_count,
                                all_notes, note_count + 1, error);
    }
    free(all_notes);
    free(tensors);
    free(text);
    net_tensors_free(&own);
    return good;
}

/* ---- Reading ---- */

static bool same_shape(const Tensor *a, const Tensor *b)
{
    return a->dimensions == b->dimensions &&
           memcmp(a->shape, b->shape, a->dimensions * sizeof *a->shape) == 0;
}

static const char *describe(const Tensor *tensor, char *text, size_t size)
{
    size_t length = (size_t)snprintf(text, size, "%.8s [", tensor->type);
    for (size_t i = 0; i < tensor->dimensions && length < size; i++) {
        length += (size_t)snprintf(text + length, size - length, "%s%zu",
                                   i > 0 ? ", " : "", tensor->shape[i]);
    }
    if (length < size) {
        snprintf(text + length, size - length, "]");
    }
    return text;
}

static bool same_form(const Tensor *a, const Tensor *b)
{
    return strcmp(a->type, b->type) == 0 && same_shape(a, b);
}

/* No tensor has the wanted name: perhaps it has another, and one of the file's
   has its form. Else the first few are named. */
static bool missing(const Safetensors *file, const char *path,
                    const Tensor *wanted, Error *error)
{
    char form[128], there[180] = "";
    size_t length = 0;
    for (size_t i = 0; i < file->count && length < sizeof there; i++) {
        const char *name = file->tensors[i].name;
        if (same_form(&file->tensors[i], wanted)) {
            snprintf(there, sizeof there, ", as \"%.80s\" is", name);
            break;
        }
        if (i < 5) {
            length += (size_t)snprintf(there + length, sizeof there - length,
                                       i == 4 ? " ..." : "%s \"%.30s\"",
                                       i > 0 ? "," : "; there is", name);
        }
    }
    return error_set(error,
                     "%s: expected a tensor \"%s\", found none; it is to be "
                     "%s%s",
                     path, wanted->name, describe(wanted, form, sizeof form),
                     there);
}

/* The file's tensor that is wanted; NULL and an error if it does not fit. */
static const Tensor *find(const Safetensors *file, const char *path,
                          const Tensor *wanted, Error *error)
{
    const Tensor *found = safetensors_tensor(file, wanted->name);
    char expected[128], other[128];
    if (found == NULL) {
        missing(file, path, wanted, error);
    } else if (!same_form(found, wanted)) {
        error_set(error, "%s: %s: expected %s, found %s", path, wanted->name,
                  describe(wanted, expected, sizeof expected),
                  describe(found, other, sizeof other));
        found = NULL;
    }
    return found;
}

bool checkpoint_restore(const Safetensors *file, const char *path,
                        const Tensor *tensors, size_t count, Error *error)
{
    for (size_t i = 0; i < count; i++) {
        const Tensor *found = find(file, path, &tensors[i], error);
        if (found == NULL) {
            return false;
        }
        memcpy(tensors[i].data, found->data, tensor_bytes(found));
    }
    return true;
}

/* A network's text can demand any amount of memory. So before any is taken:
   does the file hold all parameters, and are the layers' outputs for a batch of
   a sensible size? */
static bool is_plausible(const Net *net, const Safetensors *file,
                         const char *path, size_t batch, Error *error)
{
    size_t numbers = 0;
    if (net->count > MOST_LAYERS) {
        return error_set(error, "%s: expected at most %d layers, found %zu",
                         path, MOST_LAYERS, net->count);
    }
    for (size_t i = 0; i < net->count; i++) {
        size_t size = shape_size(net->layers[i].out);
        if (size > MOST_NUMBERS / batch ||
            (numbers += size * batch) > MOST_NUMBERS) {
            return error_set(error,
                             "%s: expected at most %d outputs of all layers, "
                             "for a batch of %zu",
                             path, MOST_NUMBERS, batch);
        }
    }
    NetTensors own;
    bool good = net_tensors(net, &own, error);
    for (size_t i = 0; good && i < own.count; i++) {
        good = find(file, path, &own.tensors[i], error) != NULL;
    }
    net_tensors_free(&own);
    return good;
}

bool checkpoint_load(Net *net, const Safetensors *file, const char *path,
                     Fit fit, size_t *copied, Error *error)
{
    NetTensors own;
    size_t count = 0;
    bool good = net_tensors(net, &own, error);
    for (size_t i = 0; good && i < own.count; i++) {
        const Tensor *found = find(file, path, &own.tensors[i], error);
        if (found != NULL) {
            memcpy(own.tensors[i].data, found->data, tensor_bytes(found));
            count++;
        }
        good = found != NULL || fit == FITTING;
    }
    if (good && count == 0 && own.count > 0) {
        good = error_set(error,
                         "%s: expected a tensor with a name and shape of this "
                         "network, such as \"%s\", found none",
                         path, own.tensors[0].name);
    }
    if (copied != NULL) {
        *copied = count;
    }
    net_tensors_free(&own);
    return good;
}

bool checkpoint_parse(Net *net, const Safetensors *file, const char *path,
                      Error *error)
{
    *net = (Net){0};
    Error reason = {""};
    const char *text = safetensors_note(file, "network");
    if (text == NULL) {
        return error_set(error,
                         "%s: expected a note \"network\", found none: not a "
                         "network of this library",
                         path);
    }
    return net_parse(net, text, (Shape){0}, &reason) ||
           error_set(error, "%s: %s", path, reason.text);
}

bool checkpoint_end(Net *net, const Safetensors *file, const char *path,
                    size_t batch, Error *error)
{
    return is_plausible(net, file, path, batch, error) &&
           net_end(net, batch, 0, error) &&
           checkpoint_load(net, file, path, EVERY, NULL, error);
}

bool checkpoint_net(Net *net, const Safetensors *file, const char *path,
                    size_t batch, Error *error)
{
    bool good = checkpoint_parse(net, file, path, error) &&
                checkpoint_end(net, file, path, batch, error);
    if (!good) {
        net_free(net);
    }
    return good;
}

static bool is_count_of_batches(const char *name)
{
    static const char ending[] = ".num_batches_tracked";
    size_t length = strlen(name), end = sizeof ending - 1;
    return length > end && strcmp(name + length - end, ending) == 0;
}

bool checkpoint_no_more(const Net *net, const Safetensors *file,
                        const char *path, Error *error)
{
    NetTensors own;
    bool good = net_tensors(net, &own, error);
    for (size_t i = 0; good && i < file->count; i++) {
        const char *name = file->tensors[i].name;
        bool known = is_count_of_batches(name);
        for (size_t k = 0; k < own.count && !known; k++) {
            known = strcmp(own.tensors[k].name, name) == 0;
        }
        char form[128];
        good =
            known || error_set(error,
                               "%s: expected the tensors of the network and no "
                               "others, found \"%.80s\", %s",
                               path, name,
                               describe(&file->tensors[i], form, sizeof form));
    }
    net_tensors_free(&own);
    return good;
}

/* ---- Random numbers ---- */

/* A normal number of rng_normal's is at most sqrt(-2 log s), and its s at least
   2^-104: it is below 12.01. */
enum { MOST_NORMAL = 13 };

void rng_pack(const Rng *rng, int64_t words[RNG_WORDS])
{
    memcpy(words, rng->state, sizeof rng->state);
    memcpy(words + 4, &rng->spare, sizeof rng->spare);
    words[5] = rng->has_spare;
}

bool rng_unpack(Rng *rng, const int64_t words[RNG_WORDS], Error *error)
{
    double spare;
    memcpy(&spare, words + 4, sizeof spare);
    if ((words[0] | words[1] | words[2] | words[3]) == 0) {
        return error_set(error, "expected a state of random numbers, found "
                                "four zeros, from which only zeros follow");
    }
    if (!(fabs(spare) <= MOST_NORMAL) || words[5] < 0 || words[5] > 1) {
        return error_set(error,
                         "expected a spare normal number from -%d to %d and 0 "
                         "or 1 for whether it counts, found %g and %lld",
                         MOST_NORMAL, MOST_NORMAL, spare, (long long)words[5]);
    }
    memcpy(rng->state, words, sizeof rng->state);
    rng->spare = spare;
    rng->has_spare = (int)words[5];
    return true;
}
