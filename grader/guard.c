#include "guard.h"

#include <execinfo.h>
#include <setjmp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <ucontext.h>
#include <unistd.h>

#ifdef PLAIN

Ending guarded_call(void (*body)(void *), void *argument, double seconds)
{
    (void)seconds;
    body(argument);
    return (Ending){0};
}

void *guarded_array(size_t bytes)
{
    return malloc(bytes > 0 ? bytes : 1);
}

void guarded_free(void *array, size_t bytes)
{
    (void)bytes;
    free(array);
}

bool guarded_intact(const void *array, size_t bytes)
{
    (void)array;
    (void)bytes;
    return true;
}

bool guarded_behind(const void *array, size_t bytes, const void *address)
{
    (void)array;
    (void)bytes;
    (void)address;
    return false;
}

#else

static const int caught[] = {SIGSEGV, SIGBUS,  SIGFPE, SIGILL,
                             SIGABRT, SIGXFSZ, SIGPROF};
enum { CAUGHT = sizeof caught / sizeof caught[0] };

static sigjmp_buf way_back;
static volatile sig_atomic_t inside;
static Ending ending;

/* The instruction that was under way. */
static char *program_counter(const ucontext_t *context)
{
#if defined(__x86_64__)
    return (char *)context->uc_mcontext.gregs[REG_RIP];
#elif defined(__aarch64__)
    return (char *)context->uc_mcontext.pc;
#else
    (void)context;
    return NULL;
#endif
}

static void note_and_leave(int signal, siginfo_t *info, void *context)
{
    if (!inside) {
        return; /* a late timer tick */
    }
    inside = 0;
    ending.signal = signal;
    ending.address = info->si_addr;
    enum { FRAMES = sizeof ending.frames / sizeof ending.frames[0] };
    /* Every other frame is a return address, one instruction late. */
    ending.frames[0] = program_counter(context) + 1;
    ending.frame_count = 1 + (size_t)backtrace(ending.frames + 1, FRAMES - 1);
    siglongjmp(way_back, 1);
}

static void set_timer(double seconds)
{
    struct itimerval timer = {{0, 0}, {0, 0}};
    timer.it_value.tv_sec = (time_t)seconds;
    timer.it_value.tv_usec =
        (suseconds_t)((seconds - (double)timer.it_value.tv_sec) * 1e6);
    setitimer(ITIMER_PROF, &timer, NULL);
}

static void use_own_signal_stack(void)
{
    static char *stack;
    if (stack == NULL) {
        size_t size = 256 * 1024;
        stack = malloc(size);
        if (stack != NULL) {
            sigaltstack(&(stack_t){.ss_sp = stack, .ss_size = size}, NULL);
        }
        void *frame[1];
        backtrace(frame, 1); /* loads what it needs before it is needed */
    }
}

Ending guarded_call(void (*body)(void *), void *argument, double seconds)
{
    struct sigaction before[CAUGHT];
    struct sigaction action = {.sa_sigaction = note_and_leave,
                               .sa_flags = SA_SIGINFO | SA_ONSTACK};
    use_own_signal_stack();
    for (int i = 0; i < CAUGHT; i++) {
        sigaction(caught[i], &action, &before[i]);
    }
    ending = (Ending){0};
    if (sigsetjmp(way_back, 1) == 0) {
        inside = 1;
        set_timer(seconds);
        body(argument);
    }
    set_timer(0);
    inside = 0;
    for (int i = 0; i < CAUGHT; i++) {
        sigaction(caught[i], &before[i], NULL);
    }
    return ending;
}

enum { PATTERN = 0xA5 };

static size_t page_size(void)
{
    return (size_t)sysconf(_SC_PAGESIZE);
}

/* Length of the pages before the forbidden one: room for the array and at
   least 64 bytes of pattern. */
static size_t room_for(size_t bytes)
{
    size_t page = page_size();
    return (bytes + 64 + page - 1) / page * page;
}

void *guarded_array(size_t bytes)
{
    size_t room = room_for(bytes);
    char *pages = mmap(NULL, room + page_size(), PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (pages == MAP_FAILED) {
        return NULL;
    }
    memset(pages, PATTERN, room);
    mprotect(pages + room, page_size(), PROT_NONE);
    return pages + room - bytes;
}

static char *first_page(const void *array, size_t bytes)
{
    return (char *)array + bytes - room_for(bytes);
}

void guarded_free(void *array, size_t bytes)
{
    munmap(first_page(array, bytes), room_for(bytes) + page_size());
}

bool guarded_intact(const void *array, size_t bytes)
{
    const unsigned char *byte = (unsigned char *)first_page(array, bytes);
    for (; byte < (const unsigned char *)array; byte++) {
        if (*byte != PATTERN) {
            return false;
        }
    }
    return true;
}

bool guarded_behind(const void *array, size_t bytes, const void *address)
{
    uintptr_t end = (uintptr_t)array + bytes;
    uintptr_t touched = (uintptr_t)address;
    return touched >= end && touched < end + page_size();
}

#endif

enum { MEMORY_LIMIT_MB = 1024, PRINT_LIMIT_MB = 1 };

void guard_limits(void)
{
    struct rlimit memory = {(rlim_t)MEMORY_LIMIT_MB << 20,
                            (rlim_t)MEMORY_LIMIT_MB << 20};
    struct rlimit print = {(rlim_t)PRINT_LIMIT_MB << 20,
                           (rlim_t)PRINT_LIMIT_MB << 20};
    struct rlimit core = {0, 0};
    setrlimit(RLIMIT_AS, &memory);
    setrlimit(RLIMIT_FSIZE, &print);
    setrlimit(RLIMIT_CORE, &core);
}

bool guard_out_of_memory(void)
{
    FILE *file = fopen("/proc/self/statm", "r");
    unsigned long pages = 0;
    if (file != NULL) {
        if (fscanf(file, "%lu", &pages) != 1) {
            pages = 0;
        }
        fclose(file);
    }
    double used = (double)pages * (double)sysconf(_SC_PAGESIZE);
    return used > 0.9 * MEMORY_LIMIT_MB * (1 << 20);
}
