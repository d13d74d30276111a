#include "confine.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

enum { MEGABYTE = 1 << 20 };

static void limit(int what, double most)
{
    struct rlimit both = {(rlim_t)most, (rlim_t)most};
    setrlimit(what, &both);
}

#if defined(__linux__) && __has_include(<seccomp.h>)
#include <seccomp.h>

/* What computing, printing, reading a file and dying need. */
static const int allowed[] = {
    SCMP_SYS(read),          SCMP_SYS(readv),
    SCMP_SYS(pread64),       SCMP_SYS(write),
    SCMP_SYS(writev),        SCMP_SYS(close),
    SCMP_SYS(lseek),         SCMP_SYS(fstat),
    SCMP_SYS(newfstatat),    SCMP_SYS(stat),
    SCMP_SYS(access),        SCMP_SYS(ioctl),
    SCMP_SYS(mmap),          SCMP_SYS(munmap),
    SCMP_SYS(mremap),        SCMP_SYS(mprotect),
    SCMP_SYS(madvise),       SCMP_SYS(brk),
    SCMP_SYS(futex),         SCMP_SYS(sched_yield),
    SCMP_SYS(clock_gettime), SCMP_SYS(gettimeofday),
    SCMP_SYS(getrandom),     SCMP_SYS(getpid),
    SCMP_SYS(gettid),        SCMP_SYS(setitimer),
    SCMP_SYS(rt_sigaction),  SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn),  SCMP_SYS(sigaltstack),
    SCMP_SYS(getrusage),     SCMP_SYS(prlimit64),
    SCMP_SYS(exit),          SCMP_SYS(exit_group),
    SCMP_SYS(sysinfo),       SCMP_SYS(clock_nanosleep),
    SCMP_SYS(nanosleep),     SCMP_SYS(sched_getaffinity),
};

/* A thread is of this process; clone3 keeps its flags where no filter looks, so
   that clone is called in its place. */
static const scmp_datum_t of_a_thread = CLONE_VM | CLONE_SIGHAND | CLONE_THREAD;
static const int for_threads[] = {
    SCMP_SYS(set_robust_list),
    SCMP_SYS(rseq),
};

static const scmp_datum_t only_to_read = O_ACCMODE | O_CREAT | O_TRUNC;

/* Allows a call where the bits `mask` of an argument have this value. */
static void allow_if(scmp_filter_ctx filter, int call, unsigned argument,
                     scmp_datum_t mask, scmp_datum_t value)
{
    struct scmp_arg_cmp is = {argument, SCMP_CMP_MASKED_EQ, mask, value};
    seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, call, 1, &is);
}

static void allow_threads(scmp_filter_ctx filter)
{
    for (size_t i = 0; i < sizeof for_threads / sizeof for_threads[0]; i++) {
        seccomp_rule_add(filter, SCMP_ACT_ALLOW, for_threads[i], 0);
    }
    seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
    allow_if(filter, SCMP_SYS(clone), 0, of_a_thread, of_a_thread);
}

static void give_up_rights(bool threads)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_TRAP);
    if (filter == NULL) {
        return;
    }
    for (size_t i = 0; i < sizeof allowed / sizeof allowed[0]; i++) {
        seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed[i], 0);
    }
    allow_if(filter, SCMP_SYS(open), 1, only_to_read, O_RDONLY);
    allow_if(filter, SCMP_SYS(openat), 2, only_to_read, O_RDONLY);
    /* abort() sends itself a signal. */
    allow_if(filter, SCMP_SYS(tgkill), 0, ~0UL, (scmp_datum_t)getpid());
    if (threads) {
        allow_threads(filter);
    }
    seccomp_load(filter);
    seccomp_release(filter);
}
#else
static void give_up_rights(bool threads)
{
    (void)threads;
}
#endif

static double memory_limit;

void confine(double seconds, unsigned megabytes, bool threads)
{
    memory_limit = (double)megabytes * MEGABYTE;
    limit(RLIMIT_AS, memory_limit);
    limit(RLIMIT_FSIZE, MEGABYTE);
    limit(RLIMIT_CPU, seconds + 1);
    limit(RLIMIT_CORE, 0);
    give_up_rights(threads);
}

bool confined_memory_full(void)
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
    return memory_limit > 0 && used > 0.9 * memory_limit;
}
