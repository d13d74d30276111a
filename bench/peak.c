/* The machine's peak: the most GFLOP/s that fused multiply-adds on vectors of
   eight floats reach, on as many threads as OMP_NUM_THREADS says. Against it
   the speed of a kernel is measured. Prints "peak GFLOP/s". */
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

/* GFLOP/s of one burst on each thread. */
static double burst(void)
{
    static volatile float factor = 0.999F;
    double before = now();
    int threads = 0;
#pragma omp parallel reduction(+ : threads)
    {
        threads = 1;
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
    double seconds = now() - before;
    return 2.0 * LANES * CHAINS * STEPS * threads / seconds / 1e9;
}

int main(void)
{
    double best = 0;
    for (int i = 0; i < BURSTS; i++) {
        double speed = burst();
        best = speed > best ? speed : best;
    }
    printf("peak %.1f\n", best);
    return 0;
}
