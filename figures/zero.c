/* One neuron on MNIST, "is it a zero?": its training, its weights and its
   mistakes, and two simpler answers to compare with. */
#include "dataset.h"
#include "figure.h"
#include "perceptron.h"

enum {
    SIDE = 28,
    PIXELS = SIDE * SIDE,
    EPOCHS = 10,
    FIRST = 4,  /* row and column where the picture printed as numbers begins */
    SHOWN = 20, /* its rows and columns */
    WRONG = 10, /* pictures shown of each kind of mistake */
    TILE = SIDE + 2
};

typedef struct Task {
    size_t n;
    real *x;      /* [n][PIXELS], 0 to 1 */
    int *labels;  /* [n], 1 for a zero and -1 for any other digit */
    int *answers; /* [n], given by whoever is tried */
} Task;

static void *allocate(size_t size)
{
    void *memory = malloc(size);
    if (memory == NULL) {
        perror("zero");
        exit(EXIT_FAILURE);
    }
    return memory;
}

static Dataset load(const char *part)
{
    Dataset digits;
    Error error;
    if (!dataset_load(&digits, "mnist", part, &error)) {
        fprintf(stderr, "%s\n", error.text);
        exit(EXIT_FAILURE);
    }
    return digits;
}

static Task is_it_a_zero(const Dataset *digits)
{
    Task task = {digits->count, allocate(digits->count * PIXELS * sizeof(real)),
                 allocate(digits->count * sizeof(int)),
                 allocate(digits->count * sizeof(int))};
    for (size_t i = 0; i < digits->count * PIXELS; i++) {
        task.x[i] = digits->pixels[i] / (real)255;
    }
    for (size_t i = 0; i < digits->count; i++) {
        task.labels[i] = digits->labels[i] == 0 ? 1 : -1;
    }
    return task;
}

static void free_task(Task *task)
{
    free(task->x);
    free(task->labels);
    free(task->answers);
}

static void answer_no(Task *task)
{
    for (size_t i = 0; i < task->n; i++) {
        task->answers[i] = -1;
    }
}

/* A rule by hand: a zero is empty in the middle. */
static void answer_by_the_hole(Task *task)
{
    for (size_t i = 0; i < task->n; i++) {
        const real *x = task->x + i * PIXELS;
        real ink = 0;
        for (size_t row = SIDE / 2 - 1; row <= SIDE / 2; row++) {
            ink += x[row * SIDE + SIDE / 2 - 1] + x[row * SIDE + SIDE / 2];
        }
        task->answers[i] = ink > 0 ? -1 : 1;
    }
}

static void answer_by_neuron(Task *task, const real *w, real b)
{
    for (size_t i = 0; i < task->n; i++) {
        task->answers[i] =
            perceptron_predict(task->x + i * PIXELS, w, b, PIXELS);
    }
}

static bool missed(const Task *task, size_t i)
{
    return task->labels[i] == 1 && task->answers[i] == -1;
}

static bool false_alarm(const Task *task, size_t i)
{
    return task->labels[i] == -1 && task->answers[i] == 1;
}

static size_t how_many(const Task *task, bool (*is)(const Task *task, size_t i))
{
    size_t count = 0;
    for (size_t i = 0; i < task->n; i++) {
        count += is(task, i);
    }
    return count;
}

static double accuracy(const Task *task)
{
    size_t wrong = how_many(task, missed) + how_many(task, false_alarm);
    return 100 * (double)(task->n - wrong) / (double)task->n;
}

static void report(const char *title, const char *key, const Task *task,
                   FILE *values)
{
    size_t not_seen = how_many(task, missed);
    size_t alarms = how_many(task, false_alarm);
    printf("%-20s %7.2f %% %13zu %13zu\n", title, accuracy(task), not_seen,
           alarms);
    fprintf(values, "zero.%s.accuracy\t%.2f\n", key, accuracy(task));
    fprintf(values, "zero.%s.wrong\t%zu\n", key, not_seen + alarms);
    fprintf(values, "zero.%s.missed\t%zu\n", key, not_seen);
    fprintf(values, "zero.%s.alarms\t%zu\n", key, alarms);
}

/* The first zero among the pictures, its middle 20 x 20 pixels. */
static void print_picture(const Dataset *digits)
{
    size_t zero = 0;
    while (digits->labels[zero] != 0) {
        zero++;
    }
    const unsigned char *pixels = digits->pixels + zero * PIXELS;
    printf("%%%% picture\n");
    for (size_t row = FIRST; row < FIRST + SHOWN; row++) {
        for (size_t column = FIRST; column < FIRST + SHOWN; column++) {
            printf("%3d%c", pixels[row * SIDE + column],
                   column + 1 < FIRST + SHOWN ? ' ' : '\n');
        }
    }
}

/* Trains from zero, epoch by epoch, and tries each epoch's neuron. */
static void train(const Task *train_task, Task *test, real *w, real *b,
                  FILE *values)
{
    size_t errors[EPOCHS];
    double lowest = 100, highest = 0;
    printf("%%%% epochs\n       errors in      right on\n"
           "epoch  the 60 000     the test set\n");
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
        perceptron_train(train_task->x, train_task->labels, 1, 1, w, b,
                         errors + epoch, train_task->n, PIXELS);
        answer_by_neuron(test, w, *b);
        printf("%5d %11zu %14.2f %%\n", epoch + 1, errors[epoch],
               accuracy(test));
        lowest = fmin(lowest, accuracy(test));
        highest = fmax(highest, accuracy(test));
    }
    fprintf(values, "zero.epochs\t%d\n", EPOCHS);
    fprintf(values, "zero.lowest\t%.2f\n", lowest);
    fprintf(values, "zero.highest\t%.2f\n", highest);
}

/* The weights as a picture, scaled to between -1 and 1. */
static void write_weights(const real *w)
{
    real largest = 0;
    for (int i = 0; i < PIXELS; i++) {
        largest = fmax(largest, fabs(w[i]));
    }
    FILE *file = figure_open("zero-weights.dat");
    for (int i = 0; i < PIXELS; i++) {
        fprintf(file, "%.3f%c", (double)(w[i] / largest),
                i % SIDE == SIDE - 1 ? '\n' : ' ');
    }
    figure_close(file);
}

/* The first pictures that were missed, and under them the first false alarms,
   as one sheet of tiles. */
static void write_wrong(const Task *task)
{
    static real sheet[2 * TILE][WRONG * TILE];
    int found[2] = {0};
    for (size_t i = 0; i < task->n; i++) {
        int kind = false_alarm(task, i) ? 1 : 0;
        if (task->answers[i] != task->labels[i] && found[kind] < WRONG) {
            for (int pixel = 0; pixel < PIXELS; pixel++) {
                sheet[kind * TILE + pixel / SIDE]
                     [found[kind] * TILE + pixel % SIDE] =
                         task->x[i * PIXELS + pixel];
            }
            found[kind]++;
        }
    }
    FILE *file = figure_open("zero-wrong.dat");
    for (int row = 0; row < 2 * TILE; row++) {
        for (int column = 0; column < WRONG * TILE; column++) {
            fprintf(file, "%.2f ", (double)sheet[row][column]);
        }
        fprintf(file, "\n");
    }
    figure_close(file);
}

int main(void)
{
    Dataset train_digits = load("train"), test_digits = load("t10k");
    Task train_task = is_it_a_zero(&train_digits);
    Task test = is_it_a_zero(&test_digits);
    FILE *values = figure_open("zero.values");
    print_picture(&train_digits);

    static real w[PIXELS];
    real b = 0;
    train(&train_task, &test, w, &b, values);
    write_weights(w);
    answer_by_neuron(&test, w, b);
    write_wrong(&test);

    printf("%%%% answers\n%31s%14s%14s\n", "right", "missed zeros",
           "false alarms");
    answer_no(&test);
    fprintf(values, "zero.zeros\t%zu\n", how_many(&test, missed));
    fprintf(values, "zero.others\t%zu\n", test.n - how_many(&test, missed));
    report("always no", "no", &test, values);
    answer_by_the_hole(&test);
    report("empty in the middle", "hole", &test, values);
    answer_by_neuron(&test, w, b);
    report("one neuron", "neuron", &test, values);

    figure_close(values);
    free_task(&train_task);
    free_task(&test);
    dataset_free(&train_digits);
    dataset_free(&test_digits);
    return 0;
}
