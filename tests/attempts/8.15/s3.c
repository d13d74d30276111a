/* The number of a window is computed with rows->places where columns->places belongs. */
void cut_windows(const real *x, real *y, const Axis *rows, const Axis *columns)
{
    size_t length = rows->window * columns->window;
    for (size_t i = 0; i < rows->places; i++)
        for (size_t j = 0; j < columns->places; j++) {
            real *out = y + (i * rows->places + j) * length;
            for (size_t k = 0; k < rows->window; k++)
                for (size_t l = 0; l < columns->window; l++)
                    out[k * columns->window + l] =
                        x[(i * rows->stride + k * rows->dilation) * columns->size + j * columns->stride + l * columns->dilation];
        }
}
