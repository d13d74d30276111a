/* The machine's peak: the most GFLOP/s that fused multiply-adds on vectors of
   eight floats reach, on as many threads as NN_THREADS says. Against it the
   speed of a kernel is measured. Prints "peak GFLOP/s". */
#include "team.h"

#include <stdio.h>
#include <time.h>

typedef float Vector __attribute__((vector_size(32)));

enum {
    LANES = 8,
    CHAINS = 12, /* independent sums, which hide the latency of each */
    STEPS = 1 << 20,
    BURSTS = 300
};

static double now(void)
{
    struct timespec time;
    timespec_get(&time, TIME_UTC);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

/* One burst of a member of the team. */
static void burst(void *context, size_t member)
{
    static volatile float factor = 0.999F;
    (void)context;
    (void)member;
    Vector sum[CHAINS], x = (Vector){0} + factor;
#pragma GCC unroll 12
    for (int i = 0; i < CHAINS; i++) {
        sum[i] = x + (float)i;
    }
    for (int step = 0; step < STEPS; step++) {
#pragma GCC unroll 12
        for (int i = 0; i < CHAINS; i++) {
            sum[i] = sum[i] * x + x;
        }
    }
#pragma GCC unroll 12
    for (int i = 1; i < CHAINS; i++) {
        sum[0] += sum[i];
    }
    if (sum[0][0] < 0) {
        factor = 1; /* never: it keeps the work from being left out */
    }
}

int main(void)
{
    Team *team = team_new(team_wanted());
    double best = 0, work = 2.0 * LANES * CHAINS * STEPS / 1e9;
    for (int i = 0; i < BURSTS; i++) {
        double before = now();
        team_run(team, burst, NULL);
        double speed = work * (double)team_members(team) / (now() - before);
        best = speed > best ? speed : best;
    }
    team_free(team);
    printf("peak %.1f\n", best);
    return 0;
}
