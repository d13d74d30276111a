/* Pictures from files, brought into the form in which a network knows them. */
#ifndef PICTURE_H
#define PICTURE_H

#include "error.h"

#include <stddef.h>

enum {
    PICTURE_FILE = 1 << 26,  /* bytes of a file at most: 64 MiB */
    PICTURE_PIXELS = 1 << 26 /* pixels at most */
};

typedef struct Picture {
    size_t width, height;
    unsigned char *grey; /* [height][width], 0 (black) to 255 (white) */
} Picture;

/* Reads a PNG or JPEG file. Colours become grey, what is transparent white,
   and a photograph upright. An error, before any pixel is computed, if it is
   larger than the limits. The caller frees it by picture_free. */
bool picture_load(Picture *picture, const char *path, Error *error);

/* The same from memory. name: for messages.   bytes: [size]. */
bool picture_decode(Picture *picture, const unsigned char *bytes, size_t size,
                    const char *name, Error *error);
void picture_free(Picture *picture);

/* Writes a grey PNG file, which takes the place of an old one only when it is
   whole. */
bool picture_save(const Picture *picture, const char *path, Error *error);

/* Makes the picture as MNIST's were made. Ink is what differs from the paper,
   whose grey the border tells; the part with ink as dark as the pen's (lines of
   squared paper are not) is scaled, its proportions kept, until it just fits a
   square of `box` pixels; and that is laid into
   side × side pixels so that its centre of mass is in their middle. A picture
   of side × side pixels is not scaled. An error if there is nothing on the
   paper.   x: [side][side], 0 (paper) to 1 (ink). */
bool picture_prepare(const Picture *picture, size_t side, size_t box, float *x,
                     const char *name, Error *error);

/* How many marks the ink makes that do not touch, small ones left out: those
   less than half as high as the highest. One digit makes one, or two if it has a
   gap; a sheet of digits makes many. */
size_t picture_marks(const Picture *picture);

#endif
