/* Scaling pixels: mean and deviation of both sets, computed in double and in
   float, and what a picture's numbers are after each way. */
#include "real_data.h"

static const char *const sets[] = {"mnist", "fashion"};

/* One number after the other into one float. */
static float mean_in_float(const real *x, size_t count)
{
    float sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += (float)x[i];
    }
    return sum / (float)count;
}

typedef struct Spread {
    double low, high, mean, deviation;
} Spread;

static Spread spread(const real *x, size_t count)
{
    real mean, deviation, low = x[0], high = x[0];
    mean_and_deviation(x, count, &mean, &deviation);
    for (size_t i = 0; i < count; i++) {
        low = fmin(low, x[i]);
        high = fmax(high, x[i]);
    }
    return (Spread){(double)low, (double)high, (double)mean, (double)deviation};
}

/* x, but no −0.0000. */
static double plain(double x)
{
    return fabs(x) < 5e-5 ? 0 : x;
}

static void show(const char *way, Spread s)
{
    printf("%-30s %8.4f %9.4f %9.4f %9.4f\n", way, s.low, s.high, plain(s.mean),
           s.deviation);
}

int main(void)
{
    FILE *values = figure_open("pixel_scale.values");
    for (int s = 0; s < 2; s++) {
        Dataset files = load_files(sets[s], "train");
        size_t count = files.count * SIDE * SIDE;
        real *x = need(malloc(count * sizeof *x));
        for (size_t i = 0; i < count; i++) {
            x[i] = files.pixels[i];
        }
        Spread raw = spread(x, count);
        normalise(files.pixels, x, count);
        Spread normal = spread(x, count);
        double wrong = (double)mean_in_float(x, count);
        standardise(x, (real)normal.mean, 1, count);
        Spread centred = spread(x, count);
        standardise(x, 0, (real)normal.deviation, count);
        Spread standard = spread(x, count);
        printf("%%%% %s\n%-30s %8s %9s %9s %9s\n", sets[s], "", "smallest",
               "largest", "mean", "deviation");
        show("as in the file", raw);
        show("normalised: / 255", normal);
        show("centred: - mean", centred);
        show("standardised: / deviation", standard);
        fprintf(values, "pixel_scale.%s.mean\t%.4f\n", sets[s], normal.mean);
        fprintf(values, "pixel_scale.%s.deviation\t%.4f\n", sets[s],
                normal.deviation);
        fprintf(values, "pixel_scale.%s.float\t%.4f\n", sets[s], wrong);
        fprintf(values, "pixel_scale.%s.low\t%.2f\n", sets[s], standard.low);
        fprintf(values, "pixel_scale.%s.high\t%.2f\n", sets[s], standard.high);
        fprintf(values, "pixel_scale.%s.millions\t%.0f\n", sets[s],
                (double)count / 1e6);
        free(x);
        dataset_free(&files);
    }
    figure_close(values);
    return 0;
}
