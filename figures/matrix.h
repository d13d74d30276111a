/* A picture in a file of data, as gnuplot's `matrix` reads it. */
#ifndef MATRIX_H
#define MATRIX_H

#include "figure.h"
#include "real.h"

/* x: [h][w]; two blank lines behind it begin the next index. */
static inline void write_matrix(FILE *file, const real *x, size_t h, size_t w)
{
    for (size_t i = 0; i < h; i++) {
        for (size_t j = 0; j < w; j++) {
            fprintf(file, "%.4f ", (double)x[i * w + j]);
        }
        fprintf(file, "\n");
    }
    fprintf(file, "\n\n");
}

#endif
