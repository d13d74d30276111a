/* The machine's peak: fused multiply-adds on vectors of eight floats, which wait
   for nothing. */
#ifndef BURST_H
#define BURST_H

typedef float Vector __attribute__((vector_size(32)));

enum {
    LANES = 8,
    CHAINS = 12, /* independent sums, which hide the latency of each */
    STEPS = 1 << 20
};

/* Multiplications and additions of a burst. */
static const double BURST_OPERATIONS = 2.0 * LANES * CHAINS * STEPS;

static void burst(void)
{
    static volatile float factor = 0.999F;
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

#endif
