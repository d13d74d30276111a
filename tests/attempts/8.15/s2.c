/* A row of a window is copied as one piece, which is wrong if the columns are dilated. */
void cut_windows(const real *x, real *y, const Axis *rows, const Axis *columns)
{
    size_t n = columns->window;
    for (size_t i = 0; i < rows->places; i++)
        for (size_t j = 0; j < columns->places; j++)
            for (size_t k = 0; k < rows->window; k++) {
                const real *from = x + (i * rows->stride + k * rows->dilation) * columns->size + j * columns->stride;
                memcpy(y, from, n * sizeof *y);
                y += n;
            }
}
