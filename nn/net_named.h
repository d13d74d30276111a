/* Networks that have a name, and a helping hand with those that have not. */
#ifndef NET_NAMED_H
#define NET_NAMED_H

#include "net.h"

/* The text of the network of that name; text itself without one. */
const char *net_named(const char *text);

/* Builds the network of a text or name, as net_new does. If a word is wrong,
   the error says which one may have been meant. */
bool net_from_words(Net *net, const char *text, Shape input, size_t batch,
                    uint64_t seed, Error *error);

#endif
