/* The machine's peak: the most GFLOP/s that fused multiply-adds on vectors of
   eight floats reach, on as many threads as NN_THREADS says. Against it the
   speed of a kernel is measured. Prints "peak GFLOP/s". */
#include "burst.h"
#include "team.h"

#include <stdio.h>
#include <time.h>

enum { BURSTS = 300 };

static double now(void)
{
    struct timespec time;
    timespec_get(&time, TIME_UTC);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

/* Of a member of the team. */
static void work(void *context, size_t member)
{
    (void)context;
    (void)member;
    burst();
}

int main(void)
{
    Team *team = team_new(team_wanted());
    double best = 0;
    for (int i = 0; i < BURSTS; i++) {
        double before = now();
        team_run(team, work, NULL);
        double speed = BURST_OPERATIONS * (double)team_members(team) /
                       (now() - before) / 1e9;
        best = speed > best ? speed : best;
    }
    team_free(team);
    printf("peak %.1f\n", best);
    return 0;
}
