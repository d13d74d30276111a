/* The schedules of chapter 5: their curves, and what they do for gradient descent
   in mini-batches on the small network. */
#include "figure.h"
#include "small_network.h"

enum { EPOCHS = 30, BATCH = 10, RUNS = 20, TOTAL = EPOCHS * POINTS / BATCH };

/* The exponential one ends at a hundredth: 0.01^(1 / EPOCHS) an epoch. */
static const struct {
    const char *name;
    Schedule schedule;
} schedules[] = {
    {"constant", {.name = "constant"}},
    {"step decay", {.name = "step", .factor = 0.2, .every = EPOCHS / 3}},
    {"exponential", {.name = "exponential", .factor = 0.85769589859089412}},
    {"cosine", {.name = "cosine"}},
    {"warm-up, then cosine", {.name = "cosine", .warmup = TOTAL / 10}},
    {"one cycle", {.name = "one_cycle"}}};

enum { SCHEDULES = sizeof schedules / sizeof schedules[0] };

static double final_loss(const Points *points, size_t schedule, double base,
                         uint64_t seed)
{
    return loss_after(points, seed,
                      (Training){.optimiser = {"sgd", base, NAN, NAN, 0},
                                 .schedule = schedules[schedule].schedule,
                                 .batch = BATCH,
                                 .epochs = EPOCHS,
                                 .rng = rng_seeded(seed)});
}

static double rate_of(size_t schedule, size_t t)
{
    Schedule s = schedules[schedule].schedule;
    s.epoch = POINTS / BATCH;
    s.total = TOTAL;
    return schedule_rate(&s, t, 1);
}

static void compare(const Points *points, FILE *values)
{
    static const double bases[] = {0.1, 0.3, 1, 2};
    printf("%%%% compare\nbase rate              0.1    0.3      1      2\n");
    for (size_t k = 0; k < SCHEDULES; k++) {
        printf("%-20s", schedules[k].name);
        for (int b = 0; b < 4; b++) {
            double mean = 0;
            for (uint64_t seed = 1; seed <= RUNS; seed++) {
                mean += final_loss(points, k, bases[b], seed) / RUNS;
            }
            printf("  %5.3f", mean);
        }
        printf("\n");
    }
    fprintf(values, "schedules.runs\t%d\n", RUNS);
    fprintf(values, "schedules.epochs\t%d\n", EPOCHS);
    fprintf(values, "schedules.total\t%d\n", TOTAL);
}

/* Ten steps of each, for readers to check theirs. */
static void ten_steps(void)
{
    printf("%%%% ten_steps\n k  step_decay  cosine_decay  warm_up    one_cycle"
           "\n");
    for (size_t t = 0; t <= 10; t++) {
        printf("%2zu  %10.4f  %12.4f  %7.4f", t, step_decay(t, 4, 0.5, 1),
               cosine_decay(t, 10, 0.1, 1), warm_up(t, 4, 1));
        printf(t < 10 ? "  %11.6f\n" : "\n", one_cycle(t, 10, 0.25, 1));
    }
}

int main(void)
{
    FILE *file = figure_open("schedules.dat");
    for (size_t t = 0; t < TOTAL; t++) {
        fprintf(file, "%zu", t);
        for (size_t k = 0; k < SCHEDULES; k++) {
            fprintf(file, " %g", rate_of(k, t));
        }
        fprintf(file, "\n");
    }
    figure_close(file);

    ten_steps();
    static Points points;
    draw_points(&points, 1);
    FILE *values = figure_open("schedules.values");
    compare(&points, values);
    figure_close(values);
    return 0;
}
