#include "verdict.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

const char *status_name(Status status)
{
    static const char *const names[STATUS_COUNT] = {
        [UNDECIDED] = "ended early",     [PASSED] = "passed",
        [NOT_STARTED] = "not started",   [WRONG] = "wrong",
        [CRASHED] = "crashed",           [TOO_SLOW] = "too slow",
        [MEMORY_ERROR] = "memory error", [NO_DATA] = "no data",
        [IN_PART] = "in part",           [NOT_HERE] = "not graded here",
    };
    return status < STATUS_COUNT ? names[status] : "unknown";
}

void verdict_add(char *field, size_t size, const char *format, ...)
{
    size_t used = strnlen(field, size);
    if (used + 1 >= size) {
        return;
    }
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(field + used, size - used, format, arguments);
    va_end(arguments);
}

Verdict *verdict_map(const char *path, bool create)
{
    int fd = open(path, create ? O_RDWR | O_CREAT | O_TRUNC : O_RDWR, 0666);
    if (fd < 0) {
        return NULL;
    }
    struct stat info;
    bool sized = create ? ftruncate(fd, sizeof(Verdict)) == 0
                        : fstat(fd, &info) == 0 &&
                              info.st_size == (off_t)sizeof(Verdict);
    void *map = sized ? mmap(NULL, sizeof(Verdict), PROT_READ | PROT_WRITE,
                             MAP_SHARED, fd, 0)
                      : MAP_FAILED;
    close(fd);
    return map == MAP_FAILED ? NULL : map;
}
