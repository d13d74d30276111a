/* nn: trains networks and works with trained ones. */
#define _POSIX_C_SOURCE 200809L

#include "nn.h"

#include "kernels.h"
#include "words.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifndef NN_IMPL
#define NN_IMPL "solutions"
#endif

static const struct {
    const char *name, *purpose;
    int (*run)(int argc, char **argv);
} commands[] = {
    {"train", "train a network, or go on with a training", train_command},
    {"eval", "how good a trained network is, class by class", eval_command},
    {"predict", "what a trained network sees in pictures", predict_command},
    {"look", "what a network looks for, sees, and mistakes", look_command},
    {"show", "the layers of a network", show_command},
    {"plot", "the curves of trainings", plot_command},
    {"data", "what is in a data set, a picture or a model", data_command},
    {"search", "train with many settings, and compare", search_command},
};

enum { COMMANDS = sizeof commands / sizeof commands[0] };

int fail(const char *command, const Error *error)
{
    fprintf(stderr, "nn %s: %s\n", command, error->text);
    return 1;
}

static bool not_json; /* what was to be printed could not be made */
static int reason;    /* errno of what could not be printed, or 0 */

void print_json(json_t *object)
{
    char *text = json_dumps(object, JSON_COMPACT | JSON_REAL_PRECISION(9));
    not_json |= text == NULL;
    if (text != NULL) {
        puts(text);
        reason = fflush(stdout) != 0 ? errno : reason;
    }
    free(text);
    json_decref(object);
}

/* A file that is opened takes the lowest free number. Without a standard output
   what is printed would go into it: so each number is taken, by what cannot be
   written to. */
static void hold_streams(void)
{
    for (int number = 0; number <= STDERR_FILENO; number++) {
        if (fcntl(number, F_GETFD) < 0) {
            (void)open("/dev/null", number == 0 ? O_WRONLY : O_RDONLY);
        }
    }
}

/* The status to exit with: 1 if what was printed got lost. */
static int finish(int status)
{
    bool lost = ferror(stdout) != 0;
    if (fclose(stdout) != 0) {
        lost = true;
        reason = errno;
    }
    if (status == 0 && lost) {
        fprintf(stderr, "nn: the output could not be written%s%s\n",
                reason != 0 ? ": " : "", reason != 0 ? strerror(reason) : "");
        return 1;
    }
    if (status == 0 && not_json) {
        fprintf(stderr, "nn: the output could not be made JSON: expected names "
                        "in UTF-8\n");
        return 1;
    }
    return status;
}

json_t *number_json(double number)
{
    return isfinite(number) ? json_real(number) : json_null();
}

static int help(void)
{
    printf("Usage: nn COMMAND [OPTION]... [OPERAND]...\n\n");
    for (size_t i = 0; i < COMMANDS; i++) {
        printf("  %-10s %s\n", commands[i].name, commands[i].purpose);
    }
    printf(
        "\n\"nn COMMAND --help\" says more, with examples. nn --version "
        "names the kernels.\n"
        "NN_DATA=FOLDER holds the data sets. NN_THREADS=1 works on one thread, "
        "NN_ISA=scalar\nwith the chapters' own kernels, NN_FUSE=0 layer by "
        "layer.\n");
    return 0;
}

static int version(void)
{
    Error error;
    const Kernels *kernels = kernels_choose(&error);
    if (kernels == NULL) {
        fprintf(stderr, "nn: %s\n", error.text);
        return 1;
    }
    printf("nn of Learning to See in C, made with %s/, %s kernels\n", NN_IMPL,
           kernels->name);
    return 0;
}

static int unknown(const char *word)
{
    const char *names[COMMANDS + 1] = {NULL};
    char more[96];
    for (size_t i = 0; i < COMMANDS; i++) {
        names[i] = commands[i].name;
    }
    fprintf(stderr, "nn: there is no command \"%.40s\".%s\n", word,
            suggestion(word, names, more, sizeof more));
    fprintf(stderr, "Try \"nn --help\" for what there is.\n");
    return 2;
}

static int run(int argc, char **argv)
{
    const char *word = argc > 1 ? argv[1] : "--help";
    if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0 ||
        strcmp(word, "help") == 0) {
        return help();
    }
    if (strcmp(word, "--version") == 0) {
        return version();
    }
    for (size_t i = 0; i < COMMANDS; i++) {
        if (strcmp(commands[i].name, word) == 0) {
            return commands[i].run(argc - 1, argv + 1);
        }
    }
    return unknown(word);
}

int main(int argc, char **argv)
{
    hold_streams();
    /* With a student's functions, these are to do the work. */
    if (strcmp(NN_IMPL, "solutions") != 0) {
        setenv("NN_ISA", "scalar", 0);
    }
    return finish(run(argc, argv));
}
