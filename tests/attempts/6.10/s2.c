/* The counts are not set to 0 first, so they are added to what was there. */
void confusion_matrix(const int *labels, const int *answers, size_t *counts,
                      size_t n, size_t classes)
{
    for (size_t e = 0; e < n; e++) {
        size_t row = (size_t)labels[e];
        size_t column = (size_t)answers[e];
        counts[row * classes + column] += 1;
    }
}
