/* Two slips: nothing is subtracted before exp, so large scores overflow, and
   the sum starts at the class 1, without the first power (k = 1 should be k =
   0). */
void softmax(const real *z, real *p, size_t n, size_t classes)
{
    for (size_t e = 0; e < n; e++) {
        real sum = 0;
        for (size_t k = 1; k < classes; k++)
            sum += exp(z[e * classes + k]);
        for (size_t k = 0; k < classes; k++)
            p[e * classes + k] = exp(z[e * classes + k]) / sum;
    }
}
