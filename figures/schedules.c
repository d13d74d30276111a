/* The schedules of chapter 5: their curves, and what they do for gradient descent
   in mini-batches on the small network. */
#include "figure.h"
#include "small_network.h"

enum { EPOCHS = 30, BATCH = 10, RUNS = 20, TOTAL = EPOCHS * POINTS / BATCH };

static double constant(size_t t, double base)
{
    (void)t;
    return base;
}

static double steps(size_t t, double base)
{
    return step_decay(t, TOTAL / 3, 0.2, base);
}

static double exponential(size_t t, double base)
{
    return exponential_decay(t, pow(0.01, 1.0 / TOTAL), base);
}

static double cosine(size_t t, double base)
{
    return cosine_decay(t, TOTAL, 0, base);
}

static double warm_cosine(size_t t, double base)
{
    return warm_up(t, TOTAL / 10, cosine(t, base));
}

static double cycle(size_t t, double base)
{
    return one_cycle(t, TOTAL, 0.3, base);
}

static const struct {
    const char *name;
    double (*rate)(size_t t, double base);
} schedules[] = {{"constant", constant},
                 {"step decay", steps},
                 {"exponential", exponential},
                 {"cosine", cosine},
                 {"warm-up, then cosine", warm_cosine},
                 {"one cycle", cycle}};

enum { SCHEDULES = sizeof schedules / sizeof schedules[0] };

static double final_loss(const Points *points, size_t schedule, double base,
                         uint64_t seed)
{
    real w[PARAMETERS], g[PARAMETERS], x[BATCH * IN], t[BATCH];
    size_t order[POINTS], step = 0;
    Rng rng = rng_seeded(seed);
    draw_parameters(w, seed);
    for (size_t i = 0; i < POINTS; i++) {
        order[i] = i;
    }
    for (int e = 0; e < EPOCHS; e++) {
        rng_shuffle(&rng, order, POINTS);
        for (size_t i = 0; i < POINTS; i += BATCH) {
            real rate = (real)schedules[schedule].rate(step++, base);
            gather(points, order + i, BATCH, x, t);
            loss_gradient(w, x, t, g, BATCH);
            sgd_step(w, g, rate, PARAMETERS);
        }
    }
    return (double)whole_loss(w, points);
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
    printf("%%%% ten_steps\n t  step_decay  cosine_decay  warm_up    one_cycle"
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
            fprintf(file, " %g", schedules[k].rate(t, 1));
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
