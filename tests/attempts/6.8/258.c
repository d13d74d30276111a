/* best starts at 0 score */
void best_class(const real *scores, int *answers, size_t n, size_t classes)
{
    for (size_t e = 0; e < n; e++) {
        real best = 0; int b = 0;
        for (size_t k = 0; k < classes; k++) {
            if (scores[e * classes + k] > best) { best = scores[e * classes + k]; b = k; }
        }
        answers[e] = b;
    }
}
