/* src/checkpoint.c: a network comes back as it was, and a file that does not
   hold one is refused before it costs memory. */
#define _DEFAULT_SOURCE

#include "checkpoint.h"
#include "net_text.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char path[64];
static Error error;

static void make_path(void)
{
    strcpy(path, "/tmp/checkpoint-XXXXXX");
    int file = mkstemp(path);
    cr_assert_geq(file, 0);
    close(file);
}

static void remove_path(void)
{
    remove(path);
}

TestSuite(checkpoint, .init = make_path, .fini = remove_path);

static Net built(const char *text)
{
    Net net;
    cr_assert(net_new(&net, text, (Shape){0}, 3, 42, &error), "%s", error.text);
    for (size_t i = 0; i < net.parameters; i++) {
        net.w[i] += (real)i; /* biases too */
    }
    for (size_t i = 0; i < net.states; i++) {
        net.state[i] += (real)i;
    }
    return net;
}

static void load(Safetensors *file)
{
    cr_assert(safetensors_load(file, path, &error), "%s", error.text);
}

static void save(const Net *net)
{
    cr_assert(checkpoint_save(path, net, NULL, 0, NULL, 0, &error), "%s",
              error.text);
}

static const char *const texts[] = {
    "input 7, dense 5, relu, dense 3",
    "input 1x4x6, relu",
    "input 5, a: dense 4, tanh, dense 4, add a, maxout 2",
    "input 5, a: radial_basis 4 width 0.3, dense 4 from input, concat a",
    "input 5, dense2: dense 4, dense 3, b: dense 2, dense1: dense 1",
    "input 5, dense 4, batch_norm momentum 0.2, dropout 0.25, dense 2",
};

Test(checkpoint, holds_every_kind_of_network)
{
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        Net net = built(texts[i]), copy;
        Safetensors file;
        save(&net);
        load(&file);
        cr_assert(checkpoint_net(&copy, &file, path, 3, &error), "%s",
                  error.text);
        cr_assert_eq(copy.parameters, net.parameters);
        cr_expect_arr_eq(copy.w, net.w, net.parameters * sizeof(real));
        cr_assert_eq(copy.states, net.states);
        cr_expect_arr_eq(copy.state, net.state, net.states * sizeof(real));
        char a[256], b[256];
        net_text(&net, a, sizeof a);
        net_text(&copy, b, sizeof b);
        cr_expect_str_eq(a, b);
        safetensors_free(&file);
        net_free(&copy);
        net_free(&net);
    }
}

Test(checkpoint, names_tensors_by_layer)
{
    Net net = built("input 5, dense 4, relu, second: dense 3, dense3: dense 2, "
                    "dense 2, dense 1");
    const char *names[] = {"dense1.weight", "dense1.bias",   "second.weight",
                           "second.bias",   "dense3.weight", "dense3.bias",
                           "dense4.weight", "dense5.weight"};
    Safetensors file;
    save(&net);
    load(&file);
    cr_expect_eq(file.count, 10);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        cr_expect_not_null(safetensors_tensor(&file, names[i]), "%s", names[i]);
    }
    const Tensor *weight = safetensors_tensor(&file, "dense1.weight");
    cr_expect_str_eq(weight->type, REAL_TYPE);
    cr_expect_eq(weight->dimensions, 2);
    cr_expect_eq(weight->shape[0], 4);
    cr_expect_eq(weight->shape[1], 5);
    cr_expect_arr_eq(weight->data, net.layers[1].w, 20 * sizeof(real));
    safetensors_free(&file);
    net_free(&net);
}

/* PyTorch counts batches in a tensor of its own. */
Test(checkpoint, may_hold_more_than_a_network_needs)
{
    Net net = built("input 2, bn: batch_norm, dense 2");
    static const char *const names[] = {"bn.num_batches_tracked",
                                        "bn.num_batches"};
    for (int i = 0; i < 2; i++) {
        int64_t batches = 7;
        Safetensors file;
        Tensor more = {names[i], "I64", 0, {0}, &batches};
        cr_assert(checkpoint_save(path, &net, &more, 1, NULL, 0, &error));
        load(&file);
        cr_expect_eq(checkpoint_no_more(&net, &file, path, &error), i == 0);
        safetensors_free(&file);
    }
    cr_expect_not_null(strstr(error.text, "found \"bn.num_batches\", I64 []"),
                       "%s", error.text);
    net_free(&net);
}

Test(checkpoint, holds_what_else_it_is_given)
{
    Net net = built("input 2, dense 2");
    Rng rng = rng_seeded(5), other = {{0}, 0, 0};
    (void)rng_normal(&rng); /* so that there is a spare number */
    int64_t words[RNG_WORDS], back[RNG_WORDS] = {0};
    Tensor more = {"random", "I64", 1, {RNG_WORDS}, words};
    Note note = {"data", "mnist"};
    rng_pack(&rng, words);
    cr_assert(checkpoint_save(path, &net, &more, 1, &note, 1, &error));
    Safetensors file;
    load(&file);
    more.data = back;
    cr_assert(checkpoint_restore(&file, path, &more, 1, &error));
    cr_assert(rng_unpack(&other, back, &error), "%s", error.text);
    for (int i = 0; i < 10; i++) {
        cr_expect_eq(rng_normal(&rng), rng_normal(&other));
    }
    cr_expect_str_eq(safetensors_note(&file, "data"), "mnist");
    safetensors_free(&file);
    net_free(&net);
}

/* The words of a generator with a spare number, one of them changed. */
static void words_refused(size_t k, int64_t word, const char *reason)
{
    Rng rng = rng_seeded(5), same;
    int64_t words[RNG_WORDS];
    (void)rng_normal(&rng);
    rng_pack(&rng, words);
    same = rng;
    words[k] = word;
    cr_assert_not(rng_unpack(&rng, words, &error), "%zu", k);
    cr_expect_not_null(strstr(error.text, reason), "%s", error.text);
    cr_expect_arr_eq(rng.state, same.state, sizeof rng.state);
    cr_expect_eq(rng.spare, same.spare);
}

static int64_t bits_of(double number)
{
    int64_t bits;
    memcpy(&bits, &number, sizeof bits);
    return bits;
}

Test(checkpoint, holds_no_random_numbers_that_cannot_be)
{
    Rng rng = rng_seeded(5);
    int64_t zeros[RNG_WORDS] = {0};
    cr_assert_not(rng_unpack(&rng, zeros, &error));
    cr_expect_not_null(strstr(error.text, "four zeros"), "%s", error.text);
    zeros[5] = 1;
    cr_assert_not(rng_unpack(&rng, zeros, &error));
    zeros[3] = INT64_MIN;
    cr_assert(rng_unpack(&rng, zeros, &error), "%s", error.text);
    words_refused(4, bits_of(NAN), "found nan");
    words_refused(4, bits_of(-INFINITY), "found -inf");
    words_refused(4, bits_of(1e30), "found 1e+30");
    words_refused(5, 2, "and 2");
    words_refused(5, -1, "and -1");
}

/* A file with such a note and one tensor "dense1.weight" of 2 × 3. */
static void refused(const char *text, const char *type, const char *words)
{
    static double data[6];
    Tensor weight = {"dense1.weight", type, 2, {2, 3}, data};
    Note note = {"network", text};
    Safetensors file;
    Net net;
    cr_assert(safetensors_save(path, &weight, 1, &note, text != NULL, &error));
    load(&file);
    cr_assert_not(checkpoint_net(&net, &file, path, 64, &error));
    cr_expect_null(net.layers);
    cr_expect_null(net.memory);
    cr_expect_not_null(strstr(error.text, path), "%s", error.text);
    cr_expect_not_null(strstr(error.text, words), "expected \"%s\": %s", words,
                       error.text);
    safetensors_free(&file);
}

Test(checkpoint, that_does_not_fit_is_refused)
{
    const char *other = sizeof(real) == 4 ? "F64" : "F32";
    refused(NULL, REAL_TYPE, "a note \"network\"");
    refused("input 3, oops", REAL_TYPE, "found \"oops\"");
    refused("dense 3", REAL_TYPE, "the input's shape");
    refused("input 3, dense 3", REAL_TYPE, "[3, 3], found ");
    refused("input 3, dense 2", REAL_TYPE, "\"dense1.bias\", found none");
    refused("input 3, a: dense 2", REAL_TYPE, "\"a.weight\", found none");
    refused("input 3, dense 2", other, "dense1.weight: expected ");
}

Test(checkpoint, that_asks_for_huge_memory_is_refused)
{
    refused("input 3, dense 1000000000", REAL_TYPE, "outputs of all layers");
    refused("input 999999999, dense 2", REAL_TYPE, "outputs of all layers");
    refused("input 99999, dense 99999", REAL_TYPE, "[99999, 99999], found ");
    refused("input 999999999x999999999, relu", REAL_TYPE, "outputs of all");
}

Test(checkpoint, of_a_hundred_thousand_layers_is_refused_at_once)
{
    static char text[900000] = "input 1";
    size_t length = strlen(text);
    while (length + 10 < sizeof text) {
        memcpy(text + length, ", dense 1", 10);
        length += 9;
    }
    refused(text, REAL_TYPE, "at most 10000 layers");
}

/* ---- Into a network that is there ---- */

static Safetensors saved(const char *text)
{
    Net net = built(text);
    Safetensors file;
    save(&net);
    net_free(&net);
    load(&file);
    return file;
}

Test(checkpoint, loads_the_parts_that_fit_under_a_new_head)
{
    Safetensors file = saved("input 7, body: dense 5, relu, head: dense 3");
    Net net = built("input 7, body: dense 5, relu, head: dense 4");
    Net from = built("input 7, body: dense 5, relu, head: dense 3");
    real *body = net.layers[1].w, *head = net.layers[3].w;
    body[0] = 99;
    real before = head[0] = 77;
    size_t copied;
    cr_expect_not(checkpoint_load(&net, &file, path, EVERY, NULL, &error));
    cr_expect_not_null(strstr(error.text, "head.weight: expected F32 [4, 5], "
                                          "found F32 [3, 5]"),
                       "%s", error.text);
    body[0] = 99;
    cr_assert(checkpoint_load(&net, &file, path, FITTING, &copied, &error));
    cr_expect_eq(copied, 2);
    cr_expect_arr_eq(body, from.layers[1].w, 35 * sizeof(real));
    cr_expect_arr_eq(net.layers[1].b, from.layers[1].b, 5 * sizeof(real));
    cr_expect_eq(head[0], before);
    net_free(&from);
    net_free(&net);
    safetensors_free(&file);
}

Test(checkpoint, of_which_nothing_fits_is_refused)
{
    Safetensors file = saved("input 7, dense 5");
    Net net = built("input 7, other: dense 5");
    cr_expect_not(checkpoint_load(&net, &file, path, FITTING, NULL, &error));
    cr_expect_not_null(strstr(error.text, "other.weight"), "%s", error.text);
    net_free(&net);
    safetensors_free(&file);
}

Test(checkpoint, keeps_what_is_frozen_and_what_is_put_out)
{
    const char *text = "input 5, a: dense 4 frozen, b: dense 2 output, "
                       "dense 3 from a";
    Safetensors file = saved(text);
    Net copy;
    char words[200];
    cr_assert(checkpoint_net(&copy, &file, path, 2, &error), "%s", error.text);
    net_text(&copy, words, sizeof words);
    cr_expect_str_eq(words, text);
    cr_expect(copy.layers[1].frozen && copy.layers[2].output);
    net_free(&copy);
    safetensors_free(&file);
}

/* ---- States have the names that their kind gives them ---- */

static bool plan_means(Layer *layer, Error *problem)
{
    layer->state_size = layer->in[0].c;
    return layer_plan_same(layer, problem);
}

static void forward_means(const Layer *layer, const Pass *pass, Share *share)
{
    (void)pass;
    memcpy(share->y, share->x[0],
           share->n * layer_size_out(layer) * sizeof(real));
}

Test(checkpoint, names_states_as_their_kind_does)
{
    static const LayerKind means = {.name = "means",
                                    .states = {"running_mean", "running_var"},
                                    .plan = plan_means,
                                    .compute = {.forward = forward_means}};
    Net net;
    NetTensors list;
    cr_assert(net_begin(&net, (Shape){3, 2, 2}, 2, &error));
    cr_assert(net_add(&net, &(Layer){.kind = &means, .inputs = 1}, &error));
    cr_assert(net_end(&net, 1, 1, &error));
    cr_assert(net_tensors(&net, &list, &error));
    cr_assert_eq(list.count, 2);
    cr_expect_str_eq(list.tensors[0].name, "means1.running_mean");
    cr_expect_str_eq(list.tensors[1].name, "means1.running_var");
    cr_expect_eq(list.tensors[1].shape[0], 3);
    cr_expect_eq(list.tensors[1].data, net.state + 3);
    net_tensors_free(&list);
    net_free(&net);
}
