/* What a gradient costs, in multiplications of the dense layers for one example:
   backwards, and by differences. */
#include "figure.h"
#include "mlp.h"

enum { MOST = 4 };

typedef struct Sizes {
    const char *name;
    size_t layers, sizes[MOST];
} Sizes;

int main(void)
{
    static const Sizes nets[] = {{"2-2-1", 2, {2, 2, 1}},
                                 {"2-16-16-2", 3, {2, 16, 16, 2}},
                                 {"784-128-10", 2, {784, 128, 10}}};
    FILE *values = figure_open("gradient_cost.values");
    printf("network      parameters   forward   backward      differences\n");
    for (int k = 0; k < 3; k++) {
        const Sizes *s = &nets[k];
        size_t forward = 0, backward = 0;
        for (size_t l = 0; l < s->layers; l++) {
            size_t products = s->sizes[l] * s->sizes[l + 1];
            forward += products;
            backward += l > 0 ? 2 * products : products; /* dw, and dx */
        }
        size_t parameters = parameter_count(s->sizes, s->layers);
        size_t differences = 2 * parameters * forward;
        printf("%-11s  %10zu  %8zu   %8zu   %14zu\n", s->name, parameters,
               forward, backward, differences);
        if (k == 2) {
            fprintf(values, "gradient_cost.parameters\t%zu\n", parameters);
            fprintf(values, "gradient_cost.passes\t%zu\n", 2 * parameters);
            fprintf(values, "gradient_cost.ratio\t%.0f\n",
                    (double)differences / (double)backward);
        }
    }
    figure_close(values);
    return 0;
}
