/* The safetensors format, in which networks are kept and passed on: the length
   of a header (64 bits, little-endian), the header, which is JSON and says
   name, type, shape and place of every tensor, and the tensors' bytes. Notes,
   pairs of texts, can stand in the header as well.
   Source: Hugging Face, safetensors, "Format". */
#ifndef SAFETENSORS_H
#define SAFETENSORS_H

#include "error.h"
#include "real.h"

#include <stdint.h>

enum {
    TENSOR_DIMENSIONS = 8,        /* at most */
    SAFETENSORS_HEADER = 1 << 20, /* bytes at most: 1 MiB */
    SAFETENSORS_LIMIT = 1 << 30   /* bytes of tensors at most: 1 GiB */
};

#define REAL_TYPE (sizeof(real) == sizeof(float) ? "F32" : "F64")

typedef struct Tensor {
    const char *name;
    const char *type;                /* "F32", "F64", "I64", "U8" ... */
    size_t dimensions;               /* 0: a single number */
    size_t shape[TENSOR_DIMENSIONS]; /* the last varies fastest */
    void *data;                      /* little-endian; not aligned */
} Tensor;

/* A text of the header's "__metadata__". */
typedef struct Note {
    const char *name, *text;
} Note;

/* A file that was read. The names and texts belong to it. */
typedef struct Safetensors {
    Tensor *tensors; /* [count], in the order of their data */
    size_t count;
    Note *notes; /* [note_count] */
    size_t note_count;
    void *header; /* the parsed JSON */
    unsigned char *data;
} Safetensors;

/* How many bytes a tensor has; 0 if its type is not known or they are too many
   to be counted. */
size_t tensor_bytes(const Tensor *tensor);

/* Writes a file, which takes the place of an old one only when it is whole. An
   error if a name comes twice, if a type is not known, if safetensors_load
   would refuse the file, or if it cannot be written.
   tensors: [count]; notes: [note_count]. */
bool safetensors_save(const char *path, const Tensor *tensors, size_t count,
                      const Note *notes, size_t note_count, Error *error);

/* Reads a file. Anything but a whole file in which every byte belongs to
   exactly one tensor is an error, and leaves file empty. The caller frees it by
   safetensors_free. */
bool safetensors_load(Safetensors *file, const char *path, Error *error);

/* The tensor, or the text of the note, of that name; NULL without one. */
const Tensor *safetensors_tensor(const Safetensors *file, const char *name);
const char *safetensors_note(const Safetensors *file, const char *name);

/* Frees what file holds and empties it; an empty one is left as it is. */
void safetensors_free(Safetensors *file);

#endif
