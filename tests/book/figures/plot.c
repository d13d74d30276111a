#include <stdio.h>

int main(void)
{
    FILE *data = fopen("plot.dat", "w");
    FILE *values = fopen("plot.values", "w");
    if (data == NULL || values == NULL) {
        return 1;
    }
    printf("%%%% squares\n");
    for (int i = 0; i < 5; i++) {
        printf("%d %d\n", i, i * i);
        fprintf(data, "%d %d\n", i, i * i);
    }
    fprintf(values, "plot.count\t5\nplot.large\t1234567\nplot.small\t0.0000025\nplot.tiny\t1e-08\n");
    return fclose(data) != 0 || fclose(values) != 0;
}
