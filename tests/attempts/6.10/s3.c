/* Only the first `classes` counts are set to 0; it should be classes *
   classes. */
void confusion_matrix(const int *labels, const int *answers, size_t *counts,
                      size_t n, size_t classes)
{
    for (size_t k = 0; k < classes; k++) {
        counts[k] = 0;
    }
    while (n-- > 0) {
        counts[(size_t)labels[n] * classes + (size_t)answers[n]]++;
    }
}
