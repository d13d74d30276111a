/* Row k of the windows is always read from row 0. */
void add_windows_avx2(const Spike *spikes, size_t count, const float *from, size_t from_row, float *to,
                      size_t to_row, size_t rows, size_t run)
{
    (void)from_row;
    for (size_t s = 0; s < count; s++)
        for (size_t k = 0; k < rows; k++)
            for (size_t i = 0; i < run; i++)
                to[k * to_row + i] += spikes[s].value * from[spikes[s].at + i];
}
