/* Each group holds its rows one after the other, as they stood. */
void pack_rows(const float *a, float *packed, size_t rows, size_t k, size_t tile)
{
    size_t groups = (rows + tile - 1) / tile;
    for (size_t g = 0; g < groups; g++)
        for (size_t t = 0; t < tile; t++)
            for (size_t p = 0; p < k; p++) {
                size_t row = g * tile + t;
                packed[(g * tile + t) * k + p] = row < rows ? a[row * k + p] : 0.0f;
            }
}
