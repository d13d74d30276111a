/* qsort with a comparison that returns the difference as an int: scores less than 1 apart are equal. */
typedef struct Entry {
    real s;
    int i;
} Entry;

static int cmp(const void *p, const void *q)
{
    const Entry *a = p, *b = q;
    if (a->s == b->s)
        return a->i - b->i;
    return (int)(b->s - a->s);
}

void top_k(const real *scores, int *best, size_t count, size_t k)
{
    Entry *e = malloc(count * sizeof(Entry));
    for (size_t i = 0; i < count; i++)
        e[i] = (Entry){scores[i], (int)i};
    qsort(e, count, sizeof(Entry), cmp);
    for (size_t i = 0; i < k; i++)
        best[i] = e[i].i;
    free(e);
}
