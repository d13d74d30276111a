/* nn plot: curves of runs. */
#define _POSIX_C_SOURCE 200809L

#include "plot.h"

#include "nn.h"
#include "options.h"

#include <ctype.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LONGEST = 4000 };

/* The format of a file's name, as gnuplot calls it; NULL if it is another. */
static const char *terminal_for(const char *output)
{
    static const char *const known[][2] = {{".png", "pngcairo size 1000,700"},
                                           {".svg", "svg size 1000,700"},
                                           {".pdf", "pdfcairo size 20cm,14cm"}};
    const char *dot = strrchr(output, '.');
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (dot != NULL && strcmp(dot, known[i][0]) == 0) {
            return known[i][1];
        }
    }
    return NULL;
}

/* A text in gnuplot's single quotes. */
static void print_quoted(FILE *to, const char *text)
{
    fputc('\'', to);
    for (; *text != '\0'; text++) {
        if (*text == '\'') {
            fputc('\'', to);
        }
        fputc(*text, to);
    }
    fputc('\'', to);
}

/* A control character in a name would end gnuplot's line. */
static bool check_name(const char *name, Error *error)
{
    for (const char *c = name; *c != '\0'; c++) {
        if (iscntrl((unsigned char)*c) || c - name >= LONGEST) {
            return error_set(error, "a name is too long or holds control "
                                    "characters");
        }
    }
    return true;
}

static bool check_folder(const char *folder, Error *error)
{
    char path[LONGEST + 16];
    if (!check_name(folder, error)) {
        return false;
    }
    snprintf(path, sizeof path, "%s/log.tsv", folder);
    if (access(path, R_OK) != 0) {
        return error_set(error,
                         "%s: cannot be read; is it the folder of a "
                         "run?",
                         path);
    }
    return true;
}

/* A file's name. To gnuplot one that begins with < or | is a command. */
static void print_path(FILE *to, const char *path)
{
    char text[LONGEST + 32];
    snprintf(text, sizeof text, "%s%s", path[0] == '/' ? "" : "./", path);
    print_quoted(to, text);
}

static void set_terminal(const Plot *plot, FILE *gnuplot)
{
    if (plot->output != NULL) {
        fprintf(gnuplot, "set terminal %s noenhanced\nset output ",
                terminal_for(plot->output));
        print_path(gnuplot, plot->output);
        fputc('\n', gnuplot);
    } else if (plot->terminal || (getenv("DISPLAY") == NULL &&
                                  getenv("WAYLAND_DISPLAY") == NULL)) {
        fprintf(gnuplot, "set terminal dumb noenhanced size 79,36\n"
                         "set lmargin 16\nset ylabel offset -2\n");
    } else { /* a gnuplot without windows has no terminal of its own */
        fprintf(gnuplot, "if (GPVAL_TERM eq 'unknown') set terminal dumb "
                         "noenhanced size 79,36\n");
    }
}

/* One curve of each run: rows of a kind, a column. */
static void print_curves(const Plot *plot, FILE *gnuplot, const char *kind,
                         int column, const char *what, bool dashed)
{
    for (size_t i = 0; i < plot->count; i++) {
        char path[LONGEST + 16];
        const char *folder = plot->folders[i];
        const char *slash = strrchr(folder, '/');
        const char *name =
            slash != NULL && slash[1] != '\0' ? slash + 1 : folder;
        snprintf(path, sizeof path, "%s/log.tsv", folder);
        print_path(gnuplot, path);
        fprintf(gnuplot,
                " every ::1 using (strcol(1) eq '%s' ? $2 : NaN)"
                ":($%d) with linespoints pointsize 0.5 linecolor %zu"
                "%s title ",
                kind, column, i + 1, dashed ? "" : " dashtype 3");
        print_quoted(gnuplot, name);
        fprintf(gnuplot, ".' %s', \\\n", what);
    }
}

static void print_script(const Plot *plot, FILE *gnuplot)
{
    static const struct {
        const char *title;
        int training, validation; /* columns */
    } charts[] = {{"loss", 5, 7}, {"accuracy", 6, 8}};
    set_terminal(plot, gnuplot);
    fprintf(gnuplot, "set datafile separator '\\t'\n"
                     "set datafile missing 'NaN'\n"
                     "set multiplot layout 2,1\nset xlabel 'epoch'\n"
                     "set xrange [0:*]\nset grid\nset key noenhanced\n");
    for (size_t i = 0; i < 2; i++) {
        fprintf(gnuplot, "set ylabel '%s'\nset key %s right\nplot ",
                charts[i].title, i == 0 ? "top" : "bottom");
        print_curves(plot, gnuplot, "batch", charts[i].training, "training",
                     false);
        print_curves(plot, gnuplot, "epoch", charts[i].validation, "validation",
                     true);
        fprintf(gnuplot, "NaN notitle\n");
    }
    fprintf(gnuplot, "unset multiplot\n");
}

bool plot_draw(const Plot *plot, Error *error)
{
    for (size_t i = 0; i < plot->count; i++) {
        if (!check_folder(plot->folders[i], error)) {
            return false;
        }
    }
    if (plot->output != NULL && terminal_for(plot->output) == NULL) {
        return error_set(error,
                         "--output: expected a name ending in .png, "
                         ".svg or .pdf, found \"%.60s\"",
                         plot->output);
    }
    if (plot->output != NULL && !check_name(plot->output, error)) {
        return false;
    }
    FILE *output = plot->output != NULL ? fopen(plot->output, "a") : NULL;
    if (output != NULL) {
        fclose(output);
    } else if (plot->output != NULL) {
        return error_set(error, "%s: cannot be written: %s", plot->output,
                         strerror(errno));
    }
    struct sigaction ignore = {.sa_handler = SIG_IGN}, before;
    sigaction(SIGPIPE, &ignore, &before);
    fflush(stdout);
    FILE *gnuplot = popen("gnuplot -persist", "w");
    int status = -1;
    if (gnuplot != NULL) {
        print_script(plot, gnuplot);
        status = pclose(gnuplot);
    }
    sigaction(SIGPIPE, &before, NULL);
    return status == 0 ||
           error_set(error, "gnuplot failed; is it installed "
                            "(gnuplot-nox, or gnuplot-qt for windows)?");
}

int plot_command(int argc, char **argv)
{
    const char *output = NULL;
    bool terminal = false;
    Option options[] = {{"output", 'o', TEXT, &output, "FILE",
                         "writes .png, .svg or .pdf", 0, 0, false, false},
                        {"terminal", 't', FLAG, &terminal, "",
                         "draws with characters even if there is a screen", 0,
                         0, false, false},
                        {0}};
    Usage usage = {
        "plot",
        "RUN...",
        "Draws the loss and the accuracy of runs by gnuplot: in a window, in "
        "the terminal\nif there is no screen, or into a file.",
        options,
        1,
        16,
        "The table behind the curves is RUN/log.tsv, with a row for every so "
        "many batches\nand one for each epoch.\n\nExamples:\n  nn plot "
        "runs/mnist-1\n  nn plot runs/adam runs/sgd --output=two.svg\n"};
    int operands;
    Error error;
    int result = options_parse(&usage, argc, argv, &operands);
    if (result >= 0) {
        return result;
    }
    Plot plot = {.folders = (const char *const *)argv + operands,
                 .count = (size_t)(argc - operands),
                 .output = output,
                 .terminal = terminal};
    return plot_draw(&plot, &error) ? 0 : fail("plot", &error);
}
