/* Selection sort with exchanges: of equals one with a smaller number can be thrown behind the other. */
void top_k(const real *scores, int *best, size_t count, size_t k)
{
    int *idx = malloc(count * sizeof *idx);
    for (size_t i = 0; i < count; i++)
        idx[i] = (int)i;
    for (size_t a = 0; a < k; a++) {
        size_t m = a;
        for (size_t i = a + 1; i < count; i++)
            if (scores[idx[i]] > scores[idx[m]])
                m = i;
        int t = idx[a];
        idx[a] = idx[m];
        idx[m] = t;
        best[a] = idx[a];
    }
    free(idx);
}
