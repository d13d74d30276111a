/* The first pictures of each class of MNIST and of Fashion-MNIST, and how often
   each class occurs in the files. */
#include "real_data.h"

enum { EACH = 4, TILE = SIDE + 2 };

static const char *const sets[] = {"mnist", "fashion"};

/* A row of pictures for each of EACH, a column for each class. */
static void draw_set(const Dataset *files, FILE *file)
{
    static size_t first[EACH][CLASSES];
    size_t met[CLASSES] = {0};
    for (size_t i = 0; i < files->count; i++) {
        int label = files->labels[i];
        if (met[label] < EACH) {
            first[met[label]++][label] = i;
        }
    }
    for (int row = 0; row < EACH * TILE; row++) {
        for (int column = 0; column < CLASSES * TILE; column++) {
            int y = row % TILE, x = column % TILE, level = 0;
            if (y < SIDE && x < SIDE) {
                size_t i = first[row / TILE][column / TILE];
                level =
                    files->pixels[(i * SIDE + (size_t)y) * SIDE + (size_t)x];
            }
            fprintf(file, "%d ", level);
        }
        fprintf(file, "\n");
    }
}

static void count_classes(const char *set, const char *part,
                          const Dataset *files, FILE *values)
{
    size_t counts[CLASSES] = {0}, least = files->count, most = 0;
    for (size_t i = 0; i < files->count; i++) {
        counts[files->labels[i]]++;
    }
    printf("%-7s %-5s %5zu", set, part, files->count);
    for (int k = 0; k < CLASSES; k++) {
        printf(" %5zu", counts[k]);
        least = counts[k] < least ? counts[k] : least;
        most = counts[k] > most ? counts[k] : most;
    }
    printf("\n");
    fprintf(values, "pictures.%s.%s.least\t%zu\n", set, part, least);
    fprintf(values, "pictures.%s.%s.most\t%zu\n", set, part, most);
}

int main(void)
{
    FILE *values = figure_open("pictures.values");
    printf("%%%% classes\nset     part  count");
    for (int k = 0; k < CLASSES; k++) {
        printf(" %5d", k);
    }
    printf("\n");
    for (int s = 0; s < 2; s++) {
        Dataset train = load_files(sets[s], "train");
        Dataset test = load_files(sets[s], "t10k");
        char name[64];
        snprintf(name, sizeof name, "pictures-%s.dat", sets[s]);
        FILE *file = figure_open(name);
        draw_set(&train, file);
        figure_close(file);
        count_classes(sets[s], "train", &train, values);
        count_classes(sets[s], "t10k", &test, values);
        dataset_free(&train);
        dataset_free(&test);
    }
    figure_close(values);
    return 0;
}
