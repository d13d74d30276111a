/* accuracy macro (mean recall) */
void metrics(const size_t *counts, real *accuracy, real *precision,
             real *recall, real *f1, size_t classes)
{
    real sum = 0;
    for (size_t k = 0; k < classes; k++) {
        real row = 0, col = 0;
        for (size_t j = 0; j < classes; j++) { row += counts[k * classes + j]; col += counts[j * classes + k]; }
        real d = counts[k * classes + k];
        precision[k] = share(d, col);
        recall[k] = share(d, row);
        f1[k] = share(2 * precision[k] * recall[k], precision[k] + recall[k]);
        sum += recall[k];
    }
    *accuracy = sum / classes;
}
