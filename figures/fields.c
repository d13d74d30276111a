/* What the units of LeNet's layers see of a digit. */
#include "conv.h"
#include "real_data.h"

static const struct {
    const char *name;
    Axis axis;
} layers[] = {
    {"conv 5", {28, 5, 1, 0, 1, 24}},
    {"max_pool 2", {24, 2, 2, 0, 1, 12}},
    {"conv 5", {12, 5, 1, 0, 1, 8}},
    {"max_pool 2", {8, 2, 2, 0, 1, 4}},
};
enum { LAYERS = sizeof layers / sizeof layers[0], EXAMPLE = 7, CORNER = 8 };

int main(void)
{
    Axis axes[LAYERS];
    Dataset files = load_files("mnist", "train");
    FILE *file = figure_open("fields.dat");
    for (int i = 0; i < SIDE; i++) {
        for (int j = 0; j < SIDE; j++) {
            fprintf(file, "%d ", files.pixels[(EXAMPLE * SIDE + i) * SIDE + j]);
        }
        fprintf(file, "\n");
    }
    fprintf(file, "\n\n");
    printf("layer        places  step  sees\n");
    size_t step = 1;
    for (size_t k = 0; k < LAYERS; k++) {
        axes[k] = layers[k].axis;
        step *= axes[k].stride;
        size_t field = receptive_field(axes, k + 1);
        printf("%-12s %3zux%-3zu %4zu  %zux%zu\n", layers[k].name,
               window_places(&axes[k]), window_places(&axes[k]), step, field,
               field);
        double from = CORNER - 0.5, to = from + (double)field;
        fprintf(file, "%g %g\n%g %g\n%g %g\n%g %g\n%g %g\n\n\n", from, from, to,
                from, to, to, from, to, from, from);
    }
    figure_close(file);
    const Axis threes[] = {{28, 3, 1, 0, 1, 26}, {26, 3, 1, 0, 1, 24}};
    const Axis wide[] = {{28, 3, 1, 0, 1, 26}, {26, 3, 1, 0, 2, 22}};
    FILE *values = figure_open("fields.values");
    fprintf(values, "fields.two\t%zu\n", receptive_field(threes, 2));
    fprintf(values, "fields.dilated\t%zu\n", receptive_field(wide, 2));
    fprintf(values, "fields.lenet\t%zu\n", receptive_field(axes, LAYERS));
    figure_close(values);
    dataset_free(&files);
    return 0;
}
