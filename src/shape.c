#include "shape.h"

#include <stdio.h>

size_t shape_size(Shape shape)
{
    return shape.c * shape.h * shape.w;
}

const char *shape_text(Shape shape, char text[SHAPE_TEXT])
{
    if (shape.h == 1 && shape.w == 1) {
        snprintf(text, SHAPE_TEXT, "%zu", shape.c);
    } else {
        snprintf(text, SHAPE_TEXT, "%zux%zux%zu", shape.c, shape.h, shape.w);
    }
    return text;
}
