#include "net_text.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- Reading ---- */

/* A word of the text, or a comma or a colon; at the end it has no length. */
typedef struct Word {
    const char *start;
    size_t length;
} Word;

typedef struct Parser {
    Net *net;
    const char *text;
    Word word; /* the one to be looked at */
    Error *error;
} Parser;

/* Goes on to the next word; returns the one before. */
static Word advance(Parser *p)
{
    Word before = p->word;
    const char *start = before.start + before.length;
    start += strspn(start, " \t\r\n");
    size_t length = strcspn(start, " \t\r\n,:");
    if (length == 0 && *start != '\0') {
        length = 1;
    }
    p->word = (Word){start, length};
    return before;
}

static bool is(Word word, const char *text)
{
    return word.length == strlen(text) &&
           memcmp(word.start, text, word.length) == 0;
}

static bool ends_layer(Word word)
{
    return word.length == 0 || is(word, ",");
}

/* Sets the error: a message, and below it the text with a mark under the word.
   Of a long text only the neighbourhood is shown. */
static bool complain(const Parser *p, Word at, const char *format, ...)
{
    enum { BEFORE = 44, SHOWN = 72 };
    static const char mark[] = "^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~";
    char message[288], shown[SHOWN + 1];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);

    size_t offset = (size_t)(at.start - p->text);
    size_t from = offset > BEFORE ? offset - BEFORE : 0;
    size_t length = 0;
    for (; length < SHOWN && p->text[from + length] != '\0'; length++) {
        unsigned char c = (unsigned char)p->text[from + length];
        shown[length] = isprint(c) ? (char)c : isspace(c) ? ' ' : '?';
    }
    shown[length] = '\0';
    size_t room = SHOWN - (offset - from);
    int marked = (int)(at.length == 0     ? 1
                       : at.length < room ? at.length
                                          : room);
    return error_set(p->error, "%s\n  %s\n  %*s%.*s", message, shown,
                     (int)(offset - from), "", marked, mark);
}

/* A word as messages quote it. */
typedef struct Quote {
    char text[48];
} Quote;

static Quote quote(Word word)
{
    Quote q = {"the end"};
    if (word.length > 0) {
        snprintf(q.text, sizeof q.text, "\"%.*s\"",
                 word.length < 40 ? (int)word.length : 40, word.start);
    }
    return q;
}

/* The index of the layer of that name; net->count without one. */
static size_t find_layer(const Net *net, Word name)
{
    size_t i = 0;
    while (i < net->count &&
           !(name.length > 0 && is(name, net->layers[i].name))) {
        i++;
    }
    return i;
}

/* "input, a, b": the names that a layer can read. */
static const char *list_names(const Net *net, char *text, size_t size)
{
    size_t length = 0;
    for (size_t i = 0; i < net->count && length < size; i++) {
        const char *name = net->layers[i].name;
        if (*name != '\0') {
            length += (size_t)snprintf(text + length, size - length, "%s%s",
                                       length > 0 ? ", " : "", name);
        }
    }
    return text;
}

/* The mark that a word behind a layer makes; NULL if it is none. */
static bool *find_mark(Layer *layer, Word word)
{
    return is(word, "frozen")   ? &layer->frozen
           : is(word, "output") ? &layer->output
                                : NULL;
}

static bool parse_name(const Parser *p, Word word, Layer *layer)
{
    size_t good = strspn(word.start, "abcdefghijklmnopqrstuvwxyz_0123456789"
                                     "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    if (good < word.length || !isalpha((unsigned char)*word.start) ||
        word.length >= LAYER_NAME) {
        return complain(p, word,
                        "expected a name: a letter, then letters, digits and "
                        "_, %d at most; found %s",
                        LAYER_NAME - 1, quote(word).text);
    }
    if (find_layer(p->net, word) < p->net->count || is(word, "from") ||
        find_mark(layer, word) != NULL ||
        layer_kind(word.start, word.length) != NULL) {
        return complain(p, word, "expected a name that is not taken, found %s",
                        quote(word).text);
    }
    memcpy(layer->name, word.start, word.length);
    return true;
}

/* One of the words that the argument may be; its value is its index. */
static bool parse_word(Parser *p, const Layer *layer, const Argument *argument,
                       double *value)
{
    char words[120] = "";
    size_t length = 0;
    for (size_t i = 0; argument->words[i] != NULL; i++) {
        if (is(p->word, argument->words[i])) {
            *value = (double)i;
            advance(p);
            return true;
        }
        if (length < sizeof words) {
            length +=
                (size_t)snprintf(words + length, sizeof words - length, "%s%s",
                                 i > 0 ? ", " : "", argument->words[i]);
        }
    }
    return complain(p, p->word, "%s: expected %s, one of %s, found %s",
                    layer->kind->name, argument->name, words,
                    quote(p->word).text);
}

static bool is_within(const Argument *argument, double value)
{
    return value >= argument->least && value <= argument->most;
}

/* "5" or "5x3": the number for rows and that for columns. */
static bool read_pair(Word word, double *value, double *across)
{
    size_t a, b;
    char text[32] = "";
    int first = 0, second = 0;
    if (word.length >= sizeof text || !isdigit((unsigned char)*word.start) ||
        strspn(word.start, "0123456789x") != word.length) {
        return false;
    }
    memcpy(text, word.start, word.length);
    int count = sscanf(text, "%9zu%nx%9zu%n", &a, &first, &b, &second);
    *value = (double)a;
    *across = count == 2 ? (double)b : *value;
    return (size_t)(count == 2 ? second : first) == word.length;
}

static bool read_number(Word word, bool whole, double *value)
{
    char *end;
    *value = strtod(word.start, &end);
    return word.length > 0 && end == word.start + word.length &&
           (!whole || strspn(word.start, "0123456789") == word.length);
}

static bool parse_argument(Parser *p, Layer *layer, size_t i)
{
    const Argument *argument = &layer->kind->argument[i];
    double *value = &layer->argument[i], *across = &layer->across[i];
    Word word = p->word;
    if (argument->words != NULL) {
        return parse_word(p, layer, argument, value);
    }
    bool good = argument->pair ? read_pair(word, value, across)
                               : read_number(word, argument->whole, value);
    if (!argument->pair) {
        *across = *value;
    }
    if (!good || !is_within(argument, *value) ||
        !is_within(argument, *across)) {
        return complain(
            p, word, "%s: expected %s, a %s from %.10g to %.10g%s, found %s",
            layer->kind->name, argument->name,
            argument->whole ? "whole number" : "number", argument->least,
            argument->most, argument->pair ? " or two of them such as 5x3" : "",
            quote(word).text);
    }
    advance(p);
    return true;
}

/* The index of the argument of that name, if it is one that may be left out;
   else LAYER_ARGUMENTS. */
static size_t find_option(const Argument *argument, Word name)
{
    for (size_t i = 0; i < LAYER_ARGUMENTS && argument[i].name; i++) {
        if (!isnan(argument[i].fallback) && is(name, argument[i].name)) {
            return i;
        }
    }
    return LAYER_ARGUMENTS;
}

static bool parse_arguments(Parser *p, Layer *layer)
{
    const Argument *argument = layer->kind->argument;
    for (size_t i = 0; i < LAYER_ARGUMENTS && argument[i].name; i++) {
        layer->argument[i] = layer->across[i] = argument[i].fallback;
        if (isnan(argument[i].fallback) && !parse_argument(p, layer, i)) {
            return false;
        }
    }
    size_t i;
    while ((i = find_option(argument, p->word)) < LAYER_ARGUMENTS) {
        advance(p);
        if (!parse_argument(p, layer, i)) {
            return false;
        }
    }
    return true;
}

static bool parse_mark(Parser *p, Layer *layer)
{
    bool *mark = find_mark(layer, p->word);
    if (mark != NULL) {
        *mark = true;
        advance(p);
    }
    return mark != NULL;
}

/* One input: "NAME", a further one, or "from NAME", the first. */
static bool parse_input(Parser *p, Layer *layer)
{
    char names[120];
    bool first = is(p->word, "from");
    if (first) {
        advance(p);
    } else if (!layer->kind->joins) {
        return complain(p, p->word, "%s: expected a comma or the end, found %s",
                        layer->kind->name, quote(p->word).text);
    }
    size_t named = find_layer(p->net, p->word);
    if (named == p->net->count) {
        return complain(p, p->word,
                        "%s: expected the name of an earlier layer (%s), "
                        "found %s",
                        layer->kind->name,
                        list_names(p->net, names, sizeof names),
                        quote(p->word).text);
    }
    if (!first && layer->inputs == LAYER_INPUTS) {
        return complain(p, p->word, "%s: expected at most %d inputs",
                        layer->kind->name, LAYER_INPUTS);
    }
    advance(p);
    layer->input[first ? 0 : layer->inputs++] = named;
    return true;
}

static const LayerKind *parse_kind(const Parser *p, Word word)
{
    const LayerKind *kind = layer_kind(word.start, word.length);
    if (kind == NULL) {
        char kinds[200];
        size_t length = 0;
        for (size_t i = 0; layer_kinds[i] != NULL && length < sizeof kinds;
             i++) {
            length +=
                (size_t)snprintf(kinds + length, sizeof kinds - length, "%s%s",
                                 length > 0 ? ", " : "", layer_kinds[i]->name);
        }
        complain(p, word, "expected a layer (%s), found %s", kinds,
                 quote(word).text);
    }
    return kind;
}

static bool parse_layer(Parser *p)
{
    Layer layer = {.input = {p->net->count - 1}, .inputs = 1};
    Word word = advance(p);
    if (is(p->word, ":")) {
        if (!parse_name(p, word, &layer)) {
            return false;
        }
        advance(p);
        word = advance(p);
    }
    layer.kind = parse_kind(p, word);
    if (layer.kind == NULL || !parse_arguments(p, &layer)) {
        return false;
    }
    while (!ends_layer(p->word) || (layer.kind->joins && layer.inputs < 2)) {
        if (!parse_mark(p, &layer) && !parse_input(p, &layer)) {
            return false;
        }
    }
    Error problem;
    return net_add(p->net, &layer, &problem) ||
           complain(p, word, "%s", problem.text);
}

/* "784", "28x28" or "3x32x32". */
static bool parse_shape(Parser *p, Shape *shape)
{
    char text[SHAPE_TEXT] = "";
    Word word = p->word;
    size_t a, b, c;
    int end = 0, count = 0;
    if (word.length < sizeof text &&
        strspn(word.start, "0123456789x") == word.length) {
        memcpy(text, word.start, word.length);
        count =
            sscanf(text, "%9zu%nx%9zu%nx%9zu%n", &a, &end, &b, &end, &c, &end);
    }
    *shape = count == 3   ? (Shape){a, b, c}
             : count == 2 ? (Shape){1, a, b}
             : count == 1 ? (Shape){a, 1, 1}
                          : (Shape){0};
    if (shape_size(*shape) == 0 || (size_t)end != word.length) {
        return complain(p, word,
                        "input: expected a shape such as 784, 28x28 or "
                        "3x32x32, found %s",
                        quote(word).text);
    }
    advance(p);
    return true;
}

/* The shape at the beginning of the text, if it is there, and a comma. */
static bool parse_beginning(Parser *p, Shape *input)
{
    Word word = p->word;
    Shape given = *input;
    if (!is(word, "input")) {
        return given.c > 0 ||
               complain(p, word,
                        "expected the input's shape first, such as "
                        "\"input 28x28\", found %s",
                        quote(word).text);
    }
    advance(p);
    Word shape = p->word;
    if (!parse_shape(p, input)) {
        return false;
    }
    if (given.c > 0 && memcmp(&given, input, sizeof given) != 0) {
        char expected[SHAPE_TEXT], found[SHAPE_TEXT];
        return complain(p, shape, "input: expected %s, found %s",
                        shape_text(given, expected), shape_text(*input, found));
    }
    if (!is(p->word, ",")) {
        return complain(p, p->word, "expected a comma and a layer, found %s",
                        quote(p->word).text);
    }
    advance(p);
    return true;
}

bool net_parse(Net *net, const char *text, Shape input, Error *error)
{
    *net = (Net){0};
    Parser p = {net, text, {text, 0}, error};
    size_t layers = 2; /* the input, and one more than there are commas */
    for (const char *c = text; *c != '\0'; c++) {
        layers += *c == ',';
    }
    advance(&p);
    if (!parse_beginning(&p, &input) || !net_begin(net, input, layers, error)) {
        return false;
    }
    while (parse_layer(&p)) {
        if (p.word.length == 0) {
            return true;
        }
        advance(&p); /* the comma */
    }
    return false;
}

bool net_new(Net *net, const char *text, Shape input, size_t batch,
             uint64_t seed, Error *error)
{
    if (net_parse(net, text, input, error) &&
        net_end(net, batch, seed, error)) {
        return true;
    }
    net_free(net);
    return false;
}

/* ---- Writing ---- */

/* A text that is written piece by piece; what does not fit is only counted. */
typedef struct Text {
    char *start;
    size_t size, length;
} Text;

static void append(Text *text, const char *format, ...)
{
    size_t used = text->length < text->size ? text->length : text->size;
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(text->size > 0 ? text->start + used : NULL,
                           text->size - used, format, arguments);
    va_end(arguments);
    text->length += length > 0 ? (size_t)length : 0;
}

/* With as few digits as give the same number again; or its word. */
static void append_argument(Text *text, const Layer *layer, size_t i)
{
    const Argument *argument = &layer->kind->argument[i];
    double number = layer->argument[i], across = layer->across[i];
    if (argument->words != NULL) {
        append(text, " %s", argument->words[(size_t)number]);
        return;
    }
    if (argument->pair && number != across) {
        append(text, " %.0fx%.0f", number, across);
        return;
    }
    char digits[64]; /* more than gcc fears it may take */
    int precision = argument->whole ? 17 : 6;
    do {
        snprintf(digits, sizeof digits, "%.*g", precision, number);
    } while (strtod(digits, NULL) != number && precision++ < 17);
    append(text, " %s", digits);
}

static void append_layer(Text *text, const Net *net, size_t number)
{
    const Layer *layer = &net->layers[number];
    const Argument *argument = layer->kind->argument;
    if (layer->inputs == 0) {
        append(text, "input");
        return;
    }
    if (*layer->name != '\0') {
        append(text, "%s: ", layer->name);
    }
    append(text, "%s", layer->kind->name);
    for (size_t i = 0; i < LAYER_ARGUMENTS && argument[i].name; i++) {
        if (isnan(argument[i].fallback)) {
            append_argument(text, layer, i);
        } else if (layer->argument[i] != argument[i].fallback ||
                   (argument[i].pair &&
                    layer->across[i] != argument[i].fallback)) {
            append(text, " %s", argument[i].name);
            append_argument(text, layer, i);
        }
    }
    for (size_t k = 1; k < layer->inputs; k++) {
        append(text, " %s", net->layers[layer->input[k]].name);
    }
    if (layer->input[0] != number - 1) {
        append(text, " from %s", net->layers[layer->input[0]].name);
    }
    if (layer->frozen) {
        append(text, " frozen");
    }
    if (layer->output && number + 1 < net->count) {
        append(text, " output");
    }
}

size_t net_text(const Net *net, char *text, size_t size)
{
    Text t = {.size = size};
    t.start = text;
    char shape[SHAPE_TEXT];
    append(&t, "input %s", shape_text(net->layers[0].out, shape));
    for (size_t i = 1; i < net->count; i++) {
        append(&t, ", ");
        append_layer(&t, net, i);
    }
    return t.length;
}

/* The column of the receptive field, if there is one. */
static void append_view(Text *text, const View *view)
{
    char field[SHAPE_TEXT];
    snprintf(field, sizeof field, "%zux%zu", view->rows.window,
             view->columns.window);
    append(text, " %9s", field);
}

/* A row of the summary: the layer in words, filled up to width. */
static void append_row(Text *text, const Net *net, const View *views,
                       size_t number, int width)
{
    const Layer *layer = &net->layers[number];
    char shape[SHAPE_TEXT];
    size_t before = text->length;
    append_layer(text, net, number);
    append(text, "%*s %12s", width - (int)(text->length - before), "",
           shape_text(layer->out, shape));
    if (views != NULL) {
        append_view(text, &views[number]);
    }
    append(text, " %12zu %10.3f\n", layer->weights + layer->biases,
           layer->flops / 1e6);
}

size_t net_summary(const Net *net, const View *views, char *text, size_t size)
{
    Text t = {.size = size};
    t.start = text;
    double flops = 0;
    int width = 5, sees = views != NULL ? 10 : 0;
    for (size_t i = 1; i < net->count; i++) {
        Text words = {0};
        append_layer(&words, net, i);
        width = width > (int)words.length ? width : (int)words.length;
        flops += net->layers[i].flops;
    }
    append(&t, "%-*s %12s%*s %12s %10s\n", width, "layer", "output", sees,
           sees > 0 ? "sees" : "", "parameters", "MFLOP");
    for (size_t i = 0; i < net->count; i++) {
        append_row(&t, net, views, i, width);
    }
    append(&t, "%-*s %12s%*s %12zu %10.3f\n", width, "total", "", sees, "",
           net->parameters, flops / 1e6);
    return t.length;
}
