/* How many weights it takes to look at a picture of a thousand by a thousand
   pixels: twenty filters of 5 × 5, and a dense layer of as many units as there
   are pixels. And the same for MNIST. */
#include "figure.h"

int main(void)
{
    double side = 1000, filters = 20, window = 5;
    printf("                                  weights\n");
    printf("dense, a unit for each pixel   %10.0e\n",
           side * side * side * side);
    printf("20 filters of 5 x 5            %10.0f\n",
           filters * window * window);
    FILE *values = figure_open("sharing.values");
    fprintf(values, "sharing.filters\t%.0f\n", filters * window * window);
    fprintf(values, "sharing.maps\t%.0f\n", filters * 24 * 24);
    fprintf(values, "sharing.mnist\t%.0f\n", filters * 24 * 24 * 28 * 28);
    fprintf(values, "sharing.local\t%.0f\n", filters * 24 * 24 * 25);
    figure_close(values);
    return 0;
}
