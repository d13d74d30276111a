/* y begins as the bias, and each tile adds to it where it lies; at the edges the
   tile goes on over the next row and behind the end. */
void product_avx2(const float *packed, const float *b, const float *bias,
                  float *y, size_t filters, size_t k, size_t places)
{
    for (size_t o = 0; o < filters; o++)
        for (size_t j = 0; j < places; j++)
            y[o * places + j] = bias[o];
    for (size_t i = 0; i < filters; i += 6)
        for (size_t j = 0; j < places; j += 16)
            tile_avx2(packed + i * k, b + j, places, y + i * places + j, places, k);
}
