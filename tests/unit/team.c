/* Teams: how many there should be, how work is shared, who does it, and that
   nobody waits for ever. */
#include "team.h"

#include <criterion/criterion.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MEMBERS = 5 };

/* ---- How many ---- */

Test(team, has_as_many_members_as_the_environment_says)
{
    static const struct {
        const char *own, *openmp;
        size_t wanted; /* 0: one for each processor */
    } cases[] = {
        {"3", "5", 3},          {"", "5", 5},
        {"0", "5", 5},          {"many", "5", 5},
        {"-1", "5", 5},         {"64", "5", TEAM_MOST},
        {"65", "5", TEAM_MOST}, {"99999999999999999999999", "5", TEAM_MOST},
        {"0", "0", 0},          {"many", "-1", 0},
    };
    unsetenv("NN_THREADS");
    unsetenv("OMP_NUM_THREADS");
    size_t processors = team_wanted();
    cr_expect(processors >= 1 && processors <= TEAM_MOST);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        setenv("NN_THREADS", cases[i].own, 1);
        setenv("OMP_NUM_THREADS", cases[i].openmp, 1);
        size_t wanted = cases[i].wanted > 0 ? cases[i].wanted : processors;
        cr_expect_eq(team_wanted(), wanted, "NN_THREADS=%s: %zu", cases[i].own,
                     team_wanted());
    }
}

/* ---- Who does what ---- */

Test(team, shares_everything_once_and_cuts_at_the_grain)
{
    for (size_t i = 0; i < 40 * 9 * 3; i++) {
        size_t count = i % 40, members = 1 + i / 40 % 9;
        size_t grain = (size_t[]){1, 3, 8}[i / 40 / 9], next = 0;
        for (size_t member = 0; member < members; member++) {
            size_t first, n = team_share(count, grain, member, members, &first);
            cr_expect(n == 0 || (first == next && first % grain == 0));
            cr_expect(n == 0 || n == count || n >= grain);
            next += n;
        }
        cr_expect_eq(next, count, "%zu by %zu among %zu", count, grain,
                     members);
    }
}

typedef struct Work {
    Team *team;
    int done[MEMBERS], met;
} Work;

/* Before anybody goes on, all have come. */
static void work_and_meet(void *context, size_t member)
{
    Work *work = context;
    work->done[member]++;
    if (team_members(work->team) > 1) {
        team_meet(work->team);
    }
    if (member == 0) {
        for (int i = 0; i < MEMBERS; i++) {
            work->met += work->done[i];
        }
    }
}

static void wait_until_all_sleep(void)
{
    usleep(100000);
}

Test(team, works_side_by_side_awake_and_woken, .timeout = 20)
{
    Work work = {.team = team_new(MEMBERS)};
    cr_assert_eq(team_members(work.team), MEMBERS);
    for (int i = 1; i <= 100; i++) {
        if (i % 50 == 0) {
            wait_until_all_sleep();
        }
        work.met = 0;
        team_run(work.team, work_and_meet, &work);
        cr_expect_eq(work.met, i * MEMBERS);
    }
    wait_until_all_sleep();
    team_free(work.team);
}

Test(team, of_one_is_none)
{
    Work work = {.team = team_new(1)};
    cr_expect_null(work.team);
    cr_expect_eq(team_members(work.team), 1);
    team_run(work.team, work_and_meet, &work);
    cr_expect_eq(work.met, 1);
    team_free(work.team);
}

/* A child of fork has the team without its threads. */
Test(team, is_one_alone_in_a_child_of_fork, .timeout = 20)
{
    Work work = {.team = team_new(MEMBERS)};
    team_run(work.team, work_and_meet, &work);
    wait_until_all_sleep();
    pid_t child = fork();
    if (child == 0) {
        alarm(5);
        work = (Work){.team = work.team};
        team_run(work.team, work_and_meet, &work);
        bool good = team_members(work.team) == 1 && work.met == 1;
        team_free(work.team);
        _exit(good ? 0 : 1);
    }
    int status = -1;
    waitpid(child, &status, 0);
    cr_expect_eq(status, 0);
    team_free(work.team);
}

/* ---- Signals ---- */

static void tell_crash(int number)
{
    (void)number;
    _exit(7);
}

static void crash(void *context, size_t member)
{
    if (member > 0) {
        *(volatile char *)context = 1;
    }
}

Test(team, lets_a_handler_hear_of_a_crash_in_any_thread, .timeout = 20)
{
    void *forbidden =
        mmap(NULL, 1, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    cr_assert_neq(forbidden, MAP_FAILED);
    pid_t child = fork();
    if (child == 0) {
        sigaction(SIGSEGV, &(struct sigaction){.sa_handler = tell_crash}, NULL);
        sigaction(SIGBUS, &(struct sigaction){.sa_handler = tell_crash}, NULL);
        team_run(team_new(2), crash, forbidden);
        _exit(1);
    }
    int status = -1;
    waitpid(child, &status, 0);
    cr_expect(WIFEXITED(status) && WEXITSTATUS(status) == 7);
}
