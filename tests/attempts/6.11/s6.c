/* The divisions are made directly without share, so a class that was never
   answered or never there gives 0 / 0 = NaN in place of 0. */
void metrics(const size_t *counts, real *accuracy, real *precision,
             real *recall, real *f1, size_t classes)
{
    real right = 0, all = 0;
    for (size_t k = 0; k < classes; k++) {
        real row = 0, column = 0;
        for (size_t j = 0; j < classes; j++) {
            row += (real)counts[k * classes + j];
            column += (real)counts[j * classes + k];
        }
        real p = (real)counts[k * classes + k] / column;
        real r = (real)counts[k * classes + k] / row;
        precision[k] = p;
        recall[k] = r;
        f1[k] = 2 * p * r / (p + r);
        right += (real)counts[k * classes + k];
        all += row;
    }
    *accuracy = right / all;
}
