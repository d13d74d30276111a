/* What the numbers of a network see of its input. */
#ifndef NET_VIEW_H
#define NET_VIEW_H

#include "net.h"

/* The receptive field of a layer, of the rows and of the columns: the window of
   the input that a number depends on, and as its stride how far that lies from
   its neighbour's. A number that sees all has no neighbour: stride 0. */
typedef struct View {
    Axis rows, columns;
} View;

/* Fills in the views of all layers. A layer that joins several has the largest
   of theirs. Returns whether the network has a layer with windows; if not, each
   number sees one pixel or all.   views: [net->count]. */
bool net_views(const Net *net, View *views);

#endif
