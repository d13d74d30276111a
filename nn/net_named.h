/* Networks that have a name, and a helping hand with those that have not. */
#ifndef NET_NAMED_H
#define NET_NAMED_H

#include "net.h"

/* The text of the network of that name; text itself without one. */
const char *net_named(const char *text);

/* MNIST's shape, or {0} if the text of a network says its input's. */
Shape net_input(const char *text);

/* Reads the text or the name of a network, as net_parse does; builds it too, as
   net_new does. If a word is wrong, the error says which one may have been
   meant. */
bool net_parse_words(Net *net, const char *text, Shape input, Error *error);
bool net_from_words(Net *net, const char *text, Shape input, size_t batch,
                    uint64_t seed, Error *error);

#endif
