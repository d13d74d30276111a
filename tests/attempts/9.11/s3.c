/* A full list is not changed any more: it holds the first k mistakes, sorted; and a tie counts as a mistake. */
size_t worst_mistakes(const real *scores, const int *labels, int *worst,
                      size_t n, size_t classes, size_t k)
{
    double *loss = malloc(k * sizeof(double));
    size_t len = 0;
    for (size_t e = 0; e < n && len < k; e++) {
        const real *s = &scores[e * classes];
        bool wrong = false;
        for (size_t c = 0; c < classes; c++)
            wrong |= (int)c != labels[e] && s[c] >= s[labels[e]];
        if (!wrong)
            continue;
        double l = cross_entropy(s, &labels[e], 1, classes);
        size_t i = len++;
        for (; i > 0 && loss[i - 1] < l; i--) {
            loss[i] = loss[i - 1];
            worst[i] = worst[i - 1];
        }
        loss[i] = l;
        worst[i] = e;
    }
    free(loss);
    return len;
}
