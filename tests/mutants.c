/* How strong the cases of a chapter's probes are: small mistakes are made in the
   solutions and in the right variants, one at a time; each must fail. Prints "ok"
   and "not ok" lines. What is the same function written otherwise stands with its
   reason in the list of equivalents:
     EXERCISE FUNCTION | the line, as it stands | the line, changed | the reason

   Usage: mutants-NN_topic STEM solutions|all [EXERCISE]
   all: in the right variants too, whose equivalents nobody lists. */
#include "repair/repair.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern const Mistake *const __start_variants[] __attribute__((weak));
extern const Mistake *const __stop_variants[] __attribute__((weak));

static char *equivalents;
static const char *exercise, *function;
static size_t survivors, listed;

static char *read_all(const char *path)
{
    FILE *file = fopen(path, "r");
    char *text = calloc(1, 1 << 20);
    if (file != NULL) {
        text[fread(text, 1, (1 << 20) - 1, file)] = '\0';
        fclose(file);
    }
    return text;
}

static void survived(const char *kind, int line, const char *before,
                     const char *after)
{
    char entry[1000];
    snprintf(entry, sizeof entry, "%s %s | %s | %s |", exercise, function,
             before, after);
    if (strstr(equivalents, entry) != NULL) {
        listed++;
        return;
    }
    survivors++;
    printf("not ok a mistake in %s passes: %s, line %d\n# %s\n", function, kind,
           line, entry);
}

static void try_function(const Probe *probe, const char *path, const char *name)
{
    static Case *cases[MAX_CASES];
    static Outcome expected[MAX_CASES];
    Evidence e = {probe, cases, expected, NULL, 0};
    for (size_t i = 0; i < case_total(probe); i++) {
        cases[i] = case_draw(probe, i, 1);
        expected[i] = case_run(cases[i], probe, probe->function_itself,
                               call_seconds(probe));
    }
    exercise = probe->exercise;
    function = name;
    survivors = listed = 0;
    long tried = mutants(&e, path, name, 1, survived);
    for (size_t i = 0; i < case_total(probe); i++) {
        case_free(cases[i]);
        outcome_free(&expected[i]);
    }
    if (tried < 0) {
        survivors = 1;
        printf("not ok %s, %s, cannot be changed\n", name, exercise);
    } else if (survivors == 0) {
        printf("ok %ld mistakes in %s, %s, are noticed (%zu are none)\n",
               tried - (long)listed, name, exercise, listed);
    }
    fflush(stdout);
}

int main(int argc, char *argv[])
{
    if (argc < 3) {
        fprintf(stderr, "usage: %s STEM solutions|all [EXERCISE]\n", argv[0]);
        return 2;
    }
    char solutions[300], variants[300], list[300];
    snprintf(solutions, sizeof solutions, "solutions/%s.c", argv[1]);
    snprintf(variants, sizeof variants, "tests/variants/%s.c", argv[1]);
    snprintf(list, sizeof list, "tests/mutants/%s.txt", argv[1]);
    equivalents = read_all(list);
    bool all = strcmp(argv[2], "all") == 0;
    size_t survivors_in_all = 0;
    for (const Probe *const *p = __start_probes; p < __stop_probes; p++) {
        if (argc > 3 && strcmp(argv[3], (*p)->exercise) != 0) {
            continue;
        }
        try_function(*p, solutions, (*p)->function);
        survivors_in_all += survivors;
        for (const Mistake *const *m = __start_variants;
             all && m < __stop_variants; m++) {
            if (strcmp((*m)->function, (*p)->function) == 0) {
                try_function(*p, variants, (*m)->name);
            }
        }
    }
    return survivors_in_all > 0;
}
