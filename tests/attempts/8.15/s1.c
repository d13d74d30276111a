/* The windows become the columns of the matrix, not its rows. */
void cut_windows(const real *x, real *y, const Axis *rows, const Axis *columns)
{
    for (size_t k = 0; k < rows->window; k++)
        for (size_t l = 0; l < columns->window; l++)
            for (size_t i = 0; i < rows->places; i++)
                for (size_t j = 0; j < columns->places; j++)
                    *y++ = x[(i * rows->stride + k * rows->dilation) * columns->size + j * columns->stride + l * columns->dilation];
}
