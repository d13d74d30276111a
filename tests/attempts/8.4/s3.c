/* Just cuts the middle out of dy: what was copied to the border does not come back. */
void pad_backward(const real *dy, real *dx, Padding kind, size_t channels,
                  const Axis *rows, const Axis *columns)
{
    size_t H = padded_size(rows);
    size_t W = padded_size(columns);
    for (size_t c = 0; c < channels; c++)
        for (size_t i = 0; i < rows->size; i++)
            for (size_t j = 0; j < columns->size; j++)
                *dx++ = dy[(c * H + i + rows->padding) * W + j + columns->padding];
}
