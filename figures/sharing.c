/* How many weights it takes to look at a picture of a thousand by a thousand
   pixels: twenty filters of 5 × 5, and a dense layer of as many units as there
   are pixels. And the same for MNIST. */
#include "figure.h"

/* With a blank before each three digits. */
static void write_count(FILE *file, const char *key, unsigned long count)
{
    if (count >= 1000000) {
        fprintf(file, "sharing.%s\t%lu %03lu %03lu\n", key, count / 1000000,
                count / 1000 % 1000, count % 1000);
    } else if (count >= 10000) {
        fprintf(file, "sharing.%s\t%lu %03lu\n", key, count / 1000,
                count % 1000);
    } else {
        fprintf(file, "sharing.%s\t%lu\n", key, count);
    }
}

int main(void)
{
    double side = 1000, filters = 20, window = 5;
    printf("                                  weights\n");
    printf("dense, a unit for each pixel   %10.0e\n",
           side * side * side * side);
    printf("20 filters of 5 x 5            %10.0f\n",
           filters * window * window);
    FILE *values = figure_open("sharing.values");
    write_count(values, "filters", 20 * 25);
    write_count(values, "maps", 20 * 24 * 24);
    write_count(values, "mnist", 20UL * 24 * 24 * 28 * 28);
    write_count(values, "local", 20UL * 24 * 24 * 25);
    figure_close(values);
    return 0;
}
