/* Each search begins with number 0, even if that is taken already. */
void top_k(const real *scores, int *best, size_t count, size_t k)
{
    bool *taken = calloc(count, sizeof(bool));
    for (size_t j = 0; j < k; j++) {
        int m = 0;
        for (size_t i = 0; i < count; i++)
            if (!taken[i] && scores[i] > scores[m])
                m = i;
        taken[m] = true;
        best[j] = m;
    }
    free(taken);
}
