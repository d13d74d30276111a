/* What is said of an exercise, and of what to do next: the same words on the
   terminal and in the files. */
#include "report.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Where to read: the web page if the book has been built, else the text. */
static char *place(const Report *r, const char *file, int line,
                   const char *label)
{
    const char *name = strrchr(file, '/') != NULL ? strrchr(file, '/') + 1 : "";
    char *page = text_new("%s/book/html/%.*s.html", r->build,
                          (int)strcspn(name, "."), name);
    char *result = access(page, R_OK) == 0 ? text_new("%s#%s", page, label)
                                           : text_new("%s:%d", file, line);
    free(page);
    return result;
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
   not passed. NULL if there are none. */
static char *unpassed(const Report *r, const Exercise *milestone)
{
    char *text = NULL;
    for (size_t i = 0; i < r->all_count; i++) {
        const Exercise *e = &r->all[i];
        if (strcmp(e->chapter, milestone->chapter) == 0 && !is_milestone(e) &&
            e->score < e->points) {
            char *longer = text_new(
                "%s%s%s", text != NULL ? text : "First mend what is not passed",
                text != NULL ? ", " : ": ", e->id);
            free(text);
            text = longer;
        }
    }
    return text;
}

static void add(Detail *list, size_t *count, bool bold, char *text)
{
    if (text != NULL && *text != '\0') {
        list[(*count)++] = (Detail){text, bold};
    } else {
        free(text);
    }
}

size_t details(const Report *r, const Exercise *e, Detail list[DETAILS])
{
    size_t n = 0;
    if (e->score >= e->points) {
        add(list, &n, false, e->share >= 0 ? text_new("%s", e->message) : NULL);
        return n;
    }
    if (e->score > 0 && e->share < 0) {
        add(list, &n, false,
            text_new("%d/%d (%d of %d hand-made cases)", e->score, e->points,
                     e->handmade_passed, e->handmade));
    }
    add(list, &n, false, text_new("%s", e->message));
    if (*e->where != '\0') {
        bool slow = strcmp(e->status, "too slow") == 0;
        add(list, &n, false,
            text_new("%s %s", slow ? "it was at" : "at", e->where));
    }
    add(list, &n, false, text_new("%s", e->fault));
    add(list, &n, true, text_new("%s", e->diagnosis));
    if (is_milestone(e) && strcmp(e->status, "not started") != 0 &&
        !is_out_of_reach(e)) {
        char *ids = unpassed(r, e);
        add(list, &n, false, ids != NULL ? text_new("%s.", ids) : NULL);
        free(ids);
    }
    const Section *s = find_section(r, e->reread);
    if (s != NULL) {
        char *where = place(r, s->file, s->line, s->label);
        add(list, &n, false, text_new("Reread \"%s\": %s", s->title, where));
        free(where);
    }
    return n;
}

const char *printed_title(const Exercise *e)
{
    return is_milestone(e) ? "It printed:" : "It printed, over all cases:";
}

/* How to grade an exercise again, and for exercises/, to which alone it speaks,
   make hint. "" where the folder's name would have to be quoted. */
static char *commands(const Report *r, const char *id)
{
    static const char simple[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                 "abcdefghijklmnopqrstuvwxyz0123456789./_-";
    if (strcmp(r->impl, "exercises") == 0) {
        return text_new("      make hint EX=%s\n"
                        "      make grade EX=%s\n",
                        id, id);
    }
    return r->impl[strspn(r->impl, simple)] != '\0'
               ? text_new("%s", "")
               : text_new("      make grade EX=%s IMPL=%s\n", id, r->impl);
}

/* The first exercise that is neither passed nor out of reach. */
char *next_step(const Report *r)
{
    bool data = false;
    for (size_t i = 0; i < r->count; i++) {
        const Exercise *e = &r->exercises[i];
        if (e->score == e->points || is_out_of_reach(e)) {
            data = data || strcmp(e->status, "no data") == 0;
            continue;
        }
        char *label = text_new("ex:%s", e->id);
        char *where = place(r, e->file, e->line, label);
        char *how = commands(r, e->id);
        char *text = text_new("Next: %s %s\n"
                              "%s"
                              "      the task: %s",
                              e->id, e->title, how, where);
        free(how);
        free(label);
        free(where);
        return text;
    }
    return text_new(full_marks(r) ? r->count == 1 ? "Passed." : "Full marks."
                    : data        ? "The rest could not be graded: make data "
                                    "fetches what is missing."
                           : "The rest cannot be graded on this machine.");
}
