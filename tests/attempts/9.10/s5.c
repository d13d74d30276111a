/* Strikes out the scores that are taken in the caller's own array. */
void top_k(const real *scores, int *best, size_t count, size_t k)
{
    real *s = (real *)scores;
    for (size_t n = 0; n < k; n++) {
        size_t max = 0;
        for (size_t i = 1; i < count; i++)
            if (s[i] > s[max])
                max = i;
        best[n] = (int)max;
        s[max] = -INFINITY;
    }
}
