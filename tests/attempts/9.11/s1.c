/* Calls an answer wrong if the first largest score is not the label's: a tie with a class of smaller number counts. */
size_t worst_mistakes(const real *scores, const int *labels, int *worst,
                      size_t n, size_t classes, size_t k)
{
    real *loss = malloc((k + 1) * sizeof *loss);
    size_t m = 0;
    for (size_t e = 0; e < n; e++) {
        const real *z = scores + e * classes;
        size_t arg = 0;
        for (size_t c = 1; c < classes; c++)
            if (z[c] > z[arg])
                arg = c;
        if ((int)arg == labels[e])
            continue;
        real l = cross_entropy(z, labels + e, 1, classes);
        size_t p = m;
        while (p > 0 && loss[p - 1] < l) {
            loss[p] = loss[p - 1];
            if (p < k)
                worst[p] = worst[p - 1];
            p--;
        }
        if (p < k) {
            loss[p] = l;
            worst[p] = (int)e;
            if (m < k)
                m++;
        }
    }
    free(loss);
    return m;
}
