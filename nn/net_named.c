#include "net_named.h"

#include "words.h"

#include <stdio.h>
#include <string.h>

enum { MOST_WORDS = 64 };

static const struct {
    const char *name, *text;
} named[] = {
    {"softmax", "dense 10"},
    {"mlp", "dense 128, relu, dense 10"},
    {"deep", "dense 256, relu, dense 128, relu, dense 64, relu, dense 10"},
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

/* Adds a suggestion for the word that the message says was found. */
static void add_suggestion(Error *error)
{
    const char *words[MOST_WORDS + 1] = {NULL};
    char word[40], more[96];
    size_t count = 0;
    const char *found = strstr(error->text, "found \"");
    for (size_t i = 0; i < NAMED; i++) {
        words[count++] = named[i].name;
    }
    for (size_t i = 0; layer_kinds[i] != NULL && count < MOST_WORDS; i++) {
        words[count++] = layer_kinds[i]->name;
    }
    if (found != NULL && sscanf(found, "found \"%39[^\"]", word) == 1) {
        suggestion(word, words, more, sizeof more);
        size_t length = strlen(error->text);
        if (*more != '\0') {
            snprintf(error->text + length, sizeof error->text - length, "\n%s",
                     more + 1);
        }
    }
}

bool net_from_words(Net *net, const char *text, Shape input, size_t batch,
                    uint64_t seed, Error *error)
{
    if (net_new(net, net_named(text), input, batch, seed, error)) {
        return true;
    }
    add_suggestion(error);
    return false;
}
