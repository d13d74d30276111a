/* nn plot: curves of runs. */
#define _POSIX_C_SOURCE 200809L

#include "plot.h"

#include "new_file.h"
#include "nn.h"
#include "options.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LONGEST = 4000, NO_WINDOW = 3 };

static const char failed[] =
    "gnuplot failed; is it installed (gnuplot-nox, or gnuplot-qt for windows)?";

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

/* A text in gnuplot's single quotes. If a quote is its first character, gnuplot
   takes it for an empty text. */
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

/* Does the folder hold a log with a row to draw? */
static bool check_folder(const char *folder, Error *error)
{
    char path[LONGEST + 16], row[1024];
    if (!check_name(folder, error)) {
        return false;
    }
    snprintf(path, sizeof path, "%s/log.tsv", folder);
    FILE *log = fopen(path, "r");
    if (log == NULL) {
        return error_set(error,
                         "%s: cannot be read; is it the folder of a "
                         "run?",
                         path);
    }
    bool rows = false;
    while (!rows && fgets(row, sizeof row, log) != NULL) {
        rows =
            strncmp(row, "batch\t", 6) == 0 || strncmp(row, "epoch\t", 6) == 0;
    }
    fclose(log);
    return rows || error_set(error,
                             "%s: expected rows of batches or epochs, "
                             "found none; has the training begun?",
                             path);
}

/* A file's name. To gnuplot one that begins with < or | is a command. */
static void print_path(FILE *to, const char *path)
{
    char text[LONGEST + 32];
    snprintf(text, sizeof text, "%s%s", path[0] == '/' ? "" : "./", path);
    print_quoted(to, text);
}

/* What gnuplot draws it writes to its standard output, but for windows. Without
   windows it has no terminal of its own. */
static void set_terminal(const Plot *plot, FILE *script)
{
    if (plot->output != NULL) {
        fprintf(script, "set terminal %s noenhanced\n",
                terminal_for(plot->output));
    } else if (plot->terminal) {
        fprintf(script, "set terminal dumb noenhanced size 79,36\n"
                        "set lmargin 16\nset ylabel offset -2\n");
    } else {
        fprintf(script, "if (GPVAL_TERM eq 'unknown') exit status %d\n",
                NO_WINDOW);
    }
}

/* One curve of each run: rows of a kind, a column. */
static void print_curves(const Plot *plot, FILE *script, const char *kind,
                         int column, const char *what, bool dashed)
{
    for (size_t i = 0; i < plot->count; i++) {
        char path[LONGEST + 16], title[LONGEST + 16];
        const char *folder = plot->folders[i];
        const char *slash = strrchr(folder, '/');
        const char *name =
            slash != NULL && slash[1] != '\0' ? slash + 1 : folder;
        snprintf(path, sizeof path, "%s/log.tsv", folder);
        print_path(script, path);
        fprintf(script,
                " every ::1 using (strcol(1) eq '%s' ? $2 : NaN)"
                ":($%d) with linespoints pointsize 0.5 linecolor %zu"
                "%s title ",
                kind, column, i + 1, dashed ? "" : " dashtype 3");
        snprintf(title, sizeof title, "%s %s", what, name);
        print_quoted(script, title);
        fprintf(script, ", \\\n");
    }
}

static void print_script(const Plot *plot, FILE *script)
{
    static const struct {
        const char *title;
        int training, validation; /* columns */
    } charts[] = {{"loss", 5, 7}, {"accuracy", 6, 8}};
    set_terminal(plot, script);
    fprintf(script, "set datafile separator '\\t'\n"
                    "set datafile missing 'NaN'\n"
                    "set multiplot layout 2,1\nset xlabel 'epoch'\n"
                    "set xrange [0:*]\nset grid\nset key noenhanced\n");
    for (size_t i = 0; i < 2; i++) {
        fprintf(script, "set ylabel '%s'\nset key %s right\nplot ",
                charts[i].title, i == 0 ? "top" : "bottom");
        print_curves(plot, script, "batch", charts[i].training, "training",
                     false);
        print_curves(plot, script, "epoch", charts[i].validation, "validation",
                     true);
        fprintf(script, "NaN notitle\n");
    }
    fprintf(script, "unset multiplot\n");
}

/* Copies all that gnuplot draws, 0 bytes or more, into a file. */
static size_t copy(FILE *from, FILE *to)
{
    char bytes[1 << 14];
    size_t all = 0, got;
    while ((got = fread(bytes, 1, sizeof bytes, from)) > 0) {
        fwrite(bytes, 1, got, to);
        all += got;
    }
    return all;
}

/* Has gnuplot draw, into `to` or, if that is NULL, a window. The script is its
   standard input, which nn has no other use for. Returns its status; another
   than 0 if it drew nothing. */
static int run_gnuplot(const Plot *plot, FILE *to)
{
    FILE *script = tmpfile();
    if (script == NULL) {
        return -1;
    }
    print_script(plot, script);
    bool ready = fflush(script) == 0 && !ferror(script) &&
                 lseek(fileno(script), 0, SEEK_SET) == 0 &&
                 dup2(fileno(script), STDIN_FILENO) >= 0;
    fclose(script);
    fflush(stdout);
    if (!ready || to == NULL) {
        return ready ? system("gnuplot -persist") : -1;
    }
    FILE *gnuplot = popen("gnuplot", "r");
    size_t bytes = gnuplot != NULL ? copy(gnuplot, to) : 0;
    int status = gnuplot != NULL ? pclose(gnuplot) : -1;
    return status == 0 && bytes == 0 ? -1 : status;
}

static bool draw_file(const Plot *plot, Error *error)
{
    NewFile file;
    if (!new_file_begin(&file, plot->output, error)) {
        return false;
    }
    if (run_gnuplot(plot, file.stream) != 0) {
        new_file_abandon(&file);
        return error_set(error, "%s", failed);
    }
    return new_file_end(&file, error);
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
    if (plot->output != NULL) {
        return draw_file(plot, error);
    }
    Plot text = *plot;
    text.terminal |=
        getenv("DISPLAY") == NULL && getenv("WAYLAND_DISPLAY") == NULL;
    int status = run_gnuplot(&text, text.terminal ? stdout : NULL);
    if (WIFEXITED(status) && WEXITSTATUS(status) == NO_WINDOW) {
        text.terminal = true;
        status = run_gnuplot(&text, stdout);
    }
    return status == 0 || error_set(error, "%s", failed);
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
