/* The machine's peak: the most GFLOP/s that fused multiply-adds on vectors of
   eight floats reach, on as many threads as NN_THREADS says. Against it the
   speed of a kernel is measured. Prints "peak GFLOP/s". */
#include "measure.h"
#include "team.h"

#include <stdio.h>

enum { BURSTS = 300 };

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
        double before = wall_seconds();
        team_run(team, work, NULL);
        double speed = BURST_OPERATIONS * (double)team_members(team) /
                       (wall_seconds() - before) / 1e9;
        best = speed > best ? speed : best;
    }
    team_free(team);
    printf("peak %.1f\n", best);
    return 0;
}
