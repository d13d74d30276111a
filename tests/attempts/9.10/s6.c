/* Inserts with >=, so the later of equals comes first, and does not take the first k unless they are above 0. */
void top_k(const real *scores, int *best, size_t count, size_t k)
{
    real *val = calloc(k, sizeof(real));
    memset(best, 0, k * sizeof(int));
    for (size_t i = 0; i < count; i++)
        for (size_t p = 0; p < k; p++)
            if (scores[i] >= val[p]) {
                memmove(val + p + 1, val + p, (k - p - 1) * sizeof(real));
                memmove(best + p + 1, best + p, (k - p - 1) * sizeof(int));
                val[p] = scores[i];
                best[p] = (int)i;
                break;
            }
    free(val);
}
