/* Training neural networks is hard: one run that goes well, five that differ
   from it in one thing and do not, and some further ones for the diagnosis.
   Each learns the same part of MNIST. */
#include "real_data.h"
#include "record.h"

enum { TRAIN_COUNT = 10000, TEST_COUNT = 2000, EPOCHS = 10 };

typedef struct Trial {
    const char *key, *name; /* in the values, in the output */
    const char *network;
    double rate;
    size_t batch;
    bool raw; /* pixels from 0 to 255, as they are */
} Trial;

#define PLAIN "dense 64, relu, dense 10"
#define SIGMOIDS "dense 32, sigmoid, "
#define RELUS "dense 32, relu, "
#define DEEP(layer) layer layer layer layer layer layer layer layer "dense 10"

static const Trial trials[] = {
    {"good", "as it should be", PLAIN, 0.01, 32, false},
    {"a", "run A", PLAIN, 1.5, 32, false},
    {"b", "run B", PLAIN, 0.01, 32, true},
    {"c", "run C", PLAIN, 0.01, TRAIN_COUNT, false},
    {"d", "run D", PLAIN ", sigmoid", 0.01, 32, false},
    {"e", "run E", DEEP(SIGMOIDS), 0.01, 32, false},
    {"slow", "A, the rate too small", PLAIN, 0.00001, 32, false},
    {"faster", "C, with ten times the rate", PLAIN, 0.1, TRAIN_COUNT, false},
    {"e_relu", "E, ReLU for sigmoid", DEEP(RELUS), 0.01, 32, false},
    {"e_flat", "E, with one hidden layer", SIGMOIDS "dense 10", 0.01, 32,
     false},
};

enum { TRIALS = sizeof trials / sizeof trials[0], BROKEN = 5 };

typedef struct Curve {
    double loss[EPOCHS + 1], accuracy[EPOCHS + 1];
    Evaluation last;
    size_t dead; /* units of the first hidden layer */
} Curve;

/* How many units of the first hidden layer are 0 for every picture. */
static size_t dead_units(Net *net, Part pictures)
{
    const Layer *hidden = &net->layers[2];
    size_t units = shape_size(hidden->out), dead = 0;
    bool *alive = need(calloc(units, sizeof *alive));
    Batch batch;
    Error error;
    end_unless(batch_new(&batch, pictures.source, net->batch, &error), &error);
    for (size_t first = 0; first < pictures.count; first += net->batch) {
        size_t left = pictures.count - first;
        size_t n = left < net->batch ? left : net->batch;
        pictures.source->fill(pictures.source, pictures.examples + first, n,
                              NULL, &batch);
        net_forward(net, batch.x, n, EVALUATE);
        for (size_t i = 0; i < n * units; i++) {
            alive[i % units] |= hidden->y[i] != 0;
        }
    }
    for (size_t o = 0; o < units; o++) {
        dead += !alive[o];
    }
    batch_free(&batch);
    free(alive);
    return dead;
}

static void try(const Trial *trial, Part train, Part test, Curve *curve)
{
    Training how =
        training("nesterov", trial->rate, "constant", trial->batch, EPOCHS);
    Run run;
    run_begin(&run, trial->network, &how, train, test, 1);
    for (int e = 0; e <= EPOCHS; e++) {
        Epoch epoch = {0};
        if (e > 0) {
            epoch = run_epoch(&run);
            curve->last = epoch.validation;
        } else {
            curve->last = judge(&run.net, test);
        }
        curve->loss[e] = curve->last.loss;
        curve->accuracy[e] = 100 * curve->last.accuracy;
        if (e == 1) {
            const double first[] = {curve->loss[0], epoch.loss, curve->loss[1]};
            record_prefix("broken_runs", first, 3);
        }
    }
    curve->dead = dead_units(&run.net, test);
    run_end(&run);
}

/* How many of the classes were never answered. */
static int silent_classes(const Evaluation *result)
{
    int silent = 0;
    for (int a = 0; a < CLASSES; a++) {
        size_t answered = 0;
        for (int t = 0; t < CLASSES; t++) {
            answered += result->counts[t * CLASSES + a];
        }
        silent += answered == 0;
    }
    return silent;
}

static void print_loss(double loss)
{
    if (isfinite(loss) && loss < 1000) {
        printf("  %7.3f", loss);
    } else {
        printf("  %7s", isfinite(loss) ? "> 1000" : "no number");
    }
}

/* The same pictures from 0 to 255, which lie in pixels. */
static void read_raw(const Source *scaled, Batch *pixels, Source *raw)
{
    enum { COUNT = TRAIN_COUNT + TEST_COUNT };
    Error error;
    end_unless(batch_new(pixels, scaled, COUNT, &error), &error);
    scaled->fill(scaled, scaled->order, COUNT, NULL, pixels);
    for (size_t i = 0; i < COUNT * IN; i++) {
        pixels->x[i] *= 255;
    }
    end_unless(source_numbers(raw, scaled->shape, pixels->x, pixels->labels, 0,
                              COUNT, &error),
               &error);
}

int main(void)
{
    static Curve curves[TRIALS];
    Dataset files = load_files("mnist", "train");
    Source scaled = halves(&files), raw;
    Batch pixels;
    Part train, test;
    read_raw(&scaled, &pixels, &raw);
    cut(&scaled, TRAIN_COUNT, TEST_COUNT, &train, &test);
    for (int t = 0; t < TRIALS; t++) {
        train.source = test.source = trials[t].raw ? &raw : &scaled;
        try(&trials[t], train, test, &curves[t]);
    }
    FILE *file = figure_open("broken_runs.dat");
    FILE *values = figure_open("broken_runs.values");
    printf("%%%% broken\nloss after epoch          0        1        3       "
           "10    right   "
           "silent digits\n");
    for (int t = 0; t < TRIALS; t++) {
        const Curve *c = &curves[t];
        for (int e = 0; e <= EPOCHS; e++) {
            fprintf(file, "%d %g %g\n", e, fmin(c->loss[e], 1e6),
                    c->accuracy[e]);
        }
        fprintf(file, "\n\n");
        if (t == 1 + BROKEN) {
            printf("%%%% further\n");
        }
        if (t <= BROKEN) {
            printf("%-18s", trials[t].name);
            print_loss(c->loss[0]);
            print_loss(c->loss[1]);
            print_loss(c->loss[3]);
            print_loss(c->loss[EPOCHS]);
            printf("   %4.1f %%   %d\n", c->accuracy[EPOCHS],
                   silent_classes(&c->last));
        } else {
            printf("%-28s  loss %.3f  right %.1f %%\n", trials[t].name,
                   c->loss[EPOCHS], c->accuracy[EPOCHS]);
        }
        const char *key = trials[t].key;
        fprintf(values, "broken_runs.%s.loss\t%.3f\n", key, c->loss[EPOCHS]);
        fprintf(values, "broken_runs.%s.right\t%.1f\n", key,
                c->accuracy[EPOCHS]);
        fprintf(values, "broken_runs.%s.start\t%.3f\n", key, c->loss[0]);
        fprintf(values, "broken_runs.%s.dead\t%zu\n", key, c->dead);
        fprintf(values, "broken_runs.%s.silent\t%d\n", key,
                silent_classes(&c->last));
    }
    fprintf(values, "broken_runs.chance\t%.4f\n", log(CLASSES));
    fprintf(values, "broken_runs.floor\t%.3f\n", log(exp(1) + CLASSES - 1) - 1);
    figure_close(file);
    figure_close(values);
    source_free(&scaled);
    source_free(&raw);
    batch_free(&pixels);
    dataset_free(&files);
    return 0;
}
