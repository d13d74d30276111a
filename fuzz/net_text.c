/* Networks in words: built or refused; a network's own text builds the same. */
#include "net_text.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT = 4096, NUMBERS = 1 << 16 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static bool is_small(const Net *net)
{
    size_t numbers = net->parameters;
    for (size_t i = 0; i < net->count && numbers < NUMBERS; i++) {
        size_t here = shape_size(net->layers[i].out);
        numbers += here < NUMBERS ? here : NUMBERS;
    }
    return numbers < NUMBERS;
}

static void check_text(const Net *net)
{
    static char text[16 * TEXT], again[16 * TEXT];
    Net copy;
    Error error;
    if (net_text(net, text, sizeof text) >= sizeof text) {
        return;
    }
    if (!net_parse(&copy, text, (Shape){0}, &error)) {
        fprintf(stderr, "%s\n%s\n", text, error.text);
        abort();
    }
    net_text(&copy, again, sizeof again);
    if (strcmp(text, again) != 0 || copy.parameters != net->parameters) {
        fprintf(stderr, "%s\n%s\n", text, again);
        abort();
    }
    net_free(&copy);
}

static void compute(const char *text)
{
    Net net;
    Error error;
    if (net_new(&net, text, (Shape){0}, 2, 1, &error)) {
        real *x = calloc(2 * shape_size(net.layers[0].out), sizeof *x);
        net_forward(&net, x, 2, TRAIN);
        net_backward(&net, NULL);
        free(x);
    }
    net_free(&net);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    char text[TEXT + 1];
    Net net;
    Error error;
    if (size > TEXT) {
        return 0;
    }
    memcpy(text, bytes, size);
    text[size] = '\0';
    bool good = net_parse(&net, text, (Shape){0}, &error);
    if (good) {
        check_text(&net);
    }
    good = good && is_small(&net);
    net_free(&net);
    if (good) {
        compute(text);
    }
    return 0;
}
