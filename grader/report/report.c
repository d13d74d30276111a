/* Puts the chapters' results together: a report for the terminal, results.json
   in Gradescope's format and JUnit XML. What counts is the list of exercises
   read from the book's text: what is on it and left no result is not passed.

   Usage: report EXERCISES.tsv SECTIONS.tsv FOLDER IMPL [CHAPTERS AND EXERCISES]
   FOLDER holds grade/NN_topic.json, grade/NN_topic.milestones.json and the
   compiler's logs. Exit status 0 only if everything asked for got full marks.

   Environment: MEMORY_TOO: every chapter must have a memory result. PARTIAL=0:
   no points for a wrong exercise's right cases. STDOUT: see files.c. COLUMNS,
   NO_COLOR: as elsewhere. */
#include "report.h"
#include "text.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static int terminal_width(void)
{
    enum { LEAST = 30, MOST = 79 };
    struct winsize size = {0};
    const char *columns = getenv("COLUMNS");
    int width = columns != NULL ? atoi(columns) : 0;
    if (width <= 0 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0) {
        width = size.ws_col;
    }
    return width <= 0 || width > MOST ? MOST : width < LEAST ? LEAST : width;
}

/* The folder that a file is in. */
static char *folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? text_new(".")
                         : text_new("%.*s", (int)(slash - path), path);
}

int main(int argc, char *argv[])
{
    if (argc < 5) {
        fprintf(stderr,
                "usage: %s EXERCISES.tsv SECTIONS.tsv FOLDER IMPL "
                "[CHAPTERS AND EXERCISES]\n",
                argv[0]);
        return 2;
    }
    setlocale(LC_CTYPE, "C.UTF-8"); /* for wcwidth */
    bool terminal = isatty(STDOUT_FILENO);
    const char *partial = getenv("PARTIAL");
    char *build = folder_of(argv[1]);
    Report r = {.build = build,
                .folder = argv[3],
                .impl = argv[4],
                .bars = terminal,
                .memory_too = getenv("MEMORY_TOO") != NULL,
                .partial = partial == NULL || strcmp(partial, "0") != 0,
                .colour = terminal && getenv("NO_COLOR") == NULL,
                .width = terminal_width()};
    /* Whoever looks for words in a file shall not find them broken. */
    r.wrap = terminal || getenv("COLUMNS") != NULL ? r.width : 10000;
    read_results(&r, argv[1], argv[2]);
    char *unknown = choose_exercises(&r, argc > 5 ? argv[5] : "");
    if (unknown != NULL) {
        fprintf(stderr,
                "There is no exercise or chapter '%s'.\nTry make grade, make "
                "grade CH=1 or make grade EX=1.3.\n",
                unknown);
        free(unknown);
        report_free(&r);
        free(build);
        return 2;
    }
    write_gradescope(&r);
    write_junit(&r);
    print_report(&r);
    bool full = full_marks(&r);
    report_free(&r);
    free(build);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        perror("The report could not be printed");
        return 1;
    }
    return full ? 0 : 1;
}
