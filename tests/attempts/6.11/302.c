/* integer division */
void metrics(const size_t *counts, real *accuracy, real *precision,
             real *recall, real *f1, size_t classes)
{
    size_t right = 0, all = 0;
    for (size_t k = 0; k < classes; k++) {
        size_t row = 0, col = 0;
        for (size_t j = 0; j < classes; j++) { row += counts[k * classes + j]; col += counts[j * classes + k]; }
        size_t d = counts[k * classes + k];
        precision[k] = col ? d / col : 0;
        recall[k] = row ? d / row : 0;
        f1[k] = share(2 * precision[k] * recall[k], precision[k] + recall[k]);
        right += d; all += row;
    }
    *accuracy = right / all;
}
