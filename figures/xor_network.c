/* The network of exercise 2.2: what it answers over the square, and where its
   hidden layer puts the square. */
#include "figure.h"
#include "perceptron.h"
#include "xor.h"

enum { GRID = 80, CORNERS = 4 };

typedef struct Network {
    real w[4], b[2]; /* the hidden layer, w: [2][2] */
    real v[2], c;    /* the output */
} Network;

/* u = σ(W x + b), then y = v·u + c. Returns y. */
static real network_output(const Network *network, const real *x, real *u)
{
    layer_forward(x, network->w, network->b, u, 2, 2);
    return perceptron_score(u, network->v, network->c, 2);
}

static void write_plane(const Network *network)
{
    FILE *file = figure_open("xor_network.dat");
    for (int i = 0; i <= GRID; i++) {
        for (int j = 0; j <= GRID; j++) {
            real x[2] = {(real)-0.5 + (real)2 * (real)i / GRID,
                         (real)-0.5 + (real)2 * (real)j / GRID};
            real u[2];
            real y = network_output(network, x, u);
            fprintf(file, "%g %g %g\n", (double)x[0], (double)x[1], (double)y);
        }
        fprintf(file, "\n");
    }
    figure_close(file);
}

/* Where the hidden layer puts the diagonal from (−0.5, −0.5) to (1.5, 1.5),
   and with it every other point: u depends on x1 + x2 alone. */
static void write_fold(const Network *network)
{
    FILE *file = figure_open("xor_network-hidden.dat");
    for (int i = 0; i <= 400; i++) {
        real x[2] = {(real)i / 200 - (real)0.5, (real)i / 200 - (real)0.5};
        real u[2];
        network_output(network, x, u);
        fprintf(file, "%g %g\n", (double)u[0], (double)u[1]);
    }
    figure_close(file);
}

/* Two far points of the line w·x + b = 0. */
static void write_line(const real *w, real b, FILE *file)
{
    real squared = w[0] * w[0] + w[1] * w[1];
    for (int end = -1; end <= 1; end += 2) {
        real along = (real)end / 2;
        fprintf(file, "%g %g\n", (double)(-b * w[0] / squared - along * w[1]),
                (double)(-b * w[1] / squared + along * w[0]));
    }
    fprintf(file, "\n\n");
}

/* The lines of the two hidden units, then that of the output. */
static void write_lines(const Network *network)
{
    FILE *file = figure_open("xor_network-lines.dat");
    write_line(network->w, network->b[0], file);
    write_line(network->w + 2, network->b[1], file);
    write_line(network->v, network->c, file);
    figure_close(file);
}

int main(void)
{
    static const real corners[CORNERS][2] = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
    Network network;
    xor_weights(network.w, network.b, network.v, &network.c);

    FILE *data = figure_open("xor_network-corners.dat");
    printf("x         u1      u2       y  class\n");
    for (int i = 0; i < CORNERS; i++) {
        real u[2];
        real y = network_output(&network, corners[i], u);
        printf("(%g, %g)  %.4f  %.4f  %6.3f     %+d\n", (double)corners[i][0],
               (double)corners[i][1], (double)u[0], (double)u[1], (double)y,
               perceptron_predict(u, network.v, network.c, 2));
        fprintf(data, "%g %g %g %g %g\n", (double)corners[i][0],
                (double)corners[i][1], (double)u[0], (double)u[1], (double)y);
    }
    figure_close(data);
    write_plane(&network);
    write_fold(&network);
    write_lines(&network);
    return 0;
}
