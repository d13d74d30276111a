#include "todo.h"

#include <stddef.h>

static const char *first_met;

void todo(const char *exercise)
{
    if (first_met == NULL) {
        first_met = exercise;
    }
}

const char *todo_met(void)
{
    return first_met;
}

bool todo_none(Error *error)
{
    return first_met == NULL ||
           error_set(error, "exercise %s is not written yet", first_met);
}

void todo_forget(void)
{
    first_met = NULL;
}
