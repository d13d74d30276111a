/* sizeof(counts) memset */
void confusion_matrix(const int *labels, const int *answers, size_t *counts,
                      size_t n, size_t classes)
{
    for (size_t i = 0; i < sizeof(counts); i++) counts[i] = 0;
    for (size_t e = 0; e < n; e++) counts[labels[e] * classes + answers[e]]++;
}
