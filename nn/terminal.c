#define _DEFAULT_SOURCE

#include "terminal.h"

#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { GAP = 2 };

/* 24 greys of the 256 colours, from dark to light. */
static int grey(float ink)
{
    int level = (int)(ink * 23 + 0.5f);
    return 232 + (level < 0 ? 0 : level > 23 ? 23 : level);
}

static char shade(float ink)
{
    static const char shades[] = " .:-=+*#%@";
    int level = (int)(ink * 9 + 0.5f);
    return shades[level < 0 ? 0 : level > 9 ? 9 : level];
}

/* Two rows of a picture are one line of text. */
static void print_line(const float *upper, const float *lower, size_t columns,
                       int colours)
{
    for (size_t i = 0; i < columns; i++) {
        if (colours) {
            printf("\033[38;5;%d;48;5;%dm\342\226\200", grey(upper[i]),
                   grey(lower[i]));
        } else {
            putchar(shade((upper[i] + lower[i]) / 2));
        }
    }
    printf("%s%*s", colours ? "\033[0m" : "", GAP, "");
}

void print_pictures(const float *x, size_t count, size_t rows, size_t columns,
                    const char *const *captions)
{
    struct winsize size;
    int colours = isatty(STDOUT_FILENO);
    size_t width = 80;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
        width = size.ws_col;
    }
    size_t across = width / (columns + GAP);
    across = across > 0 ? across : 1;
    for (size_t first = 0; first < count; first += across) {
        size_t last = first + across < count ? first + across : count;
        for (size_t i = first; i < last; i++) {
            printf("%-*.*s", (int)columns + GAP, (int)columns, captions[i]);
        }
        for (size_t row = 0; row < rows; row += 2) {
            printf("\n");
            for (size_t i = first; i < last; i++) {
                const float *upper = x + (i * rows + row) * columns;
                print_line(upper, row + 1 < rows ? upper + columns : upper,
                           columns, colours);
            }
        }
        printf("\n");
    }
}
