#include "guard.h"
#include "confine.h"

#include <execinfo.h>
#include <setjmp.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
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

long guarded_written(const void *array, size_t bytes)
{
    (void)array;
    (void)bytes;
    return 0;
}

void guarded_mend(void *array, size_t bytes)
{
    (void)array;
    (void)bytes;
}

long guarded_touched(const void *array, size_t bytes, const void *address)
{
    (void)array;
    (void)bytes;
    (void)address;
    return 0;
}

void guard_arrays_at_start(bool at_start)
{
    (void)at_start;
}

void guard_steadily(double seconds)
{
    (void)seconds;
}

void guard_threads(bool threads)
{
    (void)threads;
}

bool guard_has_threads(void)
{
    return false;
}

void guard_leave(void)
{
}

#else

static const int caught[] = {SIGSEGV, SIGBUS,  SIGFPE,  SIGILL,
                             SIGABRT, SIGXFSZ, SIGPROF, SIGSYS};
enum { CAUGHT = sizeof caught / sizeof caught[0] };

static bool steady;
static volatile sig_atomic_t ticks; /* since a quick call began */
static sigjmp_buf way_back;
static volatile sig_atomic_t inside;
static Ending ending;

/* With threads: who called, and whether an ending is being noted and was. */
static bool threaded;
static pid_t caller;
static atomic_bool noting, noted;

static pid_t this_thread(void)
{
    return (pid_t)syscall(SYS_gettid);
}

/* The instruction that was under way, and the end of the stack. */
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

static uintptr_t stack_pointer(const ucontext_t *context)
{
#if defined(__x86_64__)
    return (uintptr_t)context->uc_mcontext.gregs[REG_RSP];
#elif defined(__aarch64__)
    return (uintptr_t)context->uc_mcontext.sp;
#else
    (void)context;
    return 0;
#endif
}

/* ---- A stack of its own for what is called ----
   With forbidden pages at both ends: what is written far behind a local array
   stops there and does not overwrite what the grader stands on. It is executable
   for the sake of nested functions. */

enum { STACK_BYTES = 8 << 20, STACK_GUARD = 1 << 20 };

static char *own_stack;

static void make_stack(void)
{
    if (own_stack != NULL) {
        return;
    }
    char *pages = mmap(NULL, STACK_BYTES + 2 * STACK_GUARD, PROT_NONE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (pages == MAP_FAILED ||
        mprotect(pages + STACK_GUARD, STACK_BYTES,
                 PROT_READ | PROT_WRITE | PROT_EXEC) != 0) {
        abort();
    }
    own_stack = pages + STACK_GUARD;
}

/* A large array reaches far below the stack's end before it is touched. */
static bool below_the_stack(const siginfo_t *info, const ucontext_t *context)
{
    uintptr_t touched = (uintptr_t)info->si_addr;
    return touched < (uintptr_t)own_stack &&
           touched + STACK_GUARD >= stack_pointer(context);
}

/* Whether the function could not return: the address was overwritten. */
static bool way_back_is_lost(const siginfo_t *info, const ucontext_t *context)
{
#if defined(__x86_64__)
    enum { RET = 0xC3 };
    const char *instruction = program_counter(context);
    return instruction == info->si_addr ||
           (info->si_addr == NULL &&
            *(const unsigned char *)instruction == RET);
#else
    return program_counter(context) == info->si_addr;
#endif
}

/* Whether it was an instruction that wants data at a multiple of 16 or 32 bytes:
   vmovaps and its like. The system then names no address. */
static bool is_misaligned(const siginfo_t *info, const ucontext_t *context)
{
#if defined(__x86_64__)
    enum { SHORT_PREFIX = 0xC5, LONG_PREFIX = 0xC4, MAP = 0x0F, WIDTH = 0x66 };
    const unsigned char *at = (const unsigned char *)program_counter(context);
    if (info->si_code != SI_KERNEL || info->si_addr != NULL) {
        return false;
    }
    unsigned map = 1, prefix = 0;
    if (*at == SHORT_PREFIX) {
        prefix = at[1] & 3;
        at += 2;
    } else if (*at == LONG_PREFIX) {
        map = at[1] & 31;
        prefix = at[2] & 3;
        at += 3;
    } else {
        for (; *at != MAP; at++) {
            if (*at != WIDTH && (*at & 0xF0) != 0x40) {
                return false;
            }
            prefix = *at == WIDTH ? 1 : prefix;
        }
        at++;
    }
    return (map == 1 && (*at == 0x28 || *at == 0x29 || *at == 0x2B)) ||
           (map == 1 && prefix == 1 &&
            (*at == 0x6F || *at == 0x7F || *at == 0xE7)) ||
           (map == 2 && prefix == 1 && *at == 0x2A);
#else
    (void)info;
    (void)context;
    return false;
#endif
}

static sigjmp_buf out_of_search;
static volatile sig_atomic_t searching;

/* backtrace() begins with this handler and what called it; what counts begins
   at the instruction that was under way. */
static void note_frames(char *instruction)
{
    enum { FRAMES = sizeof ending.frames / sizeof ending.frames[0] };
    void *all[FRAMES + 8];
    volatile int count = 0;
    int at = 0;
    /* On a stack that was overwritten the search itself may crash. */
    if (sigsetjmp(out_of_search, 1) == 0) {
        searching = 1 + (threaded && this_thread() != caller);
        count = backtrace(all, FRAMES + 8);
    }
    searching = 0;
    while (at < count && all[at] != (void *)instruction) {
        at++;
    }
    /* Every other frame is a return address, one instruction late. */
    ending.frames[0] = instruction + 1;
    ending.frame_count = 1;
    for (int i = at + 1; i < count && ending.frame_count < FRAMES; i++) {
        ending.frames[ending.frame_count++] = all[i];
    }
}

static void note(int number, const siginfo_t *info, void *context)
{
    bool in_caller = !threaded || this_thread() == caller;
    ending.signal = number;
    ending.address = info->si_addr;
    ending.stack_full =
        in_caller && number == SIGSEGV && below_the_stack(info, context);
    ending.misaligned = number == SIGSEGV && is_misaligned(info, context);
    ending.lost_way_back = number == SIGSEGV && way_back_is_lost(info, context);
    note_frames(program_counter(context));
}

/* Another thread than the caller's notes its end and wakes the caller, who leaves;
   it never returns itself. Of several at once one notes. */
static void hand_over(int number, const siginfo_t *info, void *context)
{
    if (inside && !atomic_exchange(&noting, true)) {
        note(number, info, context);
        atomic_store(&noted, true);
        syscall(SYS_tgkill, getpid(), caller, SIGPROF);
    } else if (number == SIGPROF) {
        return;
    }
    for (;;) {
        nanosleep(&(struct timespec){1, 0}, NULL);
    }
}

static void note_and_leave(int number, siginfo_t *info, void *context)
{
    bool other = threaded && this_thread() != caller;
    if (searching && number != SIGPROF &&
        (!threaded || searching == 1 + other)) {
        siglongjmp(out_of_search, 1);
    }
    if (other) {
        hand_over(number, info, context);
        return;
    }
    if (!inside) { /* a late timer tick, or a fault of the engine's own */
        if (steady && number != SIGPROF) {
            signal(number, SIG_DFL);
        }
        return;
    }
    if (steady && number == SIGPROF && ticks++ == 0) {
        return; /* it may have just begun */
    }
    if (atomic_exchange(&noting, true)) { /* another thread notes its end */
        while (!atomic_load(&noted)) {
        }
    } else if (steady) {
        ending.signal = number;
        ending.address = info->si_addr;
    } else {
        inside = 0;
        note(number, info, context);
    }
    inside = 0;
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

static ucontext_t here, there;
static void (*called)(void *);
static void *called_with;

static void call_it(void)
{
    called(called_with);
}

Ending guarded_call(void (*body)(void *), void *argument, double seconds)
{
    atomic_store(&noting, false);
    atomic_store(&noted, false);
    if (steady) {
        ending = (Ending){0};
        ticks = 0;
        if (sigsetjmp(way_back, 0) == 0) {
            inside = 1;
            body(argument);
        }
        inside = 0;
        return ending;
    }
    struct sigaction before[CAUGHT];
    struct sigaction action = {.sa_sigaction = note_and_leave,
                               .sa_flags =
                                   SA_SIGINFO | SA_ONSTACK | SA_NODEFER};
    use_own_signal_stack();
    make_stack();
    for (int i = 0; i < CAUGHT; i++) {
        sigaction(caught[i], &action, &before[i]);
    }
    ending = (Ending){0};
    caller = threaded ? this_thread() : 0;
    if (sigsetjmp(way_back, 1) == 0) {
        inside = 1;
        called = body;
        called_with = argument;
        getcontext(&there);
        there.uc_stack.ss_sp = own_stack;
        there.uc_stack.ss_size = STACK_BYTES;
        there.uc_link = &here;
        makecontext(&there, call_it, 0);
        set_timer(seconds);
        swapcontext(&here, &there);
    }
    set_timer(0);
    inside = 0;
    ending.memory_full = ending.signal != 0 && confined_memory_full();
    bool stays = threaded && ending.signal != 0; /* for the threads left */
    for (int i = 0; i < CAUGHT && !stays; i++) {
        sigaction(caught[i], &before[i], NULL);
    }
    return ending;
}

void guard_steadily(double seconds)
{
    struct sigaction action = {.sa_sigaction = note_and_leave,
                               .sa_flags =
                                   SA_SIGINFO | SA_ONSTACK | SA_NODEFER};
    use_own_signal_stack();
    for (int i = 0; i < CAUGHT; i++) {
        sigaction(caught[i], &action, NULL);
    }
    struct timeval tick = {0, (suseconds_t)(seconds * 1e6)};
    setitimer(ITIMER_PROF, &(struct itimerval){tick, tick}, NULL);
    steady = true;
}

void guard_threads(bool threads)
{
    threaded = threads;
}

bool guard_has_threads(void)
{
    return threaded;
}

void guard_leave(void)
{
    if (inside && steady) {
        inside = 0;
        ending.signal = SIGPROF;
        siglongjmp(way_back, 1);
    }
}

enum { PATTERN = 0x7F }; /* read as real numbers it is huge */

static size_t page_size(void)
{
    return (size_t)sysconf(_SC_PAGESIZE);
}

/* A forbidden stretch is as long as many a wrong index goes. */
static size_t forbidden_bytes(void)
{
    return 16 * page_size();
}

static bool arrays_at_start;

void guard_arrays_at_start(bool at_start)
{
    arrays_at_start = at_start;
}

/* Length of the pages between the forbidden ones: room for the array and at
   least 64 bytes of pattern. */
static size_t room_for(size_t bytes)
{
    size_t page = page_size();
    return (bytes + 64 + page - 1) / page * page;
}

void *guarded_array(size_t bytes)
{
    size_t room = room_for(bytes), forbidden = forbidden_bytes();
    char *pages = mmap(NULL, room + 2 * forbidden, PROT_NONE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (pages == MAP_FAILED ||
        mprotect(pages + forbidden, room, PROT_READ | PROT_WRITE) != 0) {
        return NULL;
    }
    memset(pages + forbidden, PATTERN, room);
    return pages + forbidden + (arrays_at_start ? 0 : room - bytes);
}

static char *first_page(const void *array, size_t bytes)
{
    return (char *)array - (arrays_at_start ? 0 : room_for(bytes) - bytes);
}

void guarded_free(void *array, size_t bytes)
{
    munmap(first_page(array, bytes) - forbidden_bytes(),
           room_for(bytes) + 2 * forbidden_bytes());
}

/* Each byte equals the next, and the first is right. */
static bool is_pattern(const char *from, const char *to)
{
    return from == to || (*from == (char)PATTERN &&
                          memcmp(from, from + 1, (size_t)(to - from) - 1) == 0);
}

long guarded_written(const void *array, size_t bytes)
{
    const char *start = array, *first = first_page(array, bytes);
    const char *end = first + room_for(bytes);
    if (is_pattern(first, start) && is_pattern(start + bytes, end)) {
        return 0;
    }
    for (const char *byte = start; byte-- > first;) {
        if (*byte != (char)PATTERN) {
            return byte - start;
        }
    }
    for (const char *byte = start + bytes; byte < end; byte++) {
        if (*byte != (char)PATTERN) {
            return 1 + (byte - (start + bytes));
        }
    }
    return 0;
}

void guarded_mend(void *array, size_t bytes)
{
    char *start = array, *first = first_page(array, bytes);
    char *end = first + room_for(bytes);
    memset(first, PATTERN, (size_t)(start - first));
    memset(start + bytes, PATTERN, (size_t)(end - start) - bytes);
}

long guarded_touched(const void *array, size_t bytes, const void *address)
{
    const char *start = array, *touched = address;
    const char *first = first_page(array, bytes);
    const char *end = first + room_for(bytes);
    if (touched >= first - forbidden_bytes() && touched < first) {
        return touched - start;
    }
    if (touched >= end && touched < end + forbidden_bytes()) {
        return 1 + (touched - (start + bytes));
    }
    return 0;
}

#endif
