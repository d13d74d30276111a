/* Where the time goes: LeNet in training by the recipe of chapter 9, on one
   thread, with the functions of the chapters and with the kernels for AVX2. The
   stages of a network are asked from outside: each is given functions that look
   at the clock and call the stage's own. */
#define _POSIX_C_SOURCE 200809L /* clock_gettime, setenv */

#include "../bench/measure.h"
#include "real_data.h"
#include "record.h"

enum { BATCH = 16, MOST = 8, PREFIX_STEPS = 4, TEXT = 40 };
static const double SECONDS = 6; /* of each */

static const char *const lenet =
    "conv1: conv 20 5, relu, max_pool 2, conv2: conv 50 5, relu, max_pool 2, "
    "fc1: dense 500, relu, fc2: dense 10";

/* ---- Stages with a clock ---- */

/* What takes time in a stage. */
enum { IN_FORWARD, IN_BACKWARD, IN_GRADIENT, PASSES };
static const char *const passes[] = {"forward", "backward", "gradient"};

/* A stage's own functions, those in their place, and their seconds. */
typedef struct Clocked {
    const Compute *own;
    Compute compute;
    const Layer *first;
    double seconds[PASSES];
} Clocked;

static Clocked clocked[MOST];
static size_t stage_count;

static Clocked *clocked_of(const Layer *layer)
{
    size_t i = 0;
    while (clocked[i].first != layer) {
        i++;
    }
    return &clocked[i];
}

/* Calls one of a stage's own functions, whose time is counted as `which`. */
static void call(void (*own)(const Layer *, const Pass *, Share *),
                 const Layer *layer, const Pass *pass, Share *share,
                 size_t which)
{
    double before = processor_seconds();
    own(layer, pass, share);
    clocked_of(layer)->seconds[which] += processor_seconds() - before;
}

static void pack(const Layer *layer, const Pass *pass, Share *share)
{
    call(clocked_of(layer)->own->pack, layer, pass, share, IN_FORWARD);
}

static void forward(const Layer *layer, const Pass *pass, Share *share)
{
    call(clocked_of(layer)->own->forward, layer, pass, share, IN_FORWARD);
}

static void backward(const Layer *layer, const Pass *pass, Share *share)
{
    call(clocked_of(layer)->own->backward, layer, pass, share, IN_BACKWARD);
}

static void gradient(const Layer *layer, const Pass *pass, Share *share)
{
    call(clocked_of(layer)->own->gradient, layer, pass, share, IN_GRADIENT);
}

static void give_clocks(Net *net)
{
    stage_count = net->stage_count;
    for (size_t i = 0; i < stage_count; i++) {
        Stage *stage = &net->stages[i];
        clocked[i] = (Clocked){
            .own = stage->compute,
            .compute = *stage->compute,
            .first = stage->layers,
        };
        clocked[i].compute.forward = forward;
        clocked[i].compute.backward = backward;
        clocked[i].compute.gradient = gradient;
        clocked[i].compute.pack = stage->compute->pack != NULL ? pack : NULL;
        stage->compute = &clocked[i].compute;
    }
}

static void forget_times(void)
{
    for (size_t i = 0; i < stage_count; i++) {
        memset(clocked[i].seconds, 0, sizeof clocked[i].seconds);
    }
}

/* ---- A step with a clock ---- */

static double loss_seconds, optimiser_seconds, step_seconds;

/* train_step of chapter 6. */
static real timed_step(Net *net, const Loss *loss, const real *x, Target target,
                       size_t n, Step *step, void *context)
{
    double begin = processor_seconds();
    net_zero_gradients(net);
    double zeroed = processor_seconds();
    net_forward(net, x, n, TRAIN);
    double computed = processor_seconds();
    real before = net_loss(net, loss, target);
    double compared = processor_seconds();
    net_backward(net, NULL);
    double back = processor_seconds();
    step(net->w, net->dw, net->parameters, context);
    double end = processor_seconds();
    loss_seconds += compared - computed;
    optimiser_seconds += zeroed - begin + end - back;
    step_seconds += end - begin;
    return before;
}

/* ---- What is found ---- */

/* Microseconds for a picture. */
typedef struct Profile {
    const char *kernels;
    char names[MOST][TEXT];
    double stages[MOST][PASSES];
    size_t count;
    double loss, optimiser, loading, all;
} Profile;

static void take_steps(Run *run, size_t steps)
{
    Error error;
    for (size_t i = 0; i < steps; i++) {
        end_unless(trainer_step(&run->trainer, &error), &error);
    }
}

/* "conv1, relu, max_pool". */
static void add_names(const Stage *stage, char text[TEXT])
{
    size_t length = strlen(text);
    for (size_t i = 0; i < stage->count; i++) {
        const Layer *layer = &stage->layers[i];
        length += (size_t)snprintf(
            text + length, TEXT - length, "%s%s", length > 0 ? ", " : "",
            layer->name[0] != '\0' ? layer->name : layer->kind->name);
    }
}

/* A stage without a name of its own counts with the one before. */
static Profile sum_up(const Run *run, double seconds, size_t steps)
{
    Profile p = {.kernels = run->net.pass.kernels->name};
    double micro = 1e6 / (double)(steps * BATCH);
    for (size_t i = 0; i < stage_count; i++) {
        const Stage *stage = &run->net.stages[i];
        p.count += stage->layers->name[0] != '\0';
        add_names(stage, p.names[p.count - 1]);
        for (size_t k = 0; k < PASSES; k++) {
            p.stages[p.count - 1][k] += micro * clocked[i].seconds[k];
        }
    }
    p.loss = micro * loss_seconds;
    p.optimiser = micro * optimiser_seconds;
    p.loading = micro * (seconds - step_seconds);
    p.all = micro * seconds;
    return p;
}

static Profile profile(const Source *source, const char *kernels)
{
    Training how = training("nesterov", 0.01, "one_cycle", BATCH, 2);
    how.optimiser.weight_decay = 0.0005;
    how.train_step = timed_step;
    setenv("NN_ISA", kernels, 1);
    Run run;
    run_begin(&run, lenet, &how, source_part(source, 0, source->count),
              (Part){0}, 1);
    give_clocks(&run.net);
    take_steps(&run, PREFIX_STEPS);
    record_prefix("profile", &run.trainer.sums.epoch_loss, 1);
    forget_times();
    loss_seconds = optimiser_seconds = step_seconds = 0;
    size_t steps = 0;
    double begin = processor_seconds(), seconds = 0;
    while (seconds < SECONDS && !trainer_epoch_is_over(&run.trainer)) {
        take_steps(&run, 1);
        steps++;
        seconds = processor_seconds() - begin;
    }
    Profile p = sum_up(&run, seconds, steps);
    run_end(&run);
    return p;
}

/* "conv1" of "conv1, relu, max_pool". */
static const char *first_name(const char *name, char text[TEXT])
{
    snprintf(text, TEXT, "%.*s", (int)strcspn(name, ","), name);
    return text;
}

static void show_row(const char *name, const double *times, double sum,
                     const Profile *p)
{
    printf("%-24s", name);
    for (size_t k = 0; k < PASSES; k++) {
        if (times != NULL && times[k] > 0) {
            printf(" %9.1f", times[k]);
        } else {
            printf(" %9s", "");
        }
    }
    printf(" %9.1f %6.1f %%\n", sum, 100 * sum / p->all);
}

static void write_value(FILE *values, const Profile *p, const char *what,
                        double time)
{
    double share = 100 * time / p->all;
    fprintf(values, "profile.%s.%s\t%.*f\n", p->kernels, what, time < 100,
            time);
    fprintf(values, "profile.%s.%s.share\t%.*f\n", p->kernels, what, share < 10,
            share);
}

static double sum_of(const double times[PASSES])
{
    return times[IN_FORWARD] + times[IN_BACKWARD] + times[IN_GRADIENT];
}

static void print_profile(const Profile *p)
{
    printf("%%%% %s\n%-24s", p->kernels, "microseconds a picture");
    for (size_t k = 0; k < PASSES; k++) {
        printf(" %9s", passes[k]);
    }
    printf(" %9s\n", "sum");
    for (size_t i = 0; i < p->count; i++) {
        show_row(p->names[i], p->stages[i], sum_of(p->stages[i]), p);
    }
    show_row("loss", NULL, p->loss, p);
    show_row("optimiser", NULL, p->optimiser, p);
    show_row("loading", NULL, p->loading, p);
    show_row("all", NULL, p->all, p);
}

/* For the figure: shares of conv1, conv2, fc1 and fc2, the optimiser, and what
   is left. */
static void write_shares(const Profile *p, FILE *data)
{
    double conv1 = sum_of(p->stages[0]), conv2 = sum_of(p->stages[1]);
    double dense = sum_of(p->stages[2]) + sum_of(p->stages[3]);
    double rest = p->all - conv1 - conv2 - dense - p->optimiser;
    double unit = 100 / p->all;
    fprintf(data, "%s %.3f %.3f %.3f %.3f %.3f\n", p->kernels, unit * conv1,
            unit * conv2, unit * dense, unit * p->optimiser, unit * rest);
}

static void write_values(const Profile *p, FILE *values)
{
    char name[TEXT];
    for (size_t i = 0; i < p->count; i++) {
        write_value(values, p, first_name(p->names[i], name),
                    sum_of(p->stages[i]));
    }
    write_value(values, p, "optimiser", p->optimiser);
    write_value(values, p, "loading", p->loading);
    fprintf(values, "profile.%s.all\t%.0f\n", p->kernels, p->all);
    fprintf(values, "profile.%s.pictures\t%.0f\n", p->kernels, 1e6 / p->all);
}

int main(void)
{
    Dataset files = load_files("mnist", "train");
    Source source;
    Error error;
    end_unless(source_pictures(&source, &files, false, &error) &&
                   source_standardise(
                       &source, source_part(&source, 0, source.count), &error),
               &error);
    Profile before = profile(&source, "scalar");
    Profile after = profile(&source, "avx2");
    FILE *data = figure_open("profile.dat");
    FILE *values = figure_open("profile.values");
    const Profile *both[] = {&before, &after};
    for (size_t i = 0; i < 2; i++) {
        print_profile(both[i]);
        write_shares(both[i], data);
        write_values(both[i], values);
    }
    double conv = sum_of(before.stages[0]) + sum_of(before.stages[1]);
    double part = conv / before.all;
    fprintf(values, "profile.convolutions\t%.0f\n", 100 * part);
    fprintf(values, "profile.at_most\t%.1f\n", 1 / (1 - part));
    fprintf(values, "profile.times\t%.0f\n", before.all / after.all);
    figure_close(values);
    figure_close(data);
    source_free(&source);
    dataset_free(&files);
    return 0;
}
