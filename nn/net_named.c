#include "net_named.h"

#include "net_text.h"
#include "words.h"

#include <string.h>

enum { MOST_WORDS = 64 };

static const struct {
    const char *name, *text;
} named[] = {
    {"softmax", "dense 10"},
    {"mlp", "dense 128, relu, dense 10"},
    {"deep", "dense 256, relu, dense 128, relu, dense 64, relu, dense 10"},
    {"lenet", "conv1: conv 20 5, relu, max_pool 2, "
              "conv2: conv 50 5, relu, max_pool 2, "
              "fc1: dense 500, relu, fc2: dense 10"},
    {"net32", "conv1: conv 32 3, relu, conv2: conv 64 3, relu, max_pool 2, "
              "fc1: dense 10"},
};

enum { NAMED = sizeof named / sizeof named[0] };

const char *net_named(const char *text)
{
    for (size_t i = 0; i < NAMED; i++) {
        if (strcmp(named[i].name, text) == 0) {
            return named[i].text;
        }
    }
    return text;
}

Shape net_input(const char *text)
{
    text += strspn(text, " \t\n");
    bool says = strncmp(text, "input", 5) == 0;
    Shape mnist = {1, 28, 28}, none = {0};
    return says ? none : mnist;
}

/* Adds to an error which name or layer may have been meant; returns false. */
static bool suggest_names(Error *error)
{
    const char *words[MOST_WORDS + 1] = {NULL};
    size_t count = 0;
    for (size_t i = 0; i < NAMED; i++) {
        words[count++] = named[i].name;
    }
    for (size_t i = 0; layer_kinds[i] != NULL && count < MOST_WORDS; i++) {
        words[count++] = layer_kinds[i]->name;
    }
    return suggest(error, words);
}

bool net_parse_words(Net *net, const char *text, Shape input, Error *error)
{
    return net_parse(net, net_named(text), input, error) ||
           suggest_names(error);
}

bool net_from_words(Net *net, const char *text, Shape input, size_t batch,
                    uint64_t seed, Error *error)
{
    return net_new(net, net_named(text), input, batch, seed, error) ||
           suggest_names(error);
}
