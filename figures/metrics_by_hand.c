/* The example of the section on metrics: twenty nuts, and what a rare class
   does to the accuracy. */
#include "real_data.h"

static void show(const size_t *counts, const char *key, FILE *values)
{
    real accuracy, precision[2], recall[2], f1[2];
    static const char *const names[] = {"hazelnut", "almond"};
    metrics(counts, &accuracy, precision, recall, f1, 2);
    printf("                answered    answered\n"
           "                hazelnut    almond      recall\n");
    for (int k = 0; k < 2; k++) {
        printf("true %-8s     %5zu  %8zu       %.3f\n", names[k], counts[2 * k],
               counts[2 * k + 1], (double)recall[k]);
    }
    printf("precision         %.3f     %.3f\n", (double)precision[0],
           (double)precision[1]);
    printf("F1                %.3f     %.3f       accuracy %.3f\n",
           (double)f1[0], (double)f1[1], (double)accuracy);
    fprintf(values, "metrics_by_hand.%s.f1\t%.3f\n", key, (double)f1[0]);
    fprintf(values, "metrics_by_hand.%s.accuracy\t%.1f\n", key,
            100 * (double)accuracy);
}

int main(void)
{
    FILE *values = figure_open("metrics_by_hand.values");
    printf("%%%% nuts\n");
    show((size_t[]){6, 2, 4, 8}, "nuts", values);
    printf("%%%% rare\n");
    show((size_t[]){990, 0, 10, 0}, "rare", values);
    figure_close(values);
    return 0;
}
