#include "repair.h"

#include <string.h>

/* A condition that is turned round may only keep what is wrong from being done. */
static const char *or_else(const Change *change)
{
    bool on_if = strncmp(change->before, "if", 2) == 0 ||
                 strstr(change->before, "else if") != NULL;
    bool turned = strstr(change->kind, "comparison") != NULL ||
                  strstr(change->kind, "condition") != NULL;
    return on_if && turned ? ", or what is done where it holds" : "";
}

void repair_tell(const Repair *found, Verdict *v)
{
    char *text = v->diagnosis;
    size_t size = sizeof v->diagnosis;
    verdict_add(text, size, "%sLook at line %d", text[0] != '\0' ? "\n" : "",
                found->change[0].line);
    for (int i = 1; i < found->places; i++) {
        verdict_add(text, size, " or %d", found->instead[i]);
    }
    verdict_add(text, size, ": %s%s.", found->change[0].kind,
                or_else(&found->change[0]));
    for (int i = 1; i < found->changed; i++) {
        verdict_add(text, size, " And at line %d: %s.", found->change[i].line,
                    found->change[i].kind);
    }
    for (int i = 0; i < found->changed; i++) {
        verdict_add(v->change, sizeof v->change, "%d\t%s\t%s\n",
                    found->change[i].line, found->change[i].before,
                    found->change[i].after);
    }
}
