/* What a search tries: for each trial, the options of nn train with their
   values. */
#ifndef TRIAL_H
#define TRIAL_H

#include "error.h"
#include "options.h"

#include <jansson.h>

enum { TRIAL_SETTINGS = 16, TRIAL_VALUE = 200 };

/* An option of nn train, and where its values come from. */
typedef struct Setting {
    char name[40];
    bool drawn;       /* from a range; else from a list */
    char *list;       /* the values, each ended by '\0' */
    size_t count;     /* values in the list */
    double low, high; /* of a range */
    bool logarithmic, whole;
} Setting;

/* All trials: every combination of the lists, with `draws` draws each if there
   is a range. */
typedef struct Plan {
    Setting settings[TRIAL_SETTINGS];
    size_t count, combinations, draws, seed;
} Plan;

/* From the words of --grid, "momentum=0.8,0.9" ("|" between the values, if they
   hold commas), and of --random, "learning-rate=1e-4..1e-1,log". Freed by
   plan_free, after an error too. */
bool plan_read(Plan *plan, const TextList *grid, const TextList *random,
               size_t draws, size_t seed, Error *error);
void plan_free(Plan *plan);

/* How many trials there are, and the value of each setting in trial 0, 1 ... */
size_t plan_trials(const Plan *plan);
void plan_values(const Plan *plan, size_t trial,
                 char values[TRIAL_SETTINGS][TRIAL_VALUE]);

#endif
