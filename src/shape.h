/* The shape of one example. */
#ifndef SHAPE_H
#define SHAPE_H

#include <stddef.h>

enum { SHAPE_TEXT = 64 /* bytes of a shape in words */ };

/* Channels, height, width. A vector of n numbers is n × 1 × 1. */
typedef struct Shape {
    size_t c, h, w;
} Shape;

/* How many numbers have that shape. */
size_t shape_size(Shape shape);

/* Writes "1x28x28", or "10" for a vector, into text and returns it. */
const char *shape_text(Shape shape, char text[SHAPE_TEXT]);

#endif
