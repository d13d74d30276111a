#define _DEFAULT_SOURCE

#include "progress.h"

#include <stdio.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

double seconds_now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

Progress progress_begin(bool wanted, size_t step)
{
    return (Progress){.shown = wanted && isatty(STDOUT_FILENO),
                      .start = seconds_now(),
                      .start_step = step};
}

double progress_speed(const Progress *progress, const Moment *moment)
{
    double seconds = seconds_now() - progress->start;
    size_t images = (moment->step - progress->start_step) * moment->batch_size;
    return seconds > 0 ? (double)images / seconds : 0;
}

static size_t terminal_width(void)
{
    struct winsize size;
    bool known =
        ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    return known ? size.ws_col : 80;
}

static void duration(double seconds, char *text, size_t size)
{
    unsigned long s = (unsigned long)(seconds + 0.5);
    if (s >= 3600) {
        snprintf(text, size, "%lu:%02lu:%02lu", s / 3600, s / 60 % 60, s % 60);
    } else {
        snprintf(text, size, "%lu:%02lu", s / 60, s % 60);
    }
}

void progress_update(Progress *progress, const Moment *m)
{
    double now = seconds_now();
    if (!progress->shown || now - progress->last_drawn < 0.1) {
        return;
    }
    char left[32], line[160];
    double speed = progress_speed(progress, m);
    size_t images = (m->steps - m->step) * m->batch_size;
    duration(speed > 0 ? (double)images / speed : 0, left, sizeof left);
    char head[48], rate[48];
    int used =
        snprintf(head, sizeof head, "epoch %zu/%zu [", m->epoch, m->epochs);
    int more = snprintf(rate, sizeof rate, "  %.0f images/s", speed);
    int length = snprintf(
        line, sizeof line, "  %zu/%zu  loss %.4f  accuracy %5.2f %%%s  %s left",
        m->batch, m->batches, m->loss, 100 * m->accuracy, rate, left);
    size_t width = terminal_width(), taken = (size_t)(length + used) + 3;
    if (width < taken + 4) { /* too narrow: the epoch's line has the speed */
        snprintf(line, sizeof line,
                 "  %zu/%zu  loss %.4f  accuracy %5.2f %%  %s left", m->batch,
                 m->batches, m->loss, 100 * m->accuracy, left);
        taken -= (size_t)more;
    }
    size_t bar = width > taken + 4 ? width - taken : 4;
    bar = bar > 30 ? 30 : bar;
    size_t full = bar * m->batch / m->batches;
    printf("\r\033[K%s", head);
    for (size_t i = 0; i < bar; i++) {
        putchar(i < full ? '=' : i == full ? '>' : ' ');
    }
    size_t room =
        width > (size_t)used + bar + 2 ? width - (size_t)used - bar - 2 : 0;
    printf("]%.*s", (int)room, line);
    fflush(stdout);
    progress->drawn = true;
    progress->last_drawn = now;
}

void progress_clear(Progress *progress)
{
    if (progress->drawn) {
        printf("\r\033[K");
        fflush(stdout); /* before what may come on stderr */
        progress->drawn = false;
    }
}
