/* The six orders of the three loops of a matrix product, in time: what
   figures/loop_orders.c counts in a simulated cache. */
#define _POSIX_C_SOURCE 200809L /* clock_gettime */

#include "../bench/measure.h"
#include "record.h"

#include <string.h>

enum { SIZE = 600, ROUNDS = 5, ORDERS = 6 };

static float a[SIZE * SIZE], b[SIZE * SIZE], c[SIZE * SIZE];

/* How far a step of a loop moves in each matrix. */
typedef struct Loop {
    size_t in_a, in_b, in_c;
} Loop;

#define LOOP_I ((Loop){SIZE, 0, SIZE})
#define LOOP_J ((Loop){0, 1, 1})
#define LOOP_P ((Loop){1, SIZE, 0})

/* C += A B, where all three loops go from 0 to SIZE − 1. */
static inline __attribute__((always_inline)) void
multiply(Loop outer, Loop middle, Loop inner)
{
    for (size_t u = 0; u < SIZE; u++) {
        for (size_t v = 0; v < SIZE; v++) {
            for (size_t w = 0; w < SIZE; w++) {
                c[u * outer.in_c + v * middle.in_c + w * inner.in_c] +=
                    a[u * outer.in_a + v * middle.in_a + w * inner.in_a] *
                    b[u * outer.in_b + v * middle.in_b + w * inner.in_b];
            }
        }
    }
}

/* Each order as -O3 makes it, and as it is written, one number at a time. */
#define ORDER(name, outer, middle, inner)                                      \
    static void name(const void *context)                                      \
    {                                                                          \
        (void)context;                                                         \
        multiply(outer, middle, inner);                                        \
    }                                                                          \
    AS_WRITTEN static void name##_plain(const void *context)                   \
    {                                                                          \
        (void)context;                                                         \
        multiply(outer, middle, inner);                                        \
    }

ORDER(ipj, LOOP_I, LOOP_P, LOOP_J)
ORDER(pij, LOOP_P, LOOP_I, LOOP_J)
ORDER(ijp, LOOP_I, LOOP_J, LOOP_P)
ORDER(jip, LOOP_J, LOOP_I, LOOP_P)
ORDER(jpi, LOOP_J, LOOP_P, LOOP_I)
ORDER(pji, LOOP_P, LOOP_J, LOOP_I)

static const struct {
    const char *name;
    void (*plain)(const void *context), (*compiled)(const void *context);
} orders[ORDERS] = {{"ipj", ipj_plain, ipj}, {"pij", pij_plain, pij},
                    {"ijp", ijp_plain, ijp}, {"jip", jip_plain, jip},
                    {"jpi", jpi_plain, jpi}, {"pji", pji_plain, pji}};

static void show(const Work *works, FILE *values)
{
    printf("GFLOP/s  one by one       -O3\n");
    for (size_t i = 0; i < ORDERS; i++) {
        const char *name = orders[i].name;
        const Work *plain = &works[2 * i], *compiled = plain + 1;
        printf("%c %c %c %13.2f %9.2f\n", name[0], name[1], name[2],
               plain->speed, compiled->speed);
        fprintf(values, "loop_times.%s\t%.1f\n", name, plain->speed);
        fprintf(values, "loop_times.%s.times\t%.0f\n", name,
                works[0].speed / plain->speed);
        fprintf(values, "loop_times.%s.compiled\t%.1f\n", name,
                compiled->speed);
    }
}

int main(void)
{
    const double operations = 2.0 * SIZE * SIZE * SIZE;
    Work works[2 * ORDERS];
    double sum = 0;
    for (size_t i = 0; i < (size_t)SIZE * SIZE; i++) {
        a[i] = (float)(i % 5) - 2;
        b[i] = (float)(i % 3) - 1;
    }
    ipj(NULL);
    for (size_t i = 0; i < (size_t)SIZE * SIZE; i++) {
        sum += (double)(c[i] * (float)(i % 7));
    }
    record_prefix("loop_times", &sum, 1);
    for (size_t i = 0; i < ORDERS; i++) {
        works[2 * i] = (Work){.run = orders[i].plain, .amount = operations};
        works[2 * i + 1] =
            (Work){.run = orders[i].compiled, .amount = operations};
    }
    measure(works, 2 * ORDERS, ROUNDS);
    FILE *values = figure_open("loop_times.values");
    show(works, values);
    figure_close(values);
    return 0;
}
