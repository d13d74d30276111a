/* nn eval: how good a trained network is. */
#include "nn.h"

#include "model.h"
#include "options.h"
#include "words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { BATCH = 256 };

static void print_table(const Model *model, const Evaluation *r)
{
    printf("%zu examples  loss %.4f  accuracy %.2f %%\n\n", r->count, r->loss,
           100 * (double)r->accuracy);
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

static json_t *result_json(const Model *model, const Evaluation *r)
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
                     (json_int_t)r->count, "loss", number_json(r->loss),
                     "accuracy", (double)r->accuracy, "confusion", confusion,
                     "classes", classes);
}

static bool run(const char *operand, const ModelWords *words, const char *part,
                bool as_json, Error *error)
{
    char path[4096];
    Model model;
    Dataset set = {0};
    Source source = {0};
    Evaluation result;
    bool test = strcmp(part, "test") == 0;
    if (!test && strcmp(part, "train") != 0) {
        return error_set(error,
                         "--part: expected test or train, found "
                         "\"%.40s\"",
                         part);
    }
    if (!model_load(&model, model_path(operand, path, sizeof path), words,
                    BATCH, error)) {
        return false;
    }
    bool good =
        dataset_load(&set, model.data, test ? "t10k" : "train", error) ||
        suggest(error, dataset_names);
    good = good && source_pictures(&source, &set, false, error);
    if (good) {
        source.mean = model.mean;
        source.deviation = model.deviation;
        good = evaluation_of(&result, &model.net, &losses[0],
                             source_part(&source, 0, source.count), error) &&
               (!isnan(result.loss) ||
                error_set(error, "the network's answers are no numbers"));
    }
    if (good && as_json) {
        print_json(result_json(&model, &result));
    } else if (good) {
        print_table(&model, &result);
    }
    source_free(&source);
    dataset_free(&set);
    model_free(&model);
    return good;
}

int eval_command(int argc, char **argv)
{
    ModelWords words = {.command = "eval"};
    const char *part = "test";
    bool as_json = false;
    Option options[] = {
        {"data", 'd', TEXT, &words.data, "SET",
         "another set than it was trained on", 0, 0, false, false},
        {"part", 0, TEXT, &part, "PART", "test or train", 0, 0, false, false},
        {"network", 0, TEXT, &words.network, "NETWORK",
         "of a model file that does not say it", 0, 0, false, false},
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
        "MODEL is a run's folder, of which the best model is taken, or a file. "
        "A\nsafetensors file of another program, such as PyTorch, does not say "
        "which network\nit holds; --network does, with layers named as its "
        "tensors are: conv1.weight,\nconv1.bias and so on.\n\nExamples:\n"
        "  nn eval runs/mnist-1\n"
        "  nn eval runs/mnist-1/last.safetensors --json\n"
        "  nn eval mnist_cnn.safetensors --network=lenet --data=mnist\n"};
    int operands;
    Error error;
    int result = options_parse(&usage, argc, argv, &operands);
    if (result >= 0) {
        return result;
    }
    bool good = run(argv[operands], &words, part, as_json, &error);
    return good ? 0 : fail("eval", &error);
}
