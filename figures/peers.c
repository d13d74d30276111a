/* The two networks beside other people's programs, as bench/cnn-run has recorded
   them: what docs/speed.md says, in one table for the book. */
#include "figure.h"

#include <stdbool.h>
#include <string.h>

typedef struct Row {
    const char *network, *program, *name, *task;
    int threads, batch;
    double microseconds; /* of a call */
    double avx2, avx512; /* so many times as long as ours takes; 0: unknown */
    double of_peak, megabytes;
} Row;

static const Row rows[] = {
#include "../bench/results/cnn.inc"
};
enum { ROWS = sizeof rows / sizeof rows[0] };

/* The row of the same network, threads and program. */
static const Row *find(const Row *like, const char *task, int batch)
{
    for (size_t i = 0; i < ROWS; i++) {
        const Row *row = &rows[i];
        if (strcmp(row->network, like->network) == 0 &&
            row->threads == like->threads &&
            strcmp(row->program, like->program) == 0 &&
            strcmp(row->task, task) == 0 && row->batch == batch) {
            return row;
        }
    }
    return NULL;
}

static double images(const Row *row)
{
    return row != NULL ? row->batch / row->microseconds * 1e6 : 0;
}

static void print_number(const char *format, double number, int width)
{
    if (number > 0) {
        printf(format, width, number);
    } else {
        printf("%*s", width, "-");
    }
}

/* A program's line: its first row tells of its training, or, if it does not
   train, of its answers. */
static void print_line(const Row *row)
{
    const Row *train = find(row, "train", 64);
    const Row *many = find(row, "infer", 64), *one = find(row, "infer", 1);
    printf("%-9s%-8d%-31s", row->network, row->threads, row->name);
    print_number("%*.0f", images(train), 8);
    print_number("%*.0f", images(many), 11);
    print_number("%*.0f", one != NULL ? one->microseconds : 0, 8);
    print_number("%*.0f", row->megabytes, 5);
    putchar('\n');
}

int main(void)
{
    FILE *values = figure_open("peers.values");
    printf("%-9s%-8s%-31s%8s%11s%8s%5s\n", "network", "threads", "program",
           "learns/s", "answers/s", "one us", "MB");
    for (size_t i = 0; i < ROWS; i++) {
        const Row *row = &rows[i];
        bool first = find(row, "train", 64) != NULL
                         ? strcmp(row->task, "train") == 0
                         : row->batch == 64;
        if (first) {
            print_line(row);
        }
        fprintf(values,
                "peers.%s.%d.%s.%s.%d.avx2\t%.1f\n"
                "peers.%s.%d.%s.%s.%d.avx512\t%.1f\n"
                "peers.%s.%d.%s.%s.%d.peak\t%.0f\n",
                row->network, row->threads, row->program, row->task, row->batch,
                row->avx2, row->network, row->threads, row->program, row->task,
                row->batch, row->avx512, row->network, row->threads,
                row->program, row->task, row->batch, 100 * row->of_peak);
    }
    figure_close(values);
    return 0;
}
