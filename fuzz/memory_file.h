/* A file in memory, for loaders that want a path. */
#ifndef MEMORY_FILE_H
#define MEMORY_FILE_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

/* The path of a file that holds these bytes, and those before no more. */
static inline const char *memory_file(const uint8_t *bytes, size_t size)
{
    static int file = -1;
    static char path[64];
    if (file < 0) {
        file = memfd_create("input", 0);
        snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    }
    if (file < 0 || ftruncate(file, 0) != 0 ||
        pwrite(file, bytes, size, 0) != (ssize_t)size) {
        abort();
    }
    return path;
}

/* Reads every byte, so that a sanitizer sees whether it may be read. */
static inline void touch(const void *data, size_t size)
{
    unsigned sum = 0;
    const unsigned char *bytes = data;
    for (size_t i = 0; i < size; i++) {
        sum += bytes[i];
    }
    __asm__ volatile("" : : "r"(sum)); /* so that it is computed */
}

#endif
