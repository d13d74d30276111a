/* The same hundred thousand numbers, added up in several orders, in float. */
#include "figure.h"
#include "rng.h"

enum { N = 100000 };

static float x[N];

/* In chunks, as sum_in_chunks does. */
static float chunks(size_t count)
{
    float total = 0;
    for (size_t q = 0; q < count; q++) {
        float sum = 0;
        for (size_t i = q * N / count; i < (q + 1) * N / count; i++) {
            sum += x[i];
        }
        total += sum;
    }
    return total;
}

static float lanes(size_t count)
{
    float sum[8] = {0}, total = 0;
    for (size_t i = 0; i < N; i++) {
        sum[i % count] += x[i];
    }
    for (size_t l = 0; l < count; l++) {
        total += sum[l];
    }
    return total;
}

int main(void)
{
    Rng rng = rng_seeded(10);
    double exact = 0;
    float back = 0;
    for (size_t i = 0; i < N; i++) {
        x[i] = (float)rng_uniform(&rng);
        exact += (double)x[i];
    }
    for (size_t i = N; i-- > 0;) {
        back += x[i];
    }
    printf("from front to back    %.4f\n", (double)chunks(1));
    printf("from back to front    %.4f\n", (double)back);
    printf("eight sums            %.4f\n", (double)lanes(8));
    printf("two chunks            %.4f\n", (double)chunks(2));
    printf("four chunks           %.4f\n", (double)chunks(4));
    printf("in double             %.4f\n", exact);
    return 0;
}
