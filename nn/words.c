#define _POSIX_C_SOURCE 200809L

#include "words.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { LONGEST = 63 };

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

size_t edit_distance(const char *a, const char *b)
{
    size_t table[LONGEST + 1][LONGEST + 1];
    size_t n = strnlen(a, LONGEST), m = strnlen(b, LONGEST);
    for (size_t i = 0; i <= n; i++) {
        for (size_t j = 0; j <= m; j++) {
            if (i == 0 || j == 0) {
                table[i][j] = i + j;
                continue;
            }
            size_t replaced = table[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
            table[i][j] = least(
                replaced, least(table[i - 1][j] + 1, table[i][j - 1] + 1));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
                a[i - 2] == b[j - 1]) {
                table[i][j] = least(table[i][j], table[i - 2][j - 2] + 1);
            }
        }
    }
    return table[n][m];
}

const char *nearest_word(const char *word, const char *const *words)
{
    const char *nearest = NULL;
    size_t best = strlen(word) / 3 + 1;
    for (; *words != NULL; words++) {
        bool begins =
            strlen(*words) > 2 && strncmp(word, *words, strlen(*words)) == 0;
        size_t distance = begins ? 1 : edit_distance(word, *words);
        if (distance <= best && distance < strlen(*words)) {
            nearest = *words;
            best = distance - (distance > 0);
        }
    }
    return nearest;
}

const char *suggestion(const char *word, const char *const *words, char *text,
                       size_t size)
{
    const char *nearest = nearest_word(word, words);
    text[0] = '\0';
    if (nearest != NULL && strcmp(nearest, word) != 0) {
        snprintf(text, size, " Did you mean \"%s\"?", nearest);
    }
    return text;
}

bool suggest(Error *error, const char *const *words)
{
    char word[40], more[96];
    const char *found = strstr(error->text, "found \"");
    if (found != NULL && sscanf(found, "found \"%39[^\"]", word) == 1 &&
        *suggestion(word, words, more, sizeof more) != '\0') {
        size_t length = strlen(error->text);
        snprintf(error->text + length, sizeof error->text - length, "\n%s",
                 more + 1);
    }
    return false;
}

const char *shell_word(const char *name, char *text, size_t size)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
                                "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-+,@";
    size_t length = strspn(name, plain), used = 0;
    if (size < 4 * strlen(name) + 5) {
        text[0] = '\0';
        return text;
    }
    const char *folder = name[0] == '-' ? "./" : ""; /* it is no option */
    if (length > 0 && name[length] == '\0') {
        snprintf(text, size, "%s%s", folder, name);
        return text;
    }
    used = (size_t)snprintf(text, size, "%s'", folder);
    for (; *name != '\0'; name++) {
        used += (size_t)snprintf(text + used, size - used,
                                 *name == '\'' ? "'\\%c'" : "%c", *name);
    }
    snprintf(text + used, size - used, "'");
    return text;
}
