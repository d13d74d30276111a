/* The IDX format, in which MNIST and Fashion-MNIST are distributed: a magic
   number 0 0 type dimensions, one 32-bit big-endian size for each dimension,
   then the elements, the last dimension varying fastest.
   Source: Y. LeCun, C. Cortes, C. Burges, The MNIST database. */
#ifndef IDX_H
#define IDX_H

#include "error.h"

#include <stddef.h>

enum {
    IDX_DIMENSIONS = 4, /* at most */
    IDX_LIMIT = 1 << 30 /* elements at most: 1 GiB */
};

typedef struct Idx {
    size_t dimensions;            /* 1 to IDX_DIMENSIONS */
    size_t shape[IDX_DIMENSIONS]; /* each at least 1; 0 beyond dimensions */
    unsigned char *data;          /* as many as the product of the shape */
} Idx;

/* Reads a file of unsigned bytes (type 8), as it is or compressed by gzip.
   Anything but a whole, well-formed file is an error, and leaves idx empty.
   The caller frees idx by idx_free. */
bool idx_load(Idx *idx, const char *path, Error *error);

/* Frees what idx holds and empties it; an empty one is left as it is. */
void idx_free(Idx *idx);

#endif
