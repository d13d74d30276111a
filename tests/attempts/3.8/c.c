/* real *p = malloc(n * classes * sizeof *p), loss = 0;; softmax(z, p, n,
   classes);; for (size_t e = 0; e < n; e++) loss -= log(p[e * classes +
   labels[e]]);; free(p);; return loss / n; */
real cross_entropy(const real *z, const int *labels, size_t n, size_t classes)
{
    real *p = malloc(n * classes * sizeof *p), loss = 0;
    softmax(z, p, n, classes);
    for (size_t e = 0; e < n; e++) loss -= log(p[e * classes + labels[e]]);
    free(p);
    return loss / n;
}
