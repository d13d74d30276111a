#include "input.h"

#include "picture.h"

#include <stdio.h>
#include <string.h>

bool input_fits(const Model *model, const char *path, Error *error)
{
    Shape in = model->net.layers[0].out;
    return (in.c == 1 && in.h == in.w) ||
           error_set(error, "%s: expected a network for square grey pictures",
                     path);
}

static bool is_of_digits(const Model *model)
{
    return strcmp(model->data, "fashion") != 0;
}

/* MNIST's digits fit a box of 20 × 20 in the 28 × 28; clothes fill it all. */
static size_t box_of(const Model *model, size_t side)
{
    return is_of_digits(model) ? side * 20 / 28 : side;
}

bool input_load(const Model *model, const char *path, float *x,
                const char *command, Error *error)
{
    Shape in = model->net.layers[0].out;
    Picture picture;
    if (!picture_load(&picture, path, error)) {
        return false;
    }
    bool good =
        picture_prepare(&picture, in.h, box_of(model, in.h), x, path, error);
    bool scaled = picture.width != in.h || picture.height != in.h;
    size_t marks =
        good && scaled && is_of_digits(model) ? picture_marks(&picture) : 1;
    picture_free(&picture);
    if (marks > 1) {
        fprintf(stderr,
                "nn %s: %s: found %zu marks that do not touch, expected "
                "one digit; the answer is for all of them together\n",
                command, path, marks);
    }
    return good;
}
