/* Two slips: the diagonal is left out of the sums of row and column (j != k),
   and the factor 2 of f1 is missing. */
void metrics(const size_t *counts, real *accuracy, real *precision,
             real *recall, real *f1, size_t classes)
{
    size_t right = 0, all = 0;
    for (size_t k = 0; k < classes; k++) {
        size_t row = 0, column = 0;
        for (size_t j = 0; j < classes; j++) {
            all += counts[k * classes + j];
            if (j != k) {
                row += counts[k * classes + j];
                column += counts[j * classes + k];
            }
        }
        real hit = (real)counts[k * classes + k];
        right += counts[k * classes + k];
        precision[k] = share(hit, (real)column);
        recall[k] = share(hit, (real)row);
        f1[k] = share(precision[k] * recall[k], precision[k] + recall[k]);
    }
    *accuracy = share((real)right, (real)all);
}
