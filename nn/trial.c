#define _POSIX_C_SOURCE 200809L

#include "trial.h"

#include "regularization.h"
#include "todo.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_TRIALS = 100000 };

/* The name before "=", which must be new; returns what is behind it. */
static const char *read_name(Plan *plan, const char *text, const char *option,
                             Error *error)
{
    size_t length = strcspn(text, "=");
    Setting *setting = &plan->settings[plan->count];
    if (plan->count == TRIAL_SETTINGS) {
        error_set(error, "--%s: expected at most %d settings in all", option,
                  TRIAL_SETTINGS);
        return NULL;
    }
    if (length == 0 || length >= sizeof setting->name || text[length] != '=' ||
        text[length + 1] == '\0') {
        error_set(error, "--%s: expected NAME=VALUES, found \"%.60s\"", option,
                  text);
        return NULL;
    }
    *setting = (Setting){.count = 1};
    memcpy(setting->name, text, length);
    for (size_t i = 0; i < plan->count; i++) {
        if (strcmp(plan->settings[i].name, setting->name) == 0) {
            error_set(error, "--%s: %s is given twice", option, setting->name);
            return NULL;
        }
    }
    return text + length + 1;
}

static bool read_list(Plan *plan, const char *text, Error *error)
{
    const char *values = read_name(plan, text, "grid", error);
    Setting *setting = &plan->settings[plan->count];
    if (values == NULL) {
        return false;
    }
    setting->list = strdup(values);
    plan->count++;
    if (setting->list == NULL) {
        return error_set(error, "no memory for the values of %s",
                         setting->name);
    }
    char separator = strchr(values, '|') != NULL ? '|' : ',';
    size_t length = 0;
    for (char *c = setting->list;; c++, length++) {
        bool end = *c == '\0';
        if (end || *c == separator) {
            if (length == 0 || length >= TRIAL_VALUE) {
                return error_set(error,
                                 "--grid: expected values of 1 to %d letters "
                                 "for %s, found \"%.60s\"",
                                 TRIAL_VALUE - 1, setting->name, values);
            }
            length = (size_t)-1;
            setting->count += !end;
            *c = '\0';
        }
        if (end) {
            return true;
        }
    }
}

/* "1e-4..1e-1"; text goes behind it. "4." is a number too, so that the first one
   ends at the dots. */
static bool read_ends(Setting *setting, const char **text)
{
    char first[40], *end;
    const char *dots = strstr(*text, "..");
    size_t length = dots != NULL ? (size_t)(dots - *text) : 0;
    if (length == 0 || length >= sizeof first) {
        return false;
    }
    memcpy(first, *text, length);
    first[length] = '\0';
    setting->low = strtod(first, &end);
    if (*end != '\0') {
        return false;
    }
    setting->high = strtod(dots + 2, &end);
    bool good = end != dots + 2 && isfinite(setting->low) &&
                isfinite(setting->high) && setting->low <= setting->high;
    *text = end;
    return good;
}

/* "1e-4..1e-1,log,whole". */
static bool read_range(Plan *plan, const char *text, Error *error)
{
    const char *range = read_name(plan, text, "random", error);
    Setting *setting = &plan->settings[plan->count];
    if (range == NULL) {
        return false;
    }
    const char *rest = range;
    bool good = read_ends(setting, &rest);
    while (good && *rest != '\0') {
        size_t length = strcspn(rest + 1, ",") + 1;
        bool log = length == 4 && memcmp(rest, ",log", 4) == 0;
        bool whole = length == 6 && memcmp(rest, ",whole", 6) == 0;
        setting->logarithmic |= log;
        setting->whole |= whole;
        good = log || whole;
        rest += length;
    }
    if (!good || (setting->logarithmic && setting->low <= 0)) {
        return error_set(error,
                         "--random: expected %s=LOW..HIGH with LOW up to HIGH, "
                         "and \",log\" (for a LOW above 0) or \",whole\" "
                         "behind it, found \"%.60s\"",
                         setting->name, range);
    }
    setting->drawn = true;
    plan->count++;
    return true;
}

bool plan_read(Plan *plan, const TextList *grid, const TextList *random,
               size_t draws, size_t seed, Error *error)
{
    *plan = (Plan){.combinations = 1, .draws = 1, .seed = seed};
    for (size_t i = 0; i < grid->count; i++) {
        if (!read_list(plan, grid->texts[i], error)) {
            return false;
        }
        plan->combinations *= plan->settings[plan->count - 1].count;
        if (plan->combinations > MOST_TRIALS) {
            return error_set(error, "--grid: expected at most %d combinations",
                             MOST_TRIALS);
        }
    }
    for (size_t i = 0; i < random->count; i++) {
        if (!read_range(plan, random->texts[i], error)) {
            return false;
        }
        plan->draws = draws;
    }
    if (plan->count == 0) {
        return error_set(error, "expected --grid or --random, found neither");
    }
    return plan_trials(plan) <= MOST_TRIALS ||
           error_set(error, "expected at most %d trials, found %zu",
                     MOST_TRIALS, plan_trials(plan));
}

void plan_free(Plan *plan)
{
    for (size_t i = 0; i < plan->count; i++) {
        free(plan->settings[i].list);
    }
    *plan = (Plan){0};
}

size_t plan_trials(const Plan *plan)
{
    return plan->combinations * plan->draws;
}

/* The numbers of draw number `draw`: each combination meets the same ones. */
static void draw_numbers(const Plan *plan, size_t draw, double *numbers)
{
    Range ranges[TRIAL_SETTINGS];
    size_t count = 0;
    Rng rng = rng_seeded(plan->seed);
    for (size_t i = 0; i < plan->count; i++) {
        const Setting *s = &plan->settings[i];
        if (s->drawn) {
            ranges[count++] = (Range){s->low, s->high, s->logarithmic};
        }
    }
    for (size_t d = 0; d <= draw; d++) {
        draw_trial(ranges, numbers, count, &rng);
    }
}

void plan_values(const Plan *plan, size_t trial,
                 char values[TRIAL_SETTINGS][TRIAL_VALUE])
{
    double numbers[TRIAL_SETTINGS] = {0}, *next = numbers;
    size_t place = trial % plan->combinations;
    draw_numbers(plan, trial / plan->combinations, numbers);
    for (size_t i = 0; i < plan->count; i++) {
        const Setting *s = &plan->settings[i];
        if (s->drawn) {
            double number = *next++;
            snprintf(values[i], TRIAL_VALUE, "%.6g",
                     s->whole ? round(number) : number);
            continue;
        }
        const char *value = s->list;
        for (size_t k = 0; k < place % s->count; k++) {
            value += strlen(value) + 1;
        }
        place /= s->count;
        snprintf(values[i], TRIAL_VALUE, "%s", value);
    }
}
