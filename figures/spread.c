/* The spread of activations from layer to layer, for four ways to draw the first
   weights, and two activation functions. And the small network of the chapter,
   started from zeros, from equal weights, and by Xavier. */
#include "figure.h"
#include "small_network.h"

enum { LAYERS = 30, WIDTH = 128, EXAMPLES = 64, EPOCHS = 200 };

typedef enum Way { TOO_SMALL, XAVIER, HE, TOO_LARGE, WAYS } Way;

static const char *const ways[WAYS] = {"0.05 x normal", "Xavier", "He",
                                       "0.2 x normal"};

static void draw_weights(real *w, Way way, Rng *rng)
{
    const size_t count = WIDTH * WIDTH;
    if (way == XAVIER) {
        xavier_uniform(w, WIDTH, WIDTH, count, rng);
    } else if (way == HE) {
        he_normal(w, WIDTH, count, rng);
    } else {
        for (size_t i = 0; i < count; i++) {
            w[i] = (real)((way == TOO_SMALL ? 0.05 : 0.2) * rng_normal(rng));
        }
    }
}

static double root_mean_square(const real *x, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += (double)x[i] * x[i];
    }
    return sqrt(sum / (double)count);
}

/* The part of the activations that are beyond 0.95 either way. */
static double beyond(const real *x, size_t count)
{
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        found += fabs(x[i]) > (real)0.95;
    }
    return (double)found / (double)count;
}

static void spread(Activation g, const char *name, FILE *file, FILE *values)
{
    static real w[WIDTH * WIDTH], b[WIDTH];
    static real x[EXAMPLES * WIDTH], y[EXAMPLES * WIDTH];
    for (Way way = 0; way < WAYS; way++) {
        Rng rng = rng_seeded(1);
        for (size_t i = 0; i < EXAMPLES * WIDTH; i++) {
            x[i] = (real)rng_normal(&rng);
        }
        printf("%-5s  %-13s", name, ways[way]);
        for (int layer = 0; layer <= LAYERS; layer++) {
            double size = root_mean_square(x, EXAMPLES * WIDTH);
            fprintf(file, "%d %g\n", layer, size);
            if (layer == 1 || layer == 2 || layer % 10 == 0) {
                printf("  %8.2g", size);
            }
            if (layer == LAYERS) {
                fprintf(values, "spread.%s.%d\t%.2g\n", name, (int)way, size);
                fprintf(values, "spread.%s.beyond%d\t%.0f\n", name, (int)way,
                        100 * beyond(x, EXAMPLES * WIDTH));
            }
            draw_weights(w, way, &rng);
            dense_forward(x, w, b, y, EXAMPLES, WIDTH, WIDTH);
            activate(g, y, x, EXAMPLES * WIDTH);
        }
        printf("\n");
        fprintf(file, "\n\n");
    }
}

/* Full-batch gradient descent from the given parameters; prints the incoming
   weights of the first hidden units, the loss, and how many units differ. */
static void train_from(const char *name, real *w, const Points *points)
{
    real g[PARAMETERS];
    size_t different = 0;
    for (int e = 0; e < EPOCHS; e++) {
        loss_gradient(w, points->x, points->t, g, POINTS);
        sgd_step(w, g, 2, PARAMETERS);
    }
    for (size_t i = 0; i < HIDDEN; i++) {
        size_t k = 0;
        while (k < i && memcmp(w + k * IN, w + i * IN, IN * sizeof *w) != 0) {
            k++;
        }
        different += k == i;
    }
    printf("%-14s  %6.4f  %15zu  (%7.4f, %7.4f)  (%7.4f, %7.4f)\n", name,
           (double)whole_loss(w, points), different, (double)w[0], (double)w[1],
           (double)w[2], (double)w[3]);
}

static void starts(FILE *values)
{
    static Points points;
    real w[PARAMETERS] = {0};
    draw_points(&points, 1);
    printf("start             loss  different units      unit 1's w         "
           "unit 2's w\n");
    train_from("all zero", w, &points);
    double inside = 0;
    for (size_t i = 0; i < POINTS; i++) {
        inside += (double)points.t[i] / POINTS;
    }
    fprintf(values, "spread.inside\t%.3f\n", inside);
    fprintf(values, "spread.guess\t%.4f\n",
            -inside * log(inside) - (1 - inside) * log(1 - inside));
    fprintf(values, "spread.bias\t−%.4f\n", -(double)w[B2]);
    fprintf(values, "spread.log_odds\t−%.4f\n", -log(inside / (1 - inside)));

    for (size_t i = 0; i < PARAMETERS; i++) {
        w[i] = i < B1 || (i >= W2 && i < B2) ? (real)0.5 : 0;
    }
    train_from("all 0.5", w, &points);
    draw_parameters(w, 1);
    train_from("Xavier", w, &points);
}

int main(void)
{
    FILE *file = figure_open("spread.dat");
    FILE *values = figure_open("spread.values");
    printf("%%%% starts\n");
    starts(values);
    printf("%%%% layers\nafter layer                0         1         2"
           "        10        20        30\n");
    spread(RELU, "relu", file, values);
    spread(TANH, "tanh", file, values);
    fprintf(values, "spread.range\t%.4f\n", sqrt(6 / (784.0 + 128)));
    fprintf(values, "spread.deviation\t%.4f\n", sqrt(2 / 784.0));
    fprintf(values, "spread.factor\t%.1f\n", 0.05 * sqrt(WIDTH / 2.0));
    fprintf(values, "spread.layers\t%d\n", LAYERS);
    fprintf(values, "spread.width\t%d\n", WIDTH);
    fprintf(values, "spread.epochs\t%d\n", EPOCHS);
    figure_close(file);
    figure_close(values);
    return 0;
}
