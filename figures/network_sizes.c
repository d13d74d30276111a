/* How large some networks of dense layers are. */
#include "digits.h"
#include "figure.h"
#include "mlp.h"

enum { LONGEST = 3 };

typedef struct Network {
    const char *key; /* under which the book quotes it, or NULL */
    size_t layers, sizes[LONGEST + 1];
} Network;

static const Network networks[] = {
    {NULL, 2, {2, 2, 1}},
    {NULL, 2, {2, 3, 3}},
    {"digits", 2, {DIGITS_IN, DIGITS_HIDDEN, DIGITS_OUT}},
    {NULL, 2, {784, 128, 10}},
    {NULL, 3, {784, 128, 128, 10}},
    {"picture", 3, {16384, 16384, 16384, 16384}},
};

/* Each weight costs one multiplication and one addition for each example. */
static double operations(const Network *network)
{
    double sum = 0;
    for (size_t l = 0; l < network->layers; l++) {
        sum += 2.0 * (double)network->sizes[l] * (double)network->sizes[l + 1];
    }
    return sum;
}

/* Prints a whole number in groups of three digits. */
static void print_grouped(FILE *file, double value)
{
    char text[32];
    int length = snprintf(text, sizeof text, "%.0f", value);
    for (int i = 0; i < length; i++) {
        const char *between = i > 0 && (length - i) % 3 == 0 ? " " : "";
        fprintf(file, "%s%c", between, text[i]);
    }
}

static void print_column(double value, int width)
{
    char text[32];
    int length = snprintf(text, sizeof text, "%.0f", value);
    printf("%*s", width - length - (length - 1) / 3, "");
    print_grouped(stdout, value);
}

static void write_values(FILE *file, const Network *network, double count)
{
    fprintf(file, "network_sizes.%s\t", network->key);
    print_grouped(file, count);
    fprintf(file, "\nnetwork_sizes.%s.millions\t%.0f\n", network->key,
            count / 1e6);
    fprintf(file, "network_sizes.%s.gigabytes\t%.1f\n", network->key,
            count * (double)sizeof(real) / 1e9);
    fprintf(file, "network_sizes.%s.operations\t%.1f\n", network->key,
            operations(network) / 1e9);
}

int main(void)
{
    FILE *values = figure_open("network_sizes.values");
    printf(
        "layers                     parameters         bytes    operations\n");
    for (size_t i = 0; i < sizeof networks / sizeof networks[0]; i++) {
        const Network *network = &networks[i];
        size_t count = parameter_count(network->sizes, network->layers);
        char name[64];
        int length = 0;
        for (size_t l = 0; l <= network->layers; l++) {
            length += snprintf(name + length, sizeof name - (size_t)length,
                               l == 0 ? "%zu" : "-%zu", network->sizes[l]);
        }
        printf("%-23s", name);
        print_column((double)count, 14);
        print_column((double)count * (double)sizeof(real), 14);
        print_column(operations(network), 14);
        printf("\n");
        if (network->key != NULL) {
            write_values(values, network, (double)count);
        }
    }
    figure_close(values);
    return 0;
}
