/* The network of chapter 6 is chosen here, by the validation sets alone. The
   candidates and the rule were fixed before the first of them was trained: small
   networks and such that just keep below 50 000 parameters, with one and with
   two hidden layers, at three rates. Each learns both sets with three seeds,
   and the best mean accuracy on the validation sets is chosen. */
#include "real_data.h"
#include "record.h"

enum { SETS = 2, NETWORKS = 4, RATES = 3, SEEDS = 3, EPOCHS = 7, BATCH = 64 };
enum { SPLIT_SEED = 6 }; /* as real_run splits */

static const char *const sets[SETS] = {"mnist", "fashion"};
static const struct {
    const char *hidden, *text;
} networks[NETWORKS] = {
    {"64", "dense 64, relu, dense 10"},
    {"64, 64", "dense 64, relu, dense 64, relu, dense 10"},
    {"160, 64", "dense 160, relu, dense 64, relu, dense 10"},
    {"224", "dense 224, relu, dense 10"},
};
static const double rates[RATES] = {0.001, 0.003, 0.01};

/* A network at a rate. */
typedef struct Candidate {
    size_t parameters;
    double right[SETS][SEEDS]; /* on the validation set, in per cent */
} Candidate;

/* Trains as real_run does; the accuracy of the best epoch, in per cent. */
static double best_epoch(const char *network, double rate, uint64_t seed,
                         Part train, Part validation, size_t *parameters)
{
    Training how = training("adam", rate, "one_cycle", BATCH, EPOCHS);
    Run run;
    double best = 0;
    run_begin(&run, network, &how, train, validation, seed);
    for (int e = 0; e < EPOCHS; e++) {
        Epoch epoch = run_epoch(&run);
        const double first[] = {epoch.loss, epoch.validation.loss};
        record_prefix("network_choice", first, 2);
        best = fmax(best, 100 * epoch.validation.accuracy);
    }
    *parameters = run.net.parameters;
    run_end(&run);
    return best;
}

static double mean(const double right[SEEDS])
{
    double sum = 0;
    for (int s = 0; s < SEEDS; s++) {
        sum += right[s];
    }
    return sum / SEEDS;
}

static double overall(const Candidate *candidate)
{
    return (mean(candidate->right[0]) + mean(candidate->right[1])) / SETS;
}

/* How far apart the seeds are, both sets taken together. */
static double spread(const Candidate *candidate)
{
    double low = 100, high = 0;
    for (int s = 0; s < SEEDS; s++) {
        double both = (candidate->right[0][s] + candidate->right[1][s]) / SETS;
        low = fmin(low, both);
        high = fmax(high, both);
    }
    return high - low;
}

static void show(const Candidate *candidates, int best)
{
    printf("hidden units  parameters   rate    MNIST  Fashion     mean\n");
    for (int i = 0; i < NETWORKS * RATES; i++) {
        const Candidate *c = &candidates[i];
        printf("%-12s  %10zu  %.3f  %.2f %%  %.2f %%  %.2f %%%s\n",
               networks[i / RATES].hidden, c->parameters, rates[i % RATES],
               mean(c->right[0]), mean(c->right[1]), overall(c),
               i == best ? "  chosen" : "");
    }
}

static void write_values(const Candidate *candidates, int best, int second)
{
    FILE *file = figure_open("network_choice.values");
    fprintf(file, "network_choice.network\t%s\n", networks[best / RATES].text);
    fprintf(file, "network_choice.rate\t%g\n", rates[best % RATES]);
    fprintf(file, "network_choice.mean\t%.2f\n", overall(&candidates[best]));
    fprintf(file, "network_choice.second\t%.2f\n",
            overall(&candidates[second]));
    fprintf(file, "network_choice.spread\t%.2f\n", spread(&candidates[best]));
    figure_close(file);
}

int main(void)
{
    static Candidate candidates[NETWORKS * RATES];
    for (int set = 0; set < SETS; set++) {
        Dataset files = load_files(sets[set], "train");
        Source source = halves(&files);
        Rng rng = rng_seeded(SPLIT_SEED);
        Part train, validation, rest;
        Error error;
        end_unless(source_split(&source, 0.9, 0.1, &rng, &train, &validation,
                                &rest, &error) &&
                       source_standardise(&source, train, &error),
                   &error);
        for (int i = 0; i < NETWORKS * RATES; i++) {
            for (int s = 0; s < SEEDS; s++) {
                candidates[i].right[set][s] = best_epoch(
                    networks[i / RATES].text, rates[i % RATES], (uint64_t)s + 1,
                    train, validation, &candidates[i].parameters);
            }
        }
        source_free(&source);
        dataset_free(&files);
    }
    int best = 0, second = 1;
    for (int i = 1; i < NETWORKS * RATES; i++) {
        if (overall(&candidates[i]) > overall(&candidates[best])) {
            second = best;
            best = i;
        } else if (i != second &&
                   overall(&candidates[i]) > overall(&candidates[second])) {
            second = i;
        }
    }
    show(candidates, best);
    write_values(candidates, best, second);
    return 0;
}
