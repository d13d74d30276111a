/* Tiles of sums in registers: how many of the sixteen they take, and how many
   loads there are for each fused multiply-add. */
#include "figure.h"

#include <stddef.h>

/* Rows of sums, and vectors in a row. At each step a tile loads a vector for
   each of its columns and a number for each of its rows. */
static const struct {
    const char *key, *name;
    size_t rows, vectors;
} tiles[] = {
    {"dot", "1 x 1", 1, 1},    {"four", "4 x 1", 4, 1},
    {"three", "3 x 2", 3, 2},  {"five", "5 x 2", 5, 2},
    {"six", "6 x 2", 6, 2},    {"square", "4 x 3", 4, 3},
    {"long", "12 x 1", 12, 1}, {"seven", "7 x 2", 7, 2},
};
enum { REGISTERS = 16, READY = 8 /* sums that keep two units busy */ };

int main(void)
{
    FILE *values = figure_open("tile_shapes.values");
    printf("rows x vectors   sums   registers   loads for one FMA\n");
    for (size_t k = 0; k < sizeof tiles / sizeof tiles[0]; k++) {
        size_t sums = tiles[k].rows * tiles[k].vectors;
        size_t loads = tiles[k].rows + tiles[k].vectors;
        size_t registers = sums + tiles[k].vectors + 1;
        printf("%-16s%5zu%12zu%14.2f   %s\n", tiles[k].name, sums, registers,
               (double)loads / (double)sums,
               sums < READY            ? "too few sums"
               : registers > REGISTERS ? "too many registers"
                                       : "");
        fprintf(values, "tile_shapes.%s.loads\t%.2f\n", tiles[k].key,
                (double)loads / (double)sums);
    }
    figure_close(values);
    return 0;
}
