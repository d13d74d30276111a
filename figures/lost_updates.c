/* Two threads add 1 to the same number, eight million times each: a float holds
   every whole number up to 16 777 216. */
#include "record.h"

enum { EACH = 8000000, THREADS = 2, TRIES = 5 };

int main(void)
{
    double wanted = (double)EACH * THREADS, least = wanted;
    record_prefix("lost_updates", &wanted, 1);
    FILE *values = figure_open("lost_updates.values");
    printf("run   dw, expected %.0f\n", wanted);
    for (int run = 1; run <= TRIES; run++) {
        volatile float dw = 0;
#pragma omp parallel num_threads(THREADS)
        {
#pragma omp barrier
            for (int i = 0; i < EACH; i++) {
                dw += 1;
            }
        }
        double found = (double)dw;
        least = found < least ? found : least;
        printf("%3d   %.0f\n", run, found);
    }
    fprintf(values, "lost_updates.least\t%.0f\n", 100 * least / wanted);
    figure_close(values);
    return 0;
}
