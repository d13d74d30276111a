/* What each remedy is worth from a thousand pictures, and what is lost if one of
   all is left out. The candidates and the rule were fixed before the first was
   trained: each remedy has up to three strengths; the best mean accuracy on the
   validation set over five seeds chooses; the test set is opened for the chosen
   one alone. "All" takes the chosen strengths of each, but for dropout, whose
   rate is chosen again: with other remedies less of it may do. */
#include "thousand.h"
#include "record.h"

enum { STRENGTHS = 3, REMEDIES = 7, ALL = REMEDIES };

typedef struct Row {
    const char *name, *chosen;
    Remedies remedies;
    Right mean, low, high;
} Row;

static Thousand data;
static const double rate = 0.003;

/* Five seeds of one setting. */
static void try_out(Row *row, bool opened)
{
    row->mean = (Right){0, 0, 0};
    row->low = (Right){100, 100, 100};
    row->high = (Right){0, 0, 0};
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        double first[2] = {0};
        Right r = learn(&data, &row->remedies, rate, seed, opened, first);
        record_prefix("thousand", first, 2);
        row->mean.train += r.train / SEEDS;
        row->mean.validation += r.validation / SEEDS;
        row->mean.test += r.test / SEEDS;
        row->low.test = fmin(row->low.test, r.test);
        row->high.test = fmax(row->high.test, r.test);
    }
}

/* Of up to three settings the one that is best on the validation set. */
static Row choose(const char *name, const Remedies settings[STRENGTHS],
                  const char *const words[STRENGTHS])
{
    Row best = {.name = name};
    for (int s = 0; s < STRENGTHS && words[s] != NULL; s++) {
        Row row = {.name = name, .chosen = words[s], .remedies = settings[s]};
        if (words[1] != NULL) {
            try_out(&row, false);
            fprintf(stderr, "%s %s: validation %.2f\n", name, words[s],
                    row.mean.validation);
        }
        if (s == 0 || row.mean.validation > best.mean.validation) {
            best = row;
        }
    }
    try_out(&best, true);
    return best;
}

static void choose_each(Row *rows)
{
    rows[0] = choose("plain", (Remedies[STRENGTHS]){{.l1 = 0}},
                     (const char *[STRENGTHS]){""});
    rows[1] =
        choose("weight decay",
               (Remedies[STRENGTHS]){{.l2 = 1e-4}, {.l2 = 1e-3}, {.l2 = 1e-2}},
               (const char *[STRENGTHS]){"0.0001", "0.001", "0.01"});
    rows[2] = choose(
        "L1", (Remedies[STRENGTHS]){{.l1 = 1e-5}, {.l1 = 1e-4}, {.l1 = 1e-3}},
        (const char *[STRENGTHS]){"0.00001", "0.0001", "0.001"});
    rows[3] = choose("dropout",
                     (Remedies[STRENGTHS]){
                         {.dropout = 0.2}, {.dropout = 0.5}, {.dropout = 0.7}},
                     (const char *[STRENGTHS]){"0.2", "0.5", "0.7"});
    rows[4] = choose("batch norm", (Remedies[STRENGTHS]){{.batch_norm = true}},
                     (const char *[STRENGTHS]){""});
    rows[5] = choose("best epoch", (Remedies[STRENGTHS]){{.best_epoch = true}},
                     (const char *[STRENGTHS]){""});
    rows[6] =
        choose("augmentation",
               (Remedies[STRENGTHS]){
                   {.augmentation = "shift=1"},
                   {.augmentation = "shift=1,rotate=10,scale=0.1"},
                   {.augmentation = "shift=1,rotate=15,scale=0.15,noise=0.05"}},
               (const char *[STRENGTHS]){"shift", "and turn, scale",
                                         "more, and noise"});
}

static Remedies all_of(const Row *rows, double dropout)
{
    return (Remedies){.l2 = rows[1].remedies.l2,
                      .l1 = rows[2].remedies.l1,
                      .dropout = dropout,
                      .batch_norm = true,
                      .best_epoch = true,
                      .augmentation = rows[6].remedies.augmentation};
}

/* All, and all but one. */
static void choose_all(Row *rows)
{
    rows[ALL] = choose(
        "all",
        (Remedies[STRENGTHS]){all_of(rows, 0.1), all_of(rows, 0.2),
                              all_of(rows, 0.4)},
        (const char *[STRENGTHS]){"dropout 0.1", "dropout 0.2", "dropout 0.4"});
    static const char *const names[REMEDIES] = {
        "",           "no weight decay", "no L1", "no dropout", "no batch norm",
        "last epoch", "no augmentation"};
    for (int k = 1; k < REMEDIES; k++) {
        Remedies r = rows[ALL].remedies;
        r.l2 = k == 1 ? 0 : r.l2;
        r.l1 = k == 2 ? 0 : r.l1;
        r.dropout = k == 3 ? 0 : r.dropout;
        r.batch_norm = k == 4 ? false : r.batch_norm;
        r.best_epoch = k == 5 ? false : r.best_epoch;
        r.augmentation = k == 6 ? NULL : r.augmentation;
        rows[ALL + k] = (Row){.name = names[k], .chosen = "", .remedies = r};
        try_out(&rows[ALL + k], true);
    }
}

static void show(const Row *rows, int from, int to, FILE *file)
{
    for (int k = from; k < to; k++) {
        const Row *r = &rows[k];
        printf("%-16s %-16s %8.2f %10.2f %8.2f  %5.2f - %5.2f\n", r->name,
               r->chosen, r->mean.train, r->mean.validation, r->mean.test,
               r->low.test, r->high.test);
        fprintf(file, "\"%s\" %.2f %.2f %.2f\n", r->name, r->mean.test,
                r->low.test, r->high.test);
    }
}

static void write_values(const Row *rows)
{
    static const char *const keys[] = {
        "plain",      "l2",      "l1",   "dropout",   "norm",
        "best",       "augment", "all",  "no_l2",     "no_l1",
        "no_dropout", "no_norm", "last", "no_augment"};
    FILE *file = figure_open("thousand.values");
    for (int k = 0; k < ALL + REMEDIES; k++) {
        fprintf(file, "thousand.%s\t%.1f\n", keys[k], rows[k].mean.test);
        fprintf(file, "thousand.%s.wrong\t%.1f\n", keys[k],
                100 - rows[k].mean.test);
    }
    fprintf(file, "thousand.plain.train\t%.1f\n", rows[0].mean.train);
    fprintf(file, "thousand.plain.low\t%.2f\n", rows[0].low.test);
    fprintf(file, "thousand.plain.high\t%.2f\n", rows[0].high.test);
    fprintf(file, "thousand.all.low\t%.2f\n", rows[ALL].low.test);
    fprintf(file, "thousand.all.high\t%.2f\n", rows[ALL].high.test);
    fprintf(file, "thousand.share\t%.2f\n",
            (100 - rows[ALL].mean.test) / (100 - rows[0].mean.test));
    char text[120];
    network_of(&rows[ALL].remedies, text, sizeof text);
    fprintf(file, "thousand.network\t%s\n", text);
    fprintf(file, "thousand.augmentation\t%s\n",
            rows[ALL].remedies.augmentation);
    fprintf(file, "thousand.all.l1\t%g\n", rows[ALL].remedies.l1);
    fprintf(file, "thousand.all.l2\t%g\n", rows[ALL].remedies.l2);
    figure_close(file);
}

int main(void)
{
    static Row rows[ALL + REMEDIES];
    thousand_begin(&data);
    choose_each(rows);
    choose_all(rows);
    FILE *file = figure_open("thousand.dat");
    printf("remedy           strength            train validation     test  "
           "lowest, highest\n");
    show(rows, 0, ALL + 1, file);
    fprintf(file, "\n\n");
    printf("all but\n");
    show(rows, ALL + 1, ALL + REMEDIES, file);
    figure_close(file);
    write_values(rows);
    thousand_end(&data);
    return 0;
}
