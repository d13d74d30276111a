#include "isolate.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

extern const Isolated *const __start_isolated[] __attribute__((weak));
extern const Isolated *const __stop_isolated[] __attribute__((weak));

static int number_of(const char *exercise)
{
    return atoi(strchr(exercise, '.') + 1);
}

/* Whether the exercise that grades the function comes after this one. */
static bool comes_after(const char *function, const Probe *probe)
{
    for (const Probe *const *p = __start_probes; p < __stop_probes; p++) {
        if (strcmp((*p)->function, function) == 0) {
            return number_of((*p)->exercise) > number_of(probe->exercise);
        }
    }
    return false;
}

void isolate(const Probe *probe, bool together)
{
    for (const Isolated *const *i = __start_isolated; i < __stop_isolated;
         i++) {
        bool own = together || strcmp((*i)->name, probe->function) == 0 ||
                   comes_after((*i)->name, probe);
        *(*i)->target = own ? (*i)->student : (*i)->reference;
    }
}

void erase_reference(const Probe *probe)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    for (const Isolated *const *i = __start_isolated; i < __stop_isolated;
         i++) {
        if (strcmp((*i)->name, probe->function) != 0) {
            continue;
        }
        char *code = (char *)(*i)->reference;
        char *from = code - (uintptr_t)code % page;
        size_t bytes = (size_t)(code - from) + (*i)->reference_bytes;
        if (mprotect(from, bytes, PROT_READ | PROT_WRITE) != 0) {
            abort();
        }
        memset(code, 0, (*i)->reference_bytes);
        mprotect(from, bytes, PROT_READ | PROT_EXEC);
    }
}
