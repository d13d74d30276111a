/* A critical section keeps the threads from meeting, but the chunks are added in
   the order in which they are ready.
   expect: named chunks_first_come */
void sum_in_chunks(void (*gradient)(const void *context, size_t e, float *dw),
                   const void *context, size_t n, size_t chunks, float *partial,
                   float *dw, size_t size)
{
#pragma omp parallel for schedule(dynamic, 1)
    for (size_t q = 0; q < chunks; q++) {
        float *p = partial + q * size;
        for (size_t i = 0; i < size; i++)
            p[i] = 0;
        for (size_t e = q * n / chunks; e < (q + 1) * n / chunks; e++)
            gradient(context, e, p);
#pragma omp critical
        for (size_t i = 0; i < size; i++)
            dw[i] += p[i];
    }
}
