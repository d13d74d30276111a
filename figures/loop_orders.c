/* The six orders of the three loops of a matrix product, counted in a simulated
   cache: how often does a step have to wait for memory? */
#include "figure.h"
#include "mlp.h"

#include <stdint.h>
#include <string.h>

/* A first-level cache as most processors have: 64 sets of 8 lines of 64 bytes,
   and in each set the line that was used longest ago makes room. */
enum {
    SETS = 64,
    WAYS = 8,
    LINE = 64,
    SIZE = 600,                  /* of the matrices: SIZE × SIZE */
    ROUNDS = LINE / sizeof(real) /* of the outermost loop: a line's worth */
};

typedef struct Cache {
    size_t lines[SETS][WAYS]; /* the latest first */
    size_t misses;
} Cache;

static void touch(Cache *cache, size_t number)
{
    size_t line = 1 + number * sizeof(real) / LINE;
    size_t *set = cache->lines[line % SETS];
    size_t way = 0;
    while (way < WAYS - 1 && set[way] != line) {
        way++;
    }
    cache->misses += set[way] != line;
    memmove(set + 1, set, way * sizeof *set);
    set[0] = line;
}

enum { LOOP_I, LOOP_J, LOOP_P, ORDERS = 6 };

static size_t at(size_t row, size_t column)
{
    return row * SIZE + column;
}

/* Misses for each thousand steps of the product when the loops are nested in
   this order, the outermost first. */
static double misses(const int order[3], bool transpose_b)
{
    static Cache cache;
    size_t matrix = (size_t)SIZE * SIZE;
    size_t v[3]; /* the values of i, j and p */
    memset(&cache, 0, sizeof cache);
    for (v[order[0]] = 0; v[order[0]] < ROUNDS; v[order[0]]++) {
        for (v[order[1]] = 0; v[order[1]] < SIZE; v[order[1]]++) {
            for (v[order[2]] = 0; v[order[2]] < SIZE; v[order[2]]++) {
                size_t i = v[LOOP_I], j = v[LOOP_J], p = v[LOOP_P];
                touch(&cache, at(i, p));
                touch(&cache, matrix + (transpose_b ? at(j, p) : at(p, j)));
                touch(&cache, 2 * matrix + at(i, j));
            }
        }
    }
    return 1000.0 * (double)cache.misses / ((double)ROUNDS * SIZE * SIZE);
}

/* How far apart two successive steps of the innermost loop lie in a matrix
   whose row and column indices are these: 0, 1 or SIZE numbers. */
static int stride(int innermost, int row, int column)
{
    return innermost == column ? 1 : innermost == row ? SIZE : 0;
}

int main(void)
{
    static const int orders[ORDERS][3] = {
        {LOOP_I, LOOP_P, LOOP_J}, {LOOP_P, LOOP_I, LOOP_J},
        {LOOP_I, LOOP_J, LOOP_P}, {LOOP_J, LOOP_I, LOOP_P},
        {LOOP_J, LOOP_P, LOOP_I}, {LOOP_P, LOOP_J, LOOP_I}};
    FILE *data = figure_open("loop_orders.dat");
    FILE *values = figure_open("loop_orders.values");
    printf("                from step to step       misses in 1000 steps\n");
    printf("loops       a     b   b of B'    c          A B       A B'\n");
    for (int k = 0; k < ORDERS; k++) {
        const int *o = orders[k];
        char name[4] = {"ijp"[o[0]], "ijp"[o[1]], "ijp"[o[2]], '\0'};
        double plain = misses(o, false), transposed = misses(o, true);
        printf("%c %c %c   %4d  %4d   %4d   %4d        %5.0f      %5.0f\n",
               name[0], name[1], name[2], stride(o[2], LOOP_I, LOOP_P),
               stride(o[2], LOOP_P, LOOP_J), stride(o[2], LOOP_J, LOOP_P),
               stride(o[2], LOOP_I, LOOP_J), plain, transposed);
        fprintf(data, "\"%c %c %c\" %g %g\n", name[0], name[1], name[2], plain,
                transposed);
        fprintf(values, "loop_orders.%s\t%.0f\n", name, plain);
        fprintf(values, "loop_orders.%s.transposed\t%.0f\n", name, transposed);
    }
    fprintf(values, "loop_orders.size\t%d\n", SIZE);
    fprintf(values, "loop_orders.line\t%d\n", (int)(LINE / sizeof(real)));
    fprintf(values, "loop_orders.kilobytes\t%d\n", SETS * WAYS * LINE / 1024);
    fprintf(values, "loop_orders.ratio\t%.0f\n",
            misses(orders[4], false) / misses(orders[0], false));
    figure_close(values);
    figure_close(data);
    return 0;
}
