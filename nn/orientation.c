#include "orientation.h"

#include <stdlib.h>
#include <string.h>

enum { UPRIGHT = 1, ORIENTATION_TAG = 0x0112, ENTRY = 12 };

/* Bytes to be read from; nothing is read behind their end. */
typedef struct Bytes {
    const unsigned char *start;
    size_t size;
    bool little; /* the lowest byte of a number comes first */
} Bytes;

/* The number of n bytes at an offset; 0 if it is not within the bytes. */
static size_t number(Bytes b, size_t offset, size_t n)
{
    size_t value = 0;
    if (offset > b.size || n > b.size - offset) {
        return 0;
    }
    for (size_t i = 0; i < n; i++) {
        size_t place = b.little ? n - 1 - i : i;
        value = value << 8 | b.start[offset + place];
    }
    return value;
}

/* The orientation in the TIFF structure of an Exif segment: a byte order, the
   offset of a directory, whose entries have 12 bytes each. */
static int tiff_orientation(Bytes tiff)
{
    tiff.little = tiff.size > 1 && tiff.start[0] == 'I';
    size_t directory = number(tiff, 4, 4);
    size_t entries = number(tiff, directory, 2);
    for (size_t i = 0; i < entries; i++) {
        size_t entry = directory + 2 + i * ENTRY;
        if (entry >= tiff.size) {
            break;
        }
        if (number(tiff, entry, 2) == ORIENTATION_TAG) {
            size_t value = number(tiff, entry + 8, 2);
            return value >= 1 && value <= 8 ? (int)value : UPRIGHT;
        }
    }
    return UPRIGHT;
}

/* A JPEG file is a row of segments: 0xff, a kind, and a length that counts its
   own two bytes. The pixels begin with kind 0xda. */
int jpeg_orientation(const unsigned char *bytes, size_t size)
{
    enum { EXIF = 0xe1, SCAN = 0xda, HEAD = 6 };
    Bytes file = {bytes, size, false};
    size_t at = 2;
    while (number(file, at, 1) == 0xff) {
        size_t kind = number(file, at + 1, 1), length = number(file, at + 2, 2);
        if (kind == SCAN || length < 2 || length > size - at - 2) {
            break;
        }
        if (kind == EXIF && length >= 2 + HEAD &&
            memcmp(bytes + at + 4, "Exif\0", HEAD) == 0) {
            Bytes tiff = {bytes + at + 4 + HEAD, length - 2 - HEAD, false};
            return tiff_orientation(tiff);
        }
        at += 2 + length;
    }
    return UPRIGHT;
}

bool picture_turn(Picture *picture, int orientation, Error *error)
{
    size_t width = picture->width, height = picture->height;
    if (orientation == UPRIGHT) {
        return true;
    }
    unsigned char *turned = malloc(width * height);
    if (turned == NULL) {
        return error_set(error, "no memory for a picture");
    }
    /* 5 to 8 have rows and columns swapped; then mirrors are left. */
    bool swapped = orientation >= 5;
    bool mirror_x = orientation == 2 || orientation == 3 || orientation == 6 ||
                    orientation == 7;
    bool mirror_y = orientation == 3 || orientation == 4 || orientation == 7 ||
                    orientation == 8;
    size_t new_width = swapped ? height : width;
    size_t new_height = swapped ? width : height;
    for (size_t y = 0; y < height; y++) {
        for (size_t x = 0; x < width; x++) {
            size_t new_x = swapped ? y : x, new_y = swapped ? x : y;
            new_x = mirror_x ? new_width - 1 - new_x : new_x;
            new_y = mirror_y ? new_height - 1 - new_y : new_y;
            turned[new_y * new_width + new_x] = picture->grey[y * width + x];
        }
    }
    free(picture->grey);
    *picture = (Picture){new_width, new_height, turned};
    return true;
}
