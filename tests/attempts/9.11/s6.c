/* Forgets to move the label on with the example when it asks for the loss. */
size_t worst_mistakes(const real *scores, const int *labels, int *worst,
                      size_t n, size_t classes, size_t k)
{
    real *l = malloc(n * sizeof(real));
    bool *used = calloc(n, 1);
    size_t e, i, m = 0;
    for (e = 0; e < n; e++) {
        const real *z = scores + e * classes;
        real top = z[0];
        for (i = 1; i < classes; i++)
            top = z[i] > top ? z[i] : top;
        used[e] = !(top > z[labels[e]]);
        l[e] = cross_entropy(z, labels, 1, classes);
    }
    for (m = 0; m < k; m++) {
        int at = -1;
        for (e = 0; e < n; e++)
            if (!used[e] && (at < 0 || l[e] > l[at]))
                at = (int)e;
        if (at < 0)
            break;
        used[at] = true;
        worst[m] = at;
    }
    free(l);
    free(used);
    return m;
}
