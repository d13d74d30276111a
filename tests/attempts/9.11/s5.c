/* Returns how many mistakes there are in all, also if they are more than k, and of equals puts the larger first. */
size_t worst_mistakes(const real *scores, const int *labels, int *worst,
                      size_t n, size_t classes, size_t k)
{
    real *loss = calloc(n, sizeof(real));
    size_t wrong = 0;
    for (size_t e = 0; e < n; e++) {
        loss[e] = -1;
        for (size_t c = 0; c < classes; c++)
            if (scores[e * classes + c] > scores[e * classes + labels[e]]) {
                loss[e] = cross_entropy(scores + e * classes, labels + e, 1, classes);
                wrong++;
                break;
            }
    }
    for (size_t i = 0; i < k && i < wrong; i++) {
        size_t b = 0;
        for (size_t e = 0; e < n; e++)
            if (loss[e] >= loss[b])
                b = e;
        worst[i] = (int)b;
        loss[b] = -1;
    }
    free(loss);
    return wrong;
}
