/* nn show: the layers of a network. */
#include "nn.h"

#include "model.h"
#include "net_named.h"
#include "net_text.h"
#include "options.h"
#include "todo.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static json_t *layer_json(const Layer *layer, const View *view)
{
    size_t parameters = layer->weights + layer->biases;
    return json_pack(
        "{s:s, s:s, s:[I,I,I], s:[I,I], s:I, s:f}", "kind", layer->kind->name,
        "name", layer->name, "output", (json_int_t)layer->out.c,
        (json_int_t)layer->out.h, (json_int_t)layer->out.w, "field",
        (json_int_t)view->rows.window, (json_int_t)view->columns.window,
        "parameters", (json_int_t)parameters, "mflop", layer->flops / 1e6);
}

static void print(const Net *net, const View *views, char *text, size_t length,
                  bool as_json)
{
    if (!as_json) {
        net_summary(net, views, text, length);
        fputs(text, stdout);
        return;
    }
    json_t *layers = json_array();
    for (size_t i = 0; i < net->count; i++) {
        json_array_append_new(layers, layer_json(&net->layers[i], &views[i]));
    }
    net_text(net, text, length);
    print_json(json_pack("{s:s, s:I, s:o}", "network", text, "parameters",
                         (json_int_t)net->parameters, "layers", layers));
}

static bool print_net(const Net *net, bool as_json, Error *error)
{
    View *views = malloc(net->count * sizeof *views);
    if (views == NULL) {
        return error_set(error, "no memory for a table");
    }
    bool windows = net_views(net, views);
    const View *shown = windows || as_json ? views : NULL;
    size_t length =
        net_text(net, NULL, 0) + net_summary(net, shown, NULL, 0) + 1;
    char *text = malloc(length);
    bool good = text != NULL ? todo_none(error)
                             : error_set(error, "no memory for a table");
    if (good) {
        print(net, shown, text, length, as_json);
    }
    free(text);
    free(views);
    return good;
}

/* The input's shape is that of MNIST if the text does not say it. */
static bool show_text(const char *words, bool as_json, Error *error)
{
    Net net;
    if (!net_from_words(&net, words, net_input(words), 1, 0, error)) {
        return false;
    }
    bool good = print_net(&net, as_json, error);
    net_free(&net);
    return good;
}

static bool show_model(const char *operand, bool as_json, Error *error)
{
    char path[4096];
    Safetensors file;
    Net net;
    if (!model_open(&file, model_path(operand, path, sizeof path), error)) {
        return false;
    }
    bool good = checkpoint_net(&net, &file, path, 1, error) &&
                print_net(&net, as_json, error);
    net_free(&net);
    safetensors_free(&file);
    return good;
}

int show_command(int argc, char **argv)
{
    bool as_json = false;
    Option options[] = {{"json", 0, FLAG, &as_json, "", "prints a JSON object",
                         0, 0, false, false},
                        {0}};
    Usage usage = {
        "show",
        "NETWORK",
        "Shows the layers of a network: output shape, how much of the input "
        "they see\n(where there are windows), parameters, and the millions of "
        "floating point\noperations of a forward pass for one picture.",
        options,
        1,
        1,
        "NETWORK is a run's folder, a model file, a name (softmax, mlp, deep, "
        "lenet,\nnet32), or layers in words.\n\nExamples:\n"
        "  nn show mlp\n"
        "  nn show \"input 3x32x32, dense 64, relu, dense 10\"\n"
        "  nn show runs/mnist-1\n"};
    int operands;
    Error error;
    struct stat status;
    int result = options_parse(&usage, argc, argv, &operands);
    if (result >= 0) {
        return result;
    }
    const char *operand = argv[operands];
    bool file = stat(operand, &status) == 0 || strchr(operand, '/') != NULL;
    bool good = file ? show_model(operand, as_json, &error)
                     : show_text(operand, as_json, &error);
    return good ? 0 : fail("show", &error);
}
