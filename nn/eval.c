/* nn eval: how good a trained network is. */
#include "nn.h"

#include "model.h"
#include "options.h"
#include "samples.h"
#include "todo.h"
#include "training.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BATCH = 256 };

typedef struct Result {
    size_t examples;
    double loss;
    real accuracy;
    real precision[DATASET_CLASSES], recall[DATASET_CLASSES];
    real f1[DATASET_CLASSES];
    size_t counts[DATASET_CLASSES * DATASET_CLASSES];
} Result;

static bool compute(Model *model, Samples *samples, Result *result,
                    Error *error)
{
    int *answers = malloc(samples->count * sizeof *answers);
    if (answers == NULL) {
        return error_set(error, "no memory for %zu answers", samples->count);
    }
    size_t n = samples->count;
    standardise(samples->x, model->mean, model->deviation,
                n * samples->rows * samples->columns);
    result->examples = n;
    result->loss = (double)evaluate(&model->net, &losses[0], samples->x,
                                    samples->labels, answers, n);
    if (todo_met() == NULL) {
        confusion_matrix(samples->labels, answers, result->counts, n,
                         DATASET_CLASSES);
        metrics(result->counts, &result->accuracy, result->precision,
                result->recall, result->f1, DATASET_CLASSES);
    }
    free(answers);
    if (todo_met() != NULL) {
        return error_set(error, "exercise %s is not written yet", todo_met());
    }
    return !isnan(result->loss) ||
           error_set(error, "the network's answers are no numbers");
}

static bool fits(const Model *model, const Dataset *set, const char *data,
                 Error *error)
{
    Shape in = model->net.layers[0].out;
    if (shape_size(in) != set->rows * set->columns) {
        char shape[SHAPE_TEXT];
        return error_set(error, "%s: expected pictures of %s, found %zux%zu",
                         data, shape_text(in, shape), set->rows, set->columns);
    }
    return model->classes == DATASET_CLASSES ||
           error_set(error, "expected a model of %d classes, found %zu",
                     DATASET_CLASSES, model->classes);
}

static void print_table(const Model *model, const Result *r)
{
    printf("%zu examples  loss %.4f  accuracy %.2f %%\n\n", r->examples,
           r->loss, 100 * (double)r->accuracy);
    printf("%-12s%6s", "is \\ seen as", "");
    for (size_t k = 0; k < DATASET_CLASSES; k++) {
        printf(" %6.6s", model->names[k]);
    }
    printf("\n");
    for (size_t t = 0; t < DATASET_CLASSES; t++) {
        printf("%-12.12s%6s", model->names[t], "");
        for (size_t a = 0; a < DATASET_CLASSES; a++) {
            printf(" %6zu", r->counts[t * DATASET_CLASSES + a]);
        }
        printf("\n");
    }
    printf("\n%-12s %10s %10s %10s\n", "class", "precision", "recall", "F1");
    for (size_t k = 0; k < DATASET_CLASSES; k++) {
        printf("%-12.12s %8.2f %% %8.2f %% %8.2f %%\n", model->names[k],
               100 * (double)r->precision[k], 100 * (double)r->recall[k],
               100 * (double)r->f1[k]);
    }
}

static json_t *result_json(const Model *model, const Result *r)
{
    json_t *classes = json_array(), *confusion = json_array();
    for (size_t t = 0; t < DATASET_CLASSES; t++) {
        json_t *row = json_array();
        for (size_t a = 0; a < DATASET_CLASSES; a++) {
            size_t count = r->counts[t * DATASET_CLASSES + a];
            json_array_append_new(row, json_integer((json_int_t)count));
        }
        json_array_append_new(confusion, row);
        json_array_append_new(
            classes, json_pack("{s:s, s:f, s:f, s:f}", "class", model->names[t],
                               "precision", (double)r->precision[t], "recall",
                               (double)r->recall[t], "f1", (double)r->f1[t]));
    }
    return json_pack("{s:I, s:o, s:f, s:o, s:o}", "examples",
                     (json_int_t)r->examples, "loss", number_json(r->loss),
                     "accuracy", (double)r->accuracy, "confusion", confusion,
                     "classes", classes);
}

static bool run(const char *operand, const char *data, const char *part,
                bool as_json, Error *error)
{
    char path[4096];
    Model model;
    Dataset set = {0};
    Samples samples = {0};
    Result result = {0};
    if (strcmp(part, "test") != 0 && strcmp(part, "train") != 0) {
        return error_set(error,
                         "--part: expected test or train, found "
                         "\"%.40s\"",
                         part);
    }
    if (!model_load(&model, model_path(operand, path, sizeof path), BATCH,
                    error)) {
        return false;
    }
    data = data != NULL ? data : model.data;
    bool good =
        data_load(&set, data, *part == 't' && part[1] == 'e' ? "t10k" : "train",
                  error) &&
        fits(&model, &set, data, error) &&
        samples_new(&samples, &set, NULL, error) &&
        compute(&model, &samples, &result, error);
    if (good && as_json) {
        print_json(result_json(&model, &result));
    } else if (good) {
        print_table(&model, &result);
    }
    samples_free(&samples);
    dataset_free(&set);
    model_free(&model);
    return good;
}

int eval_command(int argc, char **argv)
{
    const char *data = NULL, *part = "test";
    bool as_json = false;
    Option options[] = {
        {"data", 'd', TEXT, &data, "SET", "another set than it was trained on",
         0, 0, false, false},
        {"part", 0, TEXT, &part, "PART", "test or train", 0, 0, false, false},
        {"json", 0, FLAG, &as_json, "", "prints a JSON object", 0, 0, false,
         false},
        {0}};
    Usage usage = {
        "eval",
        "MODEL",
        "Says how good a trained network is on the test set: accuracy, which "
        "class was\ntaken for which, precision, recall and F1 of each class.",
        options,
        1,
        1,
        "MODEL is a run's folder, of which the best model is taken, or a file."
        "\n\nExamples:\n  nn eval runs/mnist-1\n  nn eval "
        "runs/mnist-1/last.safetensors --json\n"};
    int operands;
    Error error;
    int result = options_parse(&usage, argc, argv, &operands);
    if (result >= 0) {
        return result;
    }
    bool good = run(argv[operands], data, part, as_json, &error);
    return good ? 0 : fail("eval", &error);
}
