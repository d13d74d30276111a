/* Five filters over a photograph of our own making. */
#include "conv.h"
#include "matrix.h"
#include "scene.h"

enum { M = 3, OUT = SCENE - M + 1 };

static const struct {
    const char *name;
    real filter[M * M], times;
} filters[] = {
    {"blur", {1, 1, 1, 1, 1, 1, 1, 1, 1}, (real)1 / 9},
    {"sharpen", {0, -1, 0, -1, 5, -1, 0, -1, 0}, 1},
    {"upright edges", {-1, 0, 1, -2, 0, 2, -1, 0, 1}, 1},
    {"level edges", {-1, -2, -1, 0, 0, 0, 1, 2, 1}, 1},
    {"all edges", {-1, -1, -1, -1, 8, -1, -1, -1, -1}, 1},
};
enum { FILTERS = sizeof filters / sizeof filters[0] };

int main(void)
{
    static real x[SCENE * SCENE], y[OUT * OUT];
    FILE *file = figure_open("filters.dat");
    draw_scene(x, NULL);
    write_matrix(file, x, SCENE, SCENE);
    for (size_t k = 0; k < FILTERS; k++) {
        correlate(x, filters[k].filter, y, SCENE, SCENE, M);
        for (size_t i = 0; i < (size_t)OUT * OUT; i++) {
            y[i] *= filters[k].times;
        }
        write_matrix(file, y, OUT, OUT);
        const real *f = filters[k].filter;
        printf("%-14s %3.0f %3.0f %3.0f\n", filters[k].name, (double)f[0],
               (double)f[1], (double)f[2]);
        for (size_t i = 1; i < M; i++) {
            printf("%-14s %3.0f %3.0f %3.0f\n",
                   i == 1 && filters[k].times < 1 ? "  (1/9 of)" : "",
                   (double)f[3 * i], (double)f[3 * i + 1],
                   (double)f[3 * i + 2]);
        }
    }
    figure_close(file);
    return 0;
}
