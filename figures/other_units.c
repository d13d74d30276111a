/* Two units that are not "dense, then activation": maxout with three pieces,
   and radial basis units with two templates. */
#include "figure.h"
#include "mlp.h"

enum { PIECES = 3, TEMPLATES = 2, HALF = 150 };

int main(void)
{
    static const real w[PIECES] = {-1, 0.25, 2}, b[PIECES] = {-1, 0.25, -3};
    static const real templates[TEMPLATES] = {-1, 2};
    FILE *data = figure_open("other_units.dat");
    for (int i = -HALF; i <= HALF; i++) {
        real x = 4 * (real)i / HALF, z[PIECES], y, u[TEMPLATES];
        dense_forward(&x, w, b, z, 1, 1, PIECES);
        maxout(z, &y, 1, 1, PIECES);
        radial_basis(&x, templates, 1, u, 1, 1, TEMPLATES);
        fprintf(data, "%g %g %g %g %g %g %g\n", (double)x, (double)y,
                (double)z[0], (double)z[1], (double)z[2], (double)u[0],
                (double)u[1]);
    }
    figure_close(data);
    return 0;
}
