/* start -1000 */
void best_class(const real *scores, int *answers, size_t n, size_t classes)
{
    for (size_t e = 0; e < n; e++) {
        const real *row = scores + e * classes;
        real best = -1000; int b = -1;
        for (size_t k = 0; k < classes; k++) if (row[k] > best) { best = row[k]; b = k; }
        answers[e] = b;
    }
}
