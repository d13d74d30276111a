#include "sheet.h"

#include "cnn.h"
#include "picture.h"
#include "terminal.h"
#include "todo.h"

#include <stdio.h>
#include <stdlib.h>

enum {
    GAP = 100,   /* grey level of the ground */
    WIDTH = 560, /* pixels of a PNG file, about; small pictures are enlarged */
    LEAST = 4,   /* by this at least, */
    MOST = 24,   /* and this at most */
    CAPTION = 24
};

bool sheet_new(Sheet *sheet, size_t count, size_t h, size_t w, Error *error)
{
    *sheet = (Sheet){count, h, w, malloc(count * h * w), GAP};
    return sheet->grey != NULL ||
           error_set(error, "no memory for %zu pictures of %zu x %zu", count, h,
                     w);
}

void sheet_free(Sheet *sheet)
{
    free(sheet->grey);
    *sheet = (Sheet){0};
}

/* About as many as rows; more, up to twice as many, if then the last row is
   full. */
size_t sheet_columns(const Sheet *sheet)
{
    size_t least = 1;
    while (least * least < sheet->count) {
        least++;
    }
    for (size_t columns = least; columns <= 2 * least; columns++) {
        if (sheet->count % columns == 0) {
            return columns;
        }
    }
    return least;
}

static void enlarge(const unsigned char *small, size_t width, size_t scale,
                    Picture *picture)
{
    for (size_t i = 0; i < picture->height; i++) {
        for (size_t j = 0; j < picture->width; j++) {
            picture->grey[i * picture->width + j] =
                small[i / scale * width + j / scale];
        }
    }
}

bool sheet_save(const Sheet *sheet, const char *path, Error *error)
{
    size_t columns = sheet_columns(sheet);
    size_t rows = (sheet->count + columns - 1) / columns;
    size_t height = rows * (sheet->h + 1) - 1;
    size_t width = columns * (sheet->w + 1) - 1;
    size_t scale = WIDTH / width;
    scale = scale < LEAST ? LEAST : scale > MOST ? MOST : scale;
    unsigned char *small = calloc(height, width);
    Picture picture = {scale * width, scale * height, NULL};
    picture.grey = malloc(picture.width * picture.height);
    bool good = small != NULL && picture.grey != NULL;
    if (good) {
        lay_out_maps(sheet->grey, small, sheet->count, columns, sheet->h,
                     sheet->w, sheet->gap);
        enlarge(small, width, scale, &picture);
        good = todo_none(error) && picture_save(&picture, path, error);
    } else {
        error_set(error, "%s: no memory for the picture", path);
    }
    free(small);
    picture_free(&picture);
    return good;
}

bool sheet_print(const Sheet *sheet, const char *const *captions, Error *error)
{
    size_t pixels = sheet->count * sheet->h * sheet->w;
    float *x = malloc(pixels * sizeof *x);
    char(*numbers)[CAPTION] = malloc(sheet->count * sizeof *numbers);
    const char **names = malloc(sheet->count * sizeof *names);
    bool good = x != NULL && numbers != NULL && names != NULL;
    if (good) {
        for (size_t i = 0; i < pixels; i++) {
            x[i] = (float)sheet->grey[i] / 255;
        }
        for (size_t k = 0; k < sheet->count; k++) {
            snprintf(numbers[k], CAPTION, "%zu", k + 1);
            names[k] = captions != NULL ? captions[k] : numbers[k];
        }
        print_pictures(x, sheet->count, sheet->h, sheet->w, names);
    } else {
        error_set(error, "no memory for %zu pictures", sheet->count);
    }
    free(x);
    free(numbers);
    free(names);
    return good;
}
