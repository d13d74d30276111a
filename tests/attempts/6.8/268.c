/* int compare (int)row */
void best_class(const real *scores, int *answers, size_t n, size_t classes)
{
    for (size_t e = 0; e < n; e++) {
        const real *row = scores + e * classes;
        int b = 0, best = row[0];
        for (size_t k = 1; k < classes; k++) if (row[k] > best) { best = row[k]; b = k; }
        answers[e] = b;
    }
}
