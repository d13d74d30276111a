/* A digit, and what each kind of augmentation makes of it. */
#include "augment.h"
#include "real_data.h"

enum { SHOWN = 10, EXAMPLE = 0 };

int main(void)
{
    static const struct {
        const char *words;
        uint64_t draw;
    } changes[SHOWN] = {{"", 0},
                        {"noise=0.15", 1},
                        {"crop=0.3", 3},
                        {"flip=1", 1},
                        {"rotate=25", 2},
                        {"scale=0.3", 5},
                        {"shift=4", 4},
                        {"brightness=0.4", 2},
                        {"contrast=0.7", 9},
                        {"shift=2,rotate=15,scale=0.15,noise=0.05", 6}};
    Dataset files = load_files("mnist", "train");
    FILE *file = figure_open("augmented.dat");
    for (int k = 0; k < SHOWN; k++) {
        static real x[SIDE * SIDE], spare[SIDE * SIDE];
        Augmentation augmentation;
        Error error;
        end_unless(augmentation_read(&augmentation, changes[k].words, &error),
                   &error);
        normalise(files.pixels + (size_t)EXAMPLE * SIDE * SIDE, x, SIDE * SIDE);
        Rng rng = rng_at(7, changes[k].draw, 0, EXAMPLE);
        augment_picture(&augmentation, x, spare, (Shape){1, SIDE, SIDE}, &rng);
        for (int i = 0; i < SIDE; i++) {
            for (int j = 0; j < SIDE; j++) {
                fprintf(file, "%g ", (double)x[i * SIDE + j]);
            }
            fprintf(file, "\n");
        }
        fprintf(file, "\n\n");
    }
    figure_close(file);
    dataset_free(&files);
    return 0;
}
