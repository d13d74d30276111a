#include "fill.h"

#include <link.h>
#include <malloc.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { PATTERN = 0xFE, RUN = 4 };

/* Runs of four or more bytes of the pattern, as in a constant or an immediate
   operand, and the one byte that is memset's argument: mov $0xfe, %esi. */
static void change_pattern(unsigned char *from, size_t bytes, unsigned char to)
{
    static const unsigned char argument[] = {0xBE, PATTERN, 0, 0, 0};
    for (size_t i = 0; i + sizeof argument <= bytes; i++) {
        if (memcmp(from + i, argument, sizeof argument) == 0) {
            from[i + 1] = to;
        }
        size_t run = 0;
        while (i + run < bytes && from[i + run] == PATTERN) {
            run++;
        }
        if (run >= RUN) {
            memset(from + i, to, run);
        }
        i += run > 0 ? run - 1 : 0;
    }
}

static int change_segments(struct dl_phdr_info *info, size_t size, void *byte)
{
    (void)size;
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *segment = &info->dlpi_phdr[i];
        if (segment->p_type != PT_LOAD || (segment->p_flags & PF_W) != 0) {
            continue;
        }
        uintptr_t start = info->dlpi_addr + segment->p_vaddr;
        uintptr_t first = start - start % page;
        size_t bytes = start - first + segment->p_memsz;
        int protection =
            PROT_READ | ((segment->p_flags & PF_X) != 0 ? PROT_EXEC : 0);
        if (mprotect((void *)first, bytes,
                     PROT_READ | PROT_WRITE | protection) == 0) {
            change_pattern((unsigned char *)start, segment->p_memsz,
                           *(unsigned char *)byte);
            mprotect((void *)first, bytes, protection);
        }
    }
    return 1; /* the program itself comes first; no library */
}

void fill_unset_memory(unsigned char byte)
{
#if defined(__x86_64__) && defined(__GLIBC__)
    if (byte != PATTERN) {
        dl_iterate_phdr(change_segments, &byte);
    }
    mallopt(M_PERTURB, (unsigned char)~byte);
#else
    (void)byte;
#endif
}
