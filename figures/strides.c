/* A row of seven pixels and a window of three: stride 1, 2 and 3; with padding;
   with dilation. */
#include "conv.h"
#include "figure.h"

static const Axis axes[] = {
    {7, 3, 1, 0, 1, 0}, {7, 3, 2, 0, 1, 0}, {7, 3, 3, 0, 1, 0},
    {7, 3, 1, 1, 1, 0}, {7, 3, 1, 0, 2, 0}, {7, 3, 2, 1, 1, 0},
};
enum { AXES = sizeof axes / sizeof axes[0], DRAWN = 5 };

/* A window's pixels as x, y; the last place of what does not fit reaches out. */
static void draw(FILE *file, const Axis *axis, size_t places, bool fits)
{
    for (size_t i = 0; i < places; i++) {
        for (size_t k = 0; k < axis->window; k++) {
            size_t at = i * axis->stride + k * axis->dilation;
            fprintf(file, "%d %zu %d\n", (int)at - (int)axis->padding, i,
                    !fits && i + 1 == places);
        }
        fprintf(file, "\n");
    }
    fprintf(file, "\n");
}

int main(void)
{
    FILE *file = figure_open("strides.dat");
    printf("J  M  s  P   1 + (J + 2P - M) / s   places\n");
    for (int k = 0; k < AXES; k++) {
        const Axis *a = &axes[k];
        size_t places = window_places(a);
        size_t length = a->dilation * (a->window - 1) + 1;
        size_t room = padded_size(a) - length;
        printf("%zu  %zu  %zu  %zu   1 + (%zu + %zu - %zu) / %zu ", a->size,
               length, a->stride, a->padding, a->size, 2 * a->padding, length,
               a->stride);
        printf("= %-6.4g ", 1 + (double)room / (double)a->stride);
        if (places > 0) {
            printf("%5zu\n", places);
        } else {
            printf(" does not fit\n");
        }
        if (k < DRAWN) {
            draw(file, a, room / a->stride + 1 + (places == 0), places > 0);
        }
    }
    figure_close(file);
    return 0;
}
