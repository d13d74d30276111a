#define _XOPEN_SOURCE 700

#include "new_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void release(NewFile *file)
{
    free(file->path);
    free(file->temporary);
    *file = (NewFile){0};
}

bool new_file_begin(NewFile *file, const char *path, Error *error)
{
    *file = (NewFile){.path = realpath(path, NULL)};
    if (file->path == NULL) { /* there is none yet */
        file->path = strdup(path);
    }
    size_t length = file->path != NULL ? strlen(file->path) : 0;
    file->temporary = malloc(length + sizeof ".part");
    if (file->path == NULL || file->temporary == NULL) {
        release(file);
        return error_set(error, "%s: no memory", path);
    }
    memcpy(file->temporary, file->path, length);
    memcpy(file->temporary + length, ".part", sizeof ".part");
    file->stream = fopen(file->temporary, "wb");
    if (file->stream == NULL) {
        error_set(error, "%s: cannot be written: %s", file->temporary,
                  strerror(errno));
        release(file);
        return false;
    }
    return true;
}

/* Also makes the new name last, where a folder can be brought to the disk. */
static void sync_folder(char *path)
{
    char *slash = strrchr(path, '/');
    if (slash != NULL) {
        slash[slash == path] = '\0';
    }
    int folder = open(slash != NULL ? path : ".", O_RDONLY);
    if (folder >= 0) {
        (void)fsync(folder);
        close(folder);
    }
}

bool new_file_end(NewFile *file, Error *error)
{
    errno = 0;
    bool good = !ferror(file->stream) && fflush(file->stream) == 0 &&
                fsync(fileno(file->stream)) == 0;
    int reason = errno;
    if (fclose(file->stream) != 0 && good) {
        good = false;
        reason = errno;
    }
    if (good && rename(file->temporary, file->path) != 0) {
        good = false;
        reason = errno;
    }
    if (good) {
        sync_folder(file->path);
    } else {
        error_set(error, "%s: cannot be written: %s", file->path,
                  reason != 0 ? strerror(reason) : "is the disk full?");
        remove(file->temporary);
    }
    release(file);
    return good;
}

void new_file_abandon(NewFile *file)
{
    fclose(file->stream);
    remove(file->temporary);
    release(file);
}
