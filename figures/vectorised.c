/* What the compiler vectorises: the same loops one number at a time, as -O3 makes
   them for every x86-64 (vectors of four), as it makes them for AVX2 (vectors of
   eight), and by hand. All arrays are in the first cache. */
#define _POSIX_C_SOURCE 200809L /* clock_gettime */

#include "speed.h"

#include "record.h"

enum { N = 2048, ROUNDS = 101, VERSIONS = 4, MOST = 8 };

static int whole_a[N], whole_b[N];
static volatile int kept_whole;

/* ---- The loops ---- */

#define LOOP static inline __attribute__((always_inline)) void

/* y += a x. */
LOOP add_scaled(void)
{
    for (size_t i = 0; i < N; i++) {
        y[i] += 0.5F * x[i];
    }
}

/* A float sum, in the order that is written. */
LOOP float_sum(void)
{
    float sum = 0;
    for (size_t i = 0; i < N; i++) {
        sum += x[i] * w[i];
    }
    kept = sum;
}

/* A sum of whole numbers, whose order does not matter. */
LOOP whole_sum(void)
{
    int sum = 0;
    for (size_t i = 0; i < N; i++) {
        sum += whole_a[i] * whole_b[i];
    }
    kept_whole = sum;
}

/* Eight float sums side by side. */
LOOP eight_sums(void)
{
    float sums[8] = {0}, sum = 0;
    for (size_t i = 0; i < N; i += 8) {
        for (size_t l = 0; l < 8; l++) {
            sums[l] += x[i + l] * w[i + l];
        }
    }
    for (size_t l = 0; l < 8; l++) {
        sum += sums[l];
    }
    kept = sum;
}

/* The first number above a bound: who reads eight at once reads too far. */
LOOP first_above(void)
{
    size_t i = 0;
    while (i < N && x[i] <= 100) {
        i++;
    }
    kept = (float)i;
}

/* ---- Each in three versions ---- */

#ifdef __x86_64__
#define FOR_AVX2 __attribute__((target("avx2,fma"), noinline))
#else
#define FOR_AVX2 __attribute__((noinline))
#endif

#define COMPILED(loop)                                                         \
    AS_WRITTEN __attribute__((noinline)) static void loop##_plain(             \
        const void *context)                                                   \
    {                                                                          \
        (void)context;                                                         \
        loop();                                                                \
    }                                                                          \
    __attribute__((noinline)) static void loop##_four(const void *context)     \
    {                                                                          \
        (void)context;                                                         \
        loop();                                                                \
    }                                                                          \
    FOR_AVX2 static void loop##_eight(const void *context)                     \
    {                                                                          \
        (void)context;                                                         \
        loop();                                                                \
    }

COMPILED(add_scaled)
COMPILED(float_sum)
COMPILED(whole_sum)
COMPILED(eight_sums)
COMPILED(first_above)

static void axpy_by_hand(const void *context)
{
    (void)context;
    axpy_avx2(0.5F, x, y, N);
}

static void dot_by_hand(const void *context)
{
    (void)context;
    kept = dot_avx2(x, w, N);
}

typedef struct Loop {
    const char *key, *name;
    void (*version[VERSIONS])(const void *context); /* NULL: there is none */
} Loop;

static const Loop loops[] = {
    {"axpy",
     "y[i] += a * x[i]",
     {add_scaled_plain, add_scaled_four, add_scaled_eight, axpy_by_hand}},
    {"sum",
     "sum += a[i] * b[i], float",
     {float_sum_plain, float_sum_four, float_sum_eight, dot_by_hand}},
    {"whole",
     "sum += a[i] * b[i], int",
     {whole_sum_plain, whole_sum_four, whole_sum_eight, NULL}},
    {"eight",
     "eight sums, float",
     {eight_sums_plain, eight_sums_four, eight_sums_eight, NULL}},
    {"first",
     "the first above a bound",
     {first_above_plain, first_above_four, first_above_eight, NULL}},
};
enum { LOOPS = sizeof loops / sizeof loops[0] };

/* ---- What is found ---- */

static void show(const Loop *loop, const Work *works, FILE *values)
{
    static const char *const keys[] = {"plain", "four", "wide", "hand"};
    printf("%-27s", loop->name);
    for (size_t v = 0; v < VERSIONS; v++) {
        if (loop->version[v] == NULL) {
            printf(" %9s", "");
            continue;
        }
        printf(" %9.2f", works[v].speed);
        fprintf(values, "vectorised.%s.%s\t%.1f\n", loop->key, keys[v],
                works[v].speed);
        fprintf(values, "vectorised.%s.%s.times\t%.*f\n", loop->key, keys[v],
                works[v].speed < 10 * works[0].speed,
                works[v].speed / works[0].speed);
    }
    printf("\n");
}

int main(void)
{
    Work works[LOOPS * VERSIONS];
    speed_begin();
    for (size_t i = 0; i < N; i++) {
        whole_a[i] = (int)x[i];
        whole_b[i] = (int)w[i];
    }
    float_sum_plain(NULL);
    double sum = (double)kept;
    record_prefix("vectorised", &sum, 1);
    if (!has_avx2()) {
        fprintf(stderr, "vectorised: this processor has no AVX2\n");
        return EXIT_FAILURE;
    }
    for (size_t i = 0; i < LOOPS * VERSIONS; i++) {
        const Loop *loop = &loops[i / VERSIONS];
        size_t v = loop->version[i % VERSIONS] != NULL ? i % VERSIONS : 0;
        works[i] = (Work){.run = loop->version[v], .amount = N};
    }
    measure(works, LOOPS * VERSIONS, ROUNDS);
    FILE *values = figure_open("vectorised.values");
    printf("numbers in a nanosecond         plain       -O3     -mavx2   by "
           "hand\n");
    for (size_t i = 0; i < LOOPS; i++) {
        show(&loops[i], works + i * VERSIONS, values);
    }
    figure_close(values);
    speed_end();
    return 0;
}
