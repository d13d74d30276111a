/* A window is written column by column, and the loops over the places leave out the last one. */
void cut_windows(const real *x, real *y, const Axis *rows, const Axis *columns)
{
    size_t wide = columns->places, m = rows->window * columns->window;
    for (size_t i = 0; i < rows->places - 1; i++) {
        for (size_t j = 0; j < columns->places - 1; j++) {
            real *p = &y[(i * wide + j) * m];
            for (size_t l = 0; l < columns->window; l++)
                for (size_t k = 0; k < rows->window; k++) {
                    size_t r = i * rows->stride + k * rows->dilation;
                    size_t c = j * columns->stride + l * columns->dilation;
                    *p++ = x[r * columns->size + c];
                }
        }
    }
}
