/* Reads what there is: the lists made from the book's text, the judges' results,
   the compiler's messages and what make memcheck found. */
#include "report.h"
#include "text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LOG_LINES = 20 }; /* of the compiler, in an exercise's message */

void give_up(const char *what, const char *path)
{
    char *line = text_line(path);
    fprintf(stderr, "report: %s %s\n", what, line);
    exit(2);
}

bool is_milestone(const Exercise *e)
{
    return strcmp(e->function, "-") == 0;
}

bool is_out_of_reach(const Exercise *e)
{
    return strcmp(e->status, "no data") == 0 ||
           strcmp(e->status, "not graded here") == 0;
}

bool full_marks(const Report *r)
{
    for (size_t i = 0; i < r->count; i++) {
        if (r->exercises[i].score < r->exercises[i].points) {
            return false;
        }
    }
    return true;
}

/* ---- Tab-separated lists ---- */

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

static void *grown(void *list, size_t count, size_t size)
{
    return checked(realloc(list, (count + 1) * size));
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

/* ---- Texts that live as long as the report ---- */

/* Keeps a text and frees the one that was passed. */
static const char *keep(Report *r, char *text)
{
    char *valid = text_valid(text);
    json_t *string = json_string(valid);
    json_array_append_new(r->kept, string);
    free(valid);
    free(text);
    return json_string_value(string);
}

/* The whole of a small file; "" if it cannot be read. */
static char *read_text(const char *path)
{
    enum { MOST = 65536 };
    char *text = grown(NULL, MOST, 1);
    FILE *file = fopen(path, "r");
    size_t size = 0;
    if (file != NULL) {
        size = fread(text, 1, MOST, file);
        fclose(file);
    }
    text[size] = '\0';
    return text;
}

char *build_log(const Report *r, const char *chapter, bool milestone, int lines)
{
    char *path = text_new("%s/%s/%s.log", r->folder,
                          milestone ? "float" : "double", chapter);
    char *text = read_text(path), *head = text_head(text, lines);
    free(path);
    free(text);
    return head;
}

/* ---- Results ---- */

static const char *text_of(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text != NULL ? text : "";
}

static int number_of(const json_t *object, const char *key)
{
    return (int)json_integer_value(json_object_get(object, key));
}

/* Without a right answer to every case, a wrong function still earns half of the
   points times the share of the hand-made cases that it answers rightly. */
static int score_of(const Report *r, const Exercise *e)
{
    if (strcmp(e->status, "passed") == 0) {
        return e->points;
    }
    if (strcmp(e->status, "in part") == 0) {
        return e->share >= 0 && e->share < 1 ? (int)(e->share * e->points) : 0;
    }
    bool counts = r->partial && strcmp(e->status, "wrong") == 0 &&
                  e->handmade_passed >= 0 && e->handmade > 0 &&
                  e->handmade_passed <= e->handmade;
    return counts ? e->points * e->handmade_passed / (2 * e->handmade) : 0;
}

static void take_result(const Report *r, Exercise *e, const json_t *result)
{
    e->status = text_of(result, "status");
    e->message = text_of(result, "message");
    e->diagnosis = text_of(result, "diagnosis");
    e->reread = text_of(result, "reread");
    e->where = text_of(result, "line");
    e->printed = text_of(result, "printed");
    e->mistake = text_of(result, "mistake");
    e->seconds = json_number_value(json_object_get(result, "seconds"));
    e->handmade = number_of(result, "handmade");
    e->handmade_passed = number_of(result, "handmade_passed");
    json_t *share = json_object_get(result, "share");
    e->share = json_is_number(share) ? json_number_value(share) : -1;
    e->score = score_of(r, e);
}

/* Nothing but a status and a message. */
static void no_result(Exercise *e, const char *status, const char *message)
{
    e->status = status;
    e->message = message;
    e->diagnosis = e->reread = e->where = e->printed = e->mistake = "";
    e->score = e->handmade = e->handmade_passed = 0;
    e->share = -1;
}

/* An exercise of a chapter whose judge left no result. */
static void explain_absence(Report *r, Exercise *e)
{
    char *path = text_new("%s/%s.c", r->impl, e->chapter);
    char *log = build_log(r, e->chapter, is_milestone(e), LOG_LINES);
    bool refused = strstr(log, ": refused: ") != NULL;
    bool broken = strstr(log, "error:") != NULL;
    if (access(path, R_OK) != 0) {
        char *line = text_line(path);
        no_result(
            e, "no file",
            keep(r,
                 text_new("the file is missing or cannot be read: %s%s", line,
                          strcmp(r->impl, "exercises") == 0
                              ? "; make exercises writes the stubs "
                                "anew"
                              : "")));
        free(line);
        free(log);
    } else {
        no_result(e,
                  refused  ? "refused"
                  : broken ? "does not compile"
                           : "no result",
                  "");
        e->log = keep(r, log);
    }
    free(path);
}

/* tools/compile writes a newline as \n and a backslash as \\. */
static char *unescaped(const char *text)
{
    char *result = text_new("%s", text), *out = result;
    for (; *text != '\0'; text++) {
        bool escaped = *text == '\\' && text[1] != '\0';
        text += escaped;
        *out++ = escaped && *text == 'n' ? '\n' : *text;
    }
    *out = '\0';
    return result;
}

/* tools/compile leaves a line for each function that it had to replace by a
   stub: what the judge says of it says nothing of the student. */
static void take_fault(Report *r, Exercise *e)
{
    char *path = text_new("%s/double/%s.faults", r->folder, e->chapter);
    FILE *file = fopen(path, "r");
    char line[8192], function[96], status[32], message[8192];
    while (file != NULL && fgets(line, sizeof line, file) != NULL) {
        field(line, 0, function, sizeof function);
        if (strcmp(function, e->function) == 0) {
            field(line, 1, status, sizeof status);
            field(line, 2, message, sizeof message);
            e->log = keep(r, unescaped(message));
            no_result(e, keep(r, text_new("%s", status)),
                      keep(r, text_head(e->log, LOG_LINES)));
        }
    }
    if (file != NULL) {
        fclose(file);
    }
    free(path);
}

/* tools/memcheck leaves a line for each exercise that made a memory error,
   whether its results were right or not. */
static void take_memory_fault(Report *r, Exercise *e)
{
    char *path = text_new("%s/grade/%s.memory", r->folder, e->chapter);
    char line[1024], id[16], fault[1024];
    FILE *file = fopen(path, "r");
    bool passed = strcmp(e->status, "passed") == 0;
    if (file == NULL && r->memory_too && passed && !is_milestone(e)) {
        no_result(e, "not checked",
                  "the memory check could not be run; see memory.log beside "
                  "results.json");
    }
    while (file != NULL && fgets(line, sizeof line, file) != NULL) {
        field(line, 0, id, sizeof id);
        if (strcmp(id, e->id) == 0) {
            field(line, 1, fault, sizeof fault);
            e->fault = keep(r, text_new("%s", fault));
            e->status = passed ? "memory error" : e->status;
            e->score = 0;
        }
    }
    if (file != NULL) {
        fclose(file);
    }
    free(path);
}

static void read_result(Report *r, Exercise *e)
{
    char *path = text_new("%s/grade/%s%s.json", r->folder, e->chapter,
                          is_milestone(e) ? ".milestones" : "");
    json_t *root = json_load_file(path, 0, NULL), *result;
    json_array_append_new(r->kept, root);
    free(path);
    size_t k;
    json_array_foreach(json_object_get(root, "exercises"), k, result)
    {
        if (strcmp(text_of(result, "id"), e->id) == 0) {
            take_result(r, e, result);
        }
    }
    if (e->status == NULL) {
        explain_absence(r, e);
    }
}

/* A milestone waits for an exercise whose stub it has met. Where the stub only
   stands in for a function of the student's, it says what is wrong with that. */
static void say_what_it_waits_for(Report *r, Exercise *milestone)
{
    static const char *const reasons[][2] = {
        {"does not compile", "does not compile"},
        {"missing", "is missing"},
        {"refused", "is refused"}};
    char id[16];
    if (sscanf(milestone->message, "waits for exercise %15[^,], which is not",
               id) != 1) {
        return;
    }
    for (size_t i = 0; i < r->all_count; i++) {
        const Exercise *e = &r->all[i];
        for (size_t k = 0; k < sizeof reasons / sizeof *reasons; k++) {
            if (strcmp(e->id, id) == 0 &&
                strcmp(e->status, reasons[k][0]) == 0) {
                milestone->message =
                    keep(r, text_new("waits for exercise %s, which %s", id,
                                     reasons[k][1]));
                return;
            }
        }
    }
}

void read_results(Report *r, const char *exercises, const char *sections)
{
    r->kept = json_array();
    read_exercises(r, exercises);
    read_sections(r, sections);
    for (size_t i = 0; i < r->all_count; i++) {
        Exercise *e = &r->all[i];
        e->fault = e->log = "";
        read_result(r, e);
        take_fault(r, e);
        take_memory_fault(r, e);
    }
    for (size_t i = 0; i < r->all_count; i++) {
        if (is_milestone(&r->all[i])) {
            say_what_it_waits_for(r, &r->all[i]);
        }
    }
}

void report_free(Report *r)
{
    json_decref(r->kept);
    free(r->all);
    free(r->exercises);
    free(r->sections);
}

/* ---- What was asked for ---- */

/* Whether `word` names the exercise: its number or its chapter's, with 0 in front
   or a small m if you like. */
static bool names(const char *word, const Exercise *e)
{
    const char *id = e->id;
    word += strspn(word, "0");
    size_t digits = strspn(id, "0123456789");
    if (strncmp(word, id, digits) != 0) {
        return false;
    }
    word += digits;
    id += digits;
    if (*word == '\0') {
        return true; /* the chapter */
    }
    if (*word++ != *id++) {
        return false;
    }
    if (*id == 'M') {
        if (*word != 'M' && *word != 'm') {
            return false;
        }
        word++;
        id++;
    }
    word += strspn(word, "0");
    return strcmp(word, id) == 0;
}

char *choose_exercises(Report *r, const char *what)
{
    static const char blanks[] = " \t\n,";
    char *words = text_new("%s", what), *rest = NULL, *unknown = NULL;
    bool *chosen = checked(calloc(r->all_count + 1, sizeof *chosen));
    bool all = strspn(what, blanks) == strlen(what);
    for (char *word = strtok_r(words, blanks, &rest);
         word != NULL && unknown == NULL;
         word = strtok_r(NULL, blanks, &rest)) {
        bool any = false;
        for (size_t i = 0; i < r->all_count; i++) {
            bool named = names(word, &r->all[i]);
            chosen[i] = chosen[i] || named;
            any = any || named;
        }
        unknown = any ? NULL : text_line(word);
    }
    for (size_t i = 0; i < r->all_count; i++) {
        if (all || chosen[i]) {
            r->exercises = grown(r->exercises, r->count, sizeof r->all[i]);
            r->exercises[r->count++] = r->all[i];
        }
    }
    free(chosen);
    free(words);
    return unknown;
}
