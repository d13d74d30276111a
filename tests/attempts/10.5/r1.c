/* Where the last group lacks rows it goes on in a, behind its end. */
void pack_rows(const float *a, float *packed, size_t rows, size_t k, size_t tile)
{
    size_t groups = (rows + tile - 1) / tile;
    for (size_t g = 0; g < groups; g++)
        for (size_t p = 0; p < k; p++)
            for (size_t t = 0; t < tile; t++)
                packed[(g * k + p) * tile + t] = a[(g * tile + t) * k + p];
}
