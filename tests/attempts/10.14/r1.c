/* The pictures of a chunk are shared out to the threads, which all add to the
   chunk's array.
   expect: named chunks_race */
void sum_in_chunks(void (*gradient)(const void *context, size_t e, float *dw),
                   const void *context, size_t n, size_t chunks, float *partial,
                   float *dw, size_t size)
{
    memset(partial, 0, chunks * size * sizeof *partial);
#pragma omp parallel for
    for (size_t e = 0; e < n; e++) {
        size_t q = 0;
        while ((q + 1) * n / chunks <= e)
            q++;
        gradient(context, e, partial + q * size);
    }
    for (size_t q = 0; q < chunks; q++)
        for (size_t i = 0; i < size; i++)
            dw[i] += partial[q * size + i];
}
