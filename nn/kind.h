/* What a file is, by its first bytes, so that a message can say what was found
   where something else was expected. */
#ifndef KIND_H
#define KIND_H

#include <stddef.h>

typedef enum FileType {
    KIND_UNKNOWN,
    KIND_OTHER,
    KIND_MODEL,   /* safetensors */
    KIND_PICTURE, /* PNG or JPEG */
    KIND_IDX,
    KIND_GZIP, /* of an IDX file, perhaps */
    KIND_FOLDER
} FileType;

typedef struct Kind {
    FileType type;
    const char *name; /* "a PNG picture"; "an unknown file" */
} Kind;

/* bytes: [size], the first KIND_BYTES of the file, or all if it has fewer. */
enum { KIND_BYTES = 512 };
Kind kind_of_bytes(const unsigned char *bytes, size_t size);

/* An unknown file if it cannot be read. */
Kind kind_of_file(const char *path);

#endif
