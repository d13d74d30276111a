/* The second loop also starts at k = 1, so the power of class 0 is missing in
   the sum; it should start at 0. */
real cross_entropy(const real *z, const int *labels, size_t n, size_t classes)
{
    double loss = 0;
    for (size_t e = 0; e < n; e++) {
        const real *s = &z[e * classes];
        real largest = s[0];
        real sum = 0;
        for (size_t k = 1; k < classes; k++)
            if (s[k] > largest)
                largest = s[k];
        for (size_t k = 1; k < classes; k++)
            sum += exp(s[k] - largest);
        loss += largest + log(sum) - s[labels[e]];
    }
    return (real)(loss / (double)n);
}
