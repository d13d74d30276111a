/* The first bytes of MNIST's files, as they stand there, and what they mean.
   The files come as they are or with .gz; zlib reads both. */
#include "real_data.h"

#include <zlib.h>

static void read_first(const char *file, unsigned char *bytes, unsigned size)
{
    char folder[4096], path[4200];
    dataset_folder("mnist", folder, sizeof folder);
    snprintf(path, sizeof path, "%s/%s", folder, file);
    gzFile opened = gzopen(path, "rb");
    if (opened == NULL) {
        snprintf(path, sizeof path, "%s/%s.gz", folder, file);
        opened = gzopen(path, "rb");
    }
    if (opened == NULL || gzread(opened, bytes, size) != (int)size) {
        perror(path);
        exit(EXIT_FAILURE);
    }
    gzclose(opened);
}

static void show(const char *file)
{
    unsigned char bytes[24];
    read_first(file, bytes, sizeof bytes);
    printf("%s\n ", file);
    for (size_t i = 0; i < sizeof bytes; i++) {
        printf(" %02x%s", bytes[i], i % 4 == 3 ? " " : "");
    }
    IdxHead head;
    Error error;
    end_unless(idx_head(bytes, sizeof bytes, &head, &error), &error);
    printf("\n  head of %zu bytes; shape", head.bytes);
    for (size_t i = 0; i < head.dimensions; i++) {
        printf("%s %zu", i == 0 ? "" : " x", head.shape[i]);
    }
    printf("\n");
}

int main(void)
{
    printf("%%%% files\n");
    show("train-images-idx3-ubyte");
    show("train-labels-idx1-ubyte");

    const unsigned char four[] = {0x00, 0x00, 0xea, 0x60};
    size_t big = 0, little = 0;
    printf("%%%% order\nthe bytes 00 00 ea 60\n");
    for (size_t i = 0; i < 4; i++) {
        big = big * 256 + four[i];
        little += (size_t)four[i] << 8 * i;
    }
    printf("  highest first (right)   %3d * 256 + %d = %zu\n", four[2], four[3],
           big);
    printf("  lowest first (wrong)    %zu\n", little);
    FILE *values = figure_open("idx_bytes.values");
    fprintf(values, "idx_bytes.little\t%zu %03zu %03zu\n", little / 1000000,
            little / 1000 % 1000, little % 1000);
    fprintf(values, "idx_bytes.gigabytes\t%.0f\n",
            (double)little * SIDE * SIDE / 1e9);
    figure_close(values);
    return 0;
}
