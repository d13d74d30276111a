#include "options.h"

#include "words.h"

#include <errno.h>
#include <getopt.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_OPTIONS = 40, LONG_ONLY = 1000, HELP = 'h' };

/* What getopt_long needs. */
typedef struct Tables {
    struct option longs[MOST_OPTIONS + 2];
    const char *names[MOST_OPTIONS + 2];
    char letters[2 * MOST_OPTIONS + 4];
    size_t count;
} Tables;

static Tables make_tables(const Option *options)
{
    Tables t = {.letters = ":h"};
    size_t used = 2;
    for (const Option *o = options; o->name != NULL && t.count < MOST_OPTIONS;
         o++) {
        t.names[t.count] = o->name;
        t.longs[t.count] = (struct option){
            o->name, o->type == FLAG ? no_argument : required_argument, NULL,
            LONG_ONLY + (int)t.count};
        t.count++;
        if (o->letter != 0) {
            t.letters[used++] = o->letter;
            if (o->type != FLAG) {
                t.letters[used++] = ':';
            }
        }
    }
    t.names[t.count] = "help";
    t.longs[t.count] = (struct option){"help", no_argument, NULL, HELP};
    return t;
}

static void print_option(const Option *o)
{
    char left[64];
    int length =
        o->letter != 0
            ? snprintf(left, sizeof left, "  -%c, --%s", o->letter, o->name)
            : snprintf(left, sizeof left, "      --%s", o->name);
    if (o->type != FLAG) {
        snprintf(left + length, sizeof left - (size_t)length, "=%s",
                 o->argument);
    }
    printf("%-30s %s", left, o->help);
    if (o->type == WHOLE) {
        printf(" [%zu]", *(size_t *)o->value);
    } else if (o->type == NUMBER && !isnan(*(double *)o->value)) {
        printf(" [%g]", *(double *)o->value);
    } else if (o->type == TEXT && *(const char **)o->value != NULL) {
        printf(" [%s]", *(const char **)o->value);
    }
    printf("\n");
}

static void print_help(const Usage *usage)
{
    printf("Usage: nn %s [OPTION]...%s%s\n%s\n\n", usage->command,
           *usage->operands != '\0' ? " " : "", usage->operands,
           usage->purpose);
    for (const Option *o = usage->options; o->name != NULL; o++) {
        print_option(o);
    }
    printf("  -h, --help                   say this\n\n%s", usage->examples);
}

static int mistake(const Usage *usage, const char *message, const char *more)
{
    fprintf(stderr, "nn %s: %s.%s\nTry \"nn %s --help\" for what there is.\n",
            usage->command, message, more, usage->command);
    return 2;
}

static bool set_number(const Option *option, double value, Error *error)
{
    bool whole = option->type == WHOLE;
    if (!(value >= option->least && value <= option->most) ||
        (whole && value != floor(value))) {
        return error_set(error, "--%s: expected a %snumber from %.10g to %.10g",
                         option->name, whole ? "whole " : "", option->least,
                         option->most);
    }
    if (whole) {
        *(size_t *)option->value = (size_t)value;
    } else {
        /* As config.json can hold it and still look as it was typed. */
        char digits[32];
        snprintf(digits, sizeof digits, "%.15g", value);
        *(double *)option->value = strtod(digits, NULL);
    }
    return true;
}

static bool set_option(Option *option, const char *text, Error *error)
{
    option->given = true;
    if (option->type == FLAG) {
        *(bool *)option->value = true;
        return true;
    }
    if (option->type == TEXT) {
        *(const char **)option->value = text;
        return true;
    }
    if (option->type == LIST) {
        TextList *list = option->value;
        if (list->count == LISTED) {
            return error_set(error, "--%s: expected at most %d times",
                             option->name, LISTED);
        }
        list->texts[list->count++] = text;
        return true;
    }
    char *end;
    double value = strtod(text, &end);
    Error reason;
    if (end == text || *end != '\0') {
        value = NAN;
    }
    return set_number(option, value, &reason) ||
           error_set(error, "%s, found \"%.40s\"", reason.text, text);
}

/* "--epohcs=3" or "-x", which getopt_long did not know or not like. */
static int wrong_option(const Usage *usage, const Tables *tables, int code,
                        int letter, const char *word)
{
    char message[160], name[64], more[96] = "";
    const char *known = NULL;
    for (size_t i = 0; i < tables->count; i++) {
        if (tables->longs[i].val == letter) {
            known = tables->names[i];
        }
    }
    if (code == ':') {
        snprintf(message, sizeof message, "%.60s needs a value", word);
    } else if (known != NULL) {
        snprintf(message, sizeof message, "--%s takes no value", known);
    } else if (strncmp(word, "--", 2) != 0) {
        snprintf(message, sizeof message, "there is no option -%c", letter);
    } else {
        snprintf(name, sizeof name, "%.*s", (int)strcspn(word + 2, "="),
                 word + 2);
        snprintf(message, sizeof message, "there is no option --%s", name);
        const char *nearest = nearest_word(name, tables->names);
        if (nearest != NULL) {
            snprintf(more, sizeof more, " Did you mean --%s?", nearest);
        }
    }
    return mistake(usage, message, more);
}

static Option *option_of(const Usage *usage, int code)
{
    if (code >= LONG_ONLY) {
        return &usage->options[code - LONG_ONLY];
    }
    Option *o = usage->options;
    while (o->letter != code) {
        o++;
    }
    return o;
}

int options_parse(const Usage *usage, int argc, char **argv, int *operands)
{
    Tables tables = make_tables(usage->options);
    Error error;
    int code;
    optind = 1;
    opterr = 0;
    while ((code = getopt_long(argc, argv, tables.letters, tables.longs,
                               NULL)) != -1) {
        if (code == HELP) {
            print_help(usage);
            return 0;
        }
        if (code == '?' || code == ':') {
            return wrong_option(usage, &tables, code, optopt, argv[optind - 1]);
        }
        if (!set_option(option_of(usage, code), optarg, &error)) {
            return mistake(usage, error.text, "");
        }
    }
    *operands = optind;
    size_t count = (size_t)(argc - optind);
    if (count < usage->least || count > usage->most) {
        snprintf(
            error.text, sizeof error.text, "expected %s, found %zu operands",
            *usage->operands != '\0' ? usage->operands : "no operands", count);
        return mistake(usage, error.text, "");
    }
    return -1;
}

/* ---- As JSON ---- */

static json_t *value_json(const Option *o)
{
    switch (o->type) {
    case FLAG:
        return json_boolean(*(bool *)o->value);
    case WHOLE:
        return json_integer((json_int_t) * (size_t *)o->value);
    case NUMBER:
        return json_real(*(double *)o->value);
    default:
        return json_string(*(const char **)o->value);
    }
}

json_t *options_json(const Option *options)
{
    json_t *object = json_object();
    for (const Option *o = options; o->name != NULL; o++) {
        json_t *value = o->kept ? value_json(o) : NULL;
        if (value != NULL) {
            json_object_set_new(object, o->name, value);
        }
    }
    return object;
}

bool options_from_json(Option *options, const json_t *object, Error *error)
{
    for (Option *o = options; o->name != NULL; o++) {
        const json_t *value = o->kept ? json_object_get(object, o->name) : NULL;
        if (value == NULL) {
            continue;
        }
        if (o->type == TEXT   ? !json_is_string(value)
            : o->type == FLAG ? !json_is_boolean(value)
                              : !json_is_number(value)) {
            return error_set(error, "%s: its value has another type", o->name);
        }
        if (o->type == TEXT) {
            *(const char **)o->value = json_string_value(value);
        } else if (o->type == FLAG) {
            *(bool *)o->value = json_is_true(value);
        } else if (!set_number(o, json_number_value(value), error)) {
            return false;
        }
    }
    return true;
}
