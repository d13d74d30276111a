/* Calls the student's functions of one exercise on all its cases, with no
   Criterion and no verdict: for Valgrind and the sanitizers, which then speak
   of the student's code alone.

   Usage: PLAIN list | PLAIN EXERCISE */
#include "case.h"
#include "isolate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void exercise(const Probe *probe, uint64_t seed)
{
    isolate(probe, false);
    for (size_t i = 0; i < case_total(probe); i++) {
        Case *c = case_draw(probe, i, seed);
        Outcome outcome =
            case_run(c, probe, probe->function_itself, call_seconds(probe));
        outcome_free(&outcome);
        case_free(c);
    }
}

int main(int argc, char *argv[])
{
    const char *text = getenv("GRADE_SEED");
    uint64_t seed =
        text != NULL && *text != '\0' ? strtoull(text, NULL, 10) : 1;
    bool list = argc == 2 && strcmp(argv[1], "list") == 0;
    bool found = false;
    for (const Probe *const *p = __start_probes; p < __stop_probes; p++) {
        if (list) {
            puts((*p)->exercise);
        } else if (argc == 2 && strcmp(argv[1], (*p)->exercise) == 0) {
            exercise(*p, seed);
            found = true;
        }
    }
    if (!list && !found) {
        fprintf(stderr, "usage: %s list | EXERCISE\n", argv[0]);
        return 2;
    }
    return 0;
}
