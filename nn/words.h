/* Words that somebody typed, the ones that he may have meant, and words for him
   to type. */
#ifndef WORDS_H
#define WORDS_H

#include "error.h"

#include <stddef.h>

/* The fewest letters to insert, delete, replace, or swap with their neighbour
   to make a of b (Damerau 1964). */
size_t edit_distance(const char *a, const char *b);

/* Of words, which a NULL ends, the one nearest to word, or that word begins with
   ("evaluate": "eval"); NULL if none is near enough to have been meant. */
const char *nearest_word(const char *word, const char *const *words);

/* " Did you mean "best"?" for the nearest word, or "", and returns text. */
const char *suggestion(const char *word, const char *const *words, char *text,
                       size_t size);

/* Adds that to an error, for the word that it says was found in its place;
   returns false. */
bool suggest(Error *error, const char *const *words);

/* A file's name as one can paste it into a shell: in quotes if it needs them.
   Returns text, "" if that is too small. */
const char *shell_word(const char *name, char *text, size_t size);

#endif
