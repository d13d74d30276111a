/* The accuracy is the mean of the recalls; it should be the sum of the
   diagonal divided by the sum of all counts. */
static real sum(const size_t *first, size_t stride, size_t n)
{
    real s = 0;
    for (size_t i = 0; i < n; i++)
        s += (real)first[i * stride];
    return s;
}

void metrics(const size_t *counts, real *accuracy, real *precision,
             real *recall, real *f1, size_t classes)
{
    *accuracy = 0;
    for (size_t k = 0; k < classes; k++) {
        real hit = (real)counts[k * classes + k];
        precision[k] = share(hit, sum(counts + k, classes, classes));
        recall[k] = share(hit, sum(counts + k * classes, 1, classes));
        f1[k] = share(2 * precision[k] * recall[k], precision[k] + recall[k]);
        *accuracy += recall[k] / (real)classes;
    }
}
