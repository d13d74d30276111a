/* best value not updated */
void best_class(const real *scores, int *answers, size_t n, size_t classes)
{
    for (size_t e = 0; e < n; e++) {
        const real *row = scores + e * classes;
        real best = row[0];
        answers[e] = 0;
        for (size_t k = 1; k < classes; k++) if (row[k] > best) answers[e] = k;
    }
}
