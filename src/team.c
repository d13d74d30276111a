#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* sched_getaffinity */
#endif
#include "team.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

enum {
    LOOKS = 2000,     /* before a thread that waits goes to sleep */
    YIELD_EVERY = 64, /* looks: somebody else may need the processor */
    LINE = 64         /* bytes that processors pass to each other at once */
};

struct Team {
    _Alignas(LINE) atomic_size_t arrived;
    size_t members;
    void (*work)(void *context, size_t member);
    void *context;
    pthread_mutex_t lock; /* for those who sleep */
    pthread_cond_t woken;
    pthread_t threads[TEAM_MOST]; /* of members 1, 2 ... */
    pid_t process; /* that has the threads: a child of fork has not */
    bool ends;
    _Alignas(LINE) atomic_size_t meetings; /* that are over */
};

typedef struct Member {
    Team *team;
    size_t number;
} Member;

static size_t processors(void)
{
#ifdef __linux__
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) == 0) {
        return (size_t)CPU_COUNT(&set);
    }
#endif
    long count = sysconf(_SC_NPROCESSORS_ONLN);
    return count > 0 ? (size_t)count : 1;
}

size_t team_wanted(void)
{
    static const char *const names[] = {"OMP_NUM_THREADS", "NN_THREADS"};
    size_t wanted = processors();
    for (size_t i = 0; i < 2; i++) {
        const char *text = getenv(names[i]);
        long said = text != NULL ? strtol(text, NULL, 10) : 0;
        wanted = said > 0 ? (size_t)said : wanted;
    }
    return wanted < TEAM_MOST ? wanted : TEAM_MOST;
}

static inline void pause_briefly(void)
{
#if defined __x86_64__
    __builtin_ia32_pause();
#elif defined __aarch64__
    __asm__ volatile("yield");
#endif
}

static bool is_over(Team *team, size_t meeting)
{
    return atomic_load_explicit(&team->meetings, memory_order_acquire) !=
           meeting;
}

void team_meet(Team *team)
{
    if (team == NULL) {
        return;
    }
    size_t meeting = atomic_load(&team->meetings);
    if (atomic_fetch_add(&team->arrived, 1) + 1 == team->members) {
        atomic_store(&team->arrived, 0);
        pthread_mutex_lock(&team->lock);
        atomic_store(&team->meetings, meeting + 1);
        pthread_cond_broadcast(&team->woken);
        pthread_mutex_unlock(&team->lock);
        return;
    }
    for (int i = 1; i <= LOOKS; i++) {
        if (is_over(team, meeting)) {
            return;
        }
        pause_briefly();
        if (i % YIELD_EVERY == 0) {
            sched_yield();
        }
    }
    pthread_mutex_lock(&team->lock);
    while (!is_over(team, meeting)) {
        pthread_cond_wait(&team->woken, &team->lock);
    }
    pthread_mutex_unlock(&team->lock);
}

static void *be_member(void *argument)
{
    Member member = *(Member *)argument;
    Team *team = member.team;
    free(argument);
    pthread_mutex_lock(&team->lock); /* until team_new knows how many we are */
    pthread_mutex_unlock(&team->lock);
    for (;;) {
        team_meet(team);
        if (team->ends) {
            return NULL;
        }
        team->work(team->context, member.number);
        team_meet(team);
    }
}

static bool start(Team *team, size_t number)
{
    Member *member = malloc(sizeof *member);
    if (member == NULL) {
        return false;
    }
    *member = (Member){team, number};
    if (pthread_create(&team->threads[number], NULL, be_member, member) != 0) {
        free(member);
        return false;
    }
    return true;
}

/* Signals are for the program's own thread, but for those that a thread brings
   upon itself: if they are blocked, no handler hears of a crash. */
static void block_signals(sigset_t *before)
{
    static const int own[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL};
    sigset_t all;
    sigfillset(&all);
    for (size_t i = 0; i < sizeof own / sizeof own[0]; i++) {
        sigdelset(&all, own[i]);
    }
    pthread_sigmask(SIG_SETMASK, &all, before);
}

Team *team_new(size_t members)
{
    Team *team = members > 1 ? aligned_alloc(LINE, sizeof *team) : NULL;
    if (team == NULL) {
        return NULL;
    }
    *team = (Team){.members = 1, .process = getpid()};
    pthread_mutex_init(&team->lock, NULL);
    pthread_cond_init(&team->woken, NULL);
    sigset_t before;
    block_signals(&before);
    pthread_mutex_lock(&team->lock);
    while (team->members < members && team->members < TEAM_MOST &&
           start(team, team->members)) {
        team->members++;
    }
    pthread_mutex_unlock(&team->lock);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return team;
}

void team_free(Team *team)
{
    if (team_members(team) > 1) {
        team->ends = true;
        team_meet(team);
        for (size_t i = 1; i < team->members; i++) {
            pthread_join(team->threads[i], NULL);
        }
        pthread_cond_destroy(&team->woken);
        pthread_mutex_destroy(&team->lock);
    }
    free(team);
}

size_t team_members(const Team *team)
{
    return team != NULL && team->process == getpid() ? team->members : 1;
}

void team_run(Team *team, void (*work)(void *context, size_t member),
              void *context)
{
    if (team_members(team) == 1) {
        work(context, 0);
        return;
    }
    team->work = work;
    team->context = context;
    team_meet(team);
    work(context, 0);
    team_meet(team);
}

size_t team_share(size_t count, size_t grain, size_t member, size_t members,
                  size_t *first)
{
    size_t grains = count < grain ? 1 : count / grain;
    size_t from = (grains * member + members - 1) / members;
    size_t to = (grains * (member + 1) + members - 1) / members;
    *first = from * grain;
    if (from == to) {
        return 0;
    }
    return (to == grains ? count : to * grain) - from * grain;
}
