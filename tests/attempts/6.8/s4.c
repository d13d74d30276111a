/* best is compared as a place of the first row, scores[best]; the row of
   example e should be added, scores[e * classes + best]. */
void best_class(const real *scores, int *answers, size_t n, size_t classes)
{
    for (size_t e = 0; e < n; e++) {
        size_t best = 0, k = 1;
        while (k < classes) {
            if (scores[e * classes + k] > scores[best])
                best = k;
            k++;
        }
        answers[e] = (int)best;
    }
}
