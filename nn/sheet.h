/* Many small pictures at once: on a sheet, which is a PNG file, or in the
   terminal. */
#ifndef SHEET_H
#define SHEET_H

#include "error.h"

#include <stddef.h>

/* Pictures of one size. */
typedef struct Sheet {
    size_t count, h, w;
    unsigned char *grey; /* [count][h][w], 0 (black) to 255 (white) */
    unsigned char gap;   /* the level between two of them, in a PNG file */
} Sheet;

/* Memory for the pictures, on a ground of dark grey, which sheet_free frees. */
bool sheet_new(Sheet *sheet, size_t count, size_t h, size_t w, Error *error);
void sheet_free(Sheet *sheet);

/* How many pictures the PNG file has in a row. */
size_t sheet_columns(const Sheet *sheet);

/* Writes a PNG file in which each pixel is a square of several, so that they
   can be seen. */
bool sheet_save(const Sheet *sheet, const char *path, Error *error);

/* Prints the pictures side by side, with a caption above each; NULL: with their
   numbers, from 1.   captions: [count]. */
bool sheet_print(const Sheet *sheet, const char *const *captions, Error *error);

#endif
