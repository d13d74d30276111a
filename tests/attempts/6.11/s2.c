/* The counts are divided as whole numbers before the conversion, (real)(hit /
   column), which is 0 or 1; they should be converted to real first, by share. */
void metrics(const size_t *counts, real *accuracy, real *precision,
             real *recall, real *f1, size_t classes)
{
    size_t right = 0, all = 0;
    for (size_t k = 0; k < classes; k++) {
        size_t row = 0, column = 0, hit = counts[k * classes + k];
        for (size_t j = 0; j < classes; j++) {
            row += counts[k * classes + j];
            column += counts[j * classes + k];
        }
        precision[k] = column ? (real)(hit / column) : 0;
        recall[k] = row ? (real)(hit / row) : 0;
        f1[k] = share(2 * precision[k] * recall[k], precision[k] + recall[k]);
        right += hit;
        all += row;
    }
    *accuracy = share((real)right, (real)all);
}
