/* Right answers are not counted (labels[e] != answers[e]); the diagonal
   belongs to the matrix too. */
void confusion_matrix(const int *labels, const int *answers, size_t *counts,
                      size_t n, size_t classes)
{
    for (size_t t = 0; t < classes; t++)
        for (size_t a = 0; a < classes; a++) {
            counts[t * classes + a] = 0;
            for (size_t e = 0; e < n; e++)
                if (labels[e] == (int)t && answers[e] == (int)a && labels[e] != answers[e])
                    counts[t * classes + a]++;
        }
}
