#include "idx.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

/* A file being read: gzip or plain, zlib tells them apart. */
typedef struct Reader {
    gzFile file;
    const char *path;
    Error *error;
} Reader;

/* Reads up to n bytes. Returns their number, which is below n only where the
   file ends, or −1 where it cannot be read or ends inside compressed data. */
static long read_some(Reader *reader, unsigned char *bytes, size_t n)
{
    int count = gzread(reader->file, bytes, (unsigned)n);
    int status = Z_OK;
    const char *reason = gzerror(reader->file, &status); /* names the file */
    if (count < 0 || status != Z_OK) {
        error_set(reader->error, "%s; fetch it anew", reason);
        return -1;
    }
    return count;
}

/* Reads n bytes of the header; fewer are an error. */
static bool read_header(Reader *reader, unsigned char *bytes, size_t n,
                        const char *what)
{
    long got = read_some(reader, bytes, n);
    if (got < 0) {
        return false;
    }
    if ((size_t)got < n) {
        return error_set(reader->error,
                         "%s: ends too early: expected %zu bytes of %s, "
                         "found %ld; fetch it anew",
                         reader->path, n, what, got);
    }
    return true;
}

static bool read_magic(Reader *reader, Idx *idx)
{
    unsigned char magic[4];
    if (!read_header(reader, magic, 4, "magic number")) {
        return false;
    }
    if (magic[0] != 0 || magic[1] != 0 || magic[2] != 8 || magic[3] < 1 ||
        magic[3] > IDX_DIMENSIONS) {
        return error_set(reader->error,
                         "%s: not an IDX file of bytes: expected it to begin "
                         "with 0 0 8 and 1 to %d dimensions, found %d %d %d %d",
                         reader->path, IDX_DIMENSIONS, magic[0], magic[1],
                         magic[2], magic[3]);
    }
    idx->dimensions = magic[3];
    return true;
}

/* Reads the size of each dimension; *total becomes their product. */
static bool read_shape(Reader *reader, Idx *idx, size_t *total)
{
    *total = 1;
    for (size_t i = 0; i < idx->dimensions; i++) {
        unsigned char b[4];
        if (!read_header(reader, b, 4, "a dimension's size")) {
            return false;
        }
        size_t size = (size_t)b[0] << 24 | (size_t)b[1] << 16 |
                      (size_t)b[2] << 8 | (size_t)b[3];
        if (size == 0 || size > IDX_LIMIT / *total) {
            return error_set(reader->error,
                             "%s: dimension %zu of %zu has size %zu: expected "
                             "at least 1, and at most %d elements in all",
                             reader->path, i + 1, idx->dimensions, size,
                             IDX_LIMIT);
        }
        idx->shape[i] = size;
        *total *= size;
    }
    return true;
}

/* Reads the elements. Memory grows with what the file really holds: a header
   can claim anything. */
static bool read_elements(Reader *reader, Idx *idx, size_t total)
{
    size_t length = 0, capacity = 0;
    while (length < total) {
        if (length == capacity) {
            capacity = capacity == 0 ? 1 << 16 : 2 * capacity;
            capacity = capacity < total ? capacity : total;
            unsigned char *larger = realloc(idx->data, capacity);
            if (larger == NULL) {
                return error_set(reader->error, "%s: no memory for %zu bytes",
                                 reader->path, capacity);
            }
            idx->data = larger;
        }
        long got = read_some(reader, idx->data + length, capacity - length);
        if (got < 0) {
            return false;
        }
        if (got == 0) {
            return error_set(reader->error,
                             "%s: ends too early: expected %zu elements, "
                             "found %zu; fetch it anew",
                             reader->path, total, length);
        }
        length += (size_t)got;
    }
    return true;
}

/* Also makes zlib compare the checksum behind compressed data. */
static bool read_end(Reader *reader, size_t total)
{
    unsigned char byte;
    long got = read_some(reader, &byte, 1);
    if (got < 0) {
        return false;
    }
    if (got > 0) {
        return error_set(reader->error,
                         "%s: goes on after the %zu elements that its header "
                         "announces; fetch it anew",
                         reader->path, total);
    }
    return true;
}

bool idx_load(Idx *idx, const char *path, Error *error)
{
    *idx = (Idx){0};
    errno = 0;
    Reader reader = {gzopen(path, "rb"), path, error};
    if (reader.file == NULL) {
        return error_set(error, "%s: cannot be opened: %s", path,
                         errno != 0 ? strerror(errno) : "no memory");
    }
    size_t total;
    bool good = read_magic(&reader, idx) && read_shape(&reader, idx, &total) &&
                read_elements(&reader, idx, total) && read_end(&reader, total);
    gzclose(reader.file);
    if (!good) {
        idx_free(idx);
    }
    return good;
}

void idx_free(Idx *idx)
{
    free(idx->data);
    *idx = (Idx){0};
}
