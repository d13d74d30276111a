/* The report on the terminal. All text goes through say() and paragraph(), which
   let nothing pass that could steer the terminal. */
#include "report.h"
#include "text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RED = 31, GREEN = 32, YELLOW = 33, BOLD = 1 };
enum { INDENT = 7, TITLE = 40, STATUS = 16 }; /* "does not compile" */

static void paint(const Report *r, int colour)
{
    if (r->colour) {
        printf("\033[%dm", colour);
    }
}

static void plain(const Report *r)
{
    if (r->colour) {
        fputs("\033[0m", stdout);
    }
}

__attribute__((format(printf, 1, 2))) static void say(const char *format, ...)
{
    char *text = NULL;
    va_list arguments;
    va_start(arguments, format);
    if (vasprintf(&text, format, arguments) >= 0) {
        char *printable = text_printable(text);
        fputs(printable, stdout);
        free(printable);
        free(text);
    }
    va_end(arguments);
}

static void paragraph(const Report *r, const char *text, int indent)
{
    char *printable = text_printable(text);
    text_wrap(stdout, printable, indent, r->wrap);
    free(printable);
}

static int colour_of(const Exercise *e)
{
    return e->score == e->points ? GREEN
           : strcmp(e->status, "not started") == 0 || is_out_of_reach(e)
               ? YELLOW
               : RED;
}

static void print_bar(const Report *r, int score, int of, int length)
{
    int full = of > 0 ? score * length / of : 0;
    for (int i = 0; r->bars && i < length; i++) {
        fputs(i < full ? "█" : "░", stdout);
    }
    if (r->bars) {
        putchar(' ');
    }
}

/* ---- One exercise ---- */

/* How wide the column of titles is; 0 if there is no room for one. */
static int title_columns(const Report *r)
{
    int room = r->width - 2 - 6 - 8 - (r->bars ? 6 : 0) - STATUS - 1;
    return room > TITLE ? TITLE : room < 12 ? 0 : room;
}

/* The number and title; in a narrow terminal on a line of their own. */
static void print_title(const Report *r, const char *id, const char *title)
{
    int columns = title_columns(r);
    char *line = text_line(title);
    if (columns == 0) {
        char *both = text_new("%-5s %s", id, line);
        paragraph(r, both, 2);
        printf("%*s", INDENT, "");
        free(both);
    } else if (text_width(line) > columns) {
        say("  %-5s %.*s… ", id, (int)text_fit(line, columns - 1), line);
    } else {
        say("  %-5s %s%*s ", id, line, columns - text_width(line), "");
    }
    free(line);
}

/* The exercise of the same chapter that failed before for the same reason, at
   some length; NULL if there is none. */
static const Exercise *same_reason(const Report *r, const Exercise *e)
{
    enum { LONG = 60 };
    for (const Exercise *before = r->exercises; before < e; before++) {
        if (strcmp(before->chapter, e->chapter) == 0 &&
            strlen(e->message) > LONG &&
            strcmp(before->status, e->status) == 0 &&
            strcmp(before->message, e->message) == 0) {
            return before;
        }
    }
    return NULL;
}

static void print_details(const Report *r, const Exercise *e)
{
    const Exercise *before = same_reason(r, e);
    if (before != NULL) {
        printf("%*sfor the same reason as %s\n", INDENT, "", before->id);
        return;
    }
    Detail list[DETAILS];
    size_t count = details(r, e, list);
    for (size_t i = 0; i < count; i++) {
        if (list[i].bold) {
            paint(r, BOLD);
        }
        paragraph(r, list[i].text, INDENT);
        if (list[i].bold) {
            plain(r);
        }
        free(list[i].text);
    }
}

/* The first lines of what the student's code printed. */
static void print_printed(const Report *r, const Exercise *e)
{
    enum { LINES = 12, BYTES = 2048 };
    if (*e->printed != '\0') {
        char *cut = text_new("%.*s", BYTES, e->printed);
        char *head = text_head(cut, LINES);
        paragraph(r, printed_title(e), INDENT);
        paragraph(r, head, INDENT + 2);
        free(head);
        free(cut);
    }
}

static void print_exercise(const Report *r, const Exercise *e)
{
    print_title(r, e->id, e->title);
    printf(title_columns(r) > 0 ? "%3d/%-3d " : "%d/%d ", e->score, e->points);
    paint(r, colour_of(e));
    print_bar(r, e->score, e->points, 5);
    say("%s", e->status);
    plain(r);
    putchar('\n');
    print_details(r, e);
    print_printed(r, e);
}

/* ---- One chapter ---- */

/* Why a check could not be built, when the student's own file is not to blame:
   the lines of make's log that speak of an error. */
static void print_make_errors(const Report *r)
{
    char *path = text_new("%s/grade/make.log", r->folder);
    char *head = text_new("Some checks could not be built or did not finish. "
                          "From %s:",
                          path);
    char line[1024];
    FILE *file = fopen(path, "r");
    paragraph(r, head, 2);
    for (int shown = 0;
         shown < 8 && file != NULL && fgets(line, sizeof line, file) != NULL;) {
        if ((strstr(line, "rror") != NULL || strstr(line, "***") != NULL) &&
            strstr(line, "(ignored)") == NULL) {
            paragraph(r, line, 4);
            shown++;
        }
    }
    if (file != NULL) {
        fclose(file);
    }
    free(head);
    free(path);
}

/* Whether a line of the log is said below an exercise of the chapter anyway. */
static bool said_below(const Report *r, const char *chapter, const char *line)
{
    for (size_t i = 0; i < r->count; i++) {
        const Exercise *e = &r->exercises[i];
        if (strcmp(e->chapter, chapter) == 0 && *line != '\0' &&
            *e->message != '\0' &&
            (strstr(e->message, line) != NULL ||
             strstr(e->log, line) != NULL)) {
            return true;
        }
    }
    return false;
}

/* What the compiler said of a chapter's file, or make of its checks. `e` is the
   first of the chapter that was asked for. */
static void print_log(const Report *r, const Exercise *e)
{
    enum { LINES = 60 };
    char *log = build_log(r, e->chapter, is_milestone(e), LINES), *rest = NULL;
    for (char *line = strtok_r(log, "\n", &rest); line != NULL;
         line = strtok_r(NULL, "\n", &rest)) {
        if (!said_below(r, e->chapter, line)) {
            paragraph(r, line, 2);
        }
    }
    free(log);
    for (const Exercise *other = e; other < r->exercises + r->count &&
                                    strcmp(other->chapter, e->chapter) == 0;
         other++) {
        if (strcmp(other->status, "no result") == 0) {
            print_make_errors(r);
            return;
        }
    }
}

static void print_total(const Report *r, const char *name, int score, int of)
{
    int columns = title_columns(r);
    paint(r, BOLD);
    say("  %-*s %3d/%-3d ", columns > 0 ? columns + 6 : 12, name, score, of);
    if (columns > 0) {
        print_bar(r, score, of, 12);
    }
    printf("%d %%\n", of > 0 ? score * 100 / of : 0);
    plain(r);
}

static bool same_chapter(const Exercise *a, const Exercise *b)
{
    return strcmp(a->chapter, b->chapter) == 0;
}

static size_t count_chapter(const Exercise *list, size_t count,
                            const Exercise *like)
{
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        found += same_chapter(&list[i], like);
    }
    return found;
}

/* Prints the chapter that begins with exercise `first`. Returns the index behind
   its last one. */
static size_t print_chapter(const Report *r, size_t first)
{
    const Exercise *e = &r->exercises[first];
    int score = 0, points = 0;
    size_t i = first;
    paint(r, BOLD);
    printf("%sChapter %d", first > 0 ? "\n" : "", atoi(e->id));
    plain(r);
    char *line = text_line(r->impl);
    char *path = text_new("%s/%s.c", line, e->chapter);
    if (12 + text_width(path) > r->wrap) {
        putchar('\n');
        paragraph(r, path, 2);
    } else {
        say("  %s\n", path);
    }
    free(path);
    free(line);
    print_log(r, e);
    for (; i < r->count && same_chapter(&r->exercises[i], e); i++) {
        print_exercise(r, &r->exercises[i]);
        score += r->exercises[i].score;
        points += r->exercises[i].points;
    }
    if (i - first == count_chapter(r->all, r->all_count, e)) {
        char *name = text_new("Chapter %d", atoi(e->id));
        print_total(r, name, score, points);
        free(name);
    }
    return i;
}

void print_report(const Report *r)
{
    int score = 0, points = 0;
    bool whole = r->count == count_chapter(r->all, r->all_count, r->exercises);
    for (size_t i = 0; i < r->count;) {
        i = print_chapter(r, i);
    }
    for (size_t i = 0; i < r->count; i++) {
        score += r->exercises[i].score;
        points += r->exercises[i].points;
    }
    if (r->count > 1 && !whole) {
        putchar('\n');
        print_total(r, "Together", score, points);
    }
    char *next = next_step(r);
    putchar('\n');
    paragraph(r, next, 0);
    free(next);
    char *folder = text_line(r->folder);
    char *where =
        text_new("Results: %s/grade/results.json and junit.xml", folder);
    paragraph(r, where, 0);
    free(where);
    free(folder);
}
