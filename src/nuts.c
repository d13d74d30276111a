#include "nuts.h"

static real to_hundredths(double x)
{
    return (real)(floor(100 * x + 0.5) / 100);
}

void nuts_draw(uint64_t seed, real *x, int *labels, size_t n)
{
    const double gap = 0.1; /* cm to either side of width = 0.5 length + 0.5 */
    Rng rng = rng_seeded(seed);
    for (size_t i = 0; i < n; i++) {
        bool hazelnut = rng_below(&rng, 2) == 0;
        double length, width, above;
        do {
            length = (hazelnut ? 1.8 : 2.3) + 0.3 * rng_normal(&rng);
            width = (hazelnut ? 0.9 * length : 1.3) + 0.12 * rng_normal(&rng);
            above = width - (0.5 * length + 0.5);
        } while (width > length || (hazelnut ? above < gap : above > -gap));
        x[i * NUT_FEATURES] = to_hundredths(length);
        x[i * NUT_FEATURES + 1] = to_hundredths(width);
        labels[i] = hazelnut ? HAZELNUT : ALMOND;
    }
}
