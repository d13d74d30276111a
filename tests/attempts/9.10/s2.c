/* Looks for the largest below the last one, so of equal scores only one is found. */
void top_k(const real *scores, int *best, size_t count, size_t k)
{
    double limit = INFINITY;
    for (size_t r = 0; r < k; r++) {
        int b = -1;
        for (size_t i = 0; i < count; i++)
            if (scores[i] < limit && (b < 0 || scores[i] > scores[b]))
                b = (int)i;
        best[r] = b;
        limit = scores[b < 0 ? 0 : b];
    }
}
