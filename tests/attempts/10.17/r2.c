/* Products of 16 bits are added up in 16 bits.
   expect: named int8_sum_of_16_bits */
int32_t dot_int8_avx2(const int8_t *a, const int8_t *b, size_t n)
{
    int16_t s = 0;
    for (size_t i = 0; i < n; i++)
        s = (int16_t)(s + a[i] * b[i]);
    return s;
}
