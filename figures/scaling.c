/* Scaling: LeNet on one thread, two ... as many as there are processors, in
   training and in answering, beside the peak of as many. Each is measured in
   turn; what counts is the best, when nobody else used the machine. */
#define _POSIX_C_SOURCE 200809L /* clock_gettime, setenv */

#include "../bench/measure.h"
#include "real_data.h"
#include "record.h"

#include <unistd.h>

enum {
    MOST = 4, /* numbers of threads that are tried */
    ROUNDS = 300,
    PICTURES = 64, /* of one measurement: short, between what others do */
    PREFIX_STEPS = 4
};

static const char *const lenet =
    "conv1: conv 20 5, relu, max_pool 2, conv2: conv 50 5, relu, max_pool 2, "
    "fc1: dense 500, relu, fc2: dense 10";

/* What is measured: training in batches, answering, and the peak. */
static const struct {
    const char *key, *name;
    size_t batch; /* 0: the peak */
    bool trains;
} tasks[] = {{"train16", "training, batches of 16", 16, true},
             {"train64", "training, batches of 64", 64, true},
             {"answer64", "answering, batches of 64", 64, false},
             {"peak", "peak, GFLOP/s", 0, false}};
enum { TASKS = sizeof tasks / sizeof tasks[0] };

/* The same network for each number of threads. */
typedef struct Subject {
    size_t threads;
    Run runs[TASKS];
    Batch batch;
    Team *team;
    double best[TASKS];
} Subject;

static Subject subjects[MOST];
static size_t count;

static void begin(Run *run, const Source *source, size_t batch)
{
    Training how = training("nesterov", 0.01, "one_cycle", batch, 2);
    how.optimiser.weight_decay = 0.0005;
    run_begin(run, lenet, &how, source_part(source, 0, source->count),
              (Part){0}, 1);
}

static void take_steps(Run *run, size_t steps)
{
    Error error;
    for (size_t i = 0; i < steps; i++) {
        end_unless(trainer_step(&run->trainer, &error), &error);
    }
}

static void subject_begin(Subject *s, const Source *source, size_t threads)
{
    char text[16];
    Error error;
    snprintf(text, sizeof text, "%zu", threads);
    setenv("NN_THREADS", text, 1);
    *s = (Subject){.threads = threads, .team = team_new(threads)};
    for (size_t t = 0; t < TASKS; t++) {
        if (tasks[t].batch > 0) {
            begin(&s->runs[t], source, tasks[t].batch);
            net_hold_weights(&s->runs[t].net, !tasks[t].trains);
        }
    }
    end_unless(batch_new(&s->batch, source, 64, &error), &error);
    source->fill(source, source->order, 64, NULL, &s->batch);
}

static void subject_end(Subject *s)
{
    for (size_t t = 0; t < TASKS; t++) {
        if (tasks[t].batch > 0) {
            run_end(&s->runs[t]);
        }
    }
    batch_free(&s->batch);
    team_free(s->team);
}

static void burst_of_member(void *context, size_t member)
{
    (void)context;
    (void)member;
    burst();
}

/* Pictures a second, or GFLOP/s. */
static double speed(Subject *s, size_t task)
{
    size_t batch = tasks[task].batch;
    double before = wall_seconds();
    if (batch == 0) {
        team_run(s->team, burst_of_member, NULL);
        return BURST_OPERATIONS * (double)team_members(s->team) /
               (wall_seconds() - before) / 1e9;
    }
    if (tasks[task].trains) {
        take_steps(&s->runs[task], PICTURES / batch);
    } else {
        net_forward(&s->runs[task].net, s->batch.x, batch, EVALUATE);
    }
    return PICTURES / (wall_seconds() - before);
}

static void measure_all(void)
{
    for (size_t r = 0; r < ROUNDS; r++) {
        for (size_t t = 0; t < TASKS; t++) {
            for (size_t i = 0; i < count; i++) {
                double found = speed(&subjects[i], t);
                if (found > subjects[i].best[t]) {
                    subjects[i].best[t] = found;
                }
            }
        }
    }
}

/* All must have learned the same. */
static void compare(void)
{
    for (size_t t = 0; t < TASKS; t++) {
        for (size_t i = 1; tasks[t].trains && i < count; i++) {
            const Net *one = &subjects[0].runs[t].net;
            const Net *other = &subjects[i].runs[t].net;
            if (memcmp(one->w, other->w, one->parameters * sizeof(real)) != 0) {
                fprintf(stderr, "scaling: %zu threads learn other weights\n",
                        subjects[i].threads);
                exit(EXIT_FAILURE);
            }
        }
    }
}

static void show(void)
{
    FILE *values = figure_open("scaling.values");
    printf("%-26s", "threads");
    for (size_t i = 0; i < count; i++) {
        printf(" %8zu", subjects[i].threads);
    }
    printf("\n");
    for (size_t t = 0; t < TASKS; t++) {
        printf("%-26s", tasks[t].name);
        for (size_t i = 0; i < count; i++) {
            double found = subjects[i].best[t],
                   times = found / subjects[0].best[t];
            printf(" %8.0f", found);
            fprintf(values, "scaling.%s.%zu\t%.0f\n", tasks[t].key,
                    subjects[i].threads, found);
            fprintf(values, "scaling.%s.%zu.times\t%.2f\n", tasks[t].key,
                    subjects[i].threads, times);
        }
        printf("\n%-26s", "");
        for (size_t i = 0; i < count; i++) {
            printf("   %5.2f x", subjects[i].best[t] / subjects[0].best[t]);
        }
        printf("\n");
    }
    figure_close(values);
}

int main(void)
{
    Dataset files = load_files("mnist", "train");
    Source source;
    Run first;
    Error error;
    end_unless(source_pictures(&source, &files, false, &error) &&
                   source_standardise(
                       &source, source_part(&source, 0, source.count), &error),
               &error);
    begin(&first, &source, 16);
    take_steps(&first, PREFIX_STEPS);
    record_prefix("scaling", &first.trainer.sums.epoch_loss, 1);
    run_end(&first);
    setenv("NN_ISA", "avx2", 1);
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    for (long threads = 1; threads <= processors && count < MOST;
         threads *= 2) {
        subject_begin(&subjects[count++], &source, (size_t)threads);
    }
    measure_all();
    compare();
    show();
    for (size_t i = 0; i < count; i++) {
        subject_end(&subjects[i]);
    }
    source_free(&source);
    dataset_free(&files);
    return 0;
}
