/* Which way up a photograph is. A camera that was turned notes it in the file
   (Exif, tag "Orientation") and leaves the pixels as they came. */
#ifndef ORIENTATION_H
#define ORIENTATION_H

#include "picture.h"

/* The orientation, 1 to 8, that a JPEG file notes; 1, upright, without a note.
   bytes: [size]. */
int jpeg_orientation(const unsigned char *bytes, size_t size);

/* Turns and mirrors a picture of that orientation, so that it is upright. An
   error if there is no memory. */
bool picture_turn(Picture *picture, int orientation, Error *error);

#endif
