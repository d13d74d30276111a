/* Why one sum is not enough: the same fused multiply-adds, shared out among one
   vector of sums, two, four ... The numbers are in registers, so that nothing
   else is waited for. */
#define _POSIX_C_SOURCE 200809L /* clock_gettime */

#include "../bench/measure.h"
#include "record.h"

enum { TURNS = 1 << 14, ROUNDS = 101 };

/* TURNS fused multiply-adds, the i-th into sum i % count. */
#define SUMS(count)                                                            \
    WITH("avx2,fma") static void sums_##count(const void *context)             \
    {                                                                          \
        (void)context;                                                         \
        __m256 sum[count], x = _mm256_set1_ps(factor);                         \
        _Pragma("GCC unroll 16") for (int v = 0; v < count; v++)               \
        {                                                                      \
            sum[v] = _mm256_set1_ps((float)v);                                 \
        }                                                                      \
        for (int i = 0; i < TURNS / count; i++) {                              \
            _Pragma("GCC unroll 16") for (int v = 0; v < count; v++)           \
            {                                                                  \
                sum[v] = _mm256_fmadd_ps(sum[v], x, x);                        \
            }                                                                  \
        }                                                                      \
        _Pragma("GCC unroll 16") for (int v = 1; v < count; v++)               \
        {                                                                      \
            sum[0] = _mm256_add_ps(sum[0], sum[v]);                            \
        }                                                                      \
        kept = _mm256_cvtss_f32(sum[0]);                                       \
    }

SUMS(1)
SUMS(2)
SUMS(4)
SUMS(6)
SUMS(8)
SUMS(12)

static const struct {
    size_t count;
    void (*run)(const void *context);
} tries[] = {{1, sums_1}, {2, sums_2}, {4, sums_4},
             {6, sums_6}, {8, sums_8}, {12, sums_12}};
enum { TRIES = sizeof tries / sizeof tries[0] };

int main(void)
{
    Work works[TRIES];
    double nothing = TURNS;
    record_prefix("sums", &nothing, 1);
    if (!has_avx2()) {
        fprintf(stderr, "sums: this processor has no AVX2\n");
        return EXIT_FAILURE;
    }
    for (size_t i = 0; i < TRIES; i++) {
        size_t turns = TURNS / tries[i].count * tries[i].count;
        works[i] =
            (Work){.run = tries[i].run, .amount = 2.0 * 8 * (double)turns};
    }
    measure(works, TRIES, ROUNDS);
    FILE *values = figure_open("sums.values");
    printf("vectors of sums   GFLOP/s   share of the peak\n");
    for (size_t i = 0; i < TRIES; i++) {
        printf("%15zu%10.1f%18.0f %%\n", tries[i].count, works[i].speed,
               100 * works[i].share);
        fprintf(values, "sums.%zu.share\t%.3g\n", tries[i].count,
                100 * works[i].share);
    }
    figure_close(values);
    return 0;
}
