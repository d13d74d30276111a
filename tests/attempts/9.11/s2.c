/* Sorts by how far the largest score is above the label's, not by the cross-entropy. */
size_t worst_mistakes(const real *scores, const int *labels, int *worst,
                      size_t n, size_t classes, size_t k)
{
    real *margin = malloc(n * sizeof(real));
    for (size_t e = 0; e < n; e++) {
        margin[e] = 0;
        for (size_t c = 0; c < classes; c++) {
            real d = scores[e * classes + c] - scores[e * classes + labels[e]];
            if (d > margin[e])
                margin[e] = d;
        }
    }
    size_t found = 0;
    while (found < k) {
        size_t b = n;
        for (size_t e = 0; e < n; e++)
            if (margin[e] > 0 && (b == n || margin[e] > margin[b]))
                b = e;
        if (b == n)
            break;
        margin[b] = 0;
        worst[found++] = (int)b;
    }
    free(margin);
    return found;
}
