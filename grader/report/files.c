/* results.json as Gradescope wants it and junit.xml as Jenkins' schema
   (junit-10.xsd) has it. */
#include "report.h"
#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Opens FOLDER/grade/NAME.new; finish_file() gives it its name. */
static FILE *begin_file(const Report *r, const char *name)
{
    char *path = text_new("%s/grade/%s.new", r->folder, name);
    FILE *file = fopen(path, "w");
    if (file == NULL) {
        give_up("cannot write", path);
    }
    free(path);
    return file;
}

static void finish_file(const Report *r, FILE *file, const char *name)
{
    char *path = text_new("%s/grade/%s", r->folder, name);
    char *temporary = text_new("%s.new", path);
    bool written = ferror(file) == 0;
    if (fclose(file) != 0 || !written || rename(temporary, path) != 0) {
        remove(temporary);
        give_up("cannot write", path);
    }
    free(temporary);
    free(path);
}

/* Everything that is said of an exercise. The caller frees it. */
static char *output_text(const Report *r, const Exercise *e)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = checked(open_memstream(&text, &size));
    fputs(e->status, out);
    Detail list[DETAILS];
    size_t count = details(r, e, list);
    for (size_t i = 0; i < count; i++) {
        fprintf(out, "\n%s", list[i].text);
        free(list[i].text);
    }
    if (*e->message == '\0' && *e->log != '\0') {
        fprintf(out, "\n%s", e->log);
    }
    if (*e->printed != '\0') {
        fprintf(out, "\n%s\n%s", printed_title(e), e->printed);
    }
    fclose(out);
    return text;
}

/* ---- Gradescope ---- */

static json_t *as_test(const Report *r, const Exercise *e)
{
    char *output = output_text(r, e), *valid = text_valid(output);
    char *title = text_valid(e->title);
    json_t *test = json_pack(
        "{s:s, s:s, s:s, s:i, s:i, s:s, s:s, s:s, s:{s:s, s:s, s:i, s:i}}",
        "number", e->id, "name", title, "name_format", "text", "score",
        e->score, "max_score", e->points, "status",
        e->score == e->points ? "passed" : "failed", "output", valid,
        "output_format", "text", "extra_data", "status", e->status, "mistake",
        e->mistake, "handmade", e->handmade, "handmade_passed",
        e->handmade_passed);
    if (test == NULL) {
        give_up("cannot write the result of", e->id);
    }
    free(title);
    free(valid);
    free(output);
    return test;
}

/* When students see what run_autograder prints: $STDOUT. */
static const char *stdout_visibility(void)
{
    static const char *const known[] = {"hidden", "visible", "after_due_date",
                                        "after_published"};
    const char *asked = getenv("STDOUT");
    if (asked == NULL || *asked == '\0') {
        return known[0];
    }
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (strcmp(asked, known[i]) == 0) {
            return known[i];
        }
    }
    give_up("STDOUT is hidden, visible, after_due_date or after_published, not",
            asked);
}

void write_gradescope(const Report *r)
{
    json_t *tests = json_array();
    int score = 0, points = 0;
    double seconds = 0;
    for (size_t i = 0; i < r->count; i++) {
        const Exercise *e = &r->exercises[i];
        score += e->score;
        points += e->points;
        seconds += e->seconds;
        json_array_append_new(tests, as_test(r, e));
    }
    char *next = next_step(r);
    char *output = text_new("%d of %d points\n%s", score, points, next);
    char *valid = text_valid(output);
    json_t *root = json_pack(
        "{s:i, s:f, s:s, s:s, s:s, s:s, s:o}", "score", score, "execution_time",
        seconds, "output", valid, "output_format", "text", "visibility",
        "visible", "stdout_visibility", stdout_visibility(), "tests", tests);
    char *dump = checked(json_dumps(root, JSON_INDENT(2) | JSON_ENSURE_ASCII |
                                              JSON_REAL_PRECISION(6)));
    FILE *file = begin_file(r, "results.json");
    for (const char *c = dump; *c != '\0'; c++) {
        fputs(*c == 0x7f ? "\\u007f" : (char[]){*c, '\0'}, file);
    }
    fputc('\n', file);
    finish_file(r, file, "results.json");
    free(dump);
    json_decref(root);
    free(valid);
    free(output);
    free(next);
}

/* ---- JUnit ---- */

/* Text or the value of an attribute. */
static void put_xml(FILE *out, const char *text)
{
    char *printable = text_printable(text);
    for (const char *c = printable; *c != '\0'; c++) {
        switch (*c) {
        case '&':
            fputs("&amp;", out);
            break;
        case '<':
            fputs("&lt;", out);
            break;
        case '>':
            fputs("&gt;", out);
            break;
        case '"':
            fputs("&quot;", out);
            break;
        case '\n':
            fputs("&#10;", out);
            break;
        default:
            fputc(*c, out);
        }
    }
    free(printable);
}

static bool is_one_of(const char *status, const char *const *list)
{
    while (*list != NULL && strcmp(*list, status) != 0) {
        list++;
    }
    return *list != NULL;
}

/* The element that says what became of an exercise; NULL if it passed. A failure
   is an answer that was judged; an error is everything that kept it from being
   judged. */
static const char *junit_outcome(const Exercise *e)
{
    static const char *const skipped[] = {"not started", "no data",
                                          "not graded here", NULL};
    static const char *const failures[] = {"wrong", "in part", "too slow",
                                           "memory error", NULL};
    return e->score >= e->points            ? NULL
           : is_one_of(e->status, skipped)  ? "skipped"
           : is_one_of(e->status, failures) ? "failure"
                                            : "error";
}

typedef struct Counts {
    size_t tests, failures, errors, skipped;
    double seconds;
} Counts;

/* Of a chapter; of everything if chapter is NULL. */
static Counts count_outcomes(const Report *r, const char *chapter)
{
    Counts n = {0};
    for (size_t i = 0; i < r->count; i++) {
        const Exercise *e = &r->exercises[i];
        const char *outcome = junit_outcome(e);
        if (chapter != NULL && strcmp(e->chapter, chapter) != 0) {
            continue;
        }
        n.tests++;
        n.seconds += e->seconds;
        if (outcome != NULL) {
            n.failures += strcmp(outcome, "failure") == 0;
            n.errors += strcmp(outcome, "error") == 0;
            n.skipped += strcmp(outcome, "skipped") == 0;
        }
    }
    return n;
}

static void put_testcase(const Report *r, const Exercise *e, FILE *out)
{
    const char *outcome = junit_outcome(e);
    fprintf(out, "    <testcase classname=\"%s\" name=\"", e->chapter);
    put_xml(out, e->id);
    fputc(' ', out);
    put_xml(out, e->title);
    fprintf(out, "\" time=\"%.3f\">\n", e->seconds);
    if (outcome != NULL) {
        const char *reason = *e->message != '\0' ? e->message
                             : *e->fault != '\0' ? e->fault
                             : *e->log != '\0'   ? e->log
                                                 : e->status;
        char *first = text_new("%.*s", (int)strcspn(reason, "\n"), reason);
        char *output = output_text(r, e);
        fprintf(out, "      <%s type=\"", outcome);
        put_xml(out, e->status);
        fputs("\" message=\"", out);
        put_xml(out, first);
        fputs("\">", out);
        put_xml(out, output);
        fprintf(out, "</%s>\n", outcome);
        free(output);
        free(first);
    }
    if (*e->printed != '\0') {
        fputs("      <system-out>", out);
        put_xml(out, e->printed);
        fputs("</system-out>\n", out);
    }
    fputs("    </testcase>\n", out);
}

void write_junit(const Report *r)
{
    FILE *out = begin_file(r, "junit.xml");
    Counts all = count_outcomes(r, NULL);
    fprintf(out,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<testsuites name=\"exercises\" tests=\"%zu\" failures=\"%zu\" "
            "errors=\"%zu\" time=\"%.3f\">\n",
            all.tests, all.failures, all.errors, all.seconds);
    for (size_t i = 0; i < r->count; i++) {
        const Exercise *e = &r->exercises[i];
        if (i == 0 || strcmp(e->chapter, e[-1].chapter) != 0) {
            Counts n = count_outcomes(r, e->chapter);
            fprintf(out,
                    "  <testsuite name=\"%s\" tests=\"%zu\" failures=\"%zu\" "
                    "errors=\"%zu\" skipped=\"%zu\" time=\"%.3f\">\n",
                    e->chapter, n.tests, n.failures, n.errors, n.skipped,
                    n.seconds);
        }
        put_testcase(r, e, out);
        if (i + 1 == r->count || strcmp(e->chapter, e[1].chapter) != 0) {
            fputs("  </testsuite>\n", out);
        }
    }
    fputs("</testsuites>\n", out);
    finish_file(r, out, "junit.xml");
}
