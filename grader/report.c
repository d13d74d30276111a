/* Puts the chapters' results together: a report for the terminal, results.json
   in Gradescope's format and JUnit XML. What counts is the list of exercises
   read from the book's text: what is on it and left no result is not passed.

   Usage: report EXERCISES.tsv SECTIONS.tsv FOLDER IMPL [CHAPTER | EXERCISE]
   With MEMORY_TOO in the environment every chapter must have a memory result.
   FOLDER holds grade/NN_topic.json, grade/NN_topic.milestones.json and the
   compiler's logs. Exit status 0 only if everything asked for got full marks. */
#include "verdict.h"

#include <jansson.h>
#include <mxml.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

typedef struct Exercise {
    char id[16], chapter[64], function[96], title[128], file[256], fault[512];
    int points, line;
    const char *status, *message, *diagnosis, *reread, *where, *printed;
    const char *mistake;
    double seconds;
    int score;
} Exercise;

typedef struct Section {
    char label[64], title[128], file[256];
    int line;
} Section;

typedef struct Report {
    Exercise *all; /* every exercise of the book */
    size_t all_count;
    Exercise *exercises; /* those that were asked for */
    size_t count;
    Section *sections;
    size_t section_count;
    const char *folder, *impl;
    json_t *loaded[256]; /* kept, since exercises point into them */
    size_t loaded_count;
    bool colour, bars, memory_too;
} Report;

/* ---- Reading ---- */

static void give_up(const char *what, const char *path)
{
    fprintf(stderr, "report: %s %s\n", what, path);
    exit(2);
}

/* Copies field k of a tab-separated line. */
static void field(const char *line, int k, char *out, size_t size)
{
    while (k-- > 0) {
        line += strcspn(line, "\t");
        line += *line == '\t';
    }
    snprintf(out, size, "%.*s", (int)strcspn(line, "\t\n"), line);
}

static int number_field(const char *line, int k)
{
    char text[32];
    field(line, k, text, sizeof text);
    return atoi(text);
}

/* Whether an exercise was asked for: everything, a chapter, or one. */
static bool asked(const Exercise *e, const char *what)
{
    if (what == NULL || *what == '\0') {
        return true;
    }
    return strchr(what, '.') != NULL ? strcmp(e->id, what) == 0
                                     : atoi(e->id) == atoi(what);
}

static void *grown(void *list, size_t count, size_t size)
{
    void *larger = realloc(list, (count + 1) * size);
    if (larger == NULL) {
        give_up("out of memory", "");
    }
    return larger;
}

static void read_exercises(Report *r, const char *path)
{
    FILE *file = fopen(path, "r");
    char line[2048];
    if (file == NULL) {
        give_up("cannot read", path);
    }
    while (fgets(line, sizeof line, file) != NULL) {
        Exercise e = {.status = NULL};
        field(line, 0, e.id, sizeof e.id);
        field(line, 1, e.chapter, sizeof e.chapter);
        field(line, 2, e.function, sizeof e.function);
        e.points = number_field(line, 3);
        field(line, 4, e.title, sizeof e.title);
        field(line, 5, e.file, sizeof e.file);
        e.line = number_field(line, 6);
        r->all = grown(r->all, r->all_count, sizeof e);
        r->all[r->all_count++] = e;
    }
    fclose(file);
}

static void read_sections(Report *r, const char *path)
{
    FILE *file = fopen(path, "r");
    char line[2048];
    while (file != NULL && fgets(line, sizeof line, file) != NULL) {
        Section s;
        field(line, 0, s.label, sizeof s.label);
        field(line, 1, s.title, sizeof s.title);
        field(line, 2, s.file, sizeof s.file);
        s.line = number_field(line, 3);
        r->sections = grown(r->sections, r->section_count, sizeof s);
        r->sections[r->section_count++] = s;
    }
    if (file != NULL) {
        fclose(file);
    }
}

static const char *text_of(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text != NULL ? text : "";
}

static void take_result(Exercise *e, const json_t *result)
{
    e->status = text_of(result, "status");
    e->message = text_of(result, "message");
    e->diagnosis = text_of(result, "diagnosis");
    e->reread = text_of(result, "reread");
    e->where = text_of(result, "line");
    e->printed = text_of(result, "printed");
    e->mistake = text_of(result, "mistake");
    e->seconds = json_number_value(json_object_get(result, "seconds"));
    e->score = strcmp(e->status, "passed") == 0 ? e->points : 0;
}

static json_t *load_results(Report *r, const char *chapter, const char *kind)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/grade/%s%s.json", r->folder, chapter, kind);
    json_error_t error;
    json_t *root = json_load_file(path, 0, &error);
    if (root != NULL && r->loaded_count < 256) {
        r->loaded[r->loaded_count++] = root;
    }
    return root;
}

static char *read_text(const char *path)
{
    static char text[6000];
    FILE *file = fopen(path, "r");
    size_t size = 0;
    if (file != NULL) {
        size = fread(text, 1, sizeof text - 1, file);
        fclose(file);
    }
    text[size] = '\0';
    return text;
}

/* What the compiler and tools/admit said of a chapter's file. */
static char *build_log(const Report *r, const char *chapter, bool milestone)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/%s/%s.log", r->folder,
             milestone ? "float" : "double", chapter);
    return read_text(path);
}

/* An exercise of a chapter whose runner left no result. */
static void explain_absence(const Report *r, Exercise *e)
{
    bool milestone = strcmp(e->function, "-") == 0;
    const char *log = build_log(r, e->chapter, milestone);
    bool refused = strstr(log, ": refused: ") != NULL;
    bool broken = strstr(log, "error:") != NULL;
    char path[1024];
    snprintf(path, sizeof path, "%s/%s.c", r->impl, e->chapter);
    bool missing = access(path, R_OK) != 0;
    e->status = missing   ? "no file"
                : refused ? "refused"
                : broken  ? "does not compile"
                          : "no result";
    e->message = missing ? "the file is missing or cannot be read; make "
                           "exercises writes the stubs anew"
                         : "";
    e->diagnosis = e->reread = e->where = e->printed = e->mistake = "";
}

/* tools/memcheck leaves a line for each exercise that made a memory error,
   whether its results were right or not. */
static void take_memory_fault(const Report *r, Exercise *e)
{
    char path[1024], line[1024], id[16];
    snprintf(path, sizeof path, "%s/grade/%s.memory", r->folder, e->chapter);
    FILE *file = fopen(path, "r");
    bool passed = strcmp(e->status, "passed") == 0;
    if (file == NULL && r->memory_too && passed &&
        strcmp(e->function, "-") != 0) {
        e->status = "not checked";
        e->message = "the memory check could not be run; see memory.log beside "
                     "results.json";
        e->score = 0;
    }
    while (file != NULL && fgets(line, sizeof line, file) != NULL) {
        field(line, 0, id, sizeof id);
        if (strcmp(id, e->id) == 0) {
            field(line, 1, e->fault, sizeof e->fault);
            e->status = passed ? "memory error" : e->status;
            e->score = 0;
        }
    }
    if (file != NULL) {
        fclose(file);
    }
}

static void read_results(Report *r)
{
    for (size_t i = 0; i < r->all_count; i++) {
        Exercise *e = &r->all[i];
        bool milestone = strcmp(e->function, "-") == 0;
        json_t *root =
            load_results(r, e->chapter, milestone ? ".milestones" : "");
        json_t *list = json_object_get(root, "exercises"), *result;
        size_t k;
        json_array_foreach(list, k, result)
        {
            if (strcmp(text_of(result, "id"), e->id) == 0) {
                take_result(e, result);
            }
        }
        if (e->status == NULL) {
            explain_absence(r, e);
        }
        take_memory_fault(r, e);
    }
}

static void choose(Report *r, const char *what)
{
    for (size_t i = 0; i < r->all_count; i++) {
        if (asked(&r->all[i], what)) {
            r->exercises = grown(r->exercises, r->count, sizeof r->all[i]);
            r->exercises[r->count++] = r->all[i];
        }
    }
}

/* ---- The terminal ---- */

enum { RED = 31, GREEN = 32, YELLOW = 33, BOLD = 1, FAINT = 2 };

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

static int colour_of(const Exercise *e)
{
    return e->score == e->points ? GREEN
           : strcmp(e->status, "not started") == 0 ||
                   strcmp(e->status, "no data") == 0
               ? YELLOW
               : RED;
}

static void print_bar(const Report *r, int score, int of, int width)
{
    if (!r->bars) {
        return;
    }
    int full = of > 0 ? score * width / of : 0;
    for (int i = 0; i < width; i++) {
        fputs(i < full ? "█" : "░", stdout);
    }
    putchar(' ');
}

/* Prints text with every line indented and long lines broken at blanks. */
static void print_indented(const char *text, int indent, int width)
{
    while (*text != '\0') {
        size_t line = strcspn(text, "\n");
        size_t lead = strspn(text, " ");
        lead = lead < line ? lead : line;
        size_t done = 0;
        while (done < line || line == 0) {
            size_t room = (size_t)(width - indent);
            size_t take = line - done;
            if (take > room && room > 20) {
                take = room;
                while (take > room / 2 && text[done + take] != ' ') {
                    take--;
                }
                if (take <= room / 2) {
                    take = room;
                }
            }
            printf("%*s%s%.*s\n", indent, "",
                   done > 0 ? &"      "[6 - (lead < 6 ? lead : 6)] : "",
                   (int)take, text + done);
            done += take;
            while (done < line && text[done] == ' ') {
                done++;
            }
            if (line == 0) {
                break;
            }
        }
        text += line + (text[line] == '\n');
    }
}

/* Prints the first lines of what the student's code printed. */
static void print_printed(const char *text, int indent, int width)
{
    enum { LINES = 12 };
    char shown[2048];
    size_t end = 0;
    int lines = 0;
    while (text[end] != '\0' && end + 1 < sizeof shown) {
        lines += text[end] == '\n';
        if (lines == LINES) {
            break;
        }
        end++;
    }
    snprintf(shown, sizeof shown, "%.*s", (int)end, text);
    print_indented(shown, indent, width);
    if (text[end] != '\0' && text[end + 1] != '\0') {
        printf("%*s...\n", indent, "");
    }
}

static const Section *find_section(const Report *r, const char *label)
{
    for (size_t i = 0; i < r->section_count; i++) {
        if (strcmp(r->sections[i].label, label) == 0) {
            return &r->sections[i];
        }
    }
    return NULL;
}

/* A milestone that fails may fail because of an exercise: the chapter's that are
   not passed. */
static void print_unpassed(const Report *r, const Exercise *milestone)
{
    const char *before = "       First mend what is not passed:";
    bool any = false;
    for (size_t i = 0; i < r->all_count; i++) {
        const Exercise *e = &r->all[i];
        if (strcmp(e->chapter, milestone->chapter) == 0 &&
            strcmp(e->function, "-") != 0 && e->score < e->points) {
            printf("%s %s", any ? "," : before, e->id);
            any = true;
        }
    }
    if (any) {
        printf(".\n");
    }
}

static void print_details(const Report *r, const Exercise *e)
{
    enum { INDENT = 7, WIDTH = 79 };
    if (e->message[0] != '\0') {
        print_indented(e->message, INDENT, WIDTH);
    }
    if (e->where[0] != '\0') {
        printf("%*s%s %s\n", INDENT, "",
               strcmp(e->status, "too slow") == 0 ? "it was at" : "at",
               e->where);
    }
    if (e->fault[0] != '\0') {
        print_indented(e->fault, INDENT, WIDTH);
    }
    if (e->diagnosis[0] != '\0') {
        paint(r, BOLD);
        print_indented(e->diagnosis, INDENT, WIDTH);
        plain(r);
    }
    if (strcmp(e->function, "-") == 0 &&
        strcmp(e->status, "not started") != 0) {
        print_unpassed(r, e);
    }
    const Section *s = find_section(r, e->reread);
    if (s != NULL) {
        printf("%*sReread \"%s\": %s:%d\n", INDENT, "", s->title, s->file,
               s->line);
    }
}

static void print_output(const Exercise *e)
{
    enum { INDENT = 7, WIDTH = 79 };
    if (e->printed[0] != '\0') {
        printf("%*sIt printed, over all cases:\n", INDENT, "");
        print_printed(e->printed, INDENT + 2, WIDTH);
    }
}

static void print_exercise(const Report *r, const Exercise *e)
{
    char title[64];
    snprintf(title, sizeof title, "%.40s", e->title);
    printf("  %-5s %-40s %3d/%-3d ", e->id, title, e->score, e->points);
    paint(r, colour_of(e));
    print_bar(r, e->score, e->points, 5);
    printf("%s", e->status);
    plain(r);
    putchar('\n');
    if (e->score < e->points) {
        print_details(r, e);
    }
    print_output(e);
}

/* Why a check could not be built, when the student's own file is not to blame:
   the lines of make's log that speak of an error. */
static void print_make_errors(const Report *r)
{
    char path[1024], line[1024];
    snprintf(path, sizeof path, "%s/grade/make.log", r->folder);
    FILE *file = fopen(path, "r");
    printf("  Some checks could not be built or did not finish. From\n  %s:\n",
           path);
    for (int shown = 0;
         shown < 8 && file != NULL && fgets(line, sizeof line, file) != NULL;) {
        if ((strstr(line, "rror") != NULL || strstr(line, "***") != NULL) &&
            strstr(line, "(ignored)") == NULL) {
            printf("    %s", line);
            shown++;
        }
    }
    if (file != NULL) {
        fclose(file);
    }
}

/* What the compiler said of a chapter's file, or make of its checks. */
static void print_log(const Report *r, const Exercise *e)
{
    const char *log = build_log(r, e->chapter, strcmp(e->function, "-") == 0);
    if (*log != '\0') {
        print_indented(log, 2, 10000);
    }
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
    paint(r, BOLD);
    printf("  %-46s %3d/%-3d ", name, score, of);
    print_bar(r, score, of, 12);
    printf("%d %%\n", of > 0 ? score * 100 / of : 0);
    plain(r);
}

static void print_report(const Report *r)
{
    int all_score = 0, all_points = 0, score = 0, points = 0;
    size_t chapters = 0;
    for (size_t i = 0; i < r->count; i++) {
        const Exercise *e = &r->exercises[i];
        if (i == 0 || strcmp(e->chapter, e[-1].chapter) != 0) {
            chapters++;
            score = points = 0;
            paint(r, BOLD);
            printf("%sChapter %d", i > 0 ? "\n" : "", atoi(e->id));
            plain(r);
            printf("  %s/%s.c\n", r->impl, e->chapter);
            print_log(r, e);
        }
        print_exercise(r, e);
        score += e->score;
        points += e->points;
        all_score += e->score;
        all_points += e->points;
        if (i + 1 == r->count || strcmp(e->chapter, e[1].chapter) != 0) {
            char name[64];
            snprintf(name, sizeof name, "Chapter %d", atoi(e->id));
            print_total(r, name, score, points);
        }
    }
    if (chapters > 1) {
        putchar('\n');
        print_total(r, "Together", all_score, all_points);
    }
}

static bool full_marks(const Report *r)
{
    for (size_t i = 0; i < r->count; i++) {
        if (r->exercises[i].score < r->exercises[i].points) {
            return false;
        }
    }
    return true;
}

/* The first exercise that is neither passed nor waiting for another. */
static void print_next(const Report *r)
{
    for (size_t i = 0; i < r->count; i++) {
        const Exercise *e = &r->exercises[i];
        if (e->score == e->points || strcmp(e->status, "no data") == 0) {
            continue;
        }
        printf("\nNext: %s %s (the task: %s:%d)\n", e->id, e->title, e->file,
               e->line);
        printf("      make hint EX=%s    make grade EX=%s\n", e->id, e->id);
        return;
    }
    if (full_marks(r)) {
        printf("\n%s\n", r->count == 1 ? "Passed." : "Full marks.");
    } else {
        printf("\nThe rest could not be graded: make data fetches what is "
               "missing.\n");
    }
}

/* ---- Files ---- */

static void complete_file(const Report *r, const char *name, bool written)
{
    char path[1024], temporary[1040];
    snprintf(path, sizeof path, "%s/grade/%s", r->folder, name);
    snprintf(temporary, sizeof temporary, "%s.new", path);
    if (!written || rename(temporary, path) != 0) {
        remove(temporary);
        give_up("cannot write", path);
    }
}

static char *details_text(const Report *r, const Exercise *e)
{
    static char text[10000];
    const Section *s = find_section(r, e->reread);
    text[0] = '\0';
    verdict_add(text, sizeof text, "%s", e->status);
    const char *parts[] = {e->message, e->where, e->fault, e->diagnosis};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (parts[i][0] != '\0') {
            verdict_add(text, sizeof text, "\n%s", parts[i]);
        }
    }
    if (s != NULL) {
        verdict_add(text, sizeof text, "\nReread \"%s\".", s->title);
    }
    if (e->printed[0] != '\0') {
        verdict_add(text, sizeof text, "\nIt printed:\n%s", e->printed);
    }
    return text;
}

static void write_gradescope(const Report *r)
{
    json_t *tests = json_array();
    int score = 0;
    for (size_t i = 0; i < r->count; i++) {
        const Exercise *e = &r->exercises[i];
        score += e->score;
        char name[192];
        snprintf(name, sizeof name, "%s", e->title);
        json_array_append_new(
            tests, json_pack("{s:s, s:s, s:i, s:i, s:s, s:s, s:{s:s, s:s}}",
                             "number", e->id, "name", name, "score", e->score,
                             "max_score", e->points, "status",
                             e->score == e->points ? "passed" : "failed",
                             "output", details_text(r, e), "extra_data",
                             "status", e->status, "mistake", e->mistake));
    }
    json_t *root = json_pack("{s:i, s:s, s:o}", "score", score,
                             "stdout_visibility", "visible", "tests", tests);
    char path[1024];
    snprintf(path, sizeof path, "%s/grade/results.json.new", r->folder);
    bool written = json_dump_file(root, path, JSON_INDENT(2)) == 0;
    json_decref(root);
    complete_file(r, "results.json", written);
}

static void write_junit(const Report *r)
{
    mxml_node_t *xml = mxmlNewXML("1.0");
    mxml_node_t *suite = mxmlNewElement(xml, "testsuite");
    int failures = 0;
    for (size_t i = 0; i < r->count; i++) {
        const Exercise *e = &r->exercises[i];
        mxml_node_t *test = mxmlNewElement(suite, "testcase");
        mxmlElementSetAttr(test, "classname", e->chapter);
        mxmlElementSetAttrf(test, "name", "%s %s", e->id, e->title);
        mxmlElementSetAttrf(test, "time", "%.3f", e->seconds);
        if (e->score < e->points) {
            failures++;
            mxml_node_t *failure = mxmlNewElement(test, "failure");
            mxmlElementSetAttr(failure, "type", e->status);
            mxmlNewText(failure, 0, details_text(r, e));
        }
    }
    mxmlElementSetAttr(suite, "name", "exercises");
    mxmlElementSetAttrf(suite, "tests", "%zu", r->count);
    mxmlElementSetAttrf(suite, "failures", "%d", failures);
    char path[1024];
    snprintf(path, sizeof path, "%s/grade/junit.xml.new", r->folder);
    FILE *file = fopen(path, "w");
    bool written =
        file != NULL && mxmlSaveFile(xml, file, MXML_NO_CALLBACK) == 0;
    written = file != NULL && fclose(file) == 0 && written;
    mxmlDelete(xml);
    complete_file(r, "junit.xml", written);
}

static void report_free(Report *r)
{
    for (size_t i = 0; i < r->loaded_count; i++) {
        json_decref(r->loaded[i]);
    }
    free(r->all);
    free(r->exercises);
    free(r->sections);
}

int main(int argc, char *argv[])
{
    if (argc < 5) {
        fprintf(stderr,
                "usage: %s EXERCISES.tsv SECTIONS.tsv FOLDER IMPL "
                "[CHAPTER | EXERCISE]\n",
                argv[0]);
        return 2;
    }
    bool terminal = isatty(STDOUT_FILENO);
    Report r = {.folder = argv[3],
                .impl = argv[4],
                .bars = terminal,
                .memory_too = getenv("MEMORY_TOO") != NULL,
                .colour = terminal && getenv("NO_COLOR") == NULL};
    const char *what = argc > 5 ? argv[5] : "";
    read_exercises(&r, argv[1]);
    read_sections(&r, argv[2]);
    read_results(&r);
    choose(&r, what);
    if (r.count == 0) {
        fprintf(stderr,
                "There is no exercise or chapter '%s'.\nTry make grade, make "
                "grade CH=1 or make grade EX=1.3.\n",
                what);
        report_free(&r);
        return 2;
    }
    print_report(&r);
    print_next(&r);
    write_gradescope(&r);
    write_junit(&r);
    printf("Results: %s/grade/results.json and junit.xml\n", r.folder);
    bool full = full_marks(&r);
    report_free(&r);
    return full ? 0 : 1;
}
