/* The numbers of the places are written. */
size_t fold(size_t n, size_t k, size_t f, const size_t *order, size_t *train,
            size_t *validation)
{
    size_t t = 0, v = 0;
    for (size_t i = 0; i < n; i++) {
        if (i >= f * n / k && i < (f + 1) * n / k)
            validation[v++] = i;
        else
            train[t++] = i;
    }
    return v;
}
