/* Networks in words:

       dense 128, relu, dense 10

   Layers are separated by commas. Each is a kind with its arguments (the table
   in layer.c has them all); one that may be left out is written behind its
   name: "radial_basis 20 width 0.5". A layer reads the one before it. Others
   can be named and read as well:

       a: dense 64, relu, dense 64, add a        the layer before, plus a
       a: dense 64, b: relu, tanh from a, concat b     tanh reads a; then both

   "from NAME" takes the place of the layer before; names behind a kind are
   further inputs. "frozen" behind a layer keeps its weights from being trained.
   "output" makes a layer that nobody reads one of several outputs; the last
   layer always is one. The text may begin with the input's shape, which itself
   has the name "input": "input 784", "input 28x28" (height, width) or "input
   3x32x32" (channels, height, width). */
#ifndef NET_TEXT_H
#define NET_TEXT_H

#include "net_view.h"

/* Builds the layers of a text into net, which net_end then makes ready. The
   input's shape is given, or {0} if the text says it; if both do, they must
   agree. An error shows the text with a mark under the word that is wrong, and
   says what was expected. The caller frees net by net_free, then too. */
bool net_parse(Net *net, const char *text, Shape input, Error *error);

/* The text of a net, which net_parse understands if all layers that others than
   the next one read have names; the input's shape included.
   Both write at most size bytes, with the final 0, and return the length of the
   whole, as snprintf does. */
size_t net_text(const Net *net, char *text, size_t size);

/* A table of the layers: output shape, receptive field, parameters, and the
   millions of floating point operations of a forward pass for one example.
   views: of net_views; NULL leaves the receptive fields out. */
size_t net_summary(const Net *net, const View *views, char *text, size_t size);

#endif
