/* Digits at half their size in a picture of 28 × 28, learned in the middle and
   asked about elsewhere: an MLP, an MLP that has learned them in all places, and
   a small network of convolutions. */
#include "record.h"
#include "scanner.h"

enum {
    PICTURES = 2000,
    COPIES = 4, /* of each, for what learns them in all places */
    TESTED = 1000,
    EPOCHS = 8,
    SEEDS = 3,
    FARTHEST = 8,
    KINDS = 3,
    PIXELS = SIDE * SIDE
};

static const struct {
    const char *name, *network;
    bool moved;
} kinds[KINDS] = {
    {"mlp", "dense 64, relu, dense 10", false},
    {"moved", "dense 64, relu, dense 10", true},
    {"conv",
     "conv 8 5 padding 2 border replicate, relu, max_pool 2, "
     "conv 32 5 padding 2 border replicate, relu, max_pool 14, dense 10",
     false},
};

/* Lays digits into larger pictures, away from the middle by as much as draw
   says: exactly `far`, or anything up to it. */
static void lay(const real *digits, size_t count, int far, bool exactly,
                Rng *rng, real *x)
{
    memset(x, 0, count * PIXELS * sizeof *x);
    for (size_t e = 0; e < count; e++) {
        int down, right;
        do {
            down = (int)rng_below(rng, 2 * (size_t)far + 1) - far;
            right = (int)rng_below(rng, 2 * (size_t)far + 1) - far;
        } while (exactly && abs(down) != far && abs(right) != far);
        int top = (SIDE - HALF) / 2 + down, left = (SIDE - HALF) / 2 + right;
        for (int i = 0; i < IN; i++) {
            int row = top + i / HALF, column = left + i % HALF;
            if (row >= 0 && row < SIDE && column >= 0 && column < SIDE) {
                x[e * PIXELS + (size_t)(row * SIDE + column)] =
                    digits[e * IN + (size_t)i];
            }
        }
    }
}

static Source source_of(const real *x, const int *labels, size_t count)
{
    Source source;
    Error error;
    end_unless(source_numbers(&source, (Shape){1, SIDE, SIDE}, x, labels, 0,
                              count, &error),
               &error);
    return source;
}

/* The labels of the first examples, over and over. */
static int *labels_of(const Dataset *files, size_t count, size_t copies)
{
    int *labels = need(malloc(copies * count * sizeof *labels));
    for (size_t e = 0; e < copies * count; e++) {
        labels[e] = files->labels[e % count];
    }
    return labels;
}

static double sums[KINDS][FARTHEST + 1];

/* Trains one network and asks it about all distances. */
static void try_kind(int kind, uint64_t seed, const real *digits,
                     const int *labels, const real *unseen,
                     const int *other_labels)
{
    real *x = need(malloc(COPIES * PICTURES * PIXELS * sizeof *x));
    Rng rng = rng_seeded(seed);
    size_t copies = kinds[kind].moved ? COPIES : 1;
    for (size_t k = 0; k < copies; k++) {
        lay(digits, PICTURES, kinds[kind].moved ? FARTHEST : 0, false, &rng,
            x + k * PICTURES * PIXELS);
    }
    Source source = source_of(x, labels, copies * PICTURES);
    Part all = source_part(&source, 0, source.count);
    Error error;
    end_unless(source_standardise(&source, all, &error), &error);
    Training how = training("adam", 0.003, "cosine", 50, EPOCHS);
    Run run;
    run_begin(&run, kinds[kind].network, &how, all, (Part){0}, seed);
    for (int e = 0; e < EPOCHS; e++) {
        Epoch epoch = run_epoch(&run);
        double first[] = {epoch.loss, epoch.accuracy};
        record_prefix("shifts", first, 2);
    }
    for (int far = 0; far <= FARTHEST; far++) {
        lay(unseen, TESTED, far, true, &rng, x);
        Source test = source_of(x, other_labels, TESTED);
        test.mean = source.mean;
        test.deviation = source.deviation;
        sums[kind][far] +=
            100 * judge(&run.net, source_part(&test, 0, TESTED)).accuracy /
            SEEDS;
        source_free(&test);
    }
    run_end(&run);
    source_free(&source);
    free(x);
}

int main(void)
{
    Dataset files = load_files("mnist", "train");
    Dataset others = load_files("mnist", "t10k");
    real *digits = half_pictures(&files, PICTURES);
    real *unseen = half_pictures(&others, TESTED);
    int *labels = labels_of(&files, PICTURES, COPIES);
    int *other_labels = labels_of(&others, TESTED, 1);
    for (int kind = 0; kind < KINDS; kind++) {
        for (uint64_t seed = 1; seed <= SEEDS; seed++) {
            try_kind(kind, seed, digits, labels, unseen, other_labels);
        }
    }
    FILE *file = figure_open("shifts.dat"), *values;
    printf("moved by   MLP   MLP, moved in training   convolutions\n");
    for (int far = 0; far <= FARTHEST; far++) {
        printf("%4d     %6.1f %14.1f %20.1f\n", far, sums[0][far], sums[1][far],
               sums[2][far]);
        fprintf(file, "%d %.2f %.2f %.2f\n", far, sums[0][far], sums[1][far],
                sums[2][far]);
    }
    figure_close(file);
    values = figure_open("shifts.values");
    fprintf(values, "shifts.pictures\t%d %03d\n", PICTURES / 1000,
            PICTURES % 1000);
    for (int kind = 0; kind < KINDS; kind++) {
        Net net;
        Error error;
        end_unless(net_new(&net, kinds[kind].network, (Shape){1, SIDE, SIDE}, 1,
                           0, &error),
                   &error);
        fprintf(values, "shifts.%s.parameters\t%zu %03zu\n", kinds[kind].name,
                net.parameters / 1000, net.parameters % 1000);
        fprintf(values, "shifts.%s.near\t%.0f\n", kinds[kind].name,
                sums[kind][0]);
        fprintf(values, "shifts.%s.four\t%.0f\n", kinds[kind].name,
                sums[kind][4]);
        fprintf(values, "shifts.%s.far\t%.0f\n", kinds[kind].name,
                sums[kind][FARTHEST]);
        net_free(&net);
    }
    figure_close(values);
    free(digits);
    free(unseen);
    free(labels);
    free(other_labels);
    dataset_free(&files);
    dataset_free(&others);
    return 0;
}
